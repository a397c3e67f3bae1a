"""Whether one may stop paying: that it is no crime, what it leads to, and what to do before."""

import re

from bot.answer.draft import Draft
from bot.answer.rule import add_rule
from bot.answer.turn import Turn

JAIL = "guide/collection-after-judgment#jail"
ROAD = "guide/timeline-from-missed-payment-to-collection#whole-road"
BEFORE = "guide/timeline-from-missed-payment-to-collection#before-the-sale"
STILL_OWED = "guide/common-mistakes#house-gone-debt-gone"
COUNSELOR = "guide/where-to-get-help#housing-counselor"

_STOP = (
    r"(?:stop|stops|stopped|stopping|quit|quits|quitting)(?: on)? (?:paying|making (?:\w+ )?(?:\w+ )?payments?|(?:my|our|the) (?:\w+ )?payments?)"
    r"|(?:not|never|don'?t|without) (?:pay|paying) (?:my|our|the|this) (?:mortgage|house|loan|house note|note)\b(?! (?:off|in full))"
)
_ASKS = re.compile(
    rf"\b(?:can|could|may|should|what if|if|when|before) (?:i|we|my (?:client|mom|dad|husband|wife))(?:'d)?(?: (?:just|simply|legally|even|all|not))* (?:{_STOP})"
    rf"|\b(?:legal|lawful|allowed|ok|okay|fine|smart|wise|wrong|bad|alright|safe|permitted|better|dumb|stupid)\b[^.?!]{{0,25}}\b(?:{_STOP})"
    rf"|\b(?:{_STOP})\b[^.?!]{{0,60}}\b(?:legal|lawful|on purpose|trouble|consequences|allowed)\b"
    r"|\bstrategic(?:ally)? default\w*",
    re.IGNORECASE,
)
# another payment, one after the sale, or what somebody else told to do
_NOT_THIS = re.compile(
    r"\b(?:hoa|pmi|mip|escrow|utilities|electric\w*|water|phone|bills|child support|alimony|lawyers?|attorneys?|dues|association|rent|landlord|insurance|property tax\w*|car|truck|credit cards?|student|taxes|settle\w*|installments?|"
    r"garnish\w*|judge?ments?|chapter|bankrupt\w*|trustee|plan payments?|reaffirm\w*|collectors?|collection|second|2nd|he-?loc|junior|"
    r"sold|auctioned|after the (?:sale|auction|foreclosure)|(?:told|tells?|said|says|want(?:s|ed)?|advis\w+|ask(?:s|ed)?) (?:me|us|that i|i) (?:should |to |not )*(?:stop|quit|pay)|"
    r"how long|how many|crime|criminal|jail|illegal|tenants?|ex|modif\w*|forbear\w*)\b",
    re.IGNORECASE,
)
# what a state's own rule answers first, where the state is told
_CLAIM = re.compile(
    r"\b(?:owe|sue|sued|suing|after (?:me|us|him|her|them)|on the hook|liable|liability|the rest|difference|deficien\w+)\b",
    re.IGNORECASE,
)
# what a default that was not forced costs where a federal agency stands behind the loan
_AGENCIES = {
    "va": ("On a VA loan a default in bad faith can leave a debt to the VA.", "federal/va-loans#no-debt-to-va"),
    "fha": (
        "HUD's 1989 letter names people who walked away though able to pay among the usual targets of a claim on an FHA loan.",
        "federal/fha-loans#usual-targets",
    ),
}


def asks_to_stop(text: str) -> bool:
    """Whether it is asked if the payments on the home may be stopped, or what comes of it.

    >>> asks_to_stop("is it legal to stop paying my mortgage"), asks_to_stop("can i just stop paying and let them have it")
    (True, True)
    >>> asks_to_stop("i stopped paying in march"), asks_to_stop("can i stop paying the hoa after the sale")
    (False, False)
    """
    return _ASKS.search(text) is not None and _NOT_THIS.search(text) is None


def answer_stopping(draft: Draft, turn: Turn) -> bool:
    """Answer whether one may stop paying; returns False where that is not asked."""
    question = turn.question
    if not asks_to_stop(question.text) or question.says("sale_price") or turn.amounts.sale_price is not None:
        return False
    if turn.assessment is not None and _CLAIM.search(question.text):
        return False
    if turn.assessment is not None:
        draft.say(
            "**To stop paying is no crime, but it breaks your promise to pay, and the lender can foreclose.**",
            JAIL,
            ROAD,
        )
        add_rule(draft, turn)
    else:
        draft.say(
            "**To stop paying is no crime, but it breaks your promise to pay: the lender can foreclose, and in many states it "
            "may then claim what the sale leaves unpaid.**",
            JAIL,
            ROAD,
            STILL_OWED,
        )
        draft.ask_for(
            "state", "Which state is the house in? Whether you could owe anything after a foreclosure turns on it."
        )
    if agency := _AGENCIES.get(turn.facts.loan_program or ""):
        draft.say(*agency)
    draft.say(
        "For most home loans a federal rule keeps the servicer from starting a foreclosure until the loan is more than 120 days "
        "past due. Before you stop, look at what leaves less behind: a new payment plan, selling the house yourself, or a short "
        "sale with a written release.",
        BEFORE,
    )
    draft.add("A HUD-approved housing counselor goes through it with you for free: 888-995-4673.", COUNSELOR)
    draft.used("search_corpus")
    return True
