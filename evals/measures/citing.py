"""Whether what is said is borne out by what is cited.

Recall and precision follow ALCE (Gao et al. 2023), with the reviewed record as the judge of support instead of an
entailment model. A statement is *supported* where it has citations and their passages together bear it out. A citation
is *irrelevant* where its passage alone does not bear the statement out and the others do without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pydantic_evals.evaluators import EvaluationReason

from bot.retrieval.passage import Passage, section_of
from evals.cases import Probe
from evals.judge import Library, base, own_numbers, supports
from evals.measures.base import Measure
from evals.reply import Reply, SaidSegment
from evals.wording import sections


@dataclass
class Citing(Measure):
    """A measure that opens the passages that are cited."""

    library: Library

    def statements(self, reply: Reply) -> Iterator[SaidSegment]:
        """What the answer claims: not its questions, its reading of the case or a greeting."""
        return (s for s in reply.segments if s.kind in ("claim", "row"))

    def cited(self, segment: SaidSegment, reply: Reply) -> dict[int, list[Passage]]:
        """What opens for each citation of a statement; a citation that the answer does not list is left out."""
        ids = {c.n: c.passage for c in reply.citations}
        return {n: self.library.open([ids[n]]) for n in segment.citations if n in ids}


@dataclass
class CitationRecall(Citing):
    """Of the facts whose passages are known, the share for which a passage that holds it is cited.

    A target that gives only text cites a passage by naming a section that the passage rests on.
    """

    label: ClassVar[str] = "citation recall"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(probe.expected.held_by)

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        wanted = probe.expected.held_by
        missing = [holders for holders in wanted if not self._cited(holders, reply)]
        return EvaluationReason(
            1 - len(missing) / len(wanted), f"not cited: {' / '.join(h[0] for h in missing)}" if missing else None
        )

    def _cited(self, holders: tuple[str, ...], reply: Reply) -> bool:
        if not reply.from_text:
            opened = {section_of(c.passage) for c in reply.citations}
            return any(section_of(holder) in opened for holder in holders)
        held = {base(s) for p in self.library.open(holders) for source in p.sources for s in sections(source.cite)}
        return any(base(c.cite) in held for c in reply.citations)


@dataclass
class StatementSupport(Citing):
    """Of the statements that claim something, the share that their citations bear out (ALCE's citation recall)."""

    label: ClassVar[str] = "statements supported"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(reply.error) or (not reply.from_text and any(self.statements(reply)))

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        own = own_numbers(probe.asked.turns, reply)
        claims = list(self.statements(reply))
        bad = [s.text for s in claims if not supports(s.text, _all(self.cited(s, reply)), own)]
        return EvaluationReason(1 - len(bad) / len(claims), f"not borne out: {bad[0]}" if bad else None)


@dataclass
class CitationPrecision(Citing):
    """Of the citations on statements, the share that is relevant (ALCE's citation precision)."""

    label: ClassVar[str] = "citation precision"

    def judged(self, probe: Probe, reply: Reply) -> bool:
        return bool(reply.error) or bool(reply.citations)

    def score(self, probe: Probe, reply: Reply) -> EvaluationReason:
        if reply.from_text:
            known = self.library.sections(probe.expected.state or reply.state)
            wrong = [c.cite for c in reply.citations if base(c.cite) not in known]
            return _share(wrong, len(reply.citations))
        own = own_numbers(probe.asked.turns, reply)
        wrong, total = [], 0
        for segment in self.statements(reply):
            opened = self.cited(segment, reply)
            borne_out = supports(segment.text, _all(opened), own)
            for n in segment.citations:
                total += 1
                if not (borne_out and _relevant(segment.text, n, opened, own)):
                    name = next((c.passage for c in reply.citations if c.n == n), n)
                    wrong.append(f"{name} on “{segment.text}”")
        return _share(wrong, total)


def _all(opened: dict[int, list[Passage]]) -> list[Passage]:
    return [passage for passages in opened.values() for passage in passages]


def _relevant(text: str, n: int, opened: dict[int, list[Passage]], own: set[str]) -> bool:
    """Whether a statement that is borne out needs a citation, or is borne out by it alone."""
    rest = {other: passages for other, passages in opened.items() if other != n}
    return supports(text, opened.get(n, []), own) or not supports(text, _all(rest), own)


def _share(wrong: list[str], total: int) -> EvaluationReason:
    return EvaluationReason(1 - len(wrong) / total if total else 1.0, f"irrelevant: {wrong[0]}" if wrong else None)
