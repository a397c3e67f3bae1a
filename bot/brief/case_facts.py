"""The facts of a brief: each with how it was read and the message it comes from, and what was taken as usual."""

from collections.abc import Iterator

from bot.answer.prose import capital
from bot.answer.rule_words import changed_outcome, otherwise_words
from bot.answer.would_change import telling
from bot.brief.explain import fact_words
from bot.brief.model import BriefFact, Line
from bot.brief.sources import Sources
from bot.conversation.sheet import CaseSheet, Entry
from bot.conversation.standing import Standing
from bot.conversation.words import label, value_of
from bot.law.assess import Assessment
from bot.law.facts import EVENTS
from bot.law.record import Record
from bot.retrieval.passage import rule_id

LONGEST = 120  # characters of the user's own words; a pasted page does not belong in a file note
MOST_CHANGES = 3


def facts(sheet: CaseSheet, record: Record | None) -> tuple[BriefFact, ...]:
    """What was told, the place and the amounts first; then what is not known, taken back, or only supposed."""
    kept = [entry for entry in sheet.entries.values() if not entry.half_told]
    entries = sorted(kept, key=lambda e: (not e.known, e.kind != "place", e.kind != "amount", e.turn))
    rows = [_fact(entry, record, "told" if entry.known else entry.status) for entry in entries]
    rows += [_fact(entry, record, "supposed") for entry in sheet.supposed.values()]
    return tuple(rows)


def _fact(entry: Entry, record: Record | None, status: str) -> BriefFact:
    words = shortened(entry.raw)
    value = "" if status in ("unknown", "withdrawn") else shortened(value_of(entry, record))
    return BriefFact.model_validate(
        {
            "label": capital(label(entry.name)),
            "value": value,
            "status": status,
            "message": entry.turn,
            "words": "" if words in (value, entry.value) else words,
            "how": "" if entry.how == "as written" else shortened(entry.how),
            "disputed": shortened(value_of(entry.disputed, record)) if entry.disputed else None,
        }
    )


def shortened(text: str) -> str:
    """A user's words on one line, cut where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


def taken_as_usual(standing: Standing, sources: Sources) -> tuple[Line, ...]:
    """What was taken as usual, and what would follow were it not so."""
    record, found = standing.record, standing.assessment
    if record is None or found is None:
        return ()
    usual = [fact_words(record, fact, value, told=False) for fact, value in found.taken.items() if fact not in EVENTS]
    recent = [fact for fact in found.taken if fact in EVENTS]
    usual += ["where a day decides and was not told, it was lately"] if recent else []
    if not usual:
        return ()
    return (Line(text=f"{capital('; '.join(usual))}."), *_changes(record, found, sources))


def _changes(record: Record, found: Assessment, sources: Sources) -> Iterator[Line]:
    for fact, others in telling(found)[:MOST_CHANGES]:
        other = others[0].possibilities[0].case.id
        condition = otherwise_words(record, fact, [o.value for o in others])
        yield sources.line(
            f"If instead {condition}: {changed_outcome(others[0])}.",
            rule_id(record.code, other),
            rule_id(record.code, found.first.case.id),
        )
