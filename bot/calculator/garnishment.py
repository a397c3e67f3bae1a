"""The federal ceilings on what an ordinary creditor, and what a federal agency, may take from pay and benefits."""

from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from bot.calculator.figure import CENT, ZERO, Figure, Step, dollars, money
from bot.calculator.inputs import Amount
from bot.calculator.sources import BENEFIT_OFFSET, FEDERAL_WITHHOLDING, GARNISHMENT
from bot.errors import AmountError

FEDERAL_MINIMUM_WAGE = Decimal("7.25")
"""Dollars an hour since July 24, 2009 (29 U.S.C. § 206(a)(1)(C))."""

PROTECTED_HOURS = 30
"""Hours of minimum wage that are left free each week (15 U.S.C. § 1673(a)(2))."""


QUARTER, AGENCY_SHARE = Decimal("0.25"), Decimal("0.15")
"""Of disposable pay: what ordinary creditors may take (15 U.S.C. § 1673(a)(1)), and a federal agency (31 U.S.C. § 3720D(b)(1))."""

PROTECTED_BENEFIT = Decimal(750)
"""Dollars of Social Security a month that an offset leaves (31 U.S.C. § 3716(c)(3)(A)(ii): 9,000 a year)."""


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
    return _cap("garnishment_cap", disposable_earnings, pay_period, minimum_wage, QUARTER, GARNISHMENT)


def withholding_cap(
    disposable_earnings: Amount,
    pay_period: PayPeriod | str = PayPeriod.WEEKLY,
    minimum_wage: Amount = FEDERAL_MINIMUM_WAGE,
) -> Figure:
    """The most that a federal agency may have withheld from one paycheck without a court, in dollars.

    The same as `garnishment_cap`, with 15 percent in place of 25: a debt on a loan of the USDA's own, for example.
    Source: 31 U.S.C. § 3720D(b)(1); 31 C.F.R. § 285.11.

    >>> withholding_cap(480).amount, withholding_cap(250).amount
    (Decimal('72.00'), Decimal('32.50'))
    """
    source = FEDERAL_WITHHOLDING
    return _cap("withholding_cap", disposable_earnings, pay_period, minimum_wage, AGENCY_SHARE, source)


def benefit_offset(benefit: Amount) -> Figure:
    """The most that the Treasury may take from one month's Social Security for a debt to a federal agency, in dollars.

    benefit: dollars a month. The lesser of 15 percent and the part above $750, rounded down.
    Raises AmountError naming the impossible input.
    Source: 31 U.S.C. § 3716(c)(3).

    >>> benefit_offset(1150).amount, benefit_offset(800).amount, benefit_offset(700).amount
    (Decimal('172.50'), Decimal('50.00'), Decimal('0.00'))
    """
    monthly = money(benefit, "benefit")
    share = (monthly * AGENCY_SHARE).quantize(CENT, ROUND_DOWN)
    excess = max(ZERO, monthly - PROTECTED_BENEFIT)
    above = (
        f"{dollars(monthly)} − {dollars(PROTECTED_BENEFIT)}"
        if excess
        else "the benefit does not exceed the protected part"
    )
    return Figure(
        name="benefit_offset",
        amount=min(share, excess),
        formula="the lesser of 15% of the monthly benefit and what exceeds $750",
        inputs={"benefit": monthly},
        steps=(
            Step(label="Monthly benefit", amount=monthly),
            Step(label="Protected part", amount=PROTECTED_BENEFIT),
            Step(label="15% of the benefit", amount=share, expression=f"15% × {dollars(monthly)}"),
            Step(label="Benefit above the protected part", amount=excess, expression=above),
            _lesser(share, excess),
        ),
        source=BENEFIT_OFFSET,
        additive=False,
    )


def _cap(
    name: str,
    disposable_earnings: Amount,
    pay_period: PayPeriod | str,
    minimum_wage: Amount,
    share: Decimal,
    source: str,
) -> Figure:
    earnings = money(disposable_earnings, "disposable_earnings")
    wage = money(minimum_wage, "minimum_wage", minimum=CENT)
    if pay_period not in set(PayPeriod):
        raise AmountError("pay_period", f"{pay_period!r} is not known; use one of {', '.join(PayPeriod)}.")
    period = PayPeriod(pay_period)
    protected = money(wage * PROTECTED_HOURS * SIXTHS_OF_A_WEEK[period] / 6, "minimum_wage")
    part = (earnings * share).quantize(CENT, ROUND_DOWN)
    percent = f"{share:.0%}"
    excess = max(ZERO, earnings - protected)
    floor = f"{PROTECTED_HOURS} × {dollars(wage)} × {WEEKS[period]}"
    above = f"{dollars(earnings)} − {dollars(protected)}" if excess else "earnings do not exceed the protected part"
    return Figure(
        name=name,
        amount=min(part, excess),
        formula=f"the lesser of {percent} of disposable earnings and what exceeds 30 hours of federal minimum wage a week",
        inputs={"disposable_earnings": earnings, "pay_period": period.value, "minimum_wage": wage},
        steps=(
            Step(label="Disposable earnings", amount=earnings),
            Step(label="Protected part", amount=protected, expression=floor),
            Step(label=f"{percent} of disposable earnings", amount=part, expression=f"{percent} × {dollars(earnings)}"),
            Step(label="Earnings above the protected part", amount=excess, expression=above),
            _lesser(part, excess),
        ),
        source=source,
        additive=False,
    )


def _lesser(share: Decimal, excess: Decimal) -> Step:
    return Step(
        label="The lesser of the two is the ceiling",
        amount=min(share, excess),
        expression=f"lesser of {dollars(share)} and {dollars(excess)}",
    )
