"""Whether the answer says what it must and nothing that it must not."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic_evals.evaluators import EvaluationReason

from evals.cases import Probe
from evals.measures.base import Measure
from evals.reply import Reply
from evals.wording import canonical, plain, says


@dataclass
class RequiredFacts(Measure):
    """The share of the facts a right answer must hold that are said, in its text or in the sources shown with it."""

    label: ClassVar[str] = "required facts"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(probe.expected.facts)

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        facts = probe.expected.facts
        text = canonical(" ; ".join([reply.text, *(citation.cite for citation in reply.citations)]))
        missing = [fact.says[0] for fact in facts if not says(text, fact.says)]
        return EvaluationReason(1 - len(missing) / len(facts), f"not said: {'; '.join(missing)}" if missing else None)


@dataclass
class ForbiddenAbsent(Measure):
    """Nothing is said that no right answer says."""

    label: ClassVar[str] = "no forbidden claim"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(probe.expected.forbids)

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        text = plain(reply.text)
        said = [claim for claim in probe.expected.forbids if plain(claim) in text]
        return EvaluationReason(float(not said), f"said: {'; '.join(said)}" if said else None)
