"""The conversation: what is asked, the answer as it is written out, and what one might say next."""

import time
from collections.abc import Iterator

import streamlit as st

from bot.answer.model import Answer
from bot.conversation.conversations import Conversations
from bot.conversation.edits import Edit
from bot.errors import ConversationError, ShortfallError
from bot.ui.browser import browser
from bot.ui.card import show_card
from bot.ui.markdown import literal, shown
from bot.ui.session import ADDRESS, Session, ToDo, session
from bot.ui.speaker import Live, privacy
from bot.ui.turns import show_answer, show_question, text_of

EXAMPLES = (
    "My house in Arizona was sold at a trustee's sale. Can the bank still come after me?",
    "Michigan: we owed $150,000, the house sold for $90,000. Do I owe $60,000?",
    "Is a short sale better than letting them take the house?",
)
PIECE = 0.02  # seconds between two pieces of an answer, quick enough to read along
# seconds that a new visitor's browser gets to paint the title: sent in one go with the rest it waits for all of it, a third of a second
HEAD_START = 0.06


def show(talk: Conversations, picked: str | None) -> None:
    """Draw the conversation and take what is asked. picked: the USPS code to take where no turn names a state."""
    page = session()
    st.title("Do I still owe after the foreclosure?", anchor=False)
    if not page.greeted:
        page.greeted = True
        time.sleep(HEAD_START)
    _note_stopped(page)
    examples = st.empty()  # above the turns: so an answer stands in the run that follows where it was written out
    last = len(page.turns)
    for place, (number, question, answer) in enumerate(page.numbered(), start=1):
        show_question(question, number)
        show_answer(talk, number, answer, question, last=place == last)
    typed = st.chat_input("Ask in your own words: the state, what you owed, what it sold for…", submit_mode="stop")
    to_do, page.to_do = page.to_do or (ToDo(text=typed) if typed else None), None
    if to_do is None and not page.turns:
        with examples.container():
            if talk.engine.settings.model:
                st.info(literal(privacy(talk.engine.settings)), icon=":material/shield:")
            to_do = _examples()
    if to_do is not None:
        examples.empty()
        _take(talk, page, to_do, picked)
        st.rerun()


def open_conversation(talk: Conversations) -> None:
    """The turns of the conversation in the page's address; after a reload those that were kept."""
    page, wanted = session(), st.query_params.get(ADDRESS)
    if wanted == page.conversation and (page.turns or wanted is None):
        return
    page.forget()
    if wanted is None:
        return
    try:
        with st.spinner("Opening the conversation…"):
            talk.resume(wanted)
            page.turns = [(turn.question, turn.answer) for turn in talk.turns(wanted)]
        page.conversation = wanted
    except ConversationError:
        st.info("That conversation is not kept here any more. A new one begins with your next question.")
        del st.query_params[ADDRESS]
    except ShortfallError as error:
        st.error(literal(str(error)))
        st.stop()


def _note_stopped(page: Session) -> None:
    """An answer whose writing out was stopped stays as it stood."""
    if page.streaming is not None:
        page.stopped[page.streaming] = page.streamed
        page.streaming = None


def _conversation(talk: Conversations, page: Session) -> str:
    """The conversation of this page; the first question begins it."""
    if page.conversation is None:
        page.conversation = st.query_params[ADDRESS] = talk.start(owner=browser()).id
    return page.conversation


def _examples() -> ToDo | None:
    st.write("Ask anything about what is left after a foreclosure. For example:")
    for i, example in enumerate(EXAMPLES):
        if st.button(shown(example), key=f"example-{i}", width="stretch"):
            return ToDo(text=example)
    return None


def _take(talk: Conversations, page: Session, to_do: ToDo, picked: str | None) -> None:
    """Take one turn and show its answer as it is written out."""
    if to_do.instead_of is not None:
        page.cut(to_do.instead_of)  # what is drawn above is as it was; the run that follows draws what stands
    if to_do.text:
        show_question(to_do.text)
    with st.chat_message("assistant"):
        try:
            with st.spinner("Looking it up…"):
                live = Live()
                answer = _answer(talk, page, to_do, picked, live)
                live.clear()
        except ShortfallError as error:
            page.turns.append((to_do.text or "A change in the case sheet", str(error)))
            return
        question = to_do.text or talk.turns(page.conversation or "")[-1].question
        page.turns.append((question, answer))
        page.streaming, page.streamed = sum(isinstance(kept, Answer) for _, kept in page.turns), 0
        show_card(answer, talk.engine.settings.current_day())
        st.write_stream(_pieces(page, answer))
        page.streaming = None


def _answer(talk: Conversations, page: Session, to_do: ToDo, picked: str | None, live: Live) -> Answer:
    conversation, terse = _conversation(talk, page), page.terse
    if to_do.edits:
        edits = [Edit(name=name, value=value) for name, value in to_do.edits]
        answer = talk.change(conversation, edits, state=picked, terse=terse)
    else:
        answer = talk.say(
            conversation, to_do.text, state=picked, terse=terse, instead_of=to_do.instead_of, listen=live.listen
        )
    page.terse = True if page.counselor else None  # switched off once, it may be asked for in words
    return answer


def _pieces(page: Session, answer: Answer) -> Iterator[str]:
    """The answer piece by piece; a table comes whole."""
    text = ""
    for i in range(len(answer.segments)):
        if answer.segments[i].place == "row" and i + 1 < len(answer.segments) and answer.segments[i + 1].place == "row":
            continue
        whole = text_of(answer, i + 1)
        yield whole[len(text) :]
        text = whole
        page.streamed = i + 1
        time.sleep(PIECE)
