"""API keys: only a hash is kept, and what was revoked, expired or mistyped opens nothing."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation.storage import Storage, open_storage
from bot.server.access.keys import SCOPES, AccessKeyError, Keys
from tests.conversation.kept import kept_bytes


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Keys]:
    with open_storage(str(tmp_path / "c.db")) as opened:
        yield Keys(opened, refresh=0.0)


def test_a_key_is_found_by_what_its_client_sends_and_kept_only_as_a_hash(storage: Storage, url: str) -> None:
    keys = Keys(storage)
    assert not keys.any()
    key, presented = keys.create("Legal aid", owner="aid", scopes=["ask", "batch"])
    assert keys.any()
    assert keys.find(presented) == key
    assert (key.owner, key.scopes, key.expires, key.used) == ("aid", {"ask", "batch"}, None, None)
    assert presented.startswith(f"sf_{key.id}_") and len(presented) == 59
    kept = kept_bytes(url)
    assert presented.encode() not in kept and presented.split("_", 2)[2].encode() not in kept
    assert hashlib.sha256(presented.encode()).hexdigest().encode() in kept
    assert presented not in repr(key)


def test_nothing_else_opens(own: Keys) -> None:
    key, presented = own.create("a")
    _, other = own.create("b")
    last = "A" if presented[-1] != "A" else "B"
    wrong = [
        "",
        "sf_",
        key.id,
        presented[:-1],
        presented[:-1] + last,
        presented + "A",
        f" {presented}",
        presented.upper(),
        f"sf_{key.id}_{other.split('_', 2)[2]}",
        f"sf_{'0' * 12}_{presented.split('_', 2)[2]}",
        hashlib.sha256(presented.encode()).hexdigest(),
        "sf_%_'; DROP TABLE shortfall_keys; --",
        presented.replace("s", "ſ", 1),
    ]
    assert [own.find(text) for text in wrong] == [None] * len(wrong)
    assert own.find(presented) == key


def test_a_key_ends_when_it_is_revoked_or_its_time_is_over(own: Keys) -> None:
    key, presented = own.create("a", expires=datetime.now(UTC) + timedelta(hours=1))
    assert own.find(presented) == key
    assert own.revoke(key.id).revoked is not None
    assert own.find(presented) is None
    first = own.revoke(key.id).revoked
    assert own.revoke(key.id).revoked == first
    assert key.standing(datetime.now(UTC) + timedelta(hours=1)) == "expired"
    assert own.any(), "from the first key on, one is needed"


def test_an_expired_key_is_not_found_though_it_was_read_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_storage(str(tmp_path / "c.db")) as storage:
        keys = Keys(storage, refresh=1000)
        key, presented = keys.create("a", expires=datetime.now(UTC) + timedelta(hours=1))
        assert keys.find(presented) == key
        later = datetime.now(UTC) + timedelta(hours=1)
        monkeypatch.setattr("bot.server.access.keys._now", lambda: later)
        assert keys.find(presented) is None


def test_a_revocation_elsewhere_is_known_when_the_keys_are_read_again(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, elsewhere = Keys(storage, refresh=5), Keys(storage)
    key, presented = here.create("a")
    assert here.find(presented) == key
    elsewhere.revoke(key.id)
    assert here.find(presented) == key, "within the seconds that the documentation names"
    now = here._read_at + 5
    monkeypatch.setattr("bot.server.access.keys.time.monotonic", lambda: now)
    assert here.find(presented) is None


def test_many_unknown_keys_cost_a_query_in_half_a_second(own: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(own._storage, refresh=5)
    keys.any()
    queries = []
    run = own._storage.run
    monkeypatch.setattr(keys._storage, "run", lambda *given: queries.append(given) or run(*given))
    now = keys._read_at
    for step in range(200):
        monkeypatch.setattr("bot.server.access.keys.time.monotonic", lambda at=now + step / 100: at)
        assert keys.find(f"sf_{step:012x}_{'a' * 43}") is None
    assert len(queries) == 3
    # a key that was made meanwhile works at once for all that
    monkeypatch.setattr("bot.server.access.keys.time.monotonic", lambda: now + 3)
    made, presented = own.create("new")
    assert keys.find(presented) == made


def test_a_rotated_key_overlaps_with_the_one_that_follows_it(own: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    old, before = own.create("Legal aid", owner="aid", scopes=SCOPES, expires=datetime.now(UTC) + timedelta(days=90))
    new, after = own.rotate(old.id, timedelta(days=7))
    assert (new.name, new.owner, new.scopes, new.follows) == (old.name, old.owner, old.scopes, old.id)
    assert new.expires is not None and old.expires is not None
    assert timedelta(0) <= new.expires - old.expires < timedelta(minutes=1)
    assert own.find(before) and own.find(after)
    later = datetime.now(UTC) + timedelta(days=7, seconds=1)
    monkeypatch.setattr("bot.server.access.keys._now", lambda: later)
    assert own.find(before) is None and own.find(after) is not None
    with pytest.raises(AccessKeyError, match=r"is expired: make a new one"):
        own.rotate(old.id)


def test_a_rotation_without_overlap_ends_the_old_key_at_once_and_never_lengthens_it(own: Keys) -> None:
    old, before = own.create("a", expires=datetime.now(UTC) + timedelta(hours=2))
    own.rotate(old.id, timedelta(days=30))
    assert next(key for key in own.list() if key.id == old.id).expires == old.expires
    lasting, presented = own.create("b")
    own.rotate(lasting.id)
    assert own.find(presented) is None and own.find(before) is not None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "  "}, "1 to 200 characters"),
        ({"name": "x" * 201}, "1 to 200 characters"),
        ({"name": "a", "scopes": ["everything"]}, "no scope 'everything'. The scopes are ask, read, batch"),
        ({"name": "a", "scopes": []}, "at least one scope"),
        ({"name": "a", "expires": datetime(2020, 1, 1, tzinfo=UTC)}, "expired already"),
    ],
)
def test_a_key_that_cannot_be_says_what_can(own: Keys, given: dict[str, object], says: str) -> None:
    with pytest.raises(AccessKeyError, match=says):
        own.create(**given)  # type: ignore[arg-type]
    assert own.list() == []


def test_an_unknown_id_is_told(own: Keys) -> None:
    for attempt in (own.revoke, own.rotate):
        with pytest.raises(AccessKeyError, match="shortfall keys list"):
            attempt("000000000000")


def test_the_last_use_is_kept_to_the_hour(own: Keys) -> None:
    key, presented = own.create("a")
    assert own.due(key)
    own.note_use(key)
    used = own.find(presented)
    assert used is not None and used.used is not None and not own.due(used)
    assert (used.used.minute, used.used.second, used.used.microsecond) == (0, 0, 0)
    assert datetime.now(UTC) - used.used < timedelta(hours=1, minutes=1)


def test_keys_of_no_owner_have_one_of_their_own(own: Keys) -> None:
    first, second = own.create("a")[0], own.create("b")[0]
    assert first.owner != second.owner and first.owner == f"key-{first.id}"
    assert own.list(owner=first.owner) == [first]
