"""Roles of sums as a note or an equation writes them: `400 / 350`, `212,400 - 171,000 = 41,400`, `90k owed 60k sold`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from bot.understand.roledamount import Role, RoledAmount

_SLASHED = re.compile(
    r"(?:^|[.;:!?\n] ?)[$]?(?P<debt>[0-9]{2,3})k? ?/ ?[$]?(?P<sale_price>[0-9]{2,3})k?(?: ?/ ?[$]?(?P<fair_market_value>[0-9]{2,3})k?)?(?= ?(?:[.;!?\n]|$))"
)
_MINUS = re.compile(r" (?:minus|less|-|−) [$]?")
_SIGN = re.compile(r" ?([-+=−]) ?[$]?")
EQUATION = "as the sum is written"  # the cue of its amounts
_LEAST_PRICE = 20
_GAP = re.compile(r"deficiency|shortfall|difference|gap|shortage")
_OWED_BEHIND = re.compile(r" (?:was |is )?(?:owed|debt|owing),? (?:and |& |/ ?)?[$~]?")
_SOLD_BEHIND = re.compile(
    r" (?:sold|bid|sale|auction|got)(?: price)?(?= ?(?:[.,;!?)]|$|and\b|worth\b|value\b|[$]?[0-9]))"
)


def with_minus(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """`my deficiency is whatever 176 minus 151 is`: the debt and the price, where neither is told."""
    found = list(read)
    if len(found) < 2 or any(r.role in ("debt", "principal", "sale_price") for r in found):
        return found
    for place, (first, second) in enumerate(pairwise(found)):
        apart = _MINUS.fullmatch(folded, first.amount.span[1], second.amount.span[0])
        gap = first.role == "claimed" and _GAP.match(first.cue or "") is not None
        told = (first.role is None or gap) and second.role is None
        if apart and told and first.amount.value > second.amount.value >= _LEAST_PRICE:
            found[place] = first.model_copy(update={"role": Role.DEBT, "cue": None})
            found[place + 1] = second.model_copy(update={"role": Role.SALE_PRICE, "cue": None})
            break
    return found


def with_equation(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """`212,400 + 6,100 - 171,000 = 47,500`: the debt, what adds to it, the price and the rest, as a sum is written."""
    found = list(read)
    signs = [
        sign[1].replace("−", "-") if (sign := _SIGN.fullmatch(folded, one.amount.span[1], other.amount.span[0])) else ""
        for one, other in pairwise(found)
    ]
    if signs.count("=") != 1 or "-" not in signs:
        return found
    last = signs.index("=")
    first = last
    while first and signs[first - 1]:
        first -= 1
    if signs[first:last].count("-") != 1:
        return found
    roles = [Role.DEBT, *({"+": Role.FEES, "-": Role.SALE_PRICE}[sign] for sign in signs[first:last]), Role.CLAIMED]
    for place, role in enumerate(roles, first):
        found[place] = found[place].model_copy(update={"role": role, "cue": EQUATION})
    return found


def with_slashes(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """`400 / 350` or `210/170/195` in a sentence of its own: the debt, the price and the value, where none is told."""
    found = list(read)
    match = _SLASHED.search(folded)
    if match is None or any(r.role in ("debt", "principal", "sale_price") for r in read):
        return found
    roles = {match.start(role): role for role in (Role.DEBT, Role.SALE_PRICE, Role.FAIR_MARKET_VALUE) if match[role]}
    if Decimal(match["debt"]) <= Decimal(match["sale_price"]):
        return found
    for place, r in enumerate(found):
        if role := roles.get(r.amount.span[0] + r.amount.raw.startswith("$")):
            found[place] = r.model_copy(update={"role": role, "cue": None})
    return found


def with_labels_behind(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """`90k owed 60k sold`: what stands behind each of two amounts, without a pause, names it; not `bid 60k owed 90k sale`."""
    found = list(read)
    for place in range(len(found) - 1):
        first, second = found[place], found[place + 1]
        between = _OWED_BEHIND.fullmatch(folded, first.amount.span[1], second.amount.span[0])
        led = first.cue is not None and folded[: first.amount.span[0]].rstrip(" $:").endswith(first.cue.strip())
        if between and not led and _SOLD_BEHIND.match(folded, second.amount.span[1]):
            found[place] = first.model_copy(update={"role": Role.DEBT, "cue": "owed"})
            found[place + 1] = second.model_copy(update={"role": Role.SALE_PRICE, "cue": "sold"})
    return found
