"""Whose sale it was and whose claim it is, where both loans are told with their banks' names."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from bot.understand.cues import spelt_out
from bot.yamlfile import load_yaml

_FIRST = r"(?:first|1st|senior|primary|main)(?: (?:mortgage|mtg|loan|lien|td|dot))*"
_SECOND = r"(?:(?:second|2nd|junior|piggyback)(?! (?:home|house))(?: (?:mortgage|mtg|loan|lien|td|dot))*|he-?loc|(?:home )?equity (?:line|loan)(?: of credit)?|credit line|line of credit)"
_SUM = r"[$]?[0-9][0-9,.]*k?"
_WITH = rf"(?:(?: (?:was|is|mortgage|loan|of|for|about|a|an|the|{_SUM})){{0,4}},? (?:with|w/|from|at|by|through|thru|to|is|was|held by|owed to|\() ?| {_SUM},? )"
# a second lender that the list of banks does not have: "with america first", "with a different credit union"
_NAMED = (
    r"(?: (?:with|w/|from|held by|owed to) (?P<name>(?!(?:the|that|this|my|our|same|very|big|main)\b)(?:[\w&'.-]+ ){0,2}"
    r"(?:bank|first|credit union|cu|fcu|savings|lending|financial|funding)))\b"
)
_SOLD = (
    r"(?: (?:then|just|finally|has|had|was the one (?:that|who)|is the one (?:that|who)|already|later|actually)){0,3} "
    r"(?:foreclosed|sold|auctioned|held the (?:sale|auction)|took (?:the|my|our|it)|did (?:(?:the|a|its) )?(?:(?:trustee'?s?|sheriff'?s?|foreclosure|court) )?(?:sale|auction|foreclosure|foreclosing)|was the one foreclosing)\b(?! (?:my|our|the|its|this) (?:loan|note|second|2nd|heloc|debt))"
)
_ASKS = (
    r"(?: (?:now|still|just|is|has|keeps|keep|are|both)){0,3} (?:wants?|wanting|su(?:es|ed|ing)|chasing|after|demands?|demanding|claims?|"
    r"claiming|says|saying|call(?:s|ing)|billing|billed|sent|sends|asking|asks|coming|comes|came after|collecting|take (?:me|us) to court)\b"
)
# "td bank had our first mortgage in cherry hill and they foreclosed"
_HAD_AND_SOLD = (
    rf" (?:had|has|held|holds|made|owned)(?: (?:my|our|the))? {_FIRST}\b[^;!?\n]{{0,40}}? and (?:then )?(?:they|it) (?:then )?"
    r"(?:foreclosed|sold|auctioned)\b(?! (?:my|our|the|its|this) (?:loan|note|second|2nd|heloc|debt))"
)


def told_by_banks(text: str) -> tuple[Literal["first", "junior"] | None, Literal["this_lender", "other_lender"] | None]:
    """The lien that is claimed on and whether its lender held the sale; None each where the names do not tell.

    >>> told_by_banks("first with Chase, heloc with PNC. Chase foreclosed and PNC wants 60k")
    ('junior', 'other_lender')
    """
    pairs, sold, asks, named = _patterns()
    lenders: dict[str, str] = {}
    for match in pairs.finditer(text):
        rank = "first" if match["first"] or match["first2"] or match["first3"] else "junior"
        lenders.setdefault((match["bank"] or match["bank2"] or match["bank3"]).lower(), rank)
    if "junior" not in lenders.values():
        lenders |= {match["name"].lower(): "junior" for match in named.finditer(text) if match["name"]}
    if "junior" not in lenders.values():
        return None, None
    sellers = list(dict.fromkeys(m["bank"].lower() for m in sold.finditer(text)))
    if (
        len(lenders) == 1 and len(sellers) == 1 and not _is_one_of(sellers[0], lenders)
    ):  # "the ally loan was the second, freedom did the foreclosing"
        lenders.setdefault(sellers[0], "first")
    if set(lenders.values()) != {"first", "junior"}:
        return None, None
    seller = next((lenders[name] for name in sellers if name in lenders), None)
    claims = {lenders[m["bank"].lower()] for m in asks.finditer(text) if m["bank"].lower() in lenders}
    if seller is None or len(claims) > 1:
        return None, None
    asked: Literal["first", "junior"] = "first" if claims == {"first"} else "junior"
    return asked, "this_lender" if asked == seller else "other_lender"


def _is_one_of(seller: str, lenders: Iterable[str]) -> bool:
    """Whether a bank is one of these under a longer or shorter name: `wells` and `wells fargo`."""
    return any(name.startswith(seller) or seller.startswith(name) for name in lenders)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words: dict[str, str] = load_yaml(Path(__file__).parent / "cues.yaml")["words"]
    bank = spelt_out("<BANK>", words)
    pairs = (
        rf"\b(?:(?P<first>{_FIRST})|{_SECOND}){_WITH}(?P<bank>{bank})\b"
        rf"|\b(?P<bank3>{bank})(?:'s)? (?:loan|mortgage|note|one|lien) (?:was|is|being) (?:only |just |actually )?(?:the|my|our|a) (?:(?P<first3>{_FIRST})|{_SECOND})\b"
        rf"|\b(?P<bank2>{bank}) (?:had|has|held|holds|was|is|made|with|owns|gave (?:me|us))(?: (?:the|a|my|our)){{0,2}} (?:(?P<first2>{_FIRST})|{_SECOND})\b"
    )
    return tuple(
        re.compile(p, re.IGNORECASE)
        for p in (
            pairs,
            rf"\b(?P<bank>{bank})(?:{_SOLD}|{_HAD_AND_SOLD})",
            rf"\b(?P<bank>{bank}){_ASKS}",
            rf"\b{_SECOND}(?: (?:is|was|of|for|{_SUM})){{0,3}}{_NAMED}",
        )
    )
