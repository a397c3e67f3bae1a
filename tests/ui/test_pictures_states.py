"""The map of the states: each once, each with its own outcome, and a click that tells which."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.law.assess import assess
from bot.law.record import get_record
from bot.ui.pictures.slider import slider
from bot.ui.pictures.statemap import FIELD, MARKS, PLACES, SELECTION, state_map
from bot.ui.pictures.timeline import timeline
from bot.ui.pictures.usual import assess_as_usual, in_every_state
from bot.ui.pictures.waterfall import waterfall
from tests.ui.pictures_cases import CASES, CODES, SOLD, STATES, TODAY, case, drawn

dollars = some.integers(min_value=0, max_value=60_000_000).map(lambda cents: Decimal(cents) / 100)


def test_the_map_has_each_of_the_51_once_and_no_two_on_one_tile() -> None:
    assert sorted(PLACES) == list(CODES) and len(CODES) == 51
    assert len(set(PLACES.values())) == 51
    assert all(0 <= column < 11 and 0 <= row < 8 for column, row in PLACES.values())


@pytest.mark.parametrize(("west", "east"), ["WA ID".split(), "AZ NM".split(), "IN OH".split(), "NY RI".split()])
def test_neighbours_are_neighbours_on_the_map(west: str, east: str) -> None:
    assert PLACES[east] == (PLACES[west][0] + 1, PLACES[west][1])


@pytest.mark.parametrize(("north", "south"), ["WA OR".split(), "OR CA".split(), "OH WV".split(), "MI IN".split()])
def test_what_lies_south_is_below(north: str, south: str) -> None:
    assert PLACES[south][1] == PLACES[north][1] + 1


@pytest.mark.parametrize("name", [name for name in CASES if name != "surplus"])
def test_the_map_tells_each_states_own_outcome(name: str) -> None:
    standing = CASES[name]
    found = drawn(state_map(standing, STATES))
    spec = found.chart.to_dict()
    tiles = [row for rows in spec["datasets"].values() for row in rows if "code" in row]
    assert [tile["code"] for tile in tiles] == list(CODES)
    for tile in tiles:
        record = get_record(STATES, tile["code"])
        told = assess(standing_case(standing, tile["code"]), record, TODAY)
        assert (tile["outcome"], tile["mark"]) == (told.outcome, MARKS[told.outcome][0])
        assert found.text.count(record.name) >= 1
    assert len(found.table) == 51
    here = standing.record.code if standing.record else None
    assert [tile["code"] for tile in tiles if tile["outline"] == 3] == ([here] if here else [])


def test_a_click_selects_the_code_as_state() -> None:
    spec = drawn(state_map(CASES["texas"], STATES)).chart.to_dict()
    selection = next(param for param in spec["params"] if param["name"] == SELECTION == "state")
    assert selection["select"]["fields"] == [FIELD] == ["code"]


def test_marks_and_colours_tell_the_outcomes_apart() -> None:
    assert len({mark for mark, _, _ in MARKS.values()}) == len({colour for _, colour, _ in MARKS.values()}) == 5


def test_the_map_says_where_the_time_has_run_and_where_the_kind_of_sale_is_not_used() -> None:
    text = drawn(state_map(CASES["late"], STATES)).text
    assert "In Utah, your state: the lender's time has run, unless it acted before." in text
    assert "The kind of sale that was told is not used for homes in" in text


def test_what_is_compared_is_outlined() -> None:
    spec = drawn(state_map(CASES["texas"], STATES, compared=("NV",))).chart.to_dict()
    tiles = {row["code"]: row["outline"] for rows in spec["datasets"].values() for row in rows if "code" in row}
    assert (tiles["TX"], tiles["NV"], tiles["OH"]) == (3, 1.5, 0)


def test_no_states_rule_is_drawn_where_none_decides() -> None:
    discharged = case("TX", {"discharged": "yes", "sale_date": SOLD}, debt=318_000, sale_price=255_000)
    for standing in (CASES["surplus"], discharged):
        assert state_map(standing, STATES) is None
    assert slider(discharged) is None and timeline(discharged) is None
    assert "before any rule" in drawn(waterfall(discharged)).text


@pytest.mark.parametrize(
    "facts", [{}, {"process": "nonjudicial", "sale_date": SOLD}, {"lien": "junior"}, {"disposition": "short_sale"}]
)
@pytest.mark.parametrize("code", CODES)
def test_the_quick_assessment_comes_out_as_the_whole_one(code: str, facts: dict[str, Any]) -> None:
    standing = case(code, facts, debt=318_000, sale_price=255_000, fair_market_value=300_000)
    assert standing.assessment is not None and standing.case is not None and standing.record is not None
    quick = assess_as_usual(standing.case, standing.record, TODAY)
    assert quick.outcome == standing.assessment.outcome and quick.amount == standing.assessment.amount
    assert quick.possibilities == standing.assessment.possibilities
    assert quick.otherwise == ()  # which is what makes it quick
    assert quick.conflicts == standing.assessment.conflicts and quick.asks == standing.assessment.asks


@given(dollars, dollars, dollars, dollars, dollars)
@settings(max_examples=10)
def test_no_amounts_break_the_map(debt: Decimal, price: Decimal, value: Decimal, liens: Decimal, paid: Decimal) -> None:
    standing = case(None, {}, debt=debt, sale_price=price, appraisal=value, prior_liens=liens, claim_price=paid)
    found = state_map(standing, STATES)
    assert (found is None) == (price > debt)
    assert found is None or len(found.table) == 51


def test_a_case_is_assessed_in_every_state_once() -> None:
    standing = CASES["texas"]
    first = in_every_state(standing.facts, standing.amounts, TODAY, STATES)
    assert in_every_state(standing.facts, standing.amounts, TODAY, STATES) is first


def standing_case(standing: Any, code: str) -> Any:
    from bot.law.case import Case  # noqa: PLC0415

    return Case(state=code, facts=standing.facts, amounts=standing.amounts)
