"""One question by itself: the contract's answer, whole and as a stream."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot import Message, Shortfall
from bot.answer.model import Answer

ARIZONA = "They sold my house in Arizona at a trustee's sale for 150k. I owed 220k. Do I owe the rest?"


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, each as its name and its data."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


@pytest.fixture(scope="module")
def engine(api: TestClient) -> Iterator[Shortfall]:
    yield api.app.state.service.engine  # type: ignore[attr-defined]


def bare(answer: Any) -> dict[str, Any]:
    """An answer without the time it took."""
    told = answer.model_dump(mode="json") if isinstance(answer, Answer) else dict(answer)
    return {name: value for name, value in told.items() if name != "latency_ms"}


def test_the_answer_is_the_one_of_the_command_line(api: TestClient, engine: Shortfall) -> None:
    given = api.post("/v1/answers", json={"id": "AZ-1", "question": ARIZONA})
    assert given.status_code == 200
    assert given.headers["content-type"] == "application/json"
    assert bare(given.json()) == {**bare(engine.ask(ARIZONA)), "id": "AZ-1"}
    assert given.json()["outcome"] == "barred"


def test_history_state_and_terseness_count(api: TestClient, engine: Shortfall) -> None:
    told = "I owed $318,000 and my house was sold at a trustee's sale for $255,000."
    body = {
        "question": "How much is left?",
        "history": [told, {"role": "assistant", "content": "Where?"}],
    }
    given = api.post("/v1/answers", json={**body, "state": "UT", "terse": True}).json()
    history = [Message(content=told), Message(role="assistant", content="Where?")]
    assert bare(given) == bare(engine.ask(body["question"], history, state="UT", terse=True))
    assert (given["state"], given["amount"]) == ("UT", "63000.00")
    plain = api.post("/v1/answers", json={**body, "state": "UT"}).json()["text"]
    assert "§ 57-1-32" in given["text"]  # a counselor is told the statute in the text
    assert "§ 57-1-32" not in plain


def test_an_earlier_turn_of_which_nothing_can_be_seen_is_passed_over(api: TestClient) -> None:
    body = {"question": ARIZONA, "history": ["\x14", "\u200b\u00ad", " \n"]}
    given = api.post("/v1/answers", json=body)
    assert given.status_code == 200
    assert bare(given.json()) == bare(api.post("/v1/answers", json={"question": ARIZONA}).json())


@pytest.mark.parametrize("way", ["body", "header"])
def test_a_stream_gives_each_segment_and_then_the_whole_answer(api: TestClient, way: str) -> None:
    body = {"question": ARIZONA, **({"stream": True} if way == "body" else {})}
    headers = {"Accept": "text/event-stream"} if way == "header" else {}
    given = api.post("/v1/answers", json=body, headers=headers)
    assert given.headers["content-type"].startswith("text/event-stream")
    *segments, (last, answer) = events(given.text)
    assert {name for name, _ in segments} == {"segment"}
    assert last == "answer"
    assert [part["text"] for _, part in segments] == [part["text"] for part in answer["segments"]]
    assert bare(answer) == bare(api.post("/v1/answers", json={"question": ARIZONA}).json())


def test_the_body_goes_before_the_header(api: TestClient) -> None:
    body = {"question": ARIZONA, "stream": False}
    given = api.post("/v1/answers", json=body, headers={"Accept": "text/event-stream"})
    assert given.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"question": ""}, "question"),
        ({"question": " ?! "}, "question"),
        ({"question": "a" * 8_001}, "question"),
        ({"question": ARIZONA, "state": "ZZ"}, "state: give the two letters"),
        ({"question": ARIZONA, "state": "az"}, "state"),
        ({"question": ARIZONA, "colour": "red"}, "colour"),
        ({"question": ARIZONA, "terse": "yes"}, "terse"),
        ({"question": ARIZONA, "history": ["x"] * 101}, "history"),
        ({}, "question"),
        ([], "body"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_field_and_not_repeated(api: TestClient, body: Any, told: str) -> None:
    given = api.post("/v1/answers", json=body)
    assert given.status_code == 422
    assert given.headers["content-type"] == "application/problem+json"
    problem = given.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert told in problem["detail"]
    assert "aaaa" not in problem["detail"]
    assert ARIZONA not in problem["detail"]


def test_a_fault_of_a_stream_that_did_not_begin_is_told_by_the_status(api: TestClient) -> None:
    given = api.post("/v1/answers", json={"question": "\u200b_", "stream": True})
    assert given.status_code == 422


def test_what_is_no_json_is_refused(api: TestClient) -> None:
    given = api.post("/v1/answers", content=b'{"question": ', headers={"Content-Type": "application/json"})
    assert given.status_code == 422
    assert given.headers["content-type"] == "application/problem+json"


def test_an_unknown_address_and_a_wrong_method_are_told_apart(api: TestClient) -> None:
    assert api.get("/v1/answer").status_code == 404
    wrong = api.put("/v1/conversations")
    assert wrong.status_code == 405
    assert wrong.headers["allow"] == "GET, POST"
    assert wrong.headers["content-type"] == "application/problem+json"
