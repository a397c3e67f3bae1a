"""Which case of a record decides and what rules the others out, on the real records."""

import pytest

from bot.brief.explain import RuleLine, against_words, explain
from bot.calculator.deadlines import in_words
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import standing
from bot.understand.statenames import TITLES
from tests.brief.talk import engine, told


def lines(text: str) -> dict[str, RuleLine]:
    return {line.id: line for line in explain(told(text).standing)}


def test_a_told_fact_rules_out_the_cases_before_the_one_that_decides() -> None:
    found = lines("Arizona trustee's sale of our 3 unit building, owed 212k, sold for 150k")
    assert found["trustee-sale-other"].verdict == "decides"
    assert found["court-foreclosure"].verdict == "after"
    ruled_out = found["trustee-sale-home"]
    assert ruled_out.verdict == "ruled_out" and ruled_out.against is not None
    assert (ruled_out.against.fact, ruled_out.against.basis) == ("units", "told")
    assert against_words(ruled_out) == "needs: at most 2 homes in the building; here (told): 3 homes in the building"
    assert ruled_out.passage == "states/AZ#rule-trustee-sale-home"


def test_each_condition_says_whether_its_fact_was_told_taken_or_is_open() -> None:
    checks = {
        c.fact: c for c in lines("California court foreclosure of our heloc, owed 90k")["wiped-out-junior"].checks
    }
    assert (checks["lien"].basis, checks["lien"].holds) == ("told", True)
    assert (checks["disposition"].basis, checks["disposition"].holds) == ("taken", True)
    assert (checks["sale_by"].basis, checks["sale_by"].holds, checks["sale_by"].has) == ("open", None, None)


def test_while_a_fact_is_open_several_cases_may_decide() -> None:
    found = lines("California court foreclosure of our heloc, owed 90k")
    assert {id for id, line in found.items() if line.verdict == "possible"} == {"wiped-out-junior", "court-foreclosure"}


def test_a_fact_that_was_told_is_named_before_one_that_was_taken_as_usual() -> None:
    against = lines("Nevada foreclosure of a second mortgage that was a refinance")["purchase-second-on-home"].against
    assert against is not None
    assert (against.fact, against.basis) == ("loan", "told")


def test_a_day_is_told_in_words_on_both_sides_of_a_limit() -> None:
    line = lines("Hawaii court foreclosure, sold at auction on May 2, 2021")["court-sale-before-monalim"]
    assert line.against is not None
    assert line.against.needs == "the sale was on or before April 29, 2020"
    assert line.against.has == "the sale was on May 2, 2021"


@pytest.mark.parametrize("state", sorted(TITLES))
def test_the_cases_that_may_decide_are_those_of_the_assessment(state: str) -> None:
    now = standing(CaseSheet(), engine().settings, state)
    assert now.record is not None and now.assessment is not None
    found = explain(now)
    assert [line.id for line in found] == [case.id for case in now.record.deficiency]
    reached = {line.id for line in found if line.verdict in ("decides", "possible")}
    assert reached == {p.case.id for p in now.assessment.possibilities}
    for line in found:
        assert (line.verdict == "ruled_out") <= bool(against_words(line)), line.id
        assert all(check.needs for check in line.checks), line.id
        if line.verdict == "decides":
            assert all(check.holds for check in line.checks), line.id


def test_without_a_state_there_is_nothing_to_explain() -> None:
    assert explain(told("owed 212k, sold for 150k").standing) == []


def test_days_are_written_as_people_write_them() -> None:
    now = told("Hawaii court foreclosure, sold at auction on May 2, 2021").standing
    assert now.facts.sale_date is not None
    words = " ".join(check.has or "" for line in explain(now) for check in line.checks)
    assert in_words(now.facts.sale_date) in words and "2021-05-02" not in words
