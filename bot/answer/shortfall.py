"""The plain shortfall, before any state's rule."""

from bot.answer.draft import Draft
from bot.answer.places import ask_which_state
from bot.answer.turn import Turn
from bot.calculator import arithmetic, dollars

FORMULA = "guide/how-a-deficiency-is-calculated#formula"
NOT_AUTOMATIC = "guide/judgment-vs-shortfall#not-automatic"
STATES_DIFFER = "guide/how-states-differ#questions-each-state-answers"
SURPLUS = "guide/surplus-money#what-it-is"


def answer_plain(draft: Draft, turn: Turn) -> None:
    """Debt less price and credits, that it is no judgment yet, and the question that matters: which state."""
    figure = turn.plain
    if figure is None:
        raise ValueError("the plain shortfall needs a debt and a price")
    draft.used("calculate_deficiency")
    draft.figure(figure)
    if figure.name == "surplus":
        draft.amount = figure.amount * 0
        draft.say(f"**Nothing is left owing: the sale brought {dollars(figure.amount)} more than the debt.**", FORMULA)
        draft.say(arithmetic(figure), FORMULA, kind="arithmetic")
        draft.say("What is left after other liens belongs to you, but you may have to claim it.", SURPLUS)
        return
    draft.amount = figure.amount
    draft.say(f"**The shortfall is {dollars(figure.amount)}**, before any state rule.", FORMULA, kind="arithmetic")
    draft.say(f"{arithmetic(figure)}.", FORMULA, kind="arithmetic")
    if read := turn.question.how_amounts_were_read():
        draft.add(read, kind="reading")
    draft.say(
        "It is not automatically a debt you must pay: in most states the lender has to ask a court for it, some states "
        "forbid it for many home loans, and others cap it by the home's value.",
        NOT_AUTOMATIC,
        STATES_DIFFER,
    )
    if len(turn.question.states) > 1:
        ask_which_state(draft, turn)
        return
    draft.ask("state")
    draft.say("Which state is the house in?", kind="question")
