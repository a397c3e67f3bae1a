"""The pictures as data: worked cases from the records, and what holds for every case."""

import tomllib
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.calculator.deficiency import Debt
from bot.law.assess import assess
from bot.law.record import get_record
from bot.settings import ROOT
from bot.ui.pictures import picture
from bot.ui.pictures.curve import amounts_with, curve, point_at, reach_of, result_in_words, varied
from bot.ui.pictures.picture import Picture
from bot.ui.pictures.slider import slider
from bot.ui.pictures.statemap import FIELD, GRID, MARKS, PLACES, SELECTION, state_map
from bot.ui.pictures.timeline import has_timeline, timeline
from bot.ui.pictures.usual import assess_as_usual, in_every_state
from bot.ui.pictures.waterfall import bars_of, has_waterfall, waterfall
from tests.ui.pictures_cases import CASES, CODES, SOLD, STATES, TODAY, case

dollars = some.integers(min_value=0, max_value=60_000_000).map(lambda cents: Decimal(cents) / 100)
sample_of_states = some.sampled_from(["AZ", "CT", "FL", "GA", "LA", "MI", "MS", "NV", "NY", "OH", "TX", "UT", "WI"])


def drawn(found: Picture | None) -> Picture:
    assert found is not None
    return found


def amounts_in(found: Picture) -> dict[str, str]:
    return {row["Step"]: row["Amount"].replace("\u00a0", " ") for row in found.table}


# the sum


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
    assert amounts_in(found)["The lender may claim"] == "= $60,000"
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


# the days


def test_the_lenders_last_day_and_the_days_left_are_drawn() -> None:
    found = drawn(timeline(CASES["texas"]))
    # two years from June 2, 2026; 557 days from November 23, 2026
    assert found.table == [
        {"Day": "June 2, 2026", "What": "The sale", "From today": "174 days ago"},
        {"Day": "November 23, 2026", "What": "Today", "From today": "today"},
        {"Day": "June 2, 2028", "What": "Lender's last day to file the deficiency suit", "From today": "557 days left"},
    ]
    assert (date(2028, 6, 2) - TODAY).days == 557


def test_a_deadline_that_is_past_says_so_and_one_that_was_met_too() -> None:
    assert "That was 82 days ago; whether the lender acted before was not told." in drawn(timeline(CASES["late"])).text
    met = drawn(timeline(CASES["parts"]))
    assert "It was done on September 1, 2026, in time." in met.text
    assert met.table[-1]["From today"] == "done in time"


def test_the_general_limit_is_drawn_where_no_deadline_has_a_day() -> None:
    found = drawn(timeline(CASES["michigan"]))
    assert found.table[-1] == {
        "Day": "June 2, 2032",
        "What": "General limit of 6 years, at the latest",
        "From today": "2,018 days left",
    }
    assert "(MCL 600.5807); counted from the sale, the latest it can begin" in found.text
    assert "The end of the time to redeem (to buy the home back) is not known here" in found.text


def test_a_day_that_cannot_be_counted_is_named_and_not_drawn() -> None:
    found = drawn(timeline(CASES["ranges"]))
    assert [row["What"] for row in found.table] == ["The sale", "Today"]
    assert "Not drawn, because the day it counts from is not known here: The lender has 2 years" in found.text
    assert "Counted from the sale itself it would be June 2, 2027; the real last day is later." in found.text


def test_the_time_to_redeem_is_drawn_where_its_end_is_known() -> None:
    told = {
        "sale_date": date(2026, 10, 2),
        "redemption_end": date(2027, 1, 2),
        "process": "judicial",
        "loan": "cash_out",
    }
    found = drawn(timeline(case("CA", told)))
    assert {"Day": "January 2, 2027", "What": "The time to redeem ends", "From today": "40 days left"} in found.table


def test_a_barred_claim_has_no_deadline_of_the_lender() -> None:
    found = drawn(timeline(case("AZ", {"process": "nonjudicial", "sale_date": SOLD})))
    assert [row["What"] for row in found.table] == ["The sale", "Today"]
    assert "No deadline of the lender is drawn: under Arizona law the lender cannot collect the rest." in found.text


def test_a_month_is_counted_from_its_end_and_said_so() -> None:
    found = drawn(timeline(CASES["texas"], rough={"sale_date"}))
    assert "The sale was on June 2, 2026 or before, counted from the end of what was told" in found.text
    assert "the last day is June 2, 2028 at the latest" in found.text


@pytest.mark.parametrize("code", CODES)
def test_every_deadline_with_a_day_is_in_the_picture_of_every_state(code: str) -> None:
    known = dict.fromkeys(("sale_date", "deed_date", "confirmation_date", "judgment_date"), SOLD)
    standing = case(code, {**known, "loan": "cash_out", "units": 6})
    found = drawn(timeline(standing))
    assert standing.assessment is not None and has_timeline(standing)
    days = {row["Day"] for row in found.table}
    for p in standing.assessment.possibilities:
        for d in p.deadlines if p.outcome != "barred" or p.lapsed else ():
            if d.last_day is not None:
                assert f"{d.last_day:%B} {d.last_day.day}, {d.last_day.year}" in days
    assert found.chart.to_dict()["layer"]


def test_no_day_no_picture() -> None:
    assert timeline(CASES["arizona"]) is None and not has_timeline(CASES["arizona"])


# the states


def test_the_map_has_each_of_the_51_once_and_no_two_on_one_tile() -> None:
    assert sorted(PLACES) == list(CODES) and len(CODES) == 51
    assert len(set(PLACES.values())) == 51
    assert all(0 <= column < 11 and 0 <= row < 8 for column, row in PLACES.values())
    assert GRID.count("AK") == 1


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


# another price or value


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


# every picture


def every(name: str) -> list[Picture]:
    standing = CASES[name]
    found = [waterfall(standing), timeline(standing), state_map(standing, STATES)]
    found += [slider(standing, over, Decimal(100_000)) for over in varied(standing)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("name", CASES)
def test_every_chart_is_a_valid_spec_that_takes_the_width_it_is_given(name: str) -> None:
    pictures = every(name)
    assert len(pictures) >= 2
    for one in pictures:
        spec = one.chart.to_dict()
        assert spec["width"] == "container"
        assert one.title and one.text.endswith(".") and one.table
        assert "None" not in one.text and "  " not in one.text and ".." not in one.text
        assert len({tuple(row) for row in one.table}) == 1


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_fill_stands_out_on_the_page(theme: str) -> None:
    looks = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    page = looks.get(theme, {}).get("backgroundColor", {"light": "#ffffff", "dark": "#0e1117"}[theme])
    for fill in (picture.ADDS, picture.TAKES_OFF, picture.RESULT, picture.RULE, picture.QUIET):
        assert _contrast(fill, page) >= 3
        assert _contrast(fill, picture.ON_FILL) >= 4.5
