"""What is said to "I don't know": what each possibility means, and where the fact can be found."""

from bot.answer.asking import next_question
from bot.answer.assessed import assessed
from bot.answer.draft import Draft
from bot.answer.rule import possibilities, start
from bot.answer.rule_words import given_words
from bot.answer.shortfall import STATES_DIFFER
from bot.answer.turn import Turn
from bot.conversation.words import label
from bot.retrieval.passage import rule_id

# where a person can find out what they do not know
FIND_OUT = {
    "process": (
        "Look for a court's name and a case number on your papers, or for the words trustee or power of sale; the deed "
        "recorded after the sale shows it too.",
        "guide/judicial-and-nonjudicial-foreclosure#how-to-tell",
    ),
    "buyer": (
        "The deed after the sale names the buyer; the county recorder or register of deeds has a copy.",
        "guide/sale-price-and-market-value#who-bought",
    ),
    "sale_date": (
        "The report of sale or the recorded deed shows the day.",
        "guide/what-to-do-this-week#after-the-sale",
    ),
    "sale_price": (
        "The report of sale or the recorded deed shows the price.",
        "guide/what-to-do-this-week#after-the-sale",
    ),
    "debt": (
        "You can ask the servicer in writing for the payment history and the fees.",
        "guide/keeping-records#ask-for-history",
    ),
    "fair_market_value": (
        "The best proof of value is a licensed appraiser's report for the date of the sale.",
        "guide/sale-price-and-market-value#prove-value",
    ),
}
PAPERS = ("The note, the mortgage and the closing papers show it.", "guide/keeping-records#start-a-file")
ON_PAPER = frozenset(
    {"loan", "lien", "lender", "instrument", "loan_date", "same_lender", "high_cost_loan", "loan_program"}
)


def not_known(draft: Draft, names: tuple[str, ...], turn: Turn) -> None:
    """The person does not know: what each possibility means, and where the fact can be found."""
    name = names[0]
    text, passage = FIND_OUT.get(name) or (PAPERS if name in ON_PAPER else ("", ""))
    if turn.assessment is None:
        if name == "state":
            draft.say("**That's all right, but the state decides: each one has its own rule.**", STATES_DIFFER)
            draft.say(
                "The county on your loan papers or on the sale notice tells it.",
                "guide/how-to-read-a-sale-notice#what-to-look-for",
            )
            return
        draft.say(f"**That's all right; {label(name)} stays open.**", kind="reading")
        if text:
            draft.say(text, passage)
        return
    record, found = assessed(turn)
    start(draft, turn)
    rule = rule_id(record.code, found.first.case.id)
    if any(name in p.given for p in found.possibilities) and len(found.possibilities) > 1:
        draft.say("**That's all right; then it can come out in more than one way:**", rule)
        possibilities(draft, turn, record, found)
    else:
        draft.say("**That's all right; here is what holds either way.**", kind="reading")
        draft.add(found.first.case.effect, rule)
        if words := given_words(record, found.first):
            draft.add(f"That is so if {words}.", rule)
    if text:
        draft.say(text, passage)
    next_question(draft, turn)
