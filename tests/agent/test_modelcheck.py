"""`shortfall model check`: what works, what does not, and the exit status."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from bot.agent.modelcheck import check_model
from bot.cli import app
from bot.settings import Settings, get_settings
from tests.agent.scripted import Scripted, scripted_server

KEY = "sk-very-secret-0123456789"
CALL = {"name": "shortfall_of_a_sale", "args": {"debt": 200000, "price": 150000}}


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


def settings(model: str, server: Scripted) -> Settings:
    return Settings(model=f"openai:{model}", model_base_url=server.url, model_key=KEY, model_timeout=1)


def scenes(**steps: object) -> list[dict[str, object]]:
    """The check's four questions, answered well but for those that are given."""
    whole = {
        "plain": [{"text": "ready"}],
        "tool": [{"calls": [CALL]}, {"text": "It is $50,000."}],
        "two": [{"calls": [CALL, {**CALL, "args": {"debt": 300000, "price": 280000}}]}],
        "long": [{"text": "one two three"}],
        **steps,
    }
    asked = {"plain": "single word", "tool": "and then tell", "two": "twice", "long": "Count"}
    return [{"said": asked[name], "steps": step} for name, step in whole.items()]


def test_a_model_that_can_all(server: Scripted) -> None:
    server.clear()
    report = check_model(settings("capable", server))
    assert report.status == 0
    assert all(finding.works for finding in report.findings)
    assert [finding.feature for finding in report.findings][:3] == ["Plain answer", "Tool calls", "Streaming"]
    assert "All that is needed works" in report.text()
    assert "which is this machine" in report.text()
    assert KEY not in report.text()
    assert len(server.requests("capable")) == 5


@pytest.mark.parametrize(
    ("fault", "feature", "note"),
    [
        ({"plain": [{"text": ""}]}, "Plain answer", "empty answer"),
        ({"tool": [{"text": "It is $50,000."}]}, "Tool calls", "without calling the tool"),
        ({"tool": [{"calls": [{**CALL, "name": "subtract"}]}]}, "Tool calls", "not given"),
        ({"tool": [{"calls": [{**CALL, "args": {"debt": 1, "price": 2}}]}]}, "Tool calls", "other numbers"),
        ({"tool": [{"calls": [{**CALL, "args": '{"debt": 2'}]}]}, "Tool calls", "cannot be read"),
        ({"tool": [{"calls": [CALL]}, {"text": "It is 1,000."}]}, "Tool calls", "did not tell"),
        ({"tool": [{"status": 400, "raw": "{}"}]}, "Tool calls", "did not accept"),
        ({"long": [{"text": "onetwothree"}]}, "Streaming", "one piece"),
        ({"long": [{"text": "one two", "unended": True}]}, "Streaming", "broke off"),
        ({"long": [{"text": "one two", "pace": 0.7}]}, "Streaming", "too long"),
    ],
)
def test_what_does_not_work_is_named(fault: dict[str, object], feature: str, note: str, server: Scripted) -> None:
    server.play("flawed", scenes(**fault))
    server.clear()
    report = check_model(settings("flawed", server))
    assert report.status == 1
    assert [(finding.feature, note in finding.note) for finding in report.findings if not finding.works] == [
        (feature, True)
    ]
    assert f"{feature}: does not work" in report.text()
    assert "built-in engine answers" in report.text()


def test_what_is_not_needed_does_not_fail_the_check(server: Scripted) -> None:
    server.play("one-by-one", scenes(two=[{"calls": [CALL]}]))
    report = check_model(settings("one-by-one", server))
    assert report.status == 0
    assert "Several tool calls in one reply: missing, and not needed" in report.text()


@pytest.mark.parametrize(
    ("model", "note"), [("http-401", "SHORTFALL_MODEL_KEY"), ("http-404", "SHORTFALL_MODEL"), ("http-429", "7 seconds")]
)
def test_a_fault_that_every_call_would_meet_ends_the_check(model: str, note: str, server: Scripted) -> None:
    server.clear()
    report = check_model(settings(model, server))
    assert report.status == 1
    assert note in report.text()
    assert len(server.requests(model)) == 1


def test_no_model_is_set() -> None:
    report = check_model(Settings())
    assert report.status == 2
    assert "SHORTFALL_MODEL_BASE_URL" in report.text()


@pytest.mark.parametrize("model", ["gpt-5-mini", "openai:gpt-5-mini"])
def test_settings_that_open_no_model_are_told(model: str) -> None:
    report = check_model(Settings(model=model))
    assert report.status == 1
    assert report.note


@pytest.mark.parametrize(("model", "status"), [("", 2), ("capable", 0), ("empty-answer", 1)])
def test_the_command_ends_with_the_status(
    model: str, status: int, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    if model:
        monkeypatch.setenv("SHORTFALL_MODEL", f"openai:{model}")
        monkeypatch.setenv("SHORTFALL_MODEL_BASE_URL", server.url)
        monkeypatch.setenv("SHORTFALL_MODEL_KEY", KEY)
    get_settings.cache_clear()
    try:
        done = CliRunner().invoke(app, ["model", "check"])
    finally:
        get_settings.cache_clear()
    assert done.exit_code == status
    assert KEY not in done.output


def test_the_command_of_the_installed_program(server: Scripted) -> None:
    environment = {"SHORTFALL_MODEL": "openai:capable", "SHORTFALL_MODEL_BASE_URL": server.url, "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "model", "check"],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout.splitlines()[0]
        == f"openai:capable, served by openai at {server.url.removesuffix('/v1')}, which is this machine"
    )
    assert done.stderr == ""
