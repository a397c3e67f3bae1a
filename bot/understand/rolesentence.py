"""Roles that a sum takes from its whole sentence, or from the one before: `It was for 92,000`, `paid 5,880 of taxes`."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.understand.matching import Cue
from bot.understand.roledamount import Role, RoledAmount, dollars_of

# what is asked for names no sum that was told before: "PP $150k. Shortfall?"
_ASKED = re.compile(
    r"(?:def(?:iciency)?|shortfall|shortage|gap|difference|bal(?:ance)?)(?: (?:owed|amount|amt|due|est))?"
)
_SENTENCE_BEFORE = re.compile(r"[.;!?\n] (?:(?:corrected|est|total|net|the|any|what'?s) )?(?:the )?$")
# "bal 205,000, sold 150,000 def?": a sum that its own word names is no deficiency
_NAMED_BEFORE = re.compile(
    r"\b(?:sold|bid|px|price|sale|brought|hammer|fetched|bal|balance|owed|payoff|debt)(?: (?:for|at|was|of|price|=))*[ :=]* ?[$]?[0-9][0-9,.]*+(?: ?(?:k|grand|thousand)\b)?,? (?:the )?$"
)
_MARK_BEHIND = re.compile(r"(?: (?:owed|amount|amt|due|est|please|pls))? ?\?(?! ?\$?[0-9])")
_IT_IS = re.compile(
    r"(?:^|[.;!?\n] ?)(?:it|that|this|they)(?:'s|'ll be| (?:was|is|were|are|will be|would be|should be|came to|comes to|amounts? to|amounted to))"
    r"(?: (?:for|about|around|only|just|roughly|at))* \$?$"
)
_NAMED = ("debt", "principal", "credits", "costs", "fees", "interest", "sale_price", "fair_market_value", "appraisal")
_WEIGHED = ("sale_price", "basis", "lump_sum", "claimed", "debt")
_LONGEST_SENTENCE = 200
_ENDS = re.compile(r"[.;!?\n](?: |$)")
_PAID = re.compile(r"\b(?:paid|pays|covered|advanced|fronted)$")
_FOR_TAXES = re.compile(
    r" (?:dollars )?(?:of|in|for|on|towards?) (?:(?:the|my|our|her|his|their|back|unpaid|property|school|county|delinquent|hazard) )*(?:tax(?:es)?|insurance|escrow)\b"
)
# "they got either 200k or 210k for the house"
_THEY_GOT = re.compile(
    r"\b(?:they|bank|lender|sheriff|trustee|auction|sale)(?: (?:only|just|finally|then))* (?:got|gets|received|took in|brought|fetched)"
    r"(?: (?:either|only|just|like|about|maybe|around))* \$?$"
)
# "a person unknown to them bought their home from the sheriff for 372,250"
_FROM_THE_SHERIFF = re.compile(
    r"\b(?:from the (?:sheriff|trustee|commissioner|master commissioner|referee|court|marshal)|at (?:the |an? )?(?:\w+ )?(?:sale|auction))(?: for| at)? \$?$"
)
_AT_A_SALE = re.compile(r"\b(?:sale|auction|bid|bidder|sold)\b")
_OURSELVES = re.compile(r"\b(?:i|we|me|us|my (?:husband|wife|mom|dad|mother|father|parents)|settle\w*|offer\w*)\b")
_TO_PAY_OFF = re.compile(
    r" (?:dollars )?to (?:pay (?:it|that|the (?:loan|mortgage|house)|(?:my|our) (?:loan|mortgage)|everything)(?: all)? off|pay off|clear (?:it|the (?:loan|mortgage)))\b"
)
_OWE = re.compile(r"\bowe")
_NEAR = Decimal("0.7")  # of a price; "sold for 150k, court papers say 62k" tells what is left
_JUDGE_SAID = re.compile(r"(?:judge|court(?:'s)? papers?(?:work)?) (?:says?|said|shows?|showed)")


def without_asked(folded: str, cues: Sequence[Cue]) -> list[Cue]:
    """The cues that may name a sum; not those by which the sum is only asked for: "sold 150k. Shortfall?"."""
    return [cue for cue in cues if not _is_asked(folded, cue)]


def _is_asked(folded: str, cue: Cue) -> bool:
    return bool(
        cue.role in ("claimed", "debt")
        and _ASKED.fullmatch(folded, cue.start, cue.end)
        and (
            _SENTENCE_BEFORE.search(folded, max(0, cue.start - 24), cue.start)
            or (cue.role == "claimed" and _NAMED_BEFORE.search(folded, max(0, cue.start - 60), cue.start))
        )
        and _MARK_BEHIND.match(folded, cue.end)
    )


def from_sentences(folded: str, read: Sequence[RoledAmount], cues: Sequence[Cue]) -> list[RoledAmount]:
    """The amounts with the roles that the sentences give them."""
    found = list(read)
    for place, r in enumerate(found):
        name = _name(folded, r, found, cues)
        if name is not None:
            found[place] = r.model_copy(update={"role": Role(name), "cue": r.cue or name})
    return found


def _name(folded: str, r: RoledAmount, read: Sequence[RoledAmount], cues: Sequence[Cue]) -> str | None:
    """The role that the sentence gives an amount; None where it leaves the one it has."""
    start, end = r.amount.span
    before = folded[max(0, start - 90) : start]
    if r.role is None or _ENDS.search(folded, end, max(end, folded.find(r.cue or "", end))):
        return _of_what_it_is(folded, r, read, cues)
    if r.role not in _WEIGHED:
        return None
    sentence = _ENDS.split(before)[-1]
    others = [o for o in read if o is not r]
    priced = [o for o in others if o.role == "sale_price"]
    if r.role == "sale_price" and _PAID.search(r.cue or "") and _FOR_TAXES.match(folded, end):
        return "costs"  # "the bank paid $5,880 of taxes"
    if r.role == "basis" and not priced and (_THEY_GOT.search(before) or _is_outsiders(sentence)):
        return "sale_price"
    bought = r.role == "lump_sum" and r.cue == "in cash" and not priced
    if bought and _AT_A_SALE.search(sentence) and not _OURSELVES.search(sentence):
        return "sale_price"  # "a man bought at the sale for 60,200 in cash"
    if r.role == "claimed" and _TO_PAY_OFF.match(folded, end):
        return "debt" if _is_only_debt(others) and any(r.amount.value > o.amount.value for o in priced) else None
    if r.role == "debt" and _JUDGE_SAID.match(r.cue or ""):
        return _said_in_court(r, others, priced)
    return None


def _said_in_court(r: RoledAmount, others: Sequence[RoledAmount], priced: Sequence[RoledAmount]) -> str | None:
    """What a judge or the court's papers say: the debt beside a price that comes near it, and else the claim."""
    if not _is_only_debt(others):
        return "other"
    near = [o for o in priced if dollars_of(r) >= dollars_of(o) * (1 if _OWE.search(r.cue or "") else _NEAR)]
    return None if near else "claimed"


def _is_only_debt(others: Sequence[RoledAmount]) -> bool:
    return not any(o.role in ("debt", "principal") for o in others)


def _is_outsiders(sentence: str) -> bool:
    """Whether somebody else bought at the sale: not "we bought it at an auction for 90k"."""
    return bool(_FROM_THE_SHERIFF.search(sentence)) and not _OURSELVES.search(sentence)


def _of_what_it_is(folded: str, r: RoledAmount, read: Sequence[RoledAmount], cues: Sequence[Cue]) -> str | None:
    """The role of what the sentence before names first: "how much of the judgment is unpaid? It was for 92,000"."""
    start = r.amount.span[0]
    it = _IT_IS.search(folded, max(0, start - 60), start)
    if it is None or it.start() == 0:
        return None
    others = [o for o in read if o is not r]
    ends = [m.end() for m in _ENDS.finditer(folded, max(0, it.start() - _LONGEST_SENTENCE), it.start())]
    began = ends[-1] if ends else max(0, it.start() - _LONGEST_SENTENCE)
    if any(began <= o.amount.span[0] < start for o in others):
        return None
    named = next((c.role for c in cues if began <= c.start and c.end <= it.start() and c.role in _NAMED), None)
    if named in ("credits", "costs", "fees", "interest"):
        return None if r.amount.bare else named  # "my credit dropped. It was 720"
    return named if all(o.role != named for o in others) else None
