"""The plain deficiency: what the sale left owing before any state rule."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator

from bot.calculator.figure import CENT, ZERO, Figure, Money, Step, money
from bot.calculator.inputs import Amount, count, daily_words, per_diem_rate, plain
from bot.calculator.sources import DEFICIENCY
from bot.errors import AmountError

MOST_INTEREST_DAYS = 36_525  # a hundred years


class Debt(BaseModel):
    """What was owed on the day of the sale, part by part or from a payoff statement. Dollars.

    principal: the unpaid principal; or total: a payoff figure that already holds principal and interest.
    accrued_interest: interest already built up; only beside `principal`, because a payoff figure includes it.
    per_diem: interest for each further day, in dollars a day, for interest_days days.
    late_fees, costs, other: added to either, where the contract and the law allow them.
    Raises AmountError naming the field for a negative part, both or neither of principal and total,
    interest days without a per diem, or a billion-dollar debt; DateError for an impossible number of days.

    >>> Debt(principal=200000, accrued_interest=12000, costs="8000.50").amount
    Decimal('220000.50')
    >>> Debt(total=212000, per_diem="34.5616", interest_days=30).amount
    Decimal('213036.85')
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    principal: Money | None = None
    total: Money | None = None
    accrued_interest: Money = ZERO
    per_diem: Decimal | None = None
    interest_days: int = 0
    late_fees: Money = ZERO
    costs: Money = ZERO
    other: Money = ZERO

    @field_validator("principal", "total", "accrued_interest", "late_fees", "costs", "other", mode="before")
    @classmethod
    def _dollars(cls, value: Any, info: ValidationInfo) -> Decimal | None:
        optional = info.field_name in {"principal", "total"}
        return None if value is None and optional else money(value, str(info.field_name))

    @field_validator("per_diem", mode="before")
    @classmethod
    def _per_diem(cls, value: Any) -> Decimal | None:
        return None if value is None else per_diem_rate(value)

    @field_validator("interest_days", mode="before")
    @classmethod
    def _days(cls, value: Any) -> int:
        return count(value, "interest_days", maximum=MOST_INTEREST_DAYS)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.principal is None and self.total is None:
            raise AmountError(
                "principal", "the debt is missing; give the principal, or the total of a payoff statement."
            )
        if self.principal is not None and self.total is not None:
            raise AmountError("total", "a payoff total already holds the principal; give one of the two.")
        if self.total is not None and self.accrued_interest:
            raise AmountError("accrued_interest", "a payoff total already holds it; give later interest as per_diem.")
        if self.interest_days and self.per_diem is None:
            raise AmountError("per_diem", f"{self.interest_days} interest days need the dollars of interest a day.")
        money(self.amount, "debt")
        return self

    @property
    def later_interest(self) -> Decimal:
        """Interest of the further days, rounded to the cent once."""
        return money((self.per_diem or ZERO) * self.interest_days, "per_diem")

    @property
    def amount(self) -> Decimal:
        """Everything owed, in dollars."""
        return sum((step.amount for step in self.steps()), ZERO)

    def steps(self) -> tuple[Step, ...]:
        """The parts of the debt that are not zero, as terms of a sum; at least one."""
        head = ("Principal", self.principal) if self.principal is not None else ("Payoff total", self.total or ZERO)
        daily = f"{daily_words(self.per_diem or ZERO)} a day × {self.interest_days} days"
        parts = [
            Step(label="Accrued interest", amount=self.accrued_interest),
            Step(label="Interest by the day", amount=self.later_interest, expression=daily),
            Step(label="Late fees", amount=self.late_fees),
            Step(label="Costs", amount=self.costs),
            Step(label="Other charges", amount=self.other),
        ]
        return Step(label=head[0], amount=head[1]), *(part for part in parts if part.amount)

    def inputs(self) -> dict[str, str]:
        """The parts that were given, by field name."""
        given = {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
        words: dict[str, Callable[[Any], str]] = {"per_diem": plain, "interest_days": str}
        return {name: words.get(name, "{:.2f}".format)(value) for name, value in given.items() if value is not None}


def as_debt(debt: Debt | Amount, field: str = "debt") -> Debt:
    """A Debt from itself or from one figure for everything owed.

    >>> as_debt(220000).amount
    Decimal('220000.00')
    """
    return debt if isinstance(debt, Debt) else Debt(total=money(debt, field))


def deficiency(debt: Debt | Amount, sale_price: Amount, credits: Amount = ZERO) -> Figure:
    """What is left owing after the sale, before any state rule.

    debt: a Debt, or one figure for everything owed, in dollars.
    sale_price: the auction or trustee's sale price, in dollars; zero or more.
    credits: payments and other credits after default, in dollars.
    Returns an additive Figure `deficiency`; where the price and credits exceed the debt, a Figure `surplus` whose
    positive amount belongs to the borrower or to junior liens.
    Raises AmountError naming the impossible input.
    Source: corpus/guide/how-a-deficiency-is-calculated.md

    >>> deficiency(Debt(principal=212000, costs=8000), sale_price=150000).amount
    Decimal('70000.00')
    >>> surplus = deficiency(150000, sale_price=180000)
    >>> surplus.name, surplus.amount
    ('surplus', Decimal('30000.00'))
    """
    owed = as_debt(debt)
    price = money(sale_price, "sale_price")
    credited = money(credits, "credits")
    steps = [*owed.steps(), Step(label="Sale price", amount=-price)]
    if credited:
        steps.append(Step(label="Credits", amount=-credited))
    left = sum((step.amount for step in steps), ZERO)
    surplus = left < 0
    if surplus:
        steps = [step.model_copy(update={"amount": -step.amount}) for step in steps]
        steps.sort(key=lambda step: step.amount < 0)  # what came in stands before what it paid off
    return Figure(
        name="surplus" if surplus else "deficiency",
        amount=abs(left).quantize(CENT),
        formula="sale price + credits − debt" if surplus else "debt − sale price − credits",
        inputs=owed.inputs() | {"sale_price": price} | ({"credits": credited} if credited else {}),
        steps=tuple(steps),
        source=DEFICIENCY,
    )


def claimed_deficiency(amount: Amount, credits: Amount = ZERO) -> Figure:
    """The deficiency as the lender claims it, where debt and price are not known to check it, in dollars.

    credits: what was paid on it since.
    Raises AmountError for an impossible amount.

    >>> claimed_deficiency(48000).amount
    Decimal('48000.00')
    >>> claimed_deficiency(48000, credits=5000).amount
    Decimal('43000.00')
    """
    claimed = money(amount, "claimed")
    credit = min(money(credits, "credits"), claimed)
    return Figure(
        name="deficiency",
        amount=claimed - credit,
        formula="as the lender claims it − credits" if credit else "as the lender claims it",
        inputs={"claimed": claimed} | ({"credits": credit} if credit else {}),
        steps=(
            Step(label="Deficiency as claimed", amount=claimed),
            *([Step(label="Credits", amount=-credit)] if credit else []),
        ),
        source=DEFICIENCY,
    )


def claimed_less_value(amount: Amount, above_price: Amount, source: str = DEFICIENCY) -> Figure:
    """The claim less what the home was worth above the price, where debt and price themselves are not known, in dollars.

    Never below zero. Raises AmountError for an impossible amount.

    >>> claimed_less_value(30000, 20000).amount
    Decimal('10000.00')
    """
    claimed, above = money(amount, "claimed"), money(above_price, "value above the price")
    credit = min(claimed, above)
    return Figure(
        name="capped_deficiency",
        amount=claimed - credit,
        formula="claim − what the home was worth above the price",
        inputs={"claimed": claimed, "value_above_price": above},
        steps=(
            Step(label="Deficiency as claimed", amount=claimed),
            Step(label="What the home was worth above the price", amount=-credit),
        ),
        source=source,
    )


def balance(debt: Debt | Amount, credits: Amount = ZERO) -> Figure:
    """What is owed on a loan whose lien another lender's sale wiped out: nothing of that sale is credited. Dollars.

    credits: payments, and any surplus of the sale that was paid to this lender.
    Raises AmountError for a negative amount.

    >>> balance(60000, credits=5000).amount
    Decimal('55000.00')
    """
    owed = as_debt(debt)
    given = money(credits, "credits")
    credit = min(given, owed.amount)  # what was paid beyond the balance is nobody's deficiency
    steps = [*owed.steps(), *([Step(label="Credits", amount=-credit)] if credit else [])]
    return Figure(
        name="balance",
        amount=owed.amount - credit,
        formula="debt − credits",
        inputs={**owed.inputs(), "credits": given},
        steps=tuple(steps),
        source=DEFICIENCY,
    )


def held_to_claim_price(owed: Figure, claim_price: Amount | None) -> Figure:
    """A balance that is claimed by a company that bought the debt, where it may have no more than it paid. Dollars.

    claim_price: what the claimant paid; None where it is unknown, which leaves the balance as the most it can be.
    Raises AmountError for a negative amount.

    >>> held_to_claim_price(balance(60000), 6000).amount
    Decimal('6000.00')
    """
    if claim_price is None or (most := money(claim_price, "claim price")) >= owed.amount:
        return owed
    over = Step(label="Above what the claimant paid for the debt", amount=most - owed.amount)
    return Figure(
        name=owed.name,
        amount=most,
        formula="the lesser of the balance and what the claimant paid for it",
        inputs={**owed.inputs, "claim_price": most},
        steps=(*owed.steps, over),
        source=owed.source,
    )
