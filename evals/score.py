"""Judging answers: each probe by every measure, through pydantic-evals."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_evals import Case, Dataset

from bot.errors import ShortfallError
from evals.cases import Probe
from evals.collect import Replies
from evals.judge import Library
from evals.measures import QUANTITIES, all_measures
from evals.reply import Reply
from evals.speaking import Speaking


class Result(BaseModel):
    """One judged turn, a line of `results.jsonl`.

    scores: by measure, from 0 to 1 (quantities apart); a measure that the case does not judge is absent.
    reasons: why a score is not full.
    """

    name: str
    group: str
    kind: str
    state: str | None
    held_out: bool
    turns: tuple[str, ...]
    expected: dict[str, Any]
    why: str
    source: dict[str, str] | None
    reply: Reply
    scores: dict[str, float]
    reasons: dict[str, str]

    @property
    def faults(self) -> list[str]:
        """The measures that are not full."""
        return [name for name, value in self.scores.items() if name not in QUANTITIES and value < 1]

    @property
    def should_decline(self) -> bool:
        """Whether a right answer declines."""
        return bool(self.expected.get("declined"))


def score(probes: Sequence[Probe], replies: Replies, library: Library) -> list[Result]:
    """Judge every probe. Raises ShortfallError where a measure itself fails, naming the case."""
    by_name = {probe.name: replies[probe.asked.turns] for probe in probes}
    bases = {p.expected.same_as: by_name[p.expected.same_as] for p in probes if p.expected.same_as in by_name}
    dataset = Dataset[Probe, Reply, None](
        name="replies",
        cases=[Case(name=probe.name, inputs=probe) for probe in probes],
        evaluators=all_measures(library, bases),
    )

    async def given(probe: Probe) -> Reply:
        return replies[probe.asked.turns]

    report = dataset.evaluate_sync(given, progress=False, max_concurrency=1)
    results = []
    for row in report.cases:
        if row.evaluator_failures:
            first = row.evaluator_failures[0]
            raise ShortfallError(f"{row.name}: the measure {first.name} failed: {first.error_message}")
        results.append(_result(row.inputs, row.output, row.scores))
    return results


def _result(probe: Probe, reply: Reply, scores: dict[str, Any]) -> Result:
    return Result(
        name=probe.name,
        group=probe.group,
        kind=probe.about.kind,
        state=probe.about.state,
        held_out=probe.held_out,
        turns=probe.asked.turns,
        expected=probe.expected.model_dump(mode="json", exclude_unset=True, exclude={"earlier"}),
        why=probe.about.why,
        source=probe.about.source.model_dump() if probe.about.source else None,
        reply=reply,
        scores={name: float(found.value) for name, found in scores.items()},
        reasons={name: found.reason for name, found in scores.items() if found.reason},
    )


def write_results(results: Sequence[Result], path: Path) -> None:
    """One JSON object a line."""
    path.write_text("".join(result.model_dump_json() + "\n" for result in results), "utf-8")


def read_results(path: Path) -> list[Result]:
    """The results of an earlier run. Raises ShortfallError where the file is not one."""
    try:
        return [Result.model_validate_json(line) for line in path.read_text("utf-8").splitlines() if line]
    except (OSError, ValidationError) as error:
        raise ShortfallError(f"{path} holds no results of an evaluation: {error}") from error


class About(BaseModel):
    """Which run it was.

    against: the target of the results that were given to compare with; empty where they are the last run's. model: what
    a language model did in it.
    """

    target: str
    fingerprint: str
    when: dt.datetime
    seconds: float
    datasets: tuple[str, ...] = ()
    limit: int | None = None
    against: str = ""
    model: Speaking | None = None


def read_about(path: Path) -> About:
    """Which run a `run.json` tells of. Raises ShortfallError where the file is none."""
    try:
        return About.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValidationError) as error:
        raise ShortfallError(f"{path} tells of no run of an evaluation: {error}") from error
