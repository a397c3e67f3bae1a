"""Conversations over both backends: the answers of a single call, kept as plain values, reopened, exported, deleted."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.answer.model import Answer
from bot.conversation.conversations import TITLE, Conversations
from bot.conversation.graph import build_graph
from bot.conversation.sheet import CaseSheet
from bot.conversation.shortfall import LONGEST, Message
from bot.conversation.storage import Storage, open_storage
from bot.conversation.storage.transcript import config, export
from bot.errors import ConversationError, QuestionError
from tests.conversation.kept import kept_bytes
from tests.conversation.talker import engine

STEPS = ["understand", "merge", "plan", "tools", "compose", "speak", "verify"]
# each kind of turn after kinds that it depends on
DIALOGUES = {
    "a case told in pieces, looked at from every side": [
        "Utah trustee's sale, owed 318k, they bid 255k",
        "the house was worth 300k",
        "why?",
        "where does it say that?",
        "how did you get that number?",
        "explain that more simply",
        "what do you know about me?",
    ],
    "supposed, compared, adopted": [
        "Utah trustee's sale, owed 318k, they bid 255k",
        "and if they had bid 310?",
        "and 2k more?",
        "use that",
        "what about Texas?",
        "until when?",
        "compare Nevada and Arizona for my numbers",
    ],
    "contradicted, chosen, taken back, cleared": [
        "we owed 200k in Ohio and it sold for 150k",
        "we owed 230k",
        "the first one",
        "no, it sold for 160k",
        "forget the price",
        "start over",
        "what do you know about me?",
    ],
    "asked and not known": [
        "Michigan, they sold my house, owed 150k sold for 90k",
        "i don't know",
        "i'm so scared, the sheriff comes tomorrow",
        "how do I hide my savings before they get a judgment",
        "the lender bought it",
        "shorter",
    ],
}


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """A place in SQLite, for what does not depend on the place."""
    with open_storage(str(tmp_path / "conversations.db")) as opened:
        yield opened


@pytest.fixture
def talk(storage: Storage) -> Conversations:
    return Conversations(engine(), storage)


def timeless(answer: Answer) -> Answer:
    return answer.model_copy(update={"latency_ms": None})


# --- the graph


def test_the_graph_is_the_steps_in_order() -> None:
    drawn = build_graph(engine().steps, None).get_graph()
    ends = ["__start__", *STEPS, "__end__"]
    assert {(edge.source, edge.target) for edge in drawn.edges} == set(pairwise(ends))
    assert len(drawn.edges) == len(STEPS) + 1
    assert all(not edge.conditional for edge in drawn.edges)


def test_a_turn_passes_each_step_once() -> None:
    graph = build_graph(engine().steps, None)
    passed = [name for update in graph.stream({"text": "Utah, owed 318k"}, stream_mode="updates") for name in update]
    assert passed == STEPS


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_conversation_gives_the_answers_of_single_calls_with_its_history(talk: Conversations, name: str) -> None:
    conversation, said = talk.start().id, list[Message]()
    for text in DIALOGUES[name]:
        answer = talk.say(conversation, text)
        assert timeless(answer) == timeless(engine().ask(text, said)), text
        assert answer.latency_ms is not None
        said.append(Message(content=text))
    kept = [timeless(turn.answer) for turn in talk.turns(conversation)]
    assert kept[-1] == timeless(answer)
    assert len(kept) == len(said)


def test_a_state_picked_on_the_page_counts_in_both(talk: Conversations) -> None:
    text, conversation = "owed 200k, sold for 150k", talk.start().id
    picked = talk.say(conversation, text, state="UT")
    assert picked.state == "UT"
    assert timeless(picked) == timeless(engine().ask(text, state="UT"))
    assert talk.say(conversation, "and until when?").state is None, "a state is picked for its own turn"


def test_a_checkpoint_holds_plain_values_of_the_turn_and_none_of_its_work(
    talk: Conversations, storage: Storage
) -> None:
    conversation = talk.start().id
    answer = talk.say(conversation, "Utah trustee's sale, owed 318k, sold for 255k, worth 300k", state="UT")
    (kept,) = storage.checkpointer.list(config(conversation))
    values = kept.checkpoint["channel_values"]
    assert set(values) == {"text", "picked", "sheet", "answer"}
    assert json.loads(json.dumps(values)) == values
    assert timeless(Answer.model_validate(values["answer"])) == timeless(answer)
    assert CaseSheet.model_validate(values["sheet"]) == talk.sheet(conversation)
    assert values["sheet"]["entries"]["debt"]["value"] == "318000"


def test_a_checkpoint_is_as_small_after_many_turns_as_after_one(talk: Conversations, storage: Storage) -> None:
    conversation = talk.start().id
    sizes = []
    for n in range(25):
        talk.say(conversation, f"no, we owed {200 + n}k in Ohio and it sold for 150k")
        latest = next(iter(storage.checkpointer.list(config(conversation), limit=1)))
        sizes.append(len(json.dumps(latest.checkpoint["channel_values"])))
    assert max(sizes) < 1.1 * sizes[1]
    assert len(list(storage.checkpointer.list(config(conversation)))) == 25


# --- kept


def test_a_conversation_that_was_closed_goes_on(url: str) -> None:
    said = ["Utah trustee's sale, owed 318k, sold for 255k, worth 300k", "and if they had bid 310?"]
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        conversation = talk.start().id
        talk.say(conversation, said[0])
        supposed = talk.say(conversation, said[1])
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        why = talk.say(conversation, "why?")
        assert (why.act, why.state) == ("why", "UT")
        assert {c.cite for c in why.citations} & {c.cite for c in supposed.citations}
        assert timeless(why) == timeless(engine().ask("why?", [Message(content=text) for text in said]))
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        assert talk.say(conversation, "use that").amount == supposed.amount
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        known = talk.say(conversation, "what do you know about me?")
        assert known.act == "recall"
        for told in ("Utah", "$318,000", "$310,000", "$300,000"):
            assert told in known.text
        assert [turn.number for turn in talk.turns(conversation)] == [1, 2, 3, 4, 5]
        assert storage.info(conversation).turns == 5


def test_a_dialogue_with_a_new_program_for_each_turn_gets_the_same_answers(url: str) -> None:
    with open_storage(url) as storage:
        conversation = storage.create().id
    said: list[Message] = []
    for text in DIALOGUES["supposed, compared, adopted"]:
        with open_storage(url) as storage:
            answer = Conversations(engine(), storage).say(conversation, text)
        assert timeless(answer) == timeless(engine().ask(text, said)), text
        said.append(Message(content=text))


def test_conversations_do_not_see_each_other(url: str) -> None:
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        first, second = talk.start().id, talk.start().id
        talk.say(first, "Utah, owed 318k, sold for 255k")
        talk.say(second, "Ohio, owed 99k")
        assert "318" not in talk.say(second, "what do you know about me?").text
        assert {e.value for e in talk.sheet(first).entries.values()} == {"UT", "318000", "255000"}
        assert {e.value for e in talk.sheet(second).entries.values()} == {"OH", "99000"}


def test_a_list_shows_the_latest_first_with_titles_and_turns(url: str) -> None:
    long = "My house in Utah was sold at a trustee's sale and the bank says that I still owe them sixty thousand"
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        first, second, third = talk.start().id, talk.start("The Ogden house").id, talk.start().id
        talk.say(second, "owed 318k")
        talk.say(first, long)
        talk.say(first, "owed\n200k")
        assert [(info.id, info.title, info.turns) for info in storage.list()] == [
            (first, long[:TITLE], 2),
            (second, "The Ogden house", 1),
            (third, "", 0),
        ]
        storage.rename(first, "Mine")
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        talk.say(first, "in Utah")
        assert (storage.info(first).title, storage.info(first).turns) == ("Mine", 3)


def test_an_export_holds_every_turn_and_the_case_as_json(url: str) -> None:
    said = ["Utah, owed 318k, sold for 255k", "we owed 330k", "what if it sold for 280k?"]
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        conversation = talk.start().id
        answers = [talk.say(conversation, text) for text in said]
        exported = export(storage, conversation)
    read = json.loads(json.dumps(exported))
    assert read == exported
    assert (read["id"], read["title"], read["turns"], read["pending"]) == (conversation, said[0], 3, None)
    assert [(t["number"], t["question"]) for t in read["transcript"]] == list(enumerate(said, start=1))
    for turn, answer in zip(read["transcript"], answers, strict=True):
        assert timeless(Answer.model_validate(turn["answer"])) == timeless(answer)
        assert abs(datetime.fromisoformat(turn["at"]) - datetime.now(UTC)) < timedelta(minutes=2)
    case = {(fact["name"], fact["status"]): (fact["value"], fact["turn"], fact["disputed"]) for fact in read["case"]}
    assert case == {
        ("state", "known"): ("UT", 1, None),
        ("debt", "known"): ("330000", 2, "318000"),
        ("sale_price", "known"): ("255000", 1, None),
        ("sale_price", "supposed"): ("280000", 3, None),
    }


def test_a_deleted_conversation_leaves_no_word_and_the_other_one_stays(url: str) -> None:
    secret, other = "auntie Mabel", "uncle Torvald"
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        gone, stays = talk.start().id, talk.start().id
        for conversation, name in ((gone, secret), (stays, other)):
            talk.say(conversation, f"{name} owed 318k in Utah and the house sold for 255k")
            talk.say(conversation, f"the lender sent {name} a letter: what if it sold for 271,828?")
        storage.note_pending(gone, f"and {secret} asks")
        kept = kept_bytes(url)
        assert secret.encode() in kept and other.encode() in kept and gone.encode() in kept
        storage.delete(gone)
        kept = kept_bytes(url)
        for word in (secret, gone, f"{secret} owed"):
            assert word.encode() not in kept
        assert other.encode() in kept
        with pytest.raises(ConversationError):
            talk.turns(gone)
        assert [info.id for info in storage.list()] == [stays]
        assert talk.say(stays, "use that").act == "adopt"
        assert [turn.number for turn in talk.turns(stays)] == [1, 2, 3]


@pytest.mark.parametrize("id", ["no-such-conversation", "", "0" * 32])
def test_an_unknown_conversation_is_an_error_made_for_people(url: str, id: str) -> None:
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        acts: list[Any] = [
            lambda: talk.say(id, "Utah, owed 318k"),
            lambda: talk.resume(id),
            lambda: talk.turns(id),
            lambda: talk.sheet(id),
            lambda: export(storage, id),
        ]
        for act in acts:
            with pytest.raises(ConversationError, match="shortfall conversations list"):
                act()
        assert storage.list() == []


def test_a_question_that_is_refused_leaves_the_conversation_as_it_was(talk: Conversations, storage: Storage) -> None:
    conversation = talk.start().id
    for text in ("  ", "???", "owed 200k " * LONGEST):
        with pytest.raises(QuestionError):
            talk.say(conversation, text)
    info = storage.info(conversation)
    assert (info.turns, info.pending, info.title, talk.turns(conversation)) == (0, None, "", [])
