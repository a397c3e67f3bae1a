"""Rows answered one by one, and a file of them into a file of answers."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.answer.model import Answer
from bot.conversation.batch.json_lines import json_rows
from bot.conversation.batch.model import Problem, Result, Row
from bot.conversation.shortfall import Shortfall
from bot.errors import ShortfallError
from bot.settings import Settings


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


def _answer(engine: Shortfall, row: Row, owner: str) -> Answer | Problem:
    asked = row.asked
    if isinstance(asked, Problem):
        return asked
    try:
        answer = engine.ask(asked.question, asked.history, state=row.state, owner=owner)
    except ShortfallError as error:
        return Problem(line=row.number, id=asked.id, message=str(error))
    return answer.model_copy(update={"id": asked.id})
