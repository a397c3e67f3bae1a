"""The rule record of one jurisdiction, as a lawyer writes it in corpus/states/XX.yaml."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from bot.errors import CorpusError
from bot.law.facts import FACTS, Facts, choices
from bot.law.record_parts import (
    Cited,
    FairValue,
    LawDeadline,
    Limitations,
    ProcessInfo,
    Redemption,
    RuleCase,
    Source,
    Statement,
    Strict,
    Wages,
)
from bot.yamlfile import load_yaml


class Record(Strict):
    """Everything Shortfall knows of one jurisdiction's rule.

    assume: facts an ordinary home foreclosure here has, beyond the nationwide ones in bot/law/facts.yaml;
    null takes a nationwide assumption back.
    released_by: the ways of giving up the home that by law end the debt unless the papers keep it.
    ask: questions worded for this state, by fact. words: values worded for this state, by fact and value.
    """

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    checked: date
    summary: str = Field(min_length=200)
    process: ProcessInfo
    assume: dict[str, str | int | Decimal | None] = Field(default_factory=dict)
    released_by: tuple[str, ...] = ()
    ask: dict[str, str] = Field(default_factory=dict)
    words: dict[str, dict[str, str]] = Field(default_factory=dict)
    deficiency: tuple[RuleCase, ...] = Field(min_length=1)
    fair_value: FairValue
    deadlines: tuple[LawDeadline, ...]
    redemption: Redemption
    limitations: Limitations
    procedure: Statement | None = None
    protections: tuple[Statement, ...] = ()
    wages: Wages | None = None
    sources: tuple[Source, ...] = Field(min_length=2)
    conflicts: tuple[str, ...] = ()
    confidence: Literal["high", "medium", "low"]
    open_questions: tuple[str, ...] = ()

    @field_validator("assume", "words", mode="before")
    @classmethod
    def _truth_values_are_words(cls, raw: Any) -> Any:
        words = {True: "yes", False: "no"}
        if isinstance(raw, dict):
            raw = {fact: words[v] if isinstance(v, bool) else v for fact, v in raw.items()}
            raw = {
                fact: {words[k] if isinstance(k, bool) else k: text for k, text in v.items()}
                if isinstance(v, dict)
                else v
                for fact, v in raw.items()
            }
        return raw

    @model_validator(mode="after")
    def _hangs_together(self) -> "Record":
        ids = [s.id for s in self.sources]
        if len(set(ids)) != len(ids):
            raise ValueError("sources: two sources have the same id")
        parts = [*self.deficiency, self.fair_value, *self.deadlines, self.redemption, self.limitations]
        parts += [*self.protections, *(part for part in (self.procedure, self.wages) if part)]
        for part in parts:
            for source in part.source:
                if source not in ids:
                    raise ValueError(f"source {source!r} of {part.cite!r} is not listed under sources")
        for group in (self.deficiency, self.deadlines):
            names = [part.id for part in group]
            if len(set(names)) != len(names):
                raise ValueError(f"two entries have the same id: {names}")
        if self.deficiency[-1].when:
            raise ValueError("deficiency: the last case must have no conditions, so that every case is decided")
        return self

    @model_validator(mode="after")
    def _facts_are_of_the_vocabulary(self) -> "Record":
        for fact, value in self.assume.items():
            if fact not in Facts.model_fields:
                raise ValueError(f"assume: {fact} is not a fact")
            if choices(fact) and value is not None and value not in choices(fact):
                raise ValueError(f"assume: {value!r} is not a value of {fact}")
        for fact in (*self.ask, *self.words):
            if fact not in FACTS:
                raise ValueError(f"ask or words: {fact} is not a fact that is asked for")
        for fact, texts in self.words.items():
            if wrong := set(texts) - set(choices(fact)):
                raise ValueError(f"words: {sorted(wrong)} are not values of {fact}")
        return self

    @property
    def place(self) -> str:
        """The name as it stands after "in": `Ohio`, `the District of Columbia`."""
        return f"the {self.name}" if self.name.startswith("District") else self.name

    def source_of(self, part: Cited) -> Source:
        """The leading source of a cited part."""
        return next(s for s in self.sources if s.id == part.source[0])


def load_record(path: Path) -> Record:
    """Read and check one record file.

    Raises CorpusError naming the file and the field.
    """
    try:
        return Record.model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "record"
        raise CorpusError(f"{path.name}: {where}: {first['msg'].removeprefix('Value error, ')}") from error
    except (yaml.YAMLError, ValueError, OSError) as error:
        raise CorpusError(f"{path.name}: cannot be read as YAML: {error}") from error


@cache
def get_record(states_dir: Path, code: str) -> Record:
    """The record of one jurisdiction, read once a process.

    Raises CorpusError where there is none.
    """
    path = states_dir / f"{code}.yaml"
    if not path.is_file():
        raise CorpusError(f"{code}: there is no rule record {path.name} in {states_dir}; check the corpus folder.")
    return load_record(path)
