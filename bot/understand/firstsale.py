"""Whose sale it was, where a second loan's balance is told beside the first loan's debt and the price of the house."""

import re
from collections.abc import Sequence

from bot.understand.factreading import FactReading
from bot.understand.question import AmountReading
from bot.understand.rolewords import INCLUDED

_IN_ALL = re.compile(
    r"\b(?:both|in total|in all|all together|altogether|combined|incl\w*)\b[^.;!?\n]{0,30}\b(?:loans?|mortgages?|second|2nd|he-?loc)\b",
    re.IGNORECASE,
)


def with_firsts_sale(
    text: str, facts: tuple[FactReading, ...], amounts: Sequence[AmountReading]
) -> tuple[FactReading, ...]:
    """The facts of a second loan told beside what was owed on the first and its sale: that sale was another lender's."""
    told = {fact.fact: fact for fact in facts}
    balance = next((a for a in amounts if a.role == "second_mortgage"), None)
    roles = {a.role for a in amounts}
    if balance is None or "sale_price" not in roles or not roles & {"debt", "principal"}:
        return facts
    if "lien" not in told and "loan" in told and told["loan"].value == "home_equity":
        # "owed 262k, sold 215k, plus a home equity loan of 30k": that is the second loan's kind
        return tuple(fact for fact in facts if fact.fact != "loan")
    if "lien" not in told or told["lien"].value != "junior" or told.keys() & {"sale_by", "same_lender"}:
        return facts
    if (way := told.get("disposition")) and way.value != "foreclosure_sale":
        return facts
    if INCLUDED.search(text[max(0, balance.span[0] - 60) : balance.span[0]]) or _IN_ALL.search(text):
        return facts  # what was owed counts both loans
    return (*facts, told["lien"].model_copy(update={"fact": "sale_by", "value": "other_lender"}))
