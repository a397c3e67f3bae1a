"""Kept conversations over both backends: what is put there comes back, in order, to whoever may see it, until deleted."""

import sqlite3
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.storage import Storage, open_storage
from bot.conversation.storage.plain import PlainSerializer
from bot.errors import ConversationError
from tests.conversation.kept import Program, kept_bytes, take_turn, toy_graph, transcript

SECRET = "Auntie Mabel's cottage"


# --- the list


def test_a_new_conversation_is_empty_and_its_times_are_utc(storage: Storage) -> None:
    info = storage.create("The house in Ogden")
    assert storage.info(info.id) == info
    assert (info.title, info.turns, info.pending) == ("The house in Ogden", 0, None)
    assert info.created == info.updated and info.created.tzinfo == UTC
    assert abs(info.created - datetime.now(UTC)) < timedelta(seconds=20)
    assert len(bytes.fromhex(info.id)) == 16


def test_the_latest_used_come_first_and_pages_neither_repeat_nor_miss(storage: Storage) -> None:
    ids = [storage.create(f"number {n}").id for n in range(7)]
    storage.note_answered(ids[2], turns=1)
    storage.note_pending(ids[0], "do I owe it?")
    expected = [ids[0], ids[2], *reversed(ids[3:]), ids[1]]
    assert [info.id for info in storage.list()] == expected
    pages = [storage.list(limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [info.id for page in pages for info in page] == expected
    assert storage.list(limit=0) == storage.list(limit=-1) == []


def test_a_list_may_be_one_persons_own(storage: Storage) -> None:
    mine, theirs, nobodys = storage.create("a", "me"), storage.create("b", "them"), storage.create("c")
    assert [info.id for info in storage.list(owner="me")] == [mine.id]
    assert [info.id for info in storage.list(owner="them")] == [theirs.id]
    assert storage.list(owner="somebody else") == storage.list(owner="") == []
    assert {info.id for info in storage.list()} == {mine.id, theirs.id, nobodys.id}


def test_the_last_word_on_an_answer_counts_and_goes_with_the_conversation(storage: Storage) -> None:
    id = storage.create(owner="me").id
    storage.note_feedback(id, 2, helpful=True)
    storage.note_feedback(id, 1, helpful=True)
    storage.note_feedback(id, 2, helpful=False, reason="the date is wrong")
    kept = storage.feedback(id)
    assert [(one.turn, one.helpful, one.reason) for one in kept] == [(1, True, ""), (2, False, "the date is wrong")]
    assert kept[0].given.tzinfo == UTC
    storage.delete(id)
    with pytest.raises(ConversationError, match="no conversation"):
        storage.feedback(id)
    assert storage.list(owner="me") == []
    with pytest.raises(ConversationError, match="no conversation"):
        storage.note_feedback(id, 1, helpful=True)


def test_a_list_does_not_read_transcripts(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.create()
    monkeypatch.delattr(storage, "checkpointer")
    assert len(storage.list()) == 1


def test_a_new_title_keeps_its_place_in_the_list(storage: Storage) -> None:
    first, second = storage.create("one"), storage.create("two")
    renamed = storage.rename(first.id, "Ogden")
    assert renamed == first.model_copy(update={"title": "Ogden"})
    assert [info.id for info in storage.list()] == [second.id, first.id]


def test_a_pending_question_survives_a_reopening_until_it_is_answered(url: str) -> None:
    with open_storage(url) as storage:
        id = storage.create().id
        storage.note_pending(id, "they bid 255")
    with open_storage(url) as storage:
        asked = storage.info(id)
        assert asked.pending == "they bid 255"
        storage.note_answered(id, turns=1, title="Ogden")
        answered = storage.info(id)
        assert (answered.pending, answered.turns, answered.title) == (None, 1, "Ogden")
        assert answered.updated > asked.updated
        storage.note_answered(id, turns=2)
        assert (storage.info(id).turns, storage.info(id).title) == (2, "Ogden")


def test_any_text_can_be_kept(storage: Storage) -> None:
    odd = "a\0b \ud83d ’ 家 \U0001f3e0 '; DROP TABLE shortfall_conversations; -- %s ?"
    info = storage.create(odd)
    storage.note_pending(info.id, odd)
    assert storage.info(info.id).pending == info.title == odd.replace("\0", "�").replace("\ud83d", "?")
    assert take_turn(storage, toy_graph(storage), info.id, odd) == 1


@pytest.mark.parametrize("id", ["", "no-such", "../../etc/passwd", "x" * 500, "\0", "\ud800", "%s"])
def test_an_unknown_id_says_how_to_find_the_right_one(storage: Storage, id: str) -> None:
    def locked() -> None:
        with storage.lock(id):
            pytest.fail("locked")

    for attempt in (
        lambda: storage.info(id),
        lambda: storage.rename(id, "x"),
        lambda: storage.note_pending(id, "x"),
        lambda: storage.note_answered(id, 1),
        lambda: storage.delete(id),
        locked,
    ):
        with pytest.raises(
            ConversationError, match=r"There is no conversation .*shortfall conversations list"
        ) as caught:
            attempt()
        assert len(str(caught.value)) < 250


# --- transcripts


def test_thirty_turns_come_back_in_order_after_reopening(url: str) -> None:
    with open_storage(url) as storage:
        id = storage.create().id
        graph = toy_graph(storage)
        for number in range(1, 31):
            assert take_turn(storage, graph, id, f"question {number}") == number
    with open_storage(url) as storage:
        graph = toy_graph(storage)
        assert transcript(graph, id) == [(number, f"question {number}") for number in range(1, 31)]
        assert storage.info(id).turns == 30 and storage.info(id).pending is None
        assert take_turn(storage, graph, id, "one more") == 31


def test_state_that_is_not_plain_is_refused_when_it_is_written(storage: Storage) -> None:
    config: Any = {"configurable": {"thread_id": storage.create().id, "checkpoint_ns": ""}}
    saved = {"v": 4, "id": "1", "ts": "", "channel_versions": {"case": 1}, "versions_seen": {}}
    for value in (Decimal("1.50"), datetime.now(UTC), {1, 2}, Path("/"), uuid.uuid4(), object()):
        with pytest.raises(TypeError, match=rf"A conversation keeps dict.*{type(value).__name__}"):
            storage.checkpointer.put(config, {**saved, "channel_values": {"case": [value]}}, {}, {"case": 1})  # type: ignore[typeddict-item]


def test_bytes_that_would_build_an_object_are_not_read() -> None:
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer  # noqa: PLC0415  # the writer of such bytes

    written = JsonPlusSerializer().dumps_typed({"path": Path("/etc")})
    for hostile in (written, ("pickle", b"\x80\x04N."), ("json", b"{}"), ("msgpack", b"\xc1")):
        with pytest.raises(ConversationError, match="cannot be read"):
            PlainSerializer().loads_typed(hostile)


def test_a_failing_step_shows_its_own_error_and_leaves_the_turn_before(storage: Storage) -> None:
    id = storage.create().id
    take_turn(storage, toy_graph(storage), id, "first")

    def fails(question: str) -> None:
        raise ZeroDivisionError("in the middle")

    with pytest.raises(ZeroDivisionError, match="in the middle"):
        take_turn(storage, toy_graph(storage, fails), id, "second")
    # written step by step, LangGraph writes the error down too
    config: Any = {"configurable": {"thread_id": storage.create().id}}
    with pytest.raises(ZeroDivisionError, match="in the middle"):
        toy_graph(storage, fails).invoke({"question": "second"}, config, durability="sync")
    saved = storage.checkpointer.get_tuple(config)
    assert saved and ("__error__", "ZeroDivisionError('in the middle')") in [
        write[1:] for write in saved.pending_writes or []
    ]
    assert storage.info(id).pending == "second" and storage.info(id).turns == 1
    assert take_turn(storage, toy_graph(storage), id, "second") == 2


# --- deleting


def test_a_deleted_conversation_leaves_no_word_and_touches_no_other(url: str) -> None:
    with open_storage(url) as storage, open_storage(url) as elsewhere:
        graph = toy_graph(storage)
        gone, stays = storage.create(f"About {SECRET}").id, storage.create("About Ogden").id
        for number in range(1, 6):
            take_turn(storage, graph, gone, f"{number}: {SECRET}")
            take_turn(elsewhere, toy_graph(elsewhere), stays, f"question {number}")
        storage.rename(gone, f"{SECRET} again")
        storage.note_pending(gone, SECRET)
        before = storage.info(stays)
        assert SECRET.encode() in kept_bytes(url) and gone.encode() in kept_bytes(url)
        storage.delete(gone)
        left = kept_bytes(url)
        assert SECRET.encode() not in left and b"Mabel" not in left and gone.encode() not in left
        with pytest.raises(ConversationError, match="no conversation"):
            elsewhere.info(gone)
        assert transcript(graph, gone) == []
        assert storage.list() == [before]
        assert transcript(graph, stays) == [(number, f"question {number}") for number in range(1, 6)]
    assert b"Mabel" not in kept_bytes(url)


def test_words_that_a_reader_holds_in_the_log_are_not_called_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.storage.sqlite._BUSY_SECONDS", 0.1)
    path = tmp_path / "c.db"
    with open_storage(str(path)) as storage:
        first, second = storage.create(SECRET).id, storage.create(SECRET).id
        reader = sqlite3.connect(path)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM shortfall_conversations").fetchall()
        with pytest.raises(ConversationError, match="close that program"):
            storage.delete(first)
        reader.close()
        storage.delete(second)
        assert SECRET.encode() not in kept_bytes(f"sqlite:///{path}")


# --- one turn at a time


def test_turns_of_two_threads_and_two_processes_are_taken_one_after_another(url: str, storage: Storage) -> None:
    id = storage.create().id
    others = [Program("turns", url, id, 12) for _ in range(2)]
    graph = toy_graph(storage)
    said = [other.says() for other in others]
    threads = [
        threading.Thread(target=lambda: [take_turn(storage, graph, id, "mine") for _ in range(12)]) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said += [line for other in others for line in other.rest()]
    assert len(set(said)) == 24 and None not in said
    # two turns at once would both count from the same one before them
    assert [number for number, _ in transcript(graph, id)] == list(range(1, 49))
    assert storage.info(id).turns == 48


def test_a_lock_held_elsewhere_is_waited_for_and_is_free_when_its_process_dies(url: str, storage: Storage) -> None:
    id, free = storage.create().id, storage.create().id
    holder = Program("hold", url, id)
    assert holder.says() == "stopped"
    begun = time.monotonic()
    with pytest.raises(ConversationError, match=r"in progress for over 0\.3 seconds: wait"), storage.lock(id, 0.3):
        pytest.fail("two at once")
    assert 0.25 < time.monotonic() - begun < 5
    with storage.lock(free, 0.3):
        pass
    killer = threading.Timer(0.2, holder.process.kill)
    killer.start()
    with storage.lock(id, 5):
        assert time.monotonic() - begun > 0.4
    assert holder.rest() == []


def test_a_thread_keeps_another_thread_waiting_and_lets_go_after_an_error(storage: Storage) -> None:
    id = storage.create().id
    seen: list[str] = []

    def other() -> None:
        try:
            with storage.lock(id, 0.1):
                seen.append("in")
        except ConversationError as error:
            seen.append(str(error))

    def failing() -> None:
        with storage.lock(id):
            thread = threading.Thread(target=other)
            thread.start()
            thread.join()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert len(seen) == 1 and "wait for its answer" in seen[0]
    other()
    assert seen[1:] == ["in"]


def test_a_turn_that_waited_for_a_deletion_is_told_so_and_leaves_nothing(url: str, storage: Storage) -> None:
    id = storage.create().id
    outcome: list[str] = []

    def late() -> None:
        try:
            with storage.lock(id):
                outcome.append("let in")
        except ConversationError as error:
            outcome.append(str(error))

    with storage.lock(id):
        thread = threading.Thread(target=late)
        thread.start()
        thread.join(0.1)
        storage.run("DELETE FROM shortfall_conversations WHERE id = ?", (id,))
    thread.join()
    assert len(outcome) == 1 and "There is no conversation" in outcome[0]
    # the next deletion empties the log
    storage.delete(storage.create().id)
    assert id.encode() not in kept_bytes(url)


def test_several_processes_may_make_the_same_place_at_once(url: str) -> None:
    others = [Program("open", url, "") for _ in range(5)]
    assert [other.rest() for other in others] == [["opened"]] * 5
    with open_storage(url) as storage:
        assert storage.list() == []
