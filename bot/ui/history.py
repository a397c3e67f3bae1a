"""Past conversations of this browser: open, rename, delete, export."""

import json

import streamlit as st

from bot.conversation.conversations import Conversations
from bot.conversation.storage import ConversationInfo
from bot.conversation.storage.transcript import export
from bot.errors import ShortfallError
from bot.ui.browser import browser
from bot.ui.markdown import literal
from bot.ui.session import ADDRESS, leave, session
from bot.ui.turns import plain

SHOWN, STEP = 12, 20
UNTITLED = "A new conversation"


def show_history(talk: Conversations) -> None:
    """Draw the list, and what can be done with the conversation that is open."""
    st.caption("Kept on this machine only, and listed only in this browser.")
    if st.button("New conversation", icon=":material/add:", width="stretch"):
        leave()
        st.rerun()
    page = session()
    try:
        if page.conversation is not None:
            _open_one(talk, talk.storage.info(page.conversation))
        limit = st.session_state.setdefault("history-shown", SHOWN)
        kept = talk.storage.list(limit + 1, owner=browser())
    except ShortfallError as error:
        st.error(literal(str(error)))
        return
    past = [info for info in kept[:limit] if info.id != page.conversation]
    if past:
        st.markdown("**Earlier**")
    for info in past:
        st.button(
            literal(_title(info)),
            key=f"open-{info.id}",
            type="tertiary",
            on_click=_reopen,
            args=(info.id,),
            help=_when(info),
        )
    if len(kept) > limit and st.button("Show more"):
        st.session_state["history-shown"] = limit + STEP
        st.rerun()


def _open_one(talk: Conversations, info: ConversationInfo) -> None:
    """The conversation on the page: its title, and what can be done with it."""
    title = st.text_input("Title", _title(info), max_chars=100, key=f"title-{info.id}-{info.title}")
    if title.strip() and title.strip() != _title(info):
        talk.storage.rename(info.id, title.strip())
        st.rerun()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Save as text",
            lambda: as_text(talk, info.id),
            f"shortfall-{info.id[:8]}.md",
            "text/markdown",
            on_click="ignore",
        )
        st.download_button(
            "Save as data",
            lambda: json.dumps(export(talk.storage, info.id), indent=2),
            f"shortfall-{info.id[:8]}.json",
            "application/json",
            on_click="ignore",
        )
        with st.popover("Delete", icon=":material/delete:"):
            st.write("Delete this conversation for good, from this machine's disk?")
            if st.button("Delete it", type="primary", key=f"delete-{info.id}"):
                talk.storage.delete(info.id)
                leave()
                st.rerun()


def as_text(talk: Conversations, conversation: str) -> str:
    """A conversation as text to be kept or sent on: questions, answers, sources."""
    parts = [f"# {_title(talk.storage.info(conversation))}"]
    for turn in talk.turns(conversation):
        quoted = "\n".join(f"> {line}" for line in turn.question.splitlines())
        parts += [f"**Question {turn.number}**\n\n{quoted}", plain(turn.answer)]
    parts.append("Education, not legal advice.")
    return "\n\n".join(parts) + "\n"


def _title(info: ConversationInfo) -> str:
    return info.title or UNTITLED


def _when(info: ConversationInfo) -> str:
    turns = f"{info.turns} question{'s' * (info.turns != 1)}"
    return f"{turns}, last used {info.updated.astimezone():%B %d, %Y at %H:%M}"


def _reopen(conversation: str) -> None:
    leave()
    st.query_params[ADDRESS] = conversation
