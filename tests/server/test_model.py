"""The service with a language model behind it: a real process, and a scripted model that is another."""

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.agent.scripted.server import Scripted, scripted_server
from tests.server.running import Running

ARIZONA = "I'm Maria Lopez. My house in Arizona was sold at a trustee's sale, can the lender still come after me?"
KEY = "sk-of-the-provider"


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module", params=["correct-after-being-sent-back"])
def served(
    request: pytest.FixtureRequest, model: Scripted, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    settings = {"model": f"openai:{request.param}", "model_base_url": model.url, "model_key": KEY}
    running = Running(tmp_path_factory.mktemp("model"), **settings)
    try:
        yield running.start()
    finally:
        running.stop()


def events(served: Running, path: str, body: object) -> list[tuple[str, dict[str, object]]]:
    found = []
    with httpx.stream("POST", served.url + path, json=body, timeout=90) as response:
        assert response.status_code == 200
        name = ""
        for line in response.iter_lines():
            if line.startswith("event:"):
                name = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                found.append((name, json.loads(line.removeprefix("data:"))))
    return found


def test_a_turn_is_worded_by_the_model_and_says_what_was_put_right(served: Running, model: Scripted) -> None:
    answer = httpx.post(f"{served.url}/v1/answers", json={"question": ARIZONA}, timeout=90).json()
    assert answer["engine"] == "openai:correct-after-being-sent-back"
    assert answer["model"]["corrected"]
    assert answer["outcome"] == "barred"
    assert "87,654" not in json.dumps(answer)
    assert "Maria" not in "".join(row["raw"] for row in model.requests())


def test_no_sentence_is_streamed_that_does_not_stand_or_is_taken_back(served: Running) -> None:
    conversation = httpx.post(f"{served.url}/v1/conversations", json={}, timeout=30).json()["id"]
    told = events(served, f"/v1/conversations/{conversation}/turns", {"text": ARIZONA, "stream": True})
    names = [name for name, _ in told]
    assert names[-1] == "answer"
    stands = json.dumps(told[-1][1])
    assert "87,654" not in json.dumps(told)
    after = names[len(names) - names[::-1].index("replaced") :] if "replaced" in names else names
    shown = [str(data["text"]) for name, data in told[len(told) - len(after) :] if name == "segment"]
    assert all(json.dumps(text)[1:-1] in stands for text in shown)


def test_the_openai_route_gives_the_checked_words(served: Running) -> None:
    body = {"model": "shortfall", "messages": [{"role": "user", "content": ARIZONA}]}
    found = httpx.post(f"{served.url}/v1/chat/completions", json=body, timeout=90).json()
    assert found["shortfall"]["model"]["corrected"]
    assert "87,654" not in json.dumps(found)


def test_neither_the_key_nor_a_word_of_the_question_is_in_the_log(served: Running) -> None:
    httpx.post(f"{served.url}/v1/answers", json={"question": ARIZONA}, timeout=90)
    log = served.log()
    assert '"route": "/v1/answers"' in log
    assert not any(word in log for word in (KEY, "Maria", "trustee"))


@pytest.mark.thorough
def test_a_model_that_fails_is_told_and_the_built_in_answer_stands(
    model: Scripted, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = {"model": "openai:http-401", "model_base_url": model.url, "model_key": KEY}
    running = Running(tmp_path_factory.mktemp("fails"), **settings)
    try:
        running.start()
        answer = httpx.post(f"{running.url}/v1/answers", json={"question": ARIZONA}, timeout=90).json()
    finally:
        running.stop()
    assert answer["engine"] == "built-in"
    assert answer["outcome"] == "barred"
    assert "key" in answer["model"]["replaced"]
    assert KEY not in json.dumps(answer)
