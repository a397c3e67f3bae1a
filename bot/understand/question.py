"""What one turn says: the place, the facts, the amounts, the days, what is asked for, and how each was read."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.calculator.figure import dollars
from bot.topics import Topic
from bot.understand.changes import Change
from bot.understand.elapsed import SuedAfter
from bot.understand.factreading import FactReading
from bot.understand.feelings import Feeling
from bot.understand.moves import Move, MoveReading
from bot.understand.parts import Part
from bot.understand.relations import ValueBy
from bot.understand.stay import BankruptcyCase

Audience = Literal["homeowner", "counselor"]

NUMERIC = frozenset({"garnishment", "cod_income", "foreclosure_gain", "instalment", "settlement", "interest"})
"""Intents whose answer is a number other than the deficiency."""


class AmountReading(BaseModel):
    """An amount in its role, in dollars, with how it was read. role: empty where the words do not tell.

    low, high: the ends of a range, else the value. gross: said to be pay before taxes. hypothetical: supposed, not told.
    approximate: said with "about" or the like. bare: without a sign or a scale word, so it may mean thousands. span: where it stands in the turn.
    """

    model_config = ConfigDict(frozen=True)

    role: str
    value: Decimal
    low: Decimal
    high: Decimal
    raw: str
    how: str
    frequency: str | None = None
    take_home: bool = False
    gross: bool = False
    days: int | None = None
    months: int | None = None
    hypothetical: bool = False
    approximate: bool = False
    bare: bool = False
    span: tuple[int, int] = (0, 0)

    @property
    def is_range(self) -> bool:
        """Whether two ends were told."""
        return self.low != self.high

    def figured(
        self, role: str, value: Decimal, how: str, *, raw: str | None = None, span: tuple[int, int] | None = None
    ) -> "AmountReading":
        """A sum that is worked out from this one, in its role. raw, span: the words that tell it, where they are others."""
        told = {"role": role, "value": value, "low": value, "high": value, "how": how, "bare": False}
        return self.model_copy(update={**told, "raw": raw or self.raw, "span": span or self.span})


def in_role(
    amounts: tuple[AmountReading, ...], role: str, fits: Callable[[AmountReading], bool]
) -> tuple[AmountReading, ...]:
    """The amounts, those that fit in another role."""
    return tuple(a.model_copy(update={"role": role}) if fits(a) else a for a in amounts)


class DayReading(BaseModel):
    """A day in its role (a date fact of the case), with how it was read.

    exact: a day, not a month or year, was told. hypothetical: supposed, not told.
    """

    model_config = ConfigDict(frozen=True)

    role: str
    day: date
    raw: str
    how: str
    exact: bool = True
    hypothetical: bool = False


class Question(BaseModel):
    """One turn as read.

    state: the jurisdiction, where one is meant; states: all that are named, in order. ambiguous: the candidates where a
    place is in several states, place: its name. town: the city or county that names the state. foreign, territory: a place outside the 50 states and DC.
    premise: a belief taken for granted. percents in percent, rate in percent a year, months and days as counts.
    problems: what could not be read, each a message for the user. in_domain: whether it speaks of this subject.
    loose, loose_days: amounts and days whose role the words do not tell. days_named: every day told, whatever its role.
    pay_frequency: how often somebody is paid, where it is told apart from an amount.
    earlier: the amounts of the turns before, the latest first.
    moves: what the turn does in the conversation ("why?", "what if", "forget the fees"); changes: amounts told as a
    difference ("10k more"). parts: the separate questions in it. feeling: what it tells of how the person is.
    unknown: the facts that the person says they do not know. sued_after: how long after a day of the case the lender sued.
    bankruptcy: a bankruptcy case of their own. value_by: what the home was worth, told by the debt or the price. stands_for: the whole question that a few words mean.
    follows: whether it comes after other turns.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    state: str | None = None
    states: tuple[str, ...] = ()
    place: str | None = None
    town: str | None = None
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
    loose: tuple[AmountReading, ...] = ()
    loose_days: tuple[date, ...] = ()
    days_named: tuple[date, ...] = ()
    pay_frequency: str | None = None
    earlier: tuple[AmountReading, ...] = ()
    moves: tuple[MoveReading, ...] = ()
    changes: tuple[Change, ...] = ()
    parts: tuple[Part, ...] = ()
    feeling: Feeling | None = None
    unknown: tuple[str, ...] = ()
    called_off: bool = False
    sued_after: SuedAfter | None = None
    bankruptcy: BankruptcyCase | None = None
    value_by: ValueBy | None = None
    stands_for: str | None = None
    follows: bool = False

    def move(self, *kinds: Move) -> MoveReading | None:
        """The first of the turn's moves that is one of these kinds."""
        return next((found for found in self.moves if found.move in kinds), None)

    def only_telling(self, fact: FactReading) -> "Question":
        """The turn as one that tells this fact besides, and asks for nothing but the rule."""
        facts = (*self.facts, fact)
        return self.model_copy(
            update={"facts": facts, "intents": ("rule",), "topics": (), "parts": (), "in_domain": True}
        )

    @property
    def tells(self) -> bool:
        """Whether the turn tells something of a case: a fact, an amount, a day, a size."""
        sizes = self.units is not None or self.acres is not None
        return bool(
            self.facts or self.amounts or self.days_read or self.unknown or self.sued_after or self.value_by or sizes
        )

    def reading(self, role: str) -> AmountReading | None:
        """The amount in a role: of this turn, or else the latest of the turns before; None where it was not told.

        Of two incomes the take-home pay counts, and what this turn tells before what an earlier one did.
        """
        own = [a for a in self.amounts if a.role == role and not a.gross]
        found = own or [a for a in (*self.amounts, *self.earlier) if a.role == role]
        return next((a for a in found if a.take_home), found[0] if found else None)

    def money(self, role: str) -> Decimal | None:
        """The amount in a role, in dollars, of this turn or an earlier one; None where it was not told."""
        found = self.reading(role)
        return found.value if found else None

    def total(self, role: str) -> Decimal | None:
        """All amounts in a role together (a car and savings are both assets), of this turn or of the turns before."""
        for readings in (self.amounts, self.earlier):
            values = dict.fromkeys(a.value for a in readings if a.role == role)
            if values:
                return sum(values, Decimal(0))
        return None

    def says(self, role: str) -> bool:
        """Whether this very turn names an amount in a role."""
        return any(a.role == role for a in self.amounts)

    @property
    def frequency(self) -> str | None:
        """How often the income named is paid."""
        income = self.reading("income")
        told = [a.frequency for a in (*self.amounts, *self.earlier) if a.role == "income" and a.frequency]
        return (income.frequency if income else None) or (told[0] if told else self.pay_frequency)

    @property
    def take_home(self) -> bool:
        """Whether the income named is said to be take-home pay."""
        income = self.reading("income")
        return income is not None and income.take_home

    @property
    def gross(self) -> bool:
        """Whether the income named is said to be pay before taxes."""
        income = self.reading("income")
        return income is not None and income.gross

    @property
    def nonrecourse(self) -> bool:
        """Whether the loan is said to be nonrecourse."""
        return re.search(r"\bnon[- ]?rec(?:ourse)?\b", self.text, re.IGNORECASE) is not None

    @property
    def from_day(self) -> date | None:
        """The earlier of two days in the question."""
        return min(self.days_named) if len(self.days_named) > 1 else None

    @property
    def to_day(self) -> date | None:
        """The later of two days in the question."""
        return max(self.days_named) if len(self.days_named) > 1 else None

    def numbers(self) -> set[str]:
        """Every number that was read, in a plain form."""
        found: set[str] = set()
        for amount in (*self.amounts, *self.loose, *self.earlier):
            for value in (amount.value, amount.low, amount.high):
                found.add(f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}")
        measures = [value for value in (*self.percents, self.rate, self.acres) if value is not None]
        found |= {f"{measure.normalize():f}" for measure in measures}
        found |= {str(n) for n in (self.months, self.days, self.units) if n is not None}
        for day in (*(reading.day for reading in self.days_read), *self.days_named):
            found |= {str(day.day), str(day.year)}
        return found

    def how_amounts_were_read(self) -> str:
        """A sentence on the amounts that were not read as they stand; empty where all were."""
        read = [amount.how.removeprefix("read ") for amount in self.amounts if amount.how != "as written"]
        said = f"(I read {', '.join(read[:-1])}{' and ' * (len(read) > 1)}{read[-1]}.)" if read else ""
        daily = next((a for a in self.amounts if a.role == "per_diem" and not a.days), None)
        if daily is None:
            return said
        return (
            f"{said} The {dollars(daily.value)} of interest a day is not in it, because its days are not told.".strip()
        )
