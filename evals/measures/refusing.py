"""Whether the target answers what it should and declines what it should."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic_evals.evaluators import EvaluationReason

from evals.cases import Probe
from evals.measures.base import Measure, right
from evals.reply import Reply


@dataclass
class Abstention(Measure):
    """The answer declines exactly what lies outside: precision and recall over all cases are in the summary."""

    label: ClassVar[str] = "declines when it should"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return True

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        wanted = "declined" if probe.expected.declined else "answered"
        got = "declined" if reply.declined else "answered"
        return right(wanted == got, wanted, got)
