"""What a lender's bid of the debt does: a bid of all of it leaves no shortfall, any credit bid is a price without cash."""

import re

from bot.answer.draft import Draft
from bot.answer.holders import held, say_held
from bot.answer.subjects import subjects_asked
from bot.answer.turn import Turn
from bot.calculator.figure import dollars

NONE_LEFT = "guide/what-a-deficiency-is#when-none"
SUBJECT = "full_bid"
CREDIT_BID, FORMULA = "glossary#credit-bid", "guide/how-a-deficiency-is-calculated#formula"
_CREDIT_BID = re.compile(r"(?<!full )(?<!full-)\bcredit[ -]?bid", re.IGNORECASE)
_IS_IT_MONEY = re.compile(
    r"\b(?:is|was|does|did) (?:that|it|this|they|the bank|the lender)\b[^.?!]{0,30}\b(?:money|cash|pay anything|paid anything|count)\b"
    r"|\b(?:any|real|actual|no|in) (?:money|cash)\b|\b(?:money|cash) (?:real|chang\w+ hands)\b|\bwhat(?:'s| is| does| do)\b[^.?!]{0,40}\b(?:mean|credit[ -]?bid)\b",
    re.IGNORECASE,
)


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


def say_credit_bid(draft: Draft, turn: Turn) -> bool:
    """Where it is asked whether a credit bid is money: what it is, and that it counts as the price all the same."""
    text, price = turn.question.text, turn.question.money("sale_price")
    asked = _CREDIT_BID.search(text) and _IS_IT_MONEY.search(text.replace("'", "").replace('"', ""))
    if not asked or price is None or CREDIT_BID in draft.citations:
        return False
    draft.used("search_corpus")
    draft.say(
        "**No cash is paid: a credit bid is the lender's bid with the debt itself in place of cash.**", CREDIT_BID
    )
    draft.add(f"It is the sale price all the same, so {dollars(price)} comes off what was owed.", FORMULA)
    return True


def _names(text: str) -> frozenset[str]:
    return frozenset(subject.name for subject in subjects_asked(text))
