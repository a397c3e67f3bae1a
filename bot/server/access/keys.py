"""API keys: `sf_` + id + `_` + secret. The database holds a hash of each, from which the key cannot be had again.

A password is hashed slowly because people choose few and short ones. A key's secret is 256 random bits: nobody can try
them, however fast the hash, so one SHA-256 is enough and costs a request nothing.
"""

import hashlib
import hmac
import re
import secrets
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from bot.conversation.storage import Storage, clock, storable
from bot.errors import ConversationError, ShortfallError

Scope = Literal["ask", "read", "batch", "documents", "metrics"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
REFRESH_SECONDS = 5.0  # a key that was revoked or changed elsewhere is known to every process after this
LOOK_AGAIN_SECONDS = 0.5  # how often at most an unknown key makes the table be read again
LONGEST_NAME = 200

_FORM = re.compile(r"sf_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")
_COLUMNS = "id, name, owner, scopes, created, expires, used, revoked, follows"


class AccessKeyError(ShortfallError):
    """A key that cannot be made or changed. The message says what can."""


class Key(BaseModel):
    """What is known of a key, without its secret.

    id: 12 hexadecimal digits, which stand in the key and in logs. owner: whose conversations and batches it reaches.
    expires, used, revoked: aware, in UTC, or None for never; used is told to the hour. follows: the key it was rotated from.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    owner: str
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime | None = None
    used: datetime | None = None
    revoked: datetime | None = None
    follows: str | None = None

    def standing(self, now: datetime) -> Literal["valid", "revoked", "expired"]:
        """Whether it may be used at `now`."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= now else "valid"


class Keys:
    """The keys of a storage. Usable from several threads at once, and beside other processes.

    All of them are read in one query, at most every `refresh` seconds: a request costs no query, an attempt with a made-up
    key none either, and a key that was revoked by another process works for `refresh` seconds more.
    """

    def __init__(self, storage: Storage, refresh: float = REFRESH_SECONDS) -> None:
        """refresh: seconds."""
        self._storage, self._refresh = storage, refresh
        self._known: dict[str, tuple[Key, str]] = {}
        self._read_at = float("-inf")
        self._failed: tuple[float, ConversationError] | None = None
        self._lock = threading.Lock()

    def create(
        self, name: str, *, owner: str = "", scopes: Iterable[str] = ("ask", "read"), expires: datetime | None = None
    ) -> tuple[Key, str]:
        """Make a key; the key and, this once, what the client sends.

        owner: keys of one owner share conversations and batches; empty for an owner of its own.
        Raises AccessKeyError for an empty name, an unknown scope or a time that has passed.
        """
        return self._make(name, owner, scopes, expires, follows=None)

    def list(self, owner: str | None = None) -> list[Key]:
        """All keys, the oldest first, those that are revoked or expired too. owner: only this one's."""
        rows = self._storage.run(f"SELECT {_COLUMNS} FROM shortfall_keys ORDER BY created, id")  # nosec B608 # names of this program only; values are bound
        return [key for key in map(_key, rows) if owner is None or key.owner == owner]

    def revoke(self, id: str) -> Key:
        """End a key now. Raises AccessKeyError where there is none of that id."""
        rows = self._storage.run(
            f"UPDATE shortfall_keys SET revoked = COALESCE(revoked, ?) WHERE id = ? RETURNING {_COLUMNS}",  # nosec B608 # names of this program only; values are bound
            (clock.micros(_now()), storable(id)),
        )
        self._forget()
        return _key(rows[0]) if rows else _missing(id)

    def rotate(self, id: str, overlap: timedelta = timedelta(0)) -> tuple[Key, str]:
        """Make a key that takes another's place, with its name, owner and scopes; the old one ends after `overlap`.

        The new one lasts as long as the old one did when it was made, or for good.
        Raises AccessKeyError where there is none of that id, it is no longer valid, or the overlap is negative.
        """
        now = _now()
        old = next((key for key in self.list() if key.id == id), None) or _missing(id)
        if (standing := old.standing(now)) != "valid":
            raise AccessKeyError(f"The key {old.id} is {standing}: make a new one with `shortfall keys create`.")
        if overlap < timedelta(0):
            raise AccessKeyError("The overlap is a time to come: give it as 0, 12h or 7d.")
        lasts = None if old.expires is None else now + (old.expires - old.created)
        made = self._make(old.name, old.owner, old.scopes, lasts, follows=old.id)
        until = now + overlap if old.expires is None else min(old.expires, now + overlap)
        self._storage.run("UPDATE shortfall_keys SET expires = ? WHERE id = ?", (clock.micros(until), old.id))
        self._forget()
        return made

    def any(self) -> bool:
        """Whether a key was ever made: from then on one is needed, also where all of them are revoked."""
        self._read(self._refresh)
        return bool(self._known)

    def find(self, presented: str) -> Key | None:
        """The valid key that a client presents; None for any other text. Reads the database where it must."""
        if (match := _FORM.fullmatch(presented)) is None:
            return None
        self._read(self._refresh if match[1] in self._known else min(self._refresh, LOOK_AGAIN_SECONDS))
        key, digest = self._known.get(match[1], (None, ""))
        # compared in constant time, also where there is no such id, so that the time taken tells nothing
        same = hmac.compare_digest(digest.ljust(64), _digest(presented))
        return key if key is not None and same and key.standing(_now()) == "valid" else None

    def fresh(self, presented: str | None) -> bool:
        """Whether `find` (or `any` for None) would answer without reading the database."""
        age = time.monotonic() - self._read_at
        match = _FORM.fullmatch(presented) if presented else None
        unknown = match is not None and match[1] not in self._known
        return age < (min(self._refresh, LOOK_AGAIN_SECONDS) if unknown else self._refresh)

    def due(self, key: Key) -> bool:
        """Whether the hour of this use is still to be noted."""
        return key.used is None or key.used < _hour(_now())

    def note_use(self, key: Key) -> None:
        """Note the hour in which a key was used; what is nearer than that would tell when people ask."""
        now = _hour(_now())
        self._storage.run(
            "UPDATE shortfall_keys SET used = ? WHERE id = ? AND (used IS NULL OR used < ?)",
            (clock.micros(now), key.id, clock.micros(now)),
        )
        with self._lock:
            if (known := self._known.get(key.id)) is not None:
                self._known = {**self._known, key.id: (known[0].model_copy(update={"used": now}), known[1])}

    def _make(
        self, name: str, owner: str, scopes: Iterable[str], expires: datetime | None, follows: str | None
    ) -> tuple[Key, str]:
        name, wanted, now = storable(" ".join(name.split())), frozenset(scopes), _now()
        if not name or len(name) > LONGEST_NAME or len(owner) > LONGEST_NAME:
            raise AccessKeyError(f"A key has a name of 1 to {LONGEST_NAME} characters that says who uses it.")
        if unknown := sorted(wanted - set(SCOPES)):
            raise AccessKeyError(f"There is no scope {unknown[0]!r}. The scopes are {', '.join(SCOPES)}.")
        if not wanted:
            raise AccessKeyError(f"A key needs at least one scope: {', '.join(SCOPES)}.")
        if expires is not None and expires <= now:
            raise AccessKeyError("The key would have expired already: give a time to come.")
        id = secrets.token_hex(6)
        presented = f"sf_{id}_{secrets.token_urlsafe(32)}"
        values = (
            *(id, name, storable(owner) or f"key-{id}", " ".join(sorted(wanted)), clock.micros(now)),
            *(None if expires is None else clock.micros(expires), follows, _digest(presented)),
        )
        rows = self._storage.run(
            "INSERT INTO shortfall_keys (id, name, owner, scopes, created, expires, follows, digest) "  # nosec B608 # names of this program only; values are bound
            f"VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING {_COLUMNS}",
            values,
        )
        self._forget()
        return _key(rows[0]), presented

    def _read(self, oldest: float) -> None:
        """Read all keys where what is known is older than `oldest` seconds; one thread does, the others wait for it.

        Where the database is away they share its error: one after the other they would each wait for the database.
        """
        if time.monotonic() - self._read_at < oldest:
            return
        with self._lock:
            began = time.monotonic()
            if began - self._read_at < oldest:
                return
            if self._failed is not None and began - self._failed[0] < LOOK_AGAIN_SECONDS:
                raise ConversationError(str(self._failed[1])) from self._failed[1]
            try:
                rows = self._storage.run(f"SELECT {_COLUMNS}, digest FROM shortfall_keys")  # nosec B608 # names of this program only; values are bound
            except ConversationError as error:
                self._failed = time.monotonic(), error
                raise
            self._failed = None
            self._known = {row[0]: (_key(row[:-1]), row[-1]) for row in rows}
            self._read_at = began

    def _forget(self) -> None:
        self._read_at = float("-inf")


def _key(row: tuple[Any, ...]) -> Key:
    id, name, owner, scopes, created, expires, used, revoked, follows = row
    return Key(
        id=id,
        name=name,
        owner=owner,
        scopes=frozenset(scopes.split()),
        created=_time(created),
        expires=_time(expires),
        used=_time(used),
        revoked=_time(revoked),
        follows=follows,
    )


def _missing(id: str) -> Any:
    raise AccessKeyError(f"There is no key {storable(id)[:40]!r}; list them with `shortfall keys list`.")


def _digest(presented: str) -> str:
    return hashlib.sha256(presented.encode("ascii")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _hour(when: datetime) -> datetime:
    return when.replace(minute=0, second=0, microsecond=0)


def _time(micros: int | None) -> Any:
    return None if micros is None else clock.moment(micros)
