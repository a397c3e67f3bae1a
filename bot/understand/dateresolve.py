"""From a date as written to first and last day, given today."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from bot.errors import DateError
from bot.understand.dateforms import DAYS_OF_MONTH, MONTHS, SEASONS, WEEKDAYS, RawDate, quarter_number
from bot.understand.holidays import by_holiday

_LONGEST_AGO = {"day": 36_500, "week": 5_200, "month": 1_200, "year": 100}


@dataclass(frozen=True)
class Resolved:
    """First and last day, what the words fix (day, week, month, season, quarter, part, year, range), and how read."""

    start: date
    end: date
    precision: str
    how: str
    approximate: bool = False


def resolve(raw: RawDate, today: date, *, ahead: bool) -> Resolved | None:
    """The days that a written date means; None where it means none.

    ahead: the words around it speak of what is to come.
    Raises DateError for a day that the calendar does not have.
    """
    return _RESOLVERS[raw.kind](raw.parts, today, ahead)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _impossible() from None


def _impossible() -> DateError:
    return DateError("date", "the calendar has no such day (month/day/year).")


def _year(parts: dict[str, str], today: date) -> int | None:
    if "year" in parts and len(parts["year"]) == 4:
        return int(parts["year"])
    short = parts.get("yy") or parts.get("short") or parts.get("near") or parts.get("year")
    if short is None:
        return None
    century = today.year - today.year % 100
    year = century + int(short)
    return year if year <= today.year + 10 else year - 100


def _which_year(parts: dict[str, str], today: date) -> int | None:
    """The year that is told, also as `of last year`."""
    year = _year(parts, today)
    return today.year - (parts["whichyear"] == "last") if year is None and "whichyear" in parts else year


def _one(day: date, how: str = "as written") -> Resolved:
    return Resolved(day, day, "day", how)


def _yearless(month: int, day: int, today: date, ahead: bool) -> Resolved:
    """The day in the latest year in which it is not after today, or the next one."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2000, month)[1]:
        raise _impossible()
    step = 1 if ahead else -1
    for years in range(-1, 9):  # up to eight years for a 29th of February
        year = today.year + step * years
        if day > calendar.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found >= today if ahead else found <= today:
            which = "the next such day" if ahead else "the latest such day"
            return _one(found, f"no year given, read as {which}, {found:%B} {found.day}, {found.year}")
    raise _impossible()


def _full(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    month = int(parts["m"]) if "m" in parts else MONTHS[parts["mon"]]
    year = _which_year(parts, today)
    day = DAYS_OF_MONTH[parts["dayword"].replace(" ", "-")] if "dayword" in parts else int(parts["day"])
    if year is None:
        return _yearless(month, day, today, ahead)
    found = _day(year, month, day)
    numeric = "m" in parts and len(parts["year"]) == 2
    return _one(found, f"month/day/year: {found:%B} {found.day}, {found.year}" if numeric else "as written")


def _holiday(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    return _one(*by_holiday(parts, _which_year(parts, today), today, ahead=ahead))


def _month(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    month = int(parts["m"]) if "m" in parts else MONTHS[parts["mon"]]
    year, how = _year(parts, today), "month as written"
    if year is None:
        when = parts.get("when", "")
        year = today.year
        if "whichyear" in parts:
            year += {"last": -1, "this": 0}.get(parts["whichyear"], 1)
        elif when in ("next", "coming"):
            year += month <= today.month
        elif when in ("last", "past"):
            year -= month >= today.month
        elif ahead:
            year += month < today.month
        elif when != "this":
            year -= month > today.month
        how = f"no year given, read as {calendar.month_name[month]} {year}"
    return _months(year, month, year, month, "month", how, parts.get("part"))


def _months(y1: int, m1: int, y2: int, m2: int, precision: str, how: str, part: str | None = None) -> Resolved:
    start, end = date(y1, m1, 1), date(y2, m2, calendar.monthrange(y2, m2)[1])
    if part:
        third = (end - start).days // 3
        if "early" in part or "beginning" in part or "start" in part:
            end = start + timedelta(third)
        elif "mid" in part:
            start, end = start + timedelta(third), end - timedelta(third)
        else:
            start = end - timedelta(third)
        precision, how = "part", f"read as {start} to {end}"
    return Resolved(start, end, precision, how, approximate=bool(part))


def _season(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    first, last = SEASONS[parts["season"]]
    year, how = _year(parts, today), "season as written"
    if year is None:
        year = today.year
        when = parts.get("when", "")
        if when in ("last", "past"):
            year -= today.month <= last or first > last
        elif when == "next":
            year += today.month >= first
        elif when != "this" and not ahead:
            year -= first > today.month
        how = f"no year given, read as {parts['season']} {year}"
    ends = year + (first > last)
    season = _months(year, first, ends, last, "season", how)
    return Resolved(season.start, season.end, "season", f"{how}: {season.start} to {season.end}", approximate=True)


def _quarter(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    year, quarter = _year(parts, today) or today.year, quarter_number(parts)
    return _months(year, quarter * 3 - 2, year, quarter * 3, "quarter", "quarter as written")


def _whole_year(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    year = _year(parts, today) or today.year
    how = "year as written" if "year" in parts else f"read as the year {year}"
    return _months(year, 1, year, 12, "year", how, parts.get("part"))


def _relative_unit(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    step = {"last": -1, "this": 0}.get(parts["when"], 1)
    if parts["unit"] == "year":
        year = today.year + step
        return _months(year, 1, year, 12, "year", f"read as {year}")
    if parts["unit"] == "month":
        month = today.replace(day=1) + relativedelta(months=step)
        how = f"read as {month:%B} {month.year}"
        return _months(month.year, month.month, month.year, month.month, "month", how)
    monday = today - timedelta(today.weekday()) + timedelta(7 * step)
    return Resolved(monday, monday + timedelta(6), "week", f"the week of {monday.isoformat()}")


def _weekday(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    wanted, when = WEEKDAYS[parts["weekday"]], parts.get("when", "")
    if when in ("next", "coming", "this") or (ahead and when not in ("last", "past")):
        days = (wanted - today.weekday()) % 7 or 7
    else:
        days = -((today.weekday() - wanted) % 7 or (7 if when in ("last", "past") else 0))
    found = today + timedelta(days)
    return _one(found, f"read as {found:%A}, {found:%B} {found.day}, {found.year}")


def _weekdays_ago(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    """`two thursdays ago`."""
    latest = today - timedelta((today.weekday() - WEEKDAYS[parts["weekday"]]) % 7 or 7)
    count = {"two": 2, "three": 3, "four": 4}.get(parts["count"]) or int(parts["count"])
    found = latest - timedelta(7 * (count - 1))
    return _one(found, f"read as {found:%A}, {found:%B} {found.day}, {found.year}")


def _named(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    days = {"yesterday": -1, "last night": -1, "day before yesterday": -2, "tomorrow": 1, "day after tomorrow": 2}
    named = "tomorrow" if parts["named"].startswith(("tom", "tm")) else parts["named"]
    return _one(today + timedelta(days.get(named, 0)), "counted from today")


def _nth(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    day, when = int(parts["day"]), parts.get("when")
    if when:
        month = today.replace(day=1) + relativedelta(months={"last": -1, "this": 0, "next": 1}[when])
        return _one(_day(month.year, month.month, day), f"read as {month:%B} {day}, {month.year}")
    if not 1 <= day <= 31:
        raise _impossible()
    month = today.replace(day=1)
    for _ in range(4):
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found >= today if ahead else found <= today:
                return _one(found, f"no month given, read as {found:%B} {found.day}, {found.year}")
        month += relativedelta(months=1 if ahead else -1)
    raise _impossible()


def _shift(today: date, value: Decimal, unit: str, sign: int) -> date:
    whole = int(value)
    if unit == "day":
        return today + sign * timedelta(whole)
    if unit == "week":
        return today + sign * timedelta(int(value * 7))
    months = int(value * 12) if unit == "year" else whole
    moved: date = today + relativedelta(months=sign * months)
    return moved + sign * timedelta(15 if unit == "month" and value != whole else 0)


def _counted(parts: dict[str, str], today: date, sign: int) -> Resolved | None:
    unit, value, low = parts["unit"], Decimal(parts["value"]), Decimal(parts.get("low", parts["value"]))
    if unit == "hour":
        return _one(today, "counted from today")
    if value > _LONGEST_AGO[unit]:
        return None
    if "more" in parts:
        today = _shift(today, Decimal(parts["more"]), parts["more_unit"], sign)
    ends = sorted((_shift(today, value, unit, sign), _shift(today, low, unit, sign)))
    where = "back from today" if sign < 0 else "ahead from today"
    exact = unit == "day" and low == value
    if ends[0] == ends[1]:
        return Resolved(ends[0], ends[1], "day", f"counted {where}: {ends[0].isoformat()}", approximate=not exact)
    return Resolved(ends[0], ends[1], "range", f"counted {where}: {ends[0]} to {ends[1]}", approximate=True)


def _nth_weekday(parts: dict[str, str], today: date, ahead: bool) -> Resolved:
    """`the first tuesday of july 2026`, on which some states hold their sales."""
    if "when" in parts:
        month = _relative_unit({"when": parts["when"], "unit": "month"}, today, ahead)
    else:
        month = _month({"mon": parts["mon"], **({"year": parts["year"]} if "year" in parts else {})}, today, ahead)
    wanted = next(number for name, number in WEEKDAYS.items() if name.startswith(parts["weekday"][:3]))
    first = month.start + timedelta((wanted - month.start.weekday()) % 7)
    place = _PLACES[parts["nth"]]
    found = first + timedelta(7 * (place - 1)) if place else first
    if not place:
        while (found + timedelta(7)).month == found.month:
            found += timedelta(7)
    return _one(found, f"read as {found:%A}, {found:%B} {found.day}, {found.year}")


_PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0}
_RESOLVERS: dict[str, Callable[[dict[str, str], date, bool], Resolved | None]] = {
    "ymd": _full,
    "mdy": _full,
    "md": _full,
    "mon_d": _full,
    "d_mon": _full,
    "mon_y": _month,
    "y_mon": _month,
    "mon_of_y": _month,
    "mon_dw": _full,
    "dw_mon": _full,
    "weekdays_ago": _weekdays_ago,
    "y_mon_d": _full,
    "m_y": _month,
    "mon": _month,
    "mon_w": _month,
    "bare_mon": _month,
    "season": _season,
    "quarter": _quarter,
    "part": _whole_year,
    "year": _whole_year,
    "short_year": _whole_year,
    "bare_year": _whole_year,
    "rel_unit": _relative_unit,
    "rel_day": _weekday,
    "holiday": _holiday,
    "by_holiday": _holiday,
    "nth_weekday": _nth_weekday,
    "nth_weekday_in": _nth_weekday,
    "weekday": _weekday,
    "named": _named,
    "nth": _nth,
    "ago": lambda parts, today, ahead: _counted(parts, today, -1),
    "ahead": lambda parts, today, ahead: _counted(parts, today, 1),
}
