"""Interest told by its days: so much a day from one day to another, or a rate beside a debt and the days it ran."""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise, zip_longest

from bot.calculator.figure import dollars
from bot.calculator.interest import simple_interest
from bot.understand.daterole import DateRole
from bot.understand.dates import DateMention
from bot.understand.percents import Percent
from bot.understand.question import AmountReading
from bot.understand.roles import Role, RoledAmount

_AT_A_RATE = re.compile(
    r"\b(?:at|@|interest|int|rate|apr|accru\w*|plus|bears?|bearing)\b[^.;!?\n%]{0,20}$|@ ?$", re.IGNORECASE
)
_AS_OF = re.compile(
    r"\b(?:as of|good (?:through|thru|until|till|to)|effective|calculated (?:to|through)|figured (?:to|through))(?: the)? $",
    re.IGNORECASE,
)
_DAILY_SINCE = re.compile(
    r"\b(?:a day|per day|daily|each day|per diem) (?:since|from|after|starting|beginning)(?: on)? $", re.IGNORECASE
)
_FROM_DAY = re.compile(r"\b(?:from|since|between|starting|beginning)(?: on)? $", re.IGNORECASE)
_INCLUDED_INTEREST = re.compile(
    r"\b(?:incl\w*\.?|counting) (?:all |the |its )?(?:accrued )?(?:interest|int)\b|\b(?:interest|int) (?:is |was |already )*(?:included|in it)\b",
    re.IGNORECASE,
)
_LONGEST_INTEREST = timedelta(days=5 * 366)  # longer ones are the term of a loan
_NEAR_A_RATE = 60  # characters between a rate and the day from which it runs
_TO_DAY = re.compile(r",? (?:to|until|till|thru|through)(?: [a-z']+){0,4} ?", re.IGNORECASE)


def with_its_days(text: str, read: RoledAmount, days: Sequence[DateMention]) -> RoledAmount:
    """A daily interest with the days that it ran, where they are told by the day it began and the day it ended.

    `from 6/1/2026 to the sale on 7/15/2026`, or `payoff 200,000 as of May 1, per diem $31.20, sold June 10`.
    """
    if read.role != Role.PER_DIEM or read.days is not None:
        return read
    payoff = next((m.day for m in days if m.day and _is_payoffs_day(text, m)), None)
    sale = next((m.day for m in days if m.role == DateRole.SALE_DATE and m.day), None)
    told = [(m.day, n.day) for m, n in pairwise(days) if _TO_DAY.fullmatch(text[m.span[1] : n.span[0]])]
    for first, last in [(payoff, sale), *told]:
        if first and last and first < last:
            return read.model_copy(update={"days": (last - first).days})
    return read


def _is_payoffs_day(text: str, mention: DateMention) -> bool:
    """Whether a day is the one on which the payoff stood: `good through May 1`, `$31.20 a day since May 1`."""
    before = text[max(0, mention.span[0] - 24) : mention.span[0]]
    return bool(_AS_OF.search(before) or _DAILY_SINCE.search(before))


def with_interest(
    text: str, amounts: tuple[AmountReading, ...], percents: Sequence[Percent], days: Sequence[DateMention]
) -> tuple[AmountReading, ...]:
    """The interest at a rate from one day to another, beside a debt and a price: `148,200 at 4.25% from 1/1/2026 to 6/30/2026`."""
    by_role = {a.role: a for a in amounts}
    owed = by_role.get("principal") or by_role.get("debt")
    if owed is None or "sale_price" not in by_role or by_role.keys() & {"interest", "per_diem"}:
        return amounts
    rates = [p for p in percents if p.annual_rate or _AT_A_RATE.search(text[max(0, p.span[0] - 40) : p.span[0]])]
    if len(rates) != 1 or _INCLUDED_INTEREST.search(text):
        return amounts
    rate = rates[0]
    sale = next((m for m in days if m.role == DateRole.SALE_DATE), None)
    for first, following in zip_longest(days, days[1:]):
        beside = abs(first.span[0] - rate.span[1]) < _NEAR_A_RATE and _FROM_DAY.search(text[: first.span[0]])
        named = following is not None and _TO_DAY.fullmatch(text[first.span[1] : following.span[0]])
        last = following if named else sale  # "at 6% since January 1, 2026, sold July 1": it ran to the sale
        if not (beside and last and first.day and last.day and first.day < last.day <= first.day + _LONGEST_INTEREST):
            continue
        grown = simple_interest(owed.value, rate.value, start=first.day, end=last.day).amount
        raw = f"{rate.raw} from {first.raw} to {last.raw}"
        how = f"read '{raw}' as {dollars(grown)} of simple interest"
        return (*amounts, owed.figured("interest", grown, how, raw=raw, span=rate.span))
    return amounts
