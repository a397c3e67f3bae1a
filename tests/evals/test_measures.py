"""Every measure of what an answer finds, says and how it reads, on answers that are right, wrong, unjudged and missing."""

from decimal import Decimal
from typing import Any

import pytest

from evals.judge import Library
from evals.measures import LABELS, all_measures
from evals.measures.base import Measure
from evals.measures.consistency import ParaphraseConsistency
from evals.measures.findings import AmountExact, AsksDecidingFact, DeadlineExact, OutcomeAccuracy, StateAccuracy
from evals.measures.refusing import Abstention
from evals.measures.saying import ForbiddenAbsent, RequiredFacts
from evals.measures.style import Latency, Length, ReadingGrade
from evals.measures.tracing import RequiredStatutes
from evals.reply import Reply
from evals.score import score
from evals.summary import figure, measure_figures
from tests.evals.hand import FAILED, judged, line, probe, reason

DAY = {"date": "2026-08-30", "period": "90 days"}
FACTS = [{"says": ["ninety days", "three months"]}, {"says": ["market value"]}]

RIGHT_AND_WRONG: list[tuple[Measure, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (StateAccuracy(), {"state": "AZ"}, {"state": "AZ"}, {"state": "TX"}),
    (StateAccuracy(), {"state": None}, {"state": None}, {"state": "TX"}),
    (OutcomeAccuracy(), {"outcome": "barred"}, {"outcome": "barred"}, {"outcome": "allowed"}),
    (OutcomeAccuracy(), {"outcome": ["limited", "depends"]}, {"outcome": "depends"}, {"outcome": "barred"}),
    (OutcomeAccuracy(), {"outcome": None}, {"outcome": None}, {"outcome": "barred"}),
    (AmountExact(), {"amount": "61999.50"}, {"amount": "61999.5"}, {"amount": "61999.51"}),
    (AmountExact(), {"amount": "0.00"}, {"amount": "0"}, {"amount": None}),
    (AmountExact(), {"amount": None}, {"amount": None}, {"amount": "12"}),
    (
        AmountExact(),
        {"figures": {"surplus": "500"}},
        {"figures": [{"name": "surplus", "amount": "500.00"}]},
        {"figures": [{"name": "deficiency", "amount": "500.00"}]},
    ),
    (DeadlineExact(), {"deadline": DAY}, {"deadline": DAY}, {"deadline": {**DAY, "date": "2026-08-31"}}),
    (DeadlineExact(), {"deadline": DAY}, {"deadline": DAY}, {"deadline": {**DAY, "period": "60 days"}}),
    (AsksDecidingFact(), {"asks": ["process", "loan"]}, {"asks": ["loan"]}, {"asks": ["sale_date"]}),
    (RequiredFacts(), {"facts": FACTS}, {"text": "It has **90 days**; market value counts."}, {"text": "A year."}),
    (ForbiddenAbsent(), {"forbids": ["go to jail"]}, {"text": "You owe it."}, {"text": "You may GO to *jail*."}),
    (RequiredStatutes(), {"cites": ["33-814"]}, {"text": "See A.R.S. § 33-814(G)."}, {"text": "See A.R.S. § 33-729."}),
    (
        RequiredStatutes(),
        {"cites": ["Baker v. Gardner"]},
        {"citations": [{"n": 1, "cite": "Baker v. Gardner, 770 P.2d 766"}]},
        {"citations": [{"n": 1, "cite": "Helvetica v. Pasquan"}]},
    ),
    (Abstention(), {"declined": True}, {"declined": True}, {"declined": False}),
    (Abstention(), {}, {"declined": False}, {"declined": True}),
]


@pytest.mark.parametrize(("measure", "expected", "good", "bad"), RIGHT_AND_WRONG)
def test_a_right_answer_is_full_a_wrong_one_is_none_and_no_answer_is_wrong(
    measure: Measure, expected: dict[str, Any], good: dict[str, Any], bad: dict[str, Any]
) -> None:
    case = probe(**expected)
    assert judged(measure, case, Reply.model_validate(good)) == 1.0
    assert judged(measure, case, Reply.model_validate(bad)) == 0.0
    assert judged(measure, case, FAILED) == 0.0
    assert reason(measure, case, Reply.model_validate(good)) == ""
    assert reason(measure, case, Reply.model_validate(bad))
    assert FAILED.error is not None
    assert FAILED.error in reason(measure, case, FAILED)


@pytest.mark.parametrize("measure", {type(row[0]): row[0] for row in RIGHT_AND_WRONG}.values())
def test_what_the_case_does_not_speak_of_is_not_judged(measure: Measure) -> None:
    if isinstance(measure, Abstention):
        pytest.skip("every case is either answered or declined")
    assert judged(measure, probe(), Reply(text="No.", state="TX", amount=Decimal(5), outcome="barred")) is None
    assert judged(measure, probe(), FAILED) is None


def test_facts_and_statutes_are_scored_in_parts() -> None:
    case = probe(facts=FACTS, cites=["33-814", "12-1566"])
    reply = Reply(text="Three months, under § 33-814.")
    assert judged(RequiredFacts(), case, reply) == 0.5
    assert reason(RequiredFacts(), case, reply) == "not said: market value"
    assert judged(RequiredStatutes(), case, reply) == 0.5
    assert reason(RequiredStatutes(), case, reply) == "not cited: 12-1566"


def test_a_fact_may_stand_in_the_sources_shown_with_the_answer() -> None:
    case = probe(facts=[{"says": "tolliver"}])
    reply = Reply.model_validate({"text": "Yes.", "citations": [{"n": 1, "cite": "Wells Fargo v. Tolliver"}]})
    assert judged(RequiredFacts(), case, reply) == 1.0


@pytest.mark.parametrize(
    ("wanted", "said", "right"),
    [
        ("90 days", "ninety days", True),
        ("90 days", "90-day", True),
        ("90 days", "ninety (90) days", True),
        ("90 days", "90 business days", True),
        ("90 days", "3 months", False),
        ("1 year", "one year", True),
        ("1 year", "one (1) year", True),
        ("6 months", "six-month", True),
        ("6 months", "six to twelve months", True),
        ("6 months", "16 months", False),
        ("21 days", "twenty one days", True),
        ("21 days", "1 day", False),
        ("180 days", "one hundred eighty days", True),
    ],
)
def test_a_period_is_compared_as_number_and_unit(wanted: str, said: str, right: bool) -> None:
    case = probe(deadline={"period": wanted})
    assert judged(DeadlineExact(), case, Reply.model_validate({"deadline": {"period": said}})) == float(right)
    assert judged(DeadlineExact(), case, Reply(text=f"It must sue within {said} of the sale.")) == float(right)


def test_a_day_may_be_said_in_the_text_and_one_that_was_not_told_is_not_asked_for() -> None:
    said = Reply(text="The last day is August 30, 2026, 90 days after the sale.")
    assert judged(DeadlineExact(), probe(deadline=DAY), said) == 1.0
    assert judged(DeadlineExact(), probe(deadline=DAY), Reply(text="It has 90 days.")) == 0.0
    assert judged(DeadlineExact(), probe(deadline={"date": None, "period": "90 days"}), Reply(text="90 days.")) == 1.0


def test_figures_are_not_asked_of_a_target_that_only_talks() -> None:
    case = probe(amount="500.00", figures={"surplus": "500"})
    assert judged(AmountExact(), case, Reply(text="$500", amount=Decimal(500), from_text=True)) == 1.0
    assert judged(AmountExact(), case, Reply(text="$500", amount=Decimal(500))) == 0.0


SAME = {"state": "AZ", "outcome": "barred", "amount": "0", "deadline": {"date": "2026-08-30"}}


@pytest.mark.parametrize(
    "changed", [{"state": "TX"}, {"outcome": "limited"}, {"amount": "5"}, {"deadline": {"date": "2026-08-31"}}]
)
def test_a_paraphrase_gets_the_answer_of_its_question_right_or_wrong(changed: dict[str, Any]) -> None:
    measure = ParaphraseConsistency({"base": Reply.model_validate(SAME)})
    case = probe(same_as="base", outcome="allowed")
    assert judged(measure, case, Reply.model_validate({**SAME, "text": "in other words", "amount": "0.00"})) == 1.0
    assert judged(measure, case, Reply.model_validate(SAME | changed)) == 0.0
    assert "then" in reason(measure, case, Reply.model_validate(SAME | changed))
    assert judged(measure, case, FAILED) == 0.0
    assert judged(measure, probe(), FAILED) is None
    assert judged(measure, probe(same_as="not asked"), FAILED) is None


def test_two_missing_answers_are_not_consistent() -> None:
    assert judged(ParaphraseConsistency({"base": FAILED}), probe(same_as="base"), Reply(text="Sorry.")) == 0.0


@pytest.mark.parametrize(
    ("measure", "reply", "value"),
    [
        (Length(), Reply(text="**Four** words [1] of text"), 4.0),
        (Length(), FAILED, None),
        (Latency(), Reply(latency_ms=120.5), 120.5),
        (Latency(), Reply(), None),
        (Latency(), Reply.failed("late", 60_000), None),
        (ReadingGrade(), Reply(text="  "), None),
        (ReadingGrade(), FAILED, None),
    ],
)
def test_quantities_are_measured_only_of_answers(measure: Measure, reply: Reply, value: float | None) -> None:
    assert judged(measure, probe(), reply) == value


def test_the_reading_grade_rises_with_hard_words_and_leaves_out_tables_and_numbers() -> None:
    easy = "The bank can not sue you. You do not owe it."
    hard = "Notwithstanding subordination, foreclosing beneficiaries relinquish deficiency recoveries irrespective of intent."
    grades = [judged(ReadingGrade(), probe(), Reply(text=text)) for text in (easy, hard)]
    assert grades[0] is not None
    assert grades[1] is not None
    assert grades[0] < 4
    assert grades[1] > 12
    assert judged(ReadingGrade(), probe(), Reply(text=f"{easy}\n| {hard} |")) == grades[0]
    dear = Reply(text="You owe $1,234,567.89 now."), Reply(text="You owe ten now.")
    assert judged(ReadingGrade(), probe(), dear[0]) == judged(ReadingGrade(), probe(), dear[1])


def test_scores_go_through_every_measure_and_paraphrases_find_their_question(library: Library) -> None:
    base = probe(name="base", outcome="barred", state="AZ")
    again = probe("sold by the trustee in arizona, more to pay?", name="again", same_as="base", outcome="barred")
    replies = {
        base.asked.turns: Reply(text="No.", state="AZ", outcome="barred"),
        again.asked.turns: Reply(text="Yes.", state="AZ", outcome="allowed"),
    }
    first, second = score([base, again], replies, library)
    assert first.faults == []
    assert set(second.faults) == {"OutcomeAccuracy", "ParaphraseConsistency"}
    assert second.reasons["OutcomeAccuracy"] == "expected barred, got allowed"
    assert [type(measure).__name__ for measure in all_measures(library, {})] == list(LABELS)


def test_abstention_has_a_precision_of_what_was_declined_and_a_recall_of_what_should_be() -> None:
    declined, answered = Reply(declined=True), Reply(text="No.")
    should = {"expected": {"declined": True}}
    figures = measure_figures([line("1", declined, **should), line("2", declined), line("3", answered, **should)])
    assert figures["AbstentionPrecision"].value == 0.5
    assert figures["AbstentionRecall"].value == 0.5


def test_an_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    found = figure([1.0] * 90 + [0.0] * 10)
    assert found is not None
    assert found == figure([1.0] * 90 + [0.0] * 10)
    assert 0.8 < found.low < 0.9 == found.value < found.high < 1.0
    assert figure([]) is None
