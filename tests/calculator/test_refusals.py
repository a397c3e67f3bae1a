"""Impossible input is refused by every function, and the error names the field."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from bot.calculator import (
    Debt,
    add_period,
    before,
    cancelled_debt_income,
    capped_deficiency,
    daily_interest,
    deadline,
    deficiency,
    foreclosure_gain,
    forgiven,
    garnishment_cap,
    interest_days,
    lump_sum_or_instalments,
    money,
    monthly_instalment,
    per_diem_interest,
    settlement,
    settlement_range,
    simple_interest,
    taxable_home_gain,
    value_credit,
)
from bot.errors import AmountError, DateError

GOOD: dict[Callable[..., Any], dict[str, Any]] = {
    Debt: {"principal": 200000},
    deficiency: {"debt": 212000, "sale_price": 150000},
    capped_deficiency: {
        "debt_total": 212000,
        "sale_price": 150000,
        "value": 180000,
        "appraisal": 190000,
        "formula": "greater_of_value_and_price",
    },
    daily_interest: {"principal": 200000, "annual_rate": 6},
    per_diem_interest: {"per_diem": 35, "days": 30},
    simple_interest: {"principal": 200000, "annual_rate": 6, "start": "2026-01-01", "end": "2026-02-01"},
    settlement: {"deficiency": 70000, "percent": 30},
    settlement_range: {"deficiency": 70000},
    forgiven: {"deficiency": 70000, "payment": 21000},
    monthly_instalment: {"amount": 21000, "months": 36},
    lump_sum_or_instalments: {"lump_sum": 21000, "monthly": 700, "months": 36},
    garnishment_cap: {"disposable_earnings": 800},
    cancelled_debt_income: {"cancelled": 70000, "assets": 270000, "liabilities": 310000},
    foreclosure_gain: {"debt": 220000, "fair_market_value": 150000, "basis": 200000, "recourse": True},
    taxable_home_gain: {"gain": 20000},
    interest_days: {"start": "2026-01-01", "end": "2026-02-01"},
    add_period: {"start": "2026-01-31", "months": 1},
    deadline: {"start": "2026-01-31", "days": 90},
    before: {"start": "2026-03-02", "days": 21},
}
DOLLARS: dict[Callable[..., Any], str] = {
    Debt: "principal accrued_interest late_fees costs other",
    deficiency: "debt sale_price credits",
    capped_deficiency: ("debt_total sale_price value appraisal deduct_from_value add_to_debt credits claim_price"),
    daily_interest: "principal",
    per_diem_interest: "per_diem",
    simple_interest: "principal",
    settlement: "deficiency",
    settlement_range: "deficiency",
    forgiven: "deficiency payment",
    monthly_instalment: "amount",
    lump_sum_or_instalments: "lump_sum monthly",
    garnishment_cap: "disposable_earnings minimum_wage",
    cancelled_debt_income: "cancelled assets liabilities",
    foreclosure_gain: "debt fair_market_value basis still_owed proceeds",
    taxable_home_gain: "gain",
}
PERCENTAGES: dict[Callable[..., Any], str] = {
    capped_deficiency: "percent",
    daily_interest: "annual_rate",
    simple_interest: "annual_rate",
    settlement: "percent",
    settlement_range: "low_percent high_percent",
    monthly_instalment: "annual_rate",
    lump_sum_or_instalments: "annual_rate",
}
DAYS: dict[Callable[..., Any], str] = {
    simple_interest: "start end",
    interest_days: "start end",
    add_period: "start",
    deadline: "start",
    before: "start",
}
COUNTS: dict[Callable[..., Any], str] = {
    Debt: "interest_days",
    per_diem_interest: "days",
    monthly_instalment: "months",
    lump_sum_or_instalments: "months",
    add_period: "months",
    deadline: "days",
    before: "days",
}


def inputs(fields: dict[Callable[..., Any], str]) -> list[Any]:
    return [
        pytest.param(function, field, id=f"{function.__name__}-{field}")
        for function, names in fields.items()
        for field in names.split()
    ]


def refusal(error: type[AmountError] | type[DateError], function: Callable[..., Any], **change: Any) -> str:
    with pytest.raises(error) as caught:
        function(**GOOD[function] | change)
    assert str(caught.value).startswith(f"{caught.value.field}: ")
    return caught.value.field


@pytest.mark.parametrize("function", GOOD, ids=lambda function: function.__name__)
def test_the_good_input_is_accepted(function: Callable[..., Any]) -> None:
    assert function(**GOOD[function]) is not None


@pytest.mark.parametrize("bad", [-1, "-0.01", "NaN", "sNaN", "Infinity", 1_000_000_000, "lots", "", 0.5, True])
@pytest.mark.parametrize(("function", "field"), inputs(DOLLARS))
def test_impossible_dollars_are_refused(function: Callable[..., Any], field: str, bad: Any) -> None:
    assert refusal(AmountError, function, **{field: bad}) == field


@pytest.mark.parametrize("bad", [-1, "100.01", 250, "NaN", "a third", 0.5])
@pytest.mark.parametrize(("function", "field"), inputs(PERCENTAGES))
def test_an_impossible_percentage_is_refused(function: Callable[..., Any], field: str, bad: Any) -> None:
    assert refusal(AmountError, function, **{field: bad}) == field


@pytest.mark.parametrize("bad", ["2026-02-30", "2027-02-29", "2026-13-01", "tomorrow", "", None, 20260301])
@pytest.mark.parametrize(("function", "field"), inputs(DAYS))
def test_a_day_that_does_not_exist_is_refused(function: Callable[..., Any], field: str, bad: Any) -> None:
    assert refusal(DateError, function, **{field: bad}) == field


@pytest.mark.parametrize("bad", [-1, "1.5", 2.0, True, "two", "--2", 10_000_000])
@pytest.mark.parametrize(("function", "field"), inputs(COUNTS))
def test_an_impossible_number_of_days_or_months_is_refused(function: Callable[..., Any], field: str, bad: Any) -> None:
    assert refusal(DateError, function, **{field: bad}) == field


@pytest.mark.parametrize(
    ("formula", "missing"),
    [
        ("none", "sale_price"),
        ("greater_of_value_and_price", "sale_price"),
        ("greater_of_value_and_price", "value"),
        ("value_only", "value"),
        ("percent_of_appraisal", "sale_price"),
        ("percent_of_appraisal", "appraisal"),
        ("half_of_gap", "sale_price"),
        ("half_of_gap", "appraisal"),
    ],
)
def test_a_rule_names_the_amount_that_it_misses(formula: str, missing: str) -> None:
    assert refusal(AmountError, capped_deficiency, formula=formula, **{missing: None}) == missing


@pytest.mark.parametrize("missing", ["value", "sale_price"])
def test_the_ceiling_of_a_claim_s_price_needs_value_and_price(missing: str) -> None:
    formula = "none" if missing == "value" else "value_only"
    change = {missing: None, "claim_price": 100000, "formula": formula}
    assert refusal(AmountError, capped_deficiency, **change) == missing


@pytest.mark.parametrize("formula", ["none", "half_of_gap"])
def test_a_deduction_from_a_value_that_does_not_count_is_refused(formula: str) -> None:
    assert refusal(AmountError, capped_deficiency, formula=formula, deduct_from_value=1) == "deduct_from_value"


def test_a_formula_that_is_not_known_is_refused() -> None:
    assert refusal(AmountError, capped_deficiency, formula="fair") == "formula"


def test_a_debt_without_principal_or_total_is_refused() -> None:
    assert refusal(AmountError, Debt, principal=None) == "principal"


def test_a_payoff_total_beside_its_own_parts_is_refused() -> None:
    assert refusal(AmountError, Debt, total=212000) == "total"
    assert refusal(AmountError, Debt, principal=None, total=212000, accrued_interest=1) == "accrued_interest"


def test_interest_days_without_a_per_diem_are_refused() -> None:
    assert refusal(AmountError, Debt, interest_days=30) == "per_diem"


def test_parts_that_add_up_to_a_billion_are_refused() -> None:
    assert refusal(AmountError, Debt, principal=600_000_000, costs=600_000_000) == "debt"


def test_a_debt_cannot_be_changed_afterwards() -> None:
    debt = Debt(principal=200000)
    with pytest.raises(ValueError, match="frozen"):
        debt.principal = money(1)  # type: ignore[misc]


def test_interest_that_would_run_backwards_is_refused() -> None:
    assert refusal(DateError, simple_interest, start="2026-03-02", end="2026-03-01") == "end"


@pytest.mark.parametrize("function", [daily_interest, simple_interest])
def test_a_year_of_364_days_is_refused(function: Callable[..., Any]) -> None:
    assert refusal(AmountError, function, basis=364) == "basis"


def test_a_range_that_is_upside_down_is_refused() -> None:
    assert refusal(AmountError, settlement_range, low_percent=70, high_percent=20) == "low_percent"


def test_a_settlement_above_the_deficiency_is_refused() -> None:
    assert refusal(AmountError, forgiven, payment=70001) == "payment"


def test_no_installments_at_all_are_refused() -> None:
    assert refusal(DateError, monthly_instalment, months=0) == "months"


def test_a_pay_period_that_is_not_known_is_refused() -> None:
    assert refusal(AmountError, garnishment_cap, pay_period="fortnightly") == "pay_period"


def test_a_minimum_wage_of_nothing_is_refused() -> None:
    assert refusal(AmountError, garnishment_cap, minimum_wage=0) == "minimum_wage"


@pytest.mark.parametrize("missing", ["assets", "liabilities"])
def test_insolvency_needs_both_assets_and_debts(missing: str) -> None:
    assert refusal(AmountError, cancelled_debt_income, **{missing: None}) == missing


def test_nothing_can_be_still_owed_on_a_nonrecourse_loan_nor_more_than_the_debt() -> None:
    assert refusal(AmountError, foreclosure_gain, recourse=False, still_owed=1) == "still_owed"
    assert refusal(AmountError, foreclosure_gain, still_owed=220001) == "still_owed"


@pytest.mark.parametrize("function", [add_period, deadline])
@pytest.mark.parametrize("change", [{"days": 1, "months": 1}, {"days": None, "months": None}])
def test_a_period_is_given_in_exactly_one_unit(function: Callable[..., Any], change: dict[str, Any]) -> None:
    assert refusal(DateError, function, **change) == "period"


def test_a_period_that_leaves_the_calendar_is_refused() -> None:
    late = partial(add_period, "9999-12-01")
    for period in ({"days": 60}, {"months": 1}, {"years": 1}):
        with pytest.raises(DateError, match="start: "):
            late(**period)
    assert refusal(DateError, before, start="0001-01-02") == "start"


def test_figures_that_are_not_of_one_case_give_no_value_credit() -> None:
    plain = deficiency(212000, 150000)
    capped = capped_deficiency(**GOOD[capped_deficiency])
    for arguments, field in [((capped, capped), "plain_deficiency"), ((plain, plain), "capped")]:
        with pytest.raises(AmountError) as caught:
            value_credit(*arguments)
        assert caught.value.field == field
    with pytest.raises(AmountError, match="not of one case"):
        value_credit(deficiency(151000, 150000), capped)
