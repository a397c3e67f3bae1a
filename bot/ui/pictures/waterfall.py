"""How the deficiency comes about: the debt, what is added, what comes off, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from bot.answer.assessed import dearest
from bot.answer.prose import clause
from bot.answer.rule_words import given_words, outcome_words
from bot.calculator.figure import ZERO, Figure, Step, dollars
from bot.conversation.standing import Standing
from bot.law.assess import Possibility
from bot.law.cap import ends_of
from bot.ui.pictures.picture import (
    ADDS,
    INK,
    LINE,
    QUIET,
    RESULT,
    RULE,
    TAKES_OFF,
    Picture,
    charted,
    drawn,
    lines,
    pixels,
    type_layer,
)
from bot.ui.pictures.usual import decided_federally

BAR, GAP = 14, 16  # pixels
COLOURS = {"adds": ADDS, "takes off": TAKES_OFF, "the rule": RULE, "result": RESULT}


@dataclass(frozen=True)
class Bar:
    """One row. amount: signed, in dollars; start, end: where its bar begins and ends. why: how it came about."""

    label: str
    amount: Decimal
    start: Decimal
    end: Decimal
    kind: str
    why: str = ""

    @property
    def money(self) -> str:
        """The amount with the sign of a term: `+ $8,000`, `− $150,000`; of a result `= $62,000`. No line breaks in it."""
        sign = "=" if self.kind == "result" else "−" if self.amount < 0 else "+"
        return f"{sign}\u00a0{dollars(abs(self.amount))}"


def has_waterfall(standing: Standing) -> bool:
    """Whether there is a sum to show."""
    return _terms(standing) is not None


def waterfall(standing: Standing) -> Picture | None:
    """From the steps of the figure that the state's rule leaves; the gap itself where no state's rule is applied.

    Where open facts decide, it shows the way that costs most and tells the others. None where there is no sum to show.
    """
    found = _terms(standing)
    if found is None:
        return None
    bars, figure, p = found
    title = "How the surplus comes about" if figure.name == "surplus" else "How the amount comes about"
    return Picture(title, _chart(bars, ends_of(figure)), _text(bars, figure, standing, p), _table(bars))


def _terms(standing: Standing) -> tuple[list[Bar], Figure, Possibility | None] | None:
    """The rows, and the figure and the possibility that they are of; a single term is no sum."""
    p = dearest(standing.assessment) if standing.assessment and not decided_federally(standing.facts) else None
    figure = (p.recoverable.figure or p.recoverable.plain) if p else standing.plain
    if figure is None or not figure.additive:
        return None
    bars = bars_of(figure, standing, p)
    return (bars, figure, p) if len(bars) > 2 else None


def bars_of(figure: Figure, standing: Standing, p: Possibility | None) -> list[Bar]:
    """The terms, what the state's rule takes off beside them, and the result; each term begins where the last ended."""
    bars: list[Bar] = []
    at = ZERO
    for step in _steps(figure, standing):
        kind = "adds" if step.amount >= 0 else "takes off"
        bars.append(Bar(step.label, step.amount, at, at + step.amount, kind, step.expression or ""))
        at += step.amount
    amount = p.recoverable.amount if p is not None else None
    if p is None or amount is None or figure.name == "surplus":
        bars.append(Bar("Surplus" if figure.name == "surplus" else "Left unpaid", at, ZERO, at, "result"))
        return bars
    if amount != at:
        name = standing.record.name if standing.record else "State"
        reason = "The lender's time has run" if p.lapsed else f"{name} law takes off"
        bars.append(Bar(reason, amount - at, at, amount, "the rule"))
    is_open = standing.assessment is not None and standing.assessment.outcome == "depends"
    bars.append(Bar(_result_label(p, is_open=is_open), amount, ZERO, amount, "result"))
    return bars


def _steps(figure: Figure, standing: Standing) -> tuple[Step, ...]:
    """The figure's steps, the debt part by part where its parts were told: a value rule counts it in one sum."""
    head, *rest = figure.steps
    parts = standing.amounts.breakdown.steps() if standing.amounts.breakdown else ()
    return (*parts, *rest) if parts and sum((part.amount for part in parts), ZERO) == head.amount else figure.steps


def _result_label(p: Possibility, *, is_open: bool) -> str:
    if p.outcome == "barred" or p.recoverable.amount == 0:
        return "Left to collect"
    if p.outcome == "discretionary":
        return "The most a court may award"
    return (
        "At most" if is_open or p.recoverable.ceiling or p.recoverable.credited == "value" else "The lender may claim"
    )


def _chart(bars: Sequence[Bar], ends: tuple[Decimal, Decimal] | None) -> alt.LayerChart:
    rows: list[dict[str, object]] = []
    top = 0
    for bar in bars:
        label = lines(bar.label)
        below = top + LINE * (label.count("\n") + 1) + 2
        place = {"top": top, "head": below, "foot": below + BAR, "middle": below + BAR / 2}
        spots = {"zero": 0, "start": float(bar.start), "end": float(bar.end)}
        words = {"label": label, "money": bar.money, "kind": bar.kind, "bold": bar.kind == "result"}
        rows.append({**words, **place, **spots})
        top = below + BAR + GAP
    reach = [float(v) for bar in bars for v in (bar.start, bar.end)] + [float(end) for end in ends or ()]
    x = alt.X("start:Q").axis(None).scale(domain=[min(0, *reach), max(1, *reach)], nice=False, zero=False)
    hangs = alt.Y("top:Q").axis(None).scale(pixels(top))
    base = charted(rows).encode(
        y=hangs, tooltip=[alt.Tooltip("label:N", title="What"), alt.Tooltip("money:N", title="How much")]
    )
    rows_high = base.encode(y=alt.Y("head:Q").axis(None).scale(pixels(top)), y2="foot:Q")
    zero = rows_high.mark_rule(color=QUIET, strokeWidth=2).encode(x=alt.X("zero:Q").axis(None))
    boxes = rows_high.mark_bar(cornerRadius=2).encode(
        x=x,
        x2="end:Q",
        color=alt.Color("kind:N").scale(domain=list(COLOURS), range=list(COLOURS.values())).legend(None),
    )
    layers = [boxes, zero, type_layer(base, "label"), type_layer(base, "money", align="right")]
    if ends is not None:  # a result that is not exact has whiskers
        span = {"start": float(ends[0]), "end": float(ends[1]), "middle": rows[-1]["middle"]}
        whisker = charted([span]).encode(y=alt.Y("middle:Q").axis(None).scale(pixels(top)))
        layers.append(whisker.mark_rule(color=INK, strokeWidth=2).encode(x=x, x2="end:Q"))
        layers += [
            whisker.mark_tick(color=INK, thickness=2, size=BAR + 6, orient="vertical").encode(x=alt.X(f"{end}:Q"))
            for end in ("start", "end")
        ]
    return drawn(*layers, height=top)


def _text(bars: Sequence[Bar], figure: Figure, standing: Standing, p: Possibility | None) -> str:
    said = [_sentence(bar, first=i == 0) for i, bar in enumerate(bars[:-1])]
    result = bars[-1]
    if figure.name == "surplus":
        said.append(f"That leaves a surplus of {dollars(result.amount)}: the sale brought more than was owed.")
        return " ".join(said)
    said.append(f"That leaves {dollars(result.amount)}.")
    if ends := ends_of(figure):
        said.append(f"Over the range that was told it is {dollars(ends[0])} to {dollars(ends[1])}; this is its middle.")
    if standing.assessment is None or standing.record is None or p is None:
        return " ".join([*said, "This is the gap itself, before any rule that may limit or end the claim."])
    others = [q for q in standing.assessment.possibilities if q is not p]
    if not others:
        return " ".join([*said, f"Under {standing.record.name} law {_outcome(p)}."])
    said.append(
        f"In {standing.record.place} it turns on facts that are still open, and this is the way that costs most."
    )
    for q in sorted((p, *others), key=lambda q: not q.given):
        words = given_words(standing.record, q)
        said.append(f"{f'If {words}' if words else 'Otherwise'}, {_outcome(q)}.")
    return " ".join(said)


def _outcome(p: Possibility) -> str:
    cap = p.case.cap
    counts = cap is not None and cap.applies != "automatic" and p.recoverable.credited == "value" and not p.lapsed
    condition = ", if you ask in time and a court accepts that value" if counts else ""
    return f"{outcome_words(p)}{condition} ({p.case.cite})"


def _sentence(bar: Bar, *, first: bool) -> str:
    why = clause(bar.why)
    sum_ = dollars(abs(bar.amount))
    if bar.kind == "the rule":
        return f"{bar.label}: minus {sum_}."
    if any(c in bar.label for c in ",:") or len(bar.label) > 40:  # a whole reason and no name of a part
        return f"{bar.label} ({'minus' if bar.amount < 0 else 'plus'} {sum_}{f'; {why}' if why else ''})."
    name = bar.label[:1].lower() + bar.label[1:]
    verb = "Begin with the" if first else "Take off the" if bar.amount < 0 else "Add the"
    return f"{verb} {name}, {sum_}{f' ({why})' if why else ''}."


def _table(bars: Sequence[Bar]) -> list[dict[str, str]]:
    return [{"Step": bar.label, "Amount": bar.money, "Then": dollars(bar.end)} for bar in bars]
