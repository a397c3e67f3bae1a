"""Settling a deficiency: the sum offered, what is forgiven by it, and a lump sum set against installments."""

from decimal import Decimal, localcontext
from typing import NamedTuple

from bot.calculator.figure import CENT, ZERO, Figure, Step, dollars, money
from bot.calculator.inputs import HUNDRED, Amount, count, percentage, plain
from bot.calculator.sources import CANCELED_DEBT, PAYMENT_PLAN, SETTLEMENT
from bot.errors import AmountError

MOST_MONTHS = 1_200  # a hundred years
TWELVE = Decimal(12)


class Instalments(NamedTuple):
    """A plan of equal monthly payments beside one lump sum.

    total: what the payments add up to. difference: total less the lump sum; below zero where the plan costs less.
    present_value: what the payments are worth today at the discount rate.
    """

    total: Figure
    difference: Figure
    present_value: Figure


def settlement(deficiency: Amount, percent: Amount, *, name: str = "settlement") -> Figure:
    """A percentage of the deficiency, in dollars, rounded to the cent.

    Raises AmountError naming `deficiency` or `percent`.

    >>> settlement(70000, 30).amount
    Decimal('21000.00')
    """
    owed, share = money(deficiency, "deficiency"), percentage(percent)
    amount = money(owed * share / HUNDRED)
    return Figure(
        name=name,
        amount=amount,
        formula="deficiency × percentage",
        inputs={"deficiency": owed, "percent": plain(share)},
        steps=(
            Step(
                label=f"{plain(share)}% of the deficiency",
                amount=amount,
                expression=f"{dollars(owed)} × {plain(share)}%",
            ),
        ),
        source=SETTLEMENT,
    )


def settlement_range(deficiency: Amount, low_percent: Amount = 20, high_percent: Amount = 70) -> tuple[Figure, Figure]:
    """The lower and the upper end of a settlement range, Figures `settlement_low` and `settlement_high`, in dollars.

    low_percent, high_percent: of the deficiency. The usual 20 to 70 is an observation from practice, not a rule.
    Raises AmountError naming the impossible input, or `low_percent` where it is above the high one.

    >>> [figure.amount for figure in settlement_range(70000)]
    [Decimal('14000.00'), Decimal('49000.00')]
    """
    low, high = percentage(low_percent, "low_percent"), percentage(high_percent, "high_percent")
    if low > high:
        raise AmountError("low_percent", f"{plain(low)} is above {plain(high)}; give the smaller percentage first.")
    return (
        settlement(deficiency, low, name="settlement_low"),
        settlement(deficiency, high, name="settlement_high"),
    )


def forgiven(deficiency: Amount, payment: Amount) -> Figure:
    """What a settlement forgives: the deficiency less what is paid, in dollars; possible income for tax.

    Raises AmountError naming the impossible input, or `payment` where it is above the deficiency.

    >>> forgiven(70000, payment=21000).amount
    Decimal('49000.00')
    """
    owed, paid = money(deficiency, "deficiency"), money(payment, "payment")
    if paid > owed:
        raise AmountError("payment", f"{dollars(paid)} is more than the {dollars(owed)} owed; check the two amounts.")
    return Figure(
        name="forgiven_debt",
        amount=owed - paid,
        formula="deficiency − payment",
        inputs={"deficiency": owed, "payment": paid},
        steps=(Step(label="Deficiency", amount=owed), Step(label="Paid in settlement", amount=-paid)),
        source=CANCELED_DEBT,
    )


def _present_value_factor(months: int, annual_rate: Decimal) -> Decimal:
    """What one dollar at the end of each month is worth today; the number of months at a rate of zero."""
    monthly_rate = annual_rate / HUNDRED / TWELVE
    if not monthly_rate:
        return Decimal(months)
    return (1 - (1 + monthly_rate) ** -months) / monthly_rate


def monthly_instalment(amount: Amount, months: int | str, annual_rate: Amount = 0) -> Figure:
    """The equal monthly payment that pays an amount off, in dollars, rounded to the cent.

    months: one or more; the first payment is due after one month. annual_rate: percent a year, divided by twelve.
    The last payment takes up the cents that rounding leaves.
    Raises AmountError naming `amount` or `annual_rate`, DateError naming `months`.

    >>> monthly_instalment(21000, 36).amount
    Decimal('583.33')
    >>> monthly_instalment(21000, 36, annual_rate=6).amount
    Decimal('638.86')
    """
    owed, rate = money(amount), percentage(annual_rate, "annual_rate")
    number = count(months, "months", minimum=1, maximum=MOST_MONTHS)
    with localcontext(prec=50):
        payment = money(owed / _present_value_factor(number, rate))
    monthly = f"{plain(rate)}% ÷ 12"
    words = f"{dollars(owed)} × {monthly} ÷ (1 − (1 + {monthly})^−{number})" if rate else f"{dollars(owed)} ÷ {number}"
    return Figure(
        name="monthly_instalment",
        amount=payment,
        formula="amount × monthly rate ÷ (1 − (1 + monthly rate)^−months)" if rate else "amount ÷ months",
        inputs={"amount": owed, "months": str(number), "annual_rate": plain(rate)},
        steps=(Step(label=f"Each of {number} monthly payments", amount=payment, expression=words),),
        source=PAYMENT_PLAN,
    )


def instalments_total(monthly: Amount, months: int | str) -> Figure:
    """What equal monthly payments add up to, in dollars.

    Raises AmountError naming `monthly`, DateError naming `months`.

    >>> instalments_total(400, 48).amount
    Decimal('19200.00')
    """
    payment = money(monthly, "monthly")
    number = count(months, "months", minimum=1, maximum=MOST_MONTHS)
    total = money(payment * number, "monthly")
    return Figure(
        name="instalments_total",
        amount=total,
        formula="monthly payment × months",
        inputs={"monthly": payment, "months": str(number)},
        steps=(Step(label="All monthly payments", amount=total, expression=f"{dollars(payment)} × {number}"),),
        source=PAYMENT_PLAN,
    )


def payments_needed(amount: Amount, monthly: Amount) -> Figure:
    """How many equal payments without interest pay an amount off; the figure is the last of them, in dollars.

    Raises AmountError naming `amount` or `monthly`, also where more than a hundred years would be needed.

    >>> figure = payments_needed(24000, 500)
    >>> figure.inputs["payments"], figure.amount
    ('48', Decimal('500.00'))
    """
    owed, payment = money(amount, minimum=CENT), money(monthly, "monthly", minimum=CENT)
    number = int(owed // payment) + (owed % payment > 0)
    if number > MOST_MONTHS:
        raise AmountError("monthly", f"{dollars(payment)} a month would take more than a hundred years; check it.")
    last = owed - payment * (number - 1)
    exact = "" if last == payment else f", the last one {dollars(last)}"
    return Figure(
        name="last_payment",
        amount=last,
        formula="amount ÷ monthly payment, rounded up",
        inputs={"amount": owed, "monthly": payment, "payments": str(number)},
        steps=(
            Step(
                label="The last payment",
                amount=last,
                expression=f"{dollars(owed)} in payments of {dollars(payment)} takes {number} of them{exact}",
            ),
        ),
        source=PAYMENT_PLAN,
    )


def lump_sum_or_instalments(
    lump_sum: Amount, monthly: Amount, months: int | str, annual_rate: Amount = ZERO
) -> Instalments:
    """A lump sum today set against equal payments at the end of each month, in dollars.

    annual_rate: the percent a year that your own money could earn or your borrowing costs; a twelfth of it discounts
    each month. At zero the present value is the plain total.
    Raises AmountError naming `lump_sum`, `monthly` or `annual_rate`, DateError naming `months`.

    >>> plan = lump_sum_or_instalments(lump_sum=21000, monthly=700, months=36, annual_rate=6)
    >>> plan.total.amount, plan.difference.amount, plan.present_value.amount
    (Decimal('25200.00'), Decimal('4200.00'), Decimal('23009.71'))
    """
    once, payment = money(lump_sum, "lump_sum"), money(monthly, "monthly")
    number, rate = count(months, "months", minimum=1, maximum=MOST_MONTHS), percentage(annual_rate, "annual_rate")
    all_payments = instalments_total(payment, number)
    total = all_payments.amount
    with localcontext(prec=50):
        worth = money(payment * _present_value_factor(number, rate), "monthly")
    inputs = {"monthly": payment, "months": str(number)}
    words = f"{dollars(payment)} × {number}"
    discounted = f"{dollars(payment)} × (1 − (1 + {plain(rate)}% ÷ 12)^−{number}) ÷ ({plain(rate)}% ÷ 12)"
    return Instalments(
        total=all_payments,
        difference=Figure(
            name="instalments_difference",
            amount=total - once,
            formula="monthly payments − lump sum",
            inputs=inputs | {"lump_sum": once},
            steps=(
                Step(label="All monthly payments", amount=total, expression=words),
                Step(label="Lump sum", amount=-once),
            ),
            source=PAYMENT_PLAN,
        ),
        present_value=Figure(
            name="instalments_present_value",
            amount=worth,
            formula="monthly payment × (1 − (1 + monthly rate)^−months) ÷ monthly rate" if rate else "payment × months",
            inputs=inputs | {"annual_rate": plain(rate)},
            steps=(Step(label="The payments' worth today", amount=worth, expression=discounted if rate else words),),
            source=PAYMENT_PLAN,
        ),
    )
