"""A turn that tells of two cases at once, taken apart: "my sister is in Nevada and I am in Oregon", "one in Reno and one in Boise".

Each stretch of the turn belongs to whom it names, and one that names nobody to the one before. What is told of the others is laid
into their own cases beside the talk (`CaseSheet.aside`); the turn goes on with what is left of it.
"""

import re
from datetime import date

from bot.conversation.apart import MOST_ASIDE, named_by, of_another
from bot.conversation.merge import merge
from bot.conversation.sheet import OWN, CaseSheet, Entry, is_person
from bot.understand.intent import LIMITS
from bot.understand.moves import Move
from bot.understand.places import read_places
from bot.understand.question import Question
from bot.understand.read import read_question

_BREAK = re.compile(
    r"(?<=[.;!?\n])\s+|\n|,? (?:and|but|while|whereas|meanwhile|then) (?=(?:i|i'?m|me(?= (?:i|in)\b)|we|we're|my|our|mine|ours|hers?|his|theirs|she|he|the \w+ (?:one|house|home|place|condo))\b)|"
    r", (?=(?:i|i'?m|me(?= (?:i|in)\b)|we|we're|my|our|mine|ours|hers|theirs|she|he|the \w+ (?:one|house|home|place|condo))\b)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'?m|i'?ve|we|we're|we'?ve|mine|ours|me|us|my|our)\b", re.IGNORECASE)
# the one who asks lost a house as well, and is no mere narrator of another's case
_BOTH = re.compile(
    r"\b(?:both|either|each)(?: of)? (?:us|lost|got|had|were|have|in)?|\b(?:us|we) both\b|\bme too\b|\bso did i\b|\bmine\b|\bours\b|"
    r"\bour (?:houses|homes|places)\b|\bi (?:also )?(?:lost|owed?|had)\b",
    re.IGNORECASE,
)
# "my late dad's place, I co-signed": one house and one loan, whoever is named
_ONE_LOAN = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are| was| were| had| have|'d)? (?:also |only |never |not |both )*(?:co-?sign\w*|guarant(?:eed|ied)|(?:a |the )guarantor|on (?:the|his|her|their|that) (?:note|loan|mortgage|deed)|inherit\w*|the (?:executor|executrix|heir|administrator|only child|only heir))\b",
    re.IGNORECASE,
)
_OWN_LOST = re.compile(
    r"\b(?:i|we) (?:just |also |both )?lost (?:my|our|the|a) (?:house|home|place|condo|property|rental)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:the|my|our|that) (?:\w+ ){1,2}(?:one|house|home|place|property|condo|rental)\b|\bin \w+\b", re.IGNORECASE
)
_TWO_HOUSES = re.compile(
    r"\b(?:two|2|both|couple of) (?:\w+ )?(?:houses|homes|properties|places|condos|rentals|foreclosures|mortgages)\b|"
    r"\bone (?:is |was |house |home )?in\b.{2,40}\b(?:and|,|other|another) (?:one |the other |another )?(?:one )?(?:is |was )?in\b",
    re.IGNORECASE,
)

# where the second of two houses may begin
_JOINT = re.compile(r"[.;\n]\s*|, | and | but ", re.IGNORECASE)
_CLIENT = re.compile(
    r"\b(?:client|clt|case|file|borrower|household)s? (?:# ?|no\.? ?)?(?:[1-6]|[a-f]|one|two|three|four|five|six)\b ?[:.,-]?",
    re.IGNORECASE,
)
_SUMS = {"debt", "sale_price"}
MOST_JOINTS = 16


def take_apart(text: str, sheet: CaseSheet, today: date) -> tuple[CaseSheet, str, tuple[str, ...]]:
    """The sheet with the other cases of a turn laid in, what is left of the turn, and whose cases it told of.

    The names are empty where the turn tells of one case; then all is as it was.
    """
    whole = (sheet, text, ())
    stretches = _stretches(text, sheet)
    owners = tuple(dict.fromkeys(owner for owner, _ in stretches))
    if len(owners) > 1 and _ONE_LOAN.search(text) and len(read_places(text).codes) < 2:
        return whole
    if len(owners) < 2 and (told_whole := _numbered(text, sheet, today) or _two_told_whole(text, sheet, today)):
        return told_whole
    if len(owners) < 2 and not _TWO_HOUSES.search(text):
        return whole
    asked = read_question(text, today, sheet.state, first=sheet.turn == 0)
    if set(asked.intents) & (LIMITS | {"self_harm"}) or asked.move(
        Move.COMPARE, Move.RESET, Move.WITHDRAW, Move.WHAT_IF
    ):
        return whole
    if len(owners) < 2:
        return _houses(text, sheet, asked) or whole
    told = {owner: " ".join(words for who, words in stretches if who == owner) for owner in owners}
    read = {owner: read_question(words, today, None, first=False) for owner, words in told.items()}
    if not all(one.state or _tells_a_case(one) for one in read.values()):
        return whole
    if OWN in told and not (OWN in sheet.aside or read[OWN].tells or _BOTH.search(text)):
        return whole  # "my sister is in Nevada and I am in Oregon": who only lives elsewhere asks for her
    current = OWN if sheet.turn == 0 and OWN in told else owners[-1]
    cases: dict[str, dict[str, Entry]] = dict(sheet.aside)
    if sheet.entries:
        cases[sheet.whose] = sheet.entries
    for owner in owners:
        if owner != current:
            cases[owner] = _laid(cases.get(owner, {}), sheet, read[owner])
    here = cases.pop(current, {})
    turned: dict[str, object] = {"whose": current, "entries": here, "aside": dict(list(cases.items())[-MOST_ASIDE:])}
    if current != sheet.whose:
        turned |= {"supposed": {}, "open_question": None, "compared": ()}
    return sheet.model_copy(update=turned), told[current], owners


def _numbered(text: str, sheet: CaseSheet, today: date) -> tuple[CaseSheet, str, tuple[str, ...]] | None:
    """A counselor's clients in one turn, each with a state of its own: "client 1 Boise owed 200 …, client 2 Tucson …"."""
    opens = list(_CLIENT.finditer(text))
    if sheet.tells_more_than_place or sheet.aside or not 2 <= len(opens) <= MOST_ASIDE:
        return None
    ends = [match.start() for match in opens[1:]] + [len(text)]
    stretches = [text[match.end() : end] for match, end in zip(opens, ends, strict=True)]
    read = [read_question(one, today, None, first=False) for one in stretches]
    states = {one.state for one in read}
    if None in states or len(states) < len(read) or not all(_tells_a_case(one) for one in read):
        return None
    names = [f"case no. {n}" for n in range(2, len(read) + 1)]
    aside = {name: _laid({}, sheet, one) for name, one in zip(names, read[1:], strict=True)}
    return sheet.model_copy(update={"aside": aside}), stretches[0], (sheet.whose, *names)


def _two_told_whole(text: str, sheet: CaseSheet, today: date) -> tuple[CaseSheet, str, tuple[str, ...]] | None:
    """Two houses in two states, each told with its sums: "one in Arizona, owed 240 sold 200, one in Nebraska…".

    What the lender claims is enough where the turn says that there are two.
    """
    if sheet.tells_more_than_place or sheet.aside or len(read_places(text).codes) != 2:
        return None
    two = _TWO_HOUSES.search(text) is not None
    for joint in list(_JOINT.finditer(text))[:MOST_JOINTS]:
        first, second = (
            read_question(part, today, None, first=False) for part in (text[: joint.start()], text[joint.end() :])
        )
        both = first.state and second.state and first.state != second.state
        if not both or not all(_tells_sums(one, two=two) for one in (first, second)):
            continue
        other = "house 2"
        aside = {other: _laid({}, sheet, second)}
        return sheet.model_copy(update={"aside": aside}), text[: joint.start()], (sheet.whose, other)
    return None


def _tells_sums(asked: Question, *, two: bool) -> bool:
    roles = {reading.role for reading in asked.amounts}
    return roles >= _SUMS or (two and "claimed" in roles)


def _tells_a_case(asked: Question) -> bool:
    """Whether a stretch tells something of a house and its loan; what somebody earns or owns is told beside any case."""
    beside = {reading.role for reading in asked.amounts} <= {"income", "assets", "liabilities"}
    return asked.tells and not (beside and not (asked.facts or asked.days_read or asked.unknown or asked.sued_after))


def _stretches(text: str, sheet: CaseSheet) -> list[tuple[str, str]]:
    """The turn in stretches, each with whose it is; what stands before the first name belongs to the case spoken of."""
    found: list[tuple[str, str]] = []
    owner, people = "", {one for one in (sheet.whose, *sheet.aside) if is_person(one)}
    for words in filter(None, _BREAK.split(text)):
        person = of_another(words) or named_by(words, people)
        if person:
            people = people | {person}
        place = _at(words, sheet)
        named = place or person or (OWN if _FIRST_PERSON.search(words) and people else None)
        owner = named or owner
        found.append((owner, words))
    first = next((who for who, _ in found if who), sheet.whose)
    if _is_ones_own(" ".join(words for who, words in found if not who), " ".join(words for who, words in found if who)):
        first = OWN
    return [(who or first, words) for who, words in found]


def _is_ones_own(before: str, behind: str) -> bool:
    """Whether what stands before the first name is the teller's own house: "I lost mine in Hartford and my brother his in Boston"."""
    if not _OWN_LOST.search(before):
        return False
    here, there = read_places(before).state, read_places(behind).state
    return here is not None and there is not None and here != there


def _at(words: str, sheet: CaseSheet) -> str | None:
    """The case that lies where a stretch says, of several: "the Boise one we lived in"."""
    if not sheet.aside or not _PLACED.search(words):
        return None
    cases = {**sheet.aside, sheet.whose: sheet.entries}
    state = read_places(words).state
    there = [name for name, entries in cases.items() if state and (e := entries.get("state")) and e.value == state]
    return there[0] if len(there) == 1 else None


def _laid(entries: dict[str, Entry], sheet: CaseSheet, asked: Question) -> dict[str, Entry]:
    """A case beside the talk with what a turn tells of it."""
    return merge(CaseSheet(turn=sheet.turn, entries=entries), asked).sheet.entries


def _houses(text: str, sheet: CaseSheet, asked: Question) -> tuple[CaseSheet, str, tuple[str, ...]] | None:
    """Two houses in two states, of which nothing else is told yet."""
    if len(asked.states) != 2 or asked.amounts or sheet.tells_more_than_place or sheet.aside:
        return None
    first, second = (
        {"state": Entry(name="state", kind="place", value=state, turn=sheet.turn + 1, raw=state)}
        for state in asked.states
    )
    other = "house 2"
    return sheet.model_copy(update={"entries": first, "aside": {other: second}}), text, (sheet.whose, other)
