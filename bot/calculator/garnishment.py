"""The federal ceiling on what an ordinary creditor may take from wages."""

from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from bot.calculator.figure import CENT, ZERO, Figure, Step, dollars, money
from bot.calculator.inputs import Amount
from bot.calculator.sources import GARNISHMENT
from bot.errors import AmountError

FEDERAL_MINIMUM_WAGE = Decimal("7.25")
"""Dollars an hour since July 24, 2009 (29 U.S.C. § 206(a)(1)(C))."""

PROTECTED_HOURS = 30
"""Hours of minimum wage that are left free each week (15 U.S.C. § 1673(a)(2))."""


class PayPeriod(StrEnum):
    """How often wages are paid."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    SEMIMONTHLY = "semimonthly"
    MONTHLY = "monthly"


SIXTHS_OF_A_WEEK = {PayPeriod.WEEKLY: 6, PayPeriod.BIWEEKLY: 12, PayPeriod.SEMIMONTHLY: 13, PayPeriod.MONTHLY: 26}
"""Workweeks in each pay period, in sixths: a calendar month is 4 1/3 workweeks, half of it 2 1/6 (29 CFR 870.10(c))."""
WEEKS = {
    PayPeriod.WEEKLY: "1 week",
    PayPeriod.BIWEEKLY: "2 weeks",
    PayPeriod.SEMIMONTHLY: "2 1/6 weeks",
    PayPeriod.MONTHLY: "4 1/3 weeks",
}


def garnishment_cap(
    disposable_earnings: Amount,
    pay_period: PayPeriod | str = PayPeriod.WEEKLY,
    minimum_wage: Amount = FEDERAL_MINIMUM_WAGE,
) -> Figure:
    """The most that all ordinary garnishments together may take from one paycheck, in dollars.

    disposable_earnings: the paycheck after deductions that the law requires, such as taxes, in dollars a pay period.
    minimum_wage: the federal one, in dollars an hour.
    The lesser of 25 percent and the part above 30 hours of minimum wage a week; rounded down, because a ceiling may not
    be passed by a fraction of a cent. State law may protect more; support, tax and federal debts follow other rules.
    Raises AmountError naming the impossible input.
    Source: 15 U.S.C. § 1673(a); 29 CFR 870.10.

    >>> garnishment_cap(600).amount, garnishment_cap(250).amount, garnishment_cap(200).amount
    (Decimal('150.00'), Decimal('32.50'), Decimal('0.00'))
    """
    earnings = money(disposable_earnings, "disposable_earnings")
    wage = money(minimum_wage, "minimum_wage", minimum=CENT)
    if pay_period not in set(PayPeriod):
        raise AmountError("pay_period", f"{pay_period!r} is not known; use one of {', '.join(PayPeriod)}.")
    period = PayPeriod(pay_period)
    protected = money(wage * PROTECTED_HOURS * SIXTHS_OF_A_WEEK[period] / 6, "minimum_wage")
    quarter = (earnings / 4).quantize(CENT, ROUND_DOWN)
    excess = max(ZERO, earnings - protected)
    floor = f"{PROTECTED_HOURS} × {dollars(wage)} × {WEEKS[period]}"
    above = f"{dollars(earnings)} − {dollars(protected)}" if excess else "earnings do not exceed the protected part"
    return Figure(
        name="garnishment_cap",
        amount=min(quarter, excess),
        formula="the lesser of 25% of disposable earnings and what exceeds 30 hours of federal minimum wage a week",
        inputs={"disposable_earnings": earnings, "pay_period": period.value, "minimum_wage": wage},
        steps=(
            Step(label="Disposable earnings", amount=earnings),
            Step(label="Protected part", amount=protected, expression=floor),
            Step(label="25% of disposable earnings", amount=quarter, expression=f"25% × {dollars(earnings)}"),
            Step(label="Earnings above the protected part", amount=excess, expression=above),
            Step(
                label="The lesser of the two is the ceiling",
                amount=min(quarter, excess),
                expression=f"lesser of {dollars(quarter)} and {dollars(excess)}",
            ),
        ),
        source=GARNISHMENT,
        additive=False,
    )
