"""One engine for the tests of conversations, and other processes that talk with it, to be contended with or killed."""

import multiprocessing
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import open_storage
from bot.conversation.work import Work
from bot.settings import get_settings

TODAY = date(2026, 11, 23)

# processes forked from one that has answered a question: each of them answers its first in milliseconds
_PROCESSES = multiprocessing.get_context("forkserver")


@cache
def engine() -> Shortfall:
    """The built-in engine on the day of the tests; opened once a process."""
    return Shortfall(get_settings().model_copy(update={"today": TODAY}))


def watched(step: str, during: Callable[[str], None]) -> Shortfall:
    """The engine with a step that first calls `during` with the turn's text."""
    own = Shortfall(engine().settings, engine().index)

    def around(done: Callable[[Work], Work]) -> Callable[[Work], Work]:
        def slow(work: Work) -> Work:
            during(work.text)
            return done(work)

        return slow

    assert step in dict(own.steps.all)
    own.steps.all = tuple((name, around(done) if name == step else done) for name, done in own.steps.all)
    return own


def kept_bytes(url: str) -> bytes:
    """All that a reader of the files, or of the tables, can see."""
    if not url.startswith("postgresql"):
        folder = Path(url).parent
        return b"".join(file.name.encode() + file.read_bytes() for file in folder.rglob("*") if file.is_file())
    import psycopg  # noqa: PLC0415  # only where there is a Postgres

    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [row for (name,) in tables for row in connection.execute(f"SELECT * FROM {name}".encode())]
    # a transcript is kept as bytes, a title as text
    return b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)


class Talker:
    """Another process that says turns in a conversation, and tells after each that it was answered.

    stops: where it stops for good at its last turn: the name of a step, which it does not finish; "noted" for the moment
    when the answer is kept and not yet noted; None for nowhere.
    """

    def __init__(self, url: str, conversation: str, turns: Sequence[str], stops: str | None = None) -> None:
        _PROCESSES.set_forkserver_preload(["tests.conversation.talker_warm"])
        self._pipe, theirs = _PROCESSES.Pipe()
        arguments = (theirs, url, conversation, tuple(turns), stops)
        self.process = _PROCESSES.Process(target=_talk, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def says(self) -> str | None:
        """What it tells next; None when it has ended."""
        try:
            return str(self._pipe.recv())
        except (EOFError, OSError):
            return None

    def kill(self) -> list[str]:
        """Kill -9 it, which must find it alive; what it had still told until then."""
        assert self.process.is_alive()
        self.process.kill()
        return self.rest()

    def rest(self) -> list[str]:
        """Wait for its end; what it told until then."""
        told = list(iter(self.says, None))
        self.process.join()
        self._pipe.close()
        return told


def _talk(pipe: Connection, url: str, conversation: str, turns: Sequence[str], stops: str | None) -> None:
    def stop() -> None:
        pipe.send("stopped")
        pipe.recv()

    def at_the_last(text: str) -> None:
        if text == turns[-1]:
            stop()

    own = engine() if stops in (None, "noted") else watched(stops, at_the_last)
    with open_storage(url) as storage:
        talk = Conversations(own, storage)
        for number, text in enumerate(turns, start=1):
            if stops == "noted" and number == len(turns):
                storage.note_answered = lambda *_: stop()  # type: ignore[method-assign]
            talk.say(conversation, text)
            pipe.send(f"answered {text}")
