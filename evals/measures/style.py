"""How the answer reads: grade, length, latency. They are quantities, not shares."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from pydantic_evals.evaluators import EvaluationReason

from evals.cases import Probe
from evals.measures.base import Measure
from evals.reply import Reply
from evals.wording import MARKS, SECTION

NUMBER = re.compile(r"\$?\d[\d,.]*\b")


@cache
def _textstat() -> Any:
    import textstat  # noqa: PLC0415 (it reads a dictionary)

    return textstat


@dataclass
class ReadingGrade(Measure):
    """The Flesch-Kincaid grade of the answer's words, statutes and tables left out and each number a short word."""

    label: ClassVar[str] = "reading grade"
    is_share: ClassVar[bool] = False

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(reply.text.strip())

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        lines = (line for line in reply.text.splitlines() if not line.startswith("|"))
        text = NUMBER.sub("ten", SECTION.sub("the law", MARKS.sub("", "\n".join(lines))))
        return EvaluationReason(round(float(_textstat().flesch_kincaid_grade(text)), 1))


@dataclass
class Length(Measure):
    """The words of the answer."""

    label: ClassVar[str] = "words"
    is_share: ClassVar[bool] = False

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return True

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        return EvaluationReason(float(len(MARKS.sub("", reply.text).split())))


@dataclass
class Latency(Measure):
    """How long the turn took, in milliseconds, as the target says or as it was measured."""

    label: ClassVar[str] = "latency, ms"
    is_share: ClassVar[bool] = False

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return reply.latency_ms is not None

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        return EvaluationReason(float(reply.latency_ms or 0.0))
