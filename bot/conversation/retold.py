"""One fact told again: the same, made exact, put right, or another value beside which the first one stands as a contradiction."""

import re
from datetime import date
from decimal import Decimal

from bot.conversation.readings import SEVERAL
from bot.conversation.sheet import MOST_PARTS, SINGLE_AMOUNTS, Entry

CORRECTS = re.compile(
    r"^\W*(?:(?:oh|ah|um|uh|er|ok|well|hmm|but|and|so)\W+)*"
    r"(?:no|nope|sorry|actually|wait|correction|oops|whoops|hold (?:on|up)|hang on|my bad|my error|i stand corrected|scratch that|strike that|scrap that|typo)\b|"
    r"\b(?:i meant|i mean|my mistake|my bad|make that|correction|i was wrong|i'?m wrong|i misspoke|turns out|(?:looked|checked|read it|went through it) again|typo|mistyped|i had (?:it|that) wrong|(?:it|that|they|he|she) actually (?:sold|went|brought|got|bid|was|were|closed)\b|(?:it|that)(?:'?s| is| was) (?:actually\b|really (?=\$?\d))|(?:value|price|debt|bid|balance|fmv|appraisal|judge?ment|payoff|house|home|place|loan|sale) (?:was|is) actually (?=[$\d]|about|around|an?\b|in\b|on\b)|not \d|let me (?:look|check|see)|swapped|mixed (?:it |that |them )?up|backwards)|"
    r"\b(?:it|sale|auction) (?:was|got|had been) (?:postponed|adjourned|continued|rescheduled|moved|pushed back|put off)\b[^.;!?\n]{0,40}\b(?:to|until|till)\b|"
    r"[,.;] ?(?:sorry|my bad|oops)\W*$|\bactually\W*(?:$|[,.;])|[.,;!] ?no\b,? ?(?:it|the|in|on|not|june|july|may|march|april|\d)",
    re.IGNORECASE,
)
# facts of one foreclosure: told twice and differently, one of the two is wrong
ONE_OF_A_KIND = SINGLE_AMOUNTS | {
    "state",
    "process",
    "loan",
    "occupancy",
    "buyer",
    "property",
    "disposition",
    "instrument",
    "sale_date",
    "loan_date",
    "discharged",
}
NEAR = Decimal("0.1")  # an exact figure this near to a rough one completes it


def told_again(old: Entry | None, new: Entry, *, settled: bool) -> Entry:
    """The entry after it was told again."""
    if old is None or not old.known or new.status == "unknown":
        return new
    if new.name in SEVERAL:
        fresh = {reading.value for reading in new.amounts}
        kept = tuple(reading for reading in old.amounts if reading.value not in fresh)
        return new.model_copy(update={"amounts": (*new.amounts, *kept)[:MOST_PARTS]})
    if not differs(old, new):
        return old.model_copy(update={"disputed": None, "amounts": new.amounts or old.amounts})
    new = new.model_copy(update={"was": old.value})
    if settled or old.disputed is not None or new.name not in ONE_OF_A_KIND or _completes(old, new):
        return new
    return new.model_copy(update={"disputed": old})


def differs(old: Entry | None, new: Entry) -> bool:
    if old is None or not old.known:
        return False
    if new.kind in ("amount", "count"):
        return Decimal(old.value or 0) != Decimal(new.value or 0)
    return old.value != new.value


def _completes(old: Entry, new: Entry) -> bool:
    """Whether the new value only makes the old one exact: a day of the month told, a figure within a range."""
    if new.kind == "day":
        first, second = date.fromisoformat(old.value), date.fromisoformat(new.value)
        return not old.exact and (first.year, new.exact) == (second.year, True)
    if (old.value, new.value) == ("refinance", "cash_out"):
        return True
    if new.kind == "amount" and old.amounts and new.amounts:
        before, now = old.amounts[0], Decimal(new.value)
        rough = before.approximate and abs(now - before.value) <= NEAR * before.value
        return (before.is_range and before.low <= now <= before.high) or rough
    return False
