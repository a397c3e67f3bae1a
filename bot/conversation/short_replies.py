"""A turn of a few words that answers: what was asked just now or some turns ago, a day alone, a state's letters, what a paper says."""

import re
from decimal import Decimal

from bot.conversation.sheet import CaseSheet
from bot.law.facts import FACTS
from bot.understand.factreading import FactReading
from bot.understand.question import Question
from bot.understand.replies import Reply, read_reply
from bot.understand.statenames import CODES
from bot.understand.statenames import TITLES as NAMES_OF

SHORT = 8  # words; a longer turn says itself what its numbers are
# a bare yes or no answers what was asked just now, and nothing else
_YES_OR_NO = re.compile(
    r"\W*(?:(?:h+m+|um+|uh|oh|well|ok|okay|wait|actually|sorry)\W+)*(?:yes|yeah|yep|no|nope|nah|not?)\b", re.IGNORECASE
)
_PUT_RIGHT = re.compile(
    r"^\W*(?:(?:oh|ah|uh|um|hmm|wait|sorry|oops|actually|i mean|i meant|no wait|no sorry|my bad|no)\W+)*(?<=[\w,.!-] )(?:(?:it was|it'?s|make that|make it) )?",
    re.IGNORECASE,
)
_PAPER_SAYS = re.compile(
    r"\b(?:papers?|paperwork|deed|report|receipt|record|recorder|register|website|auctioneer|county|trustee|sheriff|clerk)\b(?: \w+){0,2} (?:says?|said|shows?|showed)\b",
    re.IGNORECASE,
)
_CLAIMS_A_SUM = re.compile(
    r"\b(?:ow(?:e|es|ed|ing)|pay|wants?|deficien\w*|balance|demand\w*|claim\w*|short\w*|left|due|worth|value\w*|apprais\w*|judge?ment)\b",
    re.IGNORECASE,
)
_DAY_WORDS = frozenset(
    "it was on in about around the of last this next past week weeks month months day days year years ago back st nd rd th "
    "yesterday today tonight morning night early late mid end beginning middle maybe think guess sold sale auction date "
    "one two three four five six seven eight nine ten couple few first second third fourth spring summer fall winter "
    "autumn ok so and that's thats".split()
)
_MONTHS_AND_DAYS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun".split())
_FINDS_OUT = re.compile(
    r"\W*(?:(?:ok|okay|so|and|but|well)\W+)*how (?:do|would|can|could|should|am|are) (?:i|we) (?:supposed to |even |ever )?"
    r"(?:find (?:that |this |it )?out|know|tell|check|look (?:that|it) up|learn)(?: (?:that|this|it))?\W*",
    re.IGNORECASE,
)


def looked_for(asked: Question, sheet: CaseSheet) -> str | None:
    """The fact that "how do i find out" means, one turn after it was asked for."""
    if _FINDS_OUT.fullmatch(asked.text) is None:
        return None
    return next((fact for fact in reversed(sheet.asked) if not sheet.known(fact)), None)


def price_looked_up(asked: Question, sheet: CaseSheet) -> bool:
    """Whether a sum that a paper says is the price that was asked for some turns ago, or was taken back."""
    taken_back = (price := sheet.entries.get("sale_price")) is not None and not price.known
    waited = ("sale_price" in sheet.asked or taken_back) and sheet.known("debt") and not sheet.known("sale_price")
    says = _PAPER_SAYS.search(asked.text) and not _CLAIMS_A_SUM.search(asked.text)
    return bool(waited and says) and [a.role for a in asked.amounts] == ["claimed"] and not asked.loose


# the way of the sale as a turn of its own, whatever was asked
_A_WAY = re.compile(
    r"\W*(?:(?:by|in|through|a|the|it was|was) )*(?:court(?: case| sale| foreclosure)?|foreclosure case|judicial|advertisement|"
    r"trustee'?s?(?: sale)?|power of sale|non-?judicial)\W*",
    re.IGNORECASE,
)


def late_reply(asked: Question, sheet: CaseSheet, where: str | None) -> Reply | None:
    """A few words that say nothing by themselves, as a correction or an answer to what was asked some turns ago."""
    text = _PUT_RIGHT.sub("", asked.text)  # "wait no, 6 months"
    if len(asked.text.split()) > SHORT or asked.parts or not text or _YES_OR_NO.match(text):
        return None
    told = sorted((e for e in sheet.entries.values() if e.kind == "fact"), key=lambda e: -e.turn)
    names = [entry.name for entry in told]
    way = ("process",) if _A_WAY.fullmatch(text) and not sheet.known("process") else ()
    for name in dict.fromkeys((*names[: text != asked.text], *way, *reversed(sheet.asked), *names)):
        if name in FACTS and (reply := read_reply(text, name, where)) and reply.value is not None:
            return reply
    return None


def only_a_day(asked: Question) -> bool:
    """Whether a turn is a day, or a place or the way of the sale and a day: "11/30/2026", "ohio, last march", "by advertisement, May 4".

    Not "they sent papers today".
    """
    beside = {asked.state, asked.place, NAMES_OF.get(asked.state or "")}
    beside |= {fact.raw for fact in asked.facts if fact.fact == "process"}
    words = set(re.findall(r"[a-z]{2,}", " ".join(one for one in beside if one).lower()))
    told = re.findall(r"[a-z]{2,}", asked.text.lower())
    return all(word in words or word in _DAY_WORDS or word[:3] in _MONTHS_AND_DAYS for word in told)


def bare_state(text: str) -> str | None:
    """A postal code that is the whole answer; "ok" and "hi" in small letters are words."""
    bare = text.strip(" .,!?'\"()")
    return bare.upper() if bare.upper() in CODES and (bare.isupper() or bare not in ("ok", "hi", "or", "me")) else None


def replied(asked: Question, reply: Reply) -> Question:
    """The turn with the fact that answers the question."""
    if reply.value is None:
        return asked.model_copy(update={"unknown": (reply.fact,)})
    if isinstance(reply.value, int | Decimal):
        return asked.model_copy(update={reply.fact: reply.value})
    fact = FactReading(fact=reply.fact, value=reply.value, raw=asked.text, span=(0, len(asked.text)))
    others = tuple(found for found in asked.facts if found.fact != reply.fact)
    return asked.model_copy(update={"facts": (*others, fact)})
