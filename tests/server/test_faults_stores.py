"""Faults of clocks and stores that need no process: turns by an early clock, and a database that is away."""

import errno
import io
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from langgraph.checkpoint.base import Checkpoint, empty_checkpoint

from bot.conversation.batch import BatchLine
from bot.conversation.storage import Storage, clock, open_storage
from bot.conversation.storage.plain import after
from bot.errors import ConversationError
from bot.server import logs
from bot.server.access.keys import Keys
from bot.server.jobs import Jobs
from bot.settings import Settings
from tests.conversation.postgres import postgres_server

LATE, EARLY = "1f1b2000-0000-6fff-bffe-0123456789ab", "1f1a0000-0000-6000-bffe-ba9876543210"


@pytest.fixture(params=["sqlite", "postgres"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "sqlite":
        with open_storage(str(tmp_path / "kept.db")) as opened:
            yield opened
        return
    with postgres_server() as server, open_storage(server.url()) as opened:
        yield opened


def test_a_turn_by_a_clock_that_is_behind_is_the_latest_all_the_same(storage: Storage) -> None:
    conversation = storage.create().id
    config: Any = {"configurable": {"thread_id": conversation, "checkpoint_ns": ""}}
    for id in (LATE, EARLY, EARLY[:-1] + "f"):
        checkpoint: Checkpoint = {**empty_checkpoint(), "id": id, "channel_values": {"text": id}}
        storage.checkpointer.put(config, checkpoint, {}, {})
    kept = [one.checkpoint["channel_values"]["text"] for one in storage.checkpointer.list(config)]
    assert kept == [EARLY[:-1] + "f", EARLY, LATE]
    # another conversation begins by its own clock
    assert after(EARLY, None) == EARLY
    assert after(LATE, EARLY) == LATE


def test_requests_share_the_error_of_a_database_that_is_away() -> None:
    asked: list[int] = []
    waiting, away = threading.Barrier(6), threading.Event()

    def run(statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        asked.append(1)
        if away.wait(20):
            raise ConversationError("The database cannot be reached: check that it runs, then ask again")
        return []

    keys: Any = Keys(SimpleNamespace(run=run))  # type: ignore[arg-type]
    told: list[str] = []

    def ask() -> None:
        waiting.wait(20)
        try:
            keys.any()
        except ConversationError as error:
            told.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    waiting.wait(20)
    away.set()
    for thread in threads:
        thread.join(20)
    assert len(told) == 5
    assert len(asked) == 1


def test_a_batch_that_was_worked_on_by_a_clock_ahead_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jobs take turns by when each was worked on last; a time that lies ahead must not put one off until then."""
    with open_storage(str(tmp_path / "kept.db")) as storage:
        kept = Jobs(storage)
        first = kept.submit("a", [BatchLine(question="Ohio?")])
        now = clock.now()
        with monkeypatch.context() as ahead:
            ahead.setattr(clock, "now", lambda: now + 86_400_000_000)
            claim = kept.claim("worker")
            assert claim is not None
            kept.release(claim, "queued")
        kept.submit("a", [BatchLine(question="Texas?")])
        again = kept.claim("worker")
        assert again is not None
        assert again.job == first.id


def test_a_log_that_cannot_be_written_ends_nothing() -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    try:
        logs.setup_logs(Settings(), Full())
        structlog.get_logger("bot.server").error("fault", error="ConversationError")
        logging.getLogger("uvicorn.error").error("stopped")
    finally:
        structlog.reset_defaults()
        logging.getLogger().handlers[:] = []
