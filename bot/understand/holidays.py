"""Days told by a holiday: `Labor Day`, `the Tuesday before Thanksgiving`, `a week after Christmas`."""

import calendar
from datetime import date, timedelta

_WEEKDAYS = [name.lower() for name in calendar.day_name]
# month and day; the longer names first
_FIXED = {
    "christmas eve": (12, 24), "xmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25), "new year's eve": (12, 31),
    "new year's": (1, 1), "halloween": (10, 31), "valentine's": (2, 14), "st patrick's": (3, 17), "juneteenth": (6, 19),
    "independence day": (7, 4), "veterans day": (11, 11), "groundhog": (2, 2),
}  # fmt: skip
# month, weekday and which of them in the month; the last is -1
_MOVING = {
    "thanksgiving": (11, 3, 4), "black friday": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "mlk day": (1, 0, 3), "president's day": (2, 0, 3), "presidents day": (2, 0, 3), "columbus day": (10, 0, 2),
    "mother's day": (5, 6, 2), "mothers day": (5, 6, 2), "father's day": (6, 6, 3), "fathers day": (6, 6, 3),
}  # fmt: skip
NAMES = (*_FIXED, *_MOVING)
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3}


def by_holiday(parts: dict[str, str], year: int | None, today: date, *, ahead: bool) -> tuple[date, str]:
    """The day that is told by a holiday, and how it was read.

    parts: of the written date: the holiday, and what parts the day from it. year: where it is told.
    ahead: the words around it speak of what is to come. Without a year it is the latest such day not after today, or the next.

    >>> by_holiday({"weekday": "tuesday", "side": "before", "holiday": "thanksgiving"}, 2025, date(2026, 6, 1), ahead=False)[0]
    datetime.date(2025, 11, 25)
    """
    if year is not None:
        return _beside(parts, _day_of(year, parts["holiday"])), "as written"
    days = [_beside(parts, _day_of(today.year + step, parts["holiday"])) for step in (-1, 0, 1)]
    if ahead or parts.get("when") in ("this", "next"):
        found, which = min(day for day in days if day >= today), "the next such day"
    else:
        found, which = max(day for day in days if day <= today), "the latest such day"
    return found, f"no year given, read as {which}, {found:%B} {found.day}, {found.year}"


def _day_of(year: int, holiday: str) -> date:
    if holiday in _FIXED:
        return date(year, *_FIXED[holiday])
    month, weekday, place = _MOVING[holiday]
    days = [d for d in calendar.Calendar().itermonthdates(year, month) if d.month == month and d.weekday() == weekday]
    return days[place - 1 if place > 0 else place] + timedelta(holiday == "black friday")


def _beside(parts: dict[str, str], holiday: date) -> date:
    """The weekday before or after a holiday, or so many days or weeks from it; else the holiday."""
    if "side" not in parts:
        return holiday
    step = -1 if parts["side"] == "before" else 1
    if "weekday" in parts:
        apart = step * (_WEEKDAYS.index(parts["weekday"]) - holiday.weekday())
        return holiday + timedelta(step * (apart % 7 or 7))
    count = parts.get("count", "one")
    return holiday + timedelta(step * (_COUNTS.get(count) or int(count)) * (7 if parts["unit"] == "week" else 1))
