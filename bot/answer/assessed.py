"""The assessment that an answer speaks of, and its parts that matter most."""

from decimal import Decimal

from bot.answer.model import AnswerDeadline
from bot.answer.prose import clause
from bot.answer.turn import Turn
from bot.law.assess import Assessment, Possibility
from bot.law.deadlines import DeadlineResult
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id


def assessed(turn: Turn) -> tuple[Record, Assessment]:
    """The record and the assessment of a turn whose state is known."""
    if turn.record is None or turn.assessment is None:
        raise ValueError("a state's rule needs a state")
    return turn.record, turn.assessment


def dearest(found: Assessment) -> Possibility:
    """The possibility that may cost most: the one whose arithmetic is shown."""
    return max(found.possibilities, key=lambda p: p.recoverable.amount or Decimal(-1))


def main_deadline(found: Assessment) -> DeadlineResult | None:
    """The deadline that matters most: the one that has run, or else the lender's, of the likeliest open possibility.

    Where the lender has none of its own, the borrower's: to ask for an appraisal, or to object.
    """
    for p in found.possibilities:
        if p.lapsed:
            return p.lapsed
        if p.outcome != "barred" and (timely := _timely(p, "lender")):
            return timely
    return borrowers_deadline(found)


def borrowers_deadline(found: Assessment) -> DeadlineResult | None:
    """What the borrower must do in time, in the likeliest open possibility that asks for something."""
    return next((d for p in found.possibilities if p.outcome != "barred" and (d := _timely(p, "borrower"))), None)


def deciding_passage(record: Record, p: Possibility) -> str:
    """The passage that a possibility rests on: the deadline that has run, or else the rule."""
    return deadline_id(record.code, p.lapsed.rule.id) if p.lapsed else rule_id(record.code, p.case.id)


def told_deadline(found: DeadlineResult) -> AnswerDeadline:
    """A deadline as the answer holds it."""
    rule = found.rule
    return AnswerDeadline(
        date=found.last_day,
        period=rule.period.words() if rule.period else None,
        act=clause(rule.act),
        cite=rule.cite,
        actor=rule.actor,
        starts=clause(rule.starts),
        missed=clause(rule.if_missed or ""),
        from_sale=found.from_sale,
    )


def _timely(p: Possibility, actor: str) -> DeadlineResult | None:
    return next(
        (d for d in p.deadlines if d.rule.period and d.rule.actor == actor and d.rule.direction == "after"), None
    )
