"""Every number of a draft comes from the person, a calculator or the law engine, or a passage that its sentence cites."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.agent.evidence import Evidence
from bot.agent.verify.cites import cite_spans
from bot.agent.verify.clauses import content
from bot.agent.verify.mentions import Mention, mentions, same_day
from bot.agent.verify.roles import role_fault
from bot.agent.verify.sentence import Sentence, passage_text
from bot.answer.turn import Turn
from bot.answer.verify import Fault
from bot.calculator.figure import Figure
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import sentences

# what may be counted without claiming anything: "two answers are possible", "three things to look at"
_TALK = re.compile(
    r"(?:[a-z-]+ )?(?:things?|points?|answers?|questions?|ways?|steps?|limits?|reasons?|options?|kinds?|sorts?|facts?|examples?|"
    r"possibilities|outcomes?|results?|conditions?|exceptions?|parts?|cautions?|notes?|sides?|rules?|protections?|sums?|amounts?|"
    r"numbers?|figures?|paths?|cases|situations?|other|others|more|further|of (?:these|them|those|which|the))\b"
)
_MOST_COUNTED = 6  # more points than that are a claim about how many there are
_BY_THEN = re.compile(
    r"\b(?:until|till|by|before|deadline|last day|no later than|runs? out(?: on)?|ends?(?: on)?|expires?(?: on)?|last day (?:is|at|was)|up)\b[^.;]{0,24}$"
)


_LABELS = frozenset({"chapter", "box", "line", "form", "part", "step"})
_BELONGS = 0.6  # the number's own sentence must share this part of what the nearest sentence shares
_DOLLARS = r"\$(?P<{}>[0-9][0-9,]*(?:\.[0-9]{{2}})?)"
_SUBTRACTION = re.compile(
    _DOLLARS.format("a")
    + r" (?:minus|less|[−–-]) "
    + _DOLLARS.format("b")
    + r"(?:,? (?:or|is|leaves?|makes?|=|comes to|equals))+ "
    + _DOLLARS.format("c")
)
_LETTERED = re.compile(r"(?<![a-z0-9$.,-])(?!\d+(?:st|nd|rd|th|k|m|bn|yrs?|am|pm)\b)[0-9]+[a-z]{1,2}\b(?!-)")


@dataclass(frozen=True)
class Known:
    """The numbers that any sentence of the draft may use: the person's own and the tools'.

    days: those of the case. last_days: those by which something must be done.
    asked: numbers of the facts that decide, as the law engine words them; for questions and conditions only.
    """

    amounts: frozenset[Decimal]
    days: frozenset[date]
    last_days: frozenset[date]
    said: tuple[Mention, ...]
    percents: frozenset[Decimal]
    plain: frozenset[Decimal]
    asked: tuple[Mention, ...]


def faults(sentence: Sentence, evidence: Evidence, own: Known) -> list[Fault]:
    """The numbers of a sentence that nothing bears out, or that are said as what they are not.

    own: `known(evidence)`, worked out once for all sentences.
    """
    if sentence.asks or re.match(r"(?:and |or )?if\b", sentence.text, re.IGNORECASE):
        own = replace(own, said=(*own.said, *own.asked))
    cited = [m for passage in sentence.passages for m in _in_passage(passage)]
    checked = {passage.checked for passage in sentence.passages}
    low = sentence.text.lower()
    found = []
    for mention in mentions(sentence.text):
        raw = sentence.text[mention.start : mention.end]
        if not _borne_out(mention, low, own, cited, checked):
            detail = f"{raw} is in none of the person's words, the tool results and the passages cited here"
            found.append(
                Fault(rule="number without a source", detail=f"{detail}: {sentence.text}", segment=sentence.segment)
            )
        elif mention.kind == "money" and (role := role_fault(mention, low, evidence, cited)):
            found.append(Fault(rule="amount in another role", detail=f"{raw} {role}", segment=sentence.segment))
        elif mention.kind == "day" and _wrong_day(mention, low, own, cited):
            detail = f"{raw} is said as a last day and is none"
            found.append(Fault(rule="date in another role", detail=detail, segment=sentence.segment))
    found += _sums(sentence) + _labels(sentence)
    literal = " ".join([sentence.source, *evidence.said]).lower()
    for token in _LETTERED.finditer(low):
        if token[0] not in literal and not any(a <= token.start() < b for a, b in cite_spans(sentence.text)):
            detail = f"{token[0]} is in no passage cited here: {sentence.text}"
            found.append(Fault(rule="number without a source", detail=detail, segment=sentence.segment))
    return found


def _labels(sentence: Sentence) -> list[Fault]:
    """Another chapter, box or form of the same passage than the one that what is said belongs to."""
    said = [m for m in mentions(sentence.text) if m.unit in _LABELS]
    if not said:
        return []
    words = {w for w in content(sentence.text.lower()) if not w.startswith("n¤")}
    parts = [part for p in sentence.passages for part in sentences(p.text)]
    shares = [(len(words & content(part.lower())), part) for part in parts]
    best = max((share for share, _ in shares), default=0)
    found = []
    for m in said:
        there = [
            share for share, part in shares if any((o.unit, o.value) == (m.unit, m.value) for o in _mentioned(part))
        ]
        if there and max(there) < _BELONGS * best:
            detail = f"{m.unit} {m.value} belongs to something else in the passage: {sentence.text}"
            found.append(Fault(rule="number of something else", detail=detail, segment=sentence.segment))
    return found


def _sums(sentence: Sentence) -> list[Fault]:
    """A subtraction that is shown and does not come out."""
    found = []
    for shown in _SUBTRACTION.finditer(sentence.text):
        first, second, result = (Decimal(shown[n].replace(",", "")) for n in ("a", "b", "c"))
        if first - second != result:
            found.append(Fault(rule="wrong sum", detail=f"{shown[0]} in: {sentence.text}", segment=sentence.segment))
    return found


def known(evidence: Evidence) -> Known:
    """Everything that the person and the tools said in numbers."""
    turns = (evidence.turn, *evidence.beside)
    figures = [*evidence.figures, *evidence.built_in.figures, *(f for turn in turns for f in figures_of(turn))]
    said = [m for text in evidence.said for m in _mentioned(text)]
    amounts = {amount for turn in turns for amount in turn.amounts.known()}
    amounts |= {amount for figure in figures for amount in _amounts_of(figure)}
    amounts |= {m.value for m in said if m.kind == "money" and m.value is not None}
    last_days = {day for turn in turns for day in _last_days(turn)}
    last_days |= {d.date for d in evidence.built_in.deadlines if d.date}
    days = {value for turn in turns for value in turn.facts.known().values() if isinstance(value, date)}
    days |= {evidence.turn.today} | {turn.record.checked for turn in turns if turn.record is not None}
    texts = [t for f in figures for t in (*f.inputs.values(), f.formula, *(s.expression or "" for s in f.steps))]
    computed = [m for text in texts for m in _mentioned(text)]
    plain = {m.value for m in [*said, *computed] if m.value is not None and m.kind in ("number", "year")}
    plain |= {Decimal(n) for turn in turns for n in turn.own_numbers if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", n)}
    percents = {m.value for m in [*said, *computed] if m.value is not None and m.kind == "percent"}
    return Known(
        frozenset(abs(a) for a in amounts),
        frozenset(days | last_days),
        frozenset(last_days),
        tuple(said),
        frozenset(percents),
        frozenset(plain),
        tuple(m for turn in turns for m in _asked(turn)),
    )


def _asked(turn: Turn) -> Iterator[Mention]:
    """The numbers in the facts that decide: as the record words them, and the limits of a rule's conditions."""
    if turn.record is not None:
        for text in (*turn.record.ask.values(), *(t for texts in turn.record.words.values() for t in texts.values())):
            yield from _mentioned(text)
    if turn.assessment is not None:
        groups = [turn.assessment.possibilities, *(o.possibilities for o in turn.assessment.otherwise)]
        given = [(fact, v) for group in groups for p in group for fact, values in p.given.items() for v in values]
        for fact, value in (*given, *((o.fact, o.value) for o in turn.assessment.otherwise)):
            if isinstance(value, (int, Decimal)):
                unit = {"units": "unit", "acres": "acre"}.get(fact, "")
                yield from (Mention("number", Decimal(value) - less, 0, 0, unit) for less in (0, 1))


def figures_of(turn: Turn) -> Iterator[Figure]:
    if turn.plain is not None:
        yield turn.plain
    if turn.assessment is not None:
        for p in turn.assessment.possibilities:
            yield from (f for f in (p.recoverable.figure, p.recoverable.plain) if f is not None)
        for other in turn.assessment.otherwise:
            for p in other.possibilities:
                yield from (f for f in (p.recoverable.figure, p.recoverable.plain) if f is not None)


def _amounts_of(figure: Figure) -> Iterator[Decimal]:
    yield figure.amount
    yield from (step.amount for step in figure.steps)
    for text in (*figure.inputs.values(), *(step.expression or "" for step in figure.steps)):
        yield from (m.value for m in _mentioned(text) if m.value is not None and m.kind in ("money", "number"))


def _last_days(turn: Turn) -> Iterator[date]:
    if turn.assessment is not None:
        yield from [turn.assessment.limit_run] if turn.assessment.limit_run else []
        for p in (*turn.assessment.possibilities, *(p for o in turn.assessment.otherwise for p in o.possibilities)):
            for deadline in p.deadlines:
                yield from (day for day in (deadline.last_day, deadline.from_sale) if day is not None)


@lru_cache(maxsize=4096)
def _mentioned(text: str) -> tuple[Mention, ...]:
    return tuple(mentions(text))


def _in_passage(passage: Passage) -> tuple[Mention, ...]:
    return _mentioned(passage_text(passage))


def _borne_out(mention: Mention, low: str, own: Known, cited: Iterable[Mention], checked: set[date]) -> bool:
    match mention.kind:
        case "money":
            pool = own.amounts | {m.value for m in cited if m.kind == "money"}
            return mention.value in pool or mention.value == 0
        case "day":
            days = own.days | checked
            return any(same_day(mention.day, day) for day in days) or any(
                _within(mention, m) for m in (*cited, *own.said) if m.kind == "day"
            )
        case "year":
            years = {d.year for d in own.days | checked} | {m.day[0] for m in (*cited, *own.said) if m.kind == "day"}
            years |= {int(m.value) for m in (*cited, *own.said) if m.kind in ("year", "number") and m.value is not None}
            return mention.value is not None and int(mention.value) in years
        case "period":
            return any(_same_period(mention, m) for m in (*cited, *own.said) if m.kind == "period") or _one(
                mention, low
            )
        case "percent":
            return mention.value in own.percents | {m.value for m in cited if m.kind == "percent"}
        case "fraction" | "times":
            return any((m.kind, m.value) == (mention.kind, mention.value) for m in (*cited, *own.said))
        case _:
            return _plain_borne_out(mention, low, own, list(cited))


def _plain_borne_out(mention: Mention, low: str, own: Known, cited: list[Mention]) -> bool:
    if mention.words and mention.value is not None and mention.value <= _MOST_COUNTED:
        if mention.value <= 1 and not mention.unit:
            return True
        if _TALK.match(low[mention.end :].lstrip(" -")):
            return True
    pool = [m for m in (*cited, *own.said) if m.kind in ("number", "year")]
    if mention.unit:
        return any((m.value, m.unit) == (mention.value, mention.unit) for m in pool)
    if mention.value in {m.value for m in pool} | own.plain:
        return True
    if mention.words and mention.value is not None:
        # "six years, or ten if the writing is under seal"
        value = mention.value
        lengths = {(value, "day"), (value * 7, "day"), (value, "month"), (value * 12, "month")}
        if any(m.kind == "period" and (m.value, m.unit) in lengths for m in cited):
            return True
    # "owed 212" for $212,000, and a day or a percentage whose sign stands elsewhere
    thousands = {a / 1000 for a in own.amounts}
    return not mention.words and mention.value in thousands | own.percents


def _same_period(said: Mention, source: Mention) -> bool:
    return (said.unit, said.value) == (source.unit, source.value)


def _one(mention: Mention, low: str) -> bool:
    """`a week of pay`, `that month`: one of them, told as no length of time."""
    text = low[mention.start : mention.end]
    return text in ("a day", "a week") and mention.value in (1, 7) and "within" not in low[: mention.start]


def _within(said: Mention, source: Mention) -> bool:
    return all(a is None or a == b for a, b in zip(said.day, source.day, strict=True))


def _wrong_day(mention: Mention, low: str, own: Known, cited: Iterable[Mention]) -> bool:
    """A day said as the last one that is only another day of the case."""
    if not own.last_days or not _BY_THEN.search(low[: mention.start]):
        return False
    if any(_within(mention, m) for m in cited if m.kind == "day"):
        return False
    return not any(same_day(mention.day, day) for day in own.last_days)
