"""A passage as a source: its text with the sentence that was used, its authority, and how sure it is."""

import streamlit as st

from bot.calculator.deadlines import in_words
from bot.retrieval.passage import Passage
from bot.settings import Settings, get_settings
from bot.ui.library import text


def show_source(passage: Passage, quote: str = "", settings: Settings | None = None) -> None:
    """Draw one source of an answer: the passage, the statute with its address, and a link to the passage's own page.

    quote: the sentence that the answer rests on, as `Citation.quote` holds it; it is marked where the passage has it.
    """
    show_text(passage.text, quote)
    st.markdown(f"**{text.link(passage.cite, passage.url)}**")
    show_standing(passage, settings or get_settings())
    st.markdown(text.own_address(passage, quote))


def show_text(passage_text: str, quote: str = "") -> None:
    """Draw a passage's text with a sentence marked."""
    # the text is escaped; the mark is the only markup
    st.markdown(text.body(passage_text, quote), unsafe_allow_html=True)


def show_standing(passage: Passage, settings: Settings) -> None:
    """Draw when a passage was checked and how sure it is; of an agency's own document that nobody checked it."""
    if passage.kind == "document":
        st.caption(f"{text.OWN} Its day: {in_words(passage.checked)}.")
        return
    st.caption(text.standing(passage.checked, passage.confidence, settings.current_day(), settings.stale_after_days))
