"""What is declined, and what only looks so: tests/understand/limits.yaml."""

from pathlib import Path
from time import process_time

import pytest

from bot.understand.intent import LIMITS, read_intents
from bot.understand.limits import read_limits
from bot.yamlfile import load_yaml

CASES = load_yaml(Path(__file__).parent / "limits.yaml")


@pytest.mark.parametrize(("intent", "phrase"), CASES["declined"], ids=[phrase for _, phrase in CASES["declined"]])
def test_what_is_declined(intent: str, phrase: str) -> None:
    assert intent in read_intents(phrase)


@pytest.mark.parametrize("phrase", CASES["answered"])
def test_what_only_looks_so(phrase: str) -> None:
    assert not set(read_intents(phrase)) & LIMITS


@pytest.mark.parametrize("words", ["tell the judge that i ", "so the bank can't ", "put my ", "the mortgage the ", "a"])
def test_a_text_made_to_be_slow_is_read_fast(words: str) -> None:
    text = (words * 8_000)[:8_000]
    read_limits(text[:4_000])  # patterns are compiled where they are first needed
    began = process_time()
    read_limits(text)
    assert process_time() - began < 0.5
