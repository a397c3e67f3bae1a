"""Another country's money, and what only looks like it."""

from datetime import date

import pytest

from bot.understand.read import read_question

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text", ["owed €200,000", "owed 300k CAD", "owed 2 million pesos", "owed £90,000 on it", "owed 200,000 euros"]
)
def test_it_is_not_counted_as_dollars(text: str) -> None:
    read = read_question(text, TODAY, "OH")
    assert not read.amounts
    assert "US dollars only" in read.problems[0]


@pytest.mark.parametrize(
    "text", ["owed $200,000", "owed 300k cash", "owed 300,000 pesos... no, dollars", "owed 90k in may"]
)
def test_dollars_are_counted(text: str) -> None:
    read = read_question(text, TODAY, "OH")
    assert read.says("debt")
    assert not read.problems
