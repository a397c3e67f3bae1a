"""Whether numbers and statutes come from somewhere: the two things that an answer must never make up."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic_evals.evaluators import EvaluationReason

from bot.answer.verify import numbers
from evals.cases import Probe
from evals.judge import base, loose_numbers, own_numbers, passage_numbers, same_section
from evals.measures.base import Measure
from evals.measures.citing import Citing
from evals.reply import Reply
from evals.wording import MARKS, plain, sections


@dataclass
class StatuteCorrectness(Citing):
    """Every section that is cited or named is one that the state's record (or a nationwide passage) holds."""

    label: ClassVar[str] = "no wrong statute"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(reply.error) or bool(reply.citations) or bool(sections(reply.text))

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        states = {probe.expected.state or reply.state, *(s.state for s in reply.segments if s.state)}
        states |= {str(line["state"]) for line in reply.compared}
        known = frozenset().union(*(self.library.sections(state) for state in states))
        named = [s for c in reply.citations for s in sections(c.cite)] + sections(MARKS.sub("", reply.text))
        named += [c.cite for c in reply.citations if reply.from_text]
        wrong = [name for name in dict.fromkeys(named) if base(name) not in known and name not in _typed(probe)]
        foreign = [c.passage for c in reply.citations if self._foreign(c.passage, states)]
        return EvaluationReason(
            float(not wrong + foreign), f"not of this state: {', '.join(wrong + foreign)}" if wrong + foreign else None
        )

    def _foreign(self, passage: str, states: set[str | None]) -> bool:
        return any(p.state is not None and p.state not in states for p in self.library.open([passage]))


def _typed(probe: Probe) -> list[str]:
    return sections(" \n ".join(probe.asked.turns))


@dataclass
class RequiredStatutes(Measure):
    """The share of the statutes and cases a right answer cannot do without that are cited or named."""

    label: ClassVar[str] = "required statutes"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(probe.expected.cites)

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        told = plain(" ; ".join([reply.text, *(c.cite for c in reply.citations)]))
        named = [s for c in reply.citations for s in sections(c.cite)] + sections(reply.text)
        missing = [
            cite
            for cite in probe.expected.cites
            if plain(cite) not in told and not any(same_section(cite, name) for name in named)
        ]
        return EvaluationReason(
            1 - len(missing) / len(probe.expected.cites), f"not cited: {', '.join(missing)}" if missing else None
        )


@dataclass
class UnsupportedNumbers(Citing):
    """No number is said that is not the person's, worked out from theirs, or in a cited passage.

    For a target that gives only text, sums and differences of the person's amounts count as worked out, and the state's
    record and the nationwide passages count as cited.
    """

    label: ClassVar[str] = "no unsupported number"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return True

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        own = own_numbers(probe.asked.turns, reply)
        if reply.from_text:
            own |= _sums(own)
            held = self.library.of_state(probe.expected.state or reply.state)
        else:
            held = self.library.open(c.passage for c in reply.citations)
            # what the answer asks for stands in the state's record
            asked = [s.text for s in reply.segments if s.kind == "question"]
            own |= {n for text in asked for n in numbers(text)} & self._of_record(reply.state)
        for passage in held:
            own |= passage_numbers(passage)
        loose = loose_numbers(reply.text, own)
        return EvaluationReason(float(not loose), f"from nowhere: {', '.join(loose)}" if loose else None)

    def _of_record(self, state: str | None) -> set[str]:
        """The numbers of a state's own record."""
        own = (p for p in self.library.of_state(state) if p.state == state and state is not None)
        return set().union(*(passage_numbers(p) for p in own))


def _sums(own: set[str]) -> set[str]:
    """Sums and differences of two of the person's amounts."""
    amounts = [Decimal(n) for n in own if len(n) > 2]
    return {f"{abs(a + sign * b).normalize():f}" for a in amounts for b in amounts for sign in (1, -1)}
