"""The parts of a rule record: its sources, the cases of the rule, deadlines, and what is told of the state beside them."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.law.conditions import When
from bot.law.facts import EVENTS

Outcome = Literal["barred", "limited", "allowed", "discretionary"]
Availability = Literal["usual", "available", "rare", "unavailable"]
CapFormula = Literal[
    "greater_of_value_and_price",
    "value_only",
    "percent_of_appraisal",
    "half_of_gap",
    "adequacy_review",
    "waste_only",
    "claim_price",
]


class Strict(BaseModel):
    """What is read from a record: no unknown fields, no stray blanks, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Strict):
    """One authority: how it is cited, where it is read, and what it supports."""

    id: str
    cite: str = Field(min_length=3)
    url: str = Field(pattern=r"^https?://")
    kind: Literal["statute", "court", "government", "secondary"]
    supports: str


class Cited(Strict):
    """A statement with its citation and the ids of the sources it rests on."""

    cite: str = Field(min_length=3)
    source: tuple[str, ...] = Field(min_length=1)


class Cap(Strict):
    """How the recoverable amount is limited.

    formula: which figure is credited instead of, or compared with, the sale price.
    applies: automatic (the court or the formula does it), on_request (the borrower must raise it in time),
    discretionary (the court may).
    percent: for percent_of_appraisal and half_of_gap, in percent.
    net_of_prior_liens: prior liens that survive are deducted from the value (or, the same thing, added to the debt).
    presume_price: without proof of value the sale price counts as the value.
    claim_price_ceiling: a buyer of the debt is also held to what it paid for it; where that alone limits it, on a second
    loan that another lender's sale wiped out, the formula is claim_price.
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


class Period(Strict):
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


class ProcessInfo(Strict):
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


class RedemptionTime(Strict):
    """One length of the time to redeem after a sale.

    when: the sales that it belongs to, as far as facts of the case tell. where: the same in words that complete "if …".
    only: what must be so besides, in words that complete "if …", where no fact of a case tells it.
    below_two_thirds: the price was below two thirds of the appraised value, which the amounts of a case can tell.
    period: None where the time ends on the day of the event itself. event: the date fact that it is counted from.
    at_least: it may last longer.
    """

    when: When = Field(default_factory=dict)
    where: str | None = None
    only: str | None = None
    below_two_thirds: bool = False
    period: Period | None = None
    event: str = "sale_date"
    at_least: bool = False

    @model_validator(mode="after")
    def _can_be_told(self) -> "RedemptionTime":
        if self.event not in EVENTS:
            raise ValueError(f"{self.event} is not a date fact; the date facts are {', '.join(sorted(EVENTS))}")
        if self.when and not self.where:
            raise ValueError("a time of certain sales needs `where`, which says in words of which")
        return self


class RedemptionPrice(Strict):
    """What comes on top of the sale price for whoever redeems. percent: of the price, once or for every month or year."""

    percent: Decimal = Field(gt=0, le=100)
    per: Literal["once", "month", "year"]


class Redemption(Cited):
    """Getting the home back after the sale.

    period: the rule in words. times: the same as lengths of time that can be counted; none where the right ends before
    the sale or on a day that no fact of a case tells. price: what the sale price grows by, where the law sets it.
    """

    exists: Literal["yes", "no", "limited"]
    period: str
    who: str | None = None
    times: tuple[RedemptionTime, ...] = ()
    price: RedemptionPrice | None = None

    @model_validator(mode="after")
    def _where_there_is_a_right(self) -> "Redemption":
        if self.exists == "no" and (self.times or self.price):
            raise ValueError("redemption: where there is no right after the sale there are no times and no price")
        return self


class OtherLimit(Strict):
    """A limitation period of certain notes. when: the notes. years: None where the time is not limited in years."""

    when: When = Field(min_length=1)
    years: int | None = Field(gt=0)


class Limitations(Cited):
    """The general limitation period for a suit on the note.

    other: the periods of notes that have their own, the first that fits decides. note: the same in words.
    """

    years: int | None
    other: tuple[OtherLimit, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _said_in_words(self) -> "Limitations":
        if self.other and not self.note:
            raise ValueError("limitations: periods of their own need a note that tells of them in words")
        return self


class Statement(Cited):
    """A cited statement in words."""

    text: str = Field(min_length=10)


class Wages(Statement):
    """Whether an ordinary judgment creditor may take wages here, where state law says more than the federal cap.

    protected: `all` where wages cannot be taken for such a debt, `unsettled` where the protection may not reach it.
    """

    protected: Literal["all", "unsettled"]
