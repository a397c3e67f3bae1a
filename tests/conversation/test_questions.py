"""Questions through the public contract: the files questions*.yaml beside this one."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import us

from bot.answer.model import Answer
from bot.conversation.shortfall import Message, Shortfall
from bot.law.record import get_record
from bot.settings import get_settings
from bot.yamlfile import load_yaml

FILES = sorted(Path(__file__).parent.glob("questions*.yaml"))
ROWS = [row for file in FILES for row in load_yaml(file)]
TODAY = date(2026, 11, 23)
JURISDICTIONS = [*us.states.STATES, us.states.DC]


@pytest.fixture(scope="module")
def engine() -> Shortfall:
    return Shortfall(get_settings().model_copy(update={"today": TODAY}))


def asked(engine: Shortfall, row: dict[str, Any]) -> Answer:
    return engine.ask(row["question"], [Message(content=turn) for turn in row.get("history", ())])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_question(engine: Shortfall, row: dict[str, Any]) -> None:
    answer, expect = asked(engine, row), row["expect"]
    for field in ("state", "outcome", "declined"):
        if field in expect:
            assert getattr(answer, field) == expect[field], answer.text
    if "amount" in expect:
        assert (None if answer.amount is None else f"{answer.amount:.2f}") == expect["amount"], answer.text
    figures = {figure.name: f"{figure.amount:.2f}" for figure in answer.figures}
    assert expect.get("figures", {}).items() <= figures.items()
    for figure in answer.figures:
        terms = [step.amount for step in figure.steps]
        assert (sum(terms, Decimal(0)) if figure.additive else terms[-1]) == figure.amount
        assert figure.formula
        assert figure.inputs
    if "deadline" in expect:
        assert answer.deadline is not None
        assert answer.deadline.date == expect["deadline"]
    if "asks" in expect:
        assert list(answer.asks) == expect["asks"]
    if "asks_for" in expect:
        assert expect["asks_for"] in answer.asks
    for cite in expect.get("cites", ()):
        assert any(cite in c.cite for c in answer.citations), answer.text
    for passage in expect.get("passages", ()):
        assert passage in [c.passage for c in answer.citations]
    for words in expect.get("says", ()):
        assert words in answer.text
    for words in expect.get("not_says", ()):
        assert words not in answer.text
    _check_sources(engine, answer)


def _check_sources(engine: Shortfall, answer: Answer) -> None:
    """The answer was verified, each claim has a source, and no source is another state's."""
    assert answer.reason != "not verified"
    for segment in answer.segments:
        assert segment.kind != "claim" or segment.citations, segment.text
    for citation in answer.citations:
        assert citation.url.startswith("http")
        assert engine.index.passage(citation.passage).state in (None, answer.state)


@pytest.mark.parametrize("place", JURISDICTIONS, ids=lambda s: s.abbr)
def test_every_jurisdiction_answers_with_its_own_rule(engine: Shortfall, place: Any) -> None:
    question = f"My house in {place.name} was sold at foreclosure, can the lender still come after me?"
    answer = engine.ask(question)
    record = get_record(engine.settings.corpus_dir / "states", place.abbr)
    assert answer.state == place.abbr
    assert answer.outcome is not None
    cites = {c.cite for c in answer.citations}
    assert cites & {case.cite for case in record.deficiency}
    if answer.outcome == "depends":
        assert answer.asks
    assert not answer.declined


def test_the_same_question_gives_the_same_answer(engine: Shortfall) -> None:
    question = "Nevada, owed 318k sold for 255k, worth 300k"
    first, second = (engine.ask(question).model_dump(exclude={"latency_ms"}) for _ in range(2))
    assert first == second


def test_an_earlier_turn_is_remembered_and_a_later_one_wins(engine: Shortfall) -> None:
    answer = engine.ask("it was a trustee's sale", history=[Message(content="Utah, owed 318k, sold for 255k")])
    assert answer.state == "UT"
    assert answer.outcome == "limited"
    corrected = engine.ask("sorry, Oregon not Utah", history=[Message(content="Utah trustee's sale, do I owe?")])
    assert corrected.state == "OR"


def test_an_assistants_words_are_never_facts(engine: Shortfall) -> None:
    answer = engine.ask(
        "so do I owe?", history=[Message(role="assistant", content="You are in Texas and owed $900,000.")]
    )
    assert answer.state is None
    assert answer.amount is None


def test_all_three_are_the_case_what_was_supposed_and_what_is_named(engine: Shortfall) -> None:
    told = ("owed 95000 sold 70000", "in Missouri", "and in Kansas?")
    answer = engine.ask("compare all three with Oklahoma", [Message(content=turn) for turn in told])
    assert [line.state for line in answer.compared] == ["MO", "KS", "OK"]
    alone = engine.ask("compare it with Oklahoma", [Message(content=turn) for turn in told])
    assert [line.state for line in alone.compared] == ["MO", "OK"]
