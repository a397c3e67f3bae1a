"""Where it is told, without the sums, that the lender bid the whole debt: the sale paid it, and no shortfall is left."""

from bot.answer.draft import Draft
from bot.answer.holders import held, say_held
from bot.answer.subjects import subjects_asked
from bot.answer.turn import Turn

NONE_LEFT = "guide/what-a-deficiency-is#when-none"
SUBJECT = "full_bid"


def answer_full_bid(draft: Draft, turn: Turn) -> bool:
    """Say that nothing is left after such a bid; returns False where none is told, the sums are, or the state's record alone answers."""
    question, amounts = turn.question, turn.amounts
    if turn.assessment is None or turn.assessment.outcome == "barred" or SUBJECT not in _names(question.text):
        return False
    sums = (amounts.debt, amounts.sale_price)
    own = next((one for one in held(draft, turn) if one.subject.name == SUBJECT), None)
    if any(one is not None for one in sums) or (own is not None and not question.says("claimed")):
        return False
    if "rule" not in question.intents and not question.says("claimed"):
        return False  # what such a bid is, and not what is left of it
    draft.used("search_corpus")
    draft.state = turn.state
    if own is not None:
        say_held(draft, own, first=True, alone=False)
    draft.say("**If the bid was the whole debt, the sale paid it, and you owe no deficiency.**", NONE_LEFT)
    draft.add(
        "A sale report or trustee's deed shows what the house brought, so compare it with the judgment or payoff.",
        NONE_LEFT,
    )
    if question.says("claimed"):
        draft.say("Ask whoever wants more to show in writing how it comes to that sum.", kind="help")
    return True


def _names(text: str) -> frozenset[str]:
    return frozenset(subject.name for subject in subjects_asked(text))
