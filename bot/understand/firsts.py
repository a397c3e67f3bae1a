"""What a pattern can begin with, so that of hundreds of patterns only those that can match at a word are tried there."""

import importlib
from collections.abc import Iterable
from typing import Any

REACH = 4
"""Characters of a beginning that are told apart."""
_MOST = 600  # beginnings of one pattern; with more, fewer characters of each are told apart
_WIDEST = 12  # characters of a set that are worth telling apart

_parser: Any = importlib.import_module("re._parser")  # the parser of `re` itself: no second reading of its syntax

# a beginning: its characters in lower case, and whether nothing more is known of what follows
_Start = tuple[str, bool]


def beginnings(pattern: str) -> frozenset[str]:
    """The lower-case characters, `REACH` at most, one of which every match of a pattern begins with; "" where any does.

    >>> sorted(beginnings("(?:second|2nd) (?:loan|lien)")), sorted(beginnings(r"no (?:court|judge)?"))
    (['2nd ', 'seco'], ['no ', 'no c', 'no j'])
    """
    parsed = _parser.parse(pattern)
    for reach in range(REACH, 0, -1):
        starts = _sequence(parsed, {("", False)}, reach)
        if len(starts) <= _MOST:
            return frozenset(text for text, _ in starts)
    return frozenset(("",))


def _sequence(items: Iterable[tuple[Any, Any]], starts: set[_Start], reach: int) -> set[_Start]:
    for op, value in items:
        if all(ended or len(text) >= reach for text, ended in starts):
            break
        starts = _item(str(op), value, starts, reach)
    return starts


def _item(op: str, value: Any, starts: set[_Start], reach: int) -> set[_Start]:
    """The beginnings after one more item of a pattern."""
    if op in ("AT", "ASSERT", "ASSERT_NOT"):  # they take no characters
        return starts
    if op == "LITERAL":
        return _with(starts, [chr(value).lower()], reach)
    if op == "IN":
        letters = _letters(value)
        return _with(starts, letters, reach) if letters else _ended(starts)
    if op == "BRANCH":
        return set().union(*(_sequence(branch, starts, reach) for branch in value[1]))
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sequence(value[-1] if op == "SUBPATTERN" else value, starts, reach)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = value
        once = _sequence(inner, starts, reach)
        return (starts if least == 0 else set()) | (once if most == 1 else _ended(once))
    return _ended(starts)


def _with(starts: set[_Start], letters: list[str], reach: int) -> set[_Start]:
    return {
        (text, ended) if ended or len(text) >= reach else (text + letter, False)
        for text, ended in starts
        for letter in letters
    }


def _ended(starts: set[_Start]) -> set[_Start]:
    return {(text, True) for text, _ in starts}


def _letters(members: list[tuple[Any, Any]]) -> list[str]:
    """The characters of a set, or none where it is wide or says what is not in it."""
    letters: list[str] = []
    for op, value in members:
        if str(op) == "LITERAL":
            letters.append(chr(value).lower())
        elif str(op) == "RANGE":
            letters += [chr(c).lower() for c in range(value[0], min(value[1], value[0] + _WIDEST) + 1)]
        elif str(value) == "CATEGORY_DIGIT":
            letters += "0123456789"
        else:
            return []
    return letters if len(letters) <= _WIDEST else []
