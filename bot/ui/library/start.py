"""The library's first page: search, the states, and what there is by subject."""

from typing import Literal

import streamlit as st

from bot.retrieval.search import Index
from bot.settings import Settings
from bot.ui.library.contents import documents, grouped
from bot.ui.library.finding import show_search
from bot.ui.library.links import WORDS, Target
from bot.ui.library.navigate import button, go, heading
from bot.ui.markdown import literal

PICK = "Pick a state"


def show_start(index: Index, settings: Settings) -> None:
    """Draw the first page."""
    heading("Browse the sources")
    st.markdown("Everything that the answers rest on, with the statute and the day it was checked.")
    show_search()
    st.header("A state's rule", anchor=False)
    _states(index.manifest.states)
    st.header("The guide", anchor=False)
    _documents(index, settings, "guide")
    st.header("Federal rules", anchor=False)
    _documents(index, settings, "federal")
    st.header("Words", anchor=False)
    button(f"{len(index.glossary.terms)} words explained", WORDS, key="words")


def _states(states: dict[str, str]) -> None:
    def picked() -> None:
        if code := st.session_state["library-pick"]:
            go(Target("state", code))

    st.selectbox(
        "State",
        sorted(states, key=lambda code: states[code]),
        index=None,
        format_func=states.__getitem__,
        placeholder=PICK,
        key="library-pick",
        on_change=picked,
    )


def _documents(index: Index, settings: Settings, kind: Literal["guide", "federal"]) -> None:
    found = grouped(documents(index, kind, settings.corpus_dir).values())
    columns = st.columns(2, gap="large")
    half = -(-len(found) // 2)
    for place, (group, there) in enumerate(found.items()):
        with columns[place // half]:
            st.subheader(group, anchor=False)
            with st.container(gap=None):
                for document in there:
                    button(literal(document.title), Target(kind, document.id), key=f"{kind}-{document.id}")
