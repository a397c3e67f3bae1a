"""The facts a phrase tells, and that it tells no others: tests/understand/facts.yaml and the files beside it."""

from pathlib import Path
from typing import Any

import pytest

from bot.law.facts import choices
from bot.understand.cues import lexicon, states_with_steps
from bot.understand.facts import read_facts
from bot.yamlfile import load_yaml

ROWS: list[list[Any]] = [row for path in sorted(Path(__file__).parent.glob("facts*.yaml")) for row in load_yaml(path)]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row[0][:60]}|{''.join(row[2:])}") for row in ROWS])
def test_the_facts_of_a_phrase(row: list[Any]) -> None:
    phrase, expected = row[:2]
    read = read_facts(phrase, row[2] if len(row) > 2 else None)
    assert {r.fact: r.value for r in read} == expected, [(r.fact, r.value, r.raw) for r in read]


def test_every_cue_means_a_value_of_the_vocabulary() -> None:
    for cue in (cue for state in ("", *states_with_steps()) for cue in lexicon(state).cues):
        assert cue.value in choices(cue.fact)
        assert cue.negated is None or cue.negated in choices(cue.fact)


def test_a_reading_points_at_the_words_it_was_read_from() -> None:
    text = "In Utah the trustee's sale of our rental was in May."
    for reading in read_facts(text, "UT"):
        assert reading.raw in text[reading.span[0] : reading.span[1]]


def test_a_long_text_is_read_without_delay_or_fault() -> None:
    # a text at the limit of what a person may send, made of the words cues begin with
    text = "the bank sold our second home by a trustee or through the court and " * 120
    assert {r.fact for r in read_facts(text)} >= {"occupancy"}
