"""Losing the home by agreement (short sale, deed in lieu) while the state is not known."""

import re

from bot.answer.draft import Draft
from bot.answer.turn import Turn
from bot.calculator import arithmetic

WORDS = {
    "short_sale": ("a short sale", "the approval letter", "guide/short-sale#what-it-is"),
    "deed_in_lieu": ("a deed in lieu", "the deed-in-lieu agreement", "guide/deed-in-lieu#what-it-is"),
    "agreed_foreclosure": ("a foreclosure by agreement", "the agreement", "guide/deficiency-waivers#what-it-is"),
}
_NEW_NOTE = re.compile(r"\b(?:sign|new|promissory|unsecured) (?:\w+ ){0,3}note\b", re.IGNORECASE)
RELEASE = "guide/deficiency-waivers#good-words"


def answer_agreed_exit(draft: Draft, turn: Turn) -> bool:
    """Answer for a home lost by agreement while no state's rule can be applied; returns whether it did."""
    way = turn.facts.disposition
    if way not in WORDS:
        return False
    if turn.record is not None:
        return False  # the state's cases speak of it
    if _NEW_NOTE.search(turn.question.text):
        return False  # a new note is asked for, which no paper signed so far speaks of
    name, paper, passage = WORDS[way]
    draft.say(f"**That turns on the paper you signed: {name} ends the debt only if {paper} says so.**", passage)
    draft.say(
        "Look for words that release you personally, such as full satisfaction or no deficiency; releasing the lien alone "
        "leaves the debt.",
        RELEASE,
    )
    if turn.plain is not None and turn.plain.name == "deficiency":
        draft.used("calculate_deficiency")
        draft.figure(turn.plain)
        draft.amount = turn.plain.amount
        draft.say(f"Without a release the lender may claim: {arithmetic(turn.plain)}.", passage, kind="arithmetic")
    draft.ask_for("deficiency_claim", f"What does {paper} say about the rest of the debt?")
    return True
