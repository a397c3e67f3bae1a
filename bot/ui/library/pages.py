"""The pages of the library that are read: guides and federal rules, single passages, and the terms."""

from itertools import groupby

import streamlit as st

from bot.retrieval.glossary import Term
from bot.retrieval.passage import Passage
from bot.retrieval.search import Index
from bot.settings import Settings
from bot.ui.library import text
from bot.ui.library.contents import Document, beside, documents
from bot.ui.library.links import WORDS, Target, link_to
from bot.ui.library.navigate import button, heading
from bot.ui.library.source import show_standing, show_text
from bot.ui.markdown import literal


def show_document(document: Document, index: Index, settings: Settings) -> None:
    """A guide or a federal rule from its first section to its last."""
    heading(document.title)
    show_standing(document.first, settings)
    for section in document.sections:
        st.header(literal(document.heading(section)), anchor=section[0].id.partition("#")[2])
        show_text(text.whole(section))
        own = text.link("Link to this part", link_to(section[0].section))
        # a guide's sources stand behind all of its sections; a federal rule has one for each
        cite = f"{text.link(section[0].cite, section[0].url)} · " if document.kind == "federal" else ""
        st.caption(cite + own)
    if document.kind == "guide":
        st.header("Sources", anchor=False)
        st.markdown(text.links(document.first.sources))
    _neighbours(document, documents(index, document.kind, settings.corpus_dir))


def _neighbours(document: Document, every: dict[str, Document]) -> None:
    before, after = beside(list(every), document.id)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            button(literal(f"← {every[before].title}"), Target(document.kind, before), key="before")
        if after:
            button(literal(f"{every[after].title} →"), Target(document.kind, after), key="after")


def show_passage(parts: list[Passage], quote: str, index: Index, settings: Settings) -> None:
    """A whole section, a sentence of it marked, and every source behind it."""
    first = parts[0]
    heading(first.title)
    show_text(text.whole(parts), quote)
    st.header("Sources", anchor=False)
    st.markdown(text.links(first.sources))
    show_standing(first, settings)
    if around := _around(first, index, settings):
        button(*around, key="around")


def _around(passage: Passage, index: Index, settings: Settings) -> tuple[str, Target] | None:
    """The page that a passage is a part of, and what it is called; an agency's own document has none."""
    if passage.kind == "document":
        return None
    file = passage.id.partition("#")[0].partition("/")[2]
    if passage.kind == "state":
        name = index.manifest.states.get(file, file)
        return literal(f"The whole {name} rule"), Target("state", file)
    if passage.kind == "glossary":
        return "All words explained", WORDS
    title = documents(index, passage.kind, settings.corpus_dir)[file].title
    return literal(f"The whole page: {title}"), Target(passage.kind, file)


def show_term(term: Term, parts: list[Passage], settings: Settings) -> None:
    """What one legal term means, and what people call it."""
    heading(term.term)
    show_text(term.plain)
    if term.also:
        st.markdown(f"People also call it: {literal(', '.join(term.also))}.")
    if parts:
        st.markdown(text.links(parts[0].sources))
        show_standing(parts[0], settings)
    button("All words explained", WORDS, key="words")


def find_term(index: Index, name: str) -> Term | None:
    """A term by its id or its name, in any letters."""
    wanted = name.casefold()
    return next((t for t in index.glossary.terms if wanted in (t.id, t.term.casefold())), None)


def show_terms(index: Index) -> None:
    """All terms by letter."""
    heading("Words explained")
    st.markdown("What the words in your papers mean.")
    terms = sorted(index.glossary.terms, key=lambda term: term.term.casefold())
    for letter, group in groupby(terms, key=lambda term: term.term[0].upper()):
        st.header(letter, anchor=f"letter-{letter.lower()}")
        st.markdown("\n\n".join(f"**{literal(term.term)}.** {literal(term.plain)}" for term in group))
