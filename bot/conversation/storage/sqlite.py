"""Conversations in one SQLite file, for one machine: nothing to install or run, and only its owner can read it."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata
from langgraph.checkpoint.sqlite import SqliteSaver

from bot.conversation.storage.base import Step, Storage
from bot.conversation.storage.plain import PlainSerializer, after
from bot.conversation.storage.tables import TABLES
from bot.errors import ConversationBusyError, ConversationError

_BUSY_SECONDS = 30.0
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # the log is on the disk when a turn is acknowledged, so that a power cut loses none
    "PRAGMA synchronous = FULL",
    # what is deleted or replaced is overwritten with zeros
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)


class SqliteStorage(Storage):
    """Conversations in the SQLite file `path`, which is made where there is none, with its folder."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._locks = self._path.with_name(f"{self._path.name}-locks")
        self._guard = threading.Lock()
        with ExitStack() as opened:
            # one process at a time: SQLite does not wait its turn while the journal's mode changes
            with _explained(self._path):
                self._make_private()
                with self._lock_file("opening", _BUSY_SECONDS):
                    # two connections, so that a list of conversations never waits for a transcript being read
                    self._infos = opened.enter_context(contextlib.closing(self._connect(isolation_level=None)))
                    saved = opened.enter_context(contextlib.closing(self._connect(isolation_level="DEFERRED")))
                    self._make_tables()
                    self._saver = _Saver(self._path, saved)
                    self._saver.setup()
            self._opened = opened.pop_all()
        self.checkpointer = self._saver

    def close(self) -> None:
        """Let go of the file; the last to do so folds the log into it."""
        self._opened.close()

    def delete(self, id: str) -> None:
        """Delete a conversation for good: when this returns, no file holds a word of it.

        Raises ConversationError as `Storage.delete` does, and where another program keeps reading what was deleted.
        """
        super().delete(id)
        self.scrub()

    def scrub(self) -> None:
        """Empty the log, which still holds pages as they were before something in them was deleted.

        Raises ConversationError where another program keeps reading them.
        """
        busy, *_ = self.run("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        if busy:
            raise ConversationError(
                f"It is deleted, but its words stay in {self._path.name}-wal while another program "
                "reads the database: close that program, and they are gone with the next deletion"
            )

    def run_all(self, *steps: Step) -> None:
        """Several statements as one transaction."""
        with self._guard, _explained(self._path):
            self._infos.execute("BEGIN IMMEDIATE")
            try:
                for statement, rows in steps:
                    self._infos.executemany(statement, rows)
                self._infos.execute("COMMIT")
            except BaseException:
                # a full disk has ended the transaction by itself
                if self._infos.in_transaction:
                    self._infos.execute("ROLLBACK")
                raise

    def run(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """One statement as a transaction of its own."""
        with self._guard, _explained(self._path):
            return self._infos.execute(statement, values).fetchall()

    @contextmanager
    def _exclusive(self, id: str, timeout: float) -> Iterator[None]:
        try:
            with _explained(self._path):
                held = self._lock_file(id, timeout)
        except Timeout:
            raise ConversationBusyError(
                f"Another turn of this conversation has been in progress for over {timeout:g} seconds: "
                "wait for its answer, or close the other window or program, and ask again"
            ) from None
        except RuntimeError as error:
            raise ConversationError(
                "A turn of this conversation was begun within another: end that one first"
            ) from error
        with held:
            try:
                yield
            finally:
                # an id is never used again and whoever holds its lock looks it up, so a second file lets nobody in
                if not self.run("SELECT 1 FROM shortfall_conversations WHERE id = ?", (id,)):
                    self._locks.joinpath(f"{id}.lock").unlink(missing_ok=True)

    def _lock_file(self, name: str, timeout: float) -> AbstractContextManager[Any]:
        # without a soft lock in its place: that one would outlive a process that dies
        lock = FileLock(self._locks / f"{name}.lock", mode=0o600, poll_interval=0.01, fallback_to_soft=False)
        return lock.acquire(timeout=timeout)

    def _make_private(self) -> None:
        """The file and what is new around it, readable by their owner only; SQLite's own files follow the database's."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._locks.mkdir(mode=0o700, exist_ok=True)
        self._path.touch(mode=0o600)
        if self._path.stat().st_mode & 0o077:
            self._path.chmod(0o600)

    def _connect(self, isolation_level: Literal["DEFERRED"] | None) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=isolation_level
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma).fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _make_tables(self) -> None:
        # a transaction that writes, even where all is there already: a file that cannot be written is found out here
        self._infos.execute("BEGIN IMMEDIATE")
        for statement in TABLES:
            self._infos.execute(statement)
        self._infos.execute("COMMIT")


class _Saver(SqliteSaver):
    """LangGraph's saver, with plain values and errors that say what to do."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(connection, serde=PlainSerializer())
        self._path = path

    def put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Save a checkpoint as the latest of its conversation, whatever the clock says."""
        with self.cursor(transaction=False) as cursor:
            thread = str(config["configurable"]["thread_id"])
            latest = cursor.execute(
                "SELECT MAX(checkpoint_id) FROM checkpoints WHERE thread_id = ?", (thread,)
            ).fetchone()
        new: Checkpoint = {**checkpoint, "id": after(checkpoint["id"], latest[0])}
        return super().put(config, new, metadata, new_versions)

    @contextmanager
    def cursor(self, transaction: bool = True) -> Iterator[sqlite3.Cursor]:
        """The cursor of every read and write."""
        with _explained(self._path), super().cursor(transaction) as cursor:
            yield cursor


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What SQLite and the file system refuse, as an error that says what to do."""
    try:
        yield
    except Timeout:
        raise
    except OSError as error:
        raise ConversationError(
            f"Conversations cannot be kept in {path} ({error.strerror}): give this account write access to "
            f"{path.parent}, or set SHORTFALL_CONVERSATIONS to another place"
        ) from error
    except sqlite3.DatabaseError as error:
        # a code comes from the database; without one the mistake is the caller's
        code = getattr(error, "sqlite_errorname", None)
        if code is None:
            raise
        raise ConversationError(_advice(code, path, error)) from error


def _advice(code: str, path: Path, error: sqlite3.DatabaseError) -> str:
    match code.split("_")[1]:
        case "NOTADB" | "CORRUPT":
            return (
                f"{path} is damaged or is not a database of conversations ({error}): move it away to begin anew, "
                "restore a copy, or set SHORTFALL_CONVERSATIONS to another place"
            )
        case "READONLY" | "CANTOPEN" | "PERM" | "AUTH":
            return (
                f"Conversations cannot be kept in {path} ({error}): give this account write access to it and to "
                f"{path.parent}, or set SHORTFALL_CONVERSATIONS to another place"
            )
        case "BUSY" | "LOCKED":
            return f"Another program has kept {path} busy for over {_BUSY_SECONDS:g} seconds: close it and ask again"
        case "FULL":
            return f"The disk of {path} is full, and nothing was written: free some space and ask again"
    return f"Conversations in {path} cannot be read or written ({error}): check the disk, or restore a copy"
