"""A backup is whole, made while all is in use, and comes back to SQLite and to Postgres; a bad one changes nothing."""

import io
import json
import sqlite3
import stat
import tarfile
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.storage import open_storage
from bot.errors import OperationError, SearchIndexError
from bot.operations.archive import CONVERSATIONS, INDEX
from bot.operations.backup import backup
from bot.operations.restore import restore
from bot.settings import Settings
from tests.conversation.kept import take_turn, toy_graph, transcript
from tests.operations.kept_service import BUILD, fill, publish_build, seen, settings_in


@pytest.fixture
def old(tmp_path: Path) -> Settings:
    return settings_in(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Settings:
    return settings_in(tmp_path / "new")


@pytest.mark.parametrize(
    "way", ["sqlite to sqlite", "sqlite to postgres", "postgres to sqlite", "postgres to postgres"]
)
def test_everything_comes_back_whatever_database_it_goes_to(
    way: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def place(kind: str, name: str) -> Settings:
        url = ""
        if kind == "postgres":
            running = request.getfixturevalue("postgres")
            url = running.url(running.new_database())
        return settings_in(tmp_path / name, url)

    source, target = (place(kind, name) for kind, name in zip(way.split(" to "), ("old", "new"), strict=True))
    before = fill(source)
    assert len(before["conversations"]) == 2 and before["results"] and len(before["lines"]) == 5
    saved = backup(tmp_path / "b.tar", source)
    assert (saved.conversations, saved.build, saved.vectors) == (2, BUILD, True)
    restore(tmp_path / "b.tar", target)
    assert seen(target) == before == seen(source)
    # a conversation goes on where it was
    with open_storage(target.conversations_url()) as storage:
        (info,) = (info for info in storage.list() if info.title == "Ogden")
        assert take_turn(storage, toy_graph(storage), info.id, "one more") == 4
    # and into a place that is in use, only where that is meant
    with pytest.raises(OperationError, match=r"would be lost.*--force"):
        restore(tmp_path / "b.tar", target)
    restore(tmp_path / "b.tar", target, force=True)
    assert seen(target) == before


def test_only_its_owner_can_read_a_backup_and_nothing_is_left_beside_it(old: Settings, tmp_path: Path) -> None:
    fill(old)
    (tmp_path / "out").mkdir()
    backup(tmp_path / "out" / "b.tar", old)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.tar"]
    assert stat.S_IMODE((tmp_path / "out" / "b.tar").stat().st_mode) == 0o600
    with tarfile.open(tmp_path / "out" / "b.tar") as tar:
        names = tar.getnames()
    assert names[0] == CONVERSATIONS and names[-1] == "manifest.json"
    assert "documents/a1b2/text.md" in names and not [name for name in names if "lock" in name]


def test_a_backup_during_writes_holds_each_turn_whole_or_not_at_all(
    old: Settings, new: Settings, tmp_path: Path
) -> None:
    fill(old)
    stop = threading.Event()
    with open_storage(old.conversations_url()) as storage:
        ids = [storage.create(f"busy {n}", owner="busy").id for n in range(3)]
        told: dict[str, int] = dict.fromkeys(ids, 0)

        def write(id: str) -> None:
            graph = toy_graph(storage)
            while not stop.is_set():
                told[id] = take_turn(storage, graph, id, f"question {told[id] + 1}")

        threads = [threading.Thread(target=write, args=(id,)) for id in ids]
        for thread in threads:
            thread.start()
        while min(told.values()) < 3:
            stop.wait(0.01)
        acknowledged = dict(told)
        backup(tmp_path / "b.tar", old)
        stop.set()
        for thread in threads:
            thread.join()
    restore(tmp_path / "b.tar", new)
    with open_storage(new.conversations_url()) as storage:
        for id in ids:
            kept = transcript(toy_graph(storage), id)
            assert kept == [(number, f"question {number}") for number in range(1, len(kept) + 1)]
            assert acknowledged[id] <= len(kept) <= told[id]
            assert len(kept) - storage.info(id).turns in (0, 1)


def test_a_file_that_is_there_is_not_overwritten_unasked(old: Settings, tmp_path: Path) -> None:
    fill(old)
    (tmp_path / "b.tar").write_text("mine")
    with pytest.raises(OperationError, match="--force"):
        backup(tmp_path / "b.tar", old)
    assert (tmp_path / "b.tar").read_text() == "mine"
    backup(tmp_path / "b.tar", old, force=True)
    assert tarfile.is_tarfile(tmp_path / "b.tar")


def test_without_an_index_the_rest_is_saved_and_only_a_part_may_be_restored(
    old: Settings, new: Settings, tmp_path: Path
) -> None:
    before = fill(old)
    (old.index_dir / "current").unlink()
    assert backup(tmp_path / "b.tar", old).build is None
    restore(tmp_path / "b.tar", new, parts=[CONVERSATIONS])
    assert seen(new) == {**before, "index": None, "documents": {}}
    with pytest.raises(OperationError, match="holds none of index"):
        restore(tmp_path / "b.tar", new, parts=[INDEX])


def test_a_place_where_no_backup_can_be_written_is_named(old: Settings, tmp_path: Path) -> None:
    fill(old)
    with pytest.raises(OperationError, match="No backup was made"):
        backup(tmp_path / "no" / "such" / "b.tar", old)


# --- bad backups


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def other(path: Path) -> None:
    path.write_bytes(b"not a tar at all" * 1000)


@pytest.mark.parametrize("damage", [cut, flip, emptied, other, Path.unlink])
def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    old: Settings, new: Settings, tmp_path: Path, damage: Any
) -> None:
    fill(old)
    backup(tmp_path / "b.tar", old)
    before = fill(new)
    damage(tmp_path / "b.tar")
    with pytest.raises(OperationError, match=r"Nothing was changed"):
        restore(tmp_path / "b.tar", new, force=True)
    assert seen(new) == before
    assert not list(tmp_path.rglob(".restoring*"))


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_a_flipped_bit_anywhere_is_noticed_or_without_effect(
    old: Settings, new: Settings, tmp_path: Path, place: int
) -> None:
    before = fill(old)
    backup(tmp_path / "b.tar", old)
    content = bytearray((tmp_path / "b.tar").read_bytes())
    content[len(content) * place // 100 + 3] ^= 0x10
    (tmp_path / "b.tar").write_bytes(content)
    try:
        restore(tmp_path / "b.tar", new)
    except OperationError:
        assert not Path(new.conversations_url()).exists() and not (new.index_dir / "current").exists()
    else:
        assert seen(new) == before


def hostile(source: Path, target: Path, name: str, kind: bytes = tarfile.REGTYPE, content: bytes = b"x") -> None:
    """The backup with one more member, which its manifest names with the right fingerprint."""
    import hashlib  # noqa: PLC0415

    with tarfile.open(source) as read, tarfile.open(target, "w") as written:
        *members, last = read.getmembers()
        for member in members:
            written.addfile(member, read.extractfile(member))
        more = tarfile.TarInfo(name)
        more.type, more.size, more.linkname = kind, len(content) if kind == tarfile.REGTYPE else 0, "/etc/passwd"
        written.addfile(more, io.BytesIO(content))
        file = read.extractfile(last)
        assert file is not None
        manifest = json.loads(file.read())
        manifest["files"][name] = hashlib.sha256(content).hexdigest()
        told = json.dumps(manifest).encode()
        last.size = len(told)
        last.pax_headers = {}
        written.addfile(last, io.BytesIO(told))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../escaped", tarfile.REGTYPE),
        ("documents/../../escaped", tarfile.REGTYPE),
        ("index/../../../escaped", tarfile.REGTYPE),
        ("/tmp/shortfall-escaped", tarfile.REGTYPE),
        ("documents/a\\..\\b", tarfile.REGTYPE),
        ("documents//etc/passwd", tarfile.REGTYPE),
        ("documents/.ssh/authorized_keys", tarfile.REGTYPE),
        ("documents/a\nb", tarfile.REGTYPE),
        ("elsewhere/x", tarfile.REGTYPE),
        ("documents/link", tarfile.SYMTYPE),
        ("documents/hard", tarfile.LNKTYPE),
        ("documents/pipe", tarfile.FIFOTYPE),
        ("documents/device", tarfile.CHRTYPE),
        ("documents/folder", tarfile.DIRTYPE),
        ("conversations.db", tarfile.REGTYPE),
    ],
)
def test_a_backup_with_a_foreign_member_is_refused_as_a_whole(
    old: Settings, new: Settings, tmp_path: Path, name: str, kind: bytes
) -> None:
    fill(old)
    backup(tmp_path / "b.tar", old)
    hostile(tmp_path / "b.tar", tmp_path / "evil.tar", name, kind)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OperationError, match="Nothing was changed"):
        restore(tmp_path / "evil.tar", new)
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] == []
    assert not Path("/tmp/shortfall-escaped").exists()


def test_a_harmless_member_more_is_taken(old: Settings, new: Settings, tmp_path: Path) -> None:
    """What makes the hostile ones fail is their name or kind, and not that a member was added."""
    fill(old)
    backup(tmp_path / "b.tar", old)
    hostile(tmp_path / "b.tar", tmp_path / "c.tar", "documents/a1b2/more.md")
    restore(tmp_path / "c.tar", new)
    assert seen(new)["documents"]["a1b2/more.md"] == "x"


def test_a_backup_of_a_newer_form_or_another_database_is_refused(old: Settings, new: Settings, tmp_path: Path) -> None:
    fill(old)
    backup(tmp_path / "b.tar", old)
    content = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "newer.tar").write_bytes(content.replace(b'"form": 1', b'"form": 2'))
    with pytest.raises(OperationError, match="has form 2; this program reads 1"):
        restore(tmp_path / "newer.tar", new)
    publish_build(old.index_dir, content="{}")
    (old.index_dir / "builds" / BUILD / "passages.jsonl").write_text("changed")
    backup(tmp_path / "damaged-index.tar", old)
    with pytest.raises(SearchIndexError, match="damaged"):
        restore(tmp_path / "damaged-index.tar", new)
    assert not Path(new.conversations_url()).exists()


# --- the place it goes to


def test_conversations_in_use_are_not_replaced_under_a_running_program(
    old: Settings, new: Settings, tmp_path: Path
) -> None:
    fill(old)
    backup(tmp_path / "b.tar", old)
    before = fill(new)
    with open_storage(new.conversations_url()), pytest.raises(OperationError, match=r"in use\. Nothing was changed"):
        restore(tmp_path / "b.tar", new, force=True)
    assert seen(new) == before
    restore(tmp_path / "b.tar", new, force=True)
    assert seen(new) == seen(old)
    mode = stat.S_IMODE(Path(new.conversations_url()).stat().st_mode)
    assert mode == 0o600


def test_a_damaged_database_can_be_replaced_when_that_is_meant(old: Settings, new: Settings, tmp_path: Path) -> None:
    before = fill(old)
    backup(tmp_path / "b.tar", old)
    place = Path(new.conversations_url())
    place.parent.mkdir(parents=True)
    place.write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(Exception, match="damaged"):
        restore(tmp_path / "b.tar", new)
    restore(tmp_path / "b.tar", new, force=True)
    assert seen(new) == before


def test_the_index_is_published_beside_the_one_in_service(old: Settings, new: Settings, tmp_path: Path) -> None:
    fill(old)
    backup(tmp_path / "b.tar", old)
    publish_build(new.index_dir, "ffffffffffff-20261102T000000000000Z")
    restore(tmp_path / "b.tar", new, parts=[INDEX])
    assert (new.index_dir / "current").read_text().strip() == BUILD
    assert (new.index_dir / "builds" / "ffffffffffff-20261102T000000000000Z" / "manifest.json").is_file()


def test_what_was_deleted_before_a_backup_is_not_in_it(old: Settings, tmp_path: Path) -> None:
    with open_storage(old.conversations_url()) as storage:
        gone = storage.create("Auntie Mabel's cottage").id
        take_turn(storage, toy_graph(storage), gone, "Auntie Mabel")
        storage.note_turn("aid", "key", gone, 1, "Auntie Mabel")
        backup(tmp_path / "with.tar", old)
        storage.delete(gone)
        backup(tmp_path / "without.tar", old)
    assert b"Mabel" in (tmp_path / "with.tar").read_bytes() and gone.encode() in (tmp_path / "with.tar").read_bytes()
    left = (tmp_path / "without.tar").read_bytes()
    assert b"Mabel" not in left and gone.encode() not in left
    with sqlite3.connect(Path(old.conversations_url())) as opened:
        assert opened.execute("SELECT COUNT(*) FROM shortfall_idempotency").fetchone() == (0,)
