"""Reading the inputs that are not plain dollars: percentages, daily rates, whole numbers and days."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from bot.errors import AmountError, DateError

Amount: TypeAlias = Decimal | int | str
"""Dollars or a percentage as a caller may write it; never a float, which is not exact."""

Day: TypeAlias = date | str
"""A day, or its ISO form such as 2026-03-02."""

HUNDRED = Decimal(100)
LARGEST_PER_DIEM = Decimal(100_000)  # interest of more than this a day is a typing slip, not a home loan


def _exact(value: Any, field: str, example: str) -> Decimal:
    if isinstance(value, (float, bool)):
        raise AmountError(field, f"give a whole number or a decimal string such as {example}, not a float.")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise AmountError(field, f"{value!r} is not a number; write it like {example}.")
    return number


def percentage(value: Any, field: str = "percent") -> Decimal:
    """Read a percentage from 0 to 100, kept exact: `20` is twenty percent, `6.125` is six and one eighth.

    Raises AmountError naming `field` for NaN, a float, a negative percentage or one over 100.

    >>> percentage("6.125")
    Decimal('6.125')
    """
    number = _exact(value, field, "6.125")
    if not 0 <= number <= HUNDRED:
        raise AmountError(field, f"{number} percent cannot be; give a percentage from 0 to 100.")
    return number


def per_diem_rate(value: Any) -> Decimal:
    """Read dollars of interest a day, kept exact: lenders quote fractions of a cent.

    Raises AmountError for NaN, a float, a negative amount or more than 100,000 dollars a day.

    >>> per_diem_rate("34.5616")
    Decimal('34.5616')
    """
    number = _exact(value, "per_diem", "34.5616")
    if not 0 <= number <= LARGEST_PER_DIEM:
        raise AmountError(
            "per_diem", f"{number} dollars a day cannot be a home loan's interest; check the payoff statement."
        )
    return number


def count(value: Any, field: str, *, minimum: int = 0, maximum: int) -> int:
    """Read a whole number of days, months or years.

    Raises DateError naming `field` for a fraction, a word, or a number outside `minimum` to `maximum`.

    >>> count("90", "days", maximum=365)
    90
    """
    text = str(value).strip()
    if isinstance(value, (float, bool)) or not text.lstrip("-").isdecimal() or len(text) > 9:
        raise DateError(field, f"{value!r} is not a whole number; write it like 90.")
    try:
        number = int(text)
    except ValueError:
        raise DateError(field, f"{value!r} is not a whole number; write it like 90.") from None
    if not minimum <= number <= maximum:
        raise DateError(field, f"{number} is outside {minimum} to {maximum}; check the period.")
    return number


def day(value: Any, field: str = "date") -> date:
    """Read a day from a date or its ISO form; the time of a datetime is dropped.

    Raises DateError naming `field` for anything else and for a day that does not exist.

    >>> day("2026-03-02")
    datetime.date(2026, 3, 2)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.strptime(str(value).strip(), "%Y-%m-%d").date()
    except ValueError:
        raise DateError(
            field, f"{value!r} is not a day in the calendar; write year, month and day such as 2026-03-02."
        ) from None


def plain(number: Decimal) -> str:
    """A percentage or daily rate as people write it, without trailing zeros or an exponent.

    >>> plain(Decimal("6.500"))
    '6.5'
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def daily_words(rate: Decimal) -> str:
    """Dollars a day as people write them: cents in full, fractions of a cent kept.

    >>> daily_words(Decimal("41.8")), daily_words(Decimal("34.5616")), daily_words(Decimal("35.00"))
    ('$41.80', '$34.5616', '$35')
    """
    text = plain(rate)
    return f"${text}0" if re.fullmatch(r"[0-9]+\.[0-9]", text) else f"${text}"
