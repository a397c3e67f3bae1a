"""The OpenAPI description: what every operation may answer beside its result, and examples that are real."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.server.errors import PROBLEM, TITLES
from bot.server.schemas import Problem
from bot.yamlfile import load_yaml

EXAMPLES = Path(__file__).with_name("examples.yaml")
OPEN = frozenset({"/healthz", "/readyz"})  # answered without a key
_EXAMPLE = "example of "
COMMON = (400, 401, 403, 413, 415, 422, 429, 431, 500, 503, 504)
ABOUT = """\
What is still owed after a foreclosure, whether the lender may collect it in this state, how much at most, until when,
and what to do now. Every number comes from a calculator and every claim carries a citation that opens.
This is education and not legal advice.

Send the key as `Authorization: Bearer sf_…`. Errors are problem details (RFC 9457), on the OpenAI-compatible routes
OpenAI's own form. What is refused with 429 or 503 names in `Retry-After` when to ask again.
"""
TAGS = [
    {"name": "answers", "description": "One question, one answer."},
    {"name": "conversations", "description": "Conversations that remember, each its owner's alone."},
    {
        "name": "documents",
        "description": "An agency's own documents, quoted behind answers and marked as not reviewed.",
    },
    {"name": "batches", "description": "Many questions in one go, answered in the background."},
    {
        "name": "law",
        "description": "The states' rules, the passages and the search, and typed cases and sums without text.",
    },
    {"name": "openai", "description": "The same answers for programs that speak OpenAI's chat completions."},
    {"name": "operations", "description": "For whoever runs the service."},
]

_EVENT = {
    "type": "object",
    "required": ["data"],
    "properties": {"event": {"type": "string"}, "data": {"type": "string", "contentMediaType": "application/json"}},
}


@cache
def _examples() -> dict[str, Any]:
    return dict(load_yaml(EXAMPLES))


def streamed(example: str) -> dict[str, Any]:
    """The content of a response that comes as server-sent events."""
    return {"text/event-stream": {"itemSchema": _EVENT, "example": example}}


def asked(name: str) -> dict[str, Any]:
    """The request examples of an operation, for `Body(openapi_examples=…)`."""
    return {key: {"summary": key, "value": value} for key, value in _examples()[name]["requests"].items()}


def gives(
    name: str, description: str, media: str = "application/json", status: int = 200, **more: Any
) -> dict[int | str, Any]:
    """The `responses` of an operation that gives `name`'s example, and other forms of it by media type."""
    content: dict[str, Any] = {media: {"example": f"{_EXAMPLE}{name}"}}
    told = {"description": description, "content": {**content, **more.get("content", {})}}
    return {status: {**told, **({"headers": more["headers"]} if "headers" in more else {})}}


STREAM = streamed(
    'event: segment\ndata: {"text": "…", "citations": [1], "kind": "claim", "place": "paragraph"}\n\n'
    'event: answer\ndata: {"text": "…", "segments": []}\n\n'
)


def describe(app: FastAPI) -> dict[str, Any]:
    """The description, made once: FastAPI's own with the errors in their real form."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes, tags=TAGS)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["Problem"] = Problem.model_json_schema()
        schemas["OpenAIError"] = _OPENAI_ERROR
        made["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        for path, operations in made["paths"].items():
            for operation in operations.values():
                _complete(path, operation)
        app.openapi_schema = made
    return app.openapi_schema


def methods_of(app: FastAPI, path: str) -> list[str]:
    """The methods that the route of a path template takes, all of them."""
    return sorted(method.upper() for method in describe(app)["paths"].get(path, {}))


def _complete(path: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "{" in path:
        responses.setdefault("404", _error(404, path))
    for status in COMMON:
        own = responses.get(str(status))
        # FastAPI's own 422 has another form than ours
        if own is None or status == 422:
            responses[str(status)] = _error(status, path)
    _fill(responses)
    if path not in OPEN:
        operation["security"] = [{"key": []}]


def _fill(responses: dict[str, Any]) -> None:
    """Put the examples in the places of their names: FastAPI would leave out what is null in them."""
    for told in responses.values():
        for content in told.get("content", {}).values():
            named = content.get("example")
            if isinstance(named, str) and named.startswith(_EXAMPLE):
                content["example"] = _examples()[named.removeprefix(_EXAMPLE)]["response"]


def _error(status: int, path: str) -> dict[str, Any]:
    title = TITLES[status]
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    content: dict[str, Any] = {PROBLEM: {**problem, "example": _example(status, title)}}
    if path.startswith(("/v1/chat/", "/v1/models")):
        # what is refused before the route is known comes as problem details there too
        content["application/json"] = {"schema": {"$ref": "#/components/schemas/OpenAIError"}}
    headers = {}
    if status in (429, 503):
        wait = {"type": "integer", "minimum": 1}
        headers["Retry-After"] = {"description": "Seconds until it is worth asking again.", "schema": wait}
    return {"description": title, "content": content, **({"headers": headers} if headers else {})}


def _example(status: int, title: str) -> dict[str, Any]:
    kind = {401: "no_key", 403: "scope", 404: "not_found", 422: "unprocessable", 429: "busy", 503: "unavailable"}
    name = kind.get(status, "refused")
    return {"type": f"urn:shortfall:{name}", "title": title, "status": status, "detail": f"{title}."}


_OPENAI_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "type"],
            "properties": {
                "message": {"type": "string"},
                "type": {"type": "string"},
                "param": {"type": ["string", "null"]},
                "code": {"type": ["string", "null"]},
            },
        }
    },
}
