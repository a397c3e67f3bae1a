"""The calculators as tools for a model: it says what goes in, and never does a sum itself."""

import json
from datetime import date

from langchain_core.tools import BaseTool, tool

from bot.agent.tools import Bench, told_figure
from bot.agent.workbench import Workbench
from bot.answer.shortfall import FORMULA
from bot.answer.taxes import CANCELED, GAIN
from bot.answer.wages import WAGES
from bot.calculator import (
    Figure,
    cancelled_debt_income,
    deficiency,
    foreclosure_gain,
    forgiven,
    garnishment_cap,
    instalments_total,
    interest_for_days,
    monthly_instalment,
    settlement,
    simple_interest,
)
from bot.calculator.sources import INTEREST, PAYMENT_PLAN, SETTLEMENT
from bot.errors import ShortfallError


class SumInputError(ShortfallError):
    """Arguments from which no sum can be made; the message says what is missing."""


@tool
def calculate_deficiency(runtime: Bench, debt: str, sale_price: str, credits: str = "0") -> str:
    """What is left owing after a sale, before any state's rule: debt less price and credits.

    Args:
        debt: All that was owed, in dollars.
        sale_price: What the home was sold for, in dollars.
        credits: Payments and other credits after the default, in dollars.
    """
    return _given(runtime, "calculate_deficiency", FORMULA, deficiency(debt, sale_price, credits))


@tool
def calculate_settlement(
    runtime: Bench, deficiency: str, percent: str | None = None, payment: str | None = None
) -> str:
    """A percentage of a deficiency, or what a payment in settlement forgives.

    Args:
        deficiency: What is claimed, in dollars.
        percent: The share that would be paid, e.g. "30"; or leave out.
        payment: The sum that would be paid, in dollars; or leave out.
    """
    figures = []
    if percent is not None:
        figures.append(settlement(deficiency, percent))
    if payment is not None:
        figures.append(forgiven(deficiency, payment))
    return _given(runtime, "calculate_settlement", SETTLEMENT, *figures)


@tool
def calculate_instalments(
    runtime: Bench, months: int, amount: str | None = None, monthly: str | None = None, annual_rate: str = "0"
) -> str:
    """The monthly payment that pays off an amount, or what a plan costs in all.

    Args:
        months: How many months.
        amount: What is to be paid off, in dollars; or leave out.
        monthly: The payment a month, in dollars, for what the plan costs in all; or leave out.
        annual_rate: Interest in percent a year.
    """
    figures = []
    if amount is not None:
        figures.append(monthly_instalment(amount, months, annual_rate))
    if monthly is not None:
        figures.append(instalments_total(monthly, months))
    return _given(runtime, "calculate_instalments", PAYMENT_PLAN, *figures)


@tool
def calculate_interest(
    runtime: Bench,
    principal: str,
    annual_rate: str,
    days: int | None = None,
    start: date | None = None,
    end: date | None = None,
) -> str:
    """Simple interest for a number of days, or from one day to another.

    Args:
        principal: In dollars.
        annual_rate: Percent a year, e.g. "6.5".
        days: How many days; or leave out and give start and end.
        start: The last day already paid, as 2026-03-31.
        end: The last day counted.
    """
    figures = []
    if days is not None:
        figures.append(interest_for_days(principal, annual_rate, days))
    elif start is not None and end is not None:
        figures.append(simple_interest(principal, annual_rate, start=start, end=end))
    return _given(runtime, "calculate_interest", INTEREST, *figures)


@tool
def calculate_garnishment(runtime: Bench, disposable_earnings: str, pay_period: str = "weekly") -> str:
    """The most that federal law lets an ordinary judgment creditor take of a paycheck.

    Args:
        disposable_earnings: The paycheck after taxes, in dollars.
        pay_period: weekly, biweekly, semimonthly or monthly.
    """
    return _given(runtime, "calculate_garnishment", WAGES, garnishment_cap(disposable_earnings, pay_period))


@tool
def calculate_canceled_debt_tax(
    runtime: Bench, canceled: str, assets: str | None = None, liabilities: str | None = None
) -> str:
    """How much of a canceled debt counts as income, with the insolvency exclusion.

    Args:
        canceled: The debt that the lender gave up, in dollars.
        assets: The market value of everything owned right before, in dollars.
        liabilities: All debts right before, in dollars.
    """
    found = cancelled_debt_income(canceled, assets, liabilities)
    return _given(runtime, "calculate_canceled_debt_tax", CANCELED, found.excluded, found.taxable)


@tool
def calculate_gain_tax(runtime: Bench, debt: str, fair_market_value: str, basis: str, recourse: bool) -> str:
    """The gain or loss that a foreclosure makes for tax, and the canceled debt in it.

    Args:
        debt: Owed right before, in dollars.
        fair_market_value: Of the home then, in dollars.
        basis: The adjusted basis: cost plus improvements, in dollars.
        recourse: Whether the borrower was personally liable.
    """
    found = foreclosure_gain(debt=debt, fair_market_value=fair_market_value, basis=basis, recourse=recourse)
    return _given(runtime, "calculate_gain_tax", GAIN, found.gain, found.cancelled_debt)


SUMS: tuple[BaseTool, ...] = (
    calculate_deficiency,
    calculate_settlement,
    calculate_instalments,
    calculate_interest,
    calculate_garnishment,
    calculate_canceled_debt_tax,
    calculate_gain_tax,
)


def _given(runtime: Bench, name: str, passage: str, *figures: Figure | None) -> str:
    """Figures as a tool gives them, with the passage to cite; they are kept for the check."""
    bench: Workbench = runtime.context
    bench.used(name)
    known = [figure for figure in figures if figure is not None]
    if not known:
        raise SumInputError("Nothing to work out: one of the optional arguments is needed.")
    bench.figures += known
    told = {
        "figures": [told_figure(figure) for figure in known],
        "sources": bench.told([bench.index.passage(passage)]),
    }
    return json.dumps(told, ensure_ascii=False)
