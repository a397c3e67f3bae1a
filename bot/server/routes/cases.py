"""Typed cases and sums: the law engine and the calculators themselves, where no text is understood."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, get_type_hints

from fastapi import APIRouter, Body, Depends, Request
from pydantic import Field, StrictInt, StrictStr, StringConstraints, create_model

from bot.law.assess import Assessment, assess
from bot.law.case import Amounts, Case
from bot.law.facts import EVENTS, Facts
from bot.law.record import get_record
from bot.server import schemas, sums
from bot.server.access.caller import Caller, needs
from bot.server.describe import asked, gives
from bot.server.schemas import Day, State
from bot.server.service import service_of
from bot.server.sums import Number

router = APIRouter(tags=["law"])

May = Annotated[Caller, Depends(needs("read"))]
AMOUNTS = (
    "debt",
    "sale_price",
    "fair_market_value",
    "appraisal",
    "credits",
    "prior_liens",
    "claim_price",
    "junior_debt",
    "claimed",
)
Acres = Annotated[StrictStr, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,4})?$")]


def _facts() -> Any:
    """The vocabulary of the law, read strictly: a day is an ISO day, a number no truth value."""
    fields: dict[str, Any] = {}
    for name, hint in get_type_hints(Facts).items():
        if name not in Facts.model_fields:
            continue
        kind: Any = Day | None if name in EVENTS else hint
        if name == "units":
            kind = Annotated[StrictInt, Field(ge=1, le=10_000)] | None
        if name == "acres":
            kind = Annotated[StrictInt, Field(ge=0, le=999_999)] | Acres | None
        fields[name] = (kind, None)
    return create_model(
        "TypedFacts",
        __base__=schemas.Body,
        __doc__="What is known of a foreclosure; what is left out is unknown.",
        **fields,
    )


TypedFacts: Any = _facts()
TypedAmounts: Any = create_model(
    "TypedAmounts",
    __base__=schemas.Body,
    __doc__="The dollars of a case; what is left out is unknown.",
    **dict.fromkeys(AMOUNTS, (Number | None, None)),  # type: ignore[call-overload]
)


class TypedCase(schemas.Body):
    """A case by names and values. today: the day deadlines are judged on; the service's own without."""

    state: State
    facts: TypedFacts = Field(default_factory=TypedFacts)
    amounts: TypedAmounts = Field(default_factory=TypedAmounts)
    today: Day | None = None

    def case(self) -> Case:
        """As the law engine takes it."""
        amounts = {name: Decimal(str(value)) for name, value in self.amounts if value is not None}
        return Case(state=self.state, facts=Facts.model_validate(dict(self.facts)), amounts=Amounts(**amounts))


@router.post("/v1/assess", responses=gives("assess", "Every way the case may come out, and what decides."))
async def assessed(
    request: Request, body: Annotated[TypedCase, Body(openapi_examples=asked("assess"))], caller: May
) -> Assessment:
    """Apply a state's rule to a typed case. Unknown facts stay unknown: what depends on them is said."""
    service = service_of(request)
    today: date = body.today or service.settings.current_day()

    def work(_: object) -> Assessment:
        return assess(body.case(), get_record(service.settings.corpus_dir / "states", body.state), today)

    return await service.think(work)


@router.get("/v1/calculate", responses=gives("calculators", "Every calculator with the schema of its inputs."))
async def calculators(caller: May) -> sums.CalculatorList:
    """The calculators: exact decimals, each result with its formula, inputs and steps."""
    return sums.listed()


@router.post("/v1/calculate", responses=gives("calculate", "The figures, or the deadline."))
async def calculated(
    request: Request, body: Annotated[sums.Sum, Body(openapi_examples=asked("calculate"))], caller: May
) -> sums.Calculated:
    """Run one calculator by its name."""
    return await service_of(request).read(lambda: sums.calculate(body.name, body.inputs))
