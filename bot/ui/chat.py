"""The conversation: questions, streamed answers, and the sources that open under each."""

import time
from collections.abc import Iterator

import streamlit as st

from bot.answer.draft import render
from bot.answer.model import Answer
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import LONGEST
from bot.errors import ConversationError, ShortfallError
from bot.ui.markdown import literal, shown
from bot.ui.sources import show_sources

EXAMPLES = (
    "My house in Arizona was sold at a trustee's sale. Can the bank still come after me?",
    "Michigan: we owed $150,000, the house sold for $90,000. Do I owe $60,000?",
    "Is a short sale better than letting them take the house?",
)
# the conversation stands in the page's address, so that a reload shows it again
ADDRESS = "c"
# on a phone a comparison scrolls by itself and not the page, and its columns stay readable
TABLES = """
[data-testid=stMarkdownContainer] table {display: block; overflow-x: auto; max-width: 100%;}
[data-testid=stMarkdownContainer] table :is(th, td) {min-width: 7rem; vertical-align: top;}
"""
Shown = list[tuple[str, Answer | str]]


def set_page() -> None:
    """The page's title and layout; the first call on the page."""
    st.set_page_config(page_title="Shortfall: do I still owe after the foreclosure?", page_icon=":material/home:")
    st.html(f"<style>{TABLES}</style>")


def show(talk: Conversations, turns: Shown, state: str | None) -> None:
    """Draw the conversation and answer what is asked. turns: those that `opened` gave; new ones are added."""
    st.title("Do I still owe after the foreclosure?")
    for question, answer in turns:
        _question(question)
        _shown_answer(answer)
    asked = st.chat_input("Ask in your own words: the state, what you owed, what it sold for…")
    if not turns and asked is None:
        asked = _examples()
    if asked:
        _question(asked)
        turns.append((asked, _ask(talk, asked, state)))
        st.rerun()


def opened(talk: Conversations) -> Shown:
    """The turns on the page: those of this visit, or after a reload those that were kept."""
    conversation = st.query_params.get(ADDRESS)
    if st.session_state.get("conversation") == conversation and "turns" in st.session_state:
        kept: Shown = st.session_state["turns"]
        return kept
    turns: Shown = []
    if conversation is not None:
        try:
            with st.spinner("Opening the conversation…"):
                talk.resume(conversation)
                turns = [(turn.question, turn.answer) for turn in talk.turns(conversation)]
        except ConversationError:
            st.info("That conversation is not kept here any more. A new one begins with your next question.")
            st.query_params.clear()
            conversation = None
        except ShortfallError as error:
            st.error(literal(str(error)))
            st.stop()
    st.session_state["conversation"], st.session_state["turns"] = conversation, turns
    return turns


def _conversation(talk: Conversations) -> str:
    """The conversation of this page; the first question begins it."""
    if st.session_state["conversation"] is None:
        st.session_state["conversation"] = st.query_params[ADDRESS] = talk.start().id
    return str(st.session_state["conversation"])


def _examples() -> str | None:
    st.write("Ask anything about what is left after a foreclosure. For example:")
    for i, example in enumerate(EXAMPLES):
        if st.button(shown(example), key=f"example-{i}", width="stretch"):
            return example
    return None


def _question(text: str) -> None:
    with st.chat_message("user"):
        st.markdown(literal(text[: LONGEST + 1]) + ("…" if len(text) > LONGEST else ""))


def _ask(talk: Conversations, text: str, state: str | None) -> Answer | str:
    with st.chat_message("assistant"):
        try:
            with st.spinner("Looking it up…"):
                answer = talk.say(_conversation(talk), text, state=state)
        except ShortfallError as error:
            return str(error)
        st.write_stream(_pieces(answer))
        return answer


def _pieces(answer: Answer) -> Iterator[str]:
    """The answer piece by piece, quick enough to read along; a table comes whole."""
    text = ""
    for i in range(len(answer.segments)):
        if answer.segments[i].place == "row" and i + 1 < len(answer.segments) and answer.segments[i + 1].place == "row":
            continue
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
