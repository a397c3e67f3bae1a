"""What every place of conversations does, in SQL that SQLite and Postgres share; how it is reached is left to each."""

import builtins
import hashlib
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bot.conversation.storage import clock
from bot.conversation.storage.model import ConversationInfo, Feedback, KeptTurn
from bot.errors import ConversationMissingError

if TYPE_CHECKING:
    # LangGraph takes a third of a second to import, and only an opened storage needs it
    from langgraph.checkpoint.base import BaseCheckpointSaver

LOCK_SECONDS = 30.0
# how long a name for a turn is remembered: twice the day that is promised, so that a clock set a day ahead forgets none
IDEMPOTENCY_SECONDS = 48 * 3600
Step = tuple[str, Sequence[tuple[Any, ...]]]  # an SQL statement with `?` for its values, and each row of values

_COLUMNS = "id, title, created, updated, turns, pending"
# what belongs to a conversation and goes before it
_PARTS = (("shortfall_feedback", "id"), ("shortfall_idempotency", "conversation"), ("shortfall_owners", "id"))


class Storage(ABC):
    """Conversations kept in one place; usable from several threads and several processes at once.

    checkpointer: for the conversation's graph, with the conversation's id as `thread_id`. It keeps dict, list, str,
        int, float, bool, bytes and None; anything else raises TypeError when the turn is written.

    Every method that names a conversation raises ConversationError where there is none of that id, and all of them
    where the place cannot be read or written.
    """

    checkpointer: "BaseCheckpointSaver[str]"

    def create(self, title: str = "", owner: str = "") -> ConversationInfo:
        """Begin a conversation with a new id that cannot be guessed. owner: whose list it stands in, if anybody's."""
        # hexadecimal, since other spellings may begin with a dash, which a command line takes for an option
        new, now = secrets.token_hex(16), clock.now()
        statement = (
            f"INSERT INTO shortfall_conversations ({_COLUMNS}) VALUES (?, ?, ?, ?, 0, NULL) RETURNING {_COLUMNS}"  # nosec B608 # names of this program only; values are bound
        )
        if owner:
            self.run("INSERT INTO shortfall_owners (id, owner) VALUES (?, ?)", (new, storable(owner)))
        return self._one(new, statement, (new, storable(title), now, now))

    def info(self, id: str) -> ConversationInfo:
        """What is known of one conversation, without its transcript."""
        return self._one(id, f"SELECT {_COLUMNS} FROM shortfall_conversations WHERE id = ?", (storable(id),))  # nosec B608 # names of this program only; values are bound

    def owner(self, id: str) -> str:
        """In whose list a conversation stands; empty for nobody's."""
        self.info(id)
        rows = self.run("SELECT owner FROM shortfall_owners WHERE id = ?", (storable(id),))
        return str(rows[0][0]) if rows else ""

    def rename(self, id: str, title: str) -> ConversationInfo:
        """Give a conversation another title; its place in the list stays."""
        return self._change(id, "title = ?", (storable(title),))

    def note_pending(self, id: str, question: str, turns: int | None = None) -> None:
        """Keep a question before it is answered: when this returns, a crash does not lose it.

        turns: how many stand before it, where it takes the place of one that was asked before.
        """
        values = (storable(question), clock.now(), turns)
        self._change(id, "pending = ?, updated = ?, turns = COALESCE(?, turns)", values)

    def note_answered(self, id: str, turns: int, title: str | None = None) -> None:
        """The pending question is answered. turns: how many now are. title: a new one, or None to leave it."""
        new = None if title is None else storable(title)
        self._change(
            id, "pending = NULL, turns = ?, updated = ?, title = COALESCE(?, title)", (turns, clock.now(), new)
        )

    def delete(self, id: str) -> None:
        """Delete a conversation for good, its transcript first: what is interrupted can be done again.

        Waits for a turn in progress, so not to be called within `lock` of the same conversation.
        Raises ConversationError where it stays busy.
        """
        with self.lock(id):
            self.checkpointer.delete_thread(id)
            for table, column in _PARTS:
                self.run(f"DELETE FROM {table} WHERE {column} = ?", (id,))  # nosec B608 # names of this program only; values are bound
            self.run("DELETE FROM shortfall_conversations WHERE id = ?", (id,))

    @contextmanager
    def lock(self, id: str, timeout: float = LOCK_SECONDS) -> Iterator[None]:
        """Keep every other turn of this conversation waiting, in this process and in others, until the block ends.

        timeout: seconds to wait for the turn before. Raises ConversationError when it lasts longer, and when the
        conversation is deleted meanwhile. A process that dies lets go. Not to be entered twice by one thread.
        """
        # asked before, so that no foreign id becomes the name of a file, and again in case it was deleted meanwhile
        self.info(id)
        with self._exclusive(id, timeout):
            self.info(id)
            yield

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections; the storage cannot be used after."""

    def list(self, limit: int = 50, offset: int = 0, owner: str | None = None) -> builtins.list[ConversationInfo]:
        """At most `limit` conversations, the latest used first, after leaving out `offset`. owner: only this one's."""
        only = "" if owner is None else "WHERE id IN (SELECT id FROM shortfall_owners WHERE owner = ?) "
        statement = f"SELECT {_COLUMNS} FROM shortfall_conversations {only}ORDER BY updated DESC, id LIMIT ? OFFSET ?"  # nosec B608 # names of this program only; values are bound
        whose = () if owner is None else (storable(owner),)
        return [_info(row) for row in self.run(statement, (*whose, max(limit, 0), max(offset, 0)))]

    def note_feedback(self, id: str, turn: int, *, helpful: bool, reason: str = "") -> None:
        """Keep what a reader thought of an answer; a later word on the same turn takes its place."""
        self.info(id)
        statement = (
            "INSERT INTO shortfall_feedback (id, turn, helpful, reason, given) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (id, turn) DO UPDATE SET helpful = excluded.helpful, reason = excluded.reason, given = excluded.given"
        )
        self.run(statement, (storable(id), turn, helpful, storable(reason), clock.now()))

    def feedback(self, id: str) -> builtins.list[Feedback]:
        """What readers thought of the answers of a conversation, by turn."""
        self.info(id)
        statement = "SELECT turn, helpful, reason, given FROM shortfall_feedback WHERE id = ? ORDER BY turn"
        return [
            Feedback(turn=turn, helpful=bool(helpful), reason=reason, given=clock.moment(given))
            for turn, helpful, reason, given in self.run(statement, (storable(id),))
        ]

    def note_turn(self, owner: str, key: str, conversation: str, turn: int, text: str) -> KeptTurn:
        """Reserve an Idempotency-Key for a turn before the turn is taken, within the conversation's `lock`.

        turn: the number it will have. text: what is asked; only its SHA-256 is kept.
        Returns the turn that the key stands for: this one, or the one that it was first sent with, whose answer is to be
        given instead of taking a second turn. A key is remembered for a day at least, and no longer than its conversation.
        """
        name, now = _name(owner, key), clock.now()
        self.run_all(
            ("DELETE FROM shortfall_idempotency WHERE noted < ?", [(now - IDEMPOTENCY_SECONDS * 1_000_000,)]),
            (
                "INSERT INTO shortfall_idempotency (name, conversation, turn, asked, noted) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (name) DO NOTHING",
                [(name, storable(conversation), turn, _digest(text), now)],
            ),
        )
        kept = self.kept_turn(owner, key, text, now)
        assert kept is not None
        return kept

    def kept_turn(self, owner: str, key: str, text: str, now: int | None = None) -> KeptTurn | None:
        """The turn that an Idempotency-Key of this owner stands for; None where it was never sent, or not lately.

        text: what is asked now, to be compared with what was asked then. now: where the clock was looked at already.
        """
        since = (now or clock.now()) - IDEMPOTENCY_SECONDS * 1_000_000
        statement = "SELECT conversation, turn, asked FROM shortfall_idempotency WHERE name = ? AND noted >= ?"
        rows = self.run(statement, (_name(owner, key), since))
        if not rows:
            return None
        conversation, turn, asked = rows[0]
        return KeptTurn(conversation=conversation, turn=turn, same_text=asked == _digest(text))

    @abstractmethod
    def run(self, statement: str, values: tuple[Any, ...] = ()) -> builtins.list[tuple[Any, ...]]:
        """One SQL statement on the tables of `bot.conversation.storage.tables`, durable when this returns; its rows.

        statement: in words that SQLite and Postgres share, with `?` for its values.
        """

    @abstractmethod
    def run_all(self, *steps: Step) -> None:
        """Several statements, each for all its rows of values: all of them are done and durable, or none is."""

    @abstractmethod
    def scrub(self) -> None:
        """Overwrite what was deleted, as far as this place keeps it.

        Raises ConversationError where another program keeps it from being overwritten.
        """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def _exclusive(self, id: str, timeout: float) -> AbstractContextManager[None]:
        """The lock of a conversation that was there a moment ago."""

    def _change(self, id: str, changes: str, values: tuple[Any, ...]) -> ConversationInfo:
        statement = f"UPDATE shortfall_conversations SET {changes} WHERE id = ? RETURNING {_COLUMNS}"  # nosec B608 # names of this program only; values are bound
        return self._one(id, statement, (*values, storable(id)))

    def _one(self, id: str, statement: str, values: tuple[Any, ...]) -> ConversationInfo:
        rows = self.run(statement, values)
        if not rows:
            shown = id if len(id) <= 60 else f"{id[:60]}…"
            raise ConversationMissingError(
                f"There is no conversation {storable(shown)!r}; list them with `shortfall conversations list`"
            )
        return _info(rows[0])


def _name(owner: str, key: str) -> str:
    return _digest(f"{_digest(owner)} {key}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _info(row: tuple[Any, ...]) -> ConversationInfo:
    id, title, created, updated, turns, pending = row
    return ConversationInfo(
        id=id,
        title=title,
        created=clock.moment(created),
        updated=clock.moment(updated),
        turns=turns,
        pending=pending,
    )


def storable(text: str) -> str:
    """The text without what a database refuses: Postgres the NUL, both of them half a surrogate pair."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
