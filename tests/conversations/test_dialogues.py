"""Scripted dialogues (the YAML files beside this one), checked turn by turn on the structured answer."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answer.model import Answer
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Message, Shortfall
from bot.conversation.storage import open_storage
from bot.settings import get_settings
from bot.yamlfile import load_yaml

FOLDER = Path(__file__).parent
DIALOGUES = [{**row, "file": file.stem} for file in sorted(FOLDER.glob("*.yaml")) for row in load_yaml(file)]
TODAY = date(2026, 11, 23)
CHECKS = frozenset(
    "state outcome amount deadline declined act asks asked asks_for case unknown withdrawn supposed disputed cites passages "
    "compared figures says not_says most_words".split()
)


@pytest.fixture(scope="module")
def engine() -> Shortfall:
    return Shortfall(get_settings().model_copy(update={"today": TODAY}))


@pytest.fixture(scope="module")
def talk(engine: Shortfall, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversations]:
    with open_storage(str(tmp_path_factory.mktemp("kept") / "conversations.db")) as storage:
        yield Conversations(engine, storage)


def test_there_are_at_least_eighty_dialogues_in_thirty_jurisdictions() -> None:
    assert len(DIALOGUES) >= 80
    assert all(2 <= len(row["turns"]) <= 10 for row in DIALOGUES)
    names = [row["name"] for row in DIALOGUES]
    assert len(set(names)) == len(names)
    states = {turn["expect"].get("state") for row in DIALOGUES for turn in row["turns"] if "expect" in turn}
    assert len(states - {None}) >= 30


def test_every_expectation_is_one_that_is_checked() -> None:
    for row in DIALOGUES:
        for turn in row["turns"]:
            assert set(turn) <= {"say", "expect"}, row["name"]
            assert set(turn.get("expect", {})) <= CHECKS, row["name"]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['file']}: {row['name']}") for row in DIALOGUES])
def test_dialogue(talk: Conversations, row: dict[str, Any]) -> None:
    conversation = talk.start().id
    said: list[Message] = []
    for number, turn in enumerate(row["turns"], start=1):
        answer = talk.say(conversation, turn["say"])
        where = f"turn {number}, {turn['say']!r}:\n{answer.text}\n{answer.model_dump_json(exclude={'text', 'segments', 'citations'})}"
        assert answer.reason != "not verified", where
        for segment in answer.segments:
            assert segment.kind != "claim" or segment.citations, where
        _check(answer, turn.get("expect", {}), where)
        if number == len(row["turns"]):  # a batch with the same history gives the same answer
            again = talk.engine.ask(turn["say"], said)
            assert again.model_dump(exclude={"latency_ms"}) == answer.model_dump(exclude={"latency_ms"})
        said.append(Message(content=turn["say"]))
    # no rule can be applied without the state, so it is asked for until it is told; nothing else is asked twice
    asked = [
        turn.answer.asked
        for turn in talk.turns(conversation)
        if turn.answer.asked not in (None, "state") and turn.answer.act != "needed"
    ]
    cleared = any(turn.answer.act == "reset" for turn in talk.turns(conversation))
    assert cleared or len(set(asked)) == len(asked), f"asked twice: {asked}"


def _check(answer: Answer, expect: dict[str, Any], where: str) -> None:
    for field in ("state", "outcome", "declined", "act", "asked"):
        if field in expect:
            assert getattr(answer, field) == expect[field], f"{field}, {where}"
    if "amount" in expect:
        assert (None if answer.amount is None else f"{answer.amount:.2f}") == expect["amount"], f"amount, {where}"
    if "deadline" in expect:
        day = answer.deadline.date if answer.deadline else None
        assert day == expect["deadline"], f"deadline, {where}"
    if "asks" in expect:
        assert list(answer.asks) == expect["asks"], f"asks, {where}"
    if "asks_for" in expect:
        assert expect["asks_for"] in answer.asks, f"asks_for, {where}"
    _check_case(answer, expect, where)
    for cite in expect.get("cites", ()):
        assert any(cite in c.cite for c in answer.citations), f"cites {cite}, {where}"
    for passage in expect.get("passages", ()):
        assert any(c.passage.startswith(passage) for c in answer.citations), f"passage {passage}, {where}"
    figures = {figure.name: f"{figure.amount:.2f}" for figure in answer.figures}
    assert expect.get("figures", {}).items() <= figures.items(), f"figures, {where}"
    if "compared" in expect:
        assert {line.state: line.outcome for line in answer.compared} == expect["compared"], f"compared, {where}"
    for words in expect.get("says", ()):
        assert re.search(re.escape(words), answer.text, re.IGNORECASE), f"says {words}, {where}"
    for words in expect.get("not_says", ()):
        assert not re.search(re.escape(words), answer.text, re.IGNORECASE), f"not_says {words}, {where}"
    if "most_words" in expect:
        assert len(answer.text.split()) <= expect["most_words"], f"words, {where}"


def _check_case(answer: Answer, expect: dict[str, Any], where: str) -> None:
    """case: what is known, by name (null: not known); unknown, withdrawn: names; supposed, disputed: values by name."""
    known = {fact.name: fact.value for fact in answer.case if fact.status == "known"}
    for name, value in expect.get("case", {}).items():
        assert known.get(name) == (None if value is None else str(value)), f"case {name}, {where}"
    for status in ("unknown", "withdrawn"):
        if status in expect:
            named = {fact.name for fact in answer.case if fact.status == status}
            assert named == set(expect[status]), f"{status}, {where}"
    if "supposed" in expect:
        supposed = {fact.name: fact.value for fact in answer.case if fact.status == "supposed"}
        assert supposed == {name: str(value) for name, value in expect["supposed"].items()}, f"supposed, {where}"
    if "disputed" in expect:
        disputed = {fact.name: fact.disputed for fact in answer.case if fact.disputed}
        assert disputed == {name: str(value) for name, value in expect["disputed"].items()}, f"disputed, {where}"
