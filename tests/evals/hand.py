"""Cases and replies made by hand, and how a measure judges them."""

from typing import Any

from pydantic_evals.evaluators import EvaluationReason, EvaluatorContext

from evals.cases import Probe
from evals.measures.base import Measure
from evals.reply import Reply
from evals.score import Result

FAILED = Reply.failed("the target did not answer")
QUESTION = "They sold our Arizona home at a trustee's sale. Can they still sue us?"


def probe(question: str = QUESTION, name: str = "case", told: dict[str, Any] | None = None, **expected: Any) -> Probe:
    """A case of one question that expects what is given and says nothing of the rest."""
    return Probe.model_validate(
        {
            "name": name,
            "group": "state-rules",
            "asked": {"question": question},
            "expected": expected,
            "about": {"kind": "outcome", "state": "AZ", "why": "The statute says so.", "told": told},
        }
    )


def cited(text: str, *passages: str, kind: str = "claim", **more: Any) -> Reply:
    """A reply of one statement that cites the passages in order."""
    numbers = list(range(1, len(passages) + 1))
    return Reply.model_validate(
        {
            "text": text,
            "segments": [{"text": text, "citations": numbers, "kind": kind}],
            "citations": [{"n": n, "passage": passage} for n, passage in zip(numbers, passages, strict=True)],
            "state": "AZ",
            **more,
        }
    )


def judged(measure: Measure, case: Probe, reply: Reply) -> float | None:
    """The score, or None where the measure does not judge the case."""
    found = _evaluated(measure, case, reply)
    return found.value if found else None


def reason(measure: Measure, case: Probe, reply: Reply) -> str:
    """Why the score is not full."""
    found = _evaluated(measure, case, reply)
    return (found and found.reason) or ""


def _evaluated(measure: Measure, case: Probe, reply: Reply) -> Any:
    context = EvaluatorContext(
        name=case.name,
        inputs=case,
        metadata=None,
        expected_output=None,
        output=reply,
        duration=0.0,
        _span_tree=None,  # type: ignore[arg-type]
        attributes={},
        metrics={},
    )
    found = measure.evaluate(context)
    return found if isinstance(found, EvaluationReason) else None


def line(name: str, reply: Reply, **changed: Any) -> Result:
    """A judged turn."""
    case = probe(name=name)
    return Result.model_validate(
        {
            "name": name,
            "group": case.group,
            "kind": "outcome",
            "state": "AZ",
            "held_out": False,
            "turns": case.asked.turns,
            "expected": {},
            "why": case.about.why,
            "source": None,
            "reply": reply,
            "scores": {},
            "reasons": {},
            **changed,
        }
    )
