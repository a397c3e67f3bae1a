"""The assessment that an answer speaks of, and its parts that matter most."""

from decimal import Decimal

from bot.answer.turn import Turn
from bot.law.assess import Assessment, Possibility
from bot.law.deadlines import DeadlineResult
from bot.law.record import Record


def assessed(turn: Turn) -> tuple[Record, Assessment]:
    """The record and the assessment of a turn whose state is known."""
    if turn.record is None or turn.assessment is None:
        raise ValueError("a state's rule needs a state")
    return turn.record, turn.assessment


def dearest(found: Assessment) -> Possibility:
    """The possibility that may cost most: the one whose arithmetic is shown."""
    return max(found.possibilities, key=lambda p: p.recoverable.amount or Decimal(-1))


def main_deadline(found: Assessment) -> DeadlineResult | None:
    """The deadline that matters most: the one that has run, or else the lender's, of the likeliest open possibility."""
    for p in found.possibilities:
        if p.lapsed:
            return p.lapsed
        timely = [d for d in p.deadlines if d.rule.period and d.rule.actor == "lender" and d.rule.direction == "after"]
        if p.outcome != "barred" and timely:
            return timely[0]
    return None
