"""What is done by hand: a value changed in the case sheet, a turn asked again or in other words."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bot.conversation.conversations import Conversations
from bot.conversation.edits import BY_HAND, Edit
from bot.conversation.storage import open_storage
from bot.errors import CaseError, ConversationError
from tests.conversation.talker import engine

UTAH = "Utah trustee's sale, owed $318,000, they bid $255,000"


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Conversations]:
    with open_storage(str(tmp_path / "kept.db")) as storage:
        yield Conversations(engine(), storage)


@pytest.fixture
def id(talk: Conversations) -> str:
    new = talk.start().id
    talk.say(new, UTAH)
    return new


def questions(talk: Conversations, id: str) -> list[str]:
    return [turn.question for turn in talk.turns(id)]


def test_a_changed_price_is_answered_at_once_and_says_that_it_was_set(talk: Conversations, id: str) -> None:
    answer = talk.change(id, [Edit(name="sale_price", value="$280,000")])
    assert answer.amount == Decimal(38_000)
    assert answer.act == "edit"
    assert questions(talk, id) == [UTAH, "The sale price is $280,000."]
    entry = talk.sheet(id).entries["sale_price"]
    assert (entry.value, entry.how, entry.turn) == ("280000", BY_HAND, 2)


def test_several_changes_are_one_turn(talk: Conversations, id: str) -> None:
    answer = talk.change(
        id,
        [
            Edit(name="fair_market_value", value="300000"),
            Edit(name="sale_date", value="2026-10-01"),
            Edit(name="process", value="nonjudicial"),
        ],
    )
    assert answer.amount == Decimal(18_000)
    assert answer.deadline is not None and str(answer.deadline.date) == "2027-01-01"
    assert len(questions(talk, id)) == 2


def test_another_state_applies_its_own_rule(talk: Conversations, id: str) -> None:
    answer = talk.change(id, [Edit(name="state", value="AZ")])
    assert (answer.state, answer.outcome, answer.amount) == ("AZ", "barred", Decimal(0))


def test_a_value_can_be_taken_out(talk: Conversations, id: str) -> None:
    answer = talk.change(id, [Edit(name="sale_price")])
    assert answer.amount is None
    assert talk.sheet(id).entries["sale_price"].status == "withdrawn"
    assert questions(talk, id)[-1] == "Without the sale price."


def test_a_case_can_begin_by_hand(talk: Conversations) -> None:
    new = talk.start().id
    answer = talk.change(new, [Edit(name="debt", value="200000"), Edit(name="sale_price", value="150000")])
    assert answer.amount == Decimal(50_000)
    assert answer.asked == "state"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("state", "Ontario", "no state"),
        ("state", "PR", "no state"),
        ("debt", "lots", "no amount"),
        ("debt", "-5", "below"),
        ("debt", "9999999999", "too large"),
        ("sale_date", "31 June", "cannot be"),
        ("process", "magic", "cannot be"),
        ("units", "0", "more than nothing"),
        ("acres", "-2", "more than nothing"),
        ("shoe_size", "9", "no part of a case"),
        ("judgment_date", "", "nothing|no .* to take out"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    talk: Conversations, id: str, name: str, value: str, words: str
) -> None:
    before = talk.sheet(id)
    with pytest.raises(CaseError, match=words):
        talk.change(id, [Edit(name=name, value=value)])
    assert talk.sheet(id) == before
    assert talk.storage.info(id).pending is None


def test_a_turn_in_other_words_takes_the_place_of_the_old_one_and_of_what_followed(
    talk: Conversations, id: str
) -> None:
    talk.say(id, "the house was worth $300,000")
    talk.say(id, "it sold on October 1, 2026")
    answer = talk.say(id, "the house was worth $310,000", instead_of=2)
    assert answer.amount == Decimal(8_000)
    assert questions(talk, id) == [UTAH, "the house was worth $310,000"]
    assert talk.sheet(id).known("sale_date") is None
    assert talk.storage.info(id).turns == 2
    talk.say(id, "it sold on October 2, 2026")
    assert questions(talk, id)[1:] == ["the house was worth $310,000", "it sold on October 2, 2026"]


def test_the_first_turn_in_other_words_begins_anew(talk: Conversations, id: str) -> None:
    talk.say(id, "the house was worth $300,000")
    answer = talk.say(id, "Arizona trustee's sale of our home, do we owe?", instead_of=1)
    assert (answer.state, answer.outcome) == ("AZ", "barred")
    assert len(talk.turns(id)) == 1
    assert talk.sheet(id).known("debt") is None


def test_a_turn_asked_again_twice_and_then_an_earlier_one(talk: Conversations, id: str) -> None:
    for text in ("the house was worth $300,000", "the lender bought it"):
        talk.say(id, text)
    talk.say(id, "someone else bought it", instead_of=3)
    talk.say(id, "the house was worth $290,000", instead_of=2)
    talk.say(id, "and why?")
    assert questions(talk, id) == [UTAH, "the house was worth $290,000", "and why?"]


def test_a_turn_that_is_not_there_cannot_be_asked_again(talk: Conversations, id: str) -> None:
    with pytest.raises(ConversationError, match="no turn 6"):
        talk.say(id, "why?", instead_of=7)
    assert talk.storage.info(id).pending is None


def test_a_crash_while_a_turn_is_asked_again_loses_neither(talk: Conversations, id: str) -> None:
    talk.say(id, "the house was worth $300,000")
    talk.storage.note_pending(id, "the house was worth $310,000", 1)  # the process dies here
    assert len(talk.turns(id)) == 2
    answer = talk.resume(id)
    assert answer is not None and answer.amount == Decimal(8_000)
    assert questions(talk, id) == [UTAH, "the house was worth $310,000"]
