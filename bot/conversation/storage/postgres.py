"""Conversations in Postgres, for several machines or for a service: by URL, over a pool of connections.

The lock of a turn belongs to its connection, so the URL must name Postgres itself or a pooler that keeps a connection
for the whole session. What is deleted is gone for every query; its bytes leave the server's files when Postgres vacuums
the tables and recycles its log, which no client can force.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata
from langgraph.checkpoint.postgres import PostgresSaver
from psycopg import Connection, Cursor
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, dict_row, tuple_row
from psycopg_pool import ConnectionPool, PoolTimeout

from bot.conversation.storage.base import Step, Storage, storable
from bot.conversation.storage.plain import PlainSerializer, after
from bot.conversation.storage.tables import TABLES
from bot.errors import ConversationBusyError, ConversationError

_CONNECT_SECONDS = 5
# how long a turn waits for a connection, so that it rides out a restart of the server
_POOL_SECONDS = 10.0
# after this the pool tries afresh for whoever asks next, rather than ever more rarely in the background
_RECONNECT_SECONDS = 4.0
_SETUP_SECONDS = 30.0
# turns at once in one process; each holds a connection of its own while it is answered
_TURNS = 16

_Pool = ConnectionPool[Connection[DictRow]]


class PostgresStorage(Storage):
    """Conversations in the Postgres database of `url`; its tables are made where there are none."""

    def __init__(self, url: str) -> None:
        self._server = server = _Server(url)
        with server.explained(), server.connect() as connection:
            _make_tables(connection)
        self._pool = server.pool("conversations", 4)
        # apart from the others: turns that wait for a lock must not keep the turn they wait for from being written
        self._lock_pool = server.pool("turns", _TURNS)
        self._holders: dict[str, Connection[DictRow]] = {}
        self.checkpointer = _Saver(self._pool, server, self._holders)

    def close(self) -> None:
        """Close the connections."""
        self._lock_pool.close()
        self._pool.close()

    def run(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """One statement as a transaction of its own."""
        with (
            self._server.explained(),
            self._pool.connection() as connection,
            connection.cursor(row_factory=tuple_row) as cursor,
        ):
            cursor.execute(statement.replace("?", "%s").encode(), values)
            return cursor.fetchall() if cursor.description else []

    def run_all(self, *steps: Step) -> None:
        """Several statements as one transaction."""
        with (
            self._server.explained(),
            self._pool.connection() as connection,
            connection.transaction(),
            connection.cursor() as cursor,
        ):
            for statement, rows in steps:
                cursor.executemany(statement.replace("?", "%s").encode(), rows)

    def scrub(self) -> None:
        """Nothing: the server's own vacuum does it, and no client can force its log to be recycled."""

    @contextmanager
    def _exclusive(self, id: str, timeout: float) -> Iterator[None]:
        key = _lock_key(id)
        with self._server.explained(), self._lock_pool.connection(timeout=max(timeout, _POOL_SECONDS)) as connection:
            connection.execute("SELECT set_config('lock_timeout', %s, false)", (f"{max(int(timeout * 1000), 1)}ms",))
            try:
                connection.execute("SELECT pg_advisory_lock(%s)", (key,))
            except psycopg.errors.LockNotAvailable:
                raise ConversationBusyError(
                    f"Another turn of this conversation has been in progress for over {timeout:g} seconds: "
                    "wait for its answer, or close the other window or program, and ask again"
                ) from None
            self._holders[id] = connection
            try:
                yield
            finally:
                del self._holders[id]
                connection.execute("SELECT pg_advisory_unlock(%s)", (key,))


class _Server:
    """Where Postgres is, and what its errors mean to people. Never shows the password."""

    def __init__(self, url: str) -> None:
        self._parameters = _parameters(url)
        shown = {"host": "this machine", "port": "5432", "dbname": "the default database"} | self._parameters
        self._place = f"{shown['dbname']} at {shown['host']}:{shown['port']}"

    def connect(self) -> Connection[DictRow]:
        return Connection.connect(**self._options(), row_factory=dict_row)

    def pool(self, name: str, size: int) -> _Pool:
        return ConnectionPool(
            connection_class=Connection[DictRow],
            kwargs={**self._options(), "row_factory": dict_row},
            min_size=1,
            max_size=size,
            timeout=_POOL_SECONDS,
            reconnect_timeout=_RECONNECT_SECONDS,
            num_workers=1,
            name=name,
            # a connection that a restart of the server has broken is replaced before it is used
            check=ConnectionPool.check_connection,
            open=True,
        )

    def _options(self) -> dict[str, Any]:
        usual = {"connect_timeout": _CONNECT_SECONDS, "application_name": "shortfall"}
        # what LangGraph's saver asks of its connections
        return {**usual, **self._parameters, "autocommit": True, "prepare_threshold": 0}

    @contextmanager
    def explained(self) -> Iterator[None]:
        """What Postgres refuses, as an error that says what to do."""
        try:
            yield
        except PoolTimeout as error:
            raise ConversationError(
                f"The database of conversations ({self._place}) cannot be reached or is too busy: "
                "check that Postgres runs there, then ask again"
            ) from error
        except psycopg.errors.InsufficientPrivilege as error:
            raise ConversationError(
                f"This account may not keep conversations in {self._place} ({error.diag.message_primary}): "
                "let it create tables in its schema, or set SHORTFALL_CONVERSATIONS to a database of its own"
            ) from error
        except psycopg.OperationalError as error:
            raise ConversationError(
                f"The database of conversations ({self._place}) cannot be used ({self._reason(error)}): check that "
                "Postgres runs there and that SHORTFALL_CONVERSATIONS names it, then ask again"
            ) from None

    def _reason(self, error: psycopg.Error) -> str:
        reason = " ".join(str(error).split())
        password = self._parameters.get("password")
        return reason.replace(password, "…") if password else reason


class _Saver(PostgresSaver):
    """LangGraph's saver, with plain values, errors that say what to do, and no turn written after its lock was lost."""

    def __init__(self, pool: _Pool, server: _Server, holders: dict[str, Connection[DictRow]]) -> None:
        super().__init__(pool, serde=PlainSerializer())
        self._server = server
        self._holders = holders

    def put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Save a checkpoint as the latest of its conversation, whatever the clock says.

        Raises ConversationError where the server was restarted since the turn began: its lock is gone with that, and
        another process may have answered a turn meanwhile that this one would hide.
        """
        thread = str(config["configurable"]["thread_id"])
        if holder := self._holders.get(thread):
            with self._server.explained():
                ConnectionPool.check_connection(holder)
        # text of its own goes into a column of JSON, which takes no NUL
        values = {name: storable(v) if isinstance(v, str) else v for name, v in checkpoint["channel_values"].items()}
        with self._cursor() as cursor:
            cursor.execute("SELECT MAX(checkpoint_id) AS latest FROM checkpoints WHERE thread_id = %s", (thread,))
            found = cursor.fetchone()
        id = after(checkpoint["id"], found["latest"] if found else None)
        return super().put(config, {**checkpoint, "id": id, "channel_values": values}, metadata, new_versions)

    @contextmanager
    def _cursor(self, *, pipeline: bool = False) -> Iterator[Cursor[DictRow]]:
        with self._server.explained(), super()._cursor(pipeline=pipeline) as cursor:
            yield cursor


def _make_tables(connection: Connection[DictRow]) -> None:
    """Make what is missing, one process at a time."""
    # tried again and again rather than waited for: a statement that waits would keep LangGraph's indexes, which are
    # made concurrently, waiting for its end
    deadline = time.monotonic() + _SETUP_SECONDS
    key = _lock_key("the tables")
    while not connection.execute("SELECT 1 WHERE pg_try_advisory_lock(%s)", (key,)).fetchone():
        if time.monotonic() > deadline:
            raise ConversationError(
                "Another program is still making the tables of conversations: try again in a minute"
            )
        time.sleep(0.05)
    PostgresSaver(connection).setup()
    for statement in TABLES:
        connection.execute(statement.encode())


def _lock_key(name: str) -> int:
    """The number that stands for a lock in Postgres, 64 bits with sign."""
    return int.from_bytes(hashlib.sha256(f"shortfall {name}".encode()).digest()[:8], signed=True)


def _parameters(url: str) -> dict[str, Any]:
    """The parts of the URL. Raises ConversationError for one that cannot be read, without showing any of it."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        parts = {"port": "unreadable"}
    # a password with one of these signs spills into the other parts, which messages show
    spilt = any("@" in str(parts.get(name, "")) for name in ("host", "port", "dbname", "user"))
    if spilt or not str(parts.get("port", "0")).replace(",", "").isdecimal():
        raise ConversationError(
            "The Postgres address in SHORTFALL_CONVERSATIONS cannot be read: write it as "
            "postgresql://user:password@host:5432/name, with @ : / ? # % in the password as %40 %3A %2F %3F %23 %25"
        )
    return parts
