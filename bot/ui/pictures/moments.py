"""The days of a case that can be put on a line: those that were told, the last days of the deadlines, the general limit."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bot.answer.prose import capital, clause, listed
from bot.answer.rule_words import deadline_words, given_words
from bot.calculator.deadlines import days_words, in_words
from bot.conversation.standing import Standing
from bot.conversation.words import DAY_CLAUSES
from bot.law.assess import Assessment
from bot.law.deadlines import LIMITATIONS, DeadlineResult, shift
from bot.law.facts import EVENTS
from bot.law.record import Record
from bot.law.record_parts import Period
from bot.law.worlds import settled

# days that are told of the loan, years before anything here
NOT_DRAWN = frozenset({"loan_date"})


@dataclass(frozen=True)
class Moment:
    """A day on the line. since: the day its period counts from. said: its sentences in the text.

    stands: whether it was met, where that was told.
    """

    label: str
    day: date
    kind: str
    since: date | None = None
    said: str = ""
    stands: str = ""

    def when(self, today: date) -> str:
        """How far it is, or how it was met."""
        return self.stands or days_words(self.day, today)


def told_days(standing: Standing, rough: Collection[str] = ()) -> Iterator[Moment]:
    """The days that were told."""
    for name, day in standing.facts.known().items():
        if name not in EVENTS or name in NOT_DRAWN or not isinstance(day, date):
            continue
        begun = DAY_CLAUSES[name].removesuffix(" on")
        if day > standing.today:
            begun = begun.replace(" ended", " ends")
        label = "The sale" if name == "sale_date" else capital(begun)
        latest = " or before, counted from the end of what was told" if name in rough else ""
        verb = {"sale_date": "is" if day >= standing.today else "was"}.get(name)
        sentence = f"{label} {verb} on" if verb else f"{label} on"
        kind = "redemption" if name == "redemption_end" else "told"
        said = f"{sentence} {in_words(day)}{latest} ({days_words(day, standing.today)})."
        yield Moment(label, day, kind, said=said)


def deadlines_of(assessment: Assessment) -> dict[str, tuple[DeadlineResult, list[int]]]:
    """The deadlines of every possibility that they matter to, with the numbers of those possibilities."""
    found: dict[str, tuple[DeadlineResult, list[int]]] = {}
    for i, p in enumerate(assessment.possibilities):
        for d in p.deadlines if p.outcome != "barred" or p.lapsed else ():
            found.setdefault(d.rule.id, (d, []))[1].append(i)
    return found


def last_days(standing: Standing, rough: Collection[str] = ()) -> Iterator[Moment]:
    """The last days that are known."""
    if standing.assessment is None or standing.record is None:
        return
    for d, belongs in deadlines_of(standing.assessment).values():
        if d.last_day is None:
            continue
        who = "lender" if d.rule.actor == "lender" else "you"
        owner = "Lender's" if who == "lender" else "Your"
        label = f"{owner} last day to {clause(d.rule.act)}"
        since = standing.facts.known().get(d.rule.event or "")
        said = deadline_words(d, standing.today, rough) + _how_it_stands(d, standing)
        yield Moment(
            label,
            d.last_day,
            who,
            since if isinstance(since, date) and d.rule.direction == "after" else None,
            f"{only_if(standing.record, standing.assessment, belongs)}{said}",
            {"met": "done in time", "missed": "done too late"}.get(d.status, ""),
        )


def _how_it_stands(d: DeadlineResult, standing: Standing) -> str:
    assert d.last_day is not None
    done = standing.facts.known().get(d.rule.done or "")
    who = "the lender" if d.rule.actor == "lender" else "you"
    if d.status in ("met", "missed") and isinstance(done, date):
        return f" It was done on {in_words(done)}, {'in time' if d.status == 'met' else 'too late'}."
    if d.last_day < standing.today:
        return f" That was {days_words(d.last_day, standing.today)}; whether {who} acted before was not told."
    left = days_words(d.last_day, standing.today)
    return f" That is {left if left == 'today' else f'{left} from today'.replace(' left', '')}."


def only_if(record: Record, assessment: Assessment, belongs: list[int]) -> str:
    """The condition of a deadline that does not belong to every way the case may come out."""
    if len(belongs) == len(assessment.possibilities):
        return ""
    conditions = [words for i in belongs if (words := given_words(record, assessment.possibilities[i]))]
    return f"If {listed(dict.fromkeys(conditions), 'or')}: " if len(conditions) == len(belongs) else ""


def general_limit(standing: Standing) -> Iterator[Moment]:
    """The general time limit, counted from the sale as the latest day it can begin.

    It is drawn where the law engine counts it: where the lender must sue on the note and no deadline of the record has
    a day. What has run by it stands among the deadlines, without a last day of its own.
    """
    record, found = standing.record, standing.assessment
    sale, years = standing.facts.sale_date, record.limitations.years if record else None
    if record is None or found is None or sale is None or years is None:
        return
    if found.outcome == "barred" and not _run(found):
        return
    known, taken, _ = settled(record, standing.facts, standing.today)
    world = {**taken, **known}
    open_ones = [d for d, _ in deadlines_of(found).values() if d.rule.actor == "lender" and d.rule.direction == "after"]
    counted = any(d.last_day is not None for d in open_ones)
    must_sue = world.get("process") == "nonjudicial" or world.get("sale_by") == "other_lender"
    if counted or not must_sue or world.get("suit_filed") or world.get("judgment_date"):
        return
    last = shift(sale, Period(years=years), "after")
    starts = "the day the loan fell due or was called due"
    said = (
        f"The general limit for a suit on the note is {years} years from {starts} ({record.limitations.cite}); "
        f"counted from the sale, the latest it can begin, that {'was' if last < standing.today else 'is'} "
        f"{in_words(last)} ({days_words(last, standing.today)})."
    )
    yield Moment(f"General limit of {years} years, at the latest", last, "lender", sale, said)


def _run(found: Assessment) -> bool:
    return any(p.lapsed and p.lapsed.rule.id == LIMITATIONS for p in found.possibilities)
