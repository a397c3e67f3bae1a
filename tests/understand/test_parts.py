"""The questions of one turn: tests/understand/parts.yaml, and what holds for any text."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand.parts import read_parts
from bot.understand.text import normalise
from bot.yamlfile import load_yaml

ROWS: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "parts.yaml")
SUBJECTS = set(
    "rule deadline redemption limitations process fair_value wages bank_account tax credit bankruptcy settlement short_sale "
    "deed_in_lieu moving_out keep_home second_mortgage surplus cosigner lawsuit help other".split()
)
# each of these alone is one question, so that so many of them in a row, however joined, are so many
QUESTIONS = {
    "can they sue me": "rule",
    "how long do they have to sue": "deadline",
    "will I owe tax": "tax",
    "can they garnish my wages": "wages",
    "can I redeem the house": "redemption",
    "does it hurt my credit": "credit",
    "should I file bankruptcy": "bankruptcy",
    "how do I settle it": "settlement",
    "who gets the surplus": "surplus",
    "when do I have to move out": "moving_out",
}
PIECES = [
    *QUESTIONS, "can they", "do I", "what", "how long", "if", "when", "and", "or", ",", "?", "1)", "2)", "a)", "I want to know", "whether",
    "tell me", "about", "my credit", "tax", "they asked", "is that right", "in Ohio", "$44,000", "\n", "also", "what is a", "redemption", "vs.",
]  # fmt: skip
any_text = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.text("?.,;:\n ()1a2b-/", max_size=40),
)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_the_questions_of_a_turn(row: dict[str, Any]) -> None:
    parts = read_parts(normalise(row["text"]))
    assert [part.subject for part in parts] == row["subjects"], parts
    if "words" in row:
        assert [part.text for part in parts] == row["words"]


def test_every_subject_is_reached_by_some_turn() -> None:
    reached = {subject for row in ROWS for subject in row["subjects"]}
    assert reached >= SUBJECTS
    assert {subject for subject in reached - SUBJECTS if not subject.startswith("definition:")} == set()


@given(
    asked=st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=1, max_size=6, unique=True),
    joint=st.sampled_from([", ", " and ", "? ", ". ", "\n", ", and ", " also ", "?? and ", " "]),
    shape=st.sampled_from([str.lower, str.upper, str.capitalize]),
    mark=st.sampled_from(["", "?", "??", "."]),
)
@settings(max_examples=150, deadline=None)
def test_questions_however_joined_are_all_found_in_order(asked: list[str], joint: str, shape: Any, mark: str) -> None:
    turn = shape(joint.join(asked)) + mark
    assert [part.subject for part in read_parts(turn)] == [QUESTIONS[question] for question in asked], turn


@given(text=any_text)
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_spans_are_the_words(text: str) -> None:
    for turn in (text, normalise(text)):
        parts = read_parts(turn)
        assert parts == read_parts(turn)
        for part in parts:
            assert part.text == turn[part.span[0] : part.span[1]]
            assert part.text.strip()
            assert part.subject in SUBJECTS or re.fullmatch("definition:.+", part.subject)
        subjects = [part.subject for part in parts if part.subject != "other"]
        assert len(subjects) == len(set(subjects))
        assert [part.span for part in parts] == sorted(part.span for part in parts)
