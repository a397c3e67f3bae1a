"""The calculators by name, with inputs whose schema is read off each calculator's own signature."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, StringConstraints, create_model

from bot import calculator
from bot.calculator.deadlines import Deadline
from bot.calculator.deficiency import Debt
from bot.calculator.figure import Figure
from bot.server.schemas import Body, Day

CALCULATORS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        calculator.balance,
        calculator.before,
        calculator.benefit_offset,
        calculator.cancelled_debt_income,
        calculator.capped_deficiency,
        calculator.daily_interest,
        calculator.deadline,
        calculator.deficiency,
        calculator.difference,
        calculator.foreclosure_gain,
        calculator.forgiven,
        calculator.garnishment_cap,
        calculator.instalments_total,
        calculator.interest_for_days,
        calculator.interest_for_months,
        calculator.lump_sum_or_instalments,
        calculator.monthly_instalment,
        calculator.payments_needed,
        calculator.per_diem_interest,
        calculator.redemption_interest,
        calculator.redemption_price,
        calculator.redemption_price_after,
        calculator.settlement,
        calculator.settlement_range,
        calculator.simple_interest,
        calculator.taxable_home_gain,
        calculator.withholding_cap,
    )
}
# these say where a figure belongs and are no numbers of a case
_INNER = frozenset({"name", "source"})

Number = Annotated[
    Annotated[StrictInt, Field(ge=0, le=999_999_999)]
    | Annotated[StrictStr, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,8})?$")],
    Field(description="Dollars, or percent where the name says so: a whole number or a decimal string, never a float."),
]
Count = Annotated[StrictInt, Field(ge=0, le=100_000)]


class DebtParts(Body):
    """What was owed, part by part: `principal`, or a payoff figure as `total`, and what comes on top. Dollars."""

    principal: Number | None = None
    total: Number | None = None
    accrued_interest: Number = 0
    per_diem: Number | None = None
    interest_days: Count = 0
    late_fees: Number = 0
    costs: Number = 0
    other: Number = 0


class Calculated(BaseModel):
    """What a calculator gave: one figure or several, or a deadline."""

    name: str
    figures: list[Figure] = Field(default_factory=list)
    deadline: Deadline | None = None


class CalculatorLine(BaseModel):
    """A calculator: what it works out, and the JSON schema of its inputs."""

    name: str
    summary: str
    description: str
    inputs: dict[str, Any]


class CalculatorList(BaseModel):
    """Every calculator."""

    calculators: list[CalculatorLine]


def _field(hint: Any, default: Any) -> tuple[Any, Any]:
    """A parameter as a field that is read strictly."""
    words = str(hint)
    if isinstance(hint, type) and issubclass(hint, bool):
        kind: Any = StrictBool
    elif "PayPeriod" in words or "Cap" in words:
        enum = calculator.PayPeriod if "PayPeriod" in words else calculator.Cap
        kind = Literal[tuple(one.value for one in enum)]
    elif "Debt" in words:
        kind = Number | DebtParts
    elif "datetime.date" in words:
        kind = Day
    elif "Literal" in words:
        kind = hint
    elif "Decimal" in words:
        kind = Number
    else:
        kind = Count
    if default is inspect.Parameter.empty:
        return kind, ...
    if default is None:
        return kind | None, None
    return kind, default.value if isinstance(default, StrEnum) else default


@cache
def inputs_of(name: str) -> type[Body]:
    """The model of a calculator's inputs."""
    function = CALCULATORS[name]
    hints = get_type_hints(function)
    fields = {
        parameter.name: _field(hints[parameter.name], parameter.default)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name not in _INNER
    }
    title = "".join(part.capitalize() for part in name.split("_"))
    return create_model(f"{title}Inputs", __base__=Body, __doc__=_summary(name), **fields)  # type: ignore[call-overload, no-any-return]


def _one(name: str) -> Any:
    title = "".join(part.capitalize() for part in name.split("_"))
    return create_model(
        title,
        __config__=ConfigDict(extra="forbid", frozen=True),
        __doc__=_summary(name),
        name=(_only(name), ...),
        inputs=(inputs_of(name), ...),
    )


def _only(name: str) -> Any:
    return Literal[name]


def _summary(name: str) -> str:
    return (inspect.getdoc(CALCULATORS[name]) or "").split("\n", 1)[0]


Sum: Any = Annotated[Union[tuple(_one(name) for name in CALCULATORS)], Field(discriminator="name")]  # noqa: UP007 (from a list)


def listed() -> CalculatorList:
    """Every calculator with its inputs."""
    lines = []
    for name, function in CALCULATORS.items():
        text = inspect.getdoc(function) or ""
        told = text.split(">>>", 1)[0].strip()
        schema = inputs_of(name).model_json_schema()
        lines.append(CalculatorLine(name=name, summary=_summary(name), description=told, inputs=schema))
    return CalculatorList(calculators=lines)


def calculate(name: str, inputs: BaseModel) -> Calculated:
    """Run a calculator.

    Raises AmountError or DateError naming the impossible input.
    """
    given = {field: _plain(getattr(inputs, field)) for field in inputs.model_fields_set}
    result = CALCULATORS[name](**given)
    if isinstance(result, Deadline):
        return Calculated(name=name, deadline=result)
    figures = [result] if isinstance(result, Figure) else list(result)
    return Calculated(name=name, figures=figures)


def _plain(value: Any) -> Any:
    if isinstance(value, DebtParts):
        return Debt(**{field: getattr(value, field) for field in value.model_fields_set})
    return value
