"""The names that clients give their turns: one name, one turn, over processes, until it is forgotten or deleted."""

import threading

import pytest

from bot.conversation.storage import Storage, clock, open_storage
from bot.conversation.storage.base import IDEMPOTENCY_SECONDS
from tests.conversation.kept import kept_bytes


def test_a_key_stands_for_the_turn_that_it_was_first_sent_with(storage: Storage) -> None:
    id, other = storage.create().id, storage.create().id
    assert storage.kept_turn("me", "k", "they bid 255") is None
    first = storage.note_turn("me", "k", id, 1, "they bid 255")
    assert (first.conversation, first.turn, first.same_text) == (id, 1, True)
    assert storage.note_turn("me", "k", other, 7, "they bid 255") == first
    again = storage.kept_turn("me", "k", "they bid 310")
    assert again is not None and (again.turn, again.same_text) == (1, False)


def test_keys_of_different_owners_have_nothing_to_do_with_each_other(storage: Storage) -> None:
    id = storage.create().id
    storage.note_turn("me", "k", id, 1, "x")
    assert storage.kept_turn("them", "k", "x") is None
    # nor where the names run into each other
    storage.note_turn("a b", "c", id, 2, "x")
    assert storage.kept_turn("a", "b c", "x") is None


def test_of_many_that_send_the_same_key_at_once_all_get_one_turn(url: str, storage: Storage) -> None:
    ids = [storage.create().id for _ in range(8)]
    start, got = threading.Barrier(8), []

    def send(number: int) -> None:
        with open_storage(url) as own:
            start.wait()
            got.append(own.note_turn("me", "k", ids[number], number + 1, "x"))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8 and len(set(got)) == 1


def test_a_key_is_forgotten_after_a_day(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    id = storage.create().id
    storage.note_turn("me", "old", id, 1, "x")
    later = clock.now() + (IDEMPOTENCY_SECONDS + 1) * 1_000_000
    monkeypatch.setattr(clock, "now", lambda: later)
    assert storage.kept_turn("me", "old", "x") is None
    assert storage.note_turn("me", "old", id, 5, "y").turn == 5
    storage.note_turn("me", "new", id, 6, "z")
    assert storage.run("SELECT COUNT(*) FROM shortfall_idempotency")[0][0] == 2


def test_neither_key_nor_text_is_kept_and_all_goes_with_the_conversation(url: str, storage: Storage) -> None:
    gone, stays = storage.create().id, storage.create().id
    storage.note_turn("me", "Mabel-1", gone, 1, "Auntie Mabel's cottage")
    storage.note_turn("me", "Mabel-2", stays, 1, "Auntie Mabel's cottage")
    assert b"Mabel" not in kept_bytes(url) and gone.encode() in kept_bytes(url)
    storage.delete(gone)
    assert gone.encode() not in kept_bytes(url)
    assert storage.kept_turn("me", "Mabel-1", "") is None and storage.kept_turn("me", "Mabel-2", "") is not None


def test_several_statements_are_done_together_or_not_at_all(storage: Storage) -> None:
    insert = "INSERT INTO shortfall_owners (id, owner) VALUES (?, ?)"
    with pytest.raises(Exception):  # noqa: B017 (each database has its own)
        storage.run_all((insert, [("a", "me"), ("b", "me")]), ("INSERT INTO no_such_table (id) VALUES (?)", [("c",)]))
    assert storage.run("SELECT id FROM shortfall_owners") == []
    storage.run_all((insert, [("a", "me"), ("b", "me")]))
    assert storage.run("SELECT id FROM shortfall_owners ORDER BY id") == [("a",), ("b",)]
