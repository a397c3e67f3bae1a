"""The case sheet after any turns: what is known, supposed, disputed, withdrawn and not known (sheet.yaml beside this)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.context import read_turn
from bot.conversation.merge import merge
from bot.conversation.sheet import MOST_PARTS, CaseSheet, Entry
from bot.yamlfile import load_yaml

TODAY = date(2026, 11, 23)
ROWS: list[dict[str, Any]] = load_yaml(Path(__file__).with_name("sheet.yaml"))
SAID = [text if isinstance(text, str) else text[0] for row in ROWS for text in row["turns"]]
ASKED = (
    None,
    "state",
    "debt",
    "sale_price",
    "fair_market_value",
    "sale_date",
    "buyer",
    "process",
    "loan",
    "take_home_pay",
)
# turns that are likely to touch each other, and texts that nobody expected
TURNS = st.lists(
    st.tuples(st.sampled_from(SAID) | st.text(max_size=60) | st.lists(st.sampled_from(SAID), max_size=3).map(" ".join), st.sampled_from(ASKED)),
    max_size=8,
)  # fmt: skip


def after(*turns: str | list[str]) -> CaseSheet:
    """The case after turns; a pair is a turn and what the answer to it asked for."""
    sheet = CaseSheet()
    for turn in turns:
        text, asked = (turn, None) if isinstance(turn, str) else turn
        sheet = taken(sheet, text, asked)
    return sheet


def taken(sheet: CaseSheet, text: str, asked: str | None = None) -> CaseSheet:
    sheet = merge(sheet, read_turn(text, sheet, TODAY)).sheet
    return sheet.model_copy(update={"open_question": asked, "asked": (*sheet.asked, asked) if asked else sheet.asked})


def kept(sheet: CaseSheet) -> CaseSheet:
    """The sheet as it comes back from a checkpoint."""
    return CaseSheet.model_validate(sheet.model_dump(mode="json", exclude_defaults=True))


def value(entry: Entry) -> object:
    if entry.kind == "amount":
        return Decimal(entry.value)
    return date.fromisoformat(entry.value) if entry.kind == "day" else entry.value


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_the_case_after_the_turns(row: dict[str, Any]) -> None:
    assert set(row) <= {"name", "turns", "known", "supposed", "disputed", "withdrawn", "unknown"}
    sheet = after(*row["turns"])
    entries = sheet.entries.values()
    assert {e.name: value(e) for e in entries if e.known} == row.get("known", {})
    assert {e.name: value(e) for e in sheet.supposed.values()} == row.get("supposed", {})
    assert {e.name: value(e.disputed) for e in entries if e.disputed} == row.get("disputed", {})
    assert {e.name for e in entries if e.status == "withdrawn"} == set(row.get("withdrawn", ()))
    assert sheet.unknown == set(row.get("unknown", ()))


def test_an_entry_says_from_which_turn_it_is_and_how_it_was_read() -> None:
    sheet = after("Utah, owed 318k", "sold for 255", "no, it sold for 265")
    price = sheet.entries["sale_price"]
    assert (sheet.entries["debt"].turn, price.turn, price.raw) == (1, 3, "265")
    assert "265,000" in price.how
    assert sheet.turn == 3


def test_an_adopted_supposition_dates_from_the_turn_that_adopted_it() -> None:
    sheet = after("Utah, owed 318k, sold for 255k", "what if it sold for 280k?", "use that")
    assert (sheet.entries["sale_price"].turn, sheet.entries["state"].turn, sheet.what_ifs) == (3, 1, 1)


def test_both_incomes_are_kept_and_the_parts_of_one_amount_do_not_grow_for_ever() -> None:
    pay = after("I make 1,200 every two weeks take home in Ohio", "my pay before taxes is 1,600 every two weeks")
    assert [r.value for r in pay.entries["income"].amounts] == [Decimal(1600), Decimal(1200)]
    many = after(*(f"I make {n},000 a month in Ohio" for n in range(1, 15)))
    assert len(many.entries["income"].amounts) == MOST_PARTS


def test_a_case_of_200_turns_is_as_large_as_one_of_20() -> None:
    turns = ["owed 200k in Ohio", "no, we owed 210k", "what if it sold for 150k?", "use that", "forget the price"]
    short, long = (len(after(*turns * times).model_dump_json(exclude_defaults=True)) for times in (4, 40))
    assert long < short + 200


def goes_on_alike(turns: Iterable[tuple[str, str | None]]) -> None:
    """A case that is kept and opened again before each turn stays the one that never was."""
    live = stored = CaseSheet()
    for text, asked in turns:
        live, stored = taken(live, text, asked), taken(kept(stored), text, asked)
        assert kept(live) == live
        assert stored == live


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_each_case_comes_back_from_json_as_it_was_and_goes_on_alike(row: dict[str, Any]) -> None:
    goes_on_alike((turn, None) if isinstance(turn, str) else (turn[0], turn[1]) for turn in row["turns"])


@given(TURNS)
@settings(max_examples=30)
def test_any_case_comes_back_from_json_as_it_was_and_goes_on_alike(turns: list[tuple[str, str | None]]) -> None:
    goes_on_alike(turns)


@given(TURNS)
@settings(max_examples=30)
def test_any_turns_leave_a_case_that_holds_together(turns: list[tuple[str, str | None]]) -> None:
    sheet = CaseSheet()
    for number, (text, asked) in enumerate(turns, start=1):
        sheet = taken(sheet, text, asked)
        assert sheet.turn == number
        for name, entry in (*sheet.entries.items(), *sheet.supposed.items()):
            assert entry.name == name
            assert 1 <= entry.turn <= number
            assert entry.status == "known" or entry.disputed is None
            assert entry.disputed is None or value(entry.disputed) != value(entry)
        assert all(entry.known for entry in sheet.supposed.values())
