"""The side of the page: the state picker, what this is, and where to get help."""

import streamlit as st
import us

ANY = "Say it in the question"


def show() -> str | None:
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
        if st.button("Start over", width="stretch"):
            st.session_state.pop("turns", None)
            st.rerun()
    return states.get(picked)
