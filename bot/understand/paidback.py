"""What was paid on a claim after the sale and comes off it: `deficiency of 52,310, I've paid 7,500 on it`.

What somebody can pay, what was paid to live in the home, down on it, or in the years before is no such sum.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from bot.understand.roledamount import Role, RoledAmount

Paid = Literal["since", "on it", "paid", "otherwise"]
PAID_ON_CLAIM = "paid on the claim"  # the cue of one
_WHO = r"(?:i|we|he|she|debtor|borrower|client|clt|homeowner|h/o|my (?:husband|wife|ex|mom|dad|son|daughter))"
_BACK = r"(?: (?:them|back|in|the (?:bank|lender|collector|court|creditor|judge?ment)|about|around|roughly|like|only|just|another))*"
_PAID = rf"(?:paid|pd|sent|given|gave|handed){_BACK} [$]?"
_WHEN = r"(?: (?:since|already|only|so far|also|now|then))*"
# by itself: what has been paid so far, and a payment that was made
_HAS_PAID = re.compile(
    rf"\b(?:{_WHO}(?:'?ve|'s| have| has){_WHEN}|(?:have|has|already|so far)(?:,? {_WHO})?{_WHEN}) {_PAID}$"
    rf"|\b(?:made|sent)(?: (?:them|in))? (?:an?|one|two|another|some|the)? ?(?:good faith |partial |single |big |small )?(?:payments?|pmts?)(?: (?:already|so far))? (?:of|for|totall?ing)(?: (?:about|around))? [$]?$"
)
# with words behind that tell on what or since when
_PAID_BEFORE = re.compile(rf"(?:^|\b(?:{_WHO}|and|but|then|also){_WHEN} |[,;.&+-] ?){_PAID}$")
_PAYMENT_OF = re.compile(r"\b(?:payments?|pmts?) (?:of|for|totall?ing)(?: (?:about|around))? [$]?$")
_MINUS = re.compile(r"\b(?:minus|less|after)(?: the)? [$]?$")
_BEHIND = re.compile(
    r" (?:dollars )?(?:in [a-z]{3,9}(?: 20[0-9]{2})? |last [a-z]{3,9} )?(?:(?P<since>(?:since|after) (?:the|that) (?:\w+ )?(?:sale|auction|judge?ment|foreclosure)\b|since(?: then| that)?(?= ?(?:[.,;!?)]|$|so\b|and\b|what\b|how\b))"
    r"|(?:back |down |so far |already )*(?:on|towards?|against|of) (?:the |my |that |this )?(?:deficiency|shortfall)\b)"
    r"|(?:back |down |so far |already )*(?:on|towards?|against|of) (?:it|that|this|(?:the|my|that|this) (?:claim|judge?ment|debt|balance))\b(?! (?:house|home|loan|mortgage))"
    r"|so far\b|already\b|to date\b|in payments\b)"
)
_WAS_MADE = re.compile(r" (?:dollars )?(?:was|were|has been|have been)(?: already)? (?:made|paid|sent|received)\b")
_I_PAID = re.compile(rf" (?:dollars )?(?:that |which )?{_WHO}(?:'?ve| have| has|'s)?{_WHEN} (?:paid|sent|gave)\b")
# what else was paid: by the month, for something, down, to others, on the loan
_OTHERWISE = re.compile(
    r" ?(?:dollars )?(?:/|(?:an?|per|each|every) (?:day|week|wk|month|mo|year|yr)|monthly|weekly|down(?! on (?:it|that))|for (?!it\b|now\b)|in (?!payments\b|total\b|all\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* (?:20[0-9]{2} )?(?:on|towards?|since|of)\b)"
    r"|over the|before\b|to (?!(?:them|date|the (?:bank|lender|collector|court|creditor))\b)"
    r"|(?:on|towards?|of) (?:(?:the|my|our|this|that) )*(?:house|home|place|property|mortgage|(?:home )?loan|note|principal|car|roof|lawyer|attorney|arrears|taxes)\b)"
)
_REACH = 70
_DEBTS = frozenset({Role.DEBT, Role.PRINCIPAL})
_MAY_BE_PAID = frozenset(
    {Role.BASIS, Role.ASSETS, Role.CLAIMED, Role.OFFER, Role.INSTALMENT, Role.MONTHLY_PAYMENT, None}
)


def with_paid_back(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """The sums, those that were paid on a claim as what comes off it.

    Beside a debt it must be said that it was paid since the sale, and beside an offer it is a part of the settlement.
    """
    how = [_paid(folded, one) for one in read]
    others = {one.role for one, paid in zip(read, how, strict=True) if paid in (None, "otherwise")}
    owed = bool(others & _DEBTS)
    if others & {Role.OFFER, Role.LUMP_SUM} or (Role.CLAIMED not in others and not owed):
        return list(read)
    most = max((one.amount.value for one in read if one.role == Role.CLAIMED), default=None)
    return [_turned(one, paid, most, owed=owed) for one, paid in zip(read, how, strict=True)]


def _turned(one: RoledAmount, paid: Paid | None, most: Decimal | None, *, owed: bool) -> RoledAmount:
    """A sum as what was paid on the claim, or as money that no calculation uses. most: the claim. owed: a debt is told."""
    if paid == "otherwise" and one.role in (Role.CLAIMED, None):
        return one.model_copy(update={"role": Role.OTHER, "cue": paid})
    if paid in (None, "otherwise") or (owed and paid != "since") or (most is not None and one.amount.value > most):
        return one
    return one.model_copy(update={"role": Role.CREDITS, "cue": PAID_ON_CLAIM, "months": None})


def _paid(folded: str, one: RoledAmount) -> Paid | None:
    if one.frequency or one.hypothetical:
        return None
    paid = paid_back(folded, *one.amount.span)
    told = one.role in _MAY_BE_PAID or (
        one.role == Role.SALE_PRICE and paid == "since"
    )  # "paid them 6k since the auction"
    return paid if told else None


def paid_back(folded: str, start: int, end: int) -> Paid | None:
    """How a sum, from `start` to `end` of a lower-case text, is told to be paid.

    `since` the sale, `on it` (what is spoken of), `paid` without more words, or `otherwise`: for the home, on the loan.

    >>> paid_back("i've paid 7,500", 10, 15), paid_back("sent them 4,500 of that", 10, 15)
    ('paid', 'on it')
    """
    before = folded[max(0, start - _REACH) : start]
    has = _HAS_PAID.search(before) is not None
    if _OTHERWISE.match(folded, end):
        return "otherwise" if has else None
    of = _PAYMENT_OF.search(before) is not None
    if (behind := _BEHIND.match(folded, end)) and (of or has or _PAID_BEFORE.search(before)):
        return "since" if behind["since"] else "on it"
    made = of and _WAS_MADE.match(folded, end) is not None
    less = _MINUS.search(before) is not None and _I_PAID.match(folded, end) is not None
    return "paid" if made or less or has else None
