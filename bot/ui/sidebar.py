"""The side of the page, a drawer on a phone: where to go, the case sheet, past conversations, help."""

import streamlit as st
import us

from bot.conversation.conversations import Conversations
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import Standing
from bot.ui.browser import browser
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


def picked() -> str | None:
    """The state that was picked by hand, for a case that has none; it is taken with the first question."""
    code: str | None = st.session_state.get("picked")
    return code


def show(talk: Conversations) -> tuple[CaseSheet, Standing | None]:
    """Draw the side, of history and help only what is open; returns the case and how it stands."""
    page = session()
    kept = sheet_now(talk)
    sheet, now = standing_now(kept, talk.engine.settings, picked())
    with st.sidebar:
        browser()  # a new visitor's name is given here, on every page of theirs
        st.header("Shortfall", anchor=False)
        with st.container(horizontal=True, gap="small"):
            st.button("Chat", icon=":material/chat:", on_click=leave)
            st.button("Browse the sources", icon=":material/menu_book:", on_click=go, args=(START,))
        case, history, help_ = st.tabs(["Your case", "History", "Help"], key="side", on_change="rerun")
        with case:  # always: a field that was not drawn for a while seems changed to Streamlit when it comes back
            _state(kept)
            show_case_sheet(sheet, now)
        if history.open:
            with history:
                show_history(talk)
        if help_.open:
            with help_:
                st.markdown(HELP)
                st.markdown(literal(privacy(talk.engine.settings)))
                st.toggle("Counselor view", page.counselor, key="counselor", on_change=_switched)
                st.caption("Statute first, fewer words, the engine's reasoning, batches and a brief for the file.")
    return sheet, now


def _state(kept: CaseSheet) -> None:
    """The state of the case, or the one that was picked for it."""
    page = session()
    known = kept.state if page.turns else None
    shown = known or picked()
    options = ["", *STATES]
    key = f"state-{page.conversation}-{len(page.turns)}"
    st.selectbox(
        "Where is the house?",
        options,
        options.index(shown) if shown in options else 0,
        format_func=lambda code: STATES.get(code, ANY),
        key=key,
        on_change=_pick,
        args=(key, known is not None),
    )


def _pick(key: str, known: bool) -> None:
    """Keep the state that was picked; in a conversation it changes the case."""
    page, value = session(), st.session_state[key]
    st.session_state["picked"] = value or None
    if page.conversation is not None and (value or known):
        page.to_do = ToDo(edits=(("state", value),))


def _switched() -> None:
    page = session()
    page.counselor = page.terse = bool(st.session_state["counselor"])
