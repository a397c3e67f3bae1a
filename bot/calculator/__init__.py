"""Exact money and date arithmetic: pure functions, each result with its formula, inputs, steps and source."""

from bot.calculator.capped import Cap, capped_deficiency, value_credit
from bot.calculator.deadlines import Deadline, add_period, before, deadline
from bot.calculator.deficiency import Debt, balance, claimed_deficiency, deficiency
from bot.calculator.difference import difference
from bot.calculator.figure import Figure, Step, arithmetic, dollars, money
from bot.calculator.garnishment import (
    FEDERAL_MINIMUM_WAGE,
    PayPeriod,
    benefit_offset,
    garnishment_cap,
    withholding_cap,
)
from bot.calculator.interest import (
    daily_interest,
    interest_days,
    interest_for_days,
    interest_for_months,
    per_diem_interest,
    simple_interest,
)
from bot.calculator.redemption import redemption_interest, redemption_price, redemption_price_after
from bot.calculator.settlement import (
    Instalments,
    forgiven,
    instalments_total,
    lump_sum_or_instalments,
    monthly_instalment,
    payments_needed,
    settlement,
    settlement_range,
)
from bot.calculator.tax import (
    CancelledDebtIncome,
    ForeclosureTax,
    cancelled_debt_income,
    foreclosure_gain,
    taxable_home_gain,
)

__all__ = [
    "FEDERAL_MINIMUM_WAGE",
    "CancelledDebtIncome",
    "Cap",
    "Deadline",
    "Debt",
    "Figure",
    "ForeclosureTax",
    "Instalments",
    "PayPeriod",
    "Step",
    "add_period",
    "arithmetic",
    "balance",
    "before",
    "benefit_offset",
    "cancelled_debt_income",
    "capped_deficiency",
    "claimed_deficiency",
    "daily_interest",
    "deadline",
    "deficiency",
    "difference",
    "dollars",
    "foreclosure_gain",
    "forgiven",
    "garnishment_cap",
    "instalments_total",
    "interest_days",
    "interest_for_days",
    "interest_for_months",
    "lump_sum_or_instalments",
    "money",
    "monthly_instalment",
    "payments_needed",
    "per_diem_interest",
    "redemption_interest",
    "redemption_price",
    "redemption_price_after",
    "settlement",
    "settlement_range",
    "simple_interest",
    "taxable_home_gain",
    "value_credit",
    "withholding_cap",
]
