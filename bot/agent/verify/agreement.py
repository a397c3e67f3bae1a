"""Whether a sentence and its passages say the same: nothing denied that they affirm, no one put in another's place, no
condition dropped, nothing made certain or necessary that they leave open."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.agent.evidence import Evidence
from bot.agent.verify.clauses import Clause, Said, clauses, content
from bot.agent.verify.sentence import Sentence
from bot.answer.verify import Fault
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import sentences

_NEAR = (
    0.85  # a passage's clause counts as speaking of the same when it shares this part of what the nearest one shares
)
_OBLIGES = re.compile(
    r"\bmust\b|\bha(?:s|ve) to\b|\bneed(?:s|ed)?\b|\brequire\w*|\bshall\b|\bwithin\b|\bonly\b|\bby \w+ing\b|"
    r"(?:^|[.:-] )(?:dispute|ask|send|keep|call|file|get|look|check|put|state|start|make|find|use|pay|say|answer|complain|count|write)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"(?:and |so |but )?(?:never|do not|don't)\b")
_PLAIN_CONDITION = re.compile(r"(?:and |but |only )?(?:if|when|where|once)\b")
# on a condition these say nothing of the case, and passages state the other side of it
_NOT_IN_CONDITIONS = frozenset({"ask", "materially", "owe"})
_WHOLE = 0.5  # what a word of the whole sentences counts beside one of the clauses themselves
_FEWEST, _OF_THE_SAME, _NEARLY = 3, 0.65, 0.8
_EXCEPTED = frozenset({"guarantor", "junior", "collector"})
CONTRAST = re.compile(
    r"(?:,| and| but),?(?: and| but)? not (?:just |only |by |for |from |of |the |an? |every |each |original )*([a-z-]+)"
)
_BEFORE_AFTER = re.compile(r"\b(before|after) ((?:[\w'-]+ ?){2,6})")
_FRAGMENT = re.compile(r"(?:not?,? |though not |but not |and not )")
_COURT_MUST = re.compile(r"\b(?:courts?|judges?) (?:must|shall|has to|have to|is bound to|needs to)\b")
_CERTAIN = re.compile(
    r"(?<!not )\b(?:certainly|certain|surely|definitely|guaranteed|without (?:any )?exception|undoubtedly|no doubt)\b(?! (?:case|commercial|limit|kind|loan|state|federal|tax)\w*)"
)
_FREE = re.compile(r"\b(?:does not|doesn't|do not) matter\b|\bmakes no difference\b|\bno matter\b|\bregardless of\b")
_COMMON = content("the lender borrower you sale home loan foreclosure deficiency state trustee court sold")
_RARE = {"collect", "owe", "protected"}


def faults(sentence: Sentence, evidence: Evidence) -> list[Fault]:
    """What a claim says against its own passages."""
    if not sentence.passages or sentence.asks or sentence.kind in ("arithmetic", "question"):
        return []
    source = [c for passage in sentence.passages for c in passage_clauses(passage)]
    text = sentence.source
    found = []
    found += _contrasts(sentence) + _order(sentence)
    denied_condition = any(c.kind == "condition" and c.denies for c in clauses(sentence.text))
    for clause in clauses(sentence.text):
        around = _around(sentence)
        for said in clause.said:
            if _ADVICE.match(clause.text) or (
                _PLAIN_CONDITION.match(clause.text) and (said.weak or said.what in _NOT_IN_CONDITIONS)
            ):
                continue
            if detail := _against(said, clause, around, source, denied_condition):
                found.append(
                    Fault(rule="says the opposite", detail=f"{detail}: {sentence.text}", segment=sentence.segment)
                )
        if not clause.said and (detail := _turned(clause, source)):
            found.append(Fault(rule="says the opposite", detail=f"{detail}: {sentence.text}", segment=sentence.segment))
        if detail := _too_strong(clause, source, text):
            found.append(
                Fault(rule="stronger than its source", detail=f"{detail}: {sentence.text}", segment=sentence.segment)
            )
    return found


def claims(text: str) -> bool:
    """Whether a sentence says something about what is owed or may be collected."""
    return any(not s.weak and s.what in _RARE for c in clauses(text) for s in c.said)


def passage_clauses(passage: Passage) -> tuple[tuple[Clause, frozenset[str]], ...]:
    """The clauses of a passage, each with the words of its whole sentence."""
    return _text_clauses(passage.text)


@lru_cache(maxsize=4096)
def _text_clauses(text: str) -> tuple[tuple[Clause, frozenset[str]], ...]:
    found = []
    who = ""
    for sentence in sentences(text):
        resolved = re.sub(r"^It\b", "The lender", sentence) if who == "lender" else sentence
        parts = clauses(resolved.removeprefix("- "))
        if re.match(r"If this .{0,40}deadline is missed", sentence):
            # whoever had to act is who missed it
            parts = tuple(
                replace(p, said=tuple(replace(s, actor=who) if s.what == "miss" else s for s in p.said)) for p in parts
            )
        who = next((p.actor for p in parts if p.actor), who)
        whole = frozenset[str]().union(*(p.words for p in parts))
        found += [(part, whole) for part in parts]
    return tuple(found)


def _contrasts(sentence: Sentence) -> list[Fault]:
    """One affirmed and another denied, `HUD, and not the lender`, the other way round than the passage has it."""
    low = sentence.text.lower()
    excepted = {content(m[1]) for text in sentences(sentence.source.lower()) for m in CONTRAST.finditer(text)}
    for m in CONTRAST.finditer(low):
        before = content(re.split(r"[;:]", low[: m.start()])[-1])
        if content(m[1]) not in excepted and any(e and e <= before for e in excepted):
            return [
                Fault(
                    rule="says the opposite",
                    detail=f"the contrast is turned round: {sentence.text}",
                    segment=sentence.segment,
                )
            ]
    for c in clauses(sentence.text):
        affirms = c.kind == "main" and not c.denies and all(s.yes for s in c.said)
        if affirms and c.actor in _EXCEPTED and content(c.actor) in excepted:
            return [
                Fault(
                    rule="says the opposite",
                    detail=f"the passage excepts the {c.actor}: {sentence.text}",
                    segment=sentence.segment,
                )
            ]
    return []


def _order(sentence: Sentence) -> list[Fault]:
    """Something said to come before what it comes after in the passage, or the other way round."""
    known = [(m[1], content(m[2])) for text in sentences(sentence.source.lower()) for m in _BEFORE_AFTER.finditer(text)]
    for m in _BEFORE_AFTER.finditer(sentence.text.lower()):
        words = content(m[2])
        shared = [(len(words & other), way) for way, other in known]
        most = max((count for count, _ in shared), default=0)
        same = {way for count, way in shared if count == most}
        if most >= max(2, 0.6 * len(words)) and m[1] not in same:
            detail = f"{m[0]!r} is told the other way round: {sentence.text}"
            return [Fault(rule="says the opposite", detail=detail, segment=sentence.segment)]
    return []


def _around(sentence: Sentence) -> frozenset[str]:
    return frozenset[str]().union(*(c.words for c in clauses(sentence.text)))


def _against(
    said: Said,
    clause: Clause,
    around: frozenset[str],
    source: Sequence[tuple[Clause, frozenset[str]]],
    denied_condition: bool,
) -> str | None:
    """How the nearest clauses that speak of the same contradict a statement, or None."""
    of_same = [
        (c, s, _shared(clause, around, c, whole))
        for c, whole in source
        for s in c.said
        if s.what == said.what and (said.weak or not s.weak)
    ]
    if not of_same:
        return None
    best = max(share for _, _, share in of_same)
    near = [(c, s) for c, s, share in of_same if share >= _NEAR * best]
    if clause.text.startswith("unless "):
        near = [(c, replace(s, yes=said.yes)) for c, s in near]
    if not said.yes and denied_condition and not any(c.denies for c, _ in near):
        return None  # "nothing comes off if nobody asks" of a passage that says it comes off if you ask
    if all(s.yes != said.yes for _, s in near):
        return f"{said.what} is {'affirmed' if said.yes else 'denied'} against: {near[0][0].text}"
    agreeing = [(c, s) for c, s in near if s.yes == said.yes]
    if said.actor and not said.weak and all(s.actor and not _may_be(said.actor, s.actor) for _, s in agreeing):
        return f"{said.what} is said of the {said.actor} against: {agreeing[0][0].text}"
    if said.actor == "first" and any(s.actor == "junior" for _, s in agreeing):
        return f"{said.what} is said of the first lender against: {agreeing[0][0].text}"
    if said.modal == "need not" and all(s.modal == "must" for _, s in agreeing):
        return f"{said.what} is said not to be needed against: {agreeing[0][0].text}"
    return None


def _turned(clause: Clause, source: Sequence[tuple[Clause, frozenset[str]]]) -> str | None:
    """A clause whose own words stand in the passage with a denial more or less, or None."""
    said = {w for w in clause.words if not w.startswith("n¤")}
    if len(said) < _FEWEST or clause.kind != "main" or _ADVICE.match(clause.text) or _FRAGMENT.match(clause.text):
        return None
    shares = [
        (len(said & other.words) / len(said), other)
        for other, _ in source
        if other.kind == "main" and " or " not in other.text
    ]
    best = max((share for share, _ in shares), default=0.0)
    if best < _OF_THE_SAME:
        return None
    near = [other for share, other in shares if share >= _NEARLY * best]
    if any(other.denies == clause.denies or other.said for other in near):
        return None
    return f"a denial more or less than: {near[0].text}"


def _may_be(one: str, other: str) -> bool:
    """Whether two actors may be the same: a first, a second and a foreclosing lender are lenders."""
    lenders = {"lender", "junior", "first", "collector", "hud"}
    if one == other:
        return True
    return "lender" in (one, other) and {one, other} <= lenders


def _shared(clause: Clause, around: frozenset[str], other: Clause, whole: frozenset[str]) -> float:
    """How much two clauses speak of the same; their sentences count for less."""
    return _dice(clause.words, other.words) + _WHOLE * _dice(around, whole)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _bound(what: str, source: Sequence[tuple[Clause, frozenset[str]]]) -> Clause | None:
    """The clause that requires what is said not to matter, or None."""
    words = content(what) - _COMMON
    return next((c for c, _ in source if (c.modal == "must" or c.kind == "condition") and words & c.words), None)


def _too_strong(clause: Clause, source: Sequence[tuple[Clause, frozenset[str]]], text: str) -> str | None:
    advice = _ADVICE.match(clause.text)
    if (sure := _CERTAIN.search(clause.text)) and sure[0] not in text.lower():
        return f"{sure[0]!r} is not its passage's word"
    if clause.absolute and not advice and clause.kind != "condition" and not any(c.absolute for c, _ in source):
        return "no passage says it of every case"
    if clause.kind == "concession" and not any(c.kind == "concession" or "matter" in c.text for c, _ in source):
        return "the passage makes no such allowance"
    if (free := _FREE.search(clause.text)) and (bound := _bound(clause.text[free.end() :], source)):
        return f"it is said not to matter against: {bound.text}"
    if _COURT_MUST.search(clause.text) and not any(_COURT_MUST.search(c.text) for c, _ in source):
        return "no passage requires it of a court"
    if clause.modal == "must" and not _OBLIGES.search(text):
        return "no passage requires it"
    return None
