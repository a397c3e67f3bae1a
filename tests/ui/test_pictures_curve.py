"""Another price or value: the bend of a cap, exact results, and that more debt never leaves less."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.ui.pictures.curve import amounts_with, curve, point_at, reach_of, result_in_words, varied
from bot.ui.pictures.slider import slider
from tests.ui.pictures_cases import CASES, case, drawn

dollars = some.integers(min_value=0, max_value=60_000_000).map(lambda cents: Decimal(cents) / 100)
sample_of_states = some.sampled_from(["AZ", "CT", "FL", "GA", "LA", "MI", "MS", "NV", "NY", "OH", "TX", "UT", "WI"])


def test_the_cap_is_a_bend_in_the_line() -> None:
    found = drawn(slider(CASES["texas"], "sale_price"))
    assert (
        "from $127,500 to $300,000 it stays at $18,000; from $300,000 to $318,000 it falls from $18,000 to $0; "
        "from $318,000 to $366,000 it stays at $0." in found.text
    )
    assert (
        "As told: if the sale price were $255,000: under Texas law the lender may collect at most $18,000."
        in found.text
    )


def test_the_value_comes_first_where_the_rule_counts_it() -> None:
    assert varied(CASES["texas"]) == ("fair_market_value", "sale_price")
    assert varied(CASES["ranges"]) == varied(CASES["nowhere"]) == ("sale_price",)
    assert varied(CASES["arizona"]) == varied(CASES["late"]) == varied(case("TX")) == ()
    assert slider(CASES["arizona"]) is None and slider(CASES["nowhere"], "fair_market_value") is None


def test_what_open_facts_leave_open_is_a_second_line() -> None:
    point = point_at(CASES["michigan"], "fair_market_value", Decimal(120_000))
    assert point is not None and (point.least, point.most) == (Decimal(30_000), Decimal(60_000))
    assert (
        "The least that it may be: from $45,000 to $90,000 it stays at $60,000" in drawn(slider(CASES["michigan"])).text
    )


def test_a_range_of_the_debt_stays_one_along_the_line() -> None:
    point = point_at(CASES["ranges"], "sale_price", Decimal(200_000))
    # 310,000 - 200,000, between 300,000 - 200,000 and 320,000 - 200,000
    assert point is not None and (point.least, point.amount, point.most) == (100_000, 110_000, 120_000)


@pytest.mark.parametrize(
    ("name", "over", "at", "words"),
    [
        ("texas", "fair_market_value", 310_000, "under Texas law the lender may collect at most $8,000."),
        (
            "texas",
            "sale_price",
            320_000,
            "nothing would be left owing: the sale would bring $2,000 more than the debt.",
        ),
        ("nowhere", "sale_price", 160_000, "$60,000 would be left unpaid, before any state's rule."),
        ("michigan", "sale_price", 100_000, "If someone else bought the house, the lender may claim $50,000."),
        ("surplus", "sale_price", 140_000, "the lender may collect at most $10,000"),
    ],
)
def test_one_price_or_value_has_its_exact_result_in_words(name: str, over: Any, at: int, words: str) -> None:
    assert words in result_in_words(CASES[name], over, Decimal(at))


def test_the_line_has_about_60_points_with_the_told_one_among_them() -> None:
    points = curve(CASES["texas"], "fair_market_value")
    assert 55 <= len(points) <= 70
    assert Decimal(300_000) in {point.at for point in points}


@given(sample_of_states, dollars, dollars, dollars, dollars, some.sampled_from(["sale_price", "fair_market_value"]))
@settings(max_examples=60)
def test_more_debt_never_leaves_less(
    state: str, debt: Decimal, more: Decimal, price: Decimal, value: Decimal, over: Any
) -> None:
    less, rest = (
        point_at(case(state, debt=owed, sale_price=price, fair_market_value=value), over, value)
        for owed in (debt, debt + more)
    )
    assert less is not None and rest is not None
    assert less.amount <= rest.amount and less.least <= rest.least and less.most <= rest.most
    assert 0 <= less.least <= less.amount <= less.most


@given(sample_of_states, dollars, dollars, dollars)
@settings(max_examples=12)
def test_a_better_price_or_value_never_leaves_more(state: str, debt: Decimal, price: Decimal, value: Decimal) -> None:
    standing = case(state, debt=debt, sale_price=price, fair_market_value=value)
    for over in varied(standing):
        points = curve(standing, over)
        assert points and all(a.most >= b.most and a.least >= b.least for a, b in pairwise(points))
        assert all(point == point_at(standing, over, point.at) for point in points[::10])
        reach = reach_of(standing, over)
        assert (points[0].at, points[-1].at) == (reach.low, reach.high)


def test_another_price_holds_at_the_ends_of_ranges_too() -> None:
    amounts = amounts_with(CASES["ranges"].amounts, "sale_price", Decimal(200_000))
    assert amounts.lowest is not None and amounts.highest is not None
    assert {amounts.sale_price, amounts.lowest.sale_price, amounts.highest.sale_price} == {Decimal(200_000)}
