"""The client itself: a method for each thing that the service does."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self, TypeVar

import httpx
from pydantic import BaseModel

from bot.answer.model import Answer
from bot.calculator.figure import Figure
from bot.client.model import Batch, ClientError, Event, Found, LineError
from bot.client.wire import asked_body, fault, lines, not_reached, once, pause_of, told_by, turn_body
from bot.conversation.storage import ConversationInfo
from bot.conversation.storage.transcript import ConversationTurn
from bot.retrieval.passage import Passage

M = TypeVar("M", bound=BaseModel)
TRIES = 5


class Client:
    """One service. Usable from several threads; close it, or use it in a `with` block.

    What is refused because too much waits (429), or cannot be answered for the moment (503), is asked again after the time
    that the service names. A turn carries an Idempotency-Key, so that it is never taken twice.
    """

    def __init__(self, url: str = "http://127.0.0.1:8000", key: str = "", *, timeout: float = 120.0) -> None:
        """url: where it is served. key: sf_…; none is needed on its own machine while no key was made. timeout: seconds."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=timeout)

    def ask(
        self,
        question: str,
        history: Sequence[str | Mapping[str, str]] = (),
        *,
        id: str | int | None = None,
        state: str | None = None,
        terse: bool | None = None,
    ) -> Answer:
        """Answer one question; history: earlier turns, oldest first, a bare string being the user's.

        Raises ClientError, as every method does.
        """
        return self._object(Answer, "POST", "/v1/answers", json=asked_body(question, history, id, state, terse))

    def stream(
        self,
        question: str,
        history: Sequence[str | Mapping[str, str]] = (),
        *,
        state: str | None = None,
        terse: bool | None = None,
    ) -> Iterator[Event]:
        """The answer as it comes; the last event holds the whole of it, and alone counts."""
        body = {**asked_body(question, history, None, state, terse), "stream": True}
        return self._events("/v1/answers", body, {})

    def begin(self, title: str = "") -> ConversationInfo:
        """Begin a conversation."""
        return self._object(ConversationInfo, "POST", "/v1/conversations", json={"title": title})

    def conversations(self) -> Iterator[ConversationInfo]:
        """Your conversations, the latest used first."""
        offset: int | None = 0
        while offset is not None:
            page = self._json("GET", "/v1/conversations", params={"offset": offset})
            yield from (ConversationInfo.model_validate(one) for one in page["conversations"])
            offset = page["next"]

    def conversation(self, id: str) -> ConversationInfo:
        """One conversation; `pending` is a question that was cut off before its answer: `resume` it."""
        return self._object(ConversationInfo, "GET", f"/v1/conversations/{id}")

    def say(
        self,
        conversation: str,
        text: str,
        *,
        state: str | None = None,
        terse: bool | None = None,
        instead_of: int | None = None,
    ) -> Answer:
        """Take the next turn of a conversation."""
        body = turn_body(text, state, terse, instead_of)
        return self._object(Answer, "POST", f"/v1/conversations/{conversation}/turns", json=body, headers=once())

    def say_streaming(self, conversation: str, text: str, *, state: str | None = None) -> Iterator[Event]:
        """Take the next turn, and have its answer as it comes."""
        body = {**turn_body(text, state, None, None), "stream": True}
        return self._events(f"/v1/conversations/{conversation}/turns", body, once())

    def resume(self, conversation: str) -> Answer | None:
        """Answer the question that was cut off; None where there is none."""
        given = self._send("POST", f"/v1/conversations/{conversation}/turns/resume")
        return None if given.status_code == 204 else Answer.model_validate_json(given.content)

    def turns(self, conversation: str) -> Iterator[ConversationTurn]:
        """The transcript, oldest first."""
        after: int | None = 0
        while after is not None:
            page = self._json("GET", f"/v1/conversations/{conversation}/turns", params={"after": after})
            yield from (ConversationTurn.model_validate(one) for one in page["turns"])
            after = page["next"]

    def change(self, conversation: str, **values: str) -> Answer:
        """Change the case by hand, each part by its name; an empty value takes it out."""
        edits = [{"name": name, "value": value} for name, value in values.items()]
        return self._object(Answer, "PATCH", f"/v1/conversations/{conversation}/case", json={"edits": edits})

    def rename(self, conversation: str, title: str) -> ConversationInfo:
        """Give a conversation another title."""
        return self._object(ConversationInfo, "PATCH", f"/v1/conversations/{conversation}", json={"title": title})

    def export(self, conversation: str) -> dict[str, Any]:
        """Everything that is kept of a conversation."""
        return dict(self._json("GET", f"/v1/conversations/{conversation}/export"))

    def delete(self, conversation: str) -> None:
        """Delete a conversation for good."""
        self._send("DELETE", f"/v1/conversations/{conversation}")

    def submit(self, questions: Iterable[Mapping[str, Any]]) -> Batch:
        """Hand in a batch; questions: {id, question, history, state}."""
        body = "".join(json.dumps(dict(line)) + "\n" for line in questions)
        headers = {"Content-Type": "application/x-ndjson"}
        return self._object(Batch, "POST", "/v1/batches", content=body.encode(), headers=headers)

    def batch(self, id: str) -> Batch:
        """How far a batch is."""
        return self._object(Batch, "GET", f"/v1/batches/{id}")

    def wait(self, id: str, *, seconds: float = 600, every: float = 1.0) -> Batch:
        """Wait until a batch is finished, or for `seconds` at most; how far it is then."""
        ends = time.monotonic() + seconds
        while not (batch := self.batch(id)).finished and time.monotonic() < ends:
            time.sleep(every)
        return batch

    def results(self, id: str) -> Iterator[Answer | LineError]:
        """The results there are so far, in the order of the lines, read page by page."""
        after: str | None = "0"
        while after is not None:
            page = self._send("GET", f"/v1/batches/{id}/results", params={"after": after, "limit": 500})
            for line in page.text.splitlines():
                told = json.loads(line)
                yield LineError.model_validate(told) if "error" in told else Answer.model_validate(told)
            after = page.headers.get("Next-After")

    def delete_batch(self, id: str) -> None:
        """Delete a batch for good, finished or not."""
        self._send("DELETE", f"/v1/batches/{id}")

    def search(self, q: str, *, state: str | None = None, kinds: Sequence[str] = (), k: int = 5) -> list[Found]:
        """The passages that answer a question best, best first."""
        params: dict[str, Any] = {"q": q, "k": k, "kind": list(kinds), **({"state": state} if state else {})}
        return [Found.model_validate(hit) for hit in self._json("GET", "/v1/search", params=params)["hits"]]

    def passage(self, id: str) -> Passage:
        """A passage that an answer cites, by its id."""
        return self._object(Passage, "GET", f"/v1/passages/{id.replace('#', '%23')}")

    def assess(self, state: str, facts: Mapping[str, Any], amounts: Mapping[str, str | int]) -> dict[str, Any]:
        """Apply a state's rule to a typed case."""
        body = {"state": state, "facts": dict(facts), "amounts": dict(amounts)}
        return dict(self._json("POST", "/v1/assess", json=body))

    def calculate(self, name: str, **inputs: Any) -> list[Figure]:
        """Run a calculator; its figures."""
        told = self._json("POST", "/v1/calculate", json={"name": name, "inputs": inputs})
        return [Figure.model_validate(figure) for figure in told["figures"]]

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _object(self, kind: type[M], method: str, path: str, **request: Any) -> M:
        return kind.model_validate_json(self._send(method, path, **request).content)

    def _json(self, method: str, path: str, **request: Any) -> Any:
        return self._send(method, path, **request).json()

    def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        with self._opened(method, path, **request) as response:
            response.read()
            return response

    def _events(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> Iterator[Event]:
        name = ""
        with self._opened("POST", path, json=body, headers=headers) as response:
            for line in lines(response):
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    told = json.loads(line.removeprefix("data: "))
                    if name == "error":
                        raise fault(told.get("status", 500), told)
                    yield Event(name=name, answer=told) if name == "answer" else Event(name=name, **told)
                    if name == "answer":
                        return
        raise ClientError(0, "cut_off", "The stream ended before its answer. Ask again.")

    @contextmanager
    def _opened(self, method: str, path: str, **request: Any) -> Iterator[httpx.Response]:
        """A response that is no refusal, asked for again as often as that makes sense."""
        for left in range(TRIES - 1, -1, -1):
            try:
                response = self._http.send(self._http.build_request(method, path, **request), stream=True)
            except httpx.TransportError as error:
                raise not_reached(self._http.base_url, error) from None
            try:
                if response.is_success:
                    yield response
                    return
                pause = pause_of(response)
                if pause is None or not left:
                    response.read()
                    raise fault(response.status_code, told_by(response))
            except httpx.TransportError as error:
                raise not_reached(self._http.base_url, error) from None
            finally:
                response.close()
            time.sleep(pause)
