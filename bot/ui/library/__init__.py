"""The library: everything the answers rest on, to read and to search, each page with an address of its own."""

import streamlit as st

from bot.errors import ShortfallError
from bot.retrieval.search import Index
from bot.settings import Settings
from bot.ui.library import pages
from bot.ui.library.contents import documents
from bot.ui.library.finding import show_found, show_search
from bot.ui.library.links import START, Target, link_to, wanted
from bot.ui.library.navigate import button, go, heading, here, leave
from bot.ui.library.own import own_document
from bot.ui.library.source import show_source
from bot.ui.library.start import show_start
from bot.ui.library.state import show_state
from bot.ui.markdown import literal

__all__ = ["START", "Target", "go", "leave", "link_to", "show_library", "show_source", "wanted"]


def show_library(index: Index, settings: Settings) -> None:
    """Draw the page of the library that the address asks for; a clear message where there is none."""
    target = here()
    if target != START:
        button("← Browse everything", START, key="start")
    try:
        if not _show(target, index, settings):
            _nothing(target)
    except ShortfallError as error:
        st.error(literal(str(error)))


def _show(target: Target, index: Index, settings: Settings) -> bool:
    """Draw a page; False where there is no such page."""
    name = target.name
    match target.kind:
        case "start":
            show_start(index, settings)
        case "words":
            pages.show_terms(index)
        case "search":
            show_found(index, name)
        case "guide" | "federal":
            document = documents(index, target.kind, settings.corpus_dir).get(name)
            if document is None:
                return False
            pages.show_document(document, index, settings)
        case "state":
            if name not in index.manifest.states:
                return False
            show_state(name, index, settings)
        case "term":
            term = pages.find_term(index, name)
            if term is None:
                return False
            pages.show_term(term, index.parts(f"glossary#{term.id}"), settings)
        case "passage":
            parts = index.parts(name) or own_document(name, settings)
            if not parts:
                return False
            pages.show_passage(parts, target.quote, index, settings)
    return True


def _nothing(target: Target) -> None:
    """What is shown where an address names no page."""
    heading("There is no such page")
    st.markdown(
        f"Nothing here is called {literal(f'“{target.name}”')}. The link may be cut short or old. "
        "Search for it, or browse everything."
    )
    show_search()
