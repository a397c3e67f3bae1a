"""The command line from question to report, and what it says where it cannot."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.errors import ShortfallError
from evals import check, summary
from evals.cases import DATASETS
from evals.check import Found
from evals.score import read_results

FLOOR = "StateAccuracy: {min: 0.0}\n"


def shortfall(*words: str) -> Result:
    return CliRunner().invoke(app, ["eval", *words])


@pytest.fixture
def thresholds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The thresholds that the command reads."""
    path = tmp_path / "thresholds.yaml"
    path.write_text(FLOOR, "utf-8")
    monkeypatch.setattr(summary.read_thresholds, "__defaults__", (path,))
    return path


def test_a_run_writes_answers_results_and_a_report_and_is_taken_up(tmp_path: Path, thresholds: Path) -> None:
    out = tmp_path / "out"
    words = ("--dataset", "federal", "--limit", "5", "--workers", "1", "--out", str(out))
    ran = shortfall(*words)
    assert ran.exit_code == 0, ran.output
    assert "no unsupported number" in ran.output
    assert "5 turns judged" in ran.output
    assert "report.html" in ran.output
    results = read_results(out / "results.jsonl")
    assert len(results) == 5
    assert {result.group for result in results} == {"federal"}
    about = json.loads((out / "run.json").read_text("utf-8"))
    assert (about["target"], about["datasets"], about["limit"]) == ("built-in", ["federal"], 5)
    report = (out / "report.html").read_text("utf-8")
    assert all(result.name in report for result in results if result.faults)
    assert report.startswith("<!doctype html>") or report.startswith("<!DOCTYPE html>")

    # nothing is asked again; a threshold that cannot be reached is told and ends with 1
    answers = (out / "answers.jsonl").read_text("utf-8")
    thresholds.write_text("Length: {max: 1}\n", "utf-8")
    again = shortfall(*words, "--resume")
    assert again.exit_code == 1
    assert "missed: words" in again.output
    assert (out / "answers.jsonl").read_text("utf-8") == answers
    assert (out / "earlier.jsonl").exists()


def test_a_dataset_that_there_is_not_is_said_with_those_that_there_are() -> None:
    ran = shortfall("--dataset", "feral", "--limit", "1")
    assert ran.exit_code != 0
    assert isinstance(ran.exception, ShortfallError)
    assert "no dataset named feral" in str(ran.exception)
    assert "federal" in str(ran.exception)


def test_a_target_that_there_is_not_is_said_with_what_there_is(tmp_path: Path) -> None:
    ran = shortfall("--dataset", "federal", "--limit", "1", "--target", "nobody", "--out", str(tmp_path / "out"))
    assert ran.exit_code != 0
    assert isinstance(ran.exception, ShortfallError)
    assert "There is no target 'nobody'" in str(ran.exception)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [("--limit", "0"), ("--workers", "0"), ("--limit", "many")])
def test_a_number_that_cannot_be_is_refused(words: tuple[str, ...]) -> None:
    assert shortfall(*words).exit_code == 2


@pytest.mark.parametrize(
    ("found", "status", "says"),
    [
        (Found(3), 0, "3 cases, 0 problems, 0 to be judged by a person."),
        (Found(3, [], ["a: expects limited"]), 0, "to judge: a: expects limited"),
        (Found(3, ["a: the name stands twice"], []), 1, "a: the name stands twice"),
    ],
)
def test_the_check_prints_what_it_finds_and_ends_with_1_for_problems(
    found: Found, status: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "check_datasets", lambda folder: found if folder == DATASETS else Found())
    ran = shortfall("check")
    assert ran.exit_code == status
    assert says in ran.output


def test_thresholds_of_a_measure_that_there_is_not_are_refused(thresholds: Path) -> None:
    thresholds.write_text("Charm: {min: 1}\n", "utf-8")
    with pytest.raises(ShortfallError, match="there is no measure Charm"):
        summary.read_thresholds()
    thresholds.write_text("Length: {least: 1}\n", "utf-8")
    with pytest.raises(ShortfallError, match="least"):
        summary.read_thresholds()
    thresholds.write_text("- a\n", "utf-8")
    with pytest.raises(ShortfallError):
        summary.read_thresholds()
