"""The conversation: questions, streamed answers, and the sources that open under each."""

import time
from collections.abc import Iterator

import streamlit as st

from bot.answer.draft import render
from bot.answer.model import Answer
from bot.conversation.shortfall import LONGEST, Message, Shortfall
from bot.errors import ShortfallError
from bot.ui.markdown import literal, shown
from bot.ui.sources import show_sources

EXAMPLES = (
    "My house in Arizona was sold at a trustee's sale. Can the bank still come after me?",
    "Michigan: we owed $150,000, the house sold for $90,000. Do I owe $60,000?",
    "Is a short sale better than letting them take the house?",
)


def set_page() -> None:
    """The page's title and layout; the first call on the page."""
    st.set_page_config(page_title="Shortfall: do I still owe after the foreclosure?", page_icon=":material/home:")


def show(engine: Shortfall, state: str | None) -> None:
    """Draw the conversation and answer what is asked."""
    st.title("Do I still owe after the foreclosure?")
    turns: list[tuple[str, Answer | str]] = st.session_state.setdefault("turns", [])
    for question, answer in turns:
        _question(question)
        _shown_answer(answer)
    asked = st.chat_input("Ask in your own words: the state, what you owed, what it sold for…")
    if not turns and asked is None:
        asked = _examples()
    if asked:
        _question(asked)
        answer = _ask(engine, asked, state, turns)
        turns.append((asked, answer))
        st.rerun()


def _examples() -> str | None:
    st.write("Ask anything about what is left after a foreclosure. For example:")
    for i, example in enumerate(EXAMPLES):
        if st.button(shown(example), key=f"example-{i}", width="stretch"):
            return example
    return None


def _question(text: str) -> None:
    with st.chat_message("user"):
        st.markdown(literal(text[: LONGEST + 1]) + ("…" if len(text) > LONGEST else ""))


def _ask(engine: Shortfall, text: str, state: str | None, turns: list[tuple[str, Answer | str]]) -> Answer | str:
    history = [Message(content=question) for question, answer in turns if isinstance(answer, Answer)]
    with st.chat_message("assistant"):
        try:
            with st.spinner("Looking it up…"):
                answer = engine.ask(text, history, state=state)
        except ShortfallError as error:
            return str(error)
        st.write_stream(_pieces(answer))
        return answer


def _pieces(answer: Answer) -> Iterator[str]:
    """The answer sentence by sentence, quick enough to read along."""
    text = ""
    for i in range(len(answer.segments)):
        whole = shown(render(list(answer.segments[: i + 1])))
        yield whole[len(text) :]
        text = whole
        time.sleep(0.02)


def _shown_answer(answer: Answer | str) -> None:
    with st.chat_message("assistant"):
        if isinstance(answer, str):
            st.warning(literal(answer))
            return
        st.markdown(shown(answer.text))
        show_sources(answer)
