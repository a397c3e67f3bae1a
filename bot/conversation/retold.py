"""One fact told again: the same, made exact, put right, or another value beside which the first one stands as a contradiction."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.calculator.deadlines import in_words
from bot.conversation.readings import SEVERAL
from bot.conversation.sheet import MOST_PARTS, SINGLE_AMOUNTS, Entry
from bot.understand.besidesale import SOON_AFTER, last_until
from bot.understand.question import AmountReading

CORRECTS = re.compile(
    r"^\W*(?:(?:oh|ah|um|uh|er|ok|well|hmm|but|and|so)\W+)*"
    r"(?:no|nope|sorry|actually|wait|correction|oops|whoops|hold (?:on|up)|hang on|my bad|my error|i stand corrected|scratch that|strike that|scrap that|typo)\b|"
    r"\b(?:i said \$?[0-9][0-9,.]*k? but|i meant|i mean|my mistake|my bad|make that|correction|i was wrong|i'?m wrong|i misspoke|turns out|(?:looked|checked|read it|went through it) again|typo|mistyped|i had (?:it|that) wrong|(?:it|that|they|he|she) actually (?:sold|went|brought|got|bid|was|were|closed)\b|(?:it|that)(?:'?s| is| was) (?:actually\b|really (?=\$?\d))|(?:value|price|debt|bid|balance|fmv|appraisal|judge?ment|payoff|house|home|place|loan|sale) (?:was|is) actually (?=[$\d]|about|around|an?\b|in\b|on\b)|not \d|let me (?:look|check|see)|swapped|mixed (?:it |that |them )?up|backwards)|"
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
NO_YEAR = "no year given"  # how the reader of days tells that it took the latest such day
_ANOTHER_PAPER = re.compile(
    r"\b(?:held|had|read|reading|read from|looked at|looking at|grabbed|using|picked up)(?: from)? the wrong (?:papers?|paperwork|letter|page)\b",
    re.IGNORECASE,
)
NEAR = Decimal("0.1")  # an exact figure this near to a rough one completes it


# "wait no, it was right the first time"
_FIRST_WAS_RIGHT = re.compile(
    r"\b(?:right|correct)\b[^.?!\d]{0,12}\b(?:the first time|first time|at first|before|originally|all along)\b"
    r"|\b(?:first|original|old|earlier) (?:one|date|day|number|figure|amount|price|value) (?:was|is|had been) (?:the )?(?:right|correct)\b"
    r"|\b(?:go|going) back to (?:the |my )?(?:first|old|original|earlier) (?:one|date|day|number|figure|amount|price|value)\b",
    re.IGNORECASE,
)


def restored(entries: Mapping[str, Entry], text: str, turn: int) -> Entry | None:
    """The fact that was changed last, with the value it had before, where a turn says that this was right."""
    changed = [entry for entry in entries.values() if entry.known and (entry.was is not None or entry.disputed)]
    if not changed or _FIRST_WAS_RIGHT.search(text) is None:
        return None
    last = max(changed, key=lambda entry: entry.turn)
    if last.disputed is not None:
        return last.disputed.model_copy(update={"disputed": None, "turn": turn, "was": None})
    assert last.was is not None
    how = "as you told it first"
    amounts: tuple[AmountReading, ...] = ()
    if last.amounts:
        value = Decimal(last.was)
        amounts = (
            last.amounts[0].model_copy(
                update={"value": value, "low": value, "high": value, "raw": last.was, "how": how}
            ),
        )
    back = {"value": last.was, "was": None, "turn": turn, "raw": last.was, "how": how, "amounts": amounts}
    return last.model_copy(update={**back, "disputed": None})


def in_its_year(told: Mapping[str, Entry], new: Entry) -> Entry:
    """A day that is told without its year, in the year that fits the days told in earlier turns.

    "Confirmed March 3, 2025", then "sorry, it was March 13", is of 2025; so is a sale of Feb 3 that is told after it.
    """
    if new.kind != "day" or NO_YEAR not in new.how or "last" in new.raw.lower():
        return new
    days = {n: date.fromisoformat(e.value) for n, e in told.items() if e.known and e.kind == "day"}
    read = date.fromisoformat(new.value)
    if new.name in days:
        day = _nearest(read, days[new.name])
    else:  # a sale comes before what follows every sale; other days are laid beside the sale where they are read
        after = [day for name, day in days.items() if name in SOON_AFTER and new.name == "sale_date"]
        day = last_until(read, min(after), exact=new.exact) if after and min(after) < read else read
    if day == read:
        return new
    how = f"no year given, read as {in_words(day)} beside what was told before"
    return new.model_copy(update={"value": day.isoformat(), "how": how})


def _nearest(read: date, before: date) -> date:
    """The same day of the year, nearest to another day and not later than both."""
    years = (before.year - 1, before.year, before.year + 1)
    days = [read.replace(year=year) for year in years if (read.month, read.day) != (2, 29)]
    return min((day for day in days if day <= max(before, read)), key=lambda day: abs(day - before), default=read)


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


def reads_another_paper(text: str, *, tells: bool) -> bool:
    """Whether what stood in a wrong paper is put right by what a turn tells, and the rest of the case stays.

    >>> reads_another_paper("sorry, I held the wrong paper. the house brought 137,500", tells=True)
    True
    """
    return tells and _ANOTHER_PAPER.search(text) is not None


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
