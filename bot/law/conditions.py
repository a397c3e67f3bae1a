"""Conditions on facts, three-valued: true, false, or unknown while a fact they name is unknown."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from bot.law.facts import EVENTS, Facts, choices


class Bound(BaseModel):
    """Limits on a number or a day, both ends included; `above` is exclusive.

    max, min, above: numbers. since, until: days.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max: Decimal | None = None
    min: Decimal | None = None
    above: Decimal | None = None
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Bound":
        if not self.model_fields_set:
            raise ValueError("an empty limit decides nothing; give max, min, above, since or until")
        return self

    def holds(self, value: Any) -> bool:
        """Whether a known number or day lies within."""
        return not (
            (self.max is not None and value > self.max)
            or (self.min is not None and value < self.min)
            or (self.above is not None and value <= self.above)
            or (self.since is not None and value < self.since)
            or (self.until is not None and value > self.until)
        )

    def representatives(self) -> list[Any]:
        """One value on each side of every limit."""
        values: list[Any] = []
        for limit, step in ((self.max, 1), (self.above, 1), (self.min, -1)):
            if limit is not None:
                values += [limit, limit + step]
        if self.since is not None:
            values += [self.since - timedelta(days=1), self.since]
        if self.until is not None:
            values += [self.until, self.until + timedelta(days=1)]
        return values


class OneOf(BaseModel):
    """A fact must be one of `values`, or none of them where `negated`."""

    model_config = ConfigDict(frozen=True)

    values: tuple[str, ...]
    negated: bool = False

    def holds(self, value: Any) -> bool:
        """Whether a known value satisfies the condition."""
        return (value in self.values) != self.negated


def _read(fact: str, raw: Any) -> Bound | OneOf:
    """One entry of a record's `when`: `process: judicial`, `loan: [purchase, construction]`,
    `loan: {not: [business]}`, `units: {max: 2}`, `loan_date: {since: 2015-01-01}`."""
    if fact not in Facts.model_fields:
        raise ValueError(f"{fact} is not a fact; the facts are listed in bot/law/facts.py")
    if isinstance(raw, (Bound, OneOf)):
        return raw
    if fact in ("units", "acres") or fact in EVENTS:
        if not isinstance(raw, Mapping):
            raise ValueError(f"{fact} needs limits such as {{max: 2}} or {{since: 2015-01-01}}")
        return Bound.model_validate(dict(raw))
    negated = isinstance(raw, Mapping)
    if isinstance(raw, Mapping):
        if set(raw) != {"not"}:
            raise ValueError(f"{fact}: write one value, a list of values, or {{not: [values]}}")
        raw = raw["not"]
    # YAML reads a bare yes or no as a truth value
    values = tuple(
        {True: "yes", False: "no"}.get(v, v) if isinstance(v, bool) else v
        for v in (raw if isinstance(raw, (list, tuple)) else [raw])
    )
    if wrong := [v for v in values if v not in choices(fact)]:
        raise ValueError(f"{fact}: {wrong[0]!r} is not one of {', '.join(choices(fact))}")
    return OneOf(values=values, negated=negated)


def _read_all(raw: dict[str, Any]) -> dict[str, Any]:
    return {fact: _read(fact, value) for fact, value in raw.items()}


When = Annotated[dict[str, Any], AfterValidator(_read_all)]
"""Conditions by fact; all must hold. An empty mapping always holds."""


def holds(when: Mapping[str, Bound | OneOf], facts: Mapping[str, Any]) -> bool | None:
    """Whether the conditions hold: True, False, or None while an unknown fact decides.

    facts: known values by name; a missing or None value is unknown.
    """
    undecided = False
    for fact, condition in when.items():
        value = facts.get(fact)
        if value is None:
            undecided = True
        elif not condition.holds(value):
            return False
    return None if undecided else True
