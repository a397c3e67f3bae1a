"""Laws that hold for every amount and every day."""

import calendar
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.calculator import (
    Cap,
    Debt,
    Figure,
    PayPeriod,
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
    lump_sum_or_instalments,
    monthly_instalment,
    settlement_range,
    simple_interest,
    taxable_home_gain,
    value_credit,
)


def cents(most: int = 2_000_000) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, most, places=2, allow_nan=False, allow_infinity=False)


AMOUNT = cents()
PERCENT = st.decimals(0, 100, places=3, allow_nan=False, allow_infinity=False)
DAY = st.dates(date(1950, 1, 1), date(2150, 12, 31))
OPTIONAL = st.one_of(st.just(Decimal(0)), AMOUNT)
CAPPED = st.fixed_dictionaries(
    {
        "formula": st.sampled_from(list(Cap)),
        "debt_total": AMOUNT,
        "sale_price": AMOUNT,
        "value": AMOUNT,
        "appraisal": AMOUNT,
        "percent": PERCENT,
        "add_to_debt": OPTIONAL,
        "credits": OPTIONAL,
        "claim_price": st.none() | AMOUNT,
    }
)


def adds_up(figure: Figure) -> bool:
    terms = [step.amount for step in figure.steps]
    return (sum(terms, Decimal(0)) if figure.additive else terms[-1]) == figure.amount


@given(AMOUNT, st.tuples(AMOUNT, AMOUNT, AMOUNT), AMOUNT, OPTIONAL)
def test_the_order_of_the_costs_is_irrelevant(
    principal: Decimal, costs: tuple[Decimal, Decimal, Decimal], price: Decimal, credited: Decimal
) -> None:
    results = {
        (figure.name, figure.amount)
        for late_fees, legal, other in permutations(costs)
        for figure in [
            deficiency(Debt(principal=principal, late_fees=late_fees, costs=legal, other=other), price, credited)
        ]
    }
    assert len(results) == 1


@given(AMOUNT, AMOUNT, AMOUNT, OPTIONAL)
def test_a_higher_price_never_raises_the_deficiency(debt: Decimal, price: Decimal, more: Decimal, off: Decimal) -> None:
    def signed(figure: Figure) -> Decimal:
        return figure.amount if figure.name == "deficiency" else -figure.amount

    lower, higher = deficiency(debt, price, off), deficiency(debt, price + more, off)
    assert signed(lower) - signed(higher) == more
    assert lower.amount >= 0
    assert higher.amount >= 0


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, OPTIONAL)
def test_the_terms_of_a_deficiency_and_of_a_surplus_add_up(
    principal: Decimal, interest: Decimal, costs: Decimal, price: Decimal, credited: Decimal
) -> None:
    figure = deficiency(Debt(principal=principal, accrued_interest=interest, costs=costs), price, credited)
    assert adds_up(figure)
    assert (figure.name == "surplus") == (price + credited > principal + interest + costs)


@given(CAPPED)
def test_a_cap_never_exceeds_the_plain_deficiency_nor_falls_below_zero(facts: dict[str, Any]) -> None:
    capped = capped_deficiency(**facts)
    plain = deficiency(facts["debt_total"], facts["sale_price"], facts["credits"])
    most = plain.amount if plain.name == "deficiency" else Decimal(0)
    assert 0 <= capped.amount <= most
    assert adds_up(capped)
    saved = value_credit(plain, capped)
    assert saved.amount == most - capped.amount
    assert adds_up(saved)


@given(CAPPED, AMOUNT)
def test_a_higher_value_never_raises_a_capped_deficiency(facts: dict[str, Any], more: Decimal) -> None:
    better = facts | {"value": facts["value"] + more, "appraisal": facts["appraisal"] + more}
    assert capped_deficiency(**better).amount <= capped_deficiency(**facts).amount


@given(CAPPED, AMOUNT, st.sampled_from([Cap.GREATER_OF_VALUE_AND_PRICE, Cap.VALUE_ONLY, Cap.PERCENT_OF_APPRAISAL]))
def test_a_deduction_from_the_value_never_lowers_a_capped_deficiency(
    facts: dict[str, Any], deduction: Decimal, formula: Cap
) -> None:
    facts = facts | {"formula": formula}
    deducted = capped_deficiency(**facts, deduct_from_value=deduction)
    assert deducted.amount >= capped_deficiency(**facts).amount
    assert adds_up(deducted)


@given(AMOUNT, st.sampled_from(list(PayPeriod)), st.decimals("0.01", 50, places=2))
def test_a_garnishment_is_never_above_a_quarter_nor_negative_and_leaves_the_protected_part(
    earnings: Decimal, period: PayPeriod, wage: Decimal
) -> None:
    figure = garnishment_cap(earnings, period, wage)
    assert 0 <= figure.amount <= earnings / 4
    protected = figure.steps[1].amount
    assert earnings - figure.amount >= min(earnings, protected)
    assert adds_up(figure)


@given(AMOUNT, AMOUNT)
def test_more_pay_never_lowers_the_garnishment(earnings: Decimal, more: Decimal) -> None:
    assert garnishment_cap(earnings).amount <= garnishment_cap(earnings + more).amount


@given(AMOUNT, AMOUNT, AMOUNT)
def test_excluded_and_taxable_debt_add_up_to_the_canceled_debt(debt: Decimal, assets: Decimal, owed: Decimal) -> None:
    result = cancelled_debt_income(debt, assets=assets, liabilities=owed)
    assert result.excluded.amount + result.taxable.amount == debt
    assert result.excluded.amount <= max(Decimal(0), owed - assets)
    assert all(adds_up(figure) for figure in result)


@given(AMOUNT, AMOUNT, AMOUNT, st.booleans(), st.decimals(0, 1, places=2), OPTIONAL)
def test_realized_and_canceled_account_for_the_debt_no_longer_owed(
    debt: Decimal, value: Decimal, basis: Decimal, recourse: bool, part: Decimal, proceeds: Decimal
) -> None:
    still_owed = (debt * part).quantize(Decimal("0.01")) if recourse else Decimal(0)
    result = foreclosure_gain(
        debt=debt, fair_market_value=value, basis=basis, recourse=recourse, still_owed=still_owed, proceeds=proceeds
    )
    assert result.amount_realized.amount + result.cancelled_debt.amount == debt - still_owed + proceeds
    signed = result.gain.amount if result.gain.name == "foreclosure_gain" else -result.gain.amount
    assert signed == result.amount_realized.amount - basis
    assert all(adds_up(figure) for figure in result)


@given(AMOUNT, st.booleans())
def test_a_joint_return_never_pays_on_more_gain(gain: Decimal, joint: bool) -> None:
    figure = taxable_home_gain(gain, joint=joint)
    assert 0 <= figure.amount <= gain
    assert figure.amount >= taxable_home_gain(gain, joint=True).amount
    assert adds_up(figure)


@given(AMOUNT, PERCENT, PERCENT)
def test_a_settlement_range_is_ordered_and_within_the_deficiency(owed: Decimal, one: Decimal, two: Decimal) -> None:
    low, high = settlement_range(owed, min(one, two), max(one, two))
    assert 0 <= low.amount <= high.amount <= owed
    assert forgiven(owed, high.amount).amount <= forgiven(owed, low.amount).amount


@given(cents(500_000), st.integers(1, 480), st.decimals(0, 30, places=3))
def test_the_present_value_of_the_installments_of_an_amount_is_the_amount(
    amount: Decimal, months: int, rate: Decimal
) -> None:
    payment = monthly_instalment(amount, months, rate).amount
    plan = lump_sum_or_instalments(amount, payment, months, rate)
    half_a_cent_a_month = Decimal("0.005") * months + Decimal("0.01")
    assert abs(plan.present_value.amount - amount) <= half_a_cent_a_month
    assert plan.present_value.amount <= plan.total.amount
    assert plan.difference.amount == plan.total.amount - amount
    assert all(adds_up(figure) for figure in plan)


@given(AMOUNT, st.decimals(0, 30, places=3), DAY, st.integers(0, 3000), st.integers(0, 3000))
def test_interest_of_two_stretches_is_the_interest_of_both(
    principal: Decimal, rate: Decimal, start: date, first: int, second: int
) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    parts = [
        simple_interest(principal, rate, start=start, end=middle),
        simple_interest(principal, rate, start=middle, end=end),
    ]
    whole = simple_interest(principal, rate, start=start, end=end)
    assert abs(sum(part.amount for part in parts) - whole.amount) <= Decimal("0.01")
    assert whole.as_of == end


@given(AMOUNT, PERCENT, DAY)
def test_one_day_of_interest_is_the_per_diem(principal: Decimal, rate: Decimal, start: date) -> None:
    day_after = start + timedelta(days=1)
    one_day = simple_interest(principal, rate, start=start, end=day_after, basis=360)
    assert one_day.amount == daily_interest(principal, rate, 360).amount


@given(DAY, st.integers(1, 600))
def test_months_end_on_the_same_day_number_or_the_month_s_last(start: date, months: int) -> None:
    end = add_period(start, months=months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    last = calendar.monthrange(end.year, end.month)[1]
    assert end.day == min(start.day, last)


@given(DAY, st.integers(1, 100))
def test_a_year_is_twelve_months(start: date, years: int) -> None:
    assert add_period(start, years=years) == add_period(start, months=12 * years)


@given(DAY, st.integers(1, 5000))
def test_days_before_undo_days_after(start: date, days: int) -> None:
    end = add_period(start, days=days)
    assert (end - start).days == days
    assert before(end, days).date == start


@given(DAY, st.integers(1, 5000))
def test_a_carried_deadline_is_the_first_weekday_from_the_plain_one(start: date, days: int) -> None:
    plain, carried = deadline(start, days=days), deadline(start, days=days, roll_weekend=True)
    assume(plain.date != carried.date)
    assert plain.date.weekday() >= 5
    assert carried.date.weekday() == 0
    assert timedelta(days=1) <= carried.date - plain.date <= timedelta(days=2)


@given(DAY, st.integers(1, 5000))
def test_a_carried_deadline_never_ends_on_a_weekend(start: date, days: int) -> None:
    assert deadline(start, days=days, roll_weekend=True).date.weekday() < 5
