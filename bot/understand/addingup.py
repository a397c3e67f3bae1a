"""Sums that tell what they are by adding up: the total behind its parts, what the price leaves of the debt or an offer of the claim."""

import re
from collections.abc import Sequence

from bot.understand.roledamount import Role, RoledAmount

_PARTS = (Role.PRINCIPAL, Role.INTEREST, Role.LATE_FEES, Role.COSTS, Role.FEES)
_FEWEST = 3  # parts; two sums may add up to a third by chance
JUDGED = "judged"  # no words gave the role
_MAY_BE_LEFT = (Role.DEBT, None)
_THE_REST = re.compile(r"\b(?:other|remaining|rest(?: of (?:the|that))?|remainder(?: of)?|missing|last) ?[$]?$")
_MAY_BE_THE_WHOLE = (None, Role.CLAIMED, Role.DEBT)


def with_what_adds_up(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """The sums, with the total of several parts as the debt that holds them, and debt less price as what is claimed.

    What an offer leaves of the claim is no claim: "settle for 15k on 60k, what about the other 45".
    """
    return _with_what_is_left(_with_the_total(_without_the_rest_of_an_offer(folded, read)))


def _with_the_total(read: list[RoledAmount]) -> list[RoledAmount]:
    for at, one in enumerate(read):
        parts = [n for n, part in enumerate(read) if part.role in _PARTS and not part.superseded and n != at]
        # what the words do not settle, and the judgement took for a price
        guessed = one.role == Role.SALE_PRICE and one.cue == JUDGED
        if not (one.role in (None, *_PARTS) or guessed) or len(parts) < _FEWEST:
            continue
        if one.amount.value == sum(read[n].amount.value for n in parts):
            found = [
                part.model_copy(update={"role": Role.OTHER}) if n in parts else part for n, part in enumerate(read)
            ]
            found[at] = one.model_copy(update={"role": Role.DEBT})
            return found
    return read


def _with_what_is_left(read: list[RoledAmount]) -> list[RoledAmount]:
    prices = [one.amount.value for one in read if one.role == Role.SALE_PRICE]
    debts = [one.amount.value for one in read if one.role == Role.DEBT]
    left = {debt - price for debt in debts for price in prices if debt > price}
    return [
        one.model_copy(update={"role": Role.CLAIMED})
        if one.role in _MAY_BE_LEFT and one.amount.value in left and one.amount.value < max(debts)
        else one
        for one in read
    ]


def _without_the_rest_of_an_offer(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    offered = {one.amount.value for one in read if one.role == Role.OFFER}
    found = list(read)
    for place, rest in enumerate(read):
        if rest.role == Role.CANCELLED_DEBT or not _THE_REST.search(folded[: rest.amount.span[0]]):
            continue
        for at, whole in enumerate(read):
            if whole.role in _MAY_BE_THE_WHOLE and whole.amount.value - rest.amount.value in offered:
                found[place] = rest.model_copy(update={"role": Role.OTHER})
                found[at] = whole.model_copy(update={"role": whole.role or Role.CLAIMED})
    return found
