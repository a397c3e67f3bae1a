"""The brief: what a counselor's file should hold of a case, as data. Markdown and PDF are made from this same object."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.calculator.figure import Money
from bot.retrieval.passage import Confidence


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Line(_Frozen):
    """A sentence or two with the numbers of its sources."""

    text: str
    sources: tuple[int, ...] = ()


class BriefFact(_Frozen):
    """One fact as it was told.

    words: the user's own words, shortened where they are long; how: how they were read. message: the user's turn, from 1.
    disputed: another value that was told, while it is open which is right.
    """

    label: str
    value: str
    status: Literal["told", "unknown", "withdrawn", "supposed"]
    message: int
    words: str = ""
    how: str = ""
    disputed: str | None = None


class BriefRule(_Frozen):
    """A case of the state's rule that decides, or may decide.

    given: what would have to be so, where several are possible. outcome: what it means, with its amount.
    """

    given: str
    outcome: str
    effect: str
    cite: str
    exceptions: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()


class SumStep(_Frozen):
    """One line of the arithmetic. amount: dollars, signed as a term of the sum."""

    label: str
    amount: Money
    expression: str | None = None


class BriefSum(_Frozen):
    """One figure step by step. line: the arithmetic on one line. note: a range, or from which message it is."""

    title: str
    steps: tuple[SumStep, ...]
    result: Money
    line: str
    note: str = ""
    sources: tuple[int, ...] = ()


class BriefDeadline(_Frozen):
    """A deadline in words. last_day: None while the day it counts from is unknown. days_left: negative once it has passed.

    standing: how it stands, in words, with the days left.
    """

    text: str
    standing: str
    last_day: date | None
    days_left: int | None
    cite: str
    sources: tuple[int, ...] = ()


class BriefSource(_Frozen):
    """What stands behind a number: the authority, its address and the day it was checked.

    titles: the sections of the guide or the federal rules that rest on it; empty for a statute of the state.
    """

    n: int
    cite: str
    url: str
    checked: date
    confidence: Confidence
    titles: tuple[str, ...] = ()


class Brief(_Frozen):
    """A case on a day.

    state: USPS code, None while it is unknown. day: from which days are counted. bottom_line: whether the lender may still
    collect, in a sentence or two. first: what decides before the state's rule, or beside it. rules: the case of the rule
    that decides, or all that may. ruled_out: the cases looked at before, each with the fact against it. taken: what was
    taken as usual, and what would change. unknown: what is not known and would change the result. doubts: where sources
    disagree or the record is weak.
    """

    title: str
    state: str | None
    state_name: str | None
    day: date
    about: str
    bottom_line: Line
    first: tuple[Line, ...] = ()
    rules: tuple[BriefRule, ...] = ()
    ruled_out: tuple[Line, ...] = ()
    facts: tuple[BriefFact, ...] = ()
    taken: tuple[Line, ...] = ()
    sums: tuple[BriefSum, ...] = ()
    deadlines: tuple[BriefDeadline, ...] = ()
    unknown: tuple[Line, ...] = ()
    next_steps: tuple[Line, ...] = ()
    help_lines: tuple[Line, ...] = ()
    doubts: tuple[Line, ...] = ()
    sources: tuple[BriefSource, ...] = ()
    disclaimer: str
