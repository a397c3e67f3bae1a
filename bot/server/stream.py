"""Answers as server-sent events: what is checked is shown at once, and a slow reader keeps no thread waiting.

Events: `segment` ({text, citations, kind, place}) for each piece of the answer, or each checked sentence of a language
model; `replaced` where a draft is taken back and what was shown no longer stands; `answer` with the whole object, which
is what counts; `error` with problem details where none can be given any more.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi.responses import StreamingResponse

from bot.agent.evidence import Heard, Listen
from bot.answer.model import Answer
from bot.server.errors import as_service_error, body_of, note_fault

MEDIA = "text/event-stream"
STATUS_SECONDS = 1.0  # until then a fault is still told by the status of the response
ALIVE_SECONDS = 15.0  # a comment this often keeps proxies from closing a connection that is waited on
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Making = Callable[[Listen], Awaitable[Answer]]


def wants_stream(accept: str | None, asked: bool | None) -> bool:
    """Whether the answer is to be streamed: by `stream` in the body, or else by the header Accept."""
    return asked if asked is not None else MEDIA in (accept or "").lower()


def event(name: str, data: str) -> bytes:
    """One event on the wire; `data` is JSON on one line.

    >>> event("segment", '{"text":"Yes."}')
    b'event: segment\\ndata: {"text":"Yes."}\\n\\n'
    """
    return f"event: {name}\ndata: {data}\n\n".encode()


async def respond(making: Making) -> StreamingResponse:
    """The response that streams an answer while it is made.

    Raises what `making` raises as long as nothing was sent; later it becomes an `error` event.
    """
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def listen(said: Heard) -> None:
        loop.call_soon_threadsafe(heard.put_nowait, said)  # called in the thread that makes the answer

    task: asyncio.Future[Answer] = asyncio.ensure_future(making(listen))
    first: asyncio.Future[Heard] = asyncio.ensure_future(heard.get())
    try:
        await asyncio.wait(_either(task, first), timeout=STATUS_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if task.done() and not first.done():
            task.result()
    except BaseException:
        task.cancel()
        first.cancel()
        raise
    return StreamingResponse(_events(task, heard, first), media_type=MEDIA, headers=HEADERS)


async def _events(
    task: "asyncio.Future[Answer]", heard: "asyncio.Queue[Heard]", first: "asyncio.Future[Heard]"
) -> AsyncIterator[bytes]:
    shown: list[str] = []
    coming = first
    try:
        while True:
            done, _ = await asyncio.wait(
                _either(task, coming), timeout=ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if coming in done:
                yield _heard(coming.result(), shown)
                coming = asyncio.ensure_future(heard.get())
            elif task in done:
                while not heard.empty():
                    yield _heard(heard.get_nowait(), shown)
                break
            else:
                yield b": still at it\n\n"
        for part in _ending(task, shown):
            yield part
    finally:
        coming.cancel()
        task.cancel()  # where it still waits; what is being worked on is finished and kept


def _either(*ends: "asyncio.Future[Any]") -> "set[asyncio.Future[Any]]":
    return set(ends)


def _heard(said: Heard, shown: list[str]) -> bytes:
    if said.kind == "again":
        shown.clear()
        return event("replaced", "{}")
    shown.append(said.text)
    return event("segment", _json({"text": said.text, "citations": [], "kind": "claim", "place": "inline"}))


def _ending(task: "asyncio.Future[Answer]", shown: list[str]) -> list[bytes]:
    try:
        answer = task.result()
    except Exception as error:  # the status is sent already, so the fault is told in the stream
        note_fault(error)
        return [event("error", _json(body_of(as_service_error(error))))]
    stands = bool(shown) and (answer.model is None or answer.model.replaced is None)
    parts = [event("replaced", "{}")] if shown and not stands else []
    if not stands:
        fields = {"text", "citations", "kind", "place"}
        parts += [event("segment", part.model_dump_json(include=fields)) for part in answer.segments]
    return [*parts, event("answer", answer.model_dump_json())]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
