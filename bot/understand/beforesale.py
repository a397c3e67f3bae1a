"""Sums of before the sale that words of the debt or of the sale stand near: what was first lent, and what was appraised."""

import re
from collections.abc import Callable

from bot.understand.question import AmountReading, in_role

_ORIGINAL = r"orig(?:inal(?:ly)?)?\.?"
_LENT = re.compile(
    rf"\b{_ORIGINAL} (?:(?:loan|mortgage|note|principal|balance|amount|sum|debt|borrowed)(?: (?:amount|balance))?,? )?"
    r"(?:(?:was|is|of|for|at|about|around) ?){0,2}[$]?$",
    re.IGNORECASE,
)
_LENT_AFTER = re.compile(
    rf" {_ORIGINAL} (?:loan|mortgage|note|principal|balance|amount)\b(?! (?:is|was) (?:still )?(?:owed|due|outstanding))",
    re.IGNORECASE,
)
# "I owed 60 on a 100 mortgage"
_OWED_ON = re.compile(r"\b(?:owed?|owing|left) [$]?[0-9][0-9,.]*k? on (?:a|an|the|my|our) [$]?$", re.IGNORECASE)
_A_LOAN = re.compile(r" (?:mortgage|loan|note)\b", re.IGNORECASE)
_APPRAISED = re.compile(
    r"\bapprais(?:al|ed)(?: (?:made|done|taken))? (?:before|prior to|ahead of|for) (?:the|that|this|their|its) (?:\w+ )?(?:sale|auction)"
    r"(?: (?:was|is|came|in|at|of|for|said|says|set|about|around|value))* ?[$]?$",
    re.IGNORECASE,
)
_REACH = 80
APPRAISED_BEFORE_SALE = frozenset({"KY"})
"""KRS 426.520: the master commissioner has the property appraised before the sale."""
_AN_APPRAISAL = re.compile(
    r"(?<!my )(?<!own )(?<!our )(?<!tax )(?<!county )(?<!pva )\bapprais(?:al|ed)(?! (?:for tax|by (?:my|our|the county|the pva|zillow|a realtor)|last|in (?:19|20)[0-9]{2}))"
    r"[^.;!?\n0-9]{0,30}[$]?$",
    re.IGNORECASE,
)


def with_court_appraisal(text: str, amounts: tuple[AmountReading, ...], state: str | None) -> tuple[AmountReading, ...]:
    """Where every home is appraised before its sale, an appraisal that is told is that one, and no value of another day."""
    if state not in APPRAISED_BEFORE_SALE or any(a.role == "appraisal" for a in amounts):
        return amounts

    def is_courts(a: AmountReading) -> bool:
        return a.role == "fair_market_value" and _AN_APPRAISAL.search(_before(text, a)) is not None

    return in_role(amounts, "appraisal", is_courts)


def without_sums_before(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """`owed 97,500, original loan was 110,000`: what was lent is no debt beside the debt; nor is an appraisal a price beside the price."""
    amounts = _apart(text, amounts, _is_lent, ("debt", "principal"), "original_loan")
    return _apart(text, amounts, _is_appraised, ("sale_price",), "appraisal")


def _apart(
    text: str,
    amounts: tuple[AmountReading, ...],
    fits: Callable[[str, AmountReading], bool],
    roles: tuple[str, ...],
    other: str,
) -> tuple[AmountReading, ...]:
    """The amounts, those that fit in the other role; a sum that is told alone is what the person has to tell of."""
    alone = all(fits(text, a) for a in amounts if a.role in roles)
    return amounts if alone else in_role(amounts, other, lambda a: a.role in roles and fits(text, a))


def _is_lent(text: str, amount: AmountReading) -> bool:
    before, end = _before(text, amount), amount.span[1]
    if _A_LOAN.match(text, end) and _OWED_ON.search(before):
        return True
    return bool(_LENT.search(before) or _LENT_AFTER.match(text, end))


def _is_appraised(text: str, amount: AmountReading) -> bool:
    return _APPRAISED.search(_before(text, amount)) is not None


def _before(text: str, amount: AmountReading) -> str:
    return text[max(0, amount.span[0] - _REACH) : amount.span[0]]
