"""The outermost layer: each request has an id, each response the safe headers, and each leaves one line in the log."""

import re
import secrets
import time

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.server.errors import as_service_error, note_fault, response_of

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
PROBES = frozenset(("/healthz", "/readyz"))
UNMATCHED = "unmatched"  # made-up addresses may hold anything and are not logged
METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"))  # and so may made-up methods
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

_log = structlog.get_logger("bot.server.access")


class Observed:
    """ASGI middleware. Catches what nothing inside did: the client gets a plain error, the log where it happened."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note what came of it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request = _request_id(scope)
        state = scope.setdefault("state", {})
        state["request_id"] = request
        status = 0
        whole = False

        async def noted(message: Message) -> None:
            nonlocal status, whole
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": _safe(message.get("headers", ()), request)}
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                whole = True
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request):
            try:
                await self._app(scope, receive, noted)
            except ClientDisconnect:
                pass  # nobody is left to be told; the line in the log says status 0
            except Exception as error:
                note_fault(error)
                if not status:
                    await response_of(as_service_error(error), scope["path"])(scope, receive, noted)
            finally:
                route = getattr(scope.get("route"), "path", UNMATCHED)
                method = scope["method"] if route != UNMATCHED and scope["method"] in METHODS else "any"
                took = round((time.perf_counter() - began) * 1000, 1)
                key = state.get("key")
                # probes ask every few seconds, and their answer is in the metrics
                log = _log.debug if scope["path"] in PROBES else _log.info
                log("request", method=method, route=route, status=status, ms=took, key=key, whole=whole)


def _request_id(scope: Scope) -> str:
    """The client's own id for the request where it is a plain one, or a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and REQUEST_ID.fullmatch(value.decode("latin-1")):
            return str(value.decode("latin-1"))
    return secrets.token_hex(8)


def _safe(headers: list[tuple[bytes, bytes]], request: str) -> list[tuple[bytes, bytes]]:
    """The headers of a response with those that are missing, and without a word about the program that serves."""
    kept = [
        (name, value) for name, value in headers if name.lower() not in (b"server", b"x-powered-by", b"x-request-id")
    ]
    there = {name.lower() for name, _ in kept}
    kept += [(name, value) for name, value in HEADERS if name not in there]
    return [*kept, (b"x-request-id", request.encode())]
