"""The rows of a batch and what becomes of each, whatever file they come from."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.answer.model import Answer
from bot.conversation.shortfall import Message


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
