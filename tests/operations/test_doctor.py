"""`shortfall doctor` finds what is broken, says what to run, and calls nothing broken that is not."""

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.cli import app
from bot.conversation.storage import open_storage
from bot.operations import packages
from bot.operations.check import Check
from bot.operations.doctor import examine
from bot.operations.table import print_checks
from bot.settings import Settings, get_settings
from tests.operations.kept_service import BUILD, fill, settings_in


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings of the environment, in a folder of their own with something in it."""
    settings = settings_in(tmp_path)
    monkeypatch.setenv("SHORTFALL_CONVERSATIONS", settings.conversations)
    monkeypatch.setenv("SHORTFALL_INDEX_DIR", str(settings.index_dir))
    monkeypatch.setenv("SHORTFALL_DOCUMENTS_DIR", str(settings.documents_dir))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SHORTFALL_PORT", str(free.getsockname()[1]))
    fill(settings)
    get_settings.cache_clear()
    yield settings
    get_settings.cache_clear()


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks if check.state != "ok"} | {
        check.name: check for check in checks if check.state == "failed"
    }


def test_what_is_well_is_said_to_be_well_and_every_failure_says_what_to_do(place: Settings) -> None:
    checks = examine()
    names = [check.name for check in checks]
    for name in (
        "python",
        "packages",
        "settings",
        "extra postgres",
        "model",
        "index",
        "conversations",
        "schema",
        "port",
    ):
        assert name in names
    found = {check.name: check.state for check in checks}
    assert found["conversations"] == found["schema"] == found["model"] == found["index"] == found["port"] == "ok"
    # the build of the test is of no corpus and no model that is here
    assert found["index model"] == "failed" and found["index corpus"] == "note"
    assert all(check.fix for check in checks if check.state == "failed")
    assert "2 conversations, 1 keys" in next(check.found for check in checks if check.name == "conversations")


def test_a_setting_that_cannot_be_read_is_named_and_its_value_is_not(
    place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHORTFALL_WORKERS", "hunter2")
    get_settings.cache_clear()
    last = examine()[-1]
    assert last.state == "failed" and "SHORTFALL_WORKERS cannot be used" in last.found and "hunter2" not in last.found


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SHORTFALL_KEY_RATE", "often"),
        ("SHORTFALL_TRUSTED_PROXIES", "nginx"),
        ("SHORTFALL_CORS_ORIGINS", "*"),
        ("SHORTFALL_INDX_DIR", "/x"),
    ],
)
def test_a_value_that_only_the_service_reads_and_a_name_that_is_none_are_found(
    place: Settings, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    get_settings.cache_clear()
    assert variable in by_name(examine())["settings"].found


def test_a_damaged_file_of_the_index_and_a_missing_index_are_found(place: Settings) -> None:
    (place.index_dir / "builds" / BUILD / "passages.jsonl").write_text("changed")
    damaged = by_name(examine())["index"]
    assert damaged.state == "failed" and "passages.jsonl" in damaged.found and "shortfall ingest" in damaged.found
    (place.index_dir / "current").unlink()
    assert "There is no search index" in by_name(examine())["index"].found


def test_vectors_that_are_missing_are_found(place: Settings) -> None:
    manifest = place.index_dir / "builds" / BUILD / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"vectors":{}', '"vectors":{"national":7}'))
    shutil.rmtree(manifest.parent / "vectors")
    vectors = by_name(examine())["vectors"]
    assert vectors.state == "failed" and "shortfall ingest --rebuild" in vectors.fix


def test_a_chroma_and_a_postgres_out_of_reach_are_named_without_their_secrets(
    place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHORTFALL_CHROMA_URL", "http://hunter2@127.0.0.1:9")
    monkeypatch.setenv("SHORTFALL_CONVERSATIONS", "postgresql://me:hunter2@127.0.0.1:9/kept")
    get_settings.cache_clear()
    checks = examine()
    found = by_name(checks)
    assert found["vectors"].state == found["conversations"].state == "failed"
    assert "127.0.0.1:9" in found["conversations"].found
    assert "hunter2" not in "".join(check.model_dump_json() for check in checks)


def test_a_model_that_is_not_there_is_found(place: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SHORTFALL_EMBEDDING_MODEL", str(tmp_path / "none"))
    get_settings.cache_clear()
    assert "no embedding model folder" in by_name(examine())["model"].found


def test_a_damaged_database_is_found(place: Settings) -> None:
    file = Path(place.conversations)
    file.write_bytes(b"Dear diary, " * 1000)
    assert "damaged" in by_name(examine())["conversations"].found


def test_a_table_of_another_version_is_found(place: Settings) -> None:
    with open_storage(place.conversations) as storage:
        storage.run("ALTER TABLE shortfall_jobs RENAME COLUMN served TO serving")
    schema = by_name(examine())["schema"]
    assert schema.state == "failed" and "shortfall_jobs" in schema.found


def test_a_port_that_something_else_uses_is_found(place: Settings) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        # it takes the question and hangs up, as many a program does
        port = taken.getsockname()[1]
        taken.settimeout(20)

        def hang_up() -> None:
            taken.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        check = by_name(examine(port))["port"]
    assert check.state == "failed" and "SHORTFALL_PORT" in check.fix and str(port) in check.found


def test_a_public_address_without_a_key_is_found(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHORTFALL_HOST", "0.0.0.0")
    get_settings.cache_clear()
    assert "keys" not in by_name(examine())
    with open_storage(place.conversations) as storage:
        storage.run("DELETE FROM shortfall_keys")
    assert by_name(examine())["keys"].fix.startswith("shortfall keys create")


def test_a_package_that_is_missing_too_old_or_another_than_was_tested_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = packages._version
    monkeypatch.setattr(packages, "_version", lambda name: None if name == "bm25s" else real(name))
    gone = packages.packages()
    assert gone.state == "failed" and "bm25s is missing" in gone.found
    monkeypatch.setattr(packages, "_version", lambda name: "0.0.1" if name == "bm25s" else real(name))
    old = packages.packages()
    assert old.state == "failed" and "bm25s 0.0.1 (>=0.3 is needed)" in old.found
    monkeypatch.setattr(packages, "_version", real)
    (tmp_path / "constraints.txt").write_text("bm25s==9.9.9  # another\n")
    other = packages.packages(tmp_path / "constraints.txt")
    assert other.state == "note" and "tested with 9.9.9" in other.found
    assert packages.packages().state == "ok"


def test_an_extra_that_a_setting_needs_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    real = packages._version
    monkeypatch.setattr(packages, "_version", lambda name: None if name.startswith("psycopg") else real(name))
    wanted = {check.name: check for check in packages.extras(Settings(conversations="postgresql://h/x"))}
    assert wanted["extra postgres"].state == "failed" and "[postgres]" in wanted["extra postgres"].fix
    unwanted = {check.name: check for check in packages.extras(Settings(conversations="x.db"))}
    assert unwanted["extra postgres"].state == "note"


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert packages.python().state == "ok"
    monkeypatch.setattr(packages, "OLDEST", (3, 99))
    assert packages.python().state == "failed"


def test_the_table_shows_what_to_do_and_the_status_says_whether_all_is_well(place: Settings) -> None:
    ran = CliRunner().invoke(app, ["doctor", "--json"])
    told: list[dict[str, Any]] = json.loads(ran.stdout)
    assert ran.exit_code == 1 and any(check["state"] == "failed" for check in told)
    out = StringIO()
    print_checks(
        [Check(name="a", state="failed", found="[bold]/tmp/x[/bold]", fix="run y")], Console(file=out, width=200)
    )
    assert (
        "[bold]/tmp/x[/bold]" in out.getvalue()
        and "→ run y" in out.getvalue()
        and "1 of 1 checks failed" in out.getvalue()
    )
    well = StringIO()
    print_checks([Check(name="a", state="ok", found="fine")], Console(file=well))
    assert "All is well." in well.getvalue()
