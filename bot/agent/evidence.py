"""What goes into a model's draft and what it is held against: the talk, the rule as applied, the sums, the passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answer.draft import Library
from bot.answer.model import Answer
from bot.answer.turn import Turn
from bot.calculator.figure import Figure


@dataclass(frozen=True)
class Evidence:
    """Everything that a draft of one turn may rest on.

    said: what the person typed, this turn's words last. turn: the case as it is answered, with the state's rule applied;
    beside: the same for what is compared with it (the case as told, other states), in the order of the tool calls.
    built_in: the built-in engine's own answer to this turn, already verified. figures: what the calculators gave.
    library: where a cited passage is looked up by its id.
    """

    said: tuple[str, ...]
    turn: Turn
    built_in: Answer
    library: Library
    beside: tuple[Turn, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Heard:
    """What is to be shown while an answer is being made.

    kind: `sentence` adds one that was checked; `again` takes back what was shown, because the draft was sent back.
    """

    kind: Literal["sentence", "again"]
    text: str = ""


Listen = Callable[[Heard], None]
Talk = Sequence[tuple[Literal["user", "assistant"], str]]
