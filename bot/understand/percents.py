"""Percentages: rates of interest, of tax, and shares of a debt or of pay."""

import re
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from bot.understand.numerals import Numeral, find_numerals
from bot.understand.text import fold

_ALL = Decimal(100)
OFF_BEFORE = re.compile(
    r"\b(?:let (?:me|us|him|her) off|knock\w*(?: off)?|tak(?:e|ing) off|took off|cut(?:ting)? (?:it|that|this) by|discount of|shav\w+(?: off)?)(?: (?:about|up to|like|another|a))* ?$",
    re.IGNORECASE,
)
_OFF_AFTER = re.compile(r",? (?:off\b(?! the (?:house|home|value|market|price))|discount\b)", re.IGNORECASE)


class Percent(BaseModel):
    """A percentage as written: `6.5` for 6.5 %. `annual_rate` where it is an interest rate, `of_tax` where a tax,
    `of_value` where it compares a price with what the home is worth, `insured` where it is an insurer's share."""

    model_config = ConfigDict(frozen=True)

    value: Decimal
    span: tuple[int, int]
    raw: str
    annual_rate: bool = False
    of_tax: bool = False
    of_value: bool = False
    insured: bool = False


_PERCENT = re.compile(
    r" ?(?:%|percent\b|per cent\b|pct\b|(?:cents?|¢) (?:on|of) (?:the|each|every|a) dollars?\b)(?: ?age points)?"
)
# a rate without its sign: "rate 6.875", "APR of 7", "fixed at 4.25 interest"
_RATE_ALONE = re.compile(
    r"\b(?:(?:interest|note|loan|mortgage|default|judge?ment|statutory|legal|fixed|post-?judge?ment) )*(?:rate|apr)(?: (?:of|is|was|at|on it))*[ :=]{1,3}"
    r"(?P<n>[0-9]{1,2}(?:\.[0-9]{1,4})?)(?![0-9]|[.,][0-9]| ?(?:%|k\b|percent|per cent|pct|thousand|(?:a|per|each|every|/) ?(?:day|week|month)))"
    r"|\b(?:fixed|(?:year|yr) (?:loan|mortgage|arm|note)|(?:an?|the|my|our) (?:loan|mortgage|note)|refinanced|interest)(?: (?:rate|mortgage|loan))?,? (?:at|of|@) ?(?P<rate>[0-9]{1,2}\.[0-9]{1,4})(?![0-9]|[.,][0-9]| ?(?:%|k\b|percent|per cent|pct|thousand|mil|(?:a|per|each|every|/) ?(?:day|week|month)|daily|x ?[0-9]|for [0-9]))"
)
_PERCENT_COMMA = re.compile(r", ?")
_PERCENT_JOIN = re.compile(r" ?(?:-|to|or|and) ?")
_SHARE = re.compile(
    r"\b(?:settl\w*|take|takes|accept\w*|pay|paying|offer\w*)(?: (?:it|them|this|that|the debt|for|about|only|maybe|just|at))* "
    r"(?P<share>half|(?:a|one)[ -](?:quarter|fourth|fifth|tenth)|three[ -]quarters)\b"
    r"(?! (?:a|an|million|dozen|hundred|thousand|acre|year|month|day|of (?:my|the|her|his) (?:pay|wage|check|income)))"
)
_SHARES = {"half": 50, "quarter": 25, "fourth": 25, "fifth": 20, "tenth": 10, "quarters": 75}
_RATE_BEFORE = re.compile(
    r"\b(?:interest|int|rate|apr|arm|fixed|note|loan|mortgage|accru\w*|default)\b[^.;\n%]{0,25}$|\b(?:judge?ment|jd?g?mt) (?:at|@|earns|draws|bears) $"
)
_RATE_AFTER = re.compile(
    r",? ?(?:a|per|/|each)? ?(?:fixed|arm|simple|(?:post-?|pre-?)?(?:jmt|jgmt|judge?ment) (?:int\b|interest|rate)|int\b|interest|rate|apr|annual\w*|per annum|p\.a\.|year|yr|loan|mortgage|note)\b"
)
# what the tax takes is neither a share of the debt nor a rate of interest
_OF_A_TAX = re.compile(r"\btax(?:ed|es)?(?: (?:rate|bracket))?(?: (?:at|of|is|in|the|a|about|around|maybe))* $")
_TAX_AFTER = re.compile(r" ?(?:income )?tax(?: (?:rate|bracket))?\b")
_OF_VALUE = re.compile(r" of (?:the |its |my |our |a |an )?(?:[a-z]+ ){0,2}(?:value|worth|apprais[a-z]+|fmv)\b")
# "pmi covered 25% of the loan" offers nothing
_INSURED_BEFORE = re.compile(
    r"\b(?:pmi|mip|mi|mortgage insurance|insurer)(?: (?:company|has|had|only|already|would|will))* (?:paid|pays?|covers?|covered|covering)"
    r"(?: (?:about|out|for|the|them|bank|lender|around|up to))* $"
)
_NOT_RATE_BEFORE = re.compile(
    r"\b(?:garnish\w*|take|takes|taking|of (?:my|the)|settle\w*|offer\w*|paid|pay)\b[^.;\n%]{0,20}$"
)


def read_percents(text: str) -> list[Percent]:
    """The percentages of a text, also "cents on the dollar" and a share settled for. Both ends of a range. Never raises.

    >>> [(str(p.value), p.annual_rate) for p in read_percents("a 6.5% rate, they take 25 percent of my pay")]
    [('6.5', True), ('25', False)]
    >>> [str(p.value) for p in read_percents("20 to 30 percent, or 15 cents on the dollar")]
    ['20', '30', '15']
    >>> [(str(p.value), p.of_tax) for p in read_percents("settle for 30%, and the rest is taxed at 22%")]
    [('30', False), ('22', True)]
    """
    folded = fold(text)
    found: list[Percent] = []
    numerals = find_numerals(folded)
    for place, number in enumerate(numerals):
        mark = _PERCENT.match(folded, number.end)
        if mark is None or number.form in ("european", "spaced"):
            continue
        for lower in _lower_percents(folded, numerals[: place + 1]):
            found.append(Percent(value=lower.value, span=(lower.start, lower.end), raw=text[lower.start : lower.end]))
        before = folded[max(0, number.start - 40) : number.start]
        rate = bool(_RATE_AFTER.match(folded, mark.end()))
        rate = rate or (bool(_RATE_BEFORE.search(before)) and not _NOT_RATE_BEFORE.search(before))
        span = number.start, mark.end()
        tax = _OF_A_TAX.search(before) is not None or _TAX_AFTER.match(folded, mark.end()) is not None
        raw = text[span[0] : span[1]]
        worth = _OF_VALUE.match(folded, mark.end()) is not None
        rate = rate or number.value == 0  # nobody settles for nothing: "a 15k note at 0%"
        told = {"annual_rate": rate and not tax, "of_tax": tax, "of_value": worth}
        told["insured"] = _INSURED_BEFORE.search(before) is not None
        found.append(Percent(value=number.value, span=span, raw=raw, **told))
    for alone in _RATE_ALONE.finditer(folded):
        span = alone.span("n" if alone["n"] else "rate")
        raw = folded[span[0] : span[1]]
        found.append(Percent(value=Decimal(raw), span=span, raw=raw, annual_rate=True))
    found += [_share(text, match) for match in _SHARE.finditer(folded)]
    return sorted(found, key=lambda p: p.span)


def _lower_percents(folded: str, numerals: list[Numeral]) -> list[Numeral]:
    """What shares the percent sign of the last number: `20` and `30` in "20, 30 and 40 percent"."""
    lower: list[Numeral] = []
    joiner = _PERCENT_JOIN
    for earlier, later in zip(numerals[-2::-1], numerals[:0:-1], strict=False):
        joined = joiner.fullmatch(folded, earlier.end, later.start)
        if not joined or not earlier.value < later.value <= 100 or folded[: earlier.start].endswith("$"):
            break
        lower.append(earlier)
        joiner = _PERCENT_COMMA
    return lower


def _share(text: str, match: re.Match[str]) -> Percent:
    words, span = match["share"].replace("-", " "), match.span("share")
    return Percent(value=Decimal(_SHARES[words.split()[-1]]), span=span, raw=text[span[0] : span[1]])


def share_paid(text: str, percent: Percent) -> Percent:
    """What is left to pay of "40% off" or "they let me off 40%"."""
    before, after = text[max(0, percent.span[0] - 40) : percent.span[0]], text[percent.span[1] : percent.span[1] + 24]
    off = OFF_BEFORE.search(before) or _OFF_AFTER.match(after)
    if not off or percent.annual_rate or percent.of_tax or not 0 < percent.value < _ALL:
        return percent
    return percent.model_copy(update={"value": _ALL - percent.value})
