"""Conversations whose program is killed in mid-answer, or that several talk in at once: no turn is lost or doubled."""

import threading
from decimal import Decimal

import pytest

from bot.answer.model import Answer
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Message
from bot.conversation.storage import Storage, open_storage
from tests.conversation.talker import Talker, engine, watched

TURNS = ("Utah trustee's sale, owed 318k, sold for 255k", "it was worth 300k", "and if it sold for 10k more?")
NEXT = "use that"


def begun(url: str) -> str:
    with open_storage(url) as storage:
        return storage.create().id


def expected(count: int) -> Answer:
    """The answer to the last of the first turns, had nothing happened."""
    return timeless(engine().ask(TURNS[count - 1], [Message(content=text) for text in TURNS[: count - 1]]))


def timeless(answer: Answer) -> Answer:
    return answer.model_copy(update={"latency_ms": None})


def questions(talk: Conversations, conversation: str) -> list[tuple[int, str]]:
    return [(turn.number, turn.question) for turn in talk.turns(conversation)]


def numbered(*texts: str) -> list[tuple[int, str]]:
    return list(enumerate(texts, start=1))


def goes_on(talk: Conversations, conversation: str) -> None:
    """The conversation takes its next turn as if nothing had happened, and knows its case."""
    before = questions(talk, conversation)
    answer = talk.say(conversation, NEXT)
    assert (answer.act, questions(talk, conversation)) == ("adopt", [*before, (len(before) + 1, NEXT)])
    assert Decimal({fact.name: fact.value for fact in answer.case}["sale_price"]) == 265_000
    info = talk.storage.info(conversation)
    assert (info.turns, info.pending) == (len(before) + 1, None)


# --- killed


@pytest.mark.parametrize("step", ["understand", "tools", "verify"])
def test_a_question_cut_off_in_a_step_is_pending_and_answered_when_the_conversation_is_resumed(
    url: str, step: str
) -> None:
    conversation = begun(url)
    child = Talker(url, conversation, TURNS, stops=step)
    assert [child.says() for _ in range(3)] == [f"answered {TURNS[0]}", f"answered {TURNS[1]}", "stopped"]
    assert child.kill() == []
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        info = storage.info(conversation)
        assert (info.turns, info.pending, info.title) == (2, TURNS[2], TURNS[0])
        assert questions(talk, conversation) == numbered(*TURNS[:2])
        resumed = talk.resume(conversation)
        assert resumed is not None
        assert timeless(resumed) == expected(3)
        assert questions(talk, conversation) == numbered(*TURNS)
        assert talk.resume(conversation) is None
        goes_on(talk, conversation)


def test_an_answer_that_was_kept_and_not_noted_is_not_given_twice(url: str) -> None:
    conversation = begun(url)
    child = Talker(url, conversation, TURNS, stops="noted")
    assert [child.says() for _ in range(3)] == [f"answered {TURNS[0]}", f"answered {TURNS[1]}", "stopped"]
    assert child.kill() == []
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        assert (storage.info(conversation).turns, storage.info(conversation).pending) == (2, TURNS[2])
        resumed = talk.resume(conversation)
        assert resumed is not None
        assert timeless(resumed) == expected(3)
        assert questions(talk, conversation) == numbered(*TURNS)
        assert (storage.info(conversation).turns, storage.info(conversation).pending) == (3, None)
        assert talk.resume(conversation) is None
        goes_on(talk, conversation)


def test_the_first_question_is_resumed_too(url: str) -> None:
    conversation = begun(url)
    child = Talker(url, conversation, TURNS[:1], stops="compose")
    assert child.says() == "stopped"
    child.kill()
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        assert talk.turns(conversation) == []
        resumed = talk.resume(conversation)
        assert resumed is not None
        assert timeless(resumed) == expected(1)
        assert (storage.info(conversation).turns, storage.info(conversation).title) == (1, TURNS[0])


def test_a_first_answer_that_was_kept_and_not_noted_still_names_the_conversation(url: str) -> None:
    conversation = begun(url)
    child = Talker(url, conversation, TURNS[:1], stops="noted")
    assert child.says() == "stopped"
    child.kill()
    with open_storage(url) as storage:
        Conversations(engine(), storage).resume(conversation)
        assert storage.info(conversation).title == TURNS[0]


def test_a_new_question_after_a_kill_is_taken_though_the_old_one_was_not_resumed(url: str) -> None:
    conversation = begun(url)
    child = Talker(url, conversation, TURNS, stops="noted")
    assert [child.says() for _ in range(3)][-1] == "stopped"
    child.kill()
    with open_storage(url) as storage:
        goes_on(Conversations(engine(), storage), conversation)


@pytest.mark.parametrize("acknowledged", [1, 6])
def test_a_program_killed_anywhere_loses_no_answer_that_was_given(url: str, acknowledged: int) -> None:
    conversation = begun(url)
    texts = [f"no, we owed {200 + number}k in Ohio" for number in range(1000)]
    child = Talker(url, conversation, texts)
    told = [child.says() for _ in range(acknowledged)]
    told += child.kill()
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        talk.resume(conversation)
        kept = questions(talk, conversation)
        # the question it died in may be there too: noted and resumed, or not yet come in
        assert len(kept) - len(told) in (0, 1)
        assert kept == numbered(*texts[: len(kept)])
        assert told == [f"answered {text}" for text in texts[: len(told)]]
        assert talk.sheet(conversation).entries["debt"].value == str(199_000 + 1000 * len(kept))


# --- several at once


def check_interleaved(storage: Storage, conversation: str, said: list[list[str]]) -> None:
    """Every turn once, the numbers without a gap, and each speaker's in the order in which they were said."""
    kept = questions(Conversations(engine(), storage), conversation)
    assert [number for number, _ in kept] == list(range(1, sum(map(len, said)) + 1))
    for own in said:
        assert [text for _, text in kept if text in own] == own
    info = storage.info(conversation)
    assert (info.turns, info.pending) == (len(kept), None)


def said_by(name: str, count: int) -> list[str]:
    return [f"no, the {name} was {number} thousand in Ohio" for number in range(101, 101 + count)]


def test_two_threads_in_one_conversation_lose_no_turn(url: str) -> None:
    conversation, said = begun(url), [said_by("debt", 6), said_by("sale price", 6)]
    failures: list[Exception] = []
    with open_storage(url) as storage:
        talk = Conversations(engine(), storage)
        together = threading.Barrier(2)

        def speak(texts: list[str]) -> None:
            try:
                together.wait()
                for text in texts:
                    talk.say(conversation, text)
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=speak, args=(texts,)) for texts in said]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        check_interleaved(storage, conversation, said)
        sheet = talk.sheet(conversation)
        assert {name: sheet.entries[name].value for name in ("debt", "sale_price")} == {
            "debt": "106000",
            "sale_price": "106000",
        }


def test_two_processes_in_one_conversation_lose_no_turn(url: str) -> None:
    conversation, said = begun(url), [said_by("debt", 6), said_by("sale price", 6)]
    children = [Talker(url, conversation, texts) for texts in said]
    for child, texts in zip(children, said, strict=True):
        assert child.rest() == [f"answered {text}" for text in texts]
    with open_storage(url) as storage:
        check_interleaved(storage, conversation, said)


def test_a_question_that_is_still_being_answered_is_not_answered_a_second_time(url: str) -> None:
    """A page that is loaded again while its answer is on the way resumes a conversation in which nobody died."""
    working, go_on = threading.Event(), threading.Event()

    def wait(text: str) -> None:
        working.set()
        assert go_on.wait(20)

    with open_storage(url) as storage, open_storage(url) as elsewhere:
        conversation = storage.create().id
        slow, other = Conversations(watched("tools", wait), storage), Conversations(engine(), elsewhere)
        speaking = threading.Thread(target=slow.say, args=(conversation, TURNS[0]))
        resuming = threading.Thread(target=other.resume, args=(conversation,))
        speaking.start()
        assert working.wait(20)
        resuming.start()
        resuming.join(0.3)  # long enough to have seen the pending question
        go_on.set()
        speaking.join()
        resuming.join()
        assert questions(other, conversation) == numbered(TURNS[0])
        assert (storage.info(conversation).turns, storage.info(conversation).pending) == (1, None)
