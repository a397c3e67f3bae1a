"""Dates are resolved against today, in US order, with what they are the date of; impossible ones are never guessed."""

from datetime import date
from pathlib import Path

import pytest

from bot.understand.daterole import DateRole
from bot.understand.dates import DateMention, read_dates
from bot.yamlfile import load_yaml

TODAY = date(2026, 11, 23)
CASES = load_yaml(Path(__file__).parent / "dates.yaml")


def shown(mention: DateMention) -> str:
    days = str(mention.start) if mention.day else f"{mention.start}..{mention.end}"
    return f"{days} {mention.role or '-'}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_date_is_read_with_its_role(text: str, expected: list[str]) -> None:
    reading = read_dates(text, TODAY)
    assert [shown(m) for m in reading.mentions] == expected
    assert reading.invalid == ()


@pytest.mark.parametrize(
    "written",
    ["2/30/2026", "13/45/2026", "25/12/2025", "2/29/2025", "Feb 30", "June 31, 2025", "2026-13-01", "0/10/2025"],
)
def test_an_impossible_date_is_listed_and_not_guessed(written: str) -> None:
    reading = read_dates(f"sold on {written} at auction", TODAY)
    assert reading.mentions == ()
    assert [i.raw for i in reading.invalid] == [written]
    assert reading.invalid[0].message.startswith(f'"{written}" is not a day in the calendar')


def test_a_date_without_a_year_says_which_year_was_taken() -> None:
    (mention,) = read_dates("notice mailed 2/20", TODAY).mentions
    assert mention.how == "no year given, read as the latest such day, February 20, 2026"


def test_the_later_of_two_corrected_dates_stands() -> None:
    reading = read_dates("sold on March 2, no wait, March 12", TODAY)
    assert [m.superseded for m in reading.mentions] == [True, False]
    sale = reading.of(DateRole.SALE_DATE)
    assert sale is not None
    assert sale.day == date(2026, 3, 12)


def test_a_supposed_date_is_marked() -> None:
    assert read_dates("what if they sold it on 3/2/26", TODAY).mentions[0].hypothetical
    assert not read_dates("they sold it on 3/2/26", TODAY).mentions[0].hypothetical


def test_rough_periods_are_approximate_and_days_are_not() -> None:
    reading = read_dates("served 60 days ago, sold two months ago", TODAY)
    assert [m.approximate for m in reading.mentions] == [False, True]


def test_the_start_and_end_of_a_year_are_its_days() -> None:
    (mention,) = read_dates("bought in 2019", TODAY).mentions
    assert (mention.start, mention.end, mention.precision) == (date(2019, 1, 1), date(2019, 12, 31), "year")


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1)])
def test_relative_dates_hold_at_the_edges_of_a_year(today: date) -> None:
    reading = read_dates("last month, last year, a year ago, next month, last march, feb 29", today)
    assert len(reading.mentions) == 6
    assert all(m.start <= m.end for m in reading.mentions)
