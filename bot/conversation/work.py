"""What passes between the steps of one turn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.agent.evidence import Heard
from bot.answer.model import Answer
from bot.answer.turn import Turn
from bot.conversation.edits import Edit
from bot.conversation.merge import Merged
from bot.conversation.plan import Plan
from bot.conversation.sheet import CaseSheet
from bot.understand.question import Question


@dataclass(frozen=True)
class Work:
    """One turn on its way; each step fills in its part.

    text: what was typed, or in words what was changed by hand (edits). picked: a USPS code to take where no turn names a state. terse: whether short answers are wanted, where it was set. before: the case before the turn.
    last: the answer before.
    told_of: whose cases the turn told of, where they are several.
    turn: the case as answered (with what is supposed); as_told: without it, where the two differ. compared: the same
    question for each state of a comparison. disputed: for the other of two contradicting values. refused: the message on an amount that cannot be.
    talk: who said what before, for a language model. speaks: whether one may word the answer. listen: is told what is to be
    shown meanwhile.
    owner: whose documents may be quoted beside everybody's.
    sheet: the case after the turn, with what the answer asked.
    """

    text: str
    talk: tuple[tuple[Literal["user", "assistant"], str], ...] = ()
    speaks: bool = True
    listen: Callable[[Heard], None] | None = None
    before: CaseSheet = field(default_factory=CaseSheet)
    picked: str | None = None
    edits: tuple[Edit, ...] = ()
    terse: bool | None = None
    last: Answer | None = None
    told_of: tuple[str, ...] = ()
    question: Question | None = None
    merged: Merged | None = None
    plan: Plan = field(default_factory=Plan)
    turn: Turn | None = None
    as_told: Turn | None = None
    compared: tuple[Turn, ...] = ()
    disputed: Turn | None = None
    refused: Answer | None = None
    answer: Answer | None = None
    offer: str | None = None
    sheet: CaseSheet | None = None
    owner: str = ""
