"""Places where conversations cannot be kept are named with what to do, never with a password; those that can are private."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.storage import open_storage
from bot.errors import ConversationError
from bot.settings import ROOT, Settings
from tests.conversation.kept import take_turn, toy_graph, transcript
from tests.conversation.postgres import PostgresServer


@pytest.mark.parametrize(
    "address",
    ["", ":memory:", "sqlite://", "sqlite:///", "mysql://root:hunter2@localhost/x", "sqlite://host/x.db", "a\0b"],
)
def test_an_address_of_no_use_says_what_one_looks_like(address: str) -> None:
    with pytest.raises(ConversationError, match=r"SHORTFALL_CONVERSATIONS.*postgresql://") as caught:
        open_storage(address)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:hunter2@127.0.0.1:1/x",
        "postgresql://me:hunter2@no-such-host.invalid/x",
        "postgresql://me:hun/ter2@127.0.0.1/x",
        "postgresql://me:p@hunter2@127.0.0.1/x",
        "postgresql://me:12/hunter2@127.0.0.1/x",
        "postgresql://me:hunter2@[127.0.0.1/x",
        "postgresql://me:hunter2@127.0.0.1:port/x",
        "postgresql://me:hunter2%zz@127.0.0.1/x",
        "postgresql://127.0.0.1:1/x?password=hunter2&nonsense=1",
    ],
)
def test_a_postgres_out_of_reach_is_named_without_its_password(address: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ConversationError, match="SHORTFALL_CONVERSATIONS") as caught:
        open_storage(address)
    shown = "".join(str(error) for error in chain(caught.value))
    assert "hunter2" not in shown and "hun/" not in shown and "ter2" not in shown


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that a traceback would print under it."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_a_postgres_that_refuses_says_why(postgres: PostgresServer) -> None:
    with pytest.raises(ConversationError, match=r'database "nowhere" does not exist.*SHORTFALL_CONVERSATIONS'):
        open_storage(postgres.url("nowhere", password="hunter2"))
    name = postgres.new_database()
    postgres.execute(name, "CREATE ROLE visitor LOGIN")
    with pytest.raises(ConversationError, match="may not keep conversations"):
        open_storage(postgres.url(name).replace("shortfall@", "visitor@"))


@pytest.mark.parametrize("content", [b"Dear diary, " * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.db"
    path.write_bytes(content)
    with pytest.raises(ConversationError, match=r"c\.db is damaged or is not a database of conversations.*move it"):
        open_storage(str(path))
    assert path.read_bytes() == content


def test_damage_found_later_is_explained_too(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with open_storage(str(path)) as storage:
        id = storage.create().id
        graph = toy_graph(storage)
        for number in range(20):
            take_turn(storage, graph, id, f"question {number}")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(40 * 4096)  # the first pages say what tables there are
        file.write(b"\xaa" * (size - 40 * 4096))
    with open_storage(str(path)) as storage, pytest.raises(ConversationError, match="damaged"):
        transcript(toy_graph(storage), id)


def test_a_file_in_place_of_the_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConversationError, match="SHORTFALL_CONVERSATIONS to another place"):
        open_storage(str(tmp_path / "file" / "c.db"))
    with pytest.raises(ConversationError, match="SHORTFALL_CONVERSATIONS to another place"):
        open_storage(str(tmp_path))


@pytest.mark.parametrize("existing", [False, True])
def test_a_folder_that_cannot_be_written_is_named(existing: bool) -> None:
    # not pytest's own folder, which another account may not even enter
    folder = Path(tempfile.mkdtemp(prefix="shortfall-read-only-"))
    path = folder / "c.db"
    if existing:
        open_storage(str(path)).close()
        path.chmod(0o444)
    folder.chmod(0o555)
    try:
        # root may write everywhere, so it becomes nobody meanwhile
        if os.geteuid() == 0:
            os.seteuid(65534)
        with pytest.raises(ConversationError, match=f"write access to {folder}, or set SHORTFALL_CONVERSATIONS"):
            open_storage(str(path))
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    path = tmp_path / "data" / "conversations.db"
    with open_storage(f"sqlite:///{path}") as storage:
        take_turn(storage, toy_graph(storage), storage.create().id, "mine alone")
        files = list(path.parent.rglob("*"))
        assert {file.name for file in files} >= {"conversations.db", "conversations.db-wal", "conversations.db-shm"}
        for file in (path.parent, *files):
            assert stat.S_IMODE(file.stat().st_mode) == (0o700 if file.is_dir() else 0o600), file
    path.chmod(0o644)
    with open_storage(str(path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


# --- the settings


def test_conversations_are_kept_in_the_data_folder_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHORTFALL_CONVERSATIONS", raising=False)
    assert Settings().conversations_url() == str(ROOT / "data" / "conversations.db")
    monkeypatch.setenv("SHORTFALL_CONVERSATIONS", "postgresql://me:hunter2@db/kept")
    assert Settings().conversations_url() == "postgresql://me:hunter2@db/kept"
    assert "hunter2" not in repr(Settings())


def test_a_relative_address_is_of_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for address in ("sqlite:///one/c.db", "two/c.db"):
        open_storage(address).close()
    assert (tmp_path / "one" / "c.db").is_file() and (tmp_path / "two" / "c.db").is_file()


def test_opening_imports_neither_models_nor_postgres() -> None:
    code = (
        "import sys; from bot.conversation.storage import open_storage; heavy = {'langgraph', 'numpy'} & set(sys.modules);"
        "open_storage(sys.argv[1]).close();"
        "print(heavy | {'torch', 'chromadb', 'streamlit', 'psycopg'} & set(sys.modules))"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "c.db")
        ran = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
