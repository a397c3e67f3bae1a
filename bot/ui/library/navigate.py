"""Going from page to page without loading the page anew, so that the conversation stays as it is."""

import streamlit as st

from bot.ui.library.links import PARAMETERS, START, Target, parameters, wanted
from bot.ui.markdown import literal


def go(target: Target) -> None:
    """Put a page of the library in the address; what else stands there, such as the conversation, is kept."""
    st.query_params.from_dict(_others() | parameters(target))


def leave() -> None:
    """Take the library out of the address, so that the conversation is shown again."""
    st.query_params.from_dict(_others())


def _others() -> dict[str, str]:
    return {name: st.query_params[name] for name in st.query_params if name not in PARAMETERS}


def here() -> Target:
    """The page that the address asks for, the start where it asks for none."""
    return wanted(st.query_params) or START


def heading(words: str) -> None:
    """What the page is called, at its head and in the browser's list of tabs. words: plain text."""
    st.set_page_config(page_title=f"{words} | Shortfall")
    st.title(literal(words), anchor=False)


def button(label: str, target: Target, *, key: str) -> None:
    """A line of text that leads to another page.

    label: Markdown, escaped. key: unique on the page.
    """
    st.button(label, key=f"library-{key}", type="tertiary", on_click=go, args=(target,))
