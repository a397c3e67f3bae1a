"""What the house brought later, when whoever bought it at the foreclosure sale sold it on: no price of that sale."""

import re

from bot.understand.question import AmountReading, in_role

_HOUSE = r"(?:it|(?:the|my|our) (?:house|home|place|property|condo))"
_WORDS = r"(?: (?!sold|bid|auction\w*|owed?|sheriff\w*|trustee\w*|but|judge?ment)[\w'$]+){0,5}? ?[$]?$"
# words that tell by themselves that it was sold on
_SOLD_ON = re.compile(
    rf"\b(?:re-?sold|re-?sells?|re-?selling|re-?sale|flipped|(?:re-?)?listed {_HOUSE}|turned around and (?:sold|listed)"
    rf"|(?:later|afterwards?|subsequently|eventually|since) sold(?: {_HOUSE})?"
    rf"|sold(?: {_HOUSE})? (?:again|later|afterwards?|(?:on|through) (?:the )?(?:mls|zillow|open market|market)|(?:\w+ )?(?:weeks|months|years?) later)){_WORDS}",
    re.IGNORECASE,
)
# words that tell it only of one who had bought before
_THEN_SOLD = re.compile(rf"\b(?:then|and|before|now|just) (?:\w+ )?(?:sold|sells)(?: {_HOUSE})?{_WORDS}", re.IGNORECASE)
# "an investor later bought it from the bank": told of one who had bought before, too
_FROM_THE_BANK = re.compile(
    rf"\b(?:bought|purchased)(?: {_HOUSE})? from (?:the |my |our )?(?:bank|lender|servicer|mortgagee)\b(?! at (?:the )?(?:\w+ )?(?:sale|auction)){_WORDS}",
    re.IGNORECASE,
)
_BOUGHT = re.compile(
    r"\b(?:bank|lender|servicer|plaintiff|mortgagee|they|investor|buyer)(?: \w+)? (?:bought|bid|took (?:it|the \w+) back|got it|won)\b",
    re.IGNORECASE,
)
# a sale that came to nothing is followed by another foreclosure sale
_CAME_TO_NOTHING = re.compile(
    r"\b(?:set aside|vacated|rescinded|voided|cancel+ed|called off|postponed|adjourned|put off|fell through|backed out|default(?:ed)? on (?:the|his|her|its) bid|"
    r"(?:didn't|did not|never|couldn't) pay|forfeited|tried (?:to sell|selling)|first (?:sale|auction)|second (?:sale|auction))\b",
    re.IGNORECASE,
)
_REACH = 90


def without_resale(text: str, amounts: tuple[AmountReading, ...]) -> tuple[AmountReading, ...]:
    """`the bank bought it for 100 and then sold it on the MLS for 165`: the later sum is no price of the foreclosure sale."""
    if _CAME_TO_NOTHING.search(text):
        return amounts
    valued = sum(a.role == "fair_market_value" for a in amounts) > 1  # beside a value, what it brought later is none
    roles = ("sale_price", "basis", "fair_market_value") if valued else ("sale_price", "basis")
    return in_role(amounts, "other", lambda a: a.role in roles and _is_resale(text, a))


def _is_resale(text: str, amount: AmountReading) -> bool:
    start = amount.span[0]
    before = text[max(0, start - _REACH) : start]
    if _SOLD_ON.search(before):
        return True
    then = _THEN_SOLD.search(before) or _FROM_THE_BANK.search(before)
    return then is not None and _BOUGHT.search(text[: start - len(before) + then.start()]) is not None
