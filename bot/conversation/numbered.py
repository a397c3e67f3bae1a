"""The cases of a counselor's day, told by number: "Third: Connecticut, debt 300k", "back to client 1"."""

import re
from datetime import date

from bot.conversation.apart import turned_to
from bot.conversation.sheet import OWN, CaseSheet
from bot.understand.moves import Move
from bot.understand.read import read_question

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = {
    **{word: n for n, word in enumerate(_ORDINALS, 1)},
    **{word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)},
    **{word: n for n, word in enumerate(("1st", "2nd", "3rd", "4th", "5th", "6th"), 1)},
    **{str(n): n for n in range(1, 7)},
}
_WHAT = r"(?:client|case|file|borrower|household)"
_LEAD = r"^\W*(?:(?:ok|okay|now|and|so|then|next)\W+)*"
_ORDINAL = "|".join((*_ORDINALS, "1st", "2nd", "3rd", "4th", "5th", "6th"))
_NUMBER = "|".join(_NUMBERS)
_OPENS = re.compile(
    rf"{_LEAD}(?:(?:the |my )?(?P<client>{_ORDINAL}) {_WHAT}\s*[:,.-]|{_WHAT} (?:# ?|no\.? ?)?(?P<number>{_NUMBER})\s*[:,.-]"
    # a second loan is told so as well, a third one hardly
    r"|(?P<bare>third|fourth|fifth|sixth|3rd|4th|5th|6th)\s*:)",
    re.IGNORECASE,
)
_BACK = re.compile(
    rf"\b(?:back|return|going back) to (?:the |my )?(?:(?P<client>{_ORDINAL}) {_WHAT}|{_WHAT} (?:# ?|no\.? ?)?(?P<number>{_NUMBER}))\b",
    re.IGNORECASE,
)
# "client 3 how long", "and 2?": only a case that was told by its number is called so
_CALLS = re.compile(
    rf"\b(?:{_WHAT}|house|home|property|condo) (?:# ?|no\.? ?|number )?(?P<number>{_NUMBER})\b(?![-/\d]|\.\d| (?:years?|months?|weeks?|days?)\b)|"
    rf"\b(?P<client>{_ORDINAL}) (?:{_WHAT}|one|house|home|property|condo)\b|"
    rf"^\W*(?:(?:and|ok|okay|now|so|what about|how about|as for|for|on|the)\W+)*(?:# ?|no\.? ?|number )?(?P<bare>{_NUMBER})\W*$",
    re.IGNORECASE,
)
# "B - last day?", "and C if it had been a homestead", "client b": a list by letters
_LETTERS = re.compile(
    r"^\W*(?:(?:[Aa]nd|[Oo]k|[Ss]o|[Nn]ow|[Ff]or|[Ww]hat about|[Hh]ow about|[Bb]ack to)\W+)*(?P<first>[A-F])(?=\s*(?:[-:,?\u2013]|$)|(?: if| was| is| had| sold| owed)\b)|"
    r"\b(?:[Cc]lient|[Cc]lt|[Ff]ile|[Hh]ousehold) (?P<client>[A-Fa-f])\b|\b[Cc]ase (?P<case>[A-F])\b"
)
_SAME = re.compile(r"\bsame (?:but|except|facts|numbers|thing|case|situation)\b", re.IGNORECASE)
ENOUGH = 2  # things told, to be a case by themselves


def numbered_case(text: str, sheet: CaseSheet, today: date) -> CaseSheet | None:
    """The sheet of the case that a turn calls by its number: one that was left, or a new one; None where it calls none."""
    if sheet.turn == 0:
        return None
    if back := _BACK.search(text) or _OPENS.match(text):
        name = _name(_number(back), sheet)
        if name == sheet.whose:
            return sheet
        if name in sheet.aside:
            return turned_to(sheet, name)
    numbered = any(name.startswith(("case no.", "house 2")) for name in (*sheet.aside, sheet.whose))
    if numbered and (called := _CALLS.search(text)) and (name := _name(_number(called), sheet)) in sheet.aside:
        return turned_to(sheet, name)
    letter = _LETTERS.search(text) if numbered else None
    if (
        letter
        and (name := _name("abcdef".index(next(filter(None, letter.groups())).lower()) + 1, sheet)) in sheet.aside
    ):
        return turned_to(sheet, name)
    opens = _OPENS.match(text)
    if opens is None or not sheet.tells_more_than_place:
        return None
    asked = read_question(text, today, sheet.state, first=False)
    told = len(asked.facts) + len(asked.amounts) + len(asked.days_read) + (asked.state is not None)
    same = _SAME.search(text) is not None and asked.state is not None
    if asked.move(Move.COMPARE, Move.RESET, Move.WITHDRAW) or not (told > ENOUGH or same):
        return None
    new = turned_to(sheet, f"case no. {_number(opens)}")
    kept = {name: entry for name, entry in sheet.entries.items() if name != "state"}
    return new.with_entries(kept) if same else new


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return _NUMBERS[next(word for word in groups.values() if word).lower()]


def _name(number: int, sheet: CaseSheet) -> str:
    """What a case of the talk is kept under: the first one was told before there were numbers."""
    cases = [*sheet.aside, sheet.whose]
    if f"house {number}" in cases:
        return f"house {number}"
    if number == 1:
        return OWN if OWN in cases else next((name for name in cases if not name.startswith("case no.")), OWN)
    return f"case no. {number}"
