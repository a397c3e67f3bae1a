"""What is when: the sale, the time to redeem, the deadlines, the general time limit, and today."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from typing import Any

import altair as alt

from bot.answer.prose import clause
from bot.answer.rule_words import SHORT, deadline_words
from bot.calculator.deadlines import in_words
from bot.conversation.standing import Standing
from bot.law.deadlines import LIMITATIONS
from bot.ui.pictures.moments import Moment, deadlines_of, general_limit, last_days, only_if, told_days
from bot.ui.pictures.picture import (
    ADDS,
    INK,
    LINE,
    QUIET,
    RESULT,
    RULE,
    SMALL,
    TAKES_OFF,
    Picture,
    charted,
    drawn,
    lines,
    pixels,
    type_layer,
)
from bot.ui.pictures.usual import decided_federally

TRACK, GAP = 16, 14  # pixels
KINDS = {  # colour and shape of each kind of day
    "told": (QUIET, "circle"),
    "redemption": (TAKES_OFF, "square"),
    "lender": (ADDS, "diamond"),
    "you": (RESULT, "triangle-up"),
    "today": (RULE, "cross"),
}


def has_timeline(standing: Standing) -> bool:
    """Whether some day can be drawn."""
    if decided_federally(standing.facts):
        return False
    return any(True for days in (told_days(standing), last_days(standing), general_limit(standing)) for _ in days)


def timeline(standing: Standing, rough: Collection[str] = ()) -> Picture | None:
    """The told days and every possibility's deadlines, with the days left, against today.

    rough: the days of which only the month or year was told. Unknown days are named in the text and not drawn.
    None where no day is known, or a federal rule ends the claim.
    """
    if decided_federally(standing.facts):
        return None
    limit = list(general_limit(standing))
    moments = sorted([*told_days(standing, rough), *last_days(standing, rough), *limit], key=lambda m: m.day)
    if not moments:
        return None
    unknown = _unknown(standing, limit=bool(limit))
    text = " ".join([f"Today is {in_words(standing.today)}.", *(m.said for m in moments), *unknown])
    return Picture("What is when", _chart(moments, standing.today), text, _table(moments, standing.today))


def _unknown(standing: Standing, *, limit: bool) -> Iterator[str]:
    """What cannot be drawn: deadlines whose first day is not known, and the sale and the redemption where no day was told.

    limit: the general limit is drawn.
    """
    if standing.facts.sale_date is None:
        yield "The day of the sale is not known here, so it is not drawn."
    record, found = standing.record, standing.assessment
    if record is None or found is None:
        return
    if found.outcome == "barred" and not found.first.lapsed:
        yield f"No deadline of the lender is drawn: under {record.name} law {SHORT['barred']}."
    for d, belongs in deadlines_of(found).values():
        if d.last_day is not None or d.rule.id == LIMITATIONS or (d.rule.period is None and limit):
            continue
        yield (
            "Not drawn, because the day it counts from is not known here: "
            f"{only_if(record, found, belongs)}{deadline_words(d, standing.today)}"
        )
        if d.from_sale:
            yield f"Counted from the sale itself it would be {in_words(d.from_sale)}; the real last day is later."
    if standing.facts.redemption_end is None:
        if record.redemption.exists != "no":
            yield "The end of the time to redeem (to buy the home back) is not known here, so it is not drawn."
        yield f"{clause(record.redemption.period)} ({record.redemption.cite})."


def _with_today(moments: list[Moment], today: date) -> list[Moment]:
    return sorted([*moments, Moment("Today", today, "today")], key=lambda m: m.day)


def _table(moments: list[Moment], today: date) -> list[dict[str, str]]:
    return [{"Day": in_words(m.day), "What": m.label, "From today": m.when(today)} for m in _with_today(moments, today)]


def _chart(moments: list[Moment], today: date) -> alt.LayerChart:
    rows: list[dict[str, object]] = []
    top = 0
    for moment in _with_today(moments, today):
        label = lines(moment.label)
        second = top + LINE * (label.count("\n") + 1)
        middle = second + LINE + TRACK // 2 + 2
        when = in_words(moment.day) + (f" · {moment.when(today)}" if moment.kind != "today" else "")
        words = {"label": label, "when": when, "kind": moment.kind, "bold": True}
        place = {"top": top, "second": second, "middle": middle}
        place |= {"head": middle - TRACK // 2, "foot": middle + TRACK // 2}
        days = {"day": _stamp(moment.day), "since": _stamp(moment.since or moment.day), "today": _stamp(today)}
        rows.append({**words, **place, **days})
        top = middle + TRACK // 2 + GAP
    return drawn(*_layers(rows, top), height=top)


def _layers(rows: list[dict[str, Any]], height: int) -> list[alt.Chart]:
    days = [row[name] for row in rows for name in ("day", "since")]
    margin = max(_stamp(date(1970, 1, 4)), (max(days) - min(days)) // 40)  # no mark is cut off at an edge
    # days as numbers: a scale of dates would read them in the time zone of the browser
    x, since, today = (
        alt.X(f"{name}:Q").axis(None).scale(domain=[min(days) - margin, max(days) + margin], nice=False, zero=False)
        for name in ("day", "since", "today")
    )
    hangs, below, on, head = (
        alt.Y(f"{name}:Q").axis(None).scale(pixels(height)) for name in ("top", "second", "middle", "head")
    )
    colour = alt.Color("kind:N").scale(domain=list(KINDS), range=[c for c, _ in KINDS.values()]).legend(None)
    shape = alt.Shape("kind:N").scale(domain=list(KINDS), range=[s for _, s in KINDS.values()]).legend(None)
    base = charted(rows).encode(tooltip=[alt.Tooltip("label:N", title="What"), alt.Tooltip("when:N", title="When")])
    return [
        base.mark_rule(color=QUIET, opacity=0.4).encode(x=alt.value(0), x2=alt.value("width"), y=on),
        base.mark_rule(color=INK, strokeDash=[3, 2]).encode(x=today, y=head, y2="foot:Q"),
        base.mark_rule(strokeWidth=4).encode(x=since, x2="day:Q", y=on, color=colour),
        base.mark_point(filled=True, size=130, opacity=1).encode(x=x, y=on, color=colour, shape=shape),
        type_layer(base.encode(y=hangs), "label"),
        type_layer(base.transform_calculate(bold="false").encode(y=below), "when", size=SMALL),
    ]


def _stamp(day: date) -> int:
    """A day as the chart takes it, in milliseconds."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
