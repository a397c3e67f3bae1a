"""The words of the state's rule: outcomes, conditions and days as phrases that the composer puts together."""

from datetime import date
from typing import Any

from bot.answer.prose import clause, listed
from bot.calculator.deadlines import in_words
from bot.calculator.figure import dollars
from bot.law.assess import Otherwise, Possibility
from bot.law.deadlines import DeadlineResult
from bot.law.facts import EVENTS, FACTS
from bot.law.record import Record

SHORT = {
    "barred": "the lender cannot collect the rest",
    "limited": "the lender may collect only a limited amount",
    "allowed": "the lender may collect the rest",
    "discretionary": "a court decides whether and how much the lender may collect",
}


def value_words(record: Record, fact: str, value: Any) -> str:
    """A fact's value as a clause that follows "if", in the state's own words where the record has them."""
    if text := record.words.get(fact, {}).get(str(value)) or FACTS[fact].words.get(str(value)):
        return text
    if fact == "units":
        return "the building has one home" if value == 1 else f"the building has {value} homes"
    if fact == "acres":
        return f"the land is about {value} acres"
    if fact in EVENTS:
        return f"{FACTS[fact].subject.removeprefix('when ')} on {in_words(value)}"
    return f"{fact} is {value}"


def otherwise_words(record: Record, other: Otherwise) -> str:
    """What would have to be different, as a clause that follows "if"."""
    if other.fact == "units":
        return f"the building has {other.value} or more homes" if other.value > 1 else "it is a single home"
    if other.fact == "acres":
        return f"more than {other.value - 1} acres go with it" if other.value > 1 else "the lot is small"
    if other.fact in EVENTS:
        what = (
            FACTS[other.fact].subject.removeprefix("when ").replace(" was", "") if other.fact in FACTS else other.fact
        )
        return f"{what} was on or before {in_words(other.value)}"
    return value_words(record, other.fact, other.value)


def given_words(record: Record, possibility: Possibility) -> str:
    """The open facts that lead to a possibility, as a clause that follows "if"."""
    parts = []
    for fact, values in possibility.given.items():
        parts.append(listed([value_words(record, fact, value) for value in values], "or"))
    return listed(parts) if parts else "it is otherwise"


def outcome_words(p: Possibility) -> str:
    """What a possibility means for the person, with its amount where it is known."""
    amount = p.recoverable.amount
    if p.lapsed and p.lapsed.last_day:
        return f"the lender's time ran out on {in_words(p.lapsed.last_day)}, unless it acted before"
    if p.outcome == "barred" or amount is None or p.recoverable.plain is None:
        return SHORT[p.outcome]
    if amount == 0:
        return "nothing is left to collect"
    if p.recoverable.credited == "value":
        return f"the lender may collect at most {dollars(amount)}"
    if p.outcome == "discretionary":
        return f"a court decides, and {dollars(amount)} is the most it may award"
    if p.recoverable.ceiling:
        return f"the lender may collect at most {dollars(amount)}, and less if the home was worth more than the price"
    return f"the lender may claim {dollars(amount)}"


def deadline_words(found: DeadlineResult, today: date) -> str:
    """A deadline as one sentence.

    >>> # "The lender must file the deficiency action within 90 days of the trustee's sale, …"
    """
    rule = found.rule
    who = "The lender" if rule.actor == "lender" else "You"
    act = clause(rule.act)
    if rule.period is None:
        text = f"{who} must {act}; counted from: {clause(rule.starts)}"
    elif rule.direction == "before":
        text = f"{who} must {act} at least {rule.period.words()} before {clause(rule.starts)}"
    else:
        text = f"{who} must {act} within {rule.period.words()} of {clause(rule.starts)}"
    if found.last_day:
        ran = "the last day was" if found.last_day < today else "the last day is"
        text += f" ({ran} {in_words(found.last_day)})"
    if rule.if_missed:
        text += f"; otherwise {clause(rule.if_missed)}"
    return text + "."
