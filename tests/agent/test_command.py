"""The command line with a language model: who worded an answer is printed, and a fault is words and no traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agent.scripted.server import Scripted, scripted_server

ARIZONA = "My house in Arizona was sold at a trustee's sale, can the lender still come after me?"


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


def run(server: Scripted, behaviour: str, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    command = Path(sys.executable).with_name("shortfall")
    env = {
        **os.environ,
        "SHORTFALL_MODEL": f"openai:{behaviour}",
        "SHORTFALL_MODEL_BASE_URL": server.url,
        "SHORTFALL_TODAY": "2026-03-01",
        **more,
    }
    return subprocess.run([str(command), *arguments], capture_output=True, text=True, env=env, check=False)


@pytest.mark.thorough
def test_ask_says_who_worded_the_answer(server: Scripted) -> None:
    done = run(server, "good-tool-use", "ask", ARIZONA)
    assert done.returncode == 0, done.stderr
    assert "Worded by openai:good-tool-use" in " ".join(done.stdout.split())


def test_a_fault_is_told_in_words_and_the_key_is_not(server: Scripted) -> None:
    done = run(server, "http-401", "ask", "--json", ARIZONA, SHORTFALL_MODEL_KEY="sk-secret-1234")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["engine"] == "built-in"
    assert "did not accept the key" in answer["model"]["replaced"]
    assert "sk-secret" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.thorough
def test_a_batch_is_worded_too(server: Scripted, tmp_path: Path) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text("".join(json.dumps({"id": n, "question": ARIZONA}) + "\n" for n in range(2)), "utf-8")
    done = run(server, "good-tool-use", "batch", str(questions), str(answers))
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["engine"] for line in answers.read_text("utf-8").splitlines()] == [
        "openai:good-tool-use"
    ] * 2
