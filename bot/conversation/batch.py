"""A file of questions in, a file of answers out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.conversation.shortfall import Message, Shortfall
from bot.errors import ShortfallError
from bot.settings import Settings


class BatchLine(BaseModel):
    """One line of the input. history: earlier turns, oldest first; a bare string is a user's turn."""

    model_config = ConfigDict(extra="ignore")

    id: str | int | None = None
    question: str
    history: list[Message] = Field(default_factory=list)

    @field_validator("history", mode="before")
    @classmethod
    def _bare_strings(cls, raw: Any) -> Any:
        if raw is None:
            return []
        return [{"content": turn} if isinstance(turn, str) else turn for turn in raw] if isinstance(raw, list) else raw


class Problem(BaseModel):
    """A line that could not be answered: its number, counted from 1, and why."""

    line: int
    id: str | int | None
    message: str


def run_batch(source: Path, target: Path, settings: Settings) -> tuple[int, list[Problem]]:
    """Answer every line of `source` into `target`; each answer is written as soon as it is known.

    A line that cannot be answered becomes `{"id", "line", "error"}` in its place.
    Returns how many were answered and the problems.
    Raises ShortfallError where a file cannot be read or written, or there is no index.
    """
    engine = Shortfall(settings)
    problems: list[Problem] = []
    done = 0
    try:
        with source.open("rb") as lines, target.open("w", encoding="utf-8") as out:
            for number, row in _rows(lines):
                if isinstance(row, Problem):
                    result: Any = row
                else:
                    result = _answer(engine, number, row)
                if isinstance(result, Problem):
                    problems.append(result)
                    out.write(json.dumps({"id": result.id, "line": result.line, "error": result.message}) + "\n")
                else:
                    done += 1
                    out.write(result.model_dump_json() + "\n")
                out.flush()
    except OSError as error:
        raise ShortfallError(
            f"{error.filename}: {error.strerror}. Check the path and that it can be written."
        ) from error
    return done, problems


def _rows(lines: Any) -> Iterator[tuple[int, BatchLine | Problem]]:
    for number, raw in enumerate(lines, start=1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            yield number, Problem(line=number, id=None, message="is not UTF-8 text; save the file as UTF-8.")
            continue
        if not text:
            continue
        row_id = None
        try:
            row = json.loads(text)
            given = row.get("id") if isinstance(row, dict) else None
            row_id = given if isinstance(given, (str, int)) else None
            yield number, BatchLine.model_validate(row)
        except (json.JSONDecodeError, RecursionError):
            yield number, Problem(line=number, id=None, message="is not a JSON object; one object a line is needed.")
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "line"
            yield number, Problem(line=number, id=row_id, message=f"{field}: {first['msg']}")


def _answer(engine: Shortfall, number: int, row: BatchLine) -> Any:
    try:
        answer = engine.ask(row.question, row.history)
    except ShortfallError as error:
        return Problem(line=number, id=row.id, message=str(error))
    return answer.model_copy(update={"id": row.id})
