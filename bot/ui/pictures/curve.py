"""What the state's rule leaves at one price or value, and along many of them: exact, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Any, Literal

from bot.answer.rule_words import given_words, outcome_words
from bot.calculator.figure import CENT, ZERO, Figure, dollars, money
from bot.conversation.standing import Standing
from bot.law.assess import Assessment, Possibility
from bot.law.cap import ends_of, plain_deficiency
from bot.law.case import Amounts
from bot.ui.pictures.usual import assess_as_usual, decided_federally

Over = Literal["sale_price", "fair_market_value"]
NAMES: dict[Over, str] = {"sale_price": "the sale price", "fair_market_value": "the home's market value"}
SHORT_NAMES: dict[Over, str] = {"sale_price": "sale price", "fair_market_value": "market value"}
POINTS = 60


@dataclass(frozen=True)
class Point:
    """What is left to collect at one price or value, in dollars.

    amount: the most it may be by the state's rule, of told ranges at their middle; of the plain gap without a state.
    least, most: its ends, where open facts or told ranges leave it open. plain: debt less price, never below zero.
    """

    at: Decimal
    amount: Decimal
    least: Decimal
    most: Decimal
    plain: Decimal | None


@dataclass(frozen=True)
class Reach:
    """Where the price or value may go, in whole dollars. told: as the case has it, None where it does not."""

    low: int
    high: int
    step: int
    told: Decimal | None

    def values(self) -> list[Decimal]:
        """About 60 of them, even steps apart, and both ends and the told one."""
        steps = -(-(self.high - self.low) // (self.step * POINTS)) * self.step
        even = [Decimal(at) for at in (*range(self.low, self.high, steps), self.high)]
        within = self.told is not None and self.low <= self.told <= self.high
        return sorted({*even, *([self.told] if self.told is not None and within else [])})


def varied(standing: Standing) -> tuple[Over, ...]:
    """What changes the result if it is changed, the more useful first; empty where nothing does.

    The home's value comes first where the rule counts it: the price of a sale is settled, the value is what is argued.
    """
    if standing.amounts.debt is None or decided_federally(standing.facts):
        return ()
    options: tuple[Over, ...] = ("fair_market_value", "sale_price")
    return tuple(over for over in options if _moves(standing, over))


def _moves(standing: Standing, over: Over) -> bool:
    reach = reach_of(standing, over)
    first, last = (point_at(standing, over, Decimal(end)) for end in (reach.low, reach.high))
    return first is not None and last is not None and (first.least, first.most) != (last.least, last.most)


def reach_of(standing: Standing, over: Over) -> Reach:
    """From half the smallest amount of the case to above its largest, in round steps."""
    amounts = standing.amounts
    told = amounts.sale_price if over == "sale_price" else amounts.fair_market_value or amounts.appraisal
    home = (amounts.debt, amounts.sale_price, amounts.fair_market_value, amounts.appraisal)
    known = [amount for amount in home if amount]
    most, least = max(known, default=Decimal(100)), min(known, default=Decimal(100))
    step = next((s for s in (100, 500, 1_000, 5_000) if most <= s * 1_000), 10_000)
    low = int((least / 2 / step).to_integral_value(ROUND_FLOOR)) * step
    high = int((most * Decimal("1.15") / step).to_integral_value(ROUND_CEILING)) * step
    return Reach(low, high, step, told)


def amounts_with(amounts: Amounts, over: Over, at: Decimal) -> Amounts:
    """The amounts with another price or value, also at the ends of told ranges. at: dollars, zero or more.

    A told appraisal moves with the value: it is the value as a rule with an appraisal counts it.
    Raises AmountError for a price or value that cannot be.
    """
    changes: dict[str, Any] = {over: money(at, over)}
    if over == "fair_market_value" and amounts.appraisal is not None:
        changes["appraisal"] = changes[over]
    for end in ("lowest", "highest"):
        if (ends := getattr(amounts, end)) is not None:
            changes[end] = amounts_with(ends, over, at)
    return amounts.model_copy(update=changes)


def point_at(standing: Standing, over: Over, at: Decimal) -> Point | None:
    """The exact result at one price or value; None where an amount that the rule needs is not known."""
    amounts = amounts_with(standing.amounts, over, at)
    plain = plain_deficiency(amounts)
    gap = None if plain is None else _left(plain)
    found = _assessed(standing, amounts)
    if found is None:
        if gap is None or plain is None:
            return None
        ends = ends_of(plain) or (gap, gap)
        return Point(at, gap, *ends, gap)
    left = [p.recoverable for p in found.possibilities]
    lows = [r.amount if r.low is None else r.low for r in left]
    highs = [r.amount if r.high is None else r.high for r in left]
    if found.amount is None or None in lows or None in highs:
        return None
    return Point(at, found.amount, min(v for v in lows if v is not None), max(v for v in highs if v is not None), gap)


def _left(plain: Figure) -> Decimal:
    return ZERO if plain.name == "surplus" else plain.amount


def _assessed(standing: Standing, amounts: Amounts) -> Assessment | None:
    if standing.case is None or standing.record is None:
        return None
    case = standing.case.model_copy(update={"amounts": amounts})
    return assess_as_usual(case, standing.record, standing.today)


def result_in_words(standing: Standing, over: Over, at: Decimal) -> str:
    """What one price or value leaves, in sentences with the exact dollars."""
    amounts = amounts_with(standing.amounts, over, at)
    found, plain = _assessed(standing, amounts), plain_deficiency(amounts)
    start = f"If {NAMES[over]} were {dollars(at)}"
    if found is not None and all(_is_surplus(p) for p in found.possibilities):
        plain = found.first.recoverable.plain
    elif found is not None and standing.record is not None:
        if len(found.possibilities) == 1:
            return f"{start}: under {standing.record.name} law {_way(found.first)}."
        ways = []
        for p in sorted(found.possibilities, key=lambda p: not p.given):
            words = given_words(standing.record, p)
            ways.append(f"{f'If {words}' if words else 'Otherwise'}, {_way(p)}.")
        return f"{start}, in {standing.record.place} it would turn on facts that are still open. {' '.join(ways)}"
    if plain is None:
        return f"{start}, it cannot be worked out yet."
    if plain.name == "surplus":
        return f"{start}, nothing would be left owing: the sale would bring {dollars(plain.amount)} more than the debt."
    return f"{start}, {dollars(plain.amount)} would be left unpaid, before any state's rule."


def _way(p: Possibility) -> str:
    """What a possibility means, with its ends where ranges were told."""
    ends = ends_of(p.recoverable.figure) if p.recoverable.figure and p.recoverable.amount else None
    between = f" (between {dollars(ends[0])} and {dollars(ends[1])})" if ends else ""
    return f"{outcome_words(p)}{between}"


def _is_surplus(p: Possibility) -> bool:
    return p.recoverable.plain is not None and p.recoverable.plain.name == "surplus"


def curve(standing: Standing, over: Over) -> list[Point]:
    """The result along the whole reach, with a point of its own at each bend; empty where it cannot be worked out."""
    found = [point_at(standing, over, at) for at in reach_of(standing, over).values()]
    points = [point for point in found if point is not None]
    if len(points) < len(found):
        return []
    bends = {at for line in ("amount", "least", "most", "plain") for at in _bends(points, line)}
    known = {point.at for point in points}
    added = [point_at(standing, over, at) for at in bends - known]
    return sorted([*points, *(point for point in added if point is not None)], key=lambda point: point.at)


def _bends(points: Sequence[Point], line: str) -> list[Decimal]:
    """Where two straight stretches meet between neighbouring points, to the cent."""
    spots = [(point.at, value) for point in points if (value := getattr(point, line)) is not None]
    slopes = [_slope(a, b) for a, b in pairwise(spots)]
    found = []
    for i in range(1, len(slopes) - 1):
        before, after = slopes[i - 1], slopes[i + 1]
        if slopes[i] in (before, after) or before == after:
            continue
        (x1, y1), (x2, y2) = spots[i], spots[i + 1]
        found.append(((y2 - y1 + before * x1 - after * x2) / (before - after)).quantize(CENT))
    return found


def _slope(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> Decimal:
    # rounded, because the points lie on whole cents
    return ((b[1] - a[1]) / (b[0] - a[0])).quantize(Decimal("0.0001"))


def stretches(points: Sequence[Point], line: str) -> list[tuple[Point, Point]]:
    """The straight stretches of a line, each by its first and last point."""
    found: list[tuple[Point, Point]] = []
    slopes: list[Decimal] = []
    for a, b in pairwise(points):
        slope = _slope((a.at, getattr(a, line)), (b.at, getattr(b, line)))
        if slopes and abs(slope - slopes[-1]) <= Decimal("0.001"):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
            slopes.append(slope)
    return found
