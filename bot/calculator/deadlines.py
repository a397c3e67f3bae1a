"""Calendar arithmetic for periods set by law.

The day of the event is not counted: 90 days from June 1 end on August 30. Months and years end on the day of the same
number; where that month is shorter, on its last day, so one month from January 31 is the end of February, and one year
from February 29 is February 28. The result is the plain calendar date. Rules of court often carry a period that ends on
a weekend or holiday to the next business day; `roll_weekend` does that for Saturdays and Sundays only, because
holidays differ by court.
"""

import datetime as dt

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict

from bot.calculator.inputs import Day, count, day
from bot.errors import DateError

MOST_YEARS = 200
LIMITS = {"days": MOST_YEARS * 366, "months": MOST_YEARS * 12, "years": MOST_YEARS}
MONTHS = {
    1: "January",
    2: "February",
    3: "March",
    4: "April",
    5: "May",
    6: "June",
    7: "July",
    8: "August",
    9: "September",
    10: "October",
    11: "November",
    12: "December",
}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SATURDAY = 5


class Deadline(BaseModel):
    """The last day of a period, with how it was counted.

    period: in words, such as `90 days`, or `21 days before`. steps: the counting, one sentence each.
    """

    model_config = ConfigDict(frozen=True)

    date: dt.date
    period: str
    start: dt.date
    steps: tuple[str, ...]


def in_words(when: dt.date) -> str:
    """A day as people write it.

    >>> in_words(dt.date(2026, 3, 2))
    'March 2, 2026'
    """
    return f"{MONTHS[when.month]} {when.day}, {when.year}"


def days_words(day: dt.date, today: dt.date) -> str:
    """How far a day is.

    >>> days_words(dt.date(2026, 3, 2), dt.date(2026, 3, 1)), days_words(dt.date(2026, 3, 2), dt.date(2026, 3, 5))
    ('1 day left', '3 days ago')
    """
    days = (day - today).days
    if days == 0:
        return "today"
    return f"{abs(days):,} day{'s' * (abs(days) != 1)} {'left' if days > 0 else 'ago'}"


def period_in_words(*, days: int | None = None, months: int | None = None, years: int | None = None) -> str:
    """A period in words.

    >>> period_in_words(days=90)
    '90 days'
    """
    unit, number = _period(days, months, years)
    return f"{number} {unit if number != 1 else unit[:-1]}"


def _period(days: int | None, months: int | None, years: int | None) -> tuple[str, int]:
    given = {unit: n for unit, n in (("days", days), ("months", months), ("years", years)) if n is not None}
    if len(given) != 1:
        raise DateError("period", "give the period in exactly one of days, months or years.")
    ((unit, number),) = given.items()
    return unit, count(number, unit, minimum=1, maximum=LIMITS[unit])


def _shift(start: dt.date, unit: str, number: int, sign: int = 1) -> dt.date:
    delta = {
        "days": relativedelta(days=sign * number),
        "months": relativedelta(months=sign * number),
        "years": relativedelta(years=sign * number),
    }[unit]
    try:
        return start + delta
    except (ValueError, OverflowError):
        raise DateError("start", f"{number} {unit} from {start} leaves the calendar; check the year.") from None


def add_period(start: Day, *, days: int | None = None, months: int | None = None, years: int | None = None) -> dt.date:
    """The last day of a period that starts with an event on `start`; that day itself is not counted.

    Exactly one of days, months and years, one or more.
    Raises DateError naming `start`, `period` or the unit.

    >>> add_period("2026-01-31", months=1)
    datetime.date(2026, 2, 28)
    >>> add_period("2028-02-29", years=1)
    datetime.date(2029, 2, 28)
    """
    unit, number = _period(days, months, years)
    return _shift(day(start, "start"), unit, number)


def deadline(
    start: Day,
    *,
    days: int | None = None,
    months: int | None = None,
    years: int | None = None,
    roll_weekend: bool = False,
) -> Deadline:
    """The last day of a period after an event, with the counting in words.

    roll_weekend: carry a last day on a Saturday or Sunday to Monday; holidays are not known here.
    Raises DateError naming `start`, `period` or the unit.

    >>> deadline("2026-06-01", days=90, roll_weekend=True).date
    datetime.date(2026, 8, 31)
    """
    event = day(start, "start")
    last = add_period(event, days=days, months=months, years=years)
    period = period_in_words(days=days, months=months, years=years)
    steps = [
        f"The event is on {in_words(event)}; that day is not counted.",
        f"{period} later is {WEEKDAYS[last.weekday()]}, {in_words(last)}.",
    ]
    if last.weekday() >= SATURDAY and roll_weekend:
        last = _shift(last, "days", 7 - last.weekday())
        steps.append(f"A period that ends on a weekend is carried to {WEEKDAYS[last.weekday()]}, {in_words(last)}.")
    elif last.weekday() >= SATURDAY:
        steps.append("That is a weekend; a rule of court may carry it to the next business day.")
    return Deadline(date=last, period=period, start=event, steps=tuple(steps))


def before(start: Day, days: int | str) -> Deadline:
    """The last day on which something due a number of days before an event may be done.

    start: the event, such as the sale. days: full days before it; the event's own day is not counted.
    Raises DateError naming `start` or `days`.

    >>> before("2026-03-02", 21).date
    datetime.date(2026, 2, 9)
    """
    event = day(start, "start")
    number = count(days, "days", minimum=1, maximum=LIMITS["days"])
    last = _shift(event, "days", number, sign=-1)
    period = f"{period_in_words(days=number)} before"
    return Deadline(
        date=last,
        period=period,
        start=event,
        steps=(
            f"The event is on {in_words(event)}; that day is not counted.",
            f"{period} is {WEEKDAYS[last.weekday()]}, {in_words(last)}.",
        ),
    )
