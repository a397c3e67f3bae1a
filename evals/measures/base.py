"""What every measure of an answer has in common."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from evals.cases import Probe
from evals.reply import Reply


@dataclass
class Measure(Evaluator[Probe, Reply, None]):
    """One thing that is judged, from 0 (wrong) to 1 (right) or as a quantity.

    A case that says nothing of it is not judged. A target that gave no answer is wrong in everything that is judged.
    """

    label: ClassVar[str] = ""
    is_share: ClassVar[bool] = True

    def judged(self, probe: Probe, reply: Reply) -> bool:
        """Whether the case says something of it."""
        raise NotImplementedError

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        """The value and why it is not full."""
        raise NotImplementedError

    def evaluate(self, ctx: EvaluatorContext[Probe, Reply, None]) -> EvaluationReason | dict[str, float]:
        """The score, or nothing where the case does not judge it."""
        probe, reply = ctx.inputs, ctx.output
        if reply.error and not self.is_share:
            return {}
        if not self.judged(probe, reply):
            return {}
        if reply.error:
            return EvaluationReason(0.0, f"no answer: {reply.error}")
        return self.score(probe, reply)


def right(ok: bool, want: object, got: object) -> EvaluationReason:
    """A score of 1, or 0 with what was expected and what came."""
    return EvaluationReason(float(ok), None if ok else f"expected {want}, got {got}")
