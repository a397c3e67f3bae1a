"""Searching the library: what fits the words, each with the sentence that fits best."""

import streamlit as st

from bot.answer.prose import first_sentence
from bot.retrieval.lexical import cited, is_citation
from bot.retrieval.search import Hit, Index
from bot.ui.library import text
from bot.ui.library.links import START, Target
from bot.ui.library.navigate import button, go, heading
from bot.ui.markdown import literal
from bot.understand.places import read_places

RESULTS = 12
WORDS_KEY = "library-search-words"
ALSO = "People also call it"
# a passage that fits less has nothing to do with what was asked; each word that the corpus does not know tells against it
FITS, STRANGE = 0.6, 0.1
TRY = """
- Use fewer and plainer words: "second loan", "wages", "how long to sue".
- Name the state for its own rule: "deadline in Ohio".
- A statute's number is found as it is written: "33-814", "580b".
"""


def show_search(words: str = "") -> None:
    """The search box; what is typed goes into the address."""
    with st.form("library-search", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state[WORDS_KEY] = words
        st.text_input("Search the sources", key=WORDS_KEY, placeholder="For example: redemption in Michigan")
        st.form_submit_button("Search", on_click=_searched)


def _searched() -> None:
    words = str(st.session_state[WORDS_KEY]).strip()
    go(Target("search", words) if words else START)


def found(index: Index, words: str) -> tuple[str | None, list[Hit]]:
    """The state that the words name, and the passages that fit them, best first.

    Raises SearchIndexError or ModelError where the index cannot be searched.
    """
    state = read_places(words).state
    numbers = cited(words) or any(is_citation(word) for word in words.lower().split())
    # a statute's number is the same question in every state; other words would bring up any state's rule
    hits = index.search(
        words,
        state=state,
        kinds=("guide", "federal", "glossary", "state") if numbers and state is None else (),
        k=RESULTS,
    )
    fitting = [hit for hit in hits if hit.fit - STRANGE * hit.unfamiliar >= FITS]
    # who names a state wants its own rule first
    return state, sorted(fitting, key=lambda hit: state is not None and hit.passage.state != state)


def show_found(index: Index, words: str) -> None:
    """The results of a search as a list.

    Raises SearchIndexError or ModelError where the index cannot be searched.
    """
    heading(f"Search: {words}")
    show_search(words)
    with st.spinner("Searching…"):
        state, hits = found(index, words)
    if state is not None:
        name = index.manifest.states[state]
        st.markdown(literal(f"Searched {name} and what holds in every state."))
        button(literal(f"The whole {name} rule"), Target("state", state), key="named-state")
    elif hits:
        st.markdown("Searched what holds in every state. For one state's rule, name the state.")
    if not hits:
        st.markdown(f"Nothing here fits these words. What to try:\n{TRY}")
    for number, hit in enumerate(hits):
        _result(hit, number)


def _result(hit: Hit, number: int) -> None:
    passage = hit.passage
    # the other names of a term help the search and tell the reader nothing
    sentence = hit.closest if hit.closest and not hit.closest.startswith(ALSO) else first_sentence(passage.text)
    button(literal(passage.title), Target("passage", passage.section, sentence), key=f"result-{number}")
    st.markdown(literal(sentence))
    st.caption(text.link(passage.cite, passage.url))
