"""The case as the law engine takes it, and the cases that no state's rule decides."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.conversation.standing import Standing
from bot.law.assess import Assessment, assess
from bot.law.case import Amounts, Case
from bot.law.facts import Facts
from bot.law.record import Record, get_record
from bot.law.worlds import settled


def decided_federally(facts: Facts) -> bool:
    """Whether a federal rule ends the claim in every state, so that no state's rule is pictured.

    The answer tells of these before the state's rule: bot/answer/federal.py.
    """
    return facts.discharged == "yes" or facts.loan == "reverse"


def is_surplus(standing: Standing) -> bool:
    """Whether the sale brought more than the debt, however the open facts turn out."""
    if standing.assessment is None:
        return standing.plain is not None and standing.plain.name == "surplus"
    found = [p.recoverable.plain for p in standing.assessment.possibilities]
    return all(plain is not None and plain.name == "surplus" for plain in found)


def assess_as_usual(case: Case, record: Record, today: date) -> Assessment:
    """The outcome and the amounts of `assess`, many times as fast: what is taken as usual is taken as known.

    What would change if a usual fact were not so is then not searched for, so `otherwise` and `taken` are empty.
    """
    _, taken, _ = settled(record, case.facts, today)
    return assess(case.model_copy(update={"facts": case.facts.with_(**taken)}), record, today)


@dataclass(frozen=True)
class StateOutcome:
    """The case under one state's rule. record: the state's; found: without what would change it."""

    record: Record
    found: Assessment


# few cases are open at a time, and nothing of a case should stay in memory for long
@lru_cache(maxsize=8)
def in_every_state(facts: Facts, amounts: Amounts, today: date, states: Path) -> tuple[StateOutcome, ...]:
    """The same facts and amounts under the rule of each of the 51 jurisdictions, by code.

    states: the folder of the records. Raises AmountError for amounts that cannot be.
    """
    records = [get_record(states, path.stem) for path in sorted(states.glob("??.yaml"))]
    return tuple(
        StateOutcome(record, assess_as_usual(Case(state=record.code, facts=facts, amounts=amounts), record, today))
        for record in records
    )
