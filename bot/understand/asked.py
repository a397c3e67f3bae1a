"""How far a question as a whole speaks for asking whether, how much or until when the lender may still claim.

The word groups of `intents.yaml` know the ways of asking it that were thought of; "can they squeeze more out of us" is one
that was not.
"""

import math

from bot.meaning.reader import ASKED, meaning

CLAIM = "claim"
FEW_WORDS = 5  # fewer say too little by themselves


def asks_of_the_claim(text: str) -> float:
    """The log-odds that a question asks for the rule or the sum."""
    claim = min(max(meaning(text).likely(ASKED)[CLAIM], 1e-9), 1 - 1e-9)
    return math.log(claim / (1 - claim))
