"""Simple interest to a date, at a lender's per diem or from a yearly rate.

Days: the start day earns no interest and the end day does, so March 1 to March 31 is 30 days. The start is the day to
which interest has been paid or figured; `include_start=True` counts it too. Months and leap years are counted by their
actual days; only the length of the year that divides the rate is chosen, 365 or 360 days, as the note says.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from bot.calculator.deficiency import MOST_INTEREST_DAYS
from bot.calculator.figure import Figure, Step, dollars, money
from bot.calculator.inputs import HUNDRED, Amount, Day, count, daily_words, day, per_diem_rate, percentage, plain
from bot.calculator.sources import INTEREST
from bot.errors import AmountError, DateError

YearBasis = Literal[360, 365]


def _basis(basis: int) -> Decimal:
    if basis not in {360, 365}:
        raise AmountError("basis", f"a year of {basis} days is not used for interest; give 365 or 360.")
    return Decimal(basis)


def interest_days(start: Day, end: Day, *, include_start: bool = False) -> int:
    """The days that earn interest: after `start`, up to and with `end`.

    Raises DateError naming the day that does not exist, or `end` where it lies before `start`.

    >>> interest_days("2026-03-01", "2026-03-31")
    30
    """
    first, last = day(start, "start"), day(end, "end")
    if last < first:
        raise DateError("end", f"{last} is before {first}; interest runs forward.")
    return (last - first).days + include_start


def daily_interest(principal: Amount, annual_rate: Amount, basis: YearBasis = 365) -> Figure:
    """The per diem: one day's simple interest, in dollars, rounded to the cent.

    principal: in dollars. annual_rate: percent a year, so 6.5 is six and a half percent. basis: days in the year.
    Raises AmountError naming the impossible input.

    >>> daily_interest(200000, "6.5").amount
    Decimal('35.62')
    """
    balance, rate, year = money(principal, "principal"), percentage(annual_rate, "annual_rate"), _basis(basis)
    amount = money(balance * rate / HUNDRED / year)
    words = f"{dollars(balance)} × {plain(rate)}% ÷ {basis}"
    return Figure(
        name="per_diem",
        amount=amount,
        formula=f"principal × annual rate ÷ {basis} days",
        inputs={"principal": balance, "annual_rate": plain(rate), "basis": str(basis)},
        steps=(Step(label="Interest for one day", amount=amount, expression=words),),
        source=INTEREST,
    )


def per_diem_interest(per_diem: Amount, days: int | str) -> Figure:
    """Interest for a number of days at the lender's per diem, in dollars, rounded to the cent once.

    per_diem: dollars a day, fractions of a cent kept. days: a whole number.
    Raises AmountError naming `per_diem`, DateError naming `days`.

    >>> per_diem_interest("34.5616", 30).amount
    Decimal('1036.85')
    """
    daily = per_diem_rate(per_diem)
    number = count(days, "days", maximum=MOST_INTEREST_DAYS)
    amount = money(daily * number, "per_diem")
    words = f"{daily_words(daily)} a day × {number} days"
    return Figure(
        name="accrued_interest",
        amount=amount,
        formula="per diem × days",
        inputs={"per_diem": plain(daily), "days": str(number)},
        steps=(Step(label="Interest", amount=amount, expression=words),),
        source=INTEREST,
    )


def interest_for_months(principal: Amount, annual_rate: Amount, months: int | str) -> Figure:
    """Simple interest for a whole number of months, each a twelfth of a year, in dollars, rounded to the cent once.

    Raises AmountError naming the impossible input, DateError naming `months`.

    >>> interest_for_months(50000, 9, months=12).amount
    Decimal('4500.00')
    """
    balance, rate = money(principal, "principal"), percentage(annual_rate, "annual_rate")
    number = count(months, "months", maximum=MOST_INTEREST_DAYS // 30)
    amount = money(balance * rate * number / HUNDRED / 12, "interest")
    years = f"{number // 12} {'year' if number == 12 else 'years'}"
    length = years if number and number % 12 == 0 else f"{number} months ÷ 12"
    return Figure(
        name="accrued_interest",
        amount=amount,
        formula="principal × annual rate × months ÷ 12",
        inputs={"principal": balance, "annual_rate": plain(rate), "months": str(number)},
        steps=(Step(label="Interest", amount=amount, expression=f"{dollars(balance)} × {plain(rate)}% × {length}"),),
        source=INTEREST,
    )


def interest_for_days(principal: Amount, annual_rate: Amount, days: int | str, basis: YearBasis = 365) -> Figure:
    """Simple interest for a number of days, in dollars, rounded to the cent once.

    Raises AmountError naming the impossible input, DateError naming `days`.

    >>> interest_for_days(200000, "6.5", 60).amount
    Decimal('2136.99')
    """
    balance, rate, year = money(principal, "principal"), percentage(annual_rate, "annual_rate"), _basis(basis)
    number = count(days, "days", maximum=MOST_INTEREST_DAYS)
    amount = money(balance * rate * number / HUNDRED / year, "interest")
    words = f"{dollars(balance)} × {plain(rate)}% × {number} days ÷ {basis}"
    return Figure(
        name="accrued_interest",
        amount=amount,
        formula=f"principal × annual rate × days ÷ {basis}",
        inputs={"principal": balance, "annual_rate": plain(rate), "days": str(number), "basis": str(basis)},
        steps=(Step(label="Interest", amount=amount, expression=words),),
        source=INTEREST,
    )


def simple_interest(
    principal: Amount,
    annual_rate: Amount,
    *,
    start: Day,
    end: Day,
    basis: YearBasis = 365,
    include_start: bool = False,
) -> Figure:
    """Simple interest from one day to another, in dollars, rounded to the cent once at the end.

    principal: in dollars. annual_rate: percent a year. start: the last day already paid or figured; end: the last day
    that counts. basis: days in the year, 365 or 360. include_start: whether the start day earns interest too.
    Returns a Figure `accrued_interest` as of `end`.
    Raises AmountError or DateError naming the impossible input.

    >>> simple_interest(200000, "6.5", start="2026-01-01", end="2026-03-02").amount
    Decimal('2136.99')
    """
    number = interest_days(start, end, include_start=include_start)
    last: date = day(end, "end")
    figure = interest_for_days(principal, annual_rate, number, basis)
    days = {"start": day(start, "start").isoformat(), "end": last.isoformat()}
    return figure.model_copy(update={"inputs": {**figure.inputs, **days}, "as_of": last})
