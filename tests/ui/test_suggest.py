"""What is offered to be said next is understood, and fits the case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer.model import Answer
from bot.conversation.conversations import Conversations
from bot.conversation.edits import Edit
from bot.conversation.standing import Standing, standing
from bot.conversation.storage import open_storage
from bot.ui.suggest import MOST, Suggestion, suggestions
from tests.conversation.talker import engine

CASES = {
    "limited": "Utah trustee's sale, owed $318,000, they bid $255,000",
    "barred": "Arizona trustee's sale of our home, do we still owe?",
    "allowed": "Ohio sheriff's sale, owed $212,000, sold for $150,000",
    "depends": "Michigan, they sold my house, owed $150,000, sold for $90,000",
    "surplus": "Texas, we owed $150,000 and the house sold for $190,000",
    "no state": "we owed $212,000 and it sold for $150,000",
    "a word": "what does lis pendens mean?",
}


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Conversations]:
    with open_storage(str(tmp_path / "kept.db")) as storage:
        yield Conversations(engine(), storage)


def told(talk: Conversations, text: str) -> tuple[str, Answer, Standing]:
    id = talk.start().id
    answer = talk.say(id, text)
    sheet = talk.sheet(id)
    return id, answer, standing(sheet, talk.engine.settings, sheet.state)


def do(talk: Conversations, id: str, suggestion: Suggestion) -> Answer:
    if suggestion.does.edits:
        return talk.change(id, [Edit(name=name, value=value) for name, value in suggestion.does.edits])
    return talk.say(id, suggestion.does.text)


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_whatever_is_offered_gets_an_answer(talk: Conversations, text: str) -> None:
    _, answer, now = told(talk, text)
    offered = suggestions(answer, now)
    assert 1 <= len(offered) <= MOST
    for suggestion in offered:
        id, _, _ = told(talk, text)
        said = do(talk, id, suggestion)
        assert not said.declined, suggestion.words
        assert said.citations or said.asked or said.act, suggestion.words


def test_an_asked_fact_is_offered_as_a_choice(talk: Conversations) -> None:
    id, answer, now = told(talk, CASES["depends"])
    offered = suggestions(answer, now)
    assert [s.does.edits for s in offered[:2]] == [(("buyer", "lender"),), (("buyer", "third_party"),)]
    assert offered[2].words == "I don't know"
    assert do(talk, id, offered[0]).outcome == "limited"


def test_a_way_of_foreclosing_that_the_state_does_not_have_is_not_offered(talk: Conversations) -> None:
    _, answer, now = told(talk, "Nevada, they foreclosed on our cash-out loan, do we owe?")
    if answer.asked == "process":
        assert all(s.does.edits != (("process", "strict"),) for s in suggestions(answer, now))


def test_nothing_is_offered_after_a_refusal(talk: Conversations) -> None:
    _, answer, now = told(talk, "how do I hide my savings from the bank before the judgment")
    assert answer.declined
    assert suggestions(answer, now) == []
