"""The sources of an answer: each opens with its passage, its statute, its address and the day it was checked."""

import streamlit as st

from bot.answer.model import Answer, Citation
from bot.ui.engine import open_conversations
from bot.ui.markdown import shown


def show_sources(answer: Answer) -> None:
    """A list of sources under an answer."""
    for citation in answer.citations:
        with st.expander(shown(f"[{citation.n}] {citation.title}: {citation.cite}")):
            _source(citation)


def _source(citation: Citation) -> None:
    passage = open_conversations().engine.index.passage(citation.passage)
    st.markdown(shown(passage.text))
    for source in passage.sources:
        st.markdown(f"- [{shown(source.cite)}]({source.url})")
    st.caption(f"Checked {citation.checked}. Confidence: {citation.confidence}.")
