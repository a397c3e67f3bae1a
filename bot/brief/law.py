"""The law of a brief: the rule that decides, those that were ruled out, the deadlines with the days left."""

from collections.abc import Collection, Iterator
from datetime import date

from bot.answer.limitation import years_on_the_note
from bot.answer.prose import capital, clause, listed
from bot.answer.rule_words import deadline_words, given_words, outcome_words
from bot.brief.explain import against_words, explain, needs_words
from bot.brief.model import BriefDeadline, BriefRule, Line
from bot.brief.sources import Sources
from bot.calculator.deadlines import days_words, in_words
from bot.conversation.standing import Standing
from bot.law.assess import Assessment, Possibility
from bot.law.deadlines import DeadlineResult
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id, state_id

MOST_POSSIBILITIES, MOST_EXCEPTIONS, MOST_DOUBTS = 6, 3, 2


def rules(standing: Standing, sources: Sources) -> tuple[BriefRule, ...]:
    """The case that decides, or every one that may, singled out by a fact before what is left."""
    record, found = standing.record, standing.assessment
    if record is None or found is None:
        return ()
    several = len(found.possibilities) > 1
    ways = sorted(found.possibilities, key=lambda p: not p.given)[:MOST_POSSIBILITIES]
    return tuple(_rule(record, p, sources, several=several) for p in ways)


def _rule(record: Record, p: Possibility, sources: Sources, *, several: bool) -> BriefRule:
    words = given_words(record, p)
    return BriefRule(
        given=(f"If {words}" if words else "Otherwise") if several else "",
        outcome=capital(outcome_words(p)),
        effect=p.case.effect,
        cite=p.case.cite,
        exceptions=() if several else p.case.exceptions[:MOST_EXCEPTIONS],
        sources=sources.cite(rule_id(record.code, p.case.id)),
    )


def ruled_out(standing: Standing, sources: Sources) -> tuple[Line, ...]:
    """The cases of the record that were looked at before the one that decides, each with the fact against it."""
    return tuple(
        sources.line(f"{line.cite.split(';')[0]}: {against_words(line)}.", line.passage)
        for line in explain(standing)
        if line.verdict in ("ruled_out", "overtaken")
    )


def deadlines(
    standing: Standing, sources: Sources, today: date, rough: Collection[str] = ()
) -> tuple[BriefDeadline, ...]:
    """Every deadline of the case, and the general limit where the state has no other.

    rough: the days of which only the month or year was told.
    """
    record, found = standing.record, standing.assessment
    if record is None or found is None or _surplus(found):
        return ()
    told = [_deadline(record, found, d, sources, today, rough) for d in found.deadlines]
    return tuple(told) or tuple(_general_limit(record, years_on_the_note(record, standing.facts, found), sources))


def _deadline(
    record: Record, found: Assessment, d: DeadlineResult, sources: Sources, today: date, rough: Collection[str]
) -> BriefDeadline:
    decides = [fact for fact in d.rule.when if any(fact in p.given for p in found.possibilities)]
    only = listed(needs_words(record, fact, d.rule.when[fact]) for fact in decides)
    words = deadline_words(d, today, rough)
    return BriefDeadline(
        text=f"If {only}: {words[:1].lower()}{words[1:]}" if only else words,
        standing=standing_words(d, today),
        last_day=d.last_day,
        days_left=(d.last_day - today).days if d.last_day else None,
        cite=d.rule.cite,
        sources=sources.cite(deadline_id(record.code, d.rule.id)),
    )


def standing_words(d: DeadlineResult, today: date) -> str:
    """How a deadline stands, with the days left."""
    if d.status == "met":
        return "met: it was done in time"
    if d.status == "missed":
        return "missed, as told"
    if d.last_day is None:
        if d.from_sale is None:
            return "open: the day it counts from is not known"
        end = f"counted from the sale it {'would have ended' if d.from_sale < today else 'would end'} on {in_words(d.from_sale)}"
        run = "it has most likely run" if d.status == "presumed_missed" else "the day it counts from is not known"
        return f"{run}; {end}, and the real last day is later"
    if d.last_day < today:
        unless = ", unless it was done in time" if d.status == "presumed_missed" else ""
        return f"passed {days_words(d.last_day, today)}{unless}"
    return "today is the last day" if d.last_day == today else days_words(d.last_day, today)


def _general_limit(record: Record, years: str, sources: Sources) -> Iterator[BriefDeadline]:
    if years:
        yield BriefDeadline(
            text=f"No shorter deadline was found in {record.place}. The general limit for a suit on the note is {years}.",
            standing="counts from the default or the day the loan was called due",
            last_day=None,
            days_left=None,
            cite=record.limitations.cite,
            sources=sources.cite(state_id(record.code, "limitations")),
        )


def redemption(standing: Standing, sources: Sources) -> tuple[Line, ...]:
    """Whether the home can be bought back."""
    record = standing.record
    if record is None:
        return ()
    text = f"{clause(record.redemption.period)} ({record.redemption.cite})."
    return (sources.line(f"Buying the home back: {text}", state_id(record.code, "redemption")),)


def doubts(standing: Standing, sources: Sources, today: date, stale_after_days: int) -> tuple[Line, ...]:
    """Where sources disagree, what could not be confirmed, and a record that is weak or old."""
    record = standing.record
    if record is None:
        return ()
    uncertain = (state_id(record.code, "uncertain"),) if record.conflicts or record.open_questions else ()
    said = []
    if record.confidence != "high":
        said.append(f"Confidence in the {record.name} record is {record.confidence}: have the rule checked.")
    if (today - record.checked).days > stale_after_days:
        said.append(f"It was last checked on {in_words(record.checked)}: look for changes since then.")
    for name, texts in (("Not confirmed", record.open_questions), ("Sources disagree", record.conflicts)):
        said += [f"{name}: {clause(text)}." for text in texts[:MOST_DOUBTS]]
    return tuple(sources.line(text, *uncertain) for text in said)


def _surplus(found: Assessment) -> bool:
    plain = found.first.recoverable.plain
    return plain is not None and plain.name == "surplus"
