"""The typed client against a real process, and against one that refuses, breaks off or is not there."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.answer.model import Answer
from bot.client import Client, ClientError, LineError
from bot.client import client as module
from tests.server.running import Running

UTAH = "My house in Utah was sold at a trustee's sale for $255,000. I owed $318,000."


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[Client]:
    with Client(server.url, server.key) as opened:
        yield opened


def test_a_question_is_answered_whole_and_as_a_stream(client: Client) -> None:
    answer = client.ask(UTAH, id="UT-1")
    assert (answer.id, answer.state, str(answer.amount)) == ("UT-1", "UT", "63000.00")
    *segments, last = client.stream(UTAH)
    assert last.answer is not None
    assert last.answer.text == answer.text
    assert [event.text for event in segments] == [segment.text for segment in answer.segments]
    assert client.ask("How much?", [UTAH], terse=True).amount == answer.amount


def test_a_conversation_goes_on_and_is_deleted(client: Client) -> None:
    begun = client.begin("Ogden")
    client.say(begun.id, UTAH)
    *_, last = client.say_streaming(begun.id, "It was worth $300,000.")
    assert last.answer is not None
    assert str(last.answer.amount) == "18000.00"
    assert str(client.change(begun.id, fair_market_value="310000").amount) == "8000.00"
    assert [turn.number for turn in client.turns(begun.id)] == [1, 2, 3]
    assert client.resume(begun.id) is None
    assert client.rename(begun.id, "Ogden, first loan").title in [one.title for one in client.conversations()]
    assert len(client.export(begun.id)["transcript"]) == client.conversation(begun.id).turns == 3
    client.delete(begun.id)
    with pytest.raises(ClientError) as gone:
        client.conversation(begun.id)
    assert (gone.value.status, gone.value.kind) == (404, "not_found")


def test_a_batch_is_answered_in_its_order(client: Client) -> None:
    lines: list[dict[str, Any]] = [
        {"id": 1, "question": UTAH},
        {"id": 2, "question": ""},
        {"id": 3, "question": "Ohio?"},
    ]
    batch = client.wait(client.submit(lines).id, seconds=60, every=0.1)
    assert (batch.status, batch.answered, batch.failed) == ("done", 2, 1)
    first, second, third = client.results(batch.id)
    assert isinstance(first, Answer)
    assert isinstance(second, LineError)
    assert (first.id, second.line, third.id) == (1, 2, 3)
    client.delete_batch(batch.id)
    with pytest.raises(ClientError, match="no batch"):
        client.batch(batch.id)


def test_the_law_is_reached_without_text(client: Client) -> None:
    found = client.search("how long do they have to sue?", state="AZ", kinds=["state"], k=2)
    assert found[0].passage.state == "AZ"
    assert client.passage(found[0].passage.id) == found[0].passage
    assert (
        client.assess("UT", {"process": "nonjudicial"}, {"debt": 318000, "sale_price": 255000})["outcome"] == "limited"
    )
    assert str(client.calculate("deficiency", debt=220000, sale_price="150000")[0].amount) == "70000.00"
    with pytest.raises(ClientError, match="payment"):
        client.calculate("forgiven", deficiency=100, payment=200)


def test_a_wrong_key_and_a_place_where_nothing_is_served_are_told_in_words(server: Running) -> None:
    with Client(server.url, "sf_wrong") as stranger, pytest.raises(ClientError) as refused:
        stranger.ask(UTAH)
    assert refused.value.status == 401
    with Client("http://127.0.0.1:9") as nowhere, pytest.raises(ClientError, match="cannot be reached") as missing:
        nowhere.ask(UTAH)
    assert missing.value.status == 0


@contextmanager
def scripted(*replies: tuple[int, dict[str, str], bytes]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that gives these replies one after the other; its address and the headers of what it was sent."""
    seen: list[dict[str, str]] = []
    left = list(replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(dict(self.headers))
            status, headers, body = left.pop(0)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{serving.server_port}", seen
        finally:
            serving.shutdown()
            thread.join()


BUSY = (429, {"Retry-After": "7"}, json.dumps({"type": "urn:shortfall:busy", "detail": "Too much waits."}).encode())
ANSWER = (200, {}, json.dumps({"text": "Yes.", "segments": []}).encode())


def test_what_is_refused_for_now_is_sent_again_after_the_time_named(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(module.time, "sleep", slept.append)
    with scripted(BUSY, (503, {"Retry-After": "2"}, b""), ANSWER) as (url, seen), Client(url) as client:
        assert client.say("0" * 32, UTAH).text == "Yes."
    assert [int(seconds) for seconds in slept] == [7, 2]
    assert len({headers["Idempotency-Key"] for headers in seen}) == 1


def test_it_gives_up_after_a_few_tries_and_does_not_try_what_cannot_help(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(module.time, "sleep", slept.append)
    with scripted(*[BUSY] * module.TRIES) as (url, _), Client(url) as client, pytest.raises(ClientError) as refused:
        client.ask(UTAH)
    assert (refused.value.kind, str(refused.value), len(slept)) == ("busy", "Too much waits.", module.TRIES - 1)
    with scripted((503, {"Retry-After": "3600"}, b"")) as (url, _), Client(url) as client, pytest.raises(ClientError):
        client.ask(UTAH)
    assert len(slept) == module.TRIES - 1


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        (b'event: segment\ndata: {"text": "Yes."}\n\n', "cut_off"),
        (
            b'event: error\ndata: {"type": "urn:shortfall:too_late", "status": 504, "detail": "Too late."}\n\n',
            "too_late",
        ),
    ],
)
def test_a_stream_without_its_answer_is_an_error(stream: bytes, kind: str) -> None:
    with scripted((200, {"Content-Type": "text/event-stream"}, stream)) as (url, _), Client(url) as client:
        with pytest.raises(ClientError) as broken:
            list(client.stream(UTAH))
        assert broken.value.kind == kind


def test_a_sign_that_some_take_for_a_line_break_does_no_harm() -> None:
    told = json.dumps({"text": "a\u2028b", "segments": []}, ensure_ascii=False).encode()
    with scripted((200, {}, b"event: answer\ndata: " + told + b"\n\n")) as (url, _), Client(url) as client:
        (event,) = client.stream(UTAH)
    assert event.answer is not None
    assert event.answer.text == "a\u2028b"
