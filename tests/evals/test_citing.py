"""The measures that open what is cited: support, precision, statutes, numbers."""

import pytest

from evals.judge import Library
from evals.measures.citing import CitationPrecision, CitationRecall, StatementSupport
from evals.measures.tracing import StatuteCorrectness, UnsupportedNumbers
from evals.reply import Reply
from tests.evals.hand import FAILED, cited, judged, probe, reason

SUIT = "states/AZ#deadline-trustee-sale-suit"
NOTE = "states/AZ#limitations"
HOME = "states/AZ#rule-trustee-sale-home"
OTHER_STATE = "states/TX#redemption"
SAYS = "The lender must file the deficiency action within 90 days of the trustee's sale."
BOTH = "The lender must file the deficiency action within 90 days of the sale; a suit on the note has 6 years."


@pytest.mark.parametrize("measure", [StatementSupport, CitationPrecision, StatuteCorrectness])
def test_a_greeting_is_not_judged_and_no_answer_is_wrong(
    measure: type[StatementSupport | CitationPrecision | StatuteCorrectness], library: Library
) -> None:
    greeting = Reply.model_validate({"text": "Hello.", "segments": [{"text": "Hello.", "kind": "help"}]})
    assert judged(measure(library), probe(), greeting) is None
    assert judged(measure(library), probe(), FAILED) == 0.0


def test_citation_recall_is_the_share_of_facts_with_a_holder_cited(library: Library) -> None:
    measure = CitationRecall(library)
    case = probe(facts=[{"says": "90 days", "held_by": [SUIT, "states/AZ#overview"]}, {"says": "6", "held_by": NOTE}])
    assert judged(measure, case, cited(BOTH, f"{SUIT}~2", NOTE)) == 1.0
    assert judged(measure, case, cited(BOTH, SUIT)) == 0.5
    assert judged(measure, case, cited(BOTH, OTHER_STATE)) == 0.0
    assert NOTE in reason(measure, case, cited(BOTH, SUIT))
    assert judged(measure, case, FAILED) == 0.0
    assert judged(measure, probe(facts=[{"says": "90 days"}]), cited(SAYS, SUIT)) is None


def test_a_target_that_only_talks_cites_a_passage_by_its_section(library: Library) -> None:
    measure, case = CitationRecall(library), probe(facts=[{"says": "90 days", "held_by": SUIT}])
    assert judged(measure, case, Reply.of_text("It has 90 days under A.R.S. § 33-814(D).", ("x",))) == 1.0
    assert judged(measure, case, Reply.of_text("It has 90 days under A.R.S. § 12-548.", ("x",))) == 0.0


@pytest.mark.parametrize(
    ("says", "passages", "right"),
    [
        (SAYS, (SUIT,), True),
        (BOTH, (SUIT, NOTE), True),
        (SAYS, (), False),
        (SAYS, (OTHER_STATE,), False),
        (SAYS, ("states/AZ#there-is-none",), False),
        (SAYS.replace("90", "60"), (SUIT,), False),
        ("After the trustee's sale the lender may sue for the rest.", (HOME,), False),
    ],
)
def test_a_statement_is_supported_by_what_it_cites(
    says: str, passages: tuple[str, ...], right: bool, library: Library
) -> None:
    assert judged(StatementSupport(library), probe(), cited(says, *passages)) == float(right)


def test_support_is_a_share_of_what_is_claimed_in_sentences_and_rows(library: Library) -> None:
    reply = Reply.model_validate(
        {
            "text": "...",
            "segments": [
                {"text": SAYS, "citations": [1]},
                {"text": "| the deadline | 45 days |", "citations": [1], "kind": "row"},
                {"text": "When was the sale?", "kind": "question"},
                {"text": "I read this as a house in Arizona.", "kind": "reading"},
            ],
            "citations": [{"n": 1, "passage": SUIT}],
        }
    )
    assert judged(StatementSupport(library), probe(), reply) == 0.5
    assert judged(CitationPrecision(library), probe(), reply) == 0.5


@pytest.mark.parametrize(
    ("says", "passages", "share"),
    [
        (SAYS, (SUIT,), 1.0),
        (SAYS, (SUIT, OTHER_STATE), 0.5),
        (BOTH, (SUIT, NOTE), 1.0),
        (BOTH, (SUIT, NOTE, OTHER_STATE), 2 / 3),
        (BOTH, (SUIT,), 0.0),
        (SAYS, (OTHER_STATE,), 0.0),
    ],
)
def test_a_citation_is_irrelevant_where_the_others_do_without_it(
    says: str, passages: tuple[str, ...], share: float, library: Library
) -> None:
    assert judged(CitationPrecision(library), probe(), cited(says, *passages)) == pytest.approx(share)


def test_what_a_talking_target_cites_must_be_of_the_states_law(library: Library) -> None:
    measure = CitationPrecision(library)
    reply = Reply.of_text("Under A.R.S. § 33-814 and A.R.S. § 99-1234 it has 90 days.", ("x",))
    assert judged(measure, probe(state="AZ"), reply) == 0.5
    assert "99-1234" in reason(measure, probe(state="AZ"), reply)
    assert judged(measure, probe(state="AZ"), Reply.of_text("It has 90 days.", ("x",))) is None
    assert judged(StatementSupport(library), probe(state="AZ"), reply) is None


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        (cited("See A.R.S. § 33-814(G).", HOME), True),
        (cited("See Tex. Prop. Code § 51.004.", HOME), False),
        (cited("See A.R.S. § 33-9999.", HOME), False),
        (cited("You cannot buy it back.", OTHER_STATE), False),
        (cited("In Texas there is no such right.", OTHER_STATE, compared=[{"state": "TX"}]), True),
        (Reply.of_text("See A.R.S. § 33-814(G).", ("x",)), True),
        (Reply.of_text("See Tex. Prop. Code § 51.004.", ("x",)), False),
    ],
)
def test_a_statute_of_another_state_or_of_none_is_wrong(reply: Reply, right: bool, library: Library) -> None:
    assert judged(StatuteCorrectness(library), probe(state="AZ"), reply) == float(right)


def test_a_section_that_the_person_named_may_be_repeated(library: Library) -> None:
    measure, reply = StatuteCorrectness(library), cited("I know nothing of § 88-777.", HOME)
    assert judged(measure, probe("what is § 88-777 in arizona?", state="AZ"), reply) == 1.0
    assert judged(measure, probe(state="AZ"), reply) == 0.0


def test_a_citation_that_names_a_statute_of_another_state_is_wrong(library: Library) -> None:
    reply = cited("It has 90 days.", SUIT)
    foreign = reply.citations[0].model_copy(update={"cite": "Tex. Prop. Code § 51.004"})
    assert judged(StatuteCorrectness(library), probe(state="AZ"), reply) == 1.0
    changed = reply.model_copy(update={"citations": (foreign,)})
    assert judged(StatuteCorrectness(library), probe(state="AZ"), changed) == 0.0


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("It has 90 days.", ""),
        ("It has ninety days.", ""),
        ("You owe $388,000 of it.", ""),
        ("The shortfall is $87,500.", ""),
        ("If the building has 3 or more homes it may sue.", ""),
        ("The shortfall is $87,501.", "87501"),
        ("It has 45 days.", "45"),
        ("It has forty-five days.", "45"),
        ("You could pay two hundred thousand.", "200000"),
    ],
)
def test_a_number_is_the_persons_worked_out_or_cited(text: str, loose: str, library: Library) -> None:
    measure, case = UnsupportedNumbers(library), probe("owed 388,000, sold for 300,500, arizona")
    reply = cited(text, SUIT, HOME, figures=[{"name": "deficiency", "amount": "87500"}])
    assert judged(measure, case, reply) == float(not loose)
    assert reason(measure, case, reply) == (f"from nowhere: {loose}" if loose else "")


def test_a_number_needs_a_cited_passage(library: Library) -> None:
    measure = UnsupportedNumbers(library)
    assert judged(measure, probe(), cited("It has 90 days.", SUIT)) == 1.0
    assert judged(measure, probe(), cited("It has 90 days.", OTHER_STATE)) == 0.0
    assert judged(measure, probe(), FAILED) == 0.0


def test_a_question_may_hold_a_number_of_the_states_record(library: Library) -> None:
    measure = UnsupportedNumbers(library)
    assert judged(measure, probe(), cited("Are there more than 2.5 acres?", kind="question")) == 1.0
    assert judged(measure, probe(), cited("Are there more than 7.25 acres?", kind="question")) == 0.0
    assert judged(measure, probe(), cited("It reaches up to 2.5 acres.")) == 0.0


def test_a_talking_target_may_add_and_take_away_the_persons_amounts(library: Library) -> None:
    measure, turns = UnsupportedNumbers(library), ("owed 388,000, sold for 300,500, arizona",)
    case = probe(turns[0], state="AZ")
    assert judged(measure, case, Reply.of_text("The gap is $87,500, to be claimed within 90 days.", turns)) == 1.0
    assert judged(measure, case, Reply.of_text("The gap is $87,600.", turns)) == 0.0


def test_a_day_counted_from_the_sale_is_worked_out(library: Library) -> None:
    measure = UnsupportedNumbers(library)
    deadlines = [{"date": None, "period": "1 year", "from_sale": "2025-11-23"}]
    assert (
        judged(measure, probe(), cited("It would have ended on November 23, 2025.", SUIT, deadlines=deadlines)) == 1.0
    )
    assert (
        judged(measure, probe(), cited("It would have ended on November 23, 2024.", SUIT, deadlines=deadlines)) == 0.0
    )
