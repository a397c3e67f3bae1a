"""The answer: data first, text second. The page, the command line and the evaluation read this same object."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.calculator.figure import Figure, Money
from bot.retrieval.passage import Confidence

Outcome = Literal["barred", "limited", "allowed", "discretionary", "depends"]
SegmentKind = Literal["claim", "arithmetic", "reading", "question", "help"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Segment(_Frozen):
    """A piece of the answer with the numbers of its citations.

    kind: a `claim` says something about law or facts and must be cited; `arithmetic` shows a calculator's figure;
    place: where it stands: a paragraph of its own, on in the one before, or an item of a list.
    `reading` says how the question was read; `question` asks for a fact; `help` is a greeting, a limit or a helpline.
    """

    text: str
    citations: tuple[int, ...] = ()
    kind: SegmentKind = "claim"
    place: Literal["paragraph", "inline", "item"] = "paragraph"


class Citation(_Frozen):
    """What stands behind a [n]: the passage, the statute, its address and the day it was checked."""

    n: int
    cite: str
    title: str
    url: str
    passage: str
    quote: str
    checked: date
    confidence: Confidence


class AnswerDeadline(_Frozen):
    """The day that matters most: what must be done by when. date: None while the day it counts from is unknown."""

    date: date | None
    period: str | None
    act: str
    cite: str


class Answer(_Frozen):
    """One answer, as `shortfall ask --json` prints it.

    text: Markdown with [n] markers. outcome: of the case as told, None where no state rule was applied.
    amount: the headline figure of a numeric question, in dollars. asks: the facts that would decide, most useful first.
    tools: the functions that were called, in order.
    """

    id: str | int | None = None
    text: str
    segments: tuple[Segment, ...]
    state: str | None = None
    outcome: Outcome | None = None
    amount: Money | None = None
    figures: tuple[Figure, ...] = ()
    deadline: AnswerDeadline | None = None
    citations: tuple[Citation, ...] = ()
    tools: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    declined: bool = False
    reason: str | None = None
    engine: str = "built-in"
    latency_ms: int | None = None
