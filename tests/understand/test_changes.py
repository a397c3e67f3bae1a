"""What is changed by how much, and what only looks like a change: tests/understand/changes.yaml."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand.changes import Change, read_changes
from bot.understand.roles import Role
from bot.yamlfile import load_yaml

DATA = load_yaml(Path(__file__).parent / "changes.yaml")
LIMIT = 0.1  # seconds of work for 8,000 characters, several times what is needed
PIECES = [
    "10k", "10K", "more", "MORE", "less", "higher", "20%", "half", "of that", "double", "twice", "as much", "another", "plus", "minus", "$", "5", "than",
    "it did", "i owed", "sold for", "bid", "fees", "the", "price", "by", "off", "take", "ten", "thousand", "a month", ",", ".", "?", "-", "x",
]  # fmt: skip
any_text = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
    st.text(alphabet="0123456789.,$% kxm-"),
)


def shown(change: Change) -> str:
    return f"{change.role or 'null'} {change.kind} {change.amount:f}"


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in DATA["changes"]], ids=[r[0] for r in DATA["changes"]]
)
def test_a_change_is_read_with_what_it_changes(text: str, expected: list[str]) -> None:
    assert [shown(c) for c in read_changes(text)] == expected


@pytest.mark.parametrize(("text", "expected"), DATA["thousands"], ids=[r[0] for r in DATA["thousands"]])
def test_a_bare_number_means_thousands_only_where_asked_for(text: str, expected: list[str]) -> None:
    assert [shown(c) for c in read_changes(text, thousands=True)] == expected


@pytest.mark.parametrize("text", DATA["none"])
def test_what_compares_counts_or_claims_is_no_change(text: str) -> None:
    assert read_changes(text) == []
    assert read_changes(text, thousands=True) == []


@pytest.mark.parametrize("row", DATA["changes"], ids=[r[0] for r in DATA["changes"]])
def test_capitals_change_nothing(row: list[str]) -> None:
    assert [(c.role, c.kind, c.amount) for c in read_changes(row[1].upper())] == [
        (c.role, c.kind, c.amount) for c in read_changes(row[1])
    ]


def test_there_are_enough_rows_and_each_is_its_own() -> None:
    texts = [row[1] for row in DATA["changes"]] + DATA["none"]
    assert len(texts) >= 110
    assert len(set(texts)) == len(texts)


@given(text=any_text, thousands=st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_raise_and_what_it_reads_stands_in_the_text(text: str, thousands: bool) -> None:
    end = 0
    for change in read_changes(text, thousands=thousands):
        assert end <= change.span[0] < change.span[1] <= len(text)
        assert text[change.span[0] : change.span[1]] == change.raw
        assert change.role is None or change.role in {str(role) for role in Role}
        assert change.kind == "add" or change.amount >= 0
        end = change.span[1]


@given(n=st.integers(1_000, 999_999), more=st.booleans(), form=st.sampled_from(["${:,}", "{:,}", "{} dollars"]))
@settings(deadline=None)
def test_any_amount_more_or_less_is_read_back(n: int, more: bool, form: str) -> None:
    (change,) = read_changes(f"what if it sold for {form.format(n)} {'more' if more else 'less'}")
    assert (change.role, change.kind, change.amount) == ("sale_price", "add", Decimal(n if more else -n))


@given(percent=st.integers(1, 99))
@settings(deadline=None)
def test_any_percentage_is_read_as_an_exact_factor(percent: int) -> None:
    (more,) = read_changes(f"what if the bid was {percent}% higher")
    (less,) = read_changes(f"what if the bid was {percent}% lower")
    assert (more.amount, less.amount) == (1 + Decimal(percent) / 100, 1 - Decimal(percent) / 100)
