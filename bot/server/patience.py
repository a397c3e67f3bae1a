"""Connections that keep the service waiting: one on which no whole head of a request arrives in time is let go.

The server itself begins to count only after the first response, so that a client could hold a connection for good by
sending nothing, or a header a minute.
"""

import asyncio
import json
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.server.errors import PROBLEM, ServiceError, body_of
from bot.settings import get_settings

TOO_SLOW = ServiceError(
    408, "too_slow", "The head of the request did not arrive in time. Send it again over a better line."
)
NOT_HTTP = ServiceError(400, "unreadable", "This is not a request of HTTP 1.1. Send one, with a whole head.")


class Patient(HttpToolsProtocol):
    """HTTP on one connection, with a bound on how long a head may take: SHORTFALL_RECEIVE_SECONDS."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seconds = get_settings().receive_seconds
        self._head: asyncio.TimerHandle | None = None
        self._begun = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The first head is waited for from now on."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A part of a head does not start the time anew."""
        super().data_received(data)
        between = self.cycle is None or self.cycle.response_complete
        if between and self._head is None and not self.transport.is_closing():
            self._wait()

    def on_message_begin(self) -> None:
        """A head has begun."""
        self._begun = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is there; what follows is bounded by the request's own limits."""
        self._begun = False
        self._wait_no_more()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets the same form of error as everything else; it is not repeated."""
        self._refuse(NOT_HTTP)

    def _wait(self) -> None:
        self._head = self.loop.call_later(self._seconds, self._over)

    def _wait_no_more(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _over(self) -> None:
        self._head = None
        if self.transport.is_closing():
            return
        if self._begun:
            self._refuse(TOO_SLOW)
        else:
            self.transport.close()  # it asked for nothing

    def _refuse(self, refusal: ServiceError) -> None:
        if self.cycle is None or self.cycle.response_complete:  # else it would stand in the middle of a response
            content = json.dumps(body_of(refusal)).encode()
            head = f"HTTP/1.1 {refusal.status} {refusal.kind}\r\nContent-Type: {PROBLEM}\r\n"
            head += f"Content-Length: {len(content)}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
            self.transport.write(head.encode() + content)
        self.transport.close()
