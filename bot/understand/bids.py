"""The price of a sale told by the debt, or by who bid: a bid of the full debt, of a share of it, the bank's own, an outsider's.

Also the rest of the debt that is asked about beside the sums it comes from.
"""

import re
from decimal import Decimal
from fractions import Fraction

from bot.calculator.figure import dollars
from bot.understand.frames import negated
from bot.understand.percents import OFF_BEFORE
from bot.understand.question import AmountReading, in_role
from bot.understand.roleturns import LESS_BEHIND
from bot.understand.rolewords import LESS_THAN_OWED
from bot.understand.text import fold

_DEBTS = ("debt", "principal")
_VALUES = ("appraisal", "fair_market_value")
_SOLD = re.compile(r"\b(?:bid|sold|went|brought|got|paid|fetched|price|sale|auctioned)\b[^.;!?\n]*$")
_FULL_BID = re.compile(
    r"\bfull[- ]credit[- ]bid\b|\b(?:bid|bought it|took it|went)(?: \w+){0,2} (?:for |at )?(?:(?:the |its |their |my |our )?(?:full|entire|whole)|exactly) "
    r"(?:amount (?:owed|due|of the debt)|debt|judge?ment|payoff|balance|what (?:i|we) owed)\b"
    r"|\b(?:bid|bought it|took it|went)(?: (?:in|back|just|only|right))* (?:for|at) (?:(?:the|its|our|my|their) )?(?:judge?ment(?: amount)?|payoff(?: amount)?|amount (?:owed|due))\b(?! less)",
    re.IGNORECASE,
)
_A_DEBT = r"(?:(?:the|my|our|what|that|total|full|final|foreclosure) )*(?:[$]?[0-9][0-9,.]*k? )?(?:debt|judge?ment|balance|loan|mortgage|payoff|(?:that )?(?:i|we|was) owed?|owed)\b"
_A_VALUE = r"(?:(?:the|its|their|court|sheriff's|official) )*(?:apprais(?:al|ed value)|(?:fair |market )*value|fmv|worth|what (?:it|(?:the|our|my) (?:house|home|place)) (?:was|is)(?: really)? worth)\b"
_PRICE_IS = (
    r"\b(?:bid|sold|went|brought|got|paid|fetched|price)(?: (?:it|for|at|in|only|just|about|around|exactly|was|auction|sale|"
    r"sheriff'?s?|trustee'?s?|foreclosure|the|a|by|bank|lender|barely)){0,7} "
)
_PART = r"(?:(?P<of>[1-9][0-9])(?: ?%| percent)|(?P<words>half|(?:two|2)[ -]thirds|(?:three|3)[ -](?:quarters|fourths)|2/3|3/4|1/2))"
_SHARE_OF_DEBT = re.compile(
    rf"{_PRICE_IS}(?:{_PART} (?:of )?{_A_DEBT}|(?P<under>[1-9][0-9]?)(?: ?%| percent) (?:under|below|less than|short of) {_A_DEBT})",
    re.IGNORECASE,
)
_SHARE_OF_VALUE = re.compile(rf"{_PRICE_IS}{_PART} (?:of )?{_A_VALUE}", re.IGNORECASE)
_PARTS = {
    "half": (1, 2),
    "1/2": (1, 2),
    "2/3": (2, 3),
    "thirds": (2, 3),
    "3/4": (3, 4),
    "quarters": (3, 4),
    "fourths": (3, 4),
}
# what an outsider gave for the home: "if someone else had bought it for 130k"
_OUTSIDER_PAID = re.compile(
    r"\b(?:(?:some|any)(?:one|body) else|(?:an? |the |some )?(?:\w+ )?(?:investor|stranger|outsider|flipper|neighbou?r|third party|bidder|buyer))"
    r"(?:'d)?(?: (?:had|has|have|would|then|just|also|only|really|actually)){0,3} "
    r"(?:bought|buys|got|gotten|taken|took|purchased|paid)(?: (?:it|(?:the|my|our) (?:house|home|place|property|condo)))?"
    r"(?: (?:at (?:the )?(?:auction|sale)|for|at|only|just|about|around))*:? $",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:kept|keeps|reserv(?:es|ed)|retain(?:s|ed)|preserv(?:es|ed)) (?:(?:the|its|their|a|all) )?(?:rights?|claims?)"
    r" (?:to|for|on)(?: (?:collect|pursue|recover|claim|sue for|the|another|about))* ?$"
    r"|\bsilent (?:about|on|as to)(?: (?:the|another|remaining|unpaid))* ?$",
    re.IGNORECASE,
)
_SECOND = r"(?:(?:second|2nd|junior)(?: (?:mortgage|mtg|loan|lien|note))?(?! (?:house|home|place|property)\b)|he-?loc|equity (?:line|loan)|credit line|line of credit)"
# "the heloc was sold to an outfit that paid 4,000 for it", "midland bought my second for 5,000"
_PAID_FOR_LOAN = re.compile(
    rf"\b(?:{_SECOND}|(?:my|our|the|this) (?:debt|note|loan|account|paper))\b[^.;!?\n]{{0,30}} (?:sold|assigned|transferred|picked up|bought|purchased)"
    r"(?: off)? (?:to|by) [^.;!?\n0-9$]{2,40}(?<! )(?:,| who| that| which| they|, they)? (?:only |just )*(?:paid|gave)(?: (?:them|it|him|only|just|about|like|maybe|a measly|a lousy))* $"
    rf"|(?<!\bi )(?<!\bwe )\b(?:bought|purchased|acquired|picked up)(?: up)? (?:my|our|the|this|that|her|his) (?:old )?{_SECOND} (?:for|at)(?: (?:only|just|about|like|maybe|a measly|a lousy))* $",
    re.IGNORECASE,
)
_LET_OFF = ("offer", "cancelled_debt")
_SPOKEN_ROUNDLY = Decimal(1000)  # "owed 330k, sold 270k, owe 60k?" of sums told to the dollar


def full_bid(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """Of a full credit bid the debt and the price are one amount, though only one is told."""
    told = [a for a in amounts if a.role in ("debt", "sale_price")]
    match = _FULL_BID.search(text)
    if match is None or len(told) != 1 or negated(text, match.start()):
        return amounts
    other = "sale_price" if told[0].role == "debt" else "debt"
    return (*amounts, told[0].model_copy(update={"role": other, "how": f"read '{match[0]}' as ${told[0].value:,.0f}"}))


def in_percent_of_debt(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "They bid 80% of the 200k debt", "sold for 10% under what we owed", "at two thirds of the appraisal": the price, from the sum that is told."""
    if any(a.role == "sale_price" for a in amounts):
        return amounts
    for pattern, roles in ((_SHARE_OF_DEBT, _DEBTS), (_SHARE_OF_VALUE, _VALUES)):
        whole = next((a for a in amounts if a.role in roles), None)
        match = pattern.search(text)
        if whole is not None and match is not None and not negated(text, match.start()):
            return (*amounts, _priced(whole, _share(match.groupdict()), match[0], match.span()))
    return amounts


def _share(told: dict[str, str | None]) -> Fraction:
    """The share of the whole that a price is."""
    if words := told["words"]:
        return Fraction(*_PARTS[words.lower().replace("-", " ").split()[-1]])
    return Fraction(int(told["of"] or 100 - int(told["under"] or 0)), 100)


def _priced(whole: AmountReading, share: Fraction, raw: str, span: tuple[int, int]) -> AmountReading:
    """The price that is a share of another sum of the text, with its ends where that one is a range."""
    value, low, high = (
        (one * share.numerator / share.denominator).quantize(Decimal("0.01"))
        for one in (whole.value, whole.low, whole.high)
    )
    how = f"read '{raw}' as {dollars(value)}"
    price = whole.figured("sale_price", value, how, raw=raw, span=span)
    return price.model_copy(update={"low": low, "high": high})


def below_the_debt(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "Owed 187,500, it went for 20k under that": the price, from the debt that is told and the gap."""
    debt = next((a for a in amounts if a.role in _DEBTS), None)
    gap = next((a for a in amounts if a.role == "claimed"), None)
    if debt is None or gap is None or gap.value >= debt.value or any(a.role == "sale_price" for a in amounts):
        return amounts
    folded = fold(text)
    behind = LESS_THAN_OWED.match(folded, gap.span[1]) or LESS_BEHIND.match(folded, gap.span[1])
    sold = _SOLD.search(folded, max(0, gap.span[0] - 60), gap.span[0])
    if not behind or not sold or negated(text, gap.span[0]):
        return amounts
    price = debt.value - gap.value
    raw = text[gap.span[0] : behind.end()].strip()
    read = gap.figured("sale_price", price, f"read '{raw}' as a price of {dollars(price)}", raw=raw)
    return tuple(read if a is gap else a for a in amounts)


def lenders_bid(amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "The bank bought it for $100": what the lender paid is the sale price, not what the home once cost."""
    if any(a.role == "sale_price" for a in amounts) or sum(a.role == "basis" for a in amounts) != 1:
        return amounts
    return in_role(amounts, "sale_price", lambda a: a.role == "basis")


def outsiders_bid(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "An investor bought it for 130k": what an outsider paid is the sale price, not what the home once cost."""
    if any(a.role == "sale_price" for a in amounts):
        return amounts
    return in_role(
        amounts, "sale_price", lambda a: a.role == "basis" and _OUTSIDER_PAID.search(text[: a.span[0]]) is not None
    )


def let_off(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "They will knock off 10k of the 50k deficiency": what is left to pay is the offer, and not what is let off."""
    off = next((a for a in amounts if a.role in _LET_OFF and OFF_BEFORE.search(text, 0, a.span[0])), None)
    claim = next((a for a in amounts if a.role == "claimed"), None)
    if off is None or claim is None or off.value >= claim.value:
        return amounts
    left = claim.value - off.value
    offer = off.figured("offer", left, f"read '{off.raw}' off as {dollars(left)} to pay")
    return tuple(offer if a is off else a for a in amounts)


def paid_for_loan(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "The heloc got sold to an outfit that paid 4,000 for it": what a loan was bought for is no price of the house."""
    return tuple(
        a.model_copy(update={"role": "claim_price"})
        if a.role in ("sale_price", "second_mortgage", "debt", "") and _PAID_FOR_LOAN.search(text, 0, a.span[0])
        else a
        for a in amounts
    )


def kept_claim(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "The bank kept the right to 44k": what a lender keeps its claim to is the rest, and not the whole debt."""

    def is_kept(a: AmountReading) -> bool:
        return a.role in ("debt", "sale_price") and _KEPT.search(text[max(0, a.span[0] - 60) : a.span[0]]) is not None

    return in_role(amounts, "claimed", is_kept)


def rest_of_debt(amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "Owed 330k, sold 270k. Owe 60k?": of two debts the one that is the other less the price is what is asked about."""
    debts = [a for a in amounts if a.role == "debt" and not a.hypothetical]
    prices = [a for a in amounts if a.role == "sale_price" and not a.hypothetical]
    if len(debts) != 2 or len(prices) != 1:
        return amounts
    whole, rest = sorted(debts, key=lambda a: a.value, reverse=True)
    if abs(whole.value - prices[0].value - rest.value) > _SPOKEN_ROUNDLY:
        return amounts
    return in_role(amounts, "claimed", lambda a: a is rest)
