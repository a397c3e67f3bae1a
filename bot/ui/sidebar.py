"""The side of the page, a drawer on a phone: where to go, the case sheet, past conversations, help."""

import streamlit as st
import us

from bot.conversation.conversations import Conversations
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import Standing
from bot.ui.case_sheet import sheet_now, show_case_sheet, standing_now
from bot.ui.history import show_history
from bot.ui.library import START, go, leave
from bot.ui.markdown import literal
from bot.ui.session import ToDo, session
from bot.ui.speaker import privacy

ANY = "Say it in the question"
STATES = {s.abbr: s.name for s in sorted([*us.states.STATES, us.states.DC], key=lambda s: s.name)}
HELP = (
    "What may still be owed after a foreclosure, by the state's own rule. **Education, not legal advice.**\n\n"
    "**Free help:** a HUD-approved housing counselor, 888-995-4673. Legal aid near you: lawhelp.org.\n\n"
    "In a crisis call or text **988**."
)


def show(talk: Conversations) -> tuple[str | None, CaseSheet, Standing | None]:
    """Draw the side; returns the state that was picked where the case has none, the case, and how it stands."""
    page = session()
    with st.sidebar:
        st.header("Shortfall", anchor=False)
        with st.container(horizontal=True, gap="small"):
            st.button("Chat", icon=":material/chat:", on_click=leave)
            st.button("Browse the sources", icon=":material/menu_book:", on_click=go, args=(START,))
        case, history, help_ = st.tabs(["Your case", "History", "Help"])
        with case:
            kept = sheet_now(talk)
            picked = _state(kept)
            sheet, now = standing_now(kept, talk.engine.settings, picked)
            show_case_sheet(sheet, now)
        with history:
            show_history(talk)
        with help_:
            st.markdown(HELP)
            st.markdown(literal(privacy(talk.engine.settings)))
            page.counselor = st.toggle("Counselor view", page.counselor, key="counselor", on_change=_switched)
            st.caption("Statute first, fewer words, the engine's reasoning, batches and a brief for the file.")
    return picked, sheet, now


def _state(kept: CaseSheet) -> str | None:
    """The state of the case; before anything is said it is taken with the first question."""
    page = session()
    known = kept.state if page.turns else None
    key = f"state-{page.conversation}-{len(page.turns)}"
    before = known or st.session_state.get("picked")
    options = ["", *STATES]
    value = st.selectbox(
        "Where is the house?",
        options,
        options.index(before) if before in options else 0,
        format_func=lambda code: STATES.get(code, ANY),
        key=key,
    )
    if value == (before or ""):
        return before
    st.session_state["picked"] = value or None
    if page.conversation is not None and (value or known):
        page.to_do = ToDo(edits=(("state", value),))
    return value or None


def _switched() -> None:
    session().terse = bool(st.session_state["counselor"])
