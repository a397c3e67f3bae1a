"""The answer: data first, text second. The page, the command line and the evaluation read this same object."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.calculator.figure import Figure, Money
from bot.retrieval.passage import Confidence

Outcome = Literal["barred", "limited", "allowed", "discretionary", "depends"]
SegmentKind = Literal["claim", "arithmetic", "reading", "question", "help"]
Place = Literal["paragraph", "inline", "item", "row"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Segment(_Frozen):
    """A piece of the answer with the numbers of its citations.

    kind: a `claim` says something about law or facts and must be cited; `arithmetic` shows a calculator's figure;
    place: where it stands: a paragraph of its own, on in the one before, or an item of a list.
    `reading` says how the question was read; `question` asks for a fact; `help` is a greeting, a limit or a helpline.
    A `row` is a line of a table: cells between bars. state: the jurisdiction it speaks of where that is not the answer's.
    """

    text: str
    citations: tuple[int, ...] = ()
    kind: SegmentKind = "claim"
    place: Place = "paragraph"
    state: str | None = None


class Citation(_Frozen):
    """What stands behind a [n]: the passage, the statute, its address and the day it was checked.

    reviewed: False for an agency's own document, whose `checked` is the day of the document; written out only then.
    """

    n: int
    cite: str
    title: str
    url: str
    passage: str
    quote: str
    checked: dt.date
    confidence: Confidence
    reviewed: bool = Field(default=True, exclude_if=bool)


class AnswerDeadline(_Frozen):
    """What must be done by when. date: the last day, None while the day it counts from is unknown.

    actor: who must act. starts: the event that the time counts from. missed: what follows when nobody acted in time.
    from_sale: where only the sale's day is known and the time counts from a later one, the last day counted from the sale;
    the real one is later.
    """

    date: dt.date | None
    period: str | None
    act: str
    cite: str
    actor: Literal["lender", "borrower"] = "lender"
    starts: str = ""
    missed: str = ""
    from_sale: dt.date | None = None


class CaseFact(_Frozen):
    """One fact of the case as the conversation has it.

    status: `unknown` where the person does not know it, `withdrawn` where they took it back, `supposed` where the last
    question only supposed it. turn: the user's turn it comes from, from 1. raw, how: the words and how they were read.
    disputed: another value that was told, while it is open which is right.
    """

    name: str
    value: str
    status: Literal["known", "unknown", "withdrawn", "supposed"]
    turn: int
    raw: str = ""
    how: str = ""
    disputed: str | None = None


class ComparedState(_Frozen):
    """One line of a comparison of states: the same case under another state's rule."""

    state: str
    outcome: Outcome
    amount: Money | None
    deadline: AnswerDeadline | None
    cite: str


class ModelUse(_Frozen):
    """What a language model had to do with an answer.

    name: as it is configured, provider:name. drafts: how many it wrote. corrected: what was wrong with its first draft,
    where the second one was shown. replaced: why the built-in answer is shown instead of a draft, in words; faults: what was
    wrong with the last draft then. calls, read, written: calls of the model, and tokens read and written by it.
    """

    name: str
    drafts: int = 0
    corrected: tuple[str, ...] = ()
    replaced: str | None = None
    faults: tuple[str, ...] = ()
    calls: int = 0
    read: int = 0
    written: int = 0


class Answer(_Frozen):
    """One answer, as `shortfall ask --json` prints it.

    text: Markdown with [n] markers. outcome: of the case as told, None where no state rule was applied.
    amount: the headline figure of a numeric question, in dollars. deadline: the one that matters most; deadlines: all
    of the case, it among them. asks: the facts that would decide, most useful first,
    without those the person said they do not know. asked: the one that the answer ends by asking for.
    tools: the functions that were called, in order. case: what the conversation has established.
    compared: the lines of a comparison. act: what the turn did, where it was not an ordinary question.
    engine: which one wrote the text, `built-in` or the model's name. model: what a language model did, where one was asked.
    """

    id: str | int | None = None
    text: str
    segments: tuple[Segment, ...]
    state: str | None = None
    outcome: Outcome | None = None
    amount: Money | None = None
    figures: tuple[Figure, ...] = ()
    deadline: AnswerDeadline | None = None
    deadlines: tuple[AnswerDeadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    tools: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asked: str | None = None
    act: str | None = None
    compared: tuple[ComparedState, ...] = ()
    case: tuple[CaseFact, ...] = ()
    declined: bool = False
    reason: str | None = None
    engine: str = "built-in"
    model: ModelUse | None = None
    latency_ms: int | None = None
