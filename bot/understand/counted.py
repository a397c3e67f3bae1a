"""How many: the days that a daily interest ran, and payments told by their number and size."""

import re

from bot.understand.measures import read_periods
from bot.understand.numberwords import SMALL
from bot.understand.text import fold

_RAN_BEFORE = re.compile(r"(?:\b(?:for|times|another|ran|over|after|was|came|is)|[x*×]) ?$")
_RAN_AFTER = re.compile(
    r"[ -]?(?:later|past|since|passed|went by|go by|elapsed|between|after|following|of (?:daily )?int(?:erest)?|of per[- ]diem|at (?:(?:a|the) )?(?:per[- ]diem|daily rate)\b|(?:at|@|x|times) [$]?[0-9]{1,4}(?:\.[0-9]{1,4})?(?![0-9,.]*[0-9]| ?(?:%|k\b|percent))|"
    r"from (?:the |that |this )?(?:payoff|statement|letter|date|quote)|"
    r"(?:had |have |has )?(?:passed|gone by)|(?:until|till|to|before|through) (?:the|it|they|my|our)\b)"
)
_SINGLE_DAYS = {"day": 1, "week": 7}
# a time limit, and no time for which interest ran
_LIMIT = re.compile(
    r"[^.;!?\n]{0,24}?\bto (?:sue|file|answer|pay|respond|ask|move|object|redeem|appeal|confirm)\b|"
    r" (?:after|from|of|since) (?:the |a |my )?(?:[a-z']+ )?(?:sale|auction|judge?ment|confirmation|deed)\b"
)
_EACH_DAY_BEFORE = re.compile(
    r"\b(?:each|every) (?:further |additional |extra |more |other |single )*day,?(?: (?:that passes|after(?: that)?|beyond (?:that|it)))?,? "
    r"(?:(?:it|they|there|is|are|was|adds?|added|adding|another|costs?|come|comes|brings?|more|plus|interest|of|accrues?|an|a|on top|"
    r"grows?|by|runs?|at)[ ,]+)*[$]?$"
)
_OF_INTEREST_A_DAY = re.compile(
    r" (?:dollars )?(?:of|in) interest (?:daily|(?:a|per|each|every) day|for (?:each|every) (?:\w+ )?day|is added (?:daily|(?:each|every) day))\b"
)
_DAYS_AT = re.compile(r"\bdays?(?: of (?:daily )?int(?:erest)?)?,?(?: (?:at|@|x|times)(?: (?:a|the) rate of)?)? [$]?$")
_DAYS_OF_INTEREST_AT = re.compile(
    r"(?:\bdays? of (?:daily )?int(?:erest)?|[0-9] ?d(?: of int(?:erest)?)?),? ?(?:at|@|x|times)(?: (?:a|the) rate of)? ?[$]?$"
)
_EACH = re.compile(
    r" (?:each|apiece|(?:a|per|each|every) day|daily|(?:of|in) interest)\b(?! (?:month|week|year|night))"
)
_PAYMENTS = re.compile(
    r"\b(?P<n>[0-9]{1,3}|[a-z]+(?:-[a-z]+)?) (?:more |monthly |equal |full |extra |post[- ](?:default|sale|judgment) )*(?:payments|checks|pmts|installments|instalments)(?: of| at| for| @)?[ $]*$"
)
# "paid 1,450 three times, and none of it was credited"
_PAID = re.compile(r"\b(?:paid|sent|mailed)(?: (?:them|the (?:bank|lender)|in|about))* [$]?$")
_TIMES = re.compile(r" (?:dollars )?(?:(?P<n>[0-9]{1,2}|[a-z]+) times|(?P<twice>twice))\b")
_UNCREDITED = re.compile(
    r"(?: dollars| bucks)?(?: each| apiece| a pop| a piece| every one)?(?:,? (?:that|which))?(?: (?:i|we|she|he) (?:made|paid|sent))? "
    r"(?:after|since) (?:the |i |we |my |our |they )?(?:default|sale|foreclos|judge?ment|suit|notice|(?:fell|got|was|were) behind)"
    r"|[^.;!?\n]{0,60}?\b(?:(?:never|not|n't|no|none|without) (?:\w+ ){0,3}(?:credit|count|appl(?:y|ied)|post|record|show|put (?:em|them|it) on)|uncredited|unapplied|ignored|returned to (?:me|us)|kept)"
)
_HAS_PAID = re.compile(
    r"\b(?:(?:i|we|he|she)(?:'?ve| have| has)?(?: (?:already|only|since|also))* )?(?P<how>been paying|been sending|paid|sent)"
    r"(?: (?:them|the (?:bank|lender)|back|about|like))*[ $]*$"
)
_SINCE = re.compile(
    r"\b(?:since|after) (?:then|that|the (?:[a-z']+ )?(?:sale|auction|foreclosure|judge?ment)|they (?:foreclosed|sold))\b"
)


def paid_since(before: str, after: str) -> bool:
    """Whether a monthly sum was paid since the sale: `I've been paying 300 a month since the judgment for a year`.

    before, after: the lower-case words around the amount. What is to be paid is no such sum.
    """
    paid = _HAS_PAID.search(before)
    return paid is not None and (_SINCE.search(f"{before} {after}") is not None or paid["how"].startswith("been"))


def is_a_day(before: str, after: str) -> bool:
    """Whether an amount is what each day adds to the debt: `each further day adds 27.35`, `48 days at $31.49 each`.

    before, after: the lower-case words around the amount.

    >>> is_a_day("20 days of interest at ", " come on top"), is_a_day("30 days at ", " a night")
    (True, False)
    """
    return bool(_EACH_DAY_BEFORE.search(before) or _OF_INTEREST_A_DAY.match(after)) or bool(
        _DAYS_OF_INTEREST_AT.search(before) or (_DAYS_AT.search(before) and _EACH.match(after))
    )


def interest_days(text: str) -> int | None:
    """The days for which interest ran, told apart from the daily amount: `the sale came 14 days after`.

    None where no such time is told, or more than one; a time limit ("90 days to sue") is none.

    >>> interest_days("$29.90 a day. It sold two weeks later, and they have 90 days to sue")
    14
    """
    folded = fold(text)
    found = set()
    for period in read_periods(text):
        start, end = period.span
        ran = _RAN_BEFORE.search(folded, max(0, start - 10), start) or _RAN_AFTER.match(folded, end)
        days = period.value * _SINGLE_DAYS.get(period.unit, 0)
        if ran and days and period.low is None and not period.business_days and not _LIMIT.match(folded, end):
            found.add(days)
    whole = [int(days) for days in found if days == days.to_integral_value()]
    return whole[0] if len(found) == len(whole) == 1 else None


def uncredited_payments(before: str, after: str) -> int | None:
    """How many payments of one size were made after the default or never credited: `3 payments of 1,450 after …`.

    before, after: the lower-case words around the amount.
    """
    counted = _PAYMENTS.search(before) or (_TIMES.match(after) if _PAID.search(before) else None)
    if counted is None or not _UNCREDITED.match(after):
        return None
    return numbered(counted["n"] or "two")  # "paid 1,450 twice"


def numbered(count: str) -> int | None:
    """The number of `24` or `twenty-four`; None of other words and of nought."""
    return int(count) if count.isdecimal() else sum(SMALL.get(word, 0) for word in count.split("-")) or None
