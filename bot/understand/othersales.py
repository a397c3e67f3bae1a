"""A sale that no mortgage lender held: an owners' association's for its dues, a county's for its taxes.

What such a sale brought is no price of the lender's own sale, and how it was held is no way of the lender's foreclosing.
"""

import re
from collections.abc import Sequence

from bot.understand.factreading import FactReading
from bot.understand.question import AmountReading, in_role

_ASSOCIATION = (
    r"(?:(?:the|my|our|that|an|a|home|property|unit|condo(?:minium)?|townhome|homeowners?'?s?|owners?'?s?) ){0,4}"
    r"(?:h\.?o\.?a\.?|p\.?o\.?a\.?|(?:condo(?:minium)?|co-?op) (?:board|complex)|association)"
)
_TAXES = r"(?:(?:the|our|my) )?(?:county|city|town|township|village|treasurer|tax (?:collector|office|man|people))"
_SELLS = r"(?:foreclos\w+|sold|auctioned|took|seized|sells?|auctions?)"
_OTHERS = re.compile(
    rf"\b{_ASSOCIATION}(?:'s)?(?: (?!not\b|never\b|didn't\b|lien\b)[\w'(),]+){{0,7}}? {_SELLS}\b"
    rf"|\b(?:foreclos\w+|sold|auctioned|sale|auction)(?: (?:on|off|out|it|us|me|my \w+|our \w+|the \w+))* (?:by|from) {_ASSOCIATION}(?![a-z])"
    rf"|(?<![a-z]){_ASSOCIATION} (?:foreclosure|sale|auction|lien sale)\b"
    rf"|\b{_TAXES} {_SELLS} (?:it|us|(?:my|our|the) [\w ]{{2,24}}?)(?: [\w'$,.]+){{0,6}}? (?:for|over) (?:\$?[\d,.]+k? (?:of |in )?)?(?:back |unpaid |delinquent |property )*tax(?:es)?\b"
    r"|\b(?:property |county )?tax (?:deed |lien |foreclosure )?(?:sale|auction|foreclosure)s?\b|\btax deed\b",
    re.IGNORECASE,
)
_LENDERS_OWN = re.compile(
    r"\b(?:bank|lender|mortgage (?:company|co|lender|holder)|servicer|wells(?: fargo)?|chase|trustee|sheriff)(?:'s)?(?: (?:then|later|also|itself|finally|has|had|just|own|did))* "
    r"(?:foreclos(?:ed|ure)|sold|auctioned|held|sale|auction|bid|bought)\b|\b(?:after|then|later)\b[^.;!?\n]{0,20}\bforeclosed\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[.;!?\n](?= |$)|,? (?:and )?(?:then|but|after that|later) (?=(?:the |my |our )?(?:bank|lender|mortgage|servicer))|; "
)
_OF_THE_SALE = frozenset({"process", "buyer", "disposition", "sale_by"})


def without_others_sale(
    text: str, amounts: tuple[AmountReading, ...], facts: tuple[FactReading, ...]
) -> tuple[tuple[AmountReading, ...], tuple[FactReading, ...]]:
    """The amounts and facts of a turn without those of a sale that no lender held.

    The price of such a sale is money of another matter. Where the lender's own sale is told as well, only what stands in the
    sentence about the other's sale is left out.
    """
    if not _OTHERS.search(text):
        return amounts, facts
    own_told = not only_anothers_sale(text)
    spans = [span for span in _sentences(text) if not own_told or _OTHERS.search(text, *span)]

    def concerned(at: int) -> bool:
        return any(start <= at < end for start, end in spans)

    left = in_role(amounts, "other", lambda a: a.role in ("sale_price", "basis") and concerned(a.span[0]))
    return left, tuple(f for f in facts if not (f.fact in _OF_THE_SALE and concerned(f.span[0])))


def _sentences(text: str) -> Sequence[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def only_anothers_sale(text: str) -> bool:
    """Whether a text tells of a sale that no lender held, and of none that one did.

    >>> only_anothers_sale("the HOA foreclosed on my condo"), only_anothers_sale("the HOA sold it, then the bank foreclosed")
    (True, False)
    """
    if not _OTHERS.search(text):
        return False
    return not any(_LENDERS_OWN.search(text, *span) and not _OTHERS.search(text, *span) for span in _sentences(text))
