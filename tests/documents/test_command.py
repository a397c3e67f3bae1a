"""`shortfall documents`: added, listed, shown and removed from the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.documents import cli
from bot.settings import Settings
from tests.documents.building import pdf
from tests.documents.conftest import ADDRESS

TOLD = ("--title", "Hours", "--state", "az", "--url", ADDRESS)


def test_a_document_lives_from_add_to_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "get_settings", lambda: Settings(documents_dir=tmp_path / "documents"))

    def run(*words: str, answer: str = "") -> str:
        done = CliRunner().invoke(cli.app, words, input=answer, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    file = tmp_path / "hours.pdf"
    file.write_bytes(pdf("Walk-in intake is from nine until three on weekdays. Bring two recent pay stubs."))
    document = run("add", str(file), *TOLD, "--date", "2026-01-05").strip()
    assert run("add", str(file), *TOLD).strip() == document
    assert f"{document}  " in run("list")
    assert "pay stubs" in run("show", document)
    about = json.loads(run("show", document, "--json"))
    assert (about["state"], about["dated"], about["owner"]) == ("AZ", "2026-01-05", "")
    assert CliRunner().invoke(cli.app, ["remove", document], input="n\n").exit_code == 1
    run("remove", document, answer="y\n")
    assert run("list") == ""


def test_a_refusal_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "run.exe"
    file.write_bytes(b"MZ")
    refused = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "documents", "add", str(file), *TOLD],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SHORTFALL_DOCUMENTS_DIR": str(tmp_path / "documents")},
    )
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("shortfall: run.exe is of a kind that cannot be read here.")
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "documents").exists()
