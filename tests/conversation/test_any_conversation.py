"""Conversations of any texts: each turn is answered within the contract, and no fact is asked for twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.model import Answer, Outcome
from bot.conversation.conversations import Conversations
from bot.conversation.storage import open_storage
from bot.errors import QuestionError
from bot.yamlfile import load_yaml
from tests.conversation.talker import engine

ROWS = load_yaml(Path(__file__).with_name("sheet.yaml"))
SAID = [text if isinstance(text, str) else text[0] for row in ROWS for text in row["turns"]]
# noise with the subject's words in it, so that readers and composers are reached
TEXTS = st.one_of(
    st.sampled_from(SAID),
    st.text(max_size=80),
    st.lists(st.sampled_from("Utah Texas owed 200k sold 150k what if why no not the first forget fees use that more compare and or ? . , 0 -5 99999999999 yesterday loan second mortgage judge".split()), max_size=12).map(" ".join),
)  # fmt: skip


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversations]:
    with open_storage(str(tmp_path_factory.mktemp("kept") / "conversations.db")) as storage:
        yield Conversations(engine(), storage)


@given(st.lists(TEXTS, min_size=1, max_size=5))
@settings(max_examples=8)
def test_any_conversation_is_answered_within_the_contract(talk: Conversations, texts: list[str]) -> None:
    conversation, asked, number = talk.start().id, list[str](), 0
    for text in texts:
        try:
            answer = talk.say(conversation, text)
        except QuestionError:
            assert not any(c.isalnum() for c in text)
            continue
        number += 1
        assert Answer.model_validate_json(answer.model_dump_json()) == answer
        assert answer.text.strip()
        assert answer.reason != "not_verified", text
        assert answer.outcome in (None, *get_args(Outcome))
        closing = [i for i, s in enumerate(answer.segments) if s.kind == "question"]
        assert answer.act == "needed" or len(closing) <= 1, text
        if answer.act == "reset":
            asked = []
        if answer.asked and answer.act != "needed":
            assert answer.asked not in asked, f"{answer.asked} asked twice, at {text!r}"
            asked.append(answer.asked)
        numbers = [citation.n for citation in answer.citations]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(segment.citations for segment in answer.segments if segment.kind == "claim"), text
    assert [turn.number for turn in talk.turns(conversation)] == list(range(1, number + 1))
