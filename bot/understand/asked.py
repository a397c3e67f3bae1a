"""How far a question as a whole speaks for asking whether, how much or until when the lender may still claim.

The word groups of `intents.yaml` know the ways of asking it that were thought of; "can they squeeze more out of us" is one
that was not.
"""

from bot.meaning.reader import ASKED, log_odds, meaning

CLAIM = "claim"
FEW_WORDS = 5  # fewer say too little by themselves


def asks_of_the_claim(text: str) -> float:
    """The log-odds that a question asks for the rule or the sum."""
    return log_odds(meaning(text).likely(ASKED)[CLAIM])
