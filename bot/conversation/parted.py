"""A turn that tells of two cases at once, taken apart: "my sister is in Nevada and I am in Oregon", "one in Reno and one in Boise".

Each stretch of the turn belongs to whom it names, and one that names nobody to the one before. What is told of the others is laid
into their own cases beside the talk (`CaseSheet.aside`); the turn goes on with what is left of it.
"""

import re
from datetime import date

from bot.conversation.apart import MOST_ASIDE, named_by, of_another
from bot.conversation.sheet import OWN, CaseSheet, Entry, is_person
from bot.conversation.told_whole import TWO_HOUSES, laid, several_told_whole, tells_a_case
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


def take_apart(text: str, sheet: CaseSheet, today: date) -> tuple[CaseSheet, str, tuple[str, ...]]:
    """The sheet with the other cases of a turn laid in, what is left of the turn, and whose cases it told of.

    The names are empty where the turn tells of one case; then all is as it was.
    """
    whole = (sheet, text, ())
    stretches = _stretches(text, sheet)
    owners = tuple(dict.fromkeys(owner for owner, _ in stretches))
    if len(owners) > 1 and _ONE_LOAN.search(text) and len(read_places(text).codes) < 2:
        return whole
    if len(owners) < 2 and (told_whole := several_told_whole(text, sheet, today)):
        return told_whole
    if len(owners) < 2 and not TWO_HOUSES.search(text):
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
    if not all(one.state or tells_a_case(one) for one in read.values()):
        return whole
    if OWN in told and not (OWN in sheet.aside or read[OWN].tells or _BOTH.search(text)):
        return whole  # "my sister is in Nevada and I am in Oregon": who only lives elsewhere asks for her
    current = OWN if sheet.turn == 0 and OWN in told else owners[-1]
    cases: dict[str, dict[str, Entry]] = dict(sheet.aside)
    if sheet.entries:
        cases[sheet.whose] = sheet.entries
    for owner in owners:
        if owner != current:
            cases[owner] = laid(cases.get(owner, {}), sheet, read[owner])
    here = cases.pop(current, {})
    turned: dict[str, object] = {"whose": current, "entries": here, "aside": dict(list(cases.items())[-MOST_ASIDE:])}
    if current != sheet.whose:
        turned |= {"supposed": {}, "open_question": None, "compared": ()}
    return sheet.model_copy(update=turned), told[current], owners


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
