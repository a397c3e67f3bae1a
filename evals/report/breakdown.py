"""Results by group and kind, abstention and outcome as tables of counts, and how quantities spread."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.report.words import NONE, outcome, quantity, share
from evals.score import Result
from evals.summary import all_right, grouped, label, measure_figures

SHOWN = ("OutcomeAccuracy", "AmountExact", "RequiredFacts", "CitationRecall")
"""The measures of the tables by group and kind."""
PERCENTILES = (50, 90, 95, 99)
NO_ANSWER = "no answer"


@dataclass(frozen=True)
class Cell:
    """A cell. note: a smaller second line. right: whether what it shows is as it should be; None for neither."""

    text: str
    note: str = ""
    right: bool | None = None


@dataclass(frozen=True)
class Row:
    """A line of a table with its heading."""

    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """A table: the headings of its columns, the first of which is that of the rows."""

    columns: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Abstaining:
    """Who declined what."""

    matrix: Table
    precision: str
    recall: str


@dataclass(frozen=True)
class Spread:
    """Percentiles of a quantity."""

    name: str
    n: int
    values: list[str]


def by_group(results: Sequence[Result]) -> Table:
    """The main measures of each group."""
    return _by("group", grouped(results, lambda result: result.group))


def by_kind(results: Sequence[Result]) -> Table:
    """The main measures of each kind, named with its group."""
    return _by("group and kind", grouped(results, lambda result: f"{result.group}: {result.kind}"))


def _by(what: str, parts: dict[str, list[Result]]) -> Table:
    rows = []
    for name, results in parts.items():
        cells = [_mean([r.scores[measure] for r in results if measure in r.scores]) for measure in SHOWN]
        right = sum(not result.faults for result in results)
        whole = Cell(
            share(all_right(results)), f"{right:,} of {len(results):,}", True if right == len(results) else None
        )
        rows.append(Row(name, [*cells, whole, Cell(f"{len(results):,}")]))
    return Table([what, *(label(measure) for measure in SHOWN), "without any fault", "turns"], rows)


def _mean(values: Sequence[float]) -> Cell:
    if not values:
        return Cell(NONE, "not judged")
    return Cell(share(sum(values) / len(values)), f"n {len(values):,}")


def abstaining(results: Sequence[Result]) -> Abstaining:
    """What was declined, against what should have been."""
    columns = ["declined", "answered", NO_ANSWER]
    rows = []
    for wanted, should in (("declined", True), ("answered", False)):
        found = Counter(_given(result) for result in results if result.should_decline == should)
        rows.append(
            Row(
                f"should be {wanted}",
                [Cell(f"{found[given]:,}", right=_as_wanted(given == wanted, found[given])) for given in columns],
            )
        )
    figures = measure_figures(results)
    precision, recall = figures.get("AbstentionPrecision"), figures.get("AbstentionRecall")
    return Abstaining(
        matrix=Table(["expected", *columns], rows),
        precision=f"{share(precision.value)} of {precision.n:,} declined" if precision else "nothing was declined",
        recall=f"{share(recall.value)} of {recall.n:,} to be declined" if recall else "nothing should be declined",
    )


def _given(result: Result) -> str:
    return NO_ANSWER if result.reply.error else "declined" if result.reply.declined else "answered"


ORDER = ("barred", "limited", "allowed", "discretionary", "depends", "none")


def outcomes(results: Sequence[Result]) -> Table:
    """Expected outcome against the given one; a case of which several are right has a row of its own kind."""
    counts: dict[tuple[str, ...], Counter[str]] = {(name,): Counter() for name in ORDER}
    for result in results:
        if "outcome" in result.expected:
            wanted = tuple(sorted({outcome(one) for one in _listed(result.expected["outcome"])}, key=_rank))
            given = NO_ANSWER if result.reply.error else outcome(result.reply.outcome)
            counts.setdefault(wanted, Counter())[given] += 1
    columns = [*ORDER, NO_ANSWER]
    return Table(
        ["expected", *columns, "turns"],
        [
            Row(
                " or ".join(wanted),
                [
                    *(Cell(f"{found[given]:,}", right=_as_wanted(given in wanted, found[given])) for given in columns),
                    Cell(f"{found.total():,}"),
                ],
            )
            for wanted, found in sorted(counts.items(), key=lambda item: (len(item[0]), *map(_rank, item[0])))
        ],
    )


def _as_wanted(right: bool, n: int) -> bool | None:
    return right if n else None


def _rank(name: str) -> int:
    return ORDER.index(name)


def _listed(raw: object) -> Iterable[str | None]:
    return raw if isinstance(raw, list | tuple) else [raw if isinstance(raw, str) else None]


def spreads(results: Sequence[Result]) -> list[Spread]:
    """Percentiles of latency, reading grade and words; a quantity that nothing has is left out."""
    found = []
    for name in ("Latency", "ReadingGrade", "Length"):
        values = [result.scores[name] for result in results if name in result.scores]
        if values:
            points = [*np.percentile(values, PERCENTILES), max(values)]
            found.append(Spread(label(name), len(values), [quantity(float(point)) for point in points]))
    return found
