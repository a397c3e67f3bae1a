"""A computed figure: an exact amount with the arithmetic that led to it."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from bot.errors import AmountError

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("999999999.99")  # a larger figure is a typing slip, not a home loan


def money(value: Any, field: str = "amount", *, minimum: Decimal | None = ZERO) -> Decimal:
    """Read an exact amount in dollars, rounded to the cent.

    value: a Decimal, an int or a decimal string; a float is refused because it is not exact.
    minimum: the smallest amount accepted, or None for any sign.
    Raises AmountError naming `field` for NaN, infinity, a negative amount or a billion and more.

    >>> money("212000.5")
    Decimal('212000.50')
    """
    if isinstance(value, (float, bool)):
        raise AmountError(field, "give dollars as a whole number or a decimal string such as 212000.50, not a float.")
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        raise AmountError(field, f"{value!r} is not an amount; write dollars such as 212000.50.") from None
    if not amount.is_finite():
        raise AmountError(field, f"{value!r} is not an amount; write dollars such as 212000.50.")
    if minimum is not None and amount < minimum:
        raise AmountError(field, f"{amount} is below {minimum}; give an amount of {minimum} dollars or more.")
    if abs(amount) > LARGEST:
        raise AmountError(field, f"{amount} is too large to be a home loan; check the number of zeros.")
    return amount.quantize(CENT, ROUND_HALF_UP)


Money = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.2f}", return_type=str, when_used="json")]
"""Dollars, exact to the cent; serialised as a decimal string."""

Input = Annotated[str, BeforeValidator(lambda v: f"{v:.2f}" if isinstance(v, Decimal) else str(v))]


class Step(BaseModel):
    """One line of the arithmetic: what it is, how it came about, and its amount (signed as a term of a sum)."""

    model_config = ConfigDict(frozen=True)

    label: str
    amount: Money
    expression: str | None = None


class Figure(BaseModel):
    """A result in dollars with its formula in words, its inputs, its steps and its source.

    name: the field's standard term in snake case, for example `deficiency`, `surplus`, `capped_deficiency`.
    additive: the steps' amounts add up to `amount`; otherwise the last step's amount is `amount`.
    source: the corpus passage or statute that gives the formula.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    amount: Money
    formula: str
    inputs: dict[str, Input]
    steps: tuple[Step, ...]
    source: str
    additive: bool = True
    as_of: date | None = None


def dollars(amount: Decimal) -> str:
    """An amount as people write it: `$70,000`, `$70,000.50`, `-$300`.

    >>> dollars(Decimal("70000.00"))
    '$70,000'
    """
    sign = "-" if amount < 0 else ""
    text = f"{abs(amount):,.2f}"
    return f"{sign}${text.removesuffix('.00')}"


def last_step(figure: Figure) -> str:
    """The last step of a figure as a sentence: how it came about and the result."""
    return f"{figure.steps[-1].expression or figure.formula} = {dollars(figure.amount)}."


def arithmetic(figure: Figure) -> str:
    """A figure's arithmetic on one line: its terms and their sum, or the last step's expression and the result.

    >>> debt, price = Step(label="Debt", amount=Decimal(220000)), Step(label="Sale price", amount=Decimal(-150000))
    >>> arithmetic(Figure(name="deficiency", amount=Decimal(70000), formula="debt − sale price", inputs={},
    ...     steps=(debt, price), source="guide/how-a-deficiency-is-calculated#formula"))
    '$220,000 − $150,000 = $70,000'
    """
    result = dollars(figure.amount)
    if not figure.additive:
        last = figure.steps[-1].expression
        return f"{last} = {result}" if last else result
    head, *rest = figure.steps
    terms = "".join(f" {'−' if step.amount < 0 else '+'} {dollars(abs(step.amount))}" for step in rest)
    return f"{dollars(head.amount)}{terms} = {result}"
