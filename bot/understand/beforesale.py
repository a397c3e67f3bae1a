"""Sums of before the sale that words of the debt or of the sale stand near: what was first lent, and what was appraised."""

import re

from bot.understand.question import AmountReading

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
    return tuple(
        a.model_copy(update={"role": "appraisal"})
        if a.role == "fair_market_value" and _AN_APPRAISAL.search(text[max(0, a.span[0] - _REACH) : a.span[0]])
        else a
        for a in amounts
    )


def without_sums_before(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """`owed 97,500, original loan was 110,000`: what was lent is no debt beside the debt; nor is an appraisal a price beside the price."""
    made = amounts
    for role, other, fits in (
        ("debt", "original_loan", _is_lent),
        ("principal", "original_loan", _is_lent),
        ("sale_price", "appraisal", _is_appraised),
    ):
        kind = ("debt", "principal") if other == "original_loan" else (role,)
        rest = [a for a in made if a.role in kind and not fits(text, a)]
        if rest:  # a sum that is told alone is what the person has to tell of
            made = tuple(a.model_copy(update={"role": other}) if a.role == role and fits(text, a) else a for a in made)
    return made


def _is_lent(text: str, amount: AmountReading) -> bool:
    start, end = amount.span
    if _A_LOAN.match(text[end:]) and _OWED_ON.search(text[max(0, start - _REACH) : start]):
        return True
    return bool(_LENT.search(text[max(0, start - _REACH) : start]) or _LENT_AFTER.match(text[end:]))


def _is_appraised(text: str, amount: AmountReading) -> bool:
    start = amount.span[0]
    return _APPRAISED.search(text[max(0, start - _REACH) : start]) is not None
