"""The pictures of a case on the page: a tab each, the same in words under each, and another price to try."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from bot.answer.model import Answer
from bot.conversation.standing import Standing
from bot.settings import get_settings
from bot.ui.markdown import shown
from bot.ui.pictures.curve import NAMES, Over, reach_of, result_in_words, varied
from bot.ui.pictures.picture import Picture
from bot.ui.pictures.slider import slider
from bot.ui.pictures.statemap import FIELD, SELECTION, has_state_map, state_map
from bot.ui.pictures.timeline import has_timeline, timeline
from bot.ui.pictures.waterfall import has_waterfall, waterfall

MAP_WIDTH = 560  # pixels; wider tiles would be no squares


@dataclass(frozen=True)
class _Shown:
    """What is drawn. key: tells the widgets of several panels apart. rough: days of which only the month was told."""

    standing: Standing
    answer: Answer
    key: str
    rough: Collection[str]


def show_pictures(standing: Standing, answer: Answer, key: str, rough: Collection[str] = ()) -> str | None:
    """Draw the pictures that the case has enough for, in tabs; nothing where there is none.

    key: tells several panels of one page apart. rough: the days of which only the month or year was told.
    Returns the USPS code of a state that was just clicked on the map, once a click; else None.
    """
    panel = _Shown(standing, answer, key, rough)
    tabs = _tabs(standing)
    if not tabs:
        return None
    _panel(panel, tabs)
    clicked: str | None = st.session_state.pop(f"{key}-clicked", None)
    return clicked


def _tabs(standing: Standing) -> dict[str, Callable[[_Shown], None]]:
    """The tabs that there is something for, by their short names."""
    every: Sequence[tuple[str, bool, Callable[[_Shown], None]]] = (
        ("Amount", has_waterfall(standing), _show_waterfall),
        ("Dates", has_timeline(standing), _show_timeline),
        ("What if", bool(varied(standing)), _show_slider),
        ("States", has_state_map(standing), _show_map),
    )
    return {name: draw for name, exists, draw in every if exists}


@st.fragment
def _panel(panel: _Shown, tabs: dict[str, Callable[[_Shown], None]]) -> None:
    """Only this part of the page is drawn again where a tab or the slider moves, and only the open tab is worked out."""
    for tab, draw in zip(st.tabs(list(tabs), key=f"{panel.key}-tabs", on_change="rerun"), tabs.values(), strict=True):
        if tab.open:
            with tab:
                draw(panel)


def _show_waterfall(panel: _Shown) -> None:
    if picture := waterfall(panel.standing):
        _chart(picture, f"{panel.key}-amount")
        _in_words(picture)


def _show_timeline(panel: _Shown) -> None:
    if picture := timeline(panel.standing, panel.rough):
        _chart(picture, f"{panel.key}-dates")
        _in_words(picture)


def _show_slider(panel: _Shown) -> None:
    options = varied(panel.standing)
    over: Over = options[0]
    if len(options) > 1:
        picked = st.segmented_control(
            "Change",
            options,
            default=over,
            format_func=lambda name: NAMES[name],
            key=f"{panel.key}-over",
            width="stretch",
        )
        over = picked or over
    reach = reach_of(panel.standing, over)
    begin = min(max(int(reach.told if reach.told is not None else reach.low), reach.low), reach.high)
    chosen = st.slider(
        f"If {NAMES[over]} were",
        reach.low,
        reach.high,
        begin,
        reach.step,
        format="$%,d",
        key=f"{panel.key}-{over}-{reach.told}",  # begins anew where another price or value was told
    )
    st.markdown(shown(result_in_words(panel.standing, over, Decimal(chosen))))
    if picture := slider(panel.standing, over, Decimal(chosen)):
        _chart(picture, f"{panel.key}-line")
        _in_words(picture)


def _show_map(panel: _Shown) -> None:
    compared = tuple(line.state for line in panel.answer.compared)
    picture = state_map(panel.standing, get_settings().corpus_dir / "states", compared)
    if picture is None:
        return
    st.markdown("Choose a state to see your case under its rule.")
    event: Any = _chart(picture, f"{panel.key}-map", width=MAP_WIDTH, on_select="rerun")
    _in_words(picture)
    points = event.selection.get(SELECTION) or []
    code = points[0].get(FIELD) if points else None
    seen = f"{panel.key}-seen"
    if code != st.session_state.get(seen):
        st.session_state[seen] = code
        if code:  # the whole page asks for it: what it stands for is not for this panel to say
            st.session_state[f"{panel.key}-clicked"] = code
            st.rerun()


def _chart(picture: Picture, key: str, **how: Any) -> Any:
    st.markdown(f"**{picture.title}**")
    options = {"width": "stretch", "theme": "streamlit", "key": key} | how
    return st.altair_chart(picture.chart, alt=f"{picture.title}; told under In words.", **options)


def _in_words(picture: Picture) -> None:
    with st.expander("In words"):
        st.markdown(shown(picture.text))
        st.markdown(shown(_as_markdown(picture.table)))


def _as_markdown(rows: Sequence[dict[str, str]]) -> str:
    """Rows as a table that a screen reader reads cell by cell."""
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *([row[name] for name in head] for row in rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
