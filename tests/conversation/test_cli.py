"""The command line as its users run it, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

SHORTFALL = Path(sys.executable).parent / "shortfall"
ENV = {**os.environ, "SHORTFALL_TODAY": "2026-11-23"}


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SHORTFALL, *args], capture_output=True, text=True, check=False, env=ENV)


def test_ask_prints_the_answer_and_its_sources() -> None:
    done = run("ask", "Arizona trustee's sale of our house, owed $212,000, sold for $150,000")
    assert done.returncode == 0, done.stderr
    assert "[1]" in done.stdout and "http" in done.stdout and "checked 2026" in done.stdout


def test_json_is_the_contract() -> None:
    done = run("ask", "--json", "Arizona trustee's sale of our house, owed $212,000, sold for $150,000")
    answer = json.loads(done.stdout)
    assert {
        "id", "text", "segments", "state", "outcome", "amount", "figures", "deadline", "citations", "tools", "asks",
        "declined", "reason", "engine", "latency_ms",
    } <= set(answer)  # fmt: skip
    assert (answer["state"], answer["outcome"], answer["amount"]) == ("AZ", "barred", "0.00")
    assert {"n", "cite", "title", "url", "passage", "quote"} <= set(answer["citations"][0])
    assert {"name", "amount", "formula", "inputs", "steps"} <= set(answer["figures"][0])
    assert answer["engine"] == "built-in"


def test_a_question_that_needs_no_search_imports_neither_torch_nor_chroma() -> None:
    code = (
        "import sys; from bot.cli import app; app(['ask', \"Utah trustee's sale, owed 318k sold for 255k\"], "
        "standalone_mode=False); print([m for m in ('torch', 'chromadb', 'streamlit', 'langchain_core', 'langgraph') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENV)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_an_error_is_a_message_and_not_a_traceback(tmp_path: Path) -> None:
    done = run("ask", "hello", "--index", str(tmp_path))
    assert done.returncode == 2
    assert "shortfall ingest" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_question_is_a_message(tmp_path: Path) -> None:
    done = run("ask", " ")
    assert done.returncode == 2
    assert "empty" in done.stderr and "Traceback" not in done.stderr


def test_the_corpus_that_ships_is_sound() -> None:
    done = run("corpus", "check")
    assert done.returncode == 0, done.stdout
    assert "sound" in done.stdout


def test_a_broken_corpus_file_is_named_with_its_field(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "AZ.yaml").write_text("code: AZ\nname: [unclosed\n")
    done = run("corpus", "check", "--corpus", str(tmp_path))
    assert done.returncode == 1
    assert "AZ.yaml" in done.stdout and "Traceback" not in done.stderr


def test_a_batch_answers_each_line(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "1", "question": "Utah trustee sale, owed 318k sold for 255k"}\n')
    done = run("batch", str(source), str(target))
    assert done.returncode == 0, done.stderr
    assert json.loads(target.read_text())["state"] == "UT"
