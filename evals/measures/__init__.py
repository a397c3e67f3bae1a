"""The measures, each a small class: what is judged, when, and how."""

from collections.abc import Mapping

from evals.judge import Library
from evals.measures.base import Measure
from evals.measures.citing import CitationPrecision, CitationRecall, Citing, StatementSupport
from evals.measures.consistency import ParaphraseConsistency
from evals.measures.findings import AmountExact, AsksDecidingFact, DeadlineExact, OutcomeAccuracy, StateAccuracy
from evals.measures.refusing import Abstention
from evals.measures.saying import ForbiddenAbsent, RequiredFacts
from evals.measures.style import Latency, Length, ReadingGrade
from evals.measures.tracing import RequiredStatutes, StatuteCorrectness, UnsupportedNumbers
from evals.reply import Reply

MEASURES: tuple[type[Measure], ...] = (
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
"""Every measure, in the order of the report."""
LABELS = {measure.__name__: measure.label for measure in MEASURES}
"""What each measure is called in a report."""
QUANTITIES = frozenset(measure.__name__ for measure in MEASURES if not measure.is_share)
"""Measures that are no shares: more is not better."""


def all_measures(library: Library, bases: Mapping[str, Reply]) -> list[Measure]:
    """One of each. bases: replies to the questions that others paraphrase."""
    return [_made(measure, library, bases) for measure in MEASURES]


def _made(measure: type[Measure], library: Library, bases: Mapping[str, Reply]) -> Measure:
    if issubclass(measure, Citing):
        return measure(library)
    return measure(bases) if issubclass(measure, ParaphraseConsistency) else measure()
