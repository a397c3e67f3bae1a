"""Two letters like a state's postal code that are rather a month, a court, a quarter of a town, or the beginning of a town's name."""

from functools import cache

from bot.understand.gazetteer import cities, city_key
from bot.understand.placewords import COMMON_WORDS
from bot.understand.postalwords import (
    COURT,
    COURT_AFTER,
    MONTH_BEFORE,
    NAME_AFTER,
    QUARTER_AFTER,
    QUARTERS,
    SPANISH,
    WILL_AFTER,
)


@cache
def _short_beginnings() -> frozenset[str]:
    """The first words of two letters in the names of towns: "la", "mt", "de"."""
    return frozenset(name[:2] for name in cities() if name[2:3] == " ")


def begins_a_name(folded: str, start: int, end: int) -> bool:
    """Whether two letters are the first word of a town's name: "in la crosse", "mt vernon", "in de soto".

    >>> begins_a_name("in la crosse", 3, 5), begins_a_name("in la sold", 3, 5)
    (True, False)
    """
    if folded[start:end] not in _short_beginnings() or (following := NAME_AFTER.match(folded, end)) is None:
        return False
    longer = [f"{folded[start:end]} {following['first']}"]
    if following["second"]:
        longer.append(f"{longer[0]} {following['second']}")
    return any(city_key(name) in cities() for name in longer)


def is_other_word(folded: str, start: int, end: int, code: str) -> bool:
    """Whether the letters are rather a month, a court, a quarter of a town, or the beginning of a town's name."""
    before = folded[max(0, start - 40) : start]
    if begins_a_name(folded, start, end):
        return True
    if code == "MO":
        return MONTH_BEFORE.search(before) is not None
    if code == "CT":
        return bool(before.endswith("in ") and (COURT.search(before[:-3]) or COURT_AFTER.match(folded, end)))
    if code == "IL":
        return WILL_AFTER.match(folded, end) is not None  # "il lose the house"
    if code in QUARTERS:
        return _is_quarter(folded, end)
    if code == "MI":
        return SPANISH.search(before) is not None
    return False


def _is_quarter(folded: str, end: int) -> bool:
    """Whether a direction stands before a town or a street: "in NE Portland", "NE Broadway St"."""
    following = NAME_AFTER.match(folded, end)
    if following is None:
        return False
    if QUARTER_AFTER.match(folded, end):
        return True
    names = [following["first"], f"{following['first']} {following['second'] or ''}".strip()]
    return any(
        rows[0][1] >= 50_000 and name not in COMMON_WORDS for name in names if (rows := cities().get(city_key(name)))
    )
