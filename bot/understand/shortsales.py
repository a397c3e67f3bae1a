"""What the sellers' agents took out of a short sale's price: "sold for 240, 5% to the two agents"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.calculator.figure import CENT, dollars
from bot.understand.percents import Percent
from bot.understand.question import AmountReading

_AGENTS = r"(?:realtors?|agents?|brokers?|commissions?|realty)"
_BEHIND = re.compile(
    rf"(?: (?:sales|total|in|of|to|for|went to|goes to|off to|the|my|our|both|two|a|an|listing|selling|buyer'?s|seller'?s|real estate|and|off|out for))*,? ?{_AGENTS}\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b{_AGENTS}'?s?(?: (?:ate|took|takes|got|gets|fees?|commission|cut|share|was|were|is|of|at|charged|the|for|another|about|only|=|@))*[ :=@]*$",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\bshort[- ]?(?:sale|sold|sell)|\b(?:sold|sell|selling) (?:it |us )?short\b", re.IGNORECASE)
_MOST = Decimal(12)


def with_commission(
    text: str, amounts: tuple[AmountReading, ...], percents: Sequence[Percent]
) -> tuple[AmountReading, ...]:
    """The amounts with the agents' share of the price as a cost of the sale, where it is told in percent."""
    price = next((a for a in amounts if a.role == "sale_price"), None)
    if price is None or not _SHORT.search(text):
        return amounts
    shares = [
        p
        for p in percents
        if p.value <= _MOST
        and (_BEHIND.match(text, p.span[1]) or _BEFORE.search(text[max(0, p.span[0] - 50) : p.span[0]]))
    ]
    if len(shares) != 1:
        return amounts
    share = shares[0]
    cost = (price.value * share.value / 100).quantize(CENT)
    if any(a.role == "costs" and a.value == cost for a in amounts):
        return amounts  # "6%, so 18,000"
    how = f"read '{share.raw}' as {dollars(cost)} of the price"
    return (*amounts, price.figured("costs", cost, how, raw=share.raw, span=share.span))
