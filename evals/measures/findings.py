"""Whether what the answer finds is right: state, outcome, amount, day, the fact it asks for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic_evals.evaluators import EvaluationReason

from evals.cases import Probe
from evals.measures.base import Measure, right
from evals.reply import Reply
from evals.wording import days, periods

CENT = Decimal("0.01")


@dataclass
class StateAccuracy(Measure):
    """The answer speaks of the state that was asked about: another state's rule is the worst mistake."""

    label: ClassVar[str] = "right state"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return probe.expected.judges("state")

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        return right(reply.state == probe.expected.state, probe.expected.state, reply.state)


@dataclass
class OutcomeAccuracy(Measure):
    """The outcome is the expected one, or one of them where the law leaves several right."""

    label: ClassVar[str] = "outcome"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return probe.expected.judges("outcome")

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        wanted = probe.expected.outcome
        return right(reply.outcome in wanted, " or ".join(map(str, wanted)), reply.outcome)


@dataclass
class AmountExact(Measure):
    """The headline amount is right to the cent; where none can be figured, none is given."""

    label: ClassVar[str] = "amount to the cent"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return probe.expected.judges("amount") or bool(probe.expected.figures)

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        wanted, faults = probe.expected, []
        if wanted.judges("amount") and _cents(reply.amount) != _cents(wanted.amount):
            faults.append(f"expected {_cents(wanted.amount)}, got {_cents(reply.amount)}")
        shown = {figure.name: _cents(figure.amount) for figure in reply.figures}
        for name, amount in wanted.figures.items() if not reply.from_text else ():
            if shown.get(name) != _cents(amount):
                faults.append(f"{name}: expected {_cents(amount)}, got {shown.get(name)}")
        return EvaluationReason(float(not faults), "; ".join(faults) or None)


def _cents(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(CENT)


@dataclass
class DeadlineExact(Measure):
    """The day, and the period it comes from, are the expected ones.

    An answer whose `deadline` is empty may say both in its text. The period is compared as number and unit.
    """

    label: ClassVar[str] = "deadline exact"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return probe.expected.deadline is not None

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        wanted, said = probe.expected.deadline, reply.deadline
        assert wanted is not None
        told_days = [said.date] if said and said.date else days(reply.text)
        told_periods = periods(said.period) if said and said.period else periods(reply.text)
        day = wanted.date is None or wanted.date in told_days
        period = wanted.period is None or set(periods(wanted.period)) <= set(told_periods)
        return right(
            day and period, f"{wanted.date} ({wanted.period})", f"{said.date} ({said.period})" if said else None
        )


@dataclass
class AsksDecidingFact(Measure):
    """Where the answer turns on an unknown fact, it asks for or names one that decides."""

    label: ClassVar[str] = "asks the deciding fact"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(probe.expected.asks)

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        return right(bool({*probe.expected.asks} & {*reply.asks}), " or ".join(probe.expected.asks), list(reply.asks))
