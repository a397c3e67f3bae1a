"""A language model in a conversation that is kept: what it is told of before, what is streamed, what is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.agent.evidence import Heard
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import open_storage
from bot.settings import Settings
from tests.agent.scripted.server import Scripted, scripted_server

ARIZONA = "I'm Maria Lopez. My house in Arizona was sold at a trustee's sale, can the lender still come after me?"


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


@pytest.fixture
def talk(server: Scripted, tmp_path: Path) -> Iterator[Conversations]:
    server.clear()
    settings = Settings(today=date(2026, 3, 1), model="openai:good-tool-use", model_base_url=server.url)
    with open_storage(str(tmp_path / "c.db")) as storage:
        yield Conversations(Shortfall(settings), storage)


def test_a_model_is_told_what_was_said_before_and_its_answers_are_kept(talk: Conversations, server: Scripted) -> None:
    heard: list[Heard] = []
    one = talk.start().id
    first = talk.say(one, ARIZONA, listen=heard.append)
    server.clear()
    second = talk.say(one, "what if it had been a court sale?", listen=heard.append)
    assert {first.engine, second.engine} == {"openai:good-tool-use"}
    assert [turn.answer.text for turn in talk.turns(one)] == [first.text, second.text]
    assert talk.turns(one)[0].answer.model == first.model
    sent = server.requests("good-tool-use")[0]["body"]["messages"]
    assert [message["role"] for message in sent] == ["system", "user", "assistant", "user"]
    assert "[NAME_1]" in sent[1]["content"]
    assert "Maria" not in str(sent)
    assert second.case == talk.turns(one)[1].answer.case


def test_an_earlier_turn_put_in_other_words_leaves_the_later_ones_out_of_what_is_told(
    talk: Conversations, server: Scripted
) -> None:
    one = talk.start().id
    talk.say(one, ARIZONA)
    talk.say(one, "what if it had been a court sale?")
    server.clear()
    talk.say(one, "My house in Nevada was sold at a trustee's sale, do I owe?", instead_of=1)
    assert [message["role"] for message in server.requests()[0]["body"]["messages"]] == ["system", "user"]


def test_a_change_by_hand_and_talk_about_the_talk_need_no_model(talk: Conversations, server: Scripted) -> None:
    one = talk.start().id
    talk.say(one, "Arizona trustee's sale, do I owe?")
    server.clear()
    assert talk.say(one, "what do you know about my case?").model is None
    assert talk.say(one, "forget everything").model is None
    assert server.requests() == []
