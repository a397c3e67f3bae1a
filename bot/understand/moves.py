"""What a later turn of a conversation does: asks why, supposes, takes back, starts over …, by the words of moves.yaml.

Only the language is read here. Whether a supposition names a fact or a comparison two states is for the caller, who
knows the case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from bot.understand.movewords import Grammar, Lexicon, Move, lexicon
from bot.understand.spelling import spelt
from bot.understand.text import fold

__all__ = ["Move", "MoveReading", "read_moves", "withdrawn"]

_HEAD, _TAIL = 15, 45  # clauses looked at in a longer text: at its beginning and at its end
_LONGEST = 110  # characters of a clause that is a move from end to end
_LONGEST_TARGET = 12  # words of something taken back
_LONGEST_NAMED = 300  # characters in which names are looked for


class MoveReading(BaseModel):
    """A move and where it stands. target: what it speaks of (`the fees`, `it was a refinance`); empty where nothing."""

    model_config = ConfigDict(frozen=True)

    move: Move
    span: tuple[int, int]
    target: str = ""


@dataclass(frozen=True)
class _Clause:
    """A stretch of a text between stops, commas and words that open a new one. stop: where its sentence ends."""

    start: int
    end: int
    stop: int
    asks: bool


_SENTENCE_END = re.compile(r"[!?\n]+|;(?! ?dr\b)|\.+(?=[ \n]|$)|\.{2,}")
_CLAUSE_END = re.compile(
    r",(?![0-9])|:(?![0-9])|[()\"]| - "
    r"|(?<=[a-z0-9%]) (?=(?:and|but|also|then|plus|so|or) (?:also |then |now |just |please |tell me |what )?"
    r"(?:why|how come|where|what if|if (?:it|they|the|i|we|he|she)|show|explain|forget|ignore|drop|leave out|disregard|"
    r"suppose|start over|reset|cite|how did|how do you|what'?s the (?:source|cite|law)|what (?:law|statute)|which (?:law|statute)|"
    r"make it|keep it|compare|use (?:that|those)|don'?t count|don'?t include)\b)"
)
_TRIM = " ,.:;!?\n\"'()-*_~"
_WORD = re.compile(r"[\w$%']+")
_ASKS = re.compile(
    r"(?:and |but |so |ok |then |please |tell me |just )*(?:can|could|do|does|did|is|are|am|was|were|will|would|should|what|"
    r"what'?s|when|where|who|which|how|why|may|must|have|has|if)\b"
)
# where the supposition ends and the question about it begins
_THEN_ASKS = re.compile(
    r"[,:]? (?:(?:then|so|and) )?(?:(?:would|could|can|do|does|did|will|am|is|are|should|how|what|what'?s|whats|when|where|who|"
    r"why|which)(?:n'?t)? (?:(?:i|they|we|it|that|he|she|you|there|my|much|long|still|owe|happens?|changes?|about|then|be|is|the|"
    r"would|do|does|can|could|if)\b|$)|still owe\b|does that\b|thanks?\b|please\b)"
)
_NEXT = re.compile(r"[,:]? (?:and|or|but|also|plus)(?: also| then)?$")
_AMOUNT = re.compile(r"(?:the|that|those|my) \$? ?[0-9][0-9,.]{0,14} ?(?:k|thousand|grand|dollars|bucks)?")
_JOINTS = re.compile(r"(?:(?:and|or|also|plus|the|my|our|any|all|those|that|please|too|as well)\b| )*")
_TOLD = re.compile(r"(?:what|when|how|where|who)\b")
_THEY = re.compile(r"(?:we|you|i|they|the bank|the lender) (?:just |only |could |were to |had to )?")
# what somebody does with a letter or a suit, and not with what was said: "what if i ignore it", "if they drop it"
_DOES = re.compile(
    r"(?:(?:i|they|the bank|the lender) (?:\w+ ){0,3}?\w+|we (?:\w+ )?(?:ignor\w+|skip\w*|disregard\w*|drop\w*))$"
)


def read_moves(text: str) -> list[MoveReading]:
    """All moves of a turn, the most decisive first; empty for an ordinary question. Never raises.

    A withdrawal inside the span of a what-if ("what if we leave out the fees") is only supposed.

    >>> [(str(m.move), m.target) for m in read_moves("forget the late fees. and what if they bid 310?")]
    [('what_if', 'they bid 310'), ('withdraw', 'the late fees')]
    >>> [str(m.move) for m in read_moves("ok, but why?")], read_moves("why did the bank sell my house in Ohio")
    (['why'], [])
    """
    folded = fold(text)
    words = lexicon()
    clauses = _clauses(folded)
    answer = _answers(folded, clauses, words)
    if answer is not None:
        return [answer]
    found: list[tuple[int, int, int, MoveReading]] = []  # weight, first and last clause, reading
    after = 0
    for place in range(len(clauses)):
        if place < after:
            continue
        for grammar, start, end, target in _read(text, folded, clauses, place, words):
            reading = MoveReading(move=grammar.move, span=(start, end), target=target)
            last = place + sum(1 for c in clauses[place + 1 :] if c.start < end)
            found.append((grammar.weight, place, last, reading))
            after = max(after, last + 1)
    kept = _kept(folded, clauses, found, words)
    return [reading for *_, reading in sorted(kept, key=lambda f: (f[0], f[3].span))]


def withdrawn(target: str) -> frozenset[str] | None:
    """The names in the case that a target of `WITHDRAW` means: amount roles, facts, `state`, or `last`.

    `last` is what was said last. None where the words name nothing of a case.

    >>> sorted(withdrawn("the late fees and the state") or ()), withdrawn("that"), withdrawn("the roof")
    (['late_fees', 'state'], frozenset({'last'}), None)
    """
    words = lexicon()
    folded = spelt(fold(target[:_LONGEST_NAMED])).strip(_TRIM)
    if words.last.fullmatch(folded):
        return frozenset({"last"})
    names: frozenset[str] = frozenset()
    for match in words.names.finditer(folded):
        names |= words.meanings[int((match.lastgroup or "n0")[1:])]
    return names or None


def _clauses(folded: str) -> list[_Clause]:
    found: list[_Clause] = []
    start = 0
    ends = [*((m.start(), m.end()) for m in _SENTENCE_END.finditer(folded)), (len(folded), len(folded))]
    for stop, following in ends:
        asks = "?" in folded[stop:following]
        cuts = [*((m.start(), m.end()) for m in _CLAUSE_END.finditer(folded, start, stop)), (stop, stop)]
        for cut, resume in cuts:
            first, last = _trimmed(folded, start, cut)
            if first < last:
                found.append(_Clause(first, last, max(last, _trimmed(folded, first, stop)[1]), asks))
            start = max(start, resume)
        start = max(start, following)
    return found if len(found) <= _HEAD + _TAIL else found[:_HEAD] + found[-_TAIL:]


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in _TRIM:
        start += 1
    while end > start and folded[end - 1] in _TRIM:
        end -= 1
    return start, end


def _answers(folded: str, clauses: list[_Clause], words: Lexicon) -> MoveReading | None:
    """The move of a turn that says nothing else: yes, no, "I don't know", the first, the second."""
    if not clauses or clauses[-1].end - clauses[0].start > _LONGEST:
        return None
    span = clauses[0].start, clauses[-1].end
    joined = " ".join(folded[c.start : c.end] for c in clauses)
    others = [not words.aside.fullmatch(folded, c.start, c.end) for c in clauses]
    for grammar in words.moves:
        if grammar.turn is None:
            continue
        if _is(grammar.turn, grammar.never, joined, 0, len(joined)):
            return MoveReading(move=grammar.move, span=span)
        matched = [_is(grammar.turn, grammar.never, folded, c.start, c.end) for c in clauses]
        if any(matched) and all(m or not o for m, o in zip(matched, others, strict=True)):
            return MoveReading(move=grammar.move, span=span)
    return None


def _is(pattern: re.Pattern[str], never: re.Pattern[str], folded: str, start: int, end: int) -> bool:
    match = pattern.fullmatch(folded, start, end)
    return not (match is None or never.fullmatch(folded, *match.span("move")) or never.fullmatch(folded, start, end))


def _read(
    text: str, folded: str, clauses: list[_Clause], place: int, words: Lexicon
) -> Iterator[tuple[Grammar, int, int, str]]:
    """The move of one clause, with what it speaks of; a supposed withdrawal comes as two."""
    clause = clauses[place]
    short = clause.end - clause.start <= _LONGEST
    for grammar in words.moves:
        if short and grammar.whole and _is(grammar.whole, grammar.never, folded, clause.start, clause.end):
            yield grammar, clause.start, clause.end, ""
            return
        if grammar.move == Move.WITHDRAW:
            end = _withdrawal(folded, clause.start, clauses, place, words)
            if end is not None:
                yield grammar, clause.start, max(end[1], clause.end if end[2] else end[1]), text[end[0] : end[1]]
                return
            continue
        opened = grammar.opens.match(folded, clause.start, clause.stop) if grammar.opens else None
        if opened is None:
            continue
        start, end_ = _trimmed(folded, opened.end(), clause.stop)
        if grammar.move == Move.WHAT_IF:
            supposed = _supposed_withdrawal(folded, start, clauses, place, words)
            if supposed is not None:
                yield grammar, clause.start, supposed[1], text[start : supposed[1]]
                withdraw = next(g for g in words.moves if g.move == Move.WITHDRAW)
                yield withdraw, start, supposed[1], text[supposed[0] : supposed[1]]
                return
            end_ = _supposition(folded, start, clauses, place, grammar)
        if start >= end_ or grammar.unless.match(folded, start, end_):
            continue
        yield grammar, clause.start, end_, text[start:end_]
        return


def _supposition(folded: str, start: int, clauses: list[_Clause], place: int, grammar: Grammar) -> int:
    """Where what is supposed ends: at the question about it, at the next supposition, or with the sentence."""
    clause = clauses[place]
    end = clause.stop
    for later in clauses[place + 1 : place + 8]:
        if later.start >= end:
            break
        if grammar.opens and grammar.opens.match(folded, later.start, later.stop):
            end = later.start
            break
    asked = _THEN_ASKS.search(folded, start + 1, end)
    if asked:
        end = asked.start()
    end = _trimmed(folded, start, end)[1]
    joint = _NEXT.search(folded, max(start, end - 12), end)
    return _trimmed(folded, start, joint.start())[1] if joint else end


def _supposed_withdrawal(
    folded: str, start: int, clauses: list[_Clause], place: int, words: Lexicon
) -> tuple[int, int] | None:
    who = _THEY.match(folded, start)
    found = _withdrawal(folded, who.end() if who else start, clauses, place, words)
    if found is None:
        return None
    said = folded[start : found[0]].strip()
    if words.last.fullmatch(folded, found[0], found[1]) and _DOES.match(said):
        return None
    return found[:2]


def _withdrawal(
    folded: str, start: int, clauses: list[_Clause], place: int, words: Lexicon
) -> tuple[int, int, bool] | None:
    """The stretch of what is taken back, and whether its clause ends with it; None where nothing is."""
    clause = clauses[place]
    grammar = next(g for g in words.moves if g.move == Move.WITHDRAW)
    between = words.around.fullmatch(folded, start, clause.end) if clause.end - start <= _LONGEST else None
    if between is not None:
        first, last = next(s for name in between.re.groupindex if (s := between.span(name)) != (-1, -1))
        if withdrawn(folded[first:last]) and _names_only(folded, first, last, clauses, words):
            return first, last, True
    opened = grammar.opens.match(folded, start, clause.end) if grammar.opens else None
    if opened is None:
        return None
    first, last = _trimmed(folded, opened.end(), clause.end)
    about = words.about.match(folded, first, last)
    if about is not None and about.end() < last:
        first = _trimmed(folded, about.end(), last)[0]
    if not _TOLD.match(folded, first) and (ends := words.ends.search(folded, first + 1, last)):
        last = _trimmed(folded, first, ends.start())[1]
    target = folded[first:last]
    if first >= last or len(target.split()) > _LONGEST_TARGET:
        return None
    if not _AMOUNT.fullmatch(target) and not withdrawn(target):
        return None
    if not _names_only(folded, first, last, clauses, words):
        return None
    for later in clauses[place + 1 :]:
        if later.stop != clause.stop or not _lists(folded[later.start : later.end], words):
            break
        last = later.end
    return first, last, False


def _lists(said: str, words: Lexicon) -> bool:
    """Whether words are nothing but names in the case: what goes on with a list of things taken back."""
    rest, names = words.names.subn("", said)
    return names > 0 and _JOINTS.fullmatch(rest) is not None


def _names_only(folded: str, first: int, last: int, clauses: list[_Clause], words: Lexicon) -> bool:
    """Whether "that" or "it" is taken back in a turn that says nothing else; "scratch that, 160" corrects."""
    if not words.last.fullmatch(folded, first, last) or last - first > 6:
        return True
    return all(c.start <= first < c.end or words.aside.fullmatch(folded, c.start, c.end) for c in clauses)


def _kept(
    folded: str, clauses: list[_Clause], found: list[tuple[int, int, int, MoveReading]], words: Lexicon
) -> list[tuple[int, int, int, MoveReading]]:
    """Without the moves of a turn that says more beside them than the move allows, or asks a question before them."""
    taken = {n for _, first, last, _ in found for n in range(first, last + 1)}
    more = [0] * len(clauses)
    asks = len(clauses)
    for n, clause in enumerate(clauses):
        if n in taken or words.aside.fullmatch(folded, clause.start, clause.end):
            continue
        more[n] = len(_WORD.findall(folded, clause.start, clause.end))
        if clause.asks or _ASKS.match(folded, clause.start, clause.end):
            asks = min(asks, n)
    kept = []
    for row in found:
        grammar = words.moves[row[0]]
        lead, rest = sum(more[: row[1]]), sum(more[row[2] + 1 :])
        if lead <= grammar.lead and rest <= grammar.rest and (asks > row[1] or grammar.lead >= 60):
            kept.append(row)
    return kept
