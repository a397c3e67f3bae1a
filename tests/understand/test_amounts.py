"""Amounts of money are read as people write them, and nothing else is."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.understand.amounts import AmountMention, read_amounts
from bot.understand.measures import read_periods, read_quantities
from bot.understand.percents import read_percents
from bot.yamlfile import load_yaml

CASES = load_yaml(Path(__file__).parent / "amounts.yaml")


def shown(mention: AmountMention) -> str:
    return str(mention.value) if mention.low is None else f"{mention.low}..{mention.high}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_amounts_are_read_as_written(text: str, expected: list[str]) -> None:
    def plain(amount: str) -> list[Decimal]:
        return [Decimal(end) for end in amount.split("..")]

    assert [plain(shown(m)) for m in read_amounts(text)] == [plain(e) for e in expected]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_span_holds_the_words_that_were_read(text: str, expected: list[str]) -> None:
    for mention in read_amounts(text):
        assert text[mention.span[0] : mention.span[1]] == mention.raw
        assert mention.raw == mention.raw.strip()


def test_a_dollar_sign_makes_money_certain_and_a_bare_number_only_possible() -> None:
    assert [m.is_money for m in read_amounts("$318, 318k, sold for 318")] == ["certain", "likely", "possible"]


def test_an_estimate_is_marked_as_such() -> None:
    assert [m.approximate for m in read_amounts("about 200k, 150ish, 300k")] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("212k", "as written"),
        ("two hundred thousand", "read 'two hundred thousand' as $200,000"),
        ("150-160k", "read '150-160k' as $150,000 to $160,000"),
        ("$ 212 000", "read '$ 212 000' as $212,000"),
        ("owed -212,000", "read '-212,000' as $212,000"),
        ("owed $-212,000", "read '$-212,000' as $212,000"),
        ("owed minus 212k", "read 'minus 212k' as $212,000"),
        ("owed - 212,000", "as written"),
    ],
)
def test_it_is_said_how_an_amount_was_read(text: str, how: str) -> None:
    assert read_amounts(text)[0].how == how


def test_an_impossible_amount_of_dollars_is_kept_for_the_calculator_to_refuse() -> None:
    assert [m.value for m in read_amounts("owed $99 billion")] == [Decimal(99_000_000_000)]
    assert read_amounts("serial 99999999999") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25%", [("25", False)]),
        ("at 6.25% interest", [("6.25", True)]),
        ("a 30-year fixed at 7.125 percent", [("7.125", True)]),
        ("garnish 25% of my wages", [("25", False)]),
        ("10 percent a year", [("10", True)]),
        ("they settle for twenty percent", [("20", False)]),
        ("no numbers", []),
        ("interest rate 6.5", [("6.5", True)]),
        ("a rate of 4.125 on the note", [("4.125", True)]),
        ("the going rate of 900 a month", []),
        ("rate 12,000", []),
    ],
)
def test_percentages_are_told_from_interest_rates(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(str(p.value), p.annual_rate) for p in read_percents(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90 days", ["90 day"]),
        ("two years and 6 months", ["30 month"]),
        ("1 week, 2 days", ["9 day"]),
        ("two years, 3 months behind", ["2 year", "3 month"]),
        ("a year and a half ago", ["1.5 year"]),
        ("two and a half years", ["2.5 year"]),
        ("half a year", ["0.5 year"]),
        ("1 1/2 years", ["1.50 year"]),
        ("for a year", ["1 year"]),
        ("a 30-year loan", ["30 year"]),
        ("$500 a month", []),
        ("twice a month", []),
        ("62 years old", []),
        ("24 hrs", ["24 hour"]),
        ("90d", ["90 day"]),
    ],
)
def test_periods_are_told_from_frequencies_and_ages(text: str, expected: list[str]) -> None:
    assert [f"{p.value} {p.unit}" for p in read_periods(text)] == expected


def test_a_range_of_days_keeps_both_ends_and_business_days_are_marked() -> None:
    (period,) = read_periods("within 30 to 60 business days")
    assert (period.low, period.value, period.business_days) == (30, 60, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.5 acres", ["acres 2.5"]),
        ("2 1/2 acres", ["acres 2.50"]),
        ("half an acre", ["acres 0.5"]),
        ("1/4 acre", ["acres 0.25"]),
        ("an acre", ["acres 1"]),
        ("a duplex", ["units 2"]),
        ("triplex", ["units 3"]),
        ("a 4-plex", ["units 4"]),
        ("fourplex", ["units 4"]),
        ("quadplex", ["units 4"]),
        ("single family", ["units 1"]),
        ("SFR", ["units 1"]),
        ("a two-family house", ["units 2"]),
        ("a 3 unit building", ["units 3"]),
        ("his building in Mesa. It has four apartments", ["units 4"]),
        ("she rented two apartments after that", []),
        ("3 bed 2 bath", ["bedrooms 3", "bathrooms 2"]),
        ("1,800 sq ft", ["square_feet 1800"]),
        ("my family of 4", []),
    ],
)
def test_what_a_property_measures_is_read(text: str, expected: list[str]) -> None:
    assert [f"{q.measure} {q.value}" for q in read_quantities(text)] == expected
