"""How a request is written and a response is read: bodies, the lines of a stream, refusals and pauses."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import httpx

from bot.client.model import ClientError

LONGEST_PAUSE = 60.0  # seconds; a server that asks for more is not waited for


def asked_body(
    question: str,
    history: Sequence[str | Mapping[str, str]],
    id: str | int | None,
    state: str | None,
    terse: bool | None,
) -> dict[str, Any]:
    """The body of a question."""
    body = {"question": question, "history": list(history), "id": id, "state": state, "terse": terse}
    return {name: value for name, value in body.items() if value is not None}


def turn_body(text: str, state: str | None, terse: bool | None, instead_of: int | None) -> dict[str, Any]:
    """The body of a turn."""
    body = {"text": text, "state": state, "terse": terse, "instead_of": instead_of}
    return {name: value for name, value in body.items() if value is not None}


def once() -> dict[str, str]:
    """The header of a turn that is to be taken once, however often it is sent."""
    return {"Idempotency-Key": secrets.token_hex(16)}


def lines(response: httpx.Response) -> Iterator[str]:
    """The lines of a stream; httpx would also break at signs that may stand within a text, such as U+2028."""
    rest = ""
    for text in response.iter_text():
        *whole, rest = (rest + text).split("\n")
        yield from whole


def pause_of(response: httpx.Response) -> float | None:
    """How long to wait before asking again; None where that would not help."""
    told = response.headers.get("Retry-After", "")
    if response.status_code not in (429, 503) or not told.isdecimal() or int(told) > LONGEST_PAUSE:
        return None
    # a little more, by chance, so that all who were refused together do not come back together
    return int(told) + secrets.randbelow(250) / 1000


def told_by(response: httpx.Response) -> dict[str, Any]:
    """The JSON object of a response; empty where it holds none."""
    try:
        told = response.json()
    except ValueError:
        told = None
    return told if isinstance(told, dict) else {}


def fault(status: int, told: Mapping[str, Any]) -> ClientError:
    """What the service refused, as an error."""
    detail = told.get("detail") or f"The service answered with status {status} and said no more."
    return ClientError(status, str(told.get("type", "")).rpartition(":")[2], detail)


def not_reached(url: httpx.URL, error: Exception) -> ClientError:
    """The error for a service that is not there or broke off."""
    return ClientError(
        0, "not_reached", f"{url} cannot be reached ({type(error).__name__}). Check the address, and that it is served."
    )
