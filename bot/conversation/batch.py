"""A file of questions in, a file of answers out. One function answers rows, whatever file they come from."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.answer.model import Answer
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


class Row(BaseModel):
    """A line of a file: its number, counted from 1, and what it asks, or why it cannot be read.

    state: the USPS code to take where the question names none.
    """

    number: int
    asked: BatchLine | Problem
    state: str | None = None


class Result(BaseModel):
    """What became of a row."""

    row: Row
    outcome: Answer | Problem

    def as_json(self) -> str:
        """One line of the output: the answer, or `{"id", "line", "error"}` in its place."""
        if isinstance(self.outcome, Answer):
            return self.outcome.model_dump_json()
        return json.dumps({"id": self.outcome.id, "line": self.outcome.line, "error": self.outcome.message})


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
            for result in answer_rows(engine, json_rows(lines)):
                if isinstance(result.outcome, Problem):
                    problems.append(result.outcome)
                else:
                    done += 1
                out.write(result.as_json() + "\n")
                out.flush()
    except OSError as error:
        raise ShortfallError(
            f"{error.filename}: {error.strerror}. Check the path and that it can be written."
        ) from error
    return done, problems


def answer_rows(engine: Shortfall, rows: Iterable[Row], *, owner: str = "") -> Iterator[Result]:
    """Answer rows one by one, each as it is asked for; one that cannot be answered does not stop the rest.

    owner: whose own documents may be quoted, beside those that are everybody's.
    """
    for row in rows:
        yield Result(row=row, outcome=_answer(engine, row, owner))


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


def _answer(engine: Shortfall, row: Row, owner: str) -> Answer | Problem:
    asked = row.asked
    if isinstance(asked, Problem):
        return asked
    try:
        answer = engine.ask(asked.question, asked.history, state=row.state, owner=owner)
    except ShortfallError as error:
        return Problem(line=row.number, id=asked.id, message=str(error))
    return answer.model_copy(update={"id": asked.id})
