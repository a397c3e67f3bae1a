"""`verify` refuses what must not reach a user; each fault is made by spoiling a good answer."""

from datetime import date
from typing import Any

import pytest

from bot.answer.model import Answer
from bot.answer.verify import verify
from bot.conversation.shortfall import Shortfall
from bot.conversation.work import Work
from bot.settings import get_settings

TODAY = date(2026, 11, 23)
QUESTION = "Utah trustee's sale, we owed $318,000, it sold for $255,000 and was worth $300,000"


@pytest.fixture(scope="module")
def engine() -> Shortfall:
    return Shortfall(get_settings().model_copy(update={"today": TODAY}))


@pytest.fixture(scope="module")
def turn(engine: Shortfall) -> Any:
    return engine.steps.run(Work(text=QUESTION)).turn


@pytest.fixture
def answer(engine: Shortfall) -> Answer:
    return engine.ask(QUESTION)


def spoil(answer: Answer, **changes: Any) -> Answer:
    """The answer with its first claim changed."""
    place = next(i for i, s in enumerate(answer.segments) if s.kind == "claim")
    segments = list(answer.segments)
    segments[place] = segments[place].model_copy(update=changes)
    return answer.model_copy(update={"segments": tuple(segments)})


def rules(answer: Answer, engine: Shortfall, turn: Any) -> set[str]:
    return {fault.rule for fault in verify(answer, engine.index, turn)}


def test_a_good_answer_has_no_fault(answer: Answer, engine: Shortfall, turn: Any) -> None:
    assert verify(answer, engine.index, turn) == []


@pytest.mark.parametrize("number", ["$18,001", "19", "91 days", "$63,000.01", "2031"])
def test_a_number_out_of_nowhere_is_found(number: str, answer: Answer, engine: Shortfall, turn: Any) -> None:
    claim = next(s for s in answer.segments if s.kind == "claim")
    assert rules(spoil(answer, text=f"{claim.text} Or {number}."), engine, turn) == {"number without a source"}


def test_a_claim_without_a_citation_is_found(answer: Answer, engine: Shortfall, turn: Any) -> None:
    assert "uncited claim" in rules(spoil(answer, citations=()), engine, turn)


def test_a_citation_that_is_not_listed_is_found(answer: Answer, engine: Shortfall, turn: Any) -> None:
    assert "citation without an entry" in rules(spoil(answer, citations=(99,)), engine, turn)


def test_another_states_passage_is_found(answer: Answer, engine: Shortfall, turn: Any) -> None:
    foreign = answer.citations[0].model_copy(update={"passage": "states/AZ#overview"})
    spoiled = answer.model_copy(update={"citations": (foreign, *answer.citations[1:])})
    assert "another state's rule" in rules(spoiled, engine, turn)


def test_a_passage_that_does_not_exist_is_found(answer: Answer, engine: Shortfall, turn: Any) -> None:
    gone = answer.citations[0].model_copy(update={"passage": "states/UT#rule-invented"})
    spoiled = answer.model_copy(update={"citations": (gone, *answer.citations[1:])})
    assert "citation that does not open" in rules(spoiled, engine, turn)


def test_an_outcome_that_is_not_the_law_engines_is_found(answer: Answer, engine: Shortfall, turn: Any) -> None:
    assert "outcome" in rules(answer.model_copy(update={"outcome": "allowed"}), engine, turn)
