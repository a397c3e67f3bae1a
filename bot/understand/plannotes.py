"""A smaller debt that is offered to be paid by the month: `a 15k note at 0%, 125/mo`."""

import re
from collections.abc import Sequence

from bot.understand.roledamount import Role, RoledAmount

NOTE = "note of a plan"  # the cue of its two sums
_NOTE = re.compile(r"\bnote\b")
# nothing but the terms of the note stands between the two sums
_TERMS = re.compile(
    r",? ?(?:(?:unsecured|promissory|prom|new|soft|note|loan|at|@|with|w/|and|for|of|an?|the|it|in|(?:0|zero) ?(?:%|percent|pct|apr)|(?:no|zero|without|interest|int)[- ]?(?:interest|int|free)?"
    r"|rate|apr|paid|pay|paying|payable|payments?|back|off|only|just|about|around|then|,|;|\(|\)|-)[ ,]*)+[$]?"
)
_FREE = re.compile(
    r"(?<![0-9.])(?:0|zero) ?(?:%|percent|pct|apr)|\b(?:no|zero|without) (?:interest|int)\b|\binterest[- ]free\b"
)
_LEAST = 1000  # dollars, of a note


def with_note(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """The sums, a note that is offered as the offer and what is paid on it each month as its instalment."""
    found = list(read)
    for place in range(len(found) - 1):
        note, monthly = found[place], found[place + 1]
        terms = folded[note.amount.span[1] : monthly.amount.span[0]]
        if monthly.frequency != "monthly" or not _LEAST <= note.amount.value > monthly.amount.value:
            continue
        if not _TERMS.fullmatch(terms) or not _is_offered(note, terms):
            continue
        found[place] = note.model_copy(update={"role": Role.OFFER, "cue": NOTE})
        if monthly.months is None:
            found[place + 1] = monthly.model_copy(update={"role": Role.INSTALMENT, "cue": NOTE})
    return found


def _is_offered(note: RoledAmount, terms: str) -> bool:
    """Whether a sum is no debt of its own: a note by its name, or what nothing else names and bears no interest."""
    named = _NOTE.search(terms) is not None
    if note.role == Role.DEBT:
        return named and _NOTE.search(note.cue or "") is not None  # "owed 200k on the note, paying 900 a month"
    return note.role in (Role.OFFER, Role.CLAIMED, None) and (
        named or (note.role != Role.CLAIMED and bool(_FREE.search(terms)))
    )
