"""What every picture is made of: its text and table beside it, colours for both themes, and type that fits a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal

import altair as alt

# every fill reaches 3:1 on a white and on a dark page, and carries white type at 4.5:1
ADDS = "#a8561c"
TAKES_OFF = "#0f7a70"
RESULT = "#2a6db8"
RULE = "#7d55b0"
QUIET = "#6c7480"
ON_FILL = "#ffffff"
# type and outlines must follow the page: no one colour is readable as type on both
INK = alt.expr("luminance(background) < 0.4 ? '#fafafa' : '#262730'")
LABEL, SMALL = 14, 13  # type sizes in pixels
LINE = 18  # pixels from one line of type to the next
LINE_LENGTH = 34  # letters that fit on a line of a 320-pixel phone


@dataclass(frozen=True)
class Picture:
    """A chart and the same in words.

    title: one line. chart: takes the width it is given. text: everything the chart shows, in plain sentences.
    table: its rows as they are read, by column.
    """

    title: str
    chart: alt.Chart | alt.LayerChart
    text: str
    table: list[dict[str, str]]


def lines(text: str, most: int = 3) -> str:
    """A label broken into lines that fit a phone; what is too long ends in an ellipsis, and the text has it whole.

    >>> lines("Lender's last day to file the deficiency suit")
    "Lender's last day to file the\\ndeficiency suit"
    """
    return "\n".join(wrap(text, LINE_LENGTH, max_lines=most, placeholder=" …"))


def charted(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A chart to be of these rows; numbers in them are floats, exact dollars are text."""
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def type_layer(
    base: alt.Chart, field: str, *, align: Literal["left", "right"] = "left", size: int = LABEL
) -> alt.Chart:
    """A layer that writes a field along an edge of the chart; a row whose `bold` is true is written bold.

    base: gives the height at which each row hangs.
    """
    mark = base.mark_text(
        align=align,
        baseline="top",
        color=INK,
        fontSize=size,
        fontWeight=alt.expr("datum.bold ? 'bold' : 'normal'"),
        lineBreak="\n",
        lineHeight=LINE,
        limit=0,
    )
    edge = alt.value(0) if align == "left" else alt.value("width")
    written: alt.Chart = mark.encode(x=edge, text=alt.Text(f"{field}:N"))
    return written


def pixels(height: float) -> alt.Scale:
    """Heights given as pixels from the top."""
    return alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)


def drawn(*layers: alt.Chart, height: float) -> alt.LayerChart:
    """Layers as one chart as wide as its place. height: in pixels."""
    plain = alt.Config(view=alt.ViewConfig(strokeWidth=0))
    return alt.LayerChart(layer=list(layers), width="container", height=height, config=plain)
