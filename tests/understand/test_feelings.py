"""What people say of how they are, and what is said back: tests/understand/feelings.yaml."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand.feelings import Feeling, Kind, one_human_sentence, read_feeling
from bot.understand.text import normalise
from bot.yamlfile import load_yaml

ROWS: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "feelings.yaml")
KINDS: tuple[Kind, ...] = get_args(Kind)
FELT = [row["text"] for row in ROWS if row["kind"]]
PIECES = [
    "i'm",
    "so",
    "scared",
    "not",
    "afraid",
    "I don't",
    "they",
    "please",
    "my husband",
    "died",
    "crying",
    "stole",
    "my house",
    ",",
    ".",
    "\n",
    "?",
]
any_text = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join))
# what no sentence may say: a promise, a platitude, the machine, a rule of law or a number
UNSAID = re.compile(
    r"\b(?:will be (?:ok|okay|fine|all right)|promise|guarantee|everything happens|don't worry|stay strong|hang in there|"
    r"as an ai|rest assured|journey|never alone|you will|we will|can't sue|cannot sue|owe)\b|[0-9!$?]",
    re.IGNORECASE,
)


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['name']}: {row['kind']}") for row in ROWS])
def test_the_feeling_of_a_turn(row: dict[str, Any]) -> None:
    text = normalise(row["text"])
    feeling = read_feeling(text)
    assert (feeling.kind if feeling else None) == row["kind"], feeling
    if feeling:
        assert feeling.raw in text


def test_every_kind_is_told_in_many_ways_and_a_third_of_the_cases_only_look_like_one() -> None:
    assert all(sum(row["kind"] == kind for row in ROWS) >= 10 for kind in KINDS)
    assert len(ROWS) - len(FELT) >= len(ROWS) / 3


@given(
    story=st.sampled_from(FELT),
    around=st.sampled_from(["Ohio. {}. do i owe", "{}, can they sue me?", "they sold it. {}"]),
)
@settings(max_examples=100, deadline=None)
def test_a_feeling_is_found_amid_a_story_in_any_case(story: str, around: str) -> None:
    plain = read_feeling(normalise(story))
    assert plain
    for text in (around.format(story), around.format(story).upper()):
        found = read_feeling(normalise(text))
        assert found
        assert found.kind == plain.kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_is_short_plain_and_not_the_same_each_time(kind: Kind) -> None:
    sentences = [one_human_sentence(Feeling(kind=kind, raw="x"), turn) for turn in range(12)]
    assert len(set(sentences)) >= 3
    assert all(first != second for first, second in pairwise(sentences))
    for sentence in sentences:
        assert 8 <= len(sentence.split()) <= 18, sentence
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert sentence.count(".") == 1
        assert not UNSAID.search(sentence), sentence


def test_the_sentences_of_all_kinds_differ_and_are_the_same_for_the_same_turn() -> None:
    said = [one_human_sentence(Feeling(kind=kind, raw="x"), turn) for kind in KINDS for turn in range(4)]
    assert len(set(said)) == len(said)
    assert said == [one_human_sentence(Feeling(kind=kind, raw="y"), turn) for kind in KINDS for turn in range(4)]


@given(text=any_text, turn=st.integers(-5, 10_000))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text: str, turn: int) -> None:
    for said in (text, normalise(text)):
        feeling = read_feeling(said)
        assert feeling == read_feeling(said)
        if feeling:
            assert feeling.raw in said
            assert one_human_sentence(feeling, turn)
