"""The plain shortfall, before any state's rule."""

import re

from bot.answer.beside import asks_beside_the_sum
from bot.answer.draft import Draft
from bot.answer.places import ask_which_state, which_place
from bot.answer.turn import Turn
from bot.calculator import arithmetic, dollars
from bot.calculator.figure import ZERO
from bot.law.cap import ends_of
from bot.topics import Topic
from bot.understand.moves import Move
from bot.understand.question import NUMERIC

FORMULA = "guide/how-a-deficiency-is-calculated#formula"
NOT_AUTOMATIC = "guide/judgment-vs-shortfall#not-automatic"
STATES_DIFFER = "guide/how-states-differ#questions-each-state-answers"
SURPLUS = "guide/surplus-money#what-it-is"
_OWN = re.compile(
    r"\b(?:i|we|my|our|us|me)\b(?=.*\b(?:owe|owing|short|deficiency|shortfall|pay|left|liable|sue|collect|come after|go after)\b)|"
    r"\b(?:owe|owing|short|deficiency|shortfall|left to pay|liable)\b.*\b(?:i|we|my|our|us|me)\b",
    re.IGNORECASE | re.DOTALL,
)
_GENERALLY = re.compile(r"\b(?:usual(?:ly)?|typical(?:ly)?|average|generally|normally|most people)\b", re.IGNORECASE)
# subjects that a question about the sum may touch beside it
SUM_TOPICS = frozenset({Topic.CALCULATION, Topic.DEFINITION, Topic.SALE_NOTICE, Topic.FAIR_VALUE, Topic.RECOURSE})


def answer_plain(draft: Draft, turn: Turn) -> None:
    """Debt less price and credits, that it is no judgment yet, and the question that matters: which state."""
    figure = turn.plain
    if figure is None:
        raise ValueError("the plain shortfall needs a debt and a price")
    draft.used("calculate_deficiency")
    draft.figure(figure)
    if figure.name == "surplus":
        draft.amount = figure.amount * 0
        draft.say(f"**Nothing is left owing: the sale brought {dollars(figure.amount)} more than the debt.**", SURPLUS)
        draft.say(f"{arithmetic(figure)}.", FORMULA, kind="arithmetic")
        _how_read(draft, turn)
        draft.say("What is left after other liens belongs to you, but you may have to claim it.", SURPLUS)
        return
    draft.amount = figure.amount
    if "claimed" in figure.inputs:
        draft.say(
            f"**Not automatically: {dollars(figure.amount)} is what the lender claims, and it must be able to show how it "
            "comes to that sum.**",
            FORMULA,
            kind="arithmetic",
        )
        _states_differ(draft, turn)
        return
    if figure.amount == 0:
        draft.say("**Nothing is left owing: the sale covered the debt exactly.**", FORMULA, kind="arithmetic")
        draft.say(f"{arithmetic(figure)}.", FORMULA, kind="arithmetic")
        _how_read(draft, turn)
        return
    ends = ends_of(figure)
    between = f" (between {dollars(ends[0])} and {dollars(ends[1])})" if ends else ""
    draft.say(
        f"**The shortfall is {'about ' * bool(ends)}{dollars(figure.amount)}**{between}, before any state rule.",
        FORMULA,
        kind="arithmetic",
    )
    draft.say(f"{arithmetic(figure)}{', from the middle of what you told' * bool(ends)}.", FORMULA, kind="arithmetic")
    _how_read(draft, turn)
    _states_differ(draft, turn)


def _states_differ(draft: Draft, turn: Turn) -> None:
    draft.say(
        "It is not automatically a debt you must pay: in most states the lender has to ask a court for it, some states "
        "forbid it for many home loans, and others cap it by the home's value.",
        NOT_AUTOMATIC,
        STATES_DIFFER,
    )
    if turn.question.ambiguous:
        draft.ask_for("state", which_place(turn))
        return
    if len(turn.question.states) > 1:
        ask_which_state(draft, turn)
        return
    supposed = turn.question.move(Move.WHAT_IF) is not None
    # without it no rule can be applied
    draft.ask_for("state", "Which state is the house in?", again=not supposed)


def ask_for_missing(draft: Draft, turn: Turn) -> bool:
    """Where the sum is asked for and only the debt or only the price is known, say so and ask for the other.

    Returns False where both or neither are known, or a state's rule answers.
    """
    question, amounts = turn.question, turn.amounts
    if turn.assessment is not None or question.ambiguous or not (question.amounts or "amount" in question.intents):
        return False
    if set(question.topics) - SUM_TOPICS or set(question.intents) & NUMERIC:
        return False
    if amounts.debt is None and amounts.sale_price is None and amounts.claimed is None:
        return _ask_for_all(draft, turn)
    if (amounts.debt is None) == (amounts.sale_price is None):
        return False
    if question.intents and "amount" not in question.intents and "rule" not in question.intents:
        return False
    if not question.intents and asks_beside_the_sum(question.text):
        return False
    draft.used("calculate_deficiency")
    if amounts.sale_price is None and amounts.debt is not None:
        known, missing, name = f"the {dollars(amounts.debt)} owed", "what the house sold for", "sale_price"
        asks = "What did it sell for, and in which state is it?"
    else:
        known, missing, name = f"the sale price of {dollars(amounts.sale_price or ZERO)}", "", "debt"
        asks = "How much was owed in all, and in which state is the house?"
        missing = "what was owed in all"
    draft.say(f"**I can work it out once I know {missing}.**", FORMULA)
    rule = "The shortfall is what was owed, with interest, fees and costs, less what the sale brought"
    draft.say(f"{rule}; I have {known}.", FORMULA)
    _how_read(draft, turn)
    draft.ask_for(name, asks)
    draft.ask("state")
    return True


def _ask_for_all(draft: Draft, turn: Turn) -> bool:
    """Where somebody asks what they owe and tells no amount at all."""
    question = turn.question
    told = question.amounts or question.loose or turn.amounts.junior_debt is not None
    if told or "amount" not in question.intents or not _OWN.search(question.text) or _GENERALLY.search(question.text):
        return False
    draft.say("**I can work it out once I know what was owed in all and what the house sold for.**", FORMULA)
    draft.say("The shortfall is what was owed, with interest, fees and costs, less what the sale brought.", FORMULA)
    draft.ask_for("debt", "How much was owed, what did the house sell for, and in which state is it?")
    draft.ask("sale_price")
    draft.ask("state")
    return True


def _how_read(draft: Draft, turn: Turn) -> None:
    if read := turn.question.how_amounts_were_read():
        draft.add(read, kind="reading")
