"""What is made of the word groups and of the judgement: tests/answer/scope.yaml."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answer.crisis import CRISIS
from bot.answer.scope import NOT_COVERED, OUTSIDE, Scope, is_plain, judge, known, refusal
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage
from bot.topics import Topic
from bot.understand.question import Question
from bot.understand.read import read_question
from bot.yamlfile import load_yaml

TODAY = date(2026, 11, 23)
CASES: dict[str, list[dict[str, Any]]] = load_yaml(Path(__file__).with_name("scope.yaml"))


def asked(text: str, *, follows: bool = False) -> Question:
    return read_question(text, TODAY, None).model_copy(update={"follows": follows})


def hit(passage_id: str, fit: float = 1.0) -> Hit:
    passage = Passage.model_construct(id=passage_id, kind="guide", state=None, topic=Topic.HELP)
    return Hit(passage=passage, score=1.0, fit=fit, dense_similarity=0.5)


@pytest.mark.parametrize("case", CASES["decided"], ids=lambda case: case["name"])
def test_who_decides(case: dict[str, Any]) -> None:
    question = asked(case["text"], follows=case.get("follows", False))
    scope = Scope(case.get("odds", 0.0), case.get("kind", OUTSIDE))
    assert refusal(question, case.get("read"), lambda: scope) == case["declines"]


@pytest.mark.parametrize("case", CASES["not judged"], ids=lambda case: case["name"])
def test_no_judgement_where_it_changes_nothing(case: dict[str, Any]) -> None:
    def never() -> Scope:
        raise AssertionError("judged")

    question = asked(case["text"], follows=case.get("follows", False))
    assert refusal(question, case.get("read"), never) == case["declines"]


@pytest.mark.parametrize("case", CASES["plain"], ids=lambda case: case["text"])
def test_a_case_told_in_plain_words(case: dict[str, Any]) -> None:
    assert is_plain(asked(case["text"])) is case["plain"]


def test_who_may_be_in_danger_is_never_turned_away() -> None:
    question = asked("best chili recipe for a crowd")
    assert judge(question, [hit("guide/first-steps#call")]).odds > 0
    assert judge(question, [hit(CRISIS)]).odds < -5


def test_what_is_known_beside_the_text() -> None:
    far = known(asked("who is the best roofer in Boise"), [])
    assert far["state"] == 1 and far["fit"] == 0 and far["amounts"] == 0
    near = known(asked("owed 210k, sold for 180k"), [hit(f"{NOT_COVERED}other-debts", 0.7), hit("guide/x#y", 0.6)])
    assert near["amounts"] == 1 and near["not_covered"] == 1 and near["near_not_covered"] == 0.7
    assert all(0 <= value <= 1.5 for value in (*far.values(), *near.values()))
