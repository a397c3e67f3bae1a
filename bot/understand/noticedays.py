"""How long before the sale a notice of the deficiency is told to have been mailed: "they mailed it 15 days before the auction"."""

import re
from typing import Literal

from bot.understand.measures import Period, read_periods
from bot.understand.text import SENTENCE_END, fold

DAYS_BEFORE_A_SALE = {"MA": 21}
"""Days before the sale by which the notice must be in the mail: M.G.L. c. 244, § 17B."""

MAIN_HOME_DAYS = 200
_MOVED_IN = re.compile(
    r"\b(?:moved in(?:to (?:it|the \w+))?|lived (?:there|in it)|living (?:there|in it)|been there)(?: (?:only|just|for|about|like|some|maybe))* $"
)
_BEFORE_NOTICE = re.compile(
    r",? (?:before|prior to|ahead of) (?:(?:the|they|we|i|my|our|that|a|got|came|served|sent) )*(?:notices?|default|foreclosure|papers)\b"
)
_IN_DAYS = {"day": 1, "week": 7}
_SALE = r"(?:the |our |my |its |their |that )?(?:foreclosure |house |home |actual )?(?:sale|auction|foreclosure)\b|(?:they|it|the \w+) (?:was |got )?(?:sold|auctioned)\b"
_BEFORE_SALE = re.compile(rf",? (?:(?:before|prior to|ahead of|in advance of) (?:{_SALE})|before(?= and\b|[,.;]| ?$))")
_MAILED = re.compile(r"\b(?:mail\w*|sent|send|posted|dated|notices?|letters?|warning)\b")
# a notice of the sale itself has a shorter time of its own
_OF_DEFICIENCY = re.compile(r"\b(?:deficienc\w+|17b|intent\w*|shortfall|owe (?:the )?(?:rest|difference|balance))\b")
_OF_THE_SALE = re.compile(
    r"\bnotices? of (?:the |foreclosure |public )*(?:sale|auction|foreclosure|default)|\b(?:sale|foreclosure|auction|default|eviction) notices?\b"
)
_SWORN = re.compile(r"\b(?:sworn|swore|affidavits?)\b")
_CAME = re.compile(r"\b(?:got|received?|came|arrived|showed up|reached)\b")
_NOT = re.compile(r"\b(?:no|not|never|without|n't|nobody|missing|late)\b")
_OPEN = re.compile(
    r"\b(?:must|have to|has to|had to|should|supposed|needs? to|required?|requires|if|unless|whether|do they|does (?:it|the)|can they|say|says|said|claims?|within)\b"
)
_MORE = re.compile(r"\b(?:more than|over|at least|at minimum|a good|upwards of|no less than|not less than) $")
_LESS = re.compile(r"\b(?:less than|under|fewer than|not even|barely|almost|nearly) $")
_REACH = 90


def notice_in_time(text: str, state: str | None) -> Literal["done", "not_done", "open"] | None:
    """Whether the notice was mailed by the day that the law sets, and sworn to; None where the words do not tell.

    `open`: it came too late to be sure, but the day on which it was mailed counts.

    >>> notice_in_time("mailed the deficiency notice 15 days before the auction, affidavit done", "MA")
    'not_done'
    >>> notice_in_time("the notice was mailed 30 days before the sale and sworn", "MA")
    'done'
    >>> notice_in_time("must the deficiency notice be mailed 21 days before the sale?", "MA")
    """
    least = DAYS_BEFORE_A_SALE.get(state or "")
    if least is None:
        return None
    folded = fold(text)
    for period in read_periods(text):
        start, end = period.span
        sentence = SENTENCE_END.split(folded[max(0, start - _REACH) : start])[-1]
        if not _BEFORE_SALE.match(folded, end) or not _MAILED.search(sentence) or _OPEN.search(sentence):
            continue
        if _OF_THE_SALE.search(sentence) or _NOT.search(sentence) or _asked(folded, end):
            continue
        in_time = _in_time(period, sentence, least)
        if in_time is False and (_OF_DEFICIENCY.search(folded) or _SWORN.search(folded)):
            return "open" if _CAME.search(sentence) else "not_done"
        sworn = _SWORN.search(folded)
        if in_time and sworn and not _NOT.search(folded, max(0, sworn.start() - 25), sworn.end() + 20):
            return "done"
    return None


def not_long_there(text: str) -> bool:
    """Whether somebody is told to have moved in fewer days before the notice of default than Hawaii asks for (HRS § 667-1).

    >>> not_long_there("moved in 3 months before the default notice"), not_long_there("moved in 3 years before the notice")
    (True, False)
    """
    folded = fold(text)
    days = {"day": 1, "week": 7, "month": 31, "year": 366}
    return any(
        period.value * days.get(period.unit, 366) < MAIN_HOME_DAYS
        and _MOVED_IN.search(folded, max(0, period.span[0] - 40), period.span[0])
        and _BEFORE_NOTICE.match(folded, period.span[1])
        for period in read_periods(text)
    )


def _in_time(period: Period, before: str, least: int) -> bool | None:
    """None where the words leave it open, as "about three weeks" does."""
    if period.unit not in _IN_DAYS:
        return True if period.value >= 1 and period.low is None else None  # a month or more
    days, low = period.value * _IN_DAYS[period.unit], (period.low or period.value) * _IN_DAYS[period.unit]
    if _LESS.search(before):
        return False if days <= least else None
    if _MORE.search(before):
        return True if low >= least else None
    if days < least:
        return False
    return True if low >= least and (low > least or period.unit == "day") else None


def _asked(folded: str, end: int) -> bool:
    """Whether the sentence goes on to a question mark before anything else is told."""
    rest = SENTENCE_END.search(folded, end)
    return rest is not None and rest[0] == "?" and "," not in folded[end : rest.start()]
