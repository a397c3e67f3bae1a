"""The side of the page: the state picker, what this is, where to get help, and the end of a conversation."""

import streamlit as st
import us

from bot.conversation.conversations import Conversations
from bot.errors import ConversationError

ANY = "Say it in the question"


def show(talk: Conversations) -> str | None:
    """Draw the side; returns the USPS code that was picked, or None."""
    states = {s.name: s.abbr for s in sorted([*us.states.STATES, us.states.DC], key=lambda s: s.name)}
    with st.sidebar:
        st.header("Shortfall")
        picked = st.selectbox("Where is the house?", [ANY, *states], key="state")
        st.markdown(
            "What may still be owed after a foreclosure, by the state's own rule. "
            "Education, not legal advice. What you type stays on this machine."
        )
        st.markdown(
            "**Free help:** a HUD-approved housing counselor, 888-995-4673. Legal aid near you: lawhelp.org. "
            "In a crisis call or text **988**."
        )
        if st.button("Start over", width="stretch", help="Begin a new conversation; this one is kept."):
            _leave()
        kept = st.session_state.get("conversation")
        if kept and st.button("Delete this conversation", width="stretch", help="For good, from this machine's disk."):
            try:
                talk.storage.delete(kept)
            except ConversationError as error:
                st.error(str(error))
            else:
                _leave()
    return states.get(picked)


def _leave() -> None:
    for name in ("turns", "conversation"):
        st.session_state.pop(name, None)
    st.query_params.clear()
    st.rerun()
