"""One turn on the page: the question, the bottom line, the answer with its sources, and what can be done with it."""

import streamlit as st

from bot.answer.draft import render
from bot.answer.model import Answer, Citation
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import LONGEST
from bot.errors import SearchIndexError, ShortfallError
from bot.ui.card import show_card
from bot.ui.library import link_to, show_source
from bot.ui.markdown import literal, shown
from bot.ui.session import ToDo, session
from bot.ui.speaker import show_engine

LABEL = 38  # characters of a source's name on its chip


def show_question(text: str, number: int | None = None) -> None:
    """Draw what was asked. number: of its turn, where it can be put in other words."""
    with st.chat_message("user"):
        if number is not None and session().editing == number:
            _edit(text, number)
            return
        st.markdown(literal(text[: LONGEST + 1]) + ("…" if len(text) > LONGEST else ""))
        if number is not None:
            st.button(
                "Edit",
                key=f"edit-{number}",
                icon=":material/edit:",
                type="tertiary",
                help="Put this in other words; what came after it is asked anew.",
                on_click=_begin_edit,
                args=(number,),
            )


def _begin_edit(number: int) -> None:
    session().editing = number


def _edit(text: str, number: int) -> None:
    """The question in a box, to be sent again in other words."""
    with st.form(f"again-{number}", border=False):
        new = st.text_area("Your words", text, key=f"again-text-{number}", max_chars=LONGEST)
        with st.container(horizontal=True):
            sent = st.form_submit_button("Send", type="primary")
            left = st.form_submit_button("Cancel")
    if sent:
        session().editing, session().to_do = None, ToDo(text=new, instead_of=number)
        st.rerun()
    if left:
        session().editing = None
        st.rerun()


def show_answer(talk: Conversations, number: int | None, answer: Answer | str, question: str, *, last: bool) -> None:
    """Draw an answer, or the message that there is none. last: whether it is the one to go on from."""
    with st.chat_message("assistant"):
        if isinstance(answer, str) or number is None:
            st.warning(literal(str(answer)))
            return
        show_card(answer, talk.engine.settings.current_day())
        kept = session().stopped.get(number)
        st.markdown(text_of(answer, kept))
        if kept is not None:
            st.caption("Stopped here.")
            st.button("Show the whole answer", key=f"whole-{number}", on_click=_show_all, args=(number,))
            return
        show_chips(talk, answer)
        show_engine(answer)
        _actions(talk, number, answer, question, last=last)


def _show_all(number: int) -> None:
    session().stopped.pop(number, None)


def text_of(answer: Answer, segments: int | None = None) -> str:
    """The answer in Markdown for the page, each marker a link to its passage. segments: only so many of the first."""
    links = {c.n: link_to(c.passage, c.quote) for c in answer.citations}

    def mark(n: int) -> str:
        return rf"[\[{n}\]]({links[n]})" if n in links else f"[{n}]"

    return shown(render(list(answer.segments[:segments]), mark))


def show_chips(talk: Conversations, answer: Answer) -> None:
    """A chip for each source, which opens where it stands."""
    if not answer.citations:
        return
    with st.container(horizontal=True, gap="small"):
        for citation in answer.citations:
            name = citation.cite if len(citation.cite) <= LABEL else f"{citation.cite[:LABEL].rstrip()}…"
            with st.popover(shown(f"[{citation.n}] {name}"), help=shown(citation.title)):
                st.markdown(f"**{shown(citation.title)}**")
                _source(talk, citation)


def _source(talk: Conversations, citation: Citation) -> None:
    try:
        show_source(talk.engine.own.library().passage(citation.passage), citation.quote)
    except SearchIndexError as error:  # an agency's own document that was removed since
        st.caption(literal(str(error)))


def _actions(talk: Conversations, number: int, answer: Answer, question: str, *, last: bool) -> None:
    """Copy, thumbs, try again."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        key = f"thumbs-{session().conversation}-{number}"
        st.feedback("thumbs", key=key, on_change=_rated, args=(talk, number, key))
        with st.popover("Copy", icon=":material/content_copy:", type="tertiary"):
            st.code(plain(answer), language=None, wrap_lines=True)
        if last:
            st.button(
                "Try again",
                key=f"retry-{number}",
                icon=":material/refresh:",
                type="tertiary",
                on_click=_retry,
                args=(question, number),
            )
    if st.session_state.get(key) == 0:
        _what_was_wrong(talk, number)


def plain(answer: Answer) -> str:
    """The answer as text to be pasted elsewhere, its sources below."""
    sources = [f"[{c.n}] {c.cite}, {c.url} ({_standing(c)})" for c in answer.citations]
    return "\n".join([answer.text.replace("**", ""), "", *sources]).strip()


def _standing(citation: Citation) -> str:
    return f"checked {citation.checked}" if citation.reviewed else f"of {citation.checked}, not reviewed"


def _retry(question: str, number: int) -> None:
    session().to_do = ToDo(text=question, instead_of=number)


def _rated(talk: Conversations, number: int, key: str) -> None:
    value = st.session_state.get(key)
    if value is not None:
        _keep(talk, number, helpful=value == 1, reason="")


def _what_was_wrong(talk: Conversations, number: int) -> None:
    with st.form(f"wrong-{number}", clear_on_submit=True):
        reason = st.text_input("What was wrong?", max_chars=1000, help="Kept on this machine with the conversation.")
        if st.form_submit_button("Keep") and reason.strip():
            _keep(talk, number, helpful=False, reason=reason.strip())
            st.toast("Thank you. It is kept on this machine.")


def _keep(talk: Conversations, number: int, *, helpful: bool, reason: str) -> None:
    conversation = session().conversation
    assert conversation is not None
    try:
        talk.storage.note_feedback(conversation, number, helpful=helpful, reason=reason)
    except ShortfallError as error:
        st.toast(literal(str(error)))
