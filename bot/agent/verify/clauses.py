"""Sentences taken apart into what they say: who does or may do what, whether it is denied, and on what condition."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from bot.agent.verify.mentions import mentions
from bot.yamlfile import load_yaml

_Pattern = re.Pattern[str] | None
_HERE = Path(__file__).parent
_BREAK = re.compile(
    r"\s*[;:—]\s+|,?\s+(?=(?:but|because|although|though|unless|yet|even (?:if|when|where|though)|so long as|as long as|provided|assuming|whereas)\b)"
    r"|,\s+(?=(?:so|which|while|or|if|when|where|once|since|until|whoever|whatever|whether)\b)"
    r"|(?<!\beven)(?<!\bonly)(?<!\bnot)\s+(?=(?:if|when|unless)\b)|\s+(?=only (?:if|when|after)\b)"
    r"|\s+and (?=\w+s\b(?! and\b))|\s+(?=until\b)|,?\s+and (?=(?:you|both|the|it|they|a|an|no|its|this|that|those|these|nothing|may|can|cannot|must|does|do|is|are|was|will|has|have|need|then|so|in|an?)\b)"
)
_CONDITION = re.compile(
    r"(?:and |or |but |only )?(?:if|when|where|once|provided|assuming|as long as|so long as|unless|in case|until|suppose|were|should|miss)\b"
)
_CONCEDES = re.compile(
    r"\b(?:even (?:if|when|where|though)|whoever|whatever|whether or not|no matter|regardless|in any case|whichever state)\b"
)
_NOT = re.compile(
    r"\b(?:no(?!\.)|not(?! (?:only|just|all|every))|never|neither|cannot|nothing|nobody|none|nor|without)\b|n't\b"
)
_NO_NEGATION = re.compile(
    r"\bno (?:more|less|larger|longer|fewer) than\b|\bno later\b|\bnot only\b|\bcosts? nothing\b|\bwhether or not\b|\bno matter\b"
)
_AFTER = re.compile(r"(?: [\w']+){0,2}? (?:nothing|none|no (?:deficiency|credit|further|more|longer|part|suit|such))\b")
_RELATIVE = re.compile(r"\b(?:who|that|which)\b[^,]{0,30}$")
_RELATIVE_REACH = 2  # words that a denial inside a relative clause reaches
_ENDS_REACH = re.compile(r",| (?:is|are|was|may|can|cannot|must|will|still|counts?|it) ")
_CARRIES_ON = re.compile(r" (?:say|mean|claim)s? (?:that )?")
_CONTRAST = re.compile(
    r"(?:,| and| but)(?: and| but)? not (?:just |only |by |for |from |of |the |an? |every |each )*(?P<other>[a-z-]+)(?: [a-z-]+){0,3}$"
)
_ELLIPSIS = re.compile(r"\b(?:is|are|was|were|do|does|did|may|can) not$")
_SCOPE = 5  # words that "without" reaches
_MODALS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "need not",
            r"\bneed not\b|\b(?:do|does|did)(?:n't| not) (?:have|need) to\b|\bno need\b|\bnot required\b|\bis not bound to\b",
        ),
        ("must", r"\bmust\b|\bha(?:s|ve|d) to\b|\bneeds? to\b|\brequire[sd]?\b|\bshall\b|\bobliged\b"),
        ("may", r"\bmay\b|\bcan\b|\bcould\b|\bmight\b|\blets?\b|\ballow\w*"),
    )
)
_VERB = (
    r"(?:may|can|cannot|could|must|has|have|had|holds?|needs?|does|did|do|would|should|is|are|was|will|not|still|also|then|usually|generally|lived|ask|asks|asked|file|files|filed|"
    r"petitions?|moves?|miss|misses|owes?|sues?|gets?|got|take|takes|took|bought|buy|buys|proves?|plead|decides?|signs?|signed|keeps?|chose|gave|gives|waived|"
    r"mailed|mails|confirmed|confirms|knew|pay|pays|never|there|live|lives)\b"
)
_ACTORS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        name,
        re.compile(
            rf"\b(?<!to )(?<!against )(?<!sue )(?<!mail )(?<!the )(?:the |an? |no |any |your |some )?(?:{words})\b(?: \([^)]*\))?(?:,? (?:that|who|which|whose) [^,]{{0,60}}?)?"
            rf" (?={_VERB})"
        ),
    )
    for name, words in (
        ("junior", r"(?:second|junior|wiped-out) (?:lender|lien|loan|mortgage lender|lienholder)s?"),
        ("first", r"first (?:mortgage )?lenders?"),
        ("other", r"outsider|stranger|someone else|third party|unrelated"),
        ("guarantor", r"guarantors?|co-?signers?|surety"),
        ("court", r"courts?|judges?"),
        ("collector", r"(?:debt )?collectors?"),
        ("lender", r"lenders?|banks?|creditors?|lender's"),
        ("buyer", r"(?:auction )?buyer"),
        ("hud", r"hud"),
        ("borrower", r"you or an? \w+|you|borrowers?|owners?|homeowners?"),
    )
)


@dataclass(frozen=True)
class Said:
    """One statement: what (a name of predicates.yaml), whether it is affirmed, by or of whom, and how strongly.

    weak: made only by a noun.
    """

    what: str
    yes: bool
    actor: str
    modal: str
    weak: bool = False


@dataclass(frozen=True)
class Clause:
    """A part of a sentence. words: its content, stemmed, with numbers in one form. absolute: always, never, every.
    denies: whether a negation stands in it."""

    text: str
    kind: Literal["main", "condition", "concession"]
    said: tuple[Said, ...]
    words: frozenset[str]
    absolute: bool
    modal: str
    actor: str
    denies: bool = False


@lru_cache(maxsize=8192)
def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order."""
    low = " ".join(sentence.lower().replace("’", "'").split())
    found: list[Clause] = []
    actor = ""
    for part in _parts(low):
        clause = _clause(part, actor)
        if not clause.said and found and _ELLIPSIS.search(part):
            # "the lien is gone but the debt is not": the second says the first's opposite
            turned = tuple(replace(s, yes=not s.yes) for s in found[-1].said)
            clause = replace(clause, said=turned)
        actor = clause.actor or actor
        found.append(clause)
    return tuple(found)


def _parts(low: str) -> list[str]:
    parts = [part.strip(" ,.") for part in _BREAK.split(low) if part and part.strip(" ,.")]
    found: list[str] = []
    for part in parts:
        # the comma behind a condition that stands first begins what follows from it
        head = re.match(r"((?:if|when|where|once|without|after|unless|on|for|in|for that|miss)\b[^,]*),\s+(?=\w)", part)
        found += [head[1], part[head.end() :]] if head else [part]
    return [part for part in found if part]


def _clause(text: str, before: str) -> Clause:
    concedes = bool(_CONCEDES.search(text))
    condition = _CONDITION.match(text) is not None
    modal = next((name for name, pattern in _MODALS if pattern.search(text)), "")
    carried = "" if before == "borrower" and re.match(r"(?:it|they)\b", text) else before
    actor = _actor(text) or (
        carried
        if re.match(r"(?:and |but |so |then )?(?:it|they|he|she|may|can|must|cannot|has|have|is|does)\b", text)
        else ""
    )
    return Clause(
        text=text,
        kind="concession" if concedes else "condition" if condition else "main",
        said=tuple(_statements(text, actor, modal)),
        words=content(text),
        absolute=bool(_ABSOLUTE.search(text)),
        modal=modal,
        actor=actor,
        denies=_NOT.search(_CONTRAST.sub("", _NO_NEGATION.sub("", text))) is not None,
    )


_ABSOLUTE = re.compile(
    r"\b(?:always|never|in (?:every|any) (?:case|state)|any exception|certainly|is certain|guaranteed|(?:all|every) states?|no states?|surely|definitely|not even|no home loans?|whatever|in full)\b"
)


def _statements(text: str, actor: str, modal: str) -> list[Said]:
    found: list[Said] = []
    if text.startswith("not without "):
        return []  # an exception is held against its passage by its words alone
    for name, yes, no, weak, who in _predicates():
        hits = [(m, True, False) for m in yes.finditer(text)] if yes else []
        opposite = [(m, False, False) for m in no.finditer(text)] if no else []
        # "not covered" and "no longer" hold their own negation
        hits = [hit for hit in hits if not any(o[0].start() <= hit[0].start() < o[0].end() for o in opposite)]
        chosen = opposite or hits or ([(m, True, True) for m in weak.finditer(text)] if weak else [])
        for match, affirmed, is_weak in chosen:
            sign = affirmed != _denied(text, match)
            found.append(Said(name, sign, _doer(text, match, actor) if who and not opposite else "", modal, is_weak))
    return list(dict.fromkeys(found))


def _denied(text: str, match: re.Match[str]) -> bool:
    """Whether negations reach a pattern: an odd number of them, each within its own reach."""
    plain = _NO_NEGATION.sub(lambda m: "¤" * len(m[0]), text)
    count = sum(1 for no in _NOT.finditer(plain, 0, match.start()) if _reaches(plain, no, match.start()))
    if _AFTER.match(plain, match.end()):
        count += 1
    return count % 2 == 1


def _reaches(text: str, no: re.Match[str], place: int) -> bool:
    between = text[no.end() : place]
    if no[0] == "nor" and "neither" in text[: no.start()]:
        return False
    if no[0] == "without" and len(between.split()) > _SCOPE:
        return False
    if _CARRIES_ON.match(between):
        return True
    if no[0] in ("never", "no", "nothing", "neither", "nobody", "none", "nor"):
        return "," not in between or no[0] == "neither"
    relative = _RELATIVE.search(text[: no.start()])
    if relative and len(between.split()) >= _RELATIVE_REACH:
        return False  # "who did not file still owes": the denial stays in its relative clause
    return not _ENDS_REACH.search(between)


_WITHIN = 8  # letters of a pattern before the actor that it holds: "when someone else bought"
_OF_A_DAY = re.compile(r"\b(?:day|after|when|once|until|before|since) $")
_IMPERATIVE = re.compile(r"(?:so |then |and )?(?:dispute|ask|send|file|petition|raise|plead|prove|move|object|apply)\b")


def _doer(text: str, match: re.Match[str], before: str) -> str:
    """Who does it: the nearest actor that stands before it, or in the pattern itself."""
    hits = [
        (m.span(), name)
        for name, pattern in _ACTORS
        for m in pattern.finditer(text)
        if m.start() <= match.start() + _WITHIN and not (name == "court" and _OF_A_DAY.search(text[: m.start()]))
    ]
    whole = [(span, name) for span, name in hits if not any(o[0] < span[0] < o[1] for o, _ in hits)]
    if whole:
        return max(whole)[1]
    if _IMPERATIVE.match(text):
        return "borrower"
    return before if not _actor(text) else ""


def _actor(text: str) -> str:
    """Who does what the clause says: the first actor with a verb behind it."""
    hits = [(m.start(), -len(m[0]), name) for name, pattern in _ACTORS if (m := pattern.search(text))]
    return min(hits)[2] if hits else ""


@cache
def _predicates() -> tuple[tuple[str, _Pattern, _Pattern, _Pattern, bool], ...]:
    return tuple(
        (
            name,
            _any(entry.get("affirmed", "").splitlines()),
            _any(entry.get("denied", "").splitlines()),
            _any(entry.get("weak", "").splitlines()),
            bool(entry.get("who")),
        )
        for name, entry in load_yaml(_HERE / "predicates.yaml").items()
    )


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b") if patterns else None


_WORD = re.compile(r"[a-z][a-z0-9'-]*[a-z0-9]|n¤[0-9a-z.]+|[0-9][0-9.,]*")
_STOP = frozenset(
    "the a an of to in on at by for from with and or but so as is are was were be been being it its this that these those there here "
    "then than them they their he she his her who whom whose which what if when where while because since until after before into out "
    "do does did done has have had may can could might will would shall should must not no nor never neither nothing none any all each "
    "every some such only just also too very more most much many few other another own same again still yet even however though "
    "although both either about around up down off over under per you your yours i me my we us our yes case cases law rule state one "
    "way ways thing things means mean called call so-called usually generally normally ordinarily ordinary usual".split()
)


@lru_cache(maxsize=16384)
def content(text: str) -> frozenset[str]:
    """The content words of a lower-case text, stemmed and brought to one word of those that mean the same.

    >>> sorted(content("the bank cannot collect the gap within 90 days"))
    ['cannot', 'collect', 'deficiency', 'lender', 'n¤90day', 'within']
    """
    for mention in reversed(mentions(text)):
        if mention.value is not None:
            token = (
                f" n¤{mention.value.normalize():f}{mention.unit.replace(' ', '') if mention.kind == 'period' else ''} "
            )
            text = text[: mention.start] + token + text[mention.end :]
    found = set()
    for word in _WORD.findall(text.lower()):
        if word.startswith("n¤"):
            found.add(word)
        elif word not in _STOP:
            found.add(_same().get(word) or _same().get(stem(word)) or stem(word))
    return frozenset(found)


def stem(word: str) -> str:
    """A word without its commonest endings.

    >>> [stem(w) for w in ("lenders", "protected", "carries", "suing", "price")]
    ['lender', 'protect', 'carri', 'su', 'pric']
    """
    word = word.removesuffix("'s").removesuffix("'")
    for ending in ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 2 + (len(ending) == 1):
            word = word[: -len(ending)] + ("i" if ending in ("ied", "ies", "y") else "")
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


@cache
def _same() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in load_yaml(_HERE / "words.yaml"):
        for word in line:
            found.setdefault(word, line[0])
            found.setdefault(stem(word), line[0])
    return found
