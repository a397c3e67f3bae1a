"""Batches over HTTP: taken in, answered in the background, and fetched whole or in pages."""

import json
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.conversation.batch import answer_rows, json_rows
from tests.server.test_api_answers import bare

LINES: list[Any] = [
    {"id": "a", "question": "I owed $318,000 and it sold for $255,000. How much is left?", "state": "UT"},
    {"id": "b", "question": "And if it was worth 300k?", "history": ["Sold in Utah for $255,000. I owed $318,000."]},
    {"id": "c"},
    "no object",
    {"id": "d", "question": "Ohio?", "state": "ZZ"},
]


def finished(api: TestClient, id: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while (job := api.get(f"/v1/batches/{id}").json())["status"] in ("queued", "running"):
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return dict(job)


@pytest.fixture(scope="module")
def done(api: TestClient) -> dict[str, Any]:
    given = api.post("/v1/batches", json=LINES)
    assert given.status_code == 202
    assert given.headers["location"] == f"/v1/batches/{given.json()['id']}"
    return finished(api, given.json()["id"])


def results(api: TestClient, id: str, **params: int) -> list[Any]:
    given = api.get(f"/v1/batches/{id}/results", params=params)
    assert given.headers["content-type"] == "application/x-ndjson"
    assert given.headers["batch-status"] == "done"
    return [json.loads(line) for line in given.text.splitlines()]


def test_each_line_has_its_answer_or_its_error_in_its_place(api: TestClient, done: dict[str, Any]) -> None:
    assert (done["lines"], done["answered"], done["failed"]) == (5, 2, 3)
    told = results(api, done["id"])
    assert [one.get("id") for one in told] == ["a", "b", "c", None, "d"]
    assert [one.get("line") for one in told] == [None, None, 3, 4, 5]
    assert told[0]["state"] == "UT"
    assert "two letters" in told[4]["error"]
    engine = api.app.state.service.engine  # type: ignore[attr-defined]
    (second,) = answer_rows(engine, json_rows([json.dumps(LINES[1]).encode()]))
    assert bare(told[1]) == bare(second.outcome)


def test_results_are_read_in_pages(api: TestClient, done: dict[str, Any]) -> None:
    seen: list[Any] = []
    after: str | None = "0"
    pages = 0
    while after is not None:
        page = api.get(f"/v1/batches/{done['id']}/results", params={"after": after, "limit": 2})
        seen += [json.loads(line) for line in page.text.splitlines()]
        after = page.headers.get("next-after")
        pages += 1
    assert pages == 3
    assert seen == results(api, done["id"])


def test_json_lines_are_the_same_as_a_list(api: TestClient, done: dict[str, Any]) -> None:
    body = "".join(json.dumps(line) + "\n" for line in LINES)
    given = api.post("/v1/batches", content=body, headers={"Content-Type": "application/x-ndjson"})
    again = finished(api, given.json()["id"])
    assert [bare(one) for one in results(api, again["id"])] == [bare(one) for one in results(api, done["id"])]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"[]", "application/json", 422),
        (b'{"question": "Ohio?"}', "application/json", 422),
        (b"[" * 100_000, "application/json", 422),
        (b"\n \n", "application/x-ndjson", 422),
        (b'[{"question": "Ohio?"}]', "text/plain", 415),
    ],
)
def test_what_is_no_batch_is_refused(api: TestClient, body: bytes, kind: str, status: int) -> None:
    given = api.post("/v1/batches", content=body, headers={"Content-Type": kind})
    assert given.status_code == status
    assert given.headers["content-type"] == "application/problem+json"


def test_a_batch_is_listed_stopped_and_deleted(api: TestClient) -> None:
    id = api.post("/v1/batches", json=[{"question": "Ohio?"}] * 200).json()["id"]
    assert id in [one["id"] for one in api.get("/v1/batches").json()["batches"]]
    assert api.post(f"/v1/batches/{id}/cancel").json()["status"] == "cancelled"
    assert api.delete(f"/v1/batches/{id}").status_code == 204
    for path in ("", "/results"):
        assert api.get(f"/v1/batches/{id}{path}").status_code == 404
