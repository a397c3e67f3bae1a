"""The README shows answers as they are really given."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.shortfall import Message, Shortfall
from bot.settings import get_settings

README = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\*\*(?P<question>[^*\n]+)\*\*\n\n(?P<answer>(?:^>.*\n)+)", README, re.MULTILINE)


TALK = re.findall(r"^\*\*You:\*\* (?P<said>.+)\n\n(?P<answer>(?:^>.*\n)+)", README, re.MULTILINE)


def _shown(block: str) -> str:
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in block.splitlines())


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize(("question", "shown"), EXAMPLES)
def test_an_example_is_the_answer_that_is_given(question: str, shown: str) -> None:
    engine = Shortfall(get_settings().model_copy(update={"today": date(2026, 11, 23)}))
    assert _shown(shown) == engine.ask(question).text


def test_the_conversation_is_the_one_that_is_held() -> None:
    engine = Shortfall(get_settings().model_copy(update={"today": date(2026, 11, 23)}))
    assert len(TALK) == 5
    said: list[Message] = []
    for question, shown in TALK:
        assert _shown(shown) == engine.ask(question, said).text
        said.append(Message(content=question))
