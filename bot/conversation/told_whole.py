"""Several cases that one turn tells whole, one after the other: a counselor's clients, two houses with their sums.

They may be numbered ("client 1 …", "1) …"), or only stand in a row: "tucson, owed 240 sold 200. dallas, owed 250 sold 200".
"""

import re
from datetime import date
from functools import lru_cache

from bot.conversation.apart import MOST_ASIDE
from bot.conversation.merge import merge
from bot.conversation.names import names_in
from bot.conversation.sheet import CaseSheet, Entry
from bot.understand.moves import Move
from bot.understand.places import read_places
from bot.understand.question import Question
from bot.understand.read import read_question

TWO_HOUSES = re.compile(
    r"\b(?:two|2|both|couple of) (?:\w+ )?(?:houses|homes|properties|places|condos|rentals|foreclosures|mortgages)\b|"
    r"\bone (?:is |was |house |home )?in\b.{2,40}\b(?:and|,|other|another) (?:one |the other |another )?(?:one )?(?:is |was )?in\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|[2-5]|couple(?: of)?|few|several) (?:\w+ ){0,2}?"
    r"(?:clients|clts|households|families|cases|files|borrowers|homeowners|houses|homes|properties|condos|rentals|foreclosures|people)\b|"
    r"\b(?:i|we) also (?:have|had|own|owned|lost) (?:an?|another) (?:\w+ )?(?:rental|house|home|condo|place|property|duplex)\b",
    re.IGNORECASE,
)
# "all rentals", "both by trustee sale": told of every one of them
_OF_ALL = re.compile(
    r"(?:^|[.;,(]\s*|\band )(?P<told>(?:all|both|each)(?: (?:three|two|four|five|of (?:them|these|those)))?(?: (?:were|are|was|is))? [^.;,:?!()\d]{3,60})(?=[.;,?!)]|$)",
    re.IGNORECASE,
)
# "three clients today": the day of the talk and of no sale
_TODAY = re.compile(r"\b(clients?|clts|cases|files|households|people)\s+(?:for )?today\b", re.IGNORECASE)
_CLIENT = re.compile(
    r"\b(?:client|clt|case|file|borrower|household|house|property)s? (?:# ?|no\.? ?)?(?:[1-6]|[a-f]|one|two|three|four|five|six)\b ?[:.,)-]?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:(?<=^)|(?<=[\s;,.:]))[(#]?(?P<number>[1-6])[).:](?=\s)")
_BULLET = re.compile(r"(?:^|\n)\s*[-*\u2022\u2013] +")
# where the next case may begin; a sentence's end parts more surely than a comma
_HARD = re.compile(r"\.\s+|;\s*|\s*\n\s*")
_SOFT = re.compile(r"\), |, (?:and |then )?| and | but ", re.IGNORECASE)
# two loans on one house are no two houses
_LOANS = re.compile(
    r"\b(?:first|1st|second|2nd|junior|he-?loc)(?: (?:loan|mortgage|lien|lender|bank))?\b", re.IGNORECASE
)
_RENTALS = re.compile(r"\b(?:rentals|(?:rental|investment) (?:houses|homes|properties|condos))\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d,.]*")
_SUMS = {"debt", "sale_price"}
_OWED = {"debt", "principal", "claimed", "second_mortgage"}
_ONCE = ("debt", "sale_price", "second_mortgage")
MOST_JOINTS = 24
LONGEST = (
    1_200  # characters of cases in a row; what is longer is a letter, and each place where it may be parted is read
)
MOST_READ = 20  # stretches of one turn; what stands before a place comes first, so that real cases are met soon


class Reader:
    """Reads stretches of a turn, each once."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._read: dict[str, Question] = {}

    def __call__(self, words: str) -> Question:
        if words not in self._read:
            self._read[words] = read_question(words, self._today, None, first=False)
        return self._read[words]

    @property
    def has_read_enough(self) -> bool:
        """Whether no more places are tried at which the turn may be parted."""
        return len(self._read) >= MOST_READ


def several_told_whole(text: str, sheet: CaseSheet, today: date) -> tuple[CaseSheet, str, tuple[str, ...]] | None:
    """The sheet with all cases but the first laid aside, the words of the first, and the names of all; None where one is told."""
    if sheet.tells_more_than_place or sheet.aside:
        return None
    text = _TODAY.sub(r"\1", text)
    read = Reader(today)
    stretches = _numbered(text, read) or _in_a_row(text, read)
    if not 2 <= len(stretches) <= MOST_ASIDE + 1:
        return None
    if of_all := _OF_ALL.search(text):
        stretches = [one if of_all["told"] in one else f"{one}. {of_all['told']}" for one in stretches]
    kind = "house" if TWO_HOUSES.search(text) and len(stretches) == 2 else "case no."
    names = [f"{kind} {n}" for n in range(2, len(stretches) + 1)]
    first = read(stretches[0])
    aside = {
        name: _with_place(laid({}, sheet, read(words)), first, sheet)
        for name, words in zip(names, stretches[1:], strict=True)
    }
    called = {name: of for of, words in zip(names, stretches[1:], strict=True) for name in names_in(words)}
    told = sheet.model_copy(update={"aside": aside, "called": {**sheet.called, **called}})
    return told, stretches[0], (sheet.whose, *names)


def laid(entries: dict[str, Entry], sheet: CaseSheet, asked: Question) -> dict[str, Entry]:
    """A case beside the talk with what a turn tells of it."""
    return merge(CaseSheet(turn=sheet.turn, entries=entries), asked).sheet.entries


def tells_a_case(asked: Question) -> bool:
    """Whether a stretch tells something of a house and its loan; what somebody earns or owns is told beside any case."""
    beside = {reading.role for reading in asked.amounts} <= {"income", "assets", "liabilities"}
    return asked.tells and not (beside and not (asked.facts or asked.days_read or asked.unknown or asked.sued_after))


def _with_place(entries: dict[str, Entry], first: Question, sheet: CaseSheet) -> dict[str, Entry]:
    """A second house of which no place is told lies where the first one does: "two rentals in ohio: one owed 90, …"."""
    if "state" in entries or first.state is None:
        return entries
    place = Entry(name="state", kind="place", value=first.state, turn=sheet.turn + 1, raw=first.state)
    of_both = laid({}, sheet, first) if _RENTALS.search(first.text) else {}
    return {**{name: entry for name, entry in of_both.items() if name == "occupancy"}, "state": place, **entries}


def _numbered(text: str, read: Reader) -> list[str]:
    """The stretches behind each number or bullet, where each tells a case in a state of its own."""
    opens = list(_CLIENT.finditer(text))
    if len(opens) < 2:
        opens = list(_LISTED.finditer(text))
        if [int(match["number"]) for match in opens] != list(range(1, len(opens) + 1)):
            return []
    if len(opens) < 2:
        opens = list(_BULLET.finditer(text))
    if not 2 <= len(opens) <= MOST_ASIDE + 1:
        return []
    ends = [match.start() for match in opens[1:]] + [len(text)]
    stretches = [text[match.end() : end].strip() for match, end in zip(opens, ends, strict=True)]
    told = [read(words) for words in stretches]
    states = {one.state for one in told}
    if None in states or not all(tells_a_case(one) for one in told):
        return []
    apart = len(states) == len(told) or all(_roles(one) >= _SUMS for one in told)
    return stretches if apart else []


def _in_a_row(text: str, read: Reader) -> list[str]:
    """The stretches of a turn that tells whole cases one after the other, without a number."""
    announced = TWO_HOUSES.search(text) is not None or _SEVERAL.search(text) is not None
    figures = len(_FIGURE.findall(text))
    if figures < (2 if announced else 4) or len(text) > LONGEST:
        return []
    if not announced and len(_states(text)) < 2:
        return []  # each case has a state of its own
    stretches = _apart(text, read, announced=announced, of=None) or []
    if not announced and not stretches:  # three in a row announce themselves
        stretches = _apart(text, read, announced=True, of=None) or []
        stretches = stretches if len(stretches) > 2 else []
    if len({read(words).state for words in stretches}) < len(stretches) and not announced:
        return []
    return stretches if len(stretches) > 1 else []


def _apart(text: str, read: Reader, *, announced: bool, of: str | None) -> list[str] | None:
    """The text as whole cases, or None. of: the state of the case before, for one that names none."""
    if _is_one(read(text), announced=announced, of=of):
        return [text]
    for start, end in _joints(text):
        before, behind = text[:start], text[end:]
        here, there = _states(before), _states(behind)
        if len(here) > 1 or not (here or (announced and of)) or not (there or announced):
            continue  # a place is found sooner than a case is read
        if read.has_read_enough:
            return None
        one = read(before)
        if not _is_one(one, announced=announced, of=of):
            continue
        if rest := _apart(behind, read, announced=announced, of=one.state or of):
            return [before, *rest]
    return None


def _is_one(asked: Question, *, announced: bool, of: str | None) -> bool:
    """Whether a stretch tells one case whole, and only one."""
    if len(asked.states) > 1 or asked.ambiguous or asked.move(Move.WHAT_IF, Move.COMPARE):
        return False
    if any(len({a.value for a in asked.amounts if a.role == role}) > 1 for role in _ONCE):
        return False
    roles = _roles(asked)
    if asked.state is None:
        return announced and of is not None and roles >= _SUMS and not _LOANS.search(asked.text)
    return roles >= _SUMS or (announced and bool(roles & _OWED))


@lru_cache(256)
def _states(text: str) -> tuple[str, ...]:
    return read_places(text).codes


def _roles(asked: Question) -> set[str]:
    return {reading.role for reading in asked.amounts if not reading.hypothetical}


def _joints(text: str) -> list[tuple[int, int]]:
    """Where a text may be parted: before a place first, at a sentence's end sooner than at a comma."""
    found = [(match, hard) for pattern, hard in ((_HARD, True), (_SOFT, False)) for match in pattern.finditer(text)]
    found = sorted(found, key=lambda one: one[0].start())[:MOST_JOINTS]

    def order(one: tuple[re.Match[str], bool]) -> tuple[bool, bool, int]:
        match, hard = one
        piece = _SOFT.split(_HARD.split(text[match.end() :], maxsplit=1)[0], maxsplit=1)[0]
        return (not _states(piece), not hard, match.start())

    return [match.span() for match, _ in sorted(found, key=order)]
