"""Every hostile row through its real route: nothing leaks, nothing changes, nothing breaks."""

import io
import json
import re

import psutil
import pytest
from fastapi.testclient import TestClient

from bot.server.access.observed import METHODS
from tests.security.hostile import BASES, INPUTS, SECRET, Row, Stage, faults, rows, unfolded

ROWS = rows()
# `make test` sends every second one, `make thorough` the others
SENT = [pytest.param(row, marks=pytest.mark.thorough) if place % 2 else row for place, row in enumerate(ROWS)]
MOST_GROWTH = 400_000_000  # bytes; a body is a megabyte at most, and caches of the readers are bounded


@pytest.fixture(scope="module")
def before(stage: Stage) -> int:
    """The memory of this process once everything is loaded."""
    return int(psutil.Process().memory_info().rss)


def test_there_are_more_than_five_hundred_of_them() -> None:
    names = [(row.file, row.told["name"]) for row in ROWS]
    assert len(names) == len(set(names)) >= 500
    assert {row.file for row in ROWS} == {path.stem for path in INPUTS.glob("*.yaml")}


def test_what_orders_must_not_change_is_a_result(stage: Stage) -> None:
    assert {name: stage.results[name][:2] for name in BASES} == {
        "az": ("AZ", "barred"),
        "oh": ("OH", "allowed"),
        "ut": ("UT", "limited"),
        "ca": ("CA", "barred"),
    }
    assert len({amount for _, _, amount, _ in stage.results.values()}) == 3


@pytest.mark.parametrize("row", SENT, ids=lambda row: f"{row.file}: {row.told['name']}")
def test_a_hostile_request_gains_nothing(row: Row, stage: Stage, before: int) -> None:
    assert faults(stage.send(row), row, stage) == []


def test_the_service_is_as_well_as_before(stage: Stage, client: TestClient, before: int) -> None:
    assert client.get("/readyz").json()["ready"] is True
    asked = Row("", {"name": "plain", "as": "question", "text": "{base}", "base": "ut"}, frozenset({200}))
    assert faults(stage.send(asked), asked, stage) == []
    service = client.app.state.service  # type: ignore[attr-defined]
    assert (service.work.waiting, service.work.running, service.reads.waiting, service.reads.running) == (0, 0, 0, 0)
    assert psutil.Process().memory_info().rss - before < MOST_GROWTH


def test_the_log_holds_nothing_that_was_sent(stage: Stage, client: TestClient, log: io.StringIO) -> None:
    client.get("/v1/states", headers={"Authorization": f"Bearer {stage.key}"})
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert any(line.get("route") == "/v1/states" for line in lines)
    assert [line for line in lines if line["event"] == "fault" or line["level"] == "error"] == []
    routes = {*_routes(client), "unmatched"}
    for line in lines:
        if line["event"] == "request":
            assert line["route"] in routes
            assert line["method"] in METHODS | {"any"}
            assert set(line) <= {"time", "level", "event", "method", "route", "status", "ms", "key", "whole", "request"}
    words = {word for row in ROWS for word in _telling(row)}
    assert len(words) > 40
    assert sorted(word for word in words if word in log.getvalue()) == []
    assert not [word for word in SECRET.split() if len(word) > 4 and word in log.getvalue()]


def _routes(client: TestClient) -> list[str]:
    paths: dict[str, object] = client.get("/openapi.json").json()["paths"]
    return [*paths, "/v1/passages/{id:path}", "/openapi.json"]


def _telling(row: Row) -> set[str]:
    """The words of a row by which it would be known again; X-Request-ID is the client's to choose and is logged."""
    told = json.dumps(
        {name: row.told[name] for name in row.told if name in ("text", "value", "json", "raw", "form")},
        ensure_ascii=False,
    )
    return (
        set(re.findall(r"\w{14,}", unfolded(told)[:20_000], re.ASCII)) if "x-request-id" not in told.lower() else set()
    )
