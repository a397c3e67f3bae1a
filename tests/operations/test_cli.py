"""The commands of whoever runs the service, as they are typed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.conversation.storage import open_storage
from bot.server.access.cli import time_of
from bot.server.access.keys import Keys
from bot.settings import ROOT, Settings, get_settings
from tests.operations.kept_service import fill, seen, settings_in

RUN = CliRunner()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    settings = settings_in(tmp_path)
    monkeypatch.setenv("SHORTFALL_CONVERSATIONS", settings.conversations)
    monkeypatch.setenv("SHORTFALL_INDEX_DIR", str(settings.index_dir))
    monkeypatch.setenv("SHORTFALL_DOCUMENTS_DIR", str(settings.documents_dir))
    get_settings.cache_clear()
    yield settings
    get_settings.cache_clear()


def test_a_key_is_made_listed_rotated_and_revoked(place: Settings) -> None:
    made = RUN.invoke(app, ["keys", "create", "Legal aid", "-s", "ask", "-s", "batch", "--expires", "90d"])
    assert made.exit_code == 0
    presented = made.stdout.strip()
    id = presented.split("_")[1]
    assert presented.startswith("sf_") and "not shown again" in made.stderr and presented not in made.stderr
    listed = RUN.invoke(app, ["keys", "list"]).stdout
    assert id in listed and "Legal aid" in listed and "ask,batch" in listed and "valid" in listed
    assert presented not in listed
    rotated = RUN.invoke(app, ["keys", "rotate", id, "--overlap", "7d"]).stdout.strip()
    with open_storage(place.conversations) as storage:
        assert Keys(storage).find(presented) and Keys(storage).find(rotated)
        assert RUN.invoke(app, ["keys", "revoke", id]).exit_code == 0
        assert Keys(storage).find(presented) is None and Keys(storage).find(rotated)
    assert "revoked" in RUN.invoke(app, ["keys", "list"]).stdout


@pytest.mark.parametrize("text", ["", "soon", "7", "7y", "-1d", "1d2h", "999999d", "٣d x"])
def test_a_time_that_is_none_says_how_one_is_written(text: str) -> None:
    with pytest.raises(Exception, match=r"write minutes, hours or days as 30m, 12h or 7d"):
        time_of(text)


def test_a_backup_is_made_and_restored(place: Settings, tmp_path: Path) -> None:
    before = fill(place)
    saved = RUN.invoke(app, ["backup", str(tmp_path / "b.tar")])
    assert saved.exit_code == 0 and "2 conversations, 1 documents" in saved.stderr
    assert "stays in this file" in saved.stderr, "who deletes must know that a backup is a copy"
    with open_storage(place.conversations) as storage:
        for info in storage.list():
            storage.delete(info.id)
    done = RUN.invoke(app, ["restore", str(tmp_path / "b.tar"), "--force", "--part", "conversations"])
    assert done.exit_code == 0 and "restored: 2 conversations" in done.stderr
    assert seen(place) == before
    assert RUN.invoke(app, ["restore", str(tmp_path / "b.tar"), "--part", "everything"]).exit_code == 2


@pytest.mark.parametrize(
    "command",
    [["conversations", "list"], ["ask", "hello"], ["keys", "list"], ["serve"], ["backup", "x.tar"], ["ingest"]],
)
def test_every_command_names_a_setting_that_is_wrong_in_one_sentence(command: list[str], tmp_path: Path) -> None:
    environment = {"SHORTFALL_STALE_AFTER_DAYS": "hunter2", "PATH": "", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2 and ran.stdout == ""
    assert ran.stderr.startswith("shortfall: SHORTFALL_STALE_AFTER_DAYS cannot be used: ")
    assert ran.stderr.count("\n") == 1 and "hunter2" not in ran.stderr and "Traceback" not in ran.stderr
