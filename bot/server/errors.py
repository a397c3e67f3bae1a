"""Errors as a client sees them: problem details (RFC 9457), or OpenAI's form on the routes that speak it.

No message holds a path, a trace or what was typed elsewhere: what went wrong inside is in the log, by request id.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.errors import (
    AmountError,
    CaseError,
    ConversationBusyError,
    ConversationMissingError,
    DateError,
    QuestionError,
    ShortfallError,
)

PROBLEM = "application/problem+json"
OPENAI_ROUTES = ("/v1/chat/completions", "/v1/models")
TITLES = {
    400: "The request cannot be read",
    401: "A key is needed",
    403: "The key does not reach this far",
    404: "There is no such thing here",
    405: "This address does not do that",
    406: "This form is not on offer",
    408: "The request took too long to arrive",
    409: "Something else is in the way",
    411: "The length is missing",
    413: "The request is too large",
    414: "The address is too long",
    415: "This form of body is not read here",
    422: "The request does not make sense",
    429: "Too many requests",
    431: "The headers are too large",
    500: "Something went wrong",
    503: "The service cannot answer now",
    504: "The answer took too long",
}
INSIDE = "The service met an error of its own; what you sent is not the reason. Ask again, and if it stays, tell whoever runs it."
UNUSABLE = (
    "The service cannot reach its sources or its storage now. Ask again shortly; whoever runs it finds the reason "
    "with `shortfall doctor`."
)

_log = structlog.get_logger("bot.server")


class ServiceError(ShortfallError):
    """An error with its HTTP status. kind: a short name for programs. headers: to be sent with it, such as Retry-After."""

    def __init__(self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.kind, self.headers = status, kind, dict(headers or {})


def as_service_error(error: Exception) -> ServiceError:
    """Any error as one that a client may see."""
    match error:
        case ServiceError():
            return error
        case ConversationMissingError():
            return not_found("conversation")
        case ConversationBusyError():
            return ServiceError(
                409,
                "conversation_busy",
                "Another turn of this conversation is still in progress. Wait for its answer and send this one again.",
                {"Retry-After": "5"},
            )
        case QuestionError() | CaseError() | AmountError() | DateError():
            return ServiceError(422, "unprocessable", str(error))
        case ShortfallError():
            return ServiceError(503, "unavailable", UNUSABLE, {"Retry-After": "10"})
        case HTTPException():
            return ServiceError(
                error.status_code, _KINDS.get(error.status_code, "refused"), _plain(error), error.headers
            )
        case RequestValidationError():
            return ServiceError(422, "unprocessable", told(error.errors()))
    return ServiceError(500, "internal", INSIDE)


_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")
_KINDS = {400: "unreadable", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


def not_found(what: str) -> ServiceError:
    """The same 404 for what is not there and for what belongs to somebody else."""
    return ServiceError(404, "not_found", f"There is no {what} of this name among yours. Check its id.")


def _plain(error: HTTPException) -> str:
    return {
        404: "There is nothing at this address. The addresses are listed in /openapi.json.",
        405: "This address exists and does not take this method; the header Allow names those it takes.",
        400: "The body cannot be read. Send valid UTF-8 JSON.",
    }.get(error.status_code, str(error.detail))


def told(faults: Sequence[Mapping[str, Any]]) -> str:
    """Faults of a body or query in sentences, without repeating what was sent."""
    seen: dict[str, None] = {}
    for fault in faults[:5]:
        parts = [str(part) for part in fault.get("loc", ()) if part not in ("body", "query", "path")]
        # the name of a field that nobody knows is the client's own, and may be anything
        where = ".".join(part if _NAME.fullmatch(part) else "a field" for part in parts)
        message = str(fault.get("msg", "cannot be read")).removeprefix("Value error, ").rstrip(".")
        if fault.get("type") == "json_invalid":
            where, message = "body", f"is not valid JSON; the mistake is at character {parts[-1] if parts else 0}"
        elif fault.get("type") == "union_tag_invalid":
            message = f"is none of {fault.get('ctx', {}).get('expected_tags', 'those that there are')}"
        seen[f"{where or 'body'}: {message}."] = None
    more = len(faults) - 5
    return " ".join(seen) + (f" And {more} more." if more > 0 else "")


def body_of(error: ServiceError, path: str = "") -> dict[str, Any]:
    """The JSON of an error, in the form of the route it happened on."""
    if path.startswith(OPENAI_ROUTES):
        kind = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}.get(error.status)
        kind = kind or ("invalid_request_error" if error.status < 500 else "server_error")
        return {"error": {"message": str(error), "type": kind, "param": None, "code": error.kind}}
    title = TITLES.get(error.status, "The request was refused")
    return {"type": f"urn:shortfall:{error.kind}", "title": title, "status": error.status, "detail": str(error)}


def response_of(error: ServiceError, path: str = "") -> JSONResponse:
    """The HTTP response of an error."""
    media = "application/json" if path.startswith(OPENAI_ROUTES) else PROBLEM
    return JSONResponse(body_of(error, path), error.status, error.headers, media)


def note_fault(error: Exception) -> None:
    """Log what went wrong inside, by its kind and where; the message may hold what somebody typed and is left out."""
    if isinstance(error, ServiceError) or as_service_error(error).status < 500:
        return
    trace, place = error.__traceback__, ""
    while trace is not None:
        place, trace = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}", trace.tb_next
    _log.error("fault", error=type(error).__name__, place=place)


def install(app: FastAPI, methods_of: Callable[[str], Sequence[str]]) -> None:
    """Answer every error of a route in one form. methods_of: the methods that a path template takes."""

    async def answer(request: Request, error: Exception) -> JSONResponse:
        note_fault(error)
        told = as_service_error(error)
        route = getattr(request.scope.get("route"), "path", None)
        if told.status == 405 and route:  # the router names the methods of the first route of this address only
            told.headers["Allow"] = ", ".join(methods_of(route))
        return response_of(told, request.url.path)

    for kind in (ShortfallError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, answer)
