"""Sums owed to others than the mortgage lender: "the HOA was owed 4,200", "and owed 30k on cards", "the trustee wants 1,900".

Such a sum stands beside the mortgage debt and never takes its place.
"""

import re
from collections.abc import Sequence

from bot.understand.roledamount import Role, RoledAmount

_OWNERS = r"(?:the |my |our |his |her |their |an? |some |another |one )"
_RELATIVES = r"(?:ex(?:-?(?:wife|husband))?|brother|sister|mom|mother|dad|father|parents|uncle|aunt|cousin|friend|neighbou?r|boss|employer)"
# who is owed; "the city bank", "discover bank" and "county mortgage" lend on houses
_CREDITOR = (
    r"(?:h\.?o\.?a\.?|p\.?o\.?a\.?|(?:home ?owners?'?|condo(?:minium)?) assoc\w*|(?:condo )?association|county|city|town|township|irs|"
    r"tax (?:collector|man|office|assessor)|treasurer|hospital|doctors?|dentist|clinic|contractor|roofer|plumber|electrician|"
    rf"landlord|(?:credit )?card compan(?:y|ies)|visa|mastercard|amex|discover|capital one|utility(?: company)?|{_RELATIVES})"
    r"(?! (?:bank|house|home|hall|mortgage|loan|lender|credit union|national|savings|financial))"
)
# what it is owed on
_KIND = (
    r"(?:(?:credit |store )?cards?(?: debt)?|visa|mastercard|amex|(?:car|truck|auto|boat|vehicle|motorcycle|student|payday|personal|solar)(?: (?:loans?|note|payments?))?|"
    r"suv|rv|motorhome|tractor|furniture|(?:back |property |income |county |city |school |real estate |federal |state )*tax(?:es)?|"
    r"(?:hoa |condo |association )?dues|medical(?: bills?| debts?)?|(?:hospital|doctor|dental|vet|utility|water|phone) bills?|other bills|"
    r"child support|alimony|tuition|school loans?)(?! (?:house|home|lender|company (?:foreclos|sold)))"
)
_ABOUT = r"(?: (?:about|around|roughly|like|maybe|some|another|over|an?|still|also|only|just)){0,3}"
_ASKS = r"(?:due|owed|owing|wants?|wanted|claims|(?:asking|after (?:me|us)|suing (?:me|us)) for|says? (?:i|we)(?: still)? owe(?: (?:him|her|them))?)"
_CREDITOR_FIRST = rf"{_CREDITOR}(?: (?:was|is|were|are|still|also|now)){{0,3}} {_ASKS}{_ABOUT}"
_OWED_FIRST = rf"ow(?:e|es|ed|ing)(?: (?:still|also|to)){{0,2}} {_OWNERS}?{_CREDITOR}{_ABOUT}"
_BEFORE = re.compile(rf"\b(?:{_CREDITOR_FIRST}|{_OWED_FIRST}) ?[$~]?$")
_AFTER = re.compile(
    rf" ?(?:dollars |bucks )?(?:more )?(?:(?:was |is |were |still |due |owed |owing |left ){{0,3}}(?:to|on|for|in|of|towards?) {_OWNERS}{{0,2}}"
    rf"(?:(?:old|unpaid|past due|back|delinquent) )?(?:{_KIND}|{_CREDITOR})"
    r"|(?:back |unpaid |property |income |county |city )?(?:taxes|card debt|hoa dues|medical bills?))\b"
    r"(?!'| (?:of |was |were |is |are |for |came to )?\$?[0-9])"
)
_RELATIVE = re.compile(rf"\b{_RELATIVES}\b")
_OWED = (Role.DEBT, Role.PRINCIPAL, Role.CLAIMED, None)
_REACH = 60


def without_other_debts(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """The amounts, those owed to somebody else as money that no calculation uses.

    A relative may have lent on the house: what is owed to one is another debt only beside a mortgage debt.
    """
    named = [_creditor(folded, one) if one.role in _OWED else None for one in read]
    owes_more = any(words is None and one.role in _OWED[:2] for one, words in zip(read, named, strict=True))
    return [
        one.model_copy(update={"role": Role.OTHER, "cue": words.strip()})
        if words and (owes_more or not _RELATIVE.search(words))
        else one
        for one, words in zip(read, named, strict=True)
    ]


def _creditor(folded: str, one: RoledAmount) -> str | None:
    """The words that name another creditor beside a sum."""
    start, end = one.amount.span
    found = _BEFORE.search(folded, max(0, start - _REACH), start) or _AFTER.match(folded, end)
    return found[0] if found else None
