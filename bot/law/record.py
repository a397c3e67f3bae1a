"""The rule record of one jurisdiction, as a lawyer writes it in corpus/states/XX.yaml."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bot.errors import CorpusError
from bot.law.conditions import When
from bot.law.facts import EVENTS, FACTS, Facts, choices
from bot.yamlfile import load_yaml

Outcome = Literal["barred", "limited", "allowed", "discretionary"]
Availability = Literal["usual", "available", "rare", "unavailable"]
CapFormula = Literal[
    "greater_of_value_and_price",
    "value_only",
    "percent_of_appraisal",
    "half_of_gap",
    "adequacy_review",
    "waste_only",
]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(_Strict):
    """One authority: how it is cited, where it is read, and what it supports."""

    id: str
    cite: str = Field(min_length=3)
    url: str = Field(pattern=r"^https?://")
    kind: Literal["statute", "court", "government", "secondary"]
    supports: str


class Cited(_Strict):
    """A statement with its citation and the ids of the sources it rests on."""

    cite: str = Field(min_length=3)
    source: tuple[str, ...] = Field(min_length=1)


class Cap(_Strict):
    """How the recoverable amount is limited.

    formula: which figure is credited instead of, or compared with, the sale price.
    applies: automatic (the court or the formula does it), on_request (the borrower must raise it in time),
    discretionary (the court may).
    percent: for percent_of_appraisal and half_of_gap, in percent.
    net_of_prior_liens: prior liens that survive are deducted from the value (or, the same thing, added to the debt).
    presume_price: without proof of value the sale price counts as the value.
    claim_price_ceiling: a buyer of the debt is also held to what it paid for it.
    """

    formula: CapFormula
    applies: Literal["automatic", "on_request", "discretionary"] = "automatic"
    percent: Decimal | None = Field(default=None, ge=0, le=100)
    net_of_prior_liens: bool = False
    presume_price: bool = False
    claim_price_ceiling: bool = False

    @model_validator(mode="after")
    def _percent_given(self) -> "Cap":
        if (self.formula in ("percent_of_appraisal", "half_of_gap")) != (self.percent is not None):
            raise ValueError("percent belongs to percent_of_appraisal and half_of_gap, and they need it")
        return self


class RuleCase(Cited):
    """One case of the rule; the first whose conditions hold decides."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    when: When
    outcome: Outcome
    cap: Cap | None = None
    effect: str = Field(min_length=20)
    exceptions: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _limited_says_how(self) -> "RuleCase":
        if self.outcome == "limited" and self.cap is None:
            raise ValueError("a limited outcome needs a cap that says how")
        if self.outcome == "barred" and self.cap is not None:
            raise ValueError("a barred outcome has no cap")
        return self


class Period(_Strict):
    """A length of time in one unit of the calendar."""

    days: int | None = Field(default=None, gt=0)
    months: int | None = Field(default=None, gt=0)
    years: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _one_unit(self) -> "Period":
        if len([v for v in (self.days, self.months, self.years) if v]) != 1:
            raise ValueError("give one of days, months, years")
        return self

    def words(self) -> str:
        """The period in words, as in `90 days`."""
        unit, number = next((unit, n) for unit, n in self if n)
        return f"{number} {unit if number > 1 else unit[:-1]}"


class LawDeadline(Cited):
    """What must be done by when.

    when: the cases it belongs to. actor: who must act.
    event: the day the period is counted from (a date fact), or null where it is another day, told in `starts`.
    direction: `after` counts forward from the event, `before` backward (a notice due before the sale).
    done: the date fact that shows the act was done, for example `suit_filed`.
    bars: missing it ends the claim. open_if_unknown: after the last day, not knowing whether the act was done
    leaves the question open (otherwise the claim is taken as late unless told that it was done in time).
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    when: When
    actor: Literal["lender", "borrower"] = "lender"
    period: Period | None
    event: str | None
    direction: Literal["after", "before"] = "after"
    done: str | None = None
    starts: str
    act: str
    if_missed: str | None
    bars: bool
    open_if_unknown: bool = False

    @model_validator(mode="after")
    def _events_are_days(self) -> "LawDeadline":
        for name in (self.event, self.done):
            if name is not None and name not in EVENTS:
                raise ValueError(f"{name} is not a date fact; the date facts are {', '.join(sorted(EVENTS))}")
        return self


class ProcessInfo(_Strict):
    """How homes are foreclosed here; each word says how common the way is."""

    usual: Literal["nonjudicial", "judicial", "strict"]
    judicial: Availability
    nonjudicial: Availability
    strict: Availability = "unavailable"
    instrument: Literal["deed_of_trust", "mortgage"]
    note: str | None = None


class FairValue(Cited):
    """Whether and how the home's value counts, in words."""

    applies: Literal["yes", "no", "on_request", "discretionary"]
    who_asks: str | None
    note: str


class Redemption(Cited):
    """Getting the home back after the sale."""

    exists: Literal["yes", "no", "limited"]
    period: str
    who: str | None = None


class Limitations(Cited):
    """The general limitation period for a suit on the note."""

    years: int | None
    note: str | None = None


class Statement(Cited):
    """A cited statement in words."""

    text: str = Field(min_length=10)


class Wages(Statement):
    """Whether an ordinary judgment creditor may take wages here, where state law says more than the federal cap.

    protected: `all` where wages cannot be taken for such a debt, `unsettled` where the protection may not reach it.
    """

    protected: Literal["all", "unsettled"]


class Record(_Strict):
    """Everything Shortfall knows of one jurisdiction's rule.

    assume: facts an ordinary home foreclosure here has, beyond the nationwide ones in bot/law/facts.py;
    null takes a nationwide assumption back.
    ask: questions worded for this state, by fact. words: values worded for this state, by fact and value.
    """

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    checked: date
    summary: str = Field(min_length=200)
    process: ProcessInfo
    assume: dict[str, str | int | Decimal | None] = {}
    ask: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
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
