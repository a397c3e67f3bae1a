"""A lender's letter that is pasted into a question: what it offers is not what is asked."""

import re
from collections.abc import Sequence

from bot.understand.roledamount import Role, RoledAmount

_TO_YOU = re.compile(
    r"\b(?:you (?:may|can|have the option)|please (?:call|contact|send|remit)|(?:contact|call|reach|write to) (?:our|us|this|the undersigned)|our (?:office|client|firm))\b"
    r"[^.!?\n]{0,160}?\b(?:lump[- ]sum|settle\w*|monthly payments?|payment plans?|repayment|instal+ments?|(?:resolve|pay) (?:this|the) (?:debt|matter|balance))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:i|we|me|us|my|our|client|should|worth it|good (?:deal|offer)|how much|which|better)\b[^.!?\n]{0,80}\b(?:lump|settle\w*|offer\w*|pay\w*|plan|month\w*|deal)\b[^.!?\n]{0,60}\?",
    re.IGNORECASE,
)
_PLANS = frozenset({"settlement", "instalment"})
_ITS_SUMS = frozenset({Role.OFFER, Role.LUMP_SUM, Role.INSTALMENT})


def only_a_letter_offers(text: str) -> bool:
    """Whether a settlement or a plan is spoken of by a letter to the person, and not asked about.

    >>> letter = "You may contact our office to discuss a lump sum settlement of $20,000."
    >>> only_a_letter_offers(letter), only_a_letter_offers(letter + " should i take the settlement?")
    (True, False)
    """
    return _TO_YOU.search(text) is not None and _ASKED.search(_TO_YOU.sub("", text)) is None


def without_letters_offer(
    intents: tuple[str, ...], sums: Sequence[RoledAmount]
) -> tuple[tuple[str, ...], list[RoledAmount]]:
    """The intents without those of a settlement or a plan, and its sums as sums of no calculation."""
    asked = tuple(intent for intent in intents if intent not in _PLANS)
    return asked, [one.model_copy(update={"role": Role.OTHER}) if one.role in _ITS_SUMS else one for one in sums]
