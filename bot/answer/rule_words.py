"""The words of the state's rule: outcomes, conditions and days as phrases that the composer puts together."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from bot.answer.prose import clause, listed
from bot.calculator.deadlines import in_words
from bot.calculator.figure import dollars
from bot.law.assess import Otherwise, Possibility
from bot.law.deadlines import DeadlineResult
from bot.law.facts import EVENTS, FACTS, choices
from bot.law.record import Record
from bot.law.worlds import availability, named

SHORT = {
    "barred": "the lender cannot collect the rest",
    "limited": "the lender may collect the rest only up to a limit",
    "allowed": "the lender may collect the rest",
    "discretionary": "a court decides whether and how much the lender may collect",
}

CALENDAR = "guide/deadlines-and-limitation-periods#when-it-starts"
MAY_MOVE = "A court's own calendar rules can move a last day that falls on a weekend or holiday."
"""What is said, from `CALENDAR`, of a last day that is still to come."""


def value_words(record: Record, fact: str, value: Any) -> str:
    """A fact's value as a clause that follows "if", in the state's own words where the record has them."""
    if text := record.words.get(fact, {}).get(str(value)) or FACTS[fact].words.get(str(value)):
        return text
    if fact in ("units", "acres"):
        return _size(record, fact, value)
    if fact in EVENTS:
        return f"{FACTS[fact].subject.removeprefix('when ')} on {in_words(value)}"
    return f"{fact} is {value}"


def _size(record: Record, fact: str, value: Any) -> str:
    """A number of homes or acres on one side of a limit of the record."""
    limits = {bound.max for case in record.deficiency if (bound := case.when.get(fact)) is not None}
    if fact == "units":
        if value <= 1:
            return "it is a single home"
        return f"the building has at most {value} homes" if value in limits else f"the building has {value} homes"
    if value < 1:
        return "the lot is a small one"
    return f"at most {value} acres go with it" if value in limits else f"more than {value - 1} acres go with it"


def otherwise_words(record: Record, fact: str, values: Sequence[Any]) -> str:
    """What would have to be different, as a clause that follows "if"."""
    if fact == "lien" and "junior" in values:
        return "it is about a second loan, such as a credit line, that another lender's sale wiped out"
    if fact == "units":
        return f"the building has {min(values)} or more homes" if min(values) > 1 else "it is a single home"
    if fact == "acres":
        return f"more than {min(values) - 1} acres go with it" if min(values) > 1 else "the lot is small"
    if fact in EVENTS:
        return f"{FACTS[fact].subject.removeprefix('when ')} on or before {in_words(max(values))}"
    words = [value_words(record, fact, value) for value in values]
    return listed(_without_common_start(words), "or")


def _without_common_start(clauses: list[str]) -> list[str]:
    """Clauses that begin alike, the later ones without that beginning: "the loan was A", "B"."""
    starts = ("the loan was ", "the loan ", "the house was ", "it was ", "it is ", "you ")
    # "you and the lender agreed" has a subject of its own
    start = next((s for s in starts if all(c.startswith(s) and not c.startswith(f"{s}and ") for c in clauses)), "")
    return [clauses[0], *(c.removeprefix(start) for c in clauses[1:])]


def given_words(record: Record, possibility: Possibility) -> str:
    """The open facts that lead to a possibility, as a clause that follows "if"; empty where nothing singles it out."""
    parts = []
    for fact, values in possibility.given.items():
        spoken, options = named(record, fact), choices(fact)
        # the one value that stands for all that the record does not name is told as a few of them
        all_alike = [v for v in options if v not in spoken and _happens(record, fact, v)] if options else []
        told = [v for value in values for v in (all_alike[:3] if value in all_alike else [value])]
        parts.append(listed(_without_common_start([value_words(record, fact, value) for value in told]), "or"))
    return listed(parts)


def _happens(record: Record, fact: str, value: str) -> bool:
    return fact != "process" or availability(record, value) != "unavailable"


def outcome_words(p: Possibility) -> str:
    """What a possibility means for the person, with its amount where it is known."""
    amount, found = p.recoverable.amount, p.recoverable
    if p.lapsed:
        when = f" on {in_words(p.lapsed.last_day)}" if p.lapsed.last_day else ""
        return f"the lender's time ran out{when}, unless it acted before"
    if p.outcome == "barred" or amount is None or found.plain is None:
        return SHORT[p.outcome]
    if amount == 0:
        return "nothing is left to collect"
    if p.outcome == "discretionary":
        return f"a court decides, and {dollars(amount)} is the most it may award"
    most = (
        "the lender may claim" if found.credited == "price" and not found.ceiling else "the lender may collect at most"
    )
    less = ", and less if the home was worth more than the price" if found.ceiling else ""
    if found.if_credited is not None:
        rest = dollars(found.if_credited.amount) if found.if_credited.amount else "nothing"
        less = f", or {rest} if the court credits what the home was worth"
    return f"{most} {dollars(amount)}{less}"


def deadline_words(found: DeadlineResult, today: date, rough: Collection[str] = ()) -> str:
    """A deadline in one or two sentences: who has how long from when to do what, the last day, and what follows.

    rough: the days of which only the month was told, so that the last day is the latest it can be.
    """
    rule = found.rule
    who, has = ("The lender", "has") if rule.actor == "lender" else ("You", "have")
    act, starts = clause(rule.act), clause(rule.starts)
    if rule.period is None:
        text = f"{who} must {act}; the time counts from {starts}"
    elif rule.direction == "before":
        must = "must" if found.status != "missed" else "had to"
        text = f"At least {rule.period.words()} before {starts}, {who.lower()} {must} {act}"
    else:
        text = f"{who} {has} {rule.period.words()} from {starts} to {act}"
    if found.last_day:
        ran = "the last day was" if found.last_day < today else "the last day is"
        latest = " at the latest, counted from the end of what you told" if rule.event in rough else ""
        text += f"; {ran} {in_words(found.last_day)}{latest}"
        text += ", not counting what a bankruptcy case adds" * found.stayed
    missed = f" Otherwise {clause(rule.if_missed)}." if rule.if_missed else ""
    return f"{text}.{missed}"


def changed_outcome(other: Otherwise) -> str:
    """What follows if a usual fact were not so."""
    results = list(dict.fromkeys(outcome_words(p) for p in other.possibilities))
    if len(results) == 1:
        return results[0]
    subjects = listed([FACTS[fact].subject for fact in other.asks[:1]])
    return f"it turns on {subjects}" if subjects else listed(results, "or")
