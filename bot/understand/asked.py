"""How far a question's words speak for asking whether, how much or until when the lender may still claim.

The word groups of `intents.yaml` know the ways of asking it that were thought of; "can they squeeze more out of us" is one
that was not. The weights stand in `asked.tsv`, which `python -m evals.asked` writes.
"""

from functools import cache
from pathlib import Path

from bot.understand.linear import LinearModel

WEIGHTS = Path(__file__).parent / "asked.tsv"
CLAIM = "claim"
FEW_WORDS = 5  # fewer say too little by themselves


def asks_of_the_claim(text: str) -> float:
    """The log-odds that a question asks for the rule or the sum, by its words alone."""
    model = asked_model()
    return model.odds(CLAIM, model.known(text))


@cache
def asked_model() -> LinearModel:
    """The weights in service, read once."""
    return LinearModel.from_text(WEIGHTS.read_text("utf-8"))
