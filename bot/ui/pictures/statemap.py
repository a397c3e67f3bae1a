"""The case under every state's rule: a map of tiles, each with the state's code and a mark of what the lender may do."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import altair as alt

from bot.answer.prose import capital, listed
from bot.answer.rule_words import SHORT
from bot.calculator.figure import ZERO, dollars
from bot.conversation.standing import Standing
from bot.law.case import Amounts
from bot.law.facts import Facts
from bot.ui.pictures.picture import (
    ADDS,
    INK,
    ON_FILL,
    QUIET,
    RESULT,
    RULE,
    SMALL,
    TAKES_OFF,
    Picture,
    charted,
    drawn,
    pixels,
)
from bot.ui.pictures.usual import StateOutcome, decided_federally, in_every_state, is_surplus

SELECTION, FIELD = "state", "code"
"""The name of the click's selection, and the field that holds the USPS code."""
# where each tile stands: neighbours stay neighbours as far as squares allow
GRID = """
AK .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  .  .  .  .  VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT .
CA UT CO NE MO KY WV VA MD DE .
.  AZ NM KS AR TN NC SC DC .  .
.  .  .  OK LA MS AL GA .  .  .
HI .  .  TX .  .  .  .  FL .  .
"""
PLACES = {
    code: (column, row)
    for row, line in enumerate(GRID.split("\n")[1:-1])
    for column, code in enumerate(line.split())
    if code != "."
}
COLUMNS, ROWS = 11, 8
TILE, EDGE = 36, 0.05  # a tile's height in pixels, and its margin in parts of its width
KEY = 26  # pixels of a line of the key
# each outcome's mark, colour and meaning
MARKS = {
    "barred": ("$0", TAKES_OFF, "the lender cannot collect the rest"),
    "limited": ("≤", RESULT, "only up to a limit"),
    "allowed": ("$", ADDS, "the lender may collect the rest"),
    "discretionary": ("§", RULE, "a court decides"),
    "depends": ("?", QUIET, "depends on facts still open"),
}


def has_state_map(standing: Standing) -> bool:
    """Whether a state's rule decides: not where the sale left a surplus, or a federal rule ends the claim."""
    return not is_surplus(standing) and not decided_federally(standing.facts)


def state_map(standing: Standing, states: Path, compared: Collection[str] = ()) -> Picture | None:
    """The same facts and amounts under each of the 51 records; the case's own state has a thick outline.

    states: the folder of the records. compared: further states to outline. A click selects `code` as `state`.
    None where no state's rule decides.
    """
    if not has_state_map(standing):
        return None
    here = standing.record.code if standing.record else None
    return _picture(standing.facts, standing.amounts, standing.today, states, here, tuple(compared))


@lru_cache(maxsize=8)  # to build the chart takes longer than to assess the case 51 times
def _picture(
    facts: Facts, amounts: Amounts, today: date, states: Path, here: str | None, compared: tuple[str, ...]
) -> Picture:
    found = in_every_state(facts, amounts, today, states)
    is_told = bool(facts.known()) or any(amounts.known())
    text = _text(found, here, is_told=is_told)
    return Picture("The same case in every state", _chart(found, here, compared), text, _table(found))


def _most(one: StateOutcome) -> Decimal | None:
    return ZERO if one.found.outcome == "barred" else one.found.amount


def _words(one: StateOutcome) -> str:
    """What the lender may do there, in words."""
    if one.found.outcome == "depends":
        return "It depends on facts still open"
    if one.found.outcome == "barred" and one.found.first.lapsed:
        return "The lender's time has run, unless it acted before"
    return capital(SHORT[one.found.outcome])


def _by_outcome(found: tuple[StateOutcome, ...]) -> dict[str, list[StateOutcome]]:
    return {outcome: [one for one in found if one.found.outcome == outcome] for outcome in MARKS}


def _text(found: tuple[StateOutcome, ...], here: str | None, *, is_told: bool) -> str:
    ordinary = "For an ordinary first mortgage on the home the owner lives in"
    basis = "For the facts and amounts told" if is_told else ordinary
    said = [f"{basis}; what was not told is taken as usual in each state."]
    for own in found:
        if own.record.code == here:
            most, words = _most(own), _words(own)
            sum_ = f", at most {dollars(most)}" if most else ""
            said.append(f"In {own.record.place}, your state: {words[:1].lower()}{words[1:]}{sum_}.")
    for outcome, group in _by_outcome(found).items():
        if group:
            names = listed(sorted(one.record.name for one in group))
            said.append(f"{capital(MARKS[outcome][2])} ({len(group)}): {names}.")
    run = [one.record.name for one in found if one.found.outcome == "barred" and one.found.first.lapsed]
    if run:
        said.append(f"Of these the lender's time has run, unless it acted before, in {listed(sorted(run))}.")
    unused = [one.record.name for one in found if one.found.conflicts]
    if unused:
        said.append(f"The kind of sale that was told is not used for homes in {listed(sorted(unused))}.")
    return " ".join(said)


def _table(found: tuple[StateOutcome, ...]) -> list[dict[str, str]]:
    rows = []
    for one in sorted(found, key=lambda one: one.record.name):
        most = _most(one)
        rows.append(
            {
                "State": one.record.name,
                "May the lender collect the rest?": _words(one),
                "At most": dollars(most) if most is not None else "not known",
            }
        )
    return rows


def _chart(found: tuple[StateOutcome, ...], here: str | None, compared: Collection[str]) -> alt.LayerChart:
    height = ROWS * TILE + 12 + KEY * len(MARKS)
    rows = [_tile(one, here, compared) for one in found]
    counts = {outcome: len(group) for outcome, group in _by_outcome(found).items()}
    key = [_key_line(i, outcome, counts[outcome]) for i, outcome in enumerate(MARKS)]
    x = alt.X("left:Q").axis(None).scale(domain=[0, COLUMNS], nice=False, zero=False)
    middle = alt.X("middle:Q").axis(None)
    y, code, mark = (alt.Y(f"{name}:Q").axis(None).scale(pixels(height)) for name in ("top", "above", "below"))
    colour = (
        alt.Color("outcome:N").scale(domain=list(MARKS), range=[colour for _, colour, _ in MARKS.values()]).legend(None)
    )
    told = [
        alt.Tooltip("name:N", title="State"),
        alt.Tooltip("words:N", title="The rest"),
        alt.Tooltip("most:N", title="At most"),
    ]
    tiles = charted(rows).encode(tooltip=told)
    boxes: dict[str, Any] = {"x": x, "x2": "right:Q", "y": y, "y2": "bottom:Q", "color": colour}
    white: dict[str, Any] = {"color": ON_FILL, "baseline": "middle", "fontWeight": "bold"}
    picked = alt.selection_point(name=SELECTION, fields=[FIELD], on="click", empty=False)
    lines = charted(key)
    return drawn(
        tiles.mark_rect(cornerRadius=3, cursor="pointer", strokeOffset=0)
        .encode(
            **boxes,
            stroke=alt.value(INK),
            strokeWidth=alt.condition(picked, alt.value(3), alt.StrokeWidth("outline:Q").scale(None).legend(None)),
        )
        .add_params(picked),
        tiles.mark_text(**white, fontSize=11, cursor="pointer").encode(x=middle, y=code, text="code:N"),
        tiles.mark_text(**white, fontSize=12, cursor="pointer").encode(x=middle, y=mark, text="mark:N"),
        lines.mark_rect(cornerRadius=3).encode(**boxes),
        lines.mark_text(**white, fontSize=12).encode(x=middle, y=code, text="mark:N"),
        lines.mark_text(align="left", baseline="middle", color=INK, fontSize=SMALL, limit=0).encode(
            x=alt.X("words_at:Q").axis(None), y=code, text="words:N"
        ),
        height=height,
    )


def _tile(one: StateOutcome, here: str | None, compared: Collection[str]) -> dict[str, object]:
    code = one.record.code
    column, row = PLACES[code]
    most = _most(one)
    return {
        "code": code,
        "name": one.record.name,
        "outcome": one.found.outcome,
        "mark": MARKS[one.found.outcome][0],
        "words": _words(one),
        "most": dollars(most) if most is not None else "not known",
        "outline": 3 if code == here else 1.5 if code in compared else 0,
        "left": column + EDGE,
        "right": column + 1 - EDGE,
        "middle": column + 0.5,
        "top": row * TILE + 2,
        "bottom": (row + 1) * TILE - 2,
        "above": row * TILE + 12,
        "below": row * TILE + 26,
    }


def _key_line(i: int, outcome: str, count: int) -> dict[str, object]:
    mark, _, words = MARKS[outcome]
    top = ROWS * TILE + 12 + i * KEY
    box = {"left": EDGE, "right": 1 - EDGE, "middle": 0.5, "top": top + 2, "bottom": top + KEY - 2}
    return {
        **box,
        "above": top + KEY / 2,
        "outcome": outcome,
        "mark": mark,
        "words": f"{words} ({count})",
        "words_at": 1.2,
    }
