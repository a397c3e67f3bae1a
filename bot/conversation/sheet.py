"""The case sheet: everything a conversation has established, each with the turn and the words it comes from."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.answer.signers import HALF_TOLD
from bot.understand.question import AmountReading

Status = Literal["known", "unknown", "withdrawn"]
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
MOST_PARTS = 8  # readings of one role that are kept: two incomes, a car and the savings

# amounts of which a case has one: two different figures contradict each other
SINGLE_AMOUNTS = frozenset({"debt", "principal", "sale_price", "fair_market_value", "appraisal", "second_mortgage"})
SUIT_AFTER = "suit_after"  # when the lender sued, told by how long after the sale or another day it came
BANKRUPTCY = "bankruptcy"  # the years in which a bankruptcy case of their own may have been open
VALUE_BY = "value_by"  # what the home was worth, told by the debt or the price
SIGNER = "signer"  # what is told of the one who asks and did not sign the loan: an heir, a spouse, an owner
OWN = "own"  # the case of the person who asks
HOUSE_AMOUNTS = SINGLE_AMOUNTS | {"claimed", "original_loan", "senior_liens"}


class Entry(BaseModel):
    """One fact of the case.

    name: `state`, the role of an amount, or a fact of the law's vocabulary. kind: what `value` is: a USPS code, dollars,
    a value of the vocabulary, a calendar day (ISO), or a count.
    status: `unknown` where the person said that they do not know; `withdrawn` where they took it back.
    turn: the user's turn it comes from, counted from 1. raw: the words; how: how they were read.
    amounts: the readings behind an amount, the latest first. exact: a day and not only a month was told.
    disputed: another value told before, while it is not known which is right. was: the value that this one replaced.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    kind: Literal["place", "amount", "fact", "day", "count"]
    value: str = ""
    status: Status = "known"
    turn: int
    raw: str = ""
    how: str = "as written"
    amounts: tuple[AmountReading, ...] = ()
    exact: bool = True
    disputed: "Entry | None" = None
    was: str | None = None

    @property
    def known(self) -> bool:
        """Whether the value counts."""
        return self.status == "known"

    @property
    def half_told(self) -> bool:
        """Whether it tells nothing yet, and only a later turn may complete it."""
        return self.name == SIGNER and self.value in HALF_TOLD


class CaseSheet(BaseModel):
    """What is established after a turn; each turn makes a new one.

    turn: how many turns the user has taken. entries: by name. supposed: what the last what-if laid over them, by name.
    asked: the facts that were asked for, in order. open_question: the one the last answer ended with.
    offer: the question that a plain "yes" to the last answer asks. intents: what was last asked for.
    after_sale, before_sale: whether the turns spoke of a claim after the sale, or of a sale still to come.
    compared: the states of the table that was answered last. terse: whether a counselor is asking, or short answers were asked for from now on. what_ifs: how many turns only supposed something.
    whose: whose case it is, or which of two houses or loans. aside: the other cases of the talk, by the same names.
    judged: the cases of the talk, by those names, in which a court has given judgment on the debt. called: clients' names, each with its case.
    """

    model_config = ConfigDict(frozen=True)

    turn: int = 0
    entries: dict[str, Entry] = {}
    supposed: dict[str, Entry] = {}
    asked: tuple[str, ...] = ()
    open_question: str | None = None
    offer: str | None = None
    intents: tuple[str, ...] = ()
    after_sale: bool = False
    before_sale: bool = False
    compared: tuple[str, ...] = ()
    terse: bool = False
    what_ifs: int = 0
    whose: str = OWN
    aside: dict[str, dict[str, Entry]] = {}
    judged: tuple[str, ...] = ()
    called: dict[str, str] = {}

    def known(self, name: str) -> Entry | None:
        """The entry of a name, where its value counts."""
        entry = self.entries.get(name)
        return entry if entry is not None and entry.known else None

    @property
    def state(self) -> str | None:
        """The jurisdiction of the case, a USPS code."""
        entry = self.known("state")
        return entry.value if entry else None

    @property
    def tells_more_than_place(self) -> bool:
        """Whether there is a case to keep beside another state: some fact of it has been told."""
        return any(entry.known and entry.kind != "place" and not entry.half_told for entry in self.entries.values())

    @property
    def speaks_of_thousands(self) -> bool:
        """Whether the amounts told are those of a house, so that a bare 60 means 60,000."""
        return any(r.value >= 10_000 for entry in self.entries.values() for r in entry.amounts)

    @property
    def unknown(self) -> frozenset[str]:
        """The facts that the person does not know."""
        return frozenset(name for name, entry in self.entries.items() if entry.status == "unknown")

    def disputed(self) -> Entry | None:
        """The latest entry of which two values were told."""
        found = [entry for entry in self.entries.values() if entry.known and entry.disputed is not None]
        return max(found, key=lambda entry: entry.turn, default=None)

    def readings(self) -> tuple[AmountReading, ...]:
        """Every amount of the case, the latest first."""
        entries = sorted(self.entries.values(), key=lambda entry: -entry.turn)
        return tuple(reading for entry in entries if entry.known for reading in entry.amounts)

    def laid_over(self) -> "CaseSheet":
        """The case as the last what-if supposes it."""
        return self.with_entries(self.supposed) if self.supposed else self

    def case_of(self, whose: str) -> "CaseSheet":
        """The sheet of one of the talk's cases."""
        return self if whose == self.whose else self.model_copy(update={"entries": self.aside[whose], "whose": whose})

    def whose_are(self, cases: tuple[str, ...]) -> tuple[str, ...]:
        """Whose each of some cases is, in words."""
        if any(is_person(name) for name in cases):
            return tuple(f"your {name}" if is_person(name) else "you" for name in cases)
        places = [self.case_of(name).known("state") for name in cases]
        codes = [place.value if place else "" for place in places]
        # two houses in one state are told apart by their towns, or else by their order
        towns = [place.raw.title() if place and place.raw != place.value else "" for place in places]
        by_town = len(set(towns)) == len(towns) and all(towns)
        return tuple(
            "" if codes.count(code) == 1 else town if by_town else f"the {_ORDINALS[n]}"
            for n, (code, town) in enumerate(zip(codes, towns, strict=True))
        )

    def with_entries(self, entries: dict[str, Entry]) -> "CaseSheet":
        """The sheet with entries added or replaced."""
        return self.model_copy(update={"entries": {**self.entries, **entries}})

    def values(self) -> Iterator[Decimal]:
        """Every number of the case, also one that was withdrawn: they are the user's own."""
        for entry in (*self.entries.values(), *self.supposed.values()):
            for one in (entry, entry.disputed):
                if one is not None:
                    yield from (v for r in one.amounts for v in (r.value, r.low, r.high))
                    if one.kind in ("amount", "count") and one.value:
                        yield Decimal(one.value)


def is_person(whose: str) -> bool:
    """Whether a case is another person's, and not one's own, a house, a loan or a numbered case."""
    return whose != OWN and not whose.endswith("loan") and not whose.startswith(("house", "case"))
