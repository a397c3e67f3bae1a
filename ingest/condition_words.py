"""What must hold for a rule or a deadline of a record, in plain words."""

from collections.abc import Sequence
from datetime import date

from bot.law.conditions import Bound, OneOf
from bot.law.facts import EVENTS, FACTS, choices
from bot.law.record import Record
from bot.law.record_parts import LawDeadline, OtherLimit, RuleCase

DAYS = {
    "loan_date": "the loan was made",
    "sale_date": "the sale was held",
    "foreclosure_begun": "the foreclosure was started",
    "judgment_date": "the judgment was entered",
    "default_date": "the default happened",
}


def conditions(record: Record, part: RuleCase | LawDeadline | OtherLimit) -> list[str]:
    """What must hold for a case, a deadline or a time limit, each condition in plain words; empty where it holds always."""
    return [_condition(record, fact, condition) for fact, condition in part.when.items()]


def _condition(record: Record, fact: str, condition: Bound | OneOf) -> str:
    if isinstance(condition, OneOf):
        values = [v for v in choices(fact) if (v in condition.values) != condition.negated]
        words = {**(FACTS[fact].words if fact in FACTS else {}), **record.words.get(fact, {})}
        return _any_of([words.get(value, f"{label(fact)} is {label(value)}") for value in values])
    if fact in EVENTS:
        limits = [f"on or after {_day(condition.since)}"] if condition.since else []
        limits += [f"on or before {_day(condition.until)}"] if condition.until else []
        return f"{DAYS.get(fact, f'the {label(fact)} was')} {' and '.join(limits)}"
    subject, unit = {"units": ("the building has", "dwelling units"), "acres": ("the land is", "acres")}[fact]
    bounds = (("at most", condition.max), ("at least", condition.min), ("more than", condition.above))
    return " and ".join(
        f"{subject} {words} {limit.normalize():f} {unit}" for words, limit in bounds if limit is not None
    )


def _any_of(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def label(name: str) -> str:
    """An id as words: `trustee-sale-home` as "trustee sale home"."""
    return name.replace("-", " ").replace("_", " ")


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
