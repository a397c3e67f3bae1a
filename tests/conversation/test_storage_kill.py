"""Programs and servers that are killed in mid-turn: no turn that was acknowledged is lost, and the next one is taken."""

from pathlib import Path

import pytest

from bot.conversation.storage import open_storage
from bot.errors import ConversationError
from tests.conversation.kept import Program, take_turn, toy_graph, transcript
from tests.conversation.postgres import PostgresServer


def questions(count: int) -> list[tuple[int, str]]:
    return [(number, f"question {number}") for number in range(1, count + 1)]


@pytest.mark.parametrize(("moment", "kept"), [("before", 3), ("after", 4)])
def test_a_program_killed_in_mid_turn_leaves_every_acknowledged_turn_and_the_question(
    url: str, moment: str, kept: int
) -> None:
    with open_storage(url) as first:
        id = first.create("Ogden").id
    child = Program(moment, url, id)
    assert [child.says() for _ in range(4)] == ["kept 1", "kept 2", "kept 3", "stopped"]
    assert child.kill() == []
    with open_storage(url) as storage:
        graph = toy_graph(storage)
        info = storage.info(id)
        assert (info.turns, info.pending) == (3, "question 4")
        assert transcript(graph, id) == questions(kept)
        # the lock went with the program: far less than the usual wait is enough
        assert take_turn(storage, graph, id, f"question {kept + 1}", wait=3) == kept + 1
        assert storage.info(id).pending is None
        assert transcript(graph, id) == questions(kept + 1)


@pytest.mark.parametrize("acknowledged", [5, 17])
def test_a_program_killed_anywhere_loses_no_acknowledged_turn(url: str, acknowledged: int) -> None:
    with open_storage(url) as storage:
        id = storage.create().id
        child = Program("turns", url, id, 100_000)
        said = [child.says() for _ in range(acknowledged)]
        said += child.kill()
        graph = toy_graph(storage)
        turns = transcript(graph, id)
        assert said == [f"kept {number}" for number in range(1, len(said) + 1)] and len(said) >= acknowledged
        # the turn it died in may be there too, whole or not at all
        assert turns == questions(len(turns)) and len(turns) - len(said) in (0, 1)
        assert take_turn(storage, graph, id, "one more", wait=3) == len(turns) + 1


def test_a_killed_postgres_keeps_what_was_acknowledged_and_the_same_storage_works_again(
    postgres: PostgresServer,
) -> None:
    url = postgres.url(postgres.new_database())
    with open_storage(url) as storage:
        id, graph = storage.create().id, toy_graph(storage)
        for number in range(1, 6):
            take_turn(storage, graph, id, f"question {number}")
        postgres.kill()
        postgres.start()
        assert transcript(graph, id) == questions(5)
        assert take_turn(storage, graph, id, "question 6") == 6
        assert transcript(graph, id) == questions(6)


def test_a_turn_while_postgres_is_down_says_so_and_can_be_asked_again(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.storage.postgres._POOL_SECONDS", 1.5)
    monkeypatch.setattr("bot.conversation.storage.postgres._RECONNECT_SECONDS", 0.2)
    url = postgres.url(postgres.new_database(), password="hunter2")
    with open_storage(url) as storage:
        id, graph = storage.create().id, toy_graph(storage)
        take_turn(storage, graph, id, "question 1")
        postgres.kill()
        try:
            with pytest.raises(ConversationError, match=r"cannot be reached.*check that Postgres runs") as caught:
                take_turn(storage, graph, id, "question 2", wait=1)
            assert "hunter2" not in str(caught.value)
        finally:
            postgres.start()
        assert take_turn(storage, graph, id, "question 2") == 2


def test_a_turn_whose_lock_went_with_the_server_is_refused_rather_than_hide_another(postgres: PostgresServer) -> None:
    url = postgres.url(postgres.new_database())
    with open_storage(url) as storage, open_storage(url) as elsewhere:
        id = storage.create().id
        take_turn(storage, toy_graph(storage), id, "question 1")

        def crash(question: str) -> None:
            postgres.kill()
            postgres.start()
            # another process, which the lock no longer keeps out
            assert take_turn(elsewhere, toy_graph(elsewhere), id, "question 2", wait=1) == 2

        with pytest.raises(ConversationError, match="ask again"):
            take_turn(storage, toy_graph(storage, crash), id, "too slow")
        assert transcript(toy_graph(storage), id) == questions(2)
        assert take_turn(storage, toy_graph(storage), id, "question 3") == 3


def test_every_turn_is_on_the_disk_when_it_is_acknowledged(tmp_path: Path) -> None:
    """A power cut cannot be had here; that SQLite syncs each commit can be read from it."""
    with open_storage(str(tmp_path / "c.db")) as storage:
        for connection in (storage._infos, storage._saver.conn):  # type: ignore[attr-defined]
            assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
