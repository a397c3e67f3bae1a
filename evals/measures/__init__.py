"""The measures, each a small class: what is judged, when, and how."""

from collections.abc import Mapping

from evals.judge import Library
from evals.measures.base import Measure
from evals.measures.citing import CitationPrecision, CitationRecall, StatementSupport
from evals.measures.consistency import ParaphraseConsistency
from evals.measures.findings import AmountExact, AsksDecidingFact, DeadlineExact, OutcomeAccuracy, StateAccuracy
from evals.measures.refusing import Abstention
from evals.measures.saying import ForbiddenAbsent, RequiredFacts
from evals.measures.style import Latency, Length, ReadingGrade
from evals.measures.tracing import RequiredStatutes, StatuteCorrectness, UnsupportedNumbers
from evals.reply import Reply


def all_measures(library: Library, bases: Mapping[str, Reply]) -> list[Measure]:
    """Every measure, in the order of the report. bases: replies to the questions that others paraphrase."""
    return [
        StateAccuracy(),
        OutcomeAccuracy(),
        AmountExact(),
        DeadlineExact(),
        AsksDecidingFact(),
        RequiredFacts(),
        ForbiddenAbsent(),
        RequiredStatutes(),
        CitationRecall(library),
        CitationPrecision(library),
        StatementSupport(library),
        StatuteCorrectness(library),
        UnsupportedNumbers(library),
        Abstention(),
        ParaphraseConsistency(bases),
        ReadingGrade(),
        Length(),
        Latency(),
    ]


LABELS = {
    measure.__name__: measure.label
    for measure in (
        StateAccuracy,
        OutcomeAccuracy,
        AmountExact,
        DeadlineExact,
        AsksDecidingFact,
        RequiredFacts,
        ForbiddenAbsent,
        RequiredStatutes,
        CitationRecall,
        CitationPrecision,
        StatementSupport,
        StatuteCorrectness,
        UnsupportedNumbers,
        Abstention,
        ParaphraseConsistency,
        ReadingGrade,
        Length,
        Latency,
    )
}
"""What each measure is called in a report."""
