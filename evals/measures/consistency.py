"""Whether the same question in other words gets the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from pydantic_evals.evaluators import EvaluationReason

from evals.cases import Probe
from evals.measures.base import Measure
from evals.reply import Reply


@dataclass
class ParaphraseConsistency(Measure):
    """State, outcome, amount and day are those of the answer to the question that is said again.

    It does not ask whether they are right: that is judged by the other measures.
    bases: the replies to the questions that others paraphrase, by case.
    """

    bases: Mapping[str, Reply]
    label: ClassVar[str] = "paraphrase consistency"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return probe.expected.same_as in self.bases

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        base = self.bases[probe.expected.same_as or ""]
        if base.error:
            return EvaluationReason(0.0, f"no answer to the question that it says again: {base.error}")
        found = {
            "state": (base.state, reply.state),
            "outcome": (base.outcome, reply.outcome),
            "amount": (base.amount, reply.amount),
            "day": (base.deadline and base.deadline.date, reply.deadline and reply.deadline.date),
        }
        differ = [f"{name} {one} then {other}" for name, (one, other) in found.items() if one != other]
        return EvaluationReason(float(not differ), "; ".join(differ) or None)
