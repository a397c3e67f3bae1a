"""How much a request may send, how long it may take to do so, and how long its answer may take."""

import asyncio
import contextlib
import json
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.server.errors import ServiceError, body_of, response_of
from bot.settings import Settings

SLOWEST = 50_000  # bytes a second: a long body gets more time than a short one, and no client can trickle
_CLOSE = {"Connection": "close"}  # the rest of the body is not read
TOO_SLOW = ServiceError(408, "too_slow", "The body did not arrive in time. Send it again over a better line.", _CLOSE)
TOO_LATE = ServiceError(
    504,
    "too_late",
    "The answer took too long and was given up. Ask again; a shorter question helps.",
    {"Retry-After": "5"},
)


class Bounded:
    """ASGI middleware. Nothing is collected: a body passes through piece by piece, and so does a stream."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its limits."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope["path"])
        declared = next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)
        if declared > most:
            await response_of(_too_large(most), scope["path"])(scope, receive, send)
            return
        await _Exchange(scope, receive, send, self._settings, most).run(self._app)

    def _most(self, path: str) -> int:
        """Bytes that the body of a request to this address may have."""
        if path.startswith("/v1/batches"):
            return self._settings.batch_bytes
        return self._settings.upload_bytes if path.startswith("/v1/documents") else self._settings.body_bytes


class _Exchange:
    """One request and its response."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, settings: Settings, most: int) -> None:
        self._scope, self._from_client, self._to_client = scope, receive, send
        self._settings, self._most = settings, most
        self._began = time.monotonic()
        self._ends = self._began + settings.answer_seconds
        self._received = 0
        self._whole = False
        self._refusal: ServiceError | None = None
        self._started = self._events = self._closed = False

    async def run(self, app: ASGIApp) -> None:
        """Let the app answer within its time.

        The app runs as a task of its own, because work in a thread cannot be given up: the client is told at once, and
        the app ends when the thread does.
        """
        task = asyncio.ensure_future(app(self._scope, self._receive, self._send))
        try:
            while not task.done() and (left := self._ends - time.monotonic()) > 0:
                await asyncio.wait({task}, timeout=left)
            if not task.done():
                await self._give_up()
        finally:
            # also where the server itself is stopped
            if not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        if self._refusal is not None:
            # an error of the app is that the client seemed to have left
            if not self._started:
                await self._refuse(self._refusal)
        elif not task.cancelled():
            task.result()

    async def _receive(self) -> Message:
        if self._refusal:
            return {"type": "http.disconnect"}
        if self._whole:
            return await self._from_client()
        allowed = self._settings.receive_seconds + self._received / SLOWEST
        try:
            async with asyncio.timeout(allowed - (time.monotonic() - self._began)):
                message = await self._from_client()
        except TimeoutError:
            return self._end(TOO_SLOW)
        if message["type"] == "http.request":
            self._received += len(message.get("body", b""))
            if self._received > self._most:
                return self._end(_too_large(self._most))
            if not message.get("more_body"):
                self._whole = True
                self._ends = time.monotonic() + self._settings.answer_seconds
        return message

    def _end(self, refusal: ServiceError) -> Message:
        # the app takes it for a client that left; what it answers to that gives way to the refusal
        self._refusal = refusal
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self._closed:
            return
        if message["type"] == "http.response.start":
            if self._refusal:
                await self._refuse(self._refusal)
                return
            self._started = True
            self._ends = time.monotonic() + self._settings.stream_seconds
            kind = dict(message.get("headers", ())).get(b"content-type", b"")
            self._events = kind.startswith(b"text/event-stream")
        await self._to_client(message)

    async def _refuse(self, refusal: ServiceError) -> None:
        self._started = self._closed = True
        await response_of(refusal, self._scope["path"])(self._scope, self._from_client, self._to_client)

    async def _give_up(self) -> None:
        if not self._started:
            await self._refuse(TOO_LATE)
        elif self._events and not self._closed:
            self._closed = True
            told = json.dumps(body_of(TOO_LATE, self._scope["path"]))
            event: dict[str, Any] = {"type": "http.response.body", "body": f"event: error\ndata: {told}\n\n".encode()}
            await self._to_client(event)
        self._closed = True


def _too_large(most: int) -> ServiceError:
    return ServiceError(413, "too_large", f"The body is larger than {most:,} bytes. Send it in parts.", _CLOSE)
