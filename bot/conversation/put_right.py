"""A fact of the case put right in few words: "i meant not waived", "i did get the papers in hand", "no, regular mortgage".

Such a turn says what was told before is not so. It names no fact by itself, and means the one that the case holds.
"""

import re

from bot.conversation.retold import CORRECTS
from bot.conversation.sheet import CaseSheet
from bot.understand.factreading import FactReading
from bot.understand.moves import Move
from bot.understand.question import Question
from bot.understand.replies import read_reply

FEW = 14  # words; a longer turn says itself what it tells
_NOT_WAIVED = re.compile(
    r"\b(?:not|never|did ?n'?t|was ?n'?t|has ?n'?t|have ?n'?t|were ?n'?t|is ?n'?t|no)(?: (?:been|really|actually|ever))? (?:waived?|waiver)\b"
    r"(?! (?:the )?(?:fees?|late|apprais\w*|lien))",
    re.IGNORECASE,
)
# "wait, it actually says nothing about it"
_SILENT = re.compile(
    r"\b(?:it|letter|paper|agreement|approval|complaint)(?: (?:actually|really|just|in fact))*(?: says?| said| is| was)?(?: (?:actually|really|just))* "
    r"(?:nothing|silent|not a word)\b(?! (?:about|of) (?:the )?(?:fees?|date|house|redemption|court))"
    r"|\b(?:it|letter|paper|agreement|approval|complaint)(?: (?:actually|really))* (?:does ?n'?t|did ?n'?t|never) (?:actually |really )?(?:say|says|said|mention\w*) (?:that|it|so|anything)\b",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"\b(?:(?:i|we) (?:did|actually|really|in fact) (?:get|got|receive\w*|have)(?: (?:the|my|our|those|court))* (?:papers|summons|complaint)"
    r"|(?:papers|summons|complaint|served|handed)(?: (?:\w+ )?(?:to me|to us|me|us))? (?:in (?:hand|person)|personally|by hand)"
    r"|(?:i|we) (?:was|were|did get|got) (?:actually |really |in fact )?(?:served|handed)(?! by (?:publication|newspaper)))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|nobody|no ?one|no papers?)\b|n'?t\b", re.IGNORECASE)
_ORDINARY_LOAN = re.compile(
    r"\b(?:regular|ordinary|normal|plain|standard|original|usual)(?: (?:first|purchase|home|old))? (?:mortgage|loan|one)\b|\bpurchase (?:mortgage|loan|money)\b",
    re.IGNORECASE,
)
# "hold on, I checked the deed. it was the credit union"
_DEED = re.compile(r"\b(?:deed|records?|recorder|register|county|website|docket)\b", re.IGNORECASE)
_IT_WAS = re.compile(
    r"(?:^|[.,;!-]\s*|\b(?:says?|said|shows?|showed|that|wait|actually|sorry|no)\s+)(?P<told>(?:it|that|the buyer|the bidder|the winner)(?:'s| was| is) "
    r"(?!(?:\w+ )?(?:second|2nd|first|1st|he-?loc|junior|loan|mortgage|note)\b)[\w' -]{3,40})\W*$",
    re.IGNORECASE,
)
_EQUITY = frozenset({"home_equity", "cash_out", "reverse"})


def fact_put_right(asked: Question, sheet: CaseSheet) -> Question:
    """The turn with the fact that it puts right; as it is where it asks, supposes, or the case holds no such fact."""
    text = asked.text
    asks = "?" in text or asked.move(Move.WHAT_IF, Move.COMPARE, Move.RESET, Move.WITHDRAW) is not None
    if asks or len(text.split()) > FEW:
        return asked
    found = _put_right(text, {name: e.value for name, e in sheet.entries.items() if e.known})
    if found is None or any(fact.fact == found[0] for fact in asked.facts):
        return asked
    fact = FactReading(fact=found[0], value=found[1], raw=text, span=(0, len(text)))
    return asked.only_telling(fact).model_copy(update={"moves": ()})


def _put_right(text: str, told: dict[str, str]) -> tuple[str, str] | None:
    if _NOT_WAIVED.search(text):
        if told.get("deficiency_claim") == "waived":
            return "deficiency_claim", "asked"
        if told.get("owner_election") == "waived_waiting_period":
            return "owner_election", "none"
    if told.get("deficiency_claim") == "waived" and _SILENT.search(text):
        return "deficiency_claim", "asked"
    if told.get("service") == "publication_only" and _SERVED.search(text) and not _DENIED.search(text):
        return "service", "served_or_appeared"
    named = _IT_WAS.search(text) if "buyer" in told and (CORRECTS.search(text) or _DEED.search(text)) else None
    reply = read_reply(named["told"], "buyer") if named else None
    if reply is not None and isinstance(reply.value, str) and reply.value != told["buyer"]:
        return "buyer", reply.value
    ordinary = _ORDINARY_LOAN.search(text)
    if ordinary and told.get("loan") in _EQUITY and not _DENIED.search(text[: ordinary.start()]):
        return "loan", "purchase"
    return None
