"""What an evaluation case is: the turns a person types, what a right answer holds, and where that is known from.

A dataset file is a pydantic-evals dataset: `name`, `cases`, and for each case `name`, `inputs` (`Asked`),
`expected_output` (`Expected`) and `metadata` (`About`).
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_evals import Case, Dataset

from bot.answer.model import Outcome
from bot.errors import ShortfallError
from bot.understand.instructions import without_orders
from bot.understand.spelling import spelt
from bot.understand.text import normalise
from bot.yamlfile import load_yaml

DATASETS = Path(__file__).parent / "datasets"
FRESH = Path(__file__).parent / "fresh"
"""Questions written without a look at the engine; nothing was ever changed for those in `second.yaml`."""
TODAY = dt.date(2026, 11, 23)
"""The day on which every case is asked; the expectations count from it."""
UNSEEN = frozenset({"second", "fourth", "fifth", "sixth", "seventh"})
"""The sets of evals/fresh that nothing is trained on; for `second` nothing was ever changed either."""
HELD_OUT_OF = 5
"""One case in so many is kept out of tuning."""

Group = Literal["state-rules", "numeric", "guide", "federal", "conversations", "robustness", "limits"]
GROUPS: tuple[Group, ...] = ("state-rules", "numeric", "guide", "federal", "conversations", "robustness", "limits")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Asked(_Strict):
    """What is typed, turn by turn. A single question may be given as `question`."""

    turns: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _one_question(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "question" in raw:
            return {"turns": [raw["question"]], **{key: value for key, value in raw.items() if key != "question"}}
        return raw


class Fact(_Strict):
    """Something that a right answer says.

    says: ways of saying it, of which one must occur (case, spacing and whether numbers are words do not count).
    held_by: the passages that bear it out, any of which is enough.
    """

    says: tuple[str, ...] = Field(min_length=1)
    held_by: tuple[str, ...] = ()

    @field_validator("says", "held_by", mode="before")
    @classmethod
    def _one(cls, raw: Any) -> Any:
        return [raw] if isinstance(raw, str) else raw


class ExpectedDeadline(_Strict):
    """The day that matters most. date: null where it counts from a day that was not told."""

    date: dt.date | None = None
    period: str | None = None


class Expected(_Strict):
    """What a right answer holds. A field that is left out is not judged; `null` is judged.

    outcome: one, or several of which each is right. amount: dollars and cents. cites: statutes or cases that must be
    cited. forbids: what must not be said. asks: facts of which the answer must ask for or name at least one.
    same_as: the case of which this is a paraphrase. earlier: expectations of earlier turns, by number from 1.
    """

    state: str | None = None
    outcome: tuple[Outcome | None, ...] = ()
    amount: Decimal | None = None
    figures: dict[str, Decimal] = Field(default_factory=dict)
    deadline: ExpectedDeadline | None = None
    facts: tuple[Fact, ...] = ()
    forbids: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    declined: bool = False
    same_as: str | None = None
    earlier: dict[int, "Expected"] = Field(default_factory=dict)

    @field_validator("outcome", mode="before")
    @classmethod
    def _one_outcome(cls, raw: Any) -> Any:
        return [raw] if raw is None or isinstance(raw, str) else raw

    def judges(self, field: str) -> bool:
        """Whether the case says something about a field."""
        return field in self.model_fields_set

    @property
    def held_by(self) -> tuple[tuple[str, ...], ...]:
        """For each fact whose passages are known, the passages that hold it."""
        return tuple(fact.held_by for fact in self.facts if fact.held_by)


class Source(_Strict):
    """Where the expectation is known from."""

    cite: str
    url: str = Field(pattern=r"^https?://")


class About(_Strict):
    """Where a case belongs and why it is right.

    told: the law's facts that the turns tell, as a person reads them; with them the law engine's record is compared.
    sum: the arithmetic of `amount`, as in `max(0, 212000 - 150000)`.
    """

    kind: str
    state: str | None = None
    source: Source | None = None
    why: str = Field(min_length=10)
    told: dict[str, Any] | None = None
    sum: str | None = None

    @field_validator("told", mode="after")
    @classmethod
    def _yes_is_a_word(cls, told: dict[str, Any] | None) -> dict[str, Any] | None:
        # YAML reads a bare yes as true
        words = {True: "yes", False: "no"}
        return told and {name: words[value] if isinstance(value, bool) else value for name, value in told.items()}


class Probe(_Strict):
    """One turn to be judged: everything typed up to it, and what its answer must hold."""

    name: str
    group: str
    asked: Asked
    expected: Expected
    about: About

    @cached_property
    def held_out(self) -> bool:
        """Whether the case is kept out of tuning; a paraphrase goes with the case that it says again."""
        return held_out(self.expected.same_as or self.name.partition("@")[0])

    @property
    def question(self) -> str:
        """The turn that is judged."""
        return self.asked.turns[-1]


def held_out(name: str) -> bool:
    """Whether a case is one of the fifth that nobody tunes on, by the hash of its name.

    >>> sum(held_out(f"case {n}") for n in range(1000)) in range(170, 230)
    True
    """
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_OUT_OF == 0


def read_dataset(path: Path) -> Dataset[Asked, Expected, About]:
    """One dataset file. Raises ShortfallError with the file and the field where it is not valid."""
    try:
        return Dataset[Asked, Expected, About].from_dict(load_yaml(path), default_name=path.stem)
    except (OSError, ValueError, ExceptionGroup, yaml.YAMLError) as error:
        raise ShortfallError(f"{path}: {error}") from error


def dataset_files(groups: Collection[str] = (), folder: Path = DATASETS) -> list[tuple[str, Path]]:
    """The files of the groups (all where none is named), each with its group: `numeric.yaml` or `numeric/*.yaml`."""
    found = []
    for path in sorted(folder.rglob("*.yaml")):
        inside = path.relative_to(folder)
        group = inside.parts[0].removesuffix(".yaml")
        if not groups or group in groups or str(inside.with_suffix("")) in groups:
            found.append((group, path))
    if not found:
        raise ShortfallError(
            f"{folder} has no dataset named {', '.join(sorted(groups))}. There are: {', '.join(GROUPS)}."
        )
    return found


def load_probes(groups: Collection[str] = (), folder: Path = DATASETS) -> list[Probe]:
    """Every judged turn of the groups, in the order of the files. Raises ShortfallError for a file that is not valid."""
    return [
        probe
        for group, path in dataset_files(groups, folder)
        for case in read_dataset(path).cases
        for probe in probes_of(group, case)
    ]


def as_read(typed: str) -> str:
    """A text as the readers see it: without orders to the machine, spelt right."""
    return spelt(without_orders(normalise(typed)))


def fingerprint(lines: Iterable[str]) -> str:
    """A short name of what was trained on."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def unseen_files() -> list[tuple[str, Path]]:
    """The files of evals/fresh that nothing is trained on, each with its group."""
    return [(group, path) for group, path in dataset_files(folder=FRESH) if path.stem in UNSEEN]


def tuned_probes() -> list[Probe]:
    """Every judged turn that may be looked at and trained on: without the held-out fifth and the unseen sets."""
    fresh = [
        probe
        for group, path in dataset_files(folder=FRESH)
        if path.stem not in UNSEEN
        for case in read_dataset(path).cases
        for probe in probes_of(group, case)
    ]
    return [probe for probe in (*load_probes(), *fresh) if not probe.held_out]


def probes_of(group: str, case: Case[Asked, Expected, About]) -> Iterable[Probe]:
    """The judged turns of one case: those with an expectation of their own, then the last."""
    if case.expected_output is None or case.metadata is None or case.name is None:
        raise ShortfallError(
            f"{group}: the case {case.name or case.inputs.turns[0]!r} needs name, expected_output and metadata."
        )
    for turn, expected in sorted(case.expected_output.earlier.items()):
        if not 1 <= turn < len(case.inputs.turns):
            raise ShortfallError(f"{group}: {case.name}: earlier turn {turn} is not one before the last.")
        yield Probe(
            name=f"{case.name}@{turn}",
            group=group,
            asked=Asked(turns=case.inputs.turns[:turn]),
            expected=expected,
            about=case.metadata.model_copy(update={"told": None, "sum": None}),
        )
    yield Probe(name=case.name, group=group, asked=case.inputs, expected=case.expected_output, about=case.metadata)
