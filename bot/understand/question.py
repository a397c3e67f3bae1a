"""What one turn says: the place, the facts, the amounts, the days, what is asked for, and how each was read."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.topics import Topic
from bot.understand.facts import FactReading

Audience = Literal["homeowner", "counselor"]


class AmountReading(BaseModel):
    """An amount in its role, in dollars, with how it was read. low, high: the ends of a range, else the value."""

    model_config = ConfigDict(frozen=True)

    role: str
    value: Decimal
    low: Decimal
    high: Decimal
    raw: str
    how: str
    frequency: str | None = None
    take_home: bool = False
    days: int | None = None
    months: int | None = None


class DayReading(BaseModel):
    """A day in its role (a date fact of the case), with how it was read. exact: a day, not a month or year, was told."""

    model_config = ConfigDict(frozen=True)

    role: str
    day: date
    raw: str
    how: str
    exact: bool = True


class Question(BaseModel):
    """One turn as read.

    state: the jurisdiction, where one is meant; states: all that are named, in order. ambiguous: the candidates where a
    place is in several states, place: its name. foreign, territory: a place outside the 50 states and DC.
    premise: a belief taken for granted. percents in percent, rate in percent a year, months and days as counts.
    problems: what could not be read, each a message for the user. in_domain: whether it speaks of this subject.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    state: str | None = None
    states: tuple[str, ...] = ()
    place: str | None = None
    ambiguous: tuple[str, ...] = ()
    foreign: str | None = None
    territory: str | None = None
    facts: tuple[FactReading, ...] = ()
    units: int | None = None
    acres: Decimal | None = None
    amounts: tuple[AmountReading, ...] = ()
    days_read: tuple[DayReading, ...] = ()
    percents: tuple[Decimal, ...] = ()
    rate: Decimal | None = None
    months: int | None = None
    days: int | None = None
    intents: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    premise: str | None = None
    audience: Audience = "homeowner"
    problems: tuple[str, ...] = ()
    in_domain: bool = True
    english: bool = True

    def money(self, role: str) -> Decimal | None:
        """The amount in a role, in dollars; None where it was not told."""
        return next((a.value for a in self.amounts if a.role == role), None)

    @property
    def frequency(self) -> str | None:
        """How often the income named is paid."""
        return next((a.frequency for a in self.amounts if a.role == "income"), None)

    @property
    def take_home(self) -> bool:
        """Whether the income named is said to be take-home pay."""
        return any(a.take_home for a in self.amounts if a.role == "income")

    @property
    def nonrecourse(self) -> bool:
        """Whether the loan is said to be nonrecourse."""
        return "nonrecourse" in self.text.lower().replace("-", "")

    @property
    def from_day(self) -> date | None:
        """The earlier of two days in the question."""
        return min((d.day for d in self.days_read), default=None) if len(self.days_read) > 1 else None

    @property
    def to_day(self) -> date | None:
        """The later of two days in the question."""
        return max((d.day for d in self.days_read), default=None) if len(self.days_read) > 1 else None

    def numbers(self) -> set[str]:
        """Every number that was read, in a plain form."""
        found: set[str] = set()
        for amount in self.amounts:
            for value in (amount.value, amount.low, amount.high):
                found.add(f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}")
        measures = [value for value in (*self.percents, self.rate, self.acres) if value is not None]
        found |= {f"{measure.normalize():f}" for measure in measures}
        found |= {str(n) for n in (self.months, self.days, self.units) if n is not None}
        for reading in self.days_read:
            found |= {str(reading.day.day), str(reading.day.year)}
        return found

    def how_amounts_were_read(self) -> str:
        """A sentence on the amounts that were not read as they stand; empty where all were."""
        read = [amount.how for amount in self.amounts if amount.how != "as written"]
        return f"(I {'; I '.join(read)}.)" if read else ""

    def fact_values(self) -> dict[str, Any]:
        """The facts of the case that this turn tells, by name."""
        found: dict[str, Any] = {reading.fact: reading.value for reading in self.facts}
        found |= {reading.role: reading.day for reading in self.days_read}
        if self.units is not None:
            found["units"] = self.units
        if self.acres is not None:
            found["acres"] = self.acres
        return found
