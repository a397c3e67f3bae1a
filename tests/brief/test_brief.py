"""What stands in a brief: facts with where they come from, the rule, the sums, the deadlines, the sources."""

import re
from datetime import date, timedelta

import pytest

from bot.brief.law import standing_words
from bot.brief.model import Brief
from bot.calculator.figure import dollars
from bot.conversation.sheet import Entry
from bot.law.deadlines import DeadlineResult
from bot.retrieval.passage import rule_id
from bot.understand.statenames import TITLES
from tests.brief.talk import SECOND_LOAN, TODAY, UTAH, engine, told

DOLLARS = re.compile(r"\$\d[\d,]*\d(?:\.\d\d)?")


def cited(brief: Brief) -> set[int]:
    """Every source number that stands behind something."""
    parts = [brief.bottom_line, *brief.first, *brief.rules, *brief.ruled_out, *brief.taken, *brief.sums]
    parts += [*brief.deadlines, *brief.unknown, *brief.next_steps, *brief.help_lines, *brief.doubts]
    return {n for part in parts for n in part.sources}


def test_the_rule_the_sums_and_the_deadline_of_a_case() -> None:
    brief = told(UTAH).brief()
    assert (brief.state, brief.day, brief.title) == ("UT", TODAY, "Case brief: Utah")
    assert brief.bottom_line.text == "At most $18,000, if a court accepts $300,000 as the home's value."
    assert [rule.cite for rule in brief.rules] == ["Utah Code § 57-1-32; Cox v. Green, 696 P.2d 1207 (Utah 1985)"]
    assert [(figure.result, len(figure.steps)) for figure in brief.sums] == [(63000, 2), (18000, 2)]
    assert brief.sums[1].line == "$318,000 − $300,000 = $18,000"
    (deadline,) = brief.deadlines
    # November 23 to January 1: 7 days of November, 31 of December, 1
    assert (deadline.last_day, deadline.days_left, deadline.standing) == (date(2027, 1, 1), 39, "39 days left")
    assert brief.disclaimer.count("not legal advice") == 1


def test_each_fact_has_its_message_its_words_and_how_they_were_read() -> None:
    brief = told("Utah trustee's sale of our house", "we owed $318,000 and it sold for 255").brief()
    facts = {fact.label: fact for fact in brief.facts}
    assert (facts["The state"].value, facts["The state"].message) == ("Utah", 1)
    price = facts["The sale price"]
    assert (price.value, price.message, price.words) == ("$255,000", 2, "255")
    assert price.how == "read '255' as $255,000"
    assert "2 messages from November 21, 2026 to November 22, 2026" in brief.about


def test_what_is_taken_back_or_not_known_is_said() -> None:
    brief = told(UTAH, "forget the market value", "I don't know what was owed").brief()
    status = {fact.label: fact.status for fact in brief.facts}
    assert status["The home's market value"] == "withdrawn"
    assert "told" in status.values()


def test_every_source_is_used_and_opens() -> None:
    for texts in ((UTAH,), (SECOND_LOAN,), ("owed 212k, sold for 150k",)):
        brief = told(*texts).brief()
        assert cited(brief) == {source.n for source in brief.sources}
        assert [source.n for source in brief.sources] == list(range(1, len(brief.sources) + 1))
        assert all(source.url.startswith("http") and source.checked <= TODAY for source in brief.sources)


def test_what_was_ruled_out_is_a_line_each_with_the_fact_against_it() -> None:
    brief = told("Arizona trustee's sale of our 3 unit building, owed 212k, sold for 150k").brief()
    lines = [line.text for line in brief.ruled_out]
    assert any("33-814(G)" in line and "here (told): 3 homes in the building" in line for line in lines)
    assert all("33-727" not in line for line in lines), "the case after the one that decides was not looked at"


def test_several_possibilities_each_say_what_would_have_to_be_so() -> None:
    brief = told(SECOND_LOAN).brief()
    assert len(brief.rules) == 2 and all(rule.given for rule in brief.rules)
    assert {rule.given for rule in brief.rules} == {
        "If this lender held the sale",
        "If another lender's sale wiped this loan's lien out",
    }
    assert brief.unknown[0].text.startswith("Did this lender hold the foreclosure sale itself")


def test_a_surplus_is_no_debt_and_can_be_claimed() -> None:
    brief = told("Ohio sheriff sale, owed $150,000, sold for $180,000").brief()
    assert brief.bottom_line.text.startswith("Nothing is left owing: the sale brought $30,000 more")
    assert [figure.title for figure in brief.sums] == ["Surplus"]
    assert brief.deadlines == ()
    assert [step.text for step in brief.next_steps] == [
        "Ask the person who held the sale, in writing, whether there is a surplus and how to claim it."
    ]


def test_without_a_state_the_state_is_what_is_missing() -> None:
    brief = told("owed $212,000, sold for $150,000").brief()
    assert (brief.state, brief.rules, brief.deadlines) == (None, (), ())
    assert "$62,000" in brief.bottom_line.text
    assert brief.unknown[0].text.startswith("Which state is the house in?")


def test_with_nothing_told_the_brief_says_what_it_needs() -> None:
    brief = told("hello").brief()
    assert brief.bottom_line.text.startswith("Nothing can be worked out yet")
    assert (brief.facts, brief.sums) == ((), ())
    assert len(brief.unknown) == 3


def test_a_discharge_comes_before_the_states_rule() -> None:
    brief = told("Ohio foreclosure, owed $212,000, sold for $150,000, the debt was discharged in my bankruptcy").brief()
    assert brief.bottom_line.text.startswith("No: a debt that was discharged in bankruptcy")
    assert brief.first


def test_two_values_that_contradict_each_other_are_asked_about() -> None:
    sheet = told(UTAH).sheet
    price = sheet.entries["sale_price"]
    other = price.model_copy(update={"value": "265000", "amounts": ()})
    disputed = sheet.with_entries({"sale_price": price.model_copy(update={"disputed": other})})
    assert any(
        "the sale price: $255,000, and before $265,000" in line.text for line in told(UTAH).brief(disputed).unknown
    )


def test_other_figures_are_kept_with_their_message_and_suppositions_are_not() -> None:
    brief = told(
        UTAH, "how much of my pay could they garnish, 1200 every two weeks?", "and if they had bid $310,000?"
    ).brief()
    garnishment = brief.sums[-1]
    assert (garnishment.title, garnishment.result) == ("Garnishment cap", 300)
    assert garnishment.note == "Worked out in message 2, with what was known by then."
    assert 8000 not in [figure.result for figure in brief.sums]
    assert any(fact.status == "supposed" and fact.value == "$310,000" for fact in brief.facts)


def test_no_dollar_amount_is_new() -> None:
    brief = told(UTAH).brief()
    own = {dollars(value) for value in told(UTAH).sheet.values()}
    own |= {dollars(abs(a)) for figure in brief.sums for a in (figure.result, *(step.amount for step in figure.steps))}
    texts = [brief.bottom_line.text, *(rule.outcome for rule in brief.rules), *(line.text for line in brief.taken)]
    texts += [deadline.text for deadline in brief.deadlines]
    assert {amount for text in texts for amount in DOLLARS.findall(text)} <= own


@pytest.mark.parametrize("state", sorted(TITLES))
def test_every_state_has_a_brief_whose_rule_is_its_own(state: str) -> None:
    text = f"{TITLES[state]}: foreclosure of our home, owed $212,000, sold for $150,000 on October 1, 2026"
    brief = told(text).brief()
    assert brief.state == state
    own = {engine().index.passage(rule_id(state, p.case.id)).cite for p in told(text).standing.assessment.possibilities}  # type: ignore[union-attr]
    assert {brief.sources[rule.sources[0] - 1].cite for rule in brief.rules} <= own


def test_a_users_long_words_are_cut() -> None:
    sheet = told(UTAH).sheet
    long = sheet.with_entries({"loan": Entry(name="loan", kind="fact", value="purchase", turn=1, raw="x" * 8000)})
    fact = next(fact for fact in told(UTAH).brief(long).facts if fact.label == "What the loan was for")
    assert fact.words == "x" * 120 + "…"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 12, 31), "1 day left"),
        (date(2027, 1, 1), "today is the last day"),
        (date(2027, 1, 2), "passed 1 day ago"),
    ],
)
def test_days_left_are_counted_to_the_last_day(today: date, words: str) -> None:
    assert told(UTAH).brief(today=today).deadlines[0].standing == words


def test_a_deadline_that_was_met_or_missed_says_so() -> None:
    sued = "Utah trustee's sale on March 2 2026, owed $318,000, sold for $255,000, the lender sued on {}"
    assert told(sued.format("April 1 2026")).brief().deadlines[0].standing == "met: it was done in time"
    late = told(sued.format("September 1 2026")).brief()
    assert late.deadlines[0].standing == "missed, as told"
    assert late.bottom_line.text.startswith("No. As told, the lender was too late")


def test_a_time_that_counts_from_a_later_day_is_open() -> None:
    brief = told("Florida foreclosure, sold on October 1 2026, owed $212,000, sold for $150,000").brief()
    deadline = next(d for d in brief.deadlines if d.last_day is None)
    assert deadline.standing.startswith("the day it counts from is not known; counted from the sale it would end on")
    assert deadline.days_left is None


def test_standing_words_of_a_deadline_without_any_day() -> None:
    found = told("Utah trustee's sale of our house").standing.assessment
    assert found is not None
    result = next(d for d in found.first.deadlines if d.rule.period)
    assert isinstance(result, DeadlineResult)
    assert standing_words(result, TODAY + timedelta(days=1)) == "open: the day it counts from is not known"


def test_each_possibility_has_its_own_arithmetic_and_each_deadline_what_it_turns_on() -> None:
    case = "South Dakota: foreclosure of our home, owed $212,000, sold for $150,000, worth $190,000"
    brief = told(case).brief()
    assert len(brief.rules) == 4
    assert [figure.result for figure in brief.sums] == [62000, 22000]
    assert brief.sums[1].title == ("The most that the state's rule leaves: SDCL 21-48-14 and SDCL 21-47-15 to 21-47-17")
    assert [d.text.partition(":")[0] for d in brief.deadlines] == [
        "If the house was sold by advertisement, without a court case"
    ]
