"""The README shows answers as they are really given."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.shortfall import Shortfall
from bot.settings import get_settings

README = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\*\*(?P<question>[^*\n]+)\*\*\n\n(?P<answer>(?:^>.*\n)+)", README, re.MULTILINE)


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize(("question", "shown"), EXAMPLES)
def test_an_example_is_the_answer_that_is_given(question: str, shown: str) -> None:
    engine = Shortfall(get_settings().model_copy(update={"today": date(2026, 11, 23)}))
    lines = [line.removeprefix(">").removeprefix(" ") for line in shown.splitlines()]
    assert "\n".join(lines) == engine.ask(question).text
