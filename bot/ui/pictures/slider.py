"""What another sale price or value would leave, as a line: a limit of the state's rule shows as a bend."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import altair as alt

from bot.answer.prose import capital
from bot.calculator.figure import dollars
from bot.conversation.standing import Standing
from bot.ui.pictures.curve import (
    NAMES,
    SHORT_NAMES,
    Over,
    Point,
    curve,
    point_at,
    reach_of,
    result_in_words,
    stretches,
    varied,
)
from bot.ui.pictures.picture import INK, QUIET, RESULT, RULE, SMALL, Picture, charted, drawn

HEIGHT = 280  # pixels
ROWS = 13  # of the table: even steps apart


def slider(standing: Standing, over: Over | None = None, chosen: Decimal | None = None) -> Picture | None:
    """What is left to collect against the sale price or the home's value, by the state's rule.

    over: what is varied; without, the more useful one. chosen: a further price or value to mark, in dollars.
    None where the debt is unknown or nothing that can be varied changes the result.
    """
    options = varied(standing)
    if not options or (over is not None and over not in options):
        return None
    over = over or options[0]
    points = curve(standing, over)
    if not points:
        return None
    title = f"What another {SHORT_NAMES[over]} would leave"
    return Picture(title, _chart(standing, over, points, chosen), _text(standing, over, points), _table(over, points))


def _is_open(points: Sequence[Point]) -> bool:
    """Whether open facts or ranges leave more than one result."""
    return any(point.least != point.most for point in points)


def _beside(points: Sequence[Point]) -> bool:
    """Whether the price alone would give something else than the rule."""
    return any(point.plain not in (None, point.amount) for point in points)


def _line(points: Sequence[Point], line: str) -> str:
    """One line in words, stretch by stretch."""
    said = []
    for a, b in stretches(points, line):
        first, last = getattr(a, line), getattr(b, line)
        way = "falls" if last < first else "rises"
        change = f"stays at {dollars(first)}" if first == last else f"{way} from {dollars(first)} to {dollars(last)}"
        said.append(f"from {dollars(a.at)} to {dollars(b.at)} it {change}")
    return "; ".join(said)


def _text(standing: Standing, over: Over, points: Sequence[Point]) -> str:
    rule = f"By {standing.record.name} law" if standing.record else "Before any state's rule"
    is_open = _is_open(points)
    said = [
        f"{rule}, as {NAMES[over]} goes up, {'the most that may be' if is_open else 'what is'} left to collect goes:"
    ]
    said.append(f"{_line(points, 'most' if is_open else 'amount')}.")
    if is_open:
        said.append(f"The least that it may be: {_line(points, 'least')}.")
    if _beside(points) and over == "sale_price":
        said.append(f"By the price alone, {_line(points, 'plain')}.")
    elif _beside(points) and points[0].plain is not None:
        said.append(f"By the sale price alone it is {dollars(points[0].plain)}.")
    told = reach_of(standing, over).told
    if told is not None:
        result = result_in_words(standing, over, told)
        said.append(f"As told: {result[:1].lower()}{result[1:]}")
    return " ".join(said)


def _table(over: Over, points: Sequence[Point]) -> list[dict[str, str]]:
    every = max(1, len(points) // (ROWS - 1))
    bends = {point.at for line in ("least", "most") for pair in stretches(points, line) for point in pair}
    rows = [point for i, point in enumerate(points) if i % every == 0 or point.at in bends]
    head = capital(SHORT_NAMES[over])
    return [
        {head: dollars(p.at), "At most": dollars(p.most)}
        | ({"At least": dollars(p.least)} if _is_open(points) else {})
        | ({"By the price alone": dollars(p.plain)} if _beside(points) and p.plain is not None else {})
        for p in rows
    ]


def _chart(standing: Standing, over: Over, points: Sequence[Point], chosen: Decimal | None) -> alt.LayerChart:
    reach = reach_of(standing, over)
    is_open, beside = _is_open(points), _beside(points)
    law = f"{standing.record.name} law" if standing.record else "no state's rule yet"
    shown = [(f"the most under {law}" if is_open else f"under {law}", "most", RESULT, [1, 0])]
    shown += [("the least", "least", RULE, [4, 2])] if is_open else []
    shown += [("by the sale price alone", "plain", QUIET, [6, 3])] if beside else []
    rows = [
        {"at": float(p.at), "dollars": float(getattr(p, line)), "line": label}
        for p in points
        for label, line, _, _ in shown
        if getattr(p, line) is not None
    ]
    labels = [label for label, *_ in shown]
    key = alt.Legend(
        title=None,
        orient="top",
        direction="vertical",
        labelLimit=0,
        symbolSize=400,
        symbolStrokeWidth=3,
        labelColor=INK,
    )
    axis: dict[str, Any] = {"format": "$~s", "grid": True, "tickCount": 4, "labelColor": INK, "titleColor": INK}
    x = (
        alt.X("at:Q")
        .scale(domain=[reach.low, reach.high], nice=False, zero=False)
        .axis(title=capital(SHORT_NAMES[over]), **axis)
    )
    y = alt.Y("dollars:Q").scale(domainMin=0).axis(title=None, **axis)
    lines = (
        charted(rows)
        .mark_line(strokeWidth=3, interpolate="linear")
        .encode(
            x=x,
            y=y,
            color=alt.Color("line:N").scale(domain=labels, range=[c for _, _, c, _ in shown]).legend(key),
            strokeDash=alt.StrokeDash("line:N").scale(domain=labels, range=[d for *_, d in shown]).legend(key),
        )
    )
    marks = [_spot(standing, over, reach.told, "as told")] if reach.told is not None else []
    marks += [_spot(standing, over, chosen, "")] if chosen is not None and chosen != reach.told else []
    marks = [mark for mark in marks if mark and reach.low <= mark["at"] <= reach.high]
    for mark in marks:  # written above the lines, where nothing else is, and never over an edge
        place = (mark["at"] - reach.low) / (reach.high - reach.low)
        mark["align"] = "left" if place < 0.35 else "right" if place > 0.65 else "center"
    spots = charted(marks).encode(
        x=x, y=y, tooltip=[alt.Tooltip("in_words:N", title=capital(NAMES[over])), alt.Tooltip("left:N", title="Left")]
    )
    told: dict[str, Any] = {"align": alt.expr("datum.align"), "baseline": "bottom", "dy": -6, "fontWeight": "bold"}
    if not marks:
        return drawn(lines, height=HEIGHT)
    return drawn(
        lines,
        spots.mark_rule(color=INK, strokeDash=[3, 3]).encode(y=alt.value(0), y2=alt.value("height")),
        spots.mark_point(filled=True, size=110, color=INK, opacity=1),
        spots.mark_text(**told, color=INK, fontSize=SMALL).encode(y=alt.value(0), text="label:N"),
        height=HEIGHT,
    )


def _spot(standing: Standing, over: Over, at: Decimal, label: str) -> dict[str, Any]:
    """A price or value with its result as a marked point; empty where it cannot be worked out."""
    point = point_at(standing, over, at)
    if point is None:
        return {}
    most = f"{'at most ' * (point.least != point.most)}{dollars(point.most)}"
    return {
        "at": float(at),
        "dollars": float(point.most),
        "label": f"{label}: {most}" if label else "",
        "in_words": dollars(at),
        "left": most,
    }
