"""From single scores to figures with intervals, and whether they reach the thresholds."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import ShortfallError
from bot.yamlfile import load_yaml
from evals.measures import LABELS, QUANTITIES
from evals.score import Result

THRESHOLDS = Path(__file__).parent / "thresholds.yaml"
RESAMPLES = 2_000
SEED = 20261123
OVER_ALL = {"AbstentionPrecision": "abstention precision", "AbstentionRecall": "abstention recall"}
"""Figures that only all cases together have, and what they are called."""


class Figure(BaseModel):
    """A mean with its 95 % bootstrap interval over n cases."""

    model_config = ConfigDict(frozen=True)

    value: float
    low: float
    high: float
    n: int


def figure(values: Sequence[float]) -> Figure | None:
    """The mean of some scores; None where nothing was judged.

    The interval is the percentile bootstrap over cases, with a fixed seed, so that a report can be made again.

    >>> figure([1.0, 1.0, 1.0])
    Figure(value=1.0, low=1.0, high=1.0, n=3)
    """
    if not values:
        return None
    data = np.asarray(values, dtype=float)
    if data.min() == data.max():
        return Figure(value=data[0], low=data[0], high=data[0], n=len(data))
    picks = np.random.default_rng(SEED).integers(0, len(data), (RESAMPLES, len(data)))
    low, high = np.percentile(data[picks].mean(axis=1), [2.5, 97.5])
    return Figure(value=float(data.mean()), low=float(low), high=float(high), n=len(data))


def measure_figures(results: Iterable[Result]) -> dict[str, Figure]:
    """Each measure's figure, in the order of the report, with the two of abstention."""
    results = list(results)
    found = {name: figure([r.scores[name] for r in results if name in r.scores]) for name in LABELS}
    # of what was declined, how much should have been; of what should have been, how much was
    found["AbstentionPrecision"] = figure([float(r.should_decline) for r in results if r.reply.declined])
    found["AbstentionRecall"] = figure([float(r.reply.declined) for r in results if r.should_decline])
    return {name: value for name, value in found.items() if value is not None}


def label(name: str) -> str:
    """What a figure is called in a report."""
    return OVER_ALL.get(name) or LABELS.get(name, name)


def grouped(results: Iterable[Result], by: Callable[[Result], str | None]) -> dict[str, list[Result]]:
    """Results by some property, those without it left out, in the order of its values."""
    found: dict[str, list[Result]] = {}
    for result in results:
        if (key := by(result)) is not None:
            found.setdefault(key, []).append(result)
    return dict(sorted(found.items()))


def all_right(results: Sequence[Result]) -> float:
    """The share of cases without any fault."""
    return sum(not result.faults for result in results) / len(results) if results else 0.0


class Threshold(BaseModel):
    """The least or the most that a figure may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: float | None = None
    max: float | None = None

    def met(self, value: float) -> bool:
        """Whether a figure reaches it."""
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)


def read_thresholds(path: Path = THRESHOLDS) -> dict[str, Threshold]:
    """By measure. Raises ShortfallError where the file is not valid or names a measure that there is not."""
    try:
        raw: Any = load_yaml(path)
        found = {name: Threshold.model_validate(limits) for name, limits in raw.items()}
    except (OSError, yaml.YAMLError, AttributeError, ValidationError) as error:
        raise ShortfallError(f"{path}: {error}") from error
    known = {*LABELS, *OVER_ALL, "RetrievalRecall5"}
    if unknown := sorted(found.keys() - known):
        raise ShortfallError(
            f"{path}: there is no measure {', '.join(unknown)}. There are: {', '.join(sorted(known))}."
        )
    return found


def missed(figures: dict[str, Figure], thresholds: dict[str, Threshold]) -> list[str]:
    """The thresholds that are not reached, in words; a measure that nothing judged is not missed."""
    return [
        f"{label(name)} {figures[name].value:.4g}, wanted {'at least' if limit.min is not None else 'at most'} "
        f"{limit.min if limit.min is not None else limit.max:g}"
        for name, limit in thresholds.items()
        if name in figures and not limit.met(figures[name].value)
    ]


def shares(figures: dict[str, Figure]) -> dict[str, Figure]:
    """The figures that are shares."""
    return {name: value for name, value in figures.items() if name not in QUANTITIES}
