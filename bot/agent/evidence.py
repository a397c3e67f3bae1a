"""What a model's draft is held against: the words of the person, the rule as applied, the sums, the passages."""

from dataclasses import dataclass

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
