"""Where no sale stands, because it was called off or lies ahead: nothing is owed as a deficiency yet, whatever the house is worth."""

import re

from bot.answer.draft import Draft
from bot.answer.quoting import say_opening
from bot.answer.turn import Turn
from bot.understand.calledoff import was_undone

WORDS = 60  # of the section on a date that moves
MEANING = "guide/what-a-deficiency-is#meaning"
STILL_COMING = "guide/how-to-read-a-sale-notice#postponed"
FIRST_STEPS = "guide/what-to-do-this-week#after-a-sale-notice"
COUNSELOR = "guide/where-to-get-help#housing-counselor"
APPLY = "guide/keeping-the-home#apply"
OWN_SALE = "guide/keeping-the-home#sell-it-yourself"
_SAVED = re.compile(
    r"\b(?:save|keep|stop|delay|postpone|prevent|avoid|halt)\b[^.?!]{0,30}\b(?:it|this|that|sale|auction|house|home|place|foreclosure|them)\b"
    r"|\bwhat (?:can|should|do|could) (?:i|we) (?:still )?do\b|\b(?:any|some) way\b|\btoo late\b|\bwhat now\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:owe|sue|sued|after me|after us|the rest|difference|balance|shortfall|deficien\w+|left ?over|short)\b(?! \$?\d)",
    re.IGNORECASE,
)
ABOUT_IT = frozenset({"rule", "deadline", "other"})  # what a part of a question is about that this answers


def answer_no_sale(draft: Draft, turn: Turn) -> bool:
    """Say that nothing is owed as a deficiency before a sale; returns False where a sale is told or something else is asked."""
    question = turn.question
    sold = question.says("sale_price") or turn.amounts.sale_price is not None
    past = any(day.role == "sale_date" and day.exact and day.day <= turn.today for day in question.days_read)
    beside = any(part.subject not in ABOUT_IT for part in question.parts)
    undone = question.called_off and was_undone(question.text, turn.record.code if turn.record else None)
    if not question.called_off or ((sold or past) and not undone) or beside:
        return False
    draft.say(
        "**You owe no deficiency now: no sale stands, and a deficiency is only what a foreclosure sale leaves unpaid.** "
        "The loan itself is still owed.",
        MEANING,
    )
    if undone:
        draft.say("The lender can have the home sold anew, and what counts then is what that sale brings.", MEANING)
    else:
        say_opening(draft, draft.library.passage(STILL_COMING), WORDS, bold=False)
    draft.used("search_corpus")
    return True


def is_ahead(turn: Turn) -> bool:
    """Whether the sale is told for a day to come, and no price of it is."""
    day = turn.facts.sale_date
    supposed = any(one.role == "sale_date" and one.hypothetical for one in turn.question.days_read)
    if day is None or day <= turn.today or turn.amounts.sale_price is not None or supposed:
        return False
    read = next((one for one in turn.question.days_read if one.role == "sale_date" and one.day == day), None)
    # of "2026" the last day counts, which tells nothing of whether the sale lies ahead in that year
    year_alone = read is not None and re.fullmatch(r"\W*(?:in )?20\d\d\W*", read.raw) is not None
    return not (year_alone and day.year == turn.today.year)


def answer_ahead(draft: Draft, turn: Turn) -> bool:
    """What can still be done before a sale; returns False where none is ahead or the claim after it is asked about."""
    question = turn.question
    saving = _SAVED.search(question.text) is not None
    # a bare day in a talk answers what was asked there
    only_told = bool(question.days_read) and not (question.follows or question.parts or "?" in question.text)
    of_the_claim = _CLAIM.search(question.text) or "redemption" in question.intents
    if not is_ahead(turn) or not (saving or only_told) or of_the_claim:
        return False
    pressed = bool(draft.segments)  # the counselor's number stands there already
    draft.say(
        "**Until the sale you owe no deficiency, and the sale can often still be stopped or avoided.** A deficiency is only what a "
        "foreclosure sale leaves unpaid.",
        MEANING,
    )
    if not pressed:
        draft.point("Call a free HUD-approved housing counselor at 888-995-4673.", COUNSELOR)
    draft.point(
        "Ask the servicer in writing for the sum that brings the loan up to date, and for the payoff.", FIRST_STEPS
    )
    draft.point(
        "A complete application for help that arrives more than 37 days before the sale generally stops it during the review.",
        APPLY,
    )
    draft.point(
        "See a bankruptcy lawyer before the sale, because a filing usually stops a sale only if it comes first.",
        FIRST_STEPS,
    )
    draft.point("If the home is worth more than you owe, sell it yourself before the auction.", OWN_SALE)
    draft.point("Ask about a short sale or a deed-in-lieu, with a written release of the shortfall.", FIRST_STEPS)
    draft.used("search_corpus")
    return True
