"""The price of a sale told by the debt, or by who bid: a bid of the full debt, of a share of it, the bank's own, an outsider's.

Also the rest of the debt that is asked about beside the sums it comes from.
"""

import re
from decimal import Decimal

from bot.calculator.figure import dollars
from bot.understand.frames import negated
from bot.understand.question import AmountReading

_ALL = Decimal(100)
_FULL_BID = re.compile(
    r"\bfull[- ]credit[- ]bid\b|\b(?:bid|bought it|took it|went)(?: \w+){0,2} (?:for |at )?(?:(?:the |its |their |my |our )?(?:full|entire|whole)|exactly) "
    r"(?:amount (?:owed|due|of the debt)|debt|judge?ment|payoff|balance|what (?:i|we) owed)\b"
    r"|\b(?:bid|bought it|took it|went)(?: (?:in|back|just|only|right))* (?:for|at) (?:(?:the|its|our|my|their) )?(?:judge?ment(?: amount)?|payoff(?: amount)?|amount (?:owed|due))\b(?! less)",
    re.IGNORECASE,
)
_A_DEBT = r"(?:(?:the|my|our|what|that|total|full) )*(?:[$]?[0-9][0-9,.]*k? )?(?:debt|judge?ment|balance|loan|mortgage|payoff|(?:that )?(?:i|we|was) owed?|owed)\b"
_SHARE_OF_DEBT = re.compile(
    r"\b(?:bid|sold|went|brought|got|paid|fetched)(?: (?:it|for|at|in|only|just|about))* "
    rf"(?:(?P<of>[1-9][0-9])(?: ?%| percent) of {_A_DEBT}|(?P<under>[1-9][0-9]?)(?: ?%| percent) (?:under|below|less than|short of) {_A_DEBT})",
    re.IGNORECASE,
)
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
    """ "They bid 80% of the 200k debt", "sold for 10% under what we owed": the price, from the debt that is told."""
    debt = next((a for a in amounts if a.role in ("debt", "principal")), None)
    match = _SHARE_OF_DEBT.search(text)
    if debt is None or match is None or any(a.role == "sale_price" for a in amounts) or negated(text, match.start()):
        return amounts
    share = Decimal(match["of"] or _ALL - Decimal(match["under"]))
    price = (debt.value * share / _ALL).quantize(Decimal("0.01"))
    how = f"read '{match[0]}' as {dollars(price)}"
    told = {
        "role": "sale_price",
        "value": price,
        "low": price,
        "high": price,
        "raw": match[0],
        "how": how,
        "bare": False,
    }
    return (*amounts, debt.model_copy(update={**told, "span": match.span()}))


def lenders_bid(amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "The bank bought it for $100": what the lender paid is the sale price, not what the home once cost."""
    if any(a.role == "sale_price" for a in amounts) or sum(a.role == "basis" for a in amounts) != 1:
        return amounts
    return tuple(a.model_copy(update={"role": "sale_price"}) if a.role == "basis" else a for a in amounts)


def outsiders_bid(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "An investor bought it for 130k": what an outsider paid is the sale price, not what the home once cost."""
    if any(a.role == "sale_price" for a in amounts):
        return amounts
    return tuple(
        a.model_copy(update={"role": "sale_price"})
        if a.role == "basis" and _OUTSIDER_PAID.search(text[: a.span[0]])
        else a
        for a in amounts
    )


def kept_claim(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "The bank kept the right to 44k": what a lender keeps its claim to is the rest, and not the whole debt."""
    return tuple(
        a.model_copy(update={"role": "claimed"})
        if a.role in ("debt", "sale_price") and _KEPT.search(text[max(0, a.span[0] - 60) : a.span[0]])
        else a
        for a in amounts
    )


def rest_of_debt(amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """ "Owed 330k, sold 270k. Owe 60k?": of two debts the one that is the other less the price is what is asked about."""
    debts = [a for a in amounts if a.role == "debt" and not a.hypothetical]
    prices = [a for a in amounts if a.role == "sale_price" and not a.hypothetical]
    if len(debts) != 2 or len(prices) != 1:
        return amounts
    whole, rest = sorted(debts, key=lambda a: a.value, reverse=True)
    if abs(whole.value - prices[0].value - rest.value) > _SPOKEN_ROUNDLY:
        return amounts
    return tuple(a.model_copy(update={"role": "claimed"}) if a is rest else a for a in amounts)
