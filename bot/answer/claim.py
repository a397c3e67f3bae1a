"""The deficiency that a question speaks of."""

from decimal import Decimal

from bot.answer.turn import Turn


def claim_in_question(turn: Turn) -> Decimal | None:
    """The claim as told, or what the case leaves recoverable; zero where the state's rule bars it, None if unknown."""
    if turn.assessment is not None and turn.assessment.outcome == "barred":
        return Decimal(0)
    claimed = turn.question.money("claimed")
    if claimed is not None:
        return claimed
    if turn.assessment is not None and turn.numeric:
        return turn.assessment.amount
    return turn.plain.amount if turn.plain is not None and turn.plain.name == "deficiency" else None
