"""Which browser it is: a random name in a cookie, so that each one lists its own conversations and no others."""

import re
import secrets

import streamlit as st

COOKIE = "shortfall_browser"
_NAME = re.compile(r"[0-9a-f]{32}")
A_YEAR = 365 * 24 * 3600  # seconds


def browser() -> str:
    """The name of this browser, 32 hexadecimal digits; a new one is given on the first visit.

    It names nobody: it is made up here, stays on this machine, and says only which conversations belong together.
    """
    if COOKIE not in st.session_state:
        kept = str(st.context.cookies.get(COOKIE))
        st.session_state[COOKIE] = kept if _NAME.fullmatch(kept) else secrets.token_hex(16)
    name: str = st.session_state[COOKIE]
    if st.context.cookies.get(COOKIE) != name:
        # a page cannot set a cookie of its own server in any other way; the name holds nothing but hexadecimal digits
        cookie = f"{COOKIE}={name}; Max-Age={A_YEAR}; Path=/; SameSite=Strict"
        st.html(f"<script>document.cookie = '{cookie}'</script>", unsafe_allow_javascript=True)
    return name
