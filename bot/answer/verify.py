"""The check between every engine and the user: no number out of nowhere, no claim without a source that opens."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from bot.answer.draft import Library
from bot.answer.model import Answer, Segment
from bot.answer.own_words import as_one_line, quoted
from bot.answer.turn import Turn
from bot.calculator.figure import Figure
from bot.errors import SearchIndexError
from bot.law.redemption import times_to_redeem

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Fault(BaseModel):
    """What is wrong with an answer. segment: its place in the answer, or None where the whole is at fault."""

    model_config = ConfigDict(frozen=True)

    rule: str
    detail: str
    segment: int | None = None


def verify(answer: Answer, library: Library, turn: Turn, beside: Sequence[Turn] = ()) -> list[Fault]:
    """Everything that keeps an answer from being shown; empty for a good one.

    Invariants: each number is the user's own, a calculator's or in a cited passage; each claim is cited, each citation
    opens and belongs to the state that is answered; the outcome is the law engine's.
    beside: the same question for the case as told, or for other states, where the answer compares with them.
    """
    faults: list[Fault] = []
    known = {c.n for c in answer.citations}
    own = set().union(*(_own_numbers(answer, one) for one in (turn, *beside)))
    for i, segment in enumerate(answer.segments):
        if segment.kind == "claim" and not segment.citations:
            faults.append(Fault(rule="uncited claim", detail=segment.text, segment=i))
        if not set(segment.citations) <= known:
            faults.append(Fault(rule="citation without an entry", detail=segment.text, segment=i))
        allowed = own | _passage_numbers(answer, library, segment)
        for number in numbers(segment.text):
            if number not in allowed:
                faults.append(Fault(rule="number without a source", detail=f"{number} in: {segment.text}", segment=i))
    faults += _citation_faults(answer, library)
    faults += _own_document_faults(answer, library)
    faults += _compared_faults(answer, beside)
    if turn.assessment is not None and answer.outcome not in (None, *settled_before(turn), turn.assessment.outcome):
        faults.append(Fault(rule="outcome", detail=f"{answer.outcome}, the rule says {turn.assessment.outcome}"))
    return faults


def settled_before(turn: Turn) -> tuple[str, ...]:
    """Outcomes that facts may give before the state's rule is reached; none of them opens a claim."""
    return ("barred",) if turn.facts.discharged == "yes" or turn.facts.loan == "reverse" else ()


def _citation_faults(answer: Answer, library: Library) -> list[Fault]:
    faults = []
    speaking = {
        citation.n: {segment.state or answer.state for segment in answer.segments if citation.n in segment.citations}
        for citation in answer.citations
    }
    for citation in answer.citations:
        try:
            passage = library.passage(citation.passage)
        except SearchIndexError as error:
            faults.append(Fault(rule="citation that does not open", detail=str(error)))
            continue
        if passage.state is not None and (speaking[citation.n] or {answer.state}) != {passage.state}:
            faults.append(Fault(rule="another state's rule", detail=f"{passage.id} in an answer for {answer.state}"))
        if not citation.url.startswith("http"):
            faults.append(Fault(rule="citation without an address", detail=citation.passage))
    return faults


def _own_document_faults(answer: Answer, library: Library) -> list[Fault]:
    """An agency's own document that is not marked as such, comes first, or is quoted in other words than its own."""
    faults = []
    own: dict[int, str] = {}
    for citation in answer.citations:
        try:
            passage = library.passage(citation.passage)
        except SearchIndexError:
            continue  # told by _citation_faults
        if citation.reviewed != (passage.kind != "document"):
            faults.append(Fault(rule="not marked as not reviewed", detail=citation.passage))
        if passage.kind == "document":
            own[citation.n] = as_one_line(passage.text)
    for i, segment in enumerate(answer.segments):
        if not own.keys() & set(segment.citations):
            continue
        said = quoted(segment.text)
        if i == 0 or said is None or len(segment.citations) != 1:
            faults.append(Fault(rule="own document out of its place", detail=segment.text, segment=i))
        elif said not in own[segment.citations[0]]:
            faults.append(Fault(rule="own document not quoted as it is", detail=segment.text, segment=i))
    return faults


def _compared_faults(answer: Answer, beside: Sequence[Turn]) -> list[Fault]:
    """A line of a comparison that is not what the law engine says for that state."""
    found = {(t.assessment.state, t.assessment.outcome) for t in beside if t.assessment is not None}
    return [
        Fault(rule="comparison", detail=f"{line.state}: {line.outcome}")
        for line in answer.compared
        if (line.state, line.outcome) not in found
    ]


def numbers(text: str) -> set[str]:
    """The numbers of a text in a plain form: `$1,250.50` is 1250.5.

    >>> sorted(numbers("$212,000 within 90 days, § 33-814"))
    ['212000', '33', '814', '90']
    """
    return {_plain(match) for match in _NUMBER.findall(text)}


def _plain(raw: str) -> str:
    whole, _, part = raw.replace(",", "").partition(".")
    part = part.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{part}" if part else whole


def _amount(value: Decimal) -> str:
    return _plain(f"{abs(value):.2f}")


def _day(day: date) -> set[str]:
    return {str(day.day), str(day.year)}


def _own_numbers(answer: Answer, turn: Turn) -> set[str]:
    """Numbers that may stand in any segment: the user's, the calculators' and the days of the deadlines."""
    found = numbers(turn.question.text) | turn.question.numbers() | turn.own_numbers
    for value in turn.amounts.known():
        found.add(_amount(value))
    for figure in answer.figures:
        found |= _figure_numbers(figure)
    days: list[date] = [turn.today]
    days += [value for value in turn.facts.known().values() if isinstance(value, date)]
    if turn.assessment is not None:
        days += [day for day in (turn.assessment.limit_run, turn.assessment.limit_end) if day]
        groups = [turn.assessment.possibilities, *(o.possibilities for o in turn.assessment.otherwise)]
        given = [value for p in turn.assessment.possibilities for values in p.given.values() for value in values]
        told = [*given, *(o.value for o in turn.assessment.otherwise)]
        limits = [value for value in told if isinstance(value, (int, Decimal))]
        found |= _texts(f"{value} {value - 1}" for value in limits)
        for p in (p for group in groups for p in group):
            days += [day for d in p.deadlines for day in (d.last_day, d.from_sale) if day]
            for computed in (p.recoverable.figure, p.recoverable.plain):
                found |= _figure_numbers(computed) if computed else set()
    if turn.record is not None:
        for time in times_to_redeem(turn.record, turn.facts.known(), turn.amounts):
            days += [time.last_day] if time.last_day else []
            found |= numbers(time.time.period.words()) if time.time.period else set()
    for day in days:
        found |= _day(day)
    if turn.record is not None:
        found |= _day(turn.record.checked)
        found |= _texts(turn.record.ask.values())
        found |= _texts(text for texts in turn.record.words.values() for text in texts.values())
    return found


def _figure_numbers(figure: Figure) -> set[str]:
    found = {_amount(figure.amount)} | _texts([figure.formula, *figure.inputs.values()])
    for step in figure.steps:
        found |= {_amount(step.amount)} | _texts([step.label, step.expression or ""])
    return found


def _texts(texts: Iterable[str]) -> set[str]:
    return set().union(*(numbers(text) for text in texts))


def _passage_numbers(answer: Answer, library: Library, segment: Segment) -> set[str]:
    found: set[str] = set()
    for citation in answer.citations:
        if citation.n in segment.citations:
            found |= _day(citation.checked)
            try:
                passage = library.passage(citation.passage)
            except SearchIndexError:
                continue  # told by _citation_faults
            found |= _texts([passage.text, passage.title, passage.cite, *(s.cite for s in passage.sources)])
    return found
