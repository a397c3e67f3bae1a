"""What a request may look like: its address, its headers and the kind of its body."""

import contextlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.server.errors import ServiceError, response_of

LONGEST_PATH, LONGEST_QUERY = 2_048, 8_192  # bytes
MOST_HEADERS, LONGEST_HEADERS = 100, 16_384  # and bytes, names and values together
_ONCE = (b"authorization", b"content-type", b"content-length", b"host", b"idempotency-key", b"content-encoding")
_SAFE = ("GET", "HEAD", "OPTIONS")
JSON = frozenset(("application/json",))
# what each address takes that takes anything but JSON
KINDS: Mapping[str, frozenset[str]] = {
    "/v1/documents": frozenset(("multipart/form-data",)),
    "/v1/batches": frozenset(
        (
            "application/json",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
            "application/json-lines",
        )
    ),
}


class Shape:
    """ASGI middleware. Refuses what no honest client sends, before anything reads it."""

    def __init__(self, app: ASGIApp, origins: frozenset[str] = frozenset()) -> None:
        """origins: whose pages may change something from a browser, beside the service's own."""
        self._app, self._origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer what is wrong with it."""
        if scope["type"] == "http" and (fault := self._fault(scope)):
            await response_of(fault, scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _fault(self, scope: Scope) -> ServiceError | None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LONGEST_HEADERS:
            return ServiceError(431, "headers_too_large", "Send fewer or shorter headers.", {"Connection": "close"})
        if len(scope.get("raw_path") or b"") > LONGEST_PATH or len(scope["query_string"]) > LONGEST_QUERY:
            return ServiceError(414, "address_too_long", "Send a shorter address; long texts belong in the body.")
        if not _sane(scope["path"]):
            return ServiceError(400, "bad_path", "The address holds signs that no address here has.")
        given = [name for name, _ in headers]
        if any(given.count(name) > 1 for name in _ONCE):
            return ServiceError(400, "header_repeated", "A header that may stand only once is there twice.")
        by_name = dict(headers)
        return self._foreign_page(scope, by_name) or _wrong_body(scope, by_name)

    def _foreign_page(self, scope: Scope, headers: Mapping[bytes, bytes]) -> ServiceError | None:
        """A page of another origin that makes a visitor's browser change something here, with or without CORS."""
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not origin or scope["method"] in _SAFE or origin in self._origins:
            return None
        with contextlib.suppress(ValueError):  # what cannot be read is no page of ours
            if urlsplit(origin).netloc == headers.get(b"host", b"").decode("latin-1"):
                return None
        return ServiceError(
            403,
            "foreign_origin",
            "Pages of this origin may not call the service: SHORTFALL_CORS_ORIGINS names those that may.",
        )


def _sane(path: str) -> bool:
    """Whether a decoded path has no step upwards, no control or replacement sign and no backslash."""
    if any(ord(sign) < 32 or sign in "\x7f\\\ufffd" or 0xD800 <= ord(sign) <= 0xDFFF for sign in path):
        return False
    return (
        path.startswith("/") and not {"", ".", ".."} & set(path.split("/")[1:-1]) and not path.endswith(("/.", "/.."))
    )


def _wrong_body(scope: Scope, headers: Mapping[bytes, bytes]) -> ServiceError | None:
    """A body in a form that the address does not take."""
    declared = headers.get(b"content-length", b"0")
    if not declared.isdigit() or len(declared) > 15:
        return ServiceError(400, "bad_length", "Content-Length is a whole number of bytes.", {"Connection": "close"})
    if int(declared) == 0 and b"transfer-encoding" not in headers:
        return None
    if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        return ServiceError(415, "encoded_body", "Send the body as it is, without a Content-Encoding.")
    kind, _, more = headers.get(b"content-type", b"").decode("latin-1").lower().partition(";")
    allowed = next((kinds for start, kinds in KINDS.items() if _within(scope["path"], start)), JSON)
    if kind.strip() not in allowed:
        return ServiceError(
            415, "media_type", f"Send the body as {' or '.join(sorted(allowed))}, and say so in Content-Type."
        )
    charset = next((part.partition("=")[2] for part in more.split(";") if part.strip().startswith("charset=")), "utf-8")
    if charset.strip().strip('"') not in ("utf-8", "utf8"):
        return ServiceError(415, "charset", "Send the body in UTF-8.")
    return None


def _within(path: str, start: str) -> bool:
    return path == start or path.startswith(f"{start}/")
