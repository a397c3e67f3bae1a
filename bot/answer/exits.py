"""Losing the home by agreement (short sale, deed in lieu) in a state whose record speaks of foreclosure sales only."""

from bot.answer.draft import Draft
from bot.answer.turn import Turn
from bot.calculator import arithmetic
from bot.retrieval.passage import state_id

WORDS = {
    "short_sale": ("a short sale", "the approval letter", "guide/short-sale#what-it-is"),
    "deed_in_lieu": ("a deed in lieu", "the deed-in-lieu agreement", "guide/deed-in-lieu#what-it-is"),
    "agreed_foreclosure": ("a foreclosure by agreement", "the agreement", "guide/deficiency-waivers#what-it-is"),
}
RELEASE = "guide/deficiency-waivers#good-words"


def answer_agreed_exit(draft: Draft, turn: Turn) -> bool:
    """Answer for a home lost by agreement where the state's cases do not speak of it; returns whether it did."""
    way = turn.facts.disposition
    if way not in WORDS:
        return False
    record = turn.record
    if record is not None and any("disposition" in case.when for case in record.deficiency):
        return False
    name, paper, passage = WORDS[way]
    draft.outcome = "depends" if record else None
    draft.state = record.code if record else None
    draft.ask("deficiency_claim")
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
    if record is not None:
        draft.say(
            f"The {record.name} limits on deficiencies are written for foreclosure sales, so do not count on them here; the "
            f"time to sue on the note still runs ({record.limitations.cite}).",
            state_id(record.code, "limitations"),
        )
    draft.say(f"What does {paper} say about the rest of the debt?", kind="question")
    return True
