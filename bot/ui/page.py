"""What frames the page: its title, icon and styles."""

from pathlib import Path

import streamlit as st

# a file of ours: a named icon would be fetched from another machine
ICON = str(Path(__file__).parent / "icon.svg")
# on a phone a comparison scrolls by itself and not the page, and its columns stay readable
TABLES = """
[data-testid=stMarkdownContainer] table {display: block; overflow-x: auto; max-width: 100%;}
[data-testid=stMarkdownContainer] table :is(th, td) {vertical-align: top;}
[data-testid=stMarkdownContainer] table:has(th:nth-child(4)) :is(th, td) {min-width: 7rem;}
"""


def begin() -> None:
    """The page's title and layout; the first call on the page."""
    st.set_page_config(page_title="Shortfall: do I still owe after the foreclosure?", page_icon=ICON)
    st.html(f"<style>{TABLES}</style>")
