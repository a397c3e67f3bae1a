"""A day told without a year, beside a sale whose day is known: a notice comes before it, a deed or a suit after it."""

import calendar
from datetime import date, timedelta

BEFORE_SALE = frozenset({"notice_mailed", "foreclosure_begun", "default", "default_date", "acceleration_date"})
# steps that follow a sale within the year
SOON_AFTER = frozenset(
    {
        "confirmation", "confirmation_date", "ratification", "ratification_date", "deed", "deed_date", "certificate",
        "certificate_date", "report", "report_date", "sworn", "sworn_date", "report_came", "report_came_date",
    }
)  # fmt: skip
SUIT = "suit_filed"
LATELY = timedelta(days=120)  # a suit that is told without a year and is as new as this is a new one
LONG_AFTER = timedelta(days=731)


def beside_sale(day: date, role: str | None, sale: date, today: date, *, exact: bool = True) -> date:
    """The day, in the year that puts it beside the sale: the last one before the sale, or the first one after it.

    day: in the latest year in which it is not to come. exact: whether a day was told; of a month it is the last day.
    A suit comes at any time: only of one that no longer is new, about a sale not long before, is the first day meant.

    >>> beside_sale(date(2026, 2, 1), "notice_mailed", date(2025, 3, 2), date(2026, 11, 23))
    datetime.date(2025, 2, 1)
    """
    if role in BEFORE_SALE and day > sale:
        return last_until(day, sale, exact=exact)
    if role in SOON_AFTER:
        return _first_from(day, sale, exact=exact)  # it may still be to come, and never was before the sale
    if role == SUIT:
        found = _first_from(day, sale, exact=exact)
        unsure = day > sale and (day - sale > LONG_AFTER or today - day <= LATELY)
        return day if unsure or found > today else found
    return day


def last_until(day: date, sale: date, *, exact: bool = True) -> date:
    """The last such day of a year that is not after the sale, or after another day."""
    found = _in(sale.year, day, exact=exact)
    begins = found if exact else found.replace(day=1)
    return found if begins <= sale else _in(sale.year - 1, day, exact=exact)


def _first_from(day: date, sale: date, *, exact: bool) -> date:
    found = _in(sale.year, day, exact=exact)
    return found if found >= sale else _in(sale.year + 1, day, exact=exact)


def _in(year: int, day: date, *, exact: bool) -> date:
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last) if exact else last)
