"""What the client gives, beside the program's own objects, and the error it raises."""

from pydantic import BaseModel

from bot.answer.model import Answer
from bot.errors import ShortfallError
from bot.retrieval.passage import Passage


class ClientError(ShortfallError):
    """What the service refused or could not do. status: of HTTP, 0 where it could not be reached. kind: for programs."""

    def __init__(self, status: int, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.kind = status, kind


class Event(BaseModel):
    """One event of a stream. name: `segment`, `replaced` or `answer`. answer: the whole one, in the last event only."""

    name: str
    text: str = ""
    citations: tuple[int, ...] = ()
    answer: Answer | None = None


class Batch(BaseModel):
    """How far a batch is. lines: how many there are; answered, failed: how many have an answer, or an error in its place."""

    id: str
    status: str
    lines: int
    answered: int
    failed: int
    fault: str | None = None

    @property
    def finished(self) -> bool:
        """Whether no more results will come."""
        return self.status in ("done", "cancelled", "failed")


class LineError(BaseModel):
    """A line of a batch that could not be answered: its number, from 1, and why."""

    id: str | int | None
    line: int
    error: str


class Found(BaseModel):
    """A passage that a search found. score: comparable within the search; fit: over searches."""

    passage: Passage
    score: float
    fit: float
