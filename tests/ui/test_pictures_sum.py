"""How the amount comes about, as a picture: worked cases from the records, and that the terms add up."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.calculator.deficiency import Debt
from bot.ui.pictures.picture import Picture
from bot.ui.pictures.waterfall import bars_of, has_waterfall, waterfall
from tests.ui.pictures_cases import CASES, case, drawn

dollars = some.integers(min_value=0, max_value=60_000_000).map(lambda cents: Decimal(cents) / 100)
sample_of_states = some.sampled_from(["AZ", "CT", "FL", "GA", "LA", "MI", "MS", "NV", "NY", "OH", "TX", "UT", "WI"])


def amounts_in(found: Picture) -> dict[str, str]:
    return {row["Step"]: row["Amount"].replace("\u00a0", " ") for row in found.table}


def test_a_barred_claim_is_taken_off_by_the_state_and_nothing_is_left() -> None:
    found = drawn(waterfall(CASES["arizona"]))
    # 212,000 - 150,000 = 62,000, which A.R.S. § 33-814(G) bars
    assert amounts_in(found) == {
        "Payoff total": "+ $212,000",
        "Sale price": "− $150,000",
        "Arizona law takes off": "− $62,000",
        "Left to collect": "= $0",
    }
    assert "Under Arizona law the lender cannot collect the rest (A.R.S. §§ 33-729(A)" in found.text


def test_a_capped_claim_counts_the_value_and_says_why_the_price_does_not_enter() -> None:
    found = drawn(waterfall(CASES["texas"]))
    # 318,000 - max(300,000, 255,000) = 18,000
    assert amounts_in(found) == {"Payoff total": "+ $318,000", "Market value": "− $300,000", "At most": "= $18,000"}
    assert "the sale price of $255,000 does not enter, because it is below the market value" in found.text
    assert "at most $18,000, if you ask in time and a court accepts that value (Tex. Prop. Code § 51.003)" in found.text


def test_a_case_that_depends_shows_the_dearest_way_and_tells_the_other() -> None:
    found = drawn(waterfall(CASES["michigan"]))
    assert amounts_in(found)["At most"] == "= $60,000"
    assert "If someone else bought the house, the lender may claim $60,000" in found.text
    assert "If the lender (or someone for it) bought the house, the lender may collect at most $30,000" in found.text


def test_a_surplus_is_called_one_and_nothing_is_owed() -> None:
    found = drawn(waterfall(CASES["surplus"]))
    assert amounts_in(found) == {"Sale price": "+ $180,000", "Payoff total": "− $150,000", "Surplus": "= $30,000"}
    assert found.text.endswith("That leaves a surplus of $30,000: the sale brought more than was owed.")


def test_the_parts_of_the_debt_stand_apart_under_a_value_rule_too() -> None:
    # 200,000 + 12,000 + 850 + 5,250.50 - 3,000 - max(190,000, 150,000) = 25,100.50
    assert list(amounts_in(drawn(waterfall(CASES["parts"]))).values()) == [
        "+ $200,000",
        "+ $12,000",
        "+ $850",
        "+ $5,250.50",
        "− $3,000",
        "− $190,000",
        "= $25,100.50",
    ]


def test_a_range_has_whiskers_and_is_told() -> None:
    found = drawn(waterfall(CASES["ranges"]))
    assert "Over the range that was told it is $45,000 to $65,000; this is its middle." in found.text
    rows = [row for rows in found.chart.to_dict()["datasets"].values() for row in rows]
    assert {"start": 45000.0, "end": 65000.0}.items() <= next(row for row in rows if "label" not in row).items()


def test_a_value_above_the_debt_leaves_nothing() -> None:
    found = drawn(waterfall(case("TX", {}, debt=318_000, sale_price=255_000, fair_market_value=320_000)))
    assert list(amounts_in(found).values()) == ["+ $318,000", "− $320,000", "+ $2,000", "= $0"]
    assert "The credit covers the whole debt: nothing is left to claim (plus $2,000). That leaves $0." in found.text


def test_a_claim_whose_time_has_run_ends_at_zero() -> None:
    found = drawn(waterfall(CASES["late"]))
    assert amounts_in(found)["The lender's time has run"] == "− $18,000"
    assert "ran out on September 2, 2026, unless it acted before" in found.text


def test_without_a_state_it_is_the_gap_before_any_rule() -> None:
    found = drawn(waterfall(CASES["nowhere"]))
    assert amounts_in(found)["Left unpaid"] == "= $70,000"
    assert "before any rule that may limit or end the claim" in found.text


@pytest.mark.parametrize("told", [{}, {"debt": 200_000}, {"claimed": 48_000}])
def test_no_sum_is_drawn_where_there_is_none(told: dict[str, Any]) -> None:
    assert waterfall(case("TX", **told)) is None and not has_waterfall(case("TX", **told))


def test_the_sale_of_another_lender_is_no_sum_of_the_second_loan() -> None:
    wiped_out = case("TX", {"lien": "junior", "sale_by": "other_lender"}, debt=212_000, sale_price=150_000)
    assert waterfall(wiped_out) is None


@given(sample_of_states, dollars, dollars, dollars, dollars, dollars, some.sampled_from([None, "judicial"]))
@settings(max_examples=80)
def test_the_terms_add_up_to_the_result_that_the_law_leaves(
    state: str, owed: Decimal, fees: Decimal, price: Decimal, value: Decimal, paid: Decimal, process: str | None
) -> None:
    debt = Debt(principal=owed, late_fees=fees)
    facts = {"process": process} if process else {}
    known = {"debt": debt.amount, "breakdown": debt, "sale_price": price, "fair_market_value": value, "credits": paid}
    standing = case(state, facts, **known)
    assert standing.assessment is not None
    for p in standing.assessment.possibilities:
        figure = p.recoverable.figure or p.recoverable.plain
        assert figure is not None
        *terms, result = bars_of(figure, standing, p)
        assert terms[0].start == 0 and all(a.end == b.start for a, b in pairwise(terms))
        assert sum(term.amount for term in terms) == result.amount == terms[-1].end
        surplus = figure.name == "surplus"
        assert result.amount == (figure.amount if surplus else p.recoverable.amount)
