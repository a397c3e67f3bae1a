"""What a turn tells of forgiven debt and of what somebody owned and owed then: what is asked is how much of it is taxed."""

import re
from decimal import Decimal

from bot.conversation.sheet import CaseSheet
from bot.topics import Topic
from bot.understand.intent import LAW, LIMITS
from bot.understand.question import NUMERIC, AmountReading, Question

COD = "cod_income"
TAXED = frozenset({"cancelled_debt", "assets", "liabilities", "insolvent_by"})
_SOME = r"(?: (?:about|around|only|just|like|maybe|roughly|over|under|up to))? [$]?"
_OWNED_BEFORE = re.compile(
    rf"\b(?:own(?:ed|s)?|had|have|assets?(?: (?:of|were|was|worth|at))?|stuff worth){_SOME}$", re.IGNORECASE
)
_OWNED_AFTER = re.compile(
    r" ?(?:dollars )?(?:(?:of|in|worth of) )?(?:stuff|assets?|things|belongings|savings|property)\b", re.IGNORECASE
)
_OWED_BEFORE = re.compile(rf"\b(?:ow(?:ed?|ing)|debts?(?: (?:of|were|was|totall?ed))?){_SOME}$", re.IGNORECASE)
_OWED_AFTER = re.compile(r" ?(?:dollars )?(?:(?:of|in|worth of) )?(?:total |other )?debts?\b", re.IGNORECASE)
_NOTHING_OWNED = re.compile(
    r"\b(?:no|zero|without (?:any )?) ?assets\b|\bown(?:ed)? (?:nothing|zero)\b|\bassets (?:of )?(?:0|zero|none)\b",
    re.IGNORECASE,
)
_FORGIVEN_SUM = re.compile(r"\bit (?:was|is|were)(?: about| around)? [$]?$", re.IGNORECASE)


def asked_of_tax(asked: Question, sheet: CaseSheet) -> Question:
    """The turn as a question on forgiven debt as income, where forgiven debt is spoken of and it tells of nothing else.

    "I owned 20k and owed 60k then" speaks of everything owned and owed, and not of the mortgage.
    """
    known = asked.says("cancelled_debt") or sheet.known("cancelled_debt") is not None
    if not (known or COD in sheet.intents) or set(asked.intents) & ((LAW - {"rule"}) | LIMITS | (NUMERIC - {COD})):
        return asked
    if asked.says("sale_price") and not _FORGIVEN_SUM.search(asked.text[: _first(asked, "sale_price")]):
        return asked
    amounts = _in_their_roles(asked, known=known)
    told = {reading.role for reading in amounts}
    beside = told == {"cancelled_debt"} and COD not in (*asked.intents, *sheet.intents)
    if beside and sheet.known("debt") and sheet.known("sale_price"):
        return asked  # "they forgave 20,000 of it" lessens a claim
    if not (told & {"assets", "insolvent_by"} or sheet.known("assets") or sheet.open_question in TAXED):
        amounts = (*asked.amounts, *asked.loose)  # what is owed alone is the mortgage
        told = {reading.role for reading in amounts}
    if not told or told - TAXED or asked.facts or asked.days_read:
        return asked.model_copy(update={"amounts": amounts}) if COD in asked.intents and not told - TAXED else asked
    intents = (COD, *(name for name in asked.intents if name not in (COD, "rule")))
    topics = asked.topics if Topic.TAX in asked.topics else (*asked.topics, Topic.TAX)
    return asked.model_copy(update={"amounts": amounts, "loose": (), "intents": intents, "topics": topics})


def _first(asked: Question, role: str) -> int:
    return next(a.span[0] for a in asked.amounts if a.role == role)


def _in_their_roles(asked: Question, *, known: bool) -> tuple[AmountReading, ...]:
    """The amounts as what was owned, owed and forgiven; as they were read where their words tell none of it."""
    read = []
    for amount in sorted((*asked.amounts, *asked.loose), key=lambda a: a.span):
        before, after = asked.text[max(0, amount.span[0] - 40) : amount.span[0]], asked.text[amount.span[1] :]
        role = amount.role
        if amount.role in TAXED:
            pass
        elif _OWED_AFTER.match(after):
            role = "liabilities"
        elif _OWNED_AFTER.match(after):
            role = "assets"
        elif _OWED_BEFORE.search(before):
            role = "liabilities"
        elif _OWNED_BEFORE.search(before):
            role = "assets"
        elif not known and _FORGIVEN_SUM.search(before):
            role = "cancelled_debt"
        read.append(amount.model_copy(update={"role": role}))
    owed = next((a for a in read if a.role == "liabilities"), None)
    if owed is not None and not any(a.role == "assets" for a in read) and (none := _NOTHING_OWNED.search(asked.text)):
        zero = {end: Decimal(0) for end in ("value", "low", "high")}
        how = f"read '{none[0]}' as $0"
        read.append(owed.model_copy(update={"role": "assets", "raw": none[0], "how": how, "span": none.span(), **zero}))
    return tuple(read)
