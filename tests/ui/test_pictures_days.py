"""What is when, as a picture: deadlines, what cannot be counted, and what is past."""

from datetime import date

import pytest

from bot.ui.pictures.timeline import has_timeline, timeline
from tests.ui.pictures_cases import CASES, CODES, SOLD, TODAY, case, drawn


def test_the_lenders_last_day_and_the_days_left_are_drawn() -> None:
    found = drawn(timeline(CASES["texas"]))
    # two years from June 2, 2026; 557 days from November 23, 2026
    assert found.table == [
        {"Day": "June 2, 2026", "What": "The sale", "From today": "174 days ago"},
        {"Day": "November 23, 2026", "What": "Today", "From today": "today"},
        {"Day": "June 2, 2028", "What": "Lender's last day to file the deficiency suit", "From today": "557 days left"},
    ]
    assert (date(2028, 6, 2) - TODAY).days == 557
    assert "Not drawn" not in found.text


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
