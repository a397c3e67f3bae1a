"""All that a database of conversations keeps, in the form that SQLite and Postgres both come to and go from: one SQLite file.

LangGraph lays checkpoints out differently in its two databases, so they are read and written through its savers.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.conversation.storage import Storage, open_storage
from bot.conversation.storage.tables import NAMES
from bot.conversation.storage.transcript import config
from bot.errors import ConversationError, ConversationMissingError, OperationError

PAGE = 200
_CHECKPOINTS = ("checkpoints", "writes", "checkpoint_blobs", "checkpoint_writes")
# the tables with rows of a conversation, and the column that names it; the conversation itself comes last
_OF_CONVERSATION = (
    ("shortfall_owners", "id"),
    ("shortfall_feedback", "id"),
    ("shortfall_idempotency", "conversation"),
    ("shortfall_conversations", "id"),
)
_OF_JOB = ("shortfall_job_lines", "shortfall_job_results")


def is_file(url: str) -> Path | None:
    """The file of a database of conversations; None where it is in Postgres."""
    scheme, separator, rest = url.partition("://")
    if separator and scheme != "sqlite":
        return None
    return Path(rest.removeprefix("/") if separator else url).expanduser().absolute()


def write_portable(url: str, target: Path) -> None:
    """Copy what is kept at `url` into the new file `target`, as it is at one moment, while it may be in use.

    SQLite copies the file as it stands between two writes; from Postgres each conversation is copied between two turns.
    Raises ConversationError where it cannot be read.
    """
    source = is_file(url)
    if source is None:
        with open_storage(url) as storage, _scratch() as scratch:
            with open_storage(str(scratch)) as copy:
                copy_all(storage, copy, columns_of(scratch))
            _copy_file(scratch, target)
        return
    # opened by the program's own means first: they explain what is wrong with a file, and bring an old one up to date
    open_storage(url).close()
    _copy_file(source, target)


def check_portable(path: Path) -> int:
    """Make sure that a file is a whole database of conversations; how many there are.

    Raises OperationError for a damaged one or one of another program.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            (sound,) = opened.execute("PRAGMA integrity_check").fetchone()
            tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if sound != "ok" or not set(NAMES) <= tables:
                raise OperationError(
                    "The conversations in the backup are damaged. Nothing was changed; use another one."
                )
            return int(opened.execute("SELECT COUNT(*) FROM shortfall_conversations").fetchone()[0])
    except sqlite3.Error as error:
        raise OperationError(
            f"The conversations in the backup cannot be read ({error}). Nothing was changed; use another one."
        ) from error


def columns_of(path: Path) -> dict[str, list[str]]:
    """The columns of each table of ours in a portable file."""
    with closing(sqlite3.connect(path)) as opened:
        return {
            table: [name for (name,) in opened.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            for table in NAMES
        }


def holds_anything(storage: Storage) -> bool:
    """Whether there is a conversation, a key or a batch."""
    return any(
        storage.run(f"SELECT 1 FROM {table} LIMIT 1")  # nosec B608 # names of this program only; values are bound
        for table in ("shortfall_conversations", "shortfall_keys", "shortfall_jobs")
    )


def empty(storage: Storage) -> None:
    """Delete everything that is kept in a Postgres database."""
    for table in _CHECKPOINTS:
        if storage.run("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?", (table,)):
            storage.run(f"DELETE FROM {table}")  # nosec B608 # names of this program only; values are bound
    for table in NAMES:
        storage.run(f"DELETE FROM {table}")  # nosec B608 # names of this program only; values are bound


def copy_all(source: Storage, target: Storage, columns: dict[str, list[str]]) -> None:
    """Copy every conversation, key and batch; what is there already stays, so that a copy can be taken up again."""
    for (id,) in source.run("SELECT id FROM shortfall_conversations ORDER BY id"):
        try:
            with source.lock(id):
                _copy_checkpoints(source, target, id)
                for table, column in _OF_CONVERSATION:
                    rows = source.run(f"SELECT {_list(columns[table])} FROM {table} WHERE {column} = ?", (id,))  # nosec B608 # names of this program only; values are bound
                    _insert(target, table, columns[table], rows)
        except ConversationMissingError:
            continue  # deleted meanwhile
    _insert(target, "shortfall_keys", columns["shortfall_keys"], _rows(source, "shortfall_keys", columns))
    for job in _rows(source, "shortfall_jobs", columns):
        for table in _OF_JOB:
            for page in _pages(source, table, columns[table], job[columns["shortfall_jobs"].index("id")]):
                _insert(target, table, columns[table], page)
        # last, so that no process works on half a batch
        _insert(target, "shortfall_jobs", columns["shortfall_jobs"], [job])


def _copy_checkpoints(source: Storage, target: Storage, id: str) -> None:
    for kept in reversed(list(source.checkpointer.list(config(id)))):
        above: Any = kept.parent_config or {"configurable": {"thread_id": id, "checkpoint_ns": ""}}
        new: Any = kept.checkpoint["channel_versions"]
        put = target.checkpointer.put(above, kept.checkpoint, kept.metadata, new)
        by_task: dict[str, list[tuple[str, Any]]] = {}
        for task, channel, value in kept.pending_writes or ():
            by_task.setdefault(task, []).append((channel, value))
        for task, writes in by_task.items():
            target.checkpointer.put_writes(put, writes, task)


def _rows(storage: Storage, table: str, columns: dict[str, list[str]]) -> list[tuple[Any, ...]]:
    return storage.run(f"SELECT {_list(columns[table])} FROM {table} ORDER BY id")  # nosec B608 # names of this program only; values are bound


def _pages(storage: Storage, table: str, columns: Sequence[str], job: str) -> Iterator[list[tuple[Any, ...]]]:
    after = 0
    while rows := storage.run(
        f"SELECT {_list(columns)} FROM {table} WHERE job = ? AND line > ? ORDER BY line LIMIT {PAGE}",  # nosec B608 # names of this program only; values are bound
        (job, after),
    ):
        yield rows
        after = rows[-1][list(columns).index("line")]


def _insert(storage: Storage, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    # SQLite has no truth values of its own, and Postgres takes no numbers for them
    helpful = columns.index("helpful") if "helpful" in columns else None
    values = [tuple(bool(value) if place == helpful else value for place, value in enumerate(row)) for row in rows]
    if values:
        marks = ", ".join("?" * len(columns))
        storage.run_all((f"INSERT INTO {table} ({_list(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING", values))  # nosec B608 # names of this program only; values are bound


def _list(columns: Sequence[str]) -> str:
    return ", ".join(columns)


def _copy_file(source: Path, target: Path) -> None:
    """The database in one file, without a log beside it."""
    target.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(source, timeout=30)) as read, closing(sqlite3.connect(target)) as written:
            read.backup(written)
            written.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.Error as error:
        raise ConversationError(f"The conversations in {source} cannot be copied ({error}): check the disk.") from error


@contextmanager
def _scratch() -> Iterator[Path]:
    """The name of a file of its own, gone with its folder when the block ends."""
    with tempfile.TemporaryDirectory(prefix="shortfall-copy-") as folder:
        yield Path(folder) / "conversations.db"
