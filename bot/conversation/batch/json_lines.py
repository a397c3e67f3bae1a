"""Questions as JSON objects, one a line."""

import json
from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from bot.conversation.batch.model import BatchLine, Problem, Row


def json_rows(lines: Iterable[bytes]) -> Iterator[Row]:
    """The rows of a file of JSON objects, one a line; empty lines are passed over."""
    for number, raw in enumerate(lines, start=1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            yield _unread(number, "is not UTF-8 text; save the file as UTF-8.")
            continue
        if not text:
            continue
        row_id = None
        try:
            row = json.loads(text)
            given = row.get("id") if isinstance(row, dict) else None
            row_id = given if isinstance(given, (str, int)) else None
            yield Row(number=number, asked=BatchLine.model_validate(row))
        except (json.JSONDecodeError, RecursionError):
            yield _unread(number, "is not a JSON object; one object a line is needed.")
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "line"
            yield _unread(number, f"{field}: {first['msg']}", row_id)


def _unread(number: int, message: str, row_id: str | int | None = None) -> Row:
    return Row(number=number, asked=Problem(line=number, id=row_id, message=message))
