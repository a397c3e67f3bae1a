"""How long after the sale the lender is told to have sued: elapsed.yaml beside this."""

from pathlib import Path

import pytest

from bot.understand.elapsed import SuedAfter, read_sued_after
from bot.yamlfile import load_yaml

ROWS: list[tuple[str, str | None]] = load_yaml(Path(__file__).with_name("elapsed.yaml"))


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_when_the_lender_sued(text: str, expected: str | None) -> None:
    found = read_sued_after(text)
    assert (found.words() if found else None) == expected


def test_a_sale_told_before_is_what_it_counts_from() -> None:
    found = read_sued_after("they took 11 months to sue", sold=True)
    assert found is not None
    assert (found.event, found.number) == ("sale_date", 11)


@pytest.mark.parametrize("words", [words for _, words in ROWS if words])
def test_what_is_kept_is_read_back(words: str) -> None:
    kept = SuedAfter.of_words(words)
    assert kept is not None
    assert kept.words() == words


def test_other_words_are_no_period() -> None:
    assert SuedAfter.of_words("4 months after the wedding") is None
