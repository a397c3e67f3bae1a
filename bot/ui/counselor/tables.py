"""Tables of words for the counselor's views: they scroll by themselves on a phone, also by keyboard."""

from collections.abc import Sequence
from html import escape

import streamlit as st

# a table never squeezes its columns to single words: it scrolls within itself instead
_STYLE = """<style>
.words-table {overflow-x: auto; max-width: 100%; font-size: 0.9rem; line-height: 1.4;}
.words-table table {border-collapse: collapse; width: 100%;}
.words-table :is(th, td) {min-width: 6.5rem; padding: 0.35rem 0.6rem 0.35rem 0; vertical-align: top; text-align: left;
  overflow-wrap: break-word; white-space: pre-line; border-bottom: 1px solid color-mix(in srgb, currentColor 30%, transparent);}
.words-table thead th {font-weight: 400; opacity: 0.85;}
.words-table tbody th {font-weight: 600;}
</style>"""


def show_table(head: Sequence[str], rows: Sequence[Sequence[str]], about: str) -> None:
    """Draw a table. Cells are plain text, shown as written; the first of a row is its head. A line break is kept.

    about: what it shows, for somebody who does not see it.
    """
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = "".join(_row(row) for row in rows)
    table = f"<table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>"
    # what scrolls must be reached by keyboard, too
    st.html(f'{_STYLE}<div class="words-table" role="region" tabindex="0" aria-label="{escape(about)}">{table}</div>')


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    return f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in others)}</tr>'
