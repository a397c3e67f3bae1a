"""The facts that decide deficiency cases: one closed vocabulary for records, questions and the case.

`Facts` holds what is known. `FACTS` (facts.yaml) says, for each fact, how a person is asked for it and what an ordinary
home foreclosure is taken to be while it is unknown.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict

from bot.yamlfile import load_yaml

Process = Literal["nonjudicial", "judicial", "strict"]
YesNo = Literal["yes", "no"]


class Facts(BaseModel):
    """What is known of one foreclosure; None is unknown, never "no".

    units: dwelling units in the building. acres: size of the land. Dates are calendar days.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    disposition: Literal["foreclosure_sale", "deed_in_lieu", "short_sale", "agreed_foreclosure"] | None = None
    process: Process | None = None
    loan: (
        Literal[
            "purchase",
            "refinance",
            "cash_out",
            "home_equity",
            "reverse",
            "construction",
            "home_improvement",
            "business",
        ]
        | None
    ) = None
    lien: Literal["first", "junior"] | None = None
    sale_by: Literal["this_lender", "other_lender"] | None = None
    buyer: Literal["lender", "third_party"] | None = None
    lender: Literal["institution", "seller", "private_person", "debt_buyer"] | None = None
    instrument: Literal["deed_of_trust", "mortgage", "land_contract"] | None = None
    occupancy: Literal["owner_occupied", "not_owner_occupied"] | None = None
    lived_throughout: YesNo | None = None
    property: Literal["dwelling", "land", "farm", "commercial"] | None = None
    units: int | None = None
    acres: Decimal | None = None
    deficiency_claim: Literal["asked", "waived"] | None = None
    redemption_track: Literal["none", "short", "long"] | None = None
    owner_election: (
        Literal["none", "waived_waiting_period", "elected_against_deficiency", "demanded_delay", "asked_for_sale"]
        | None
    ) = None
    lender_steps: Literal["done", "not_done"] | None = None
    service: Literal["served_or_appeared", "publication_only", "not_joined"] | None = None
    same_lender: YesNo | None = None
    high_cost_loan: YesNo | None = None
    low_income: YesNo | None = None
    promise_to_pay: YesNo | None = None
    discharged: YesNo | None = None
    loan_program: Literal["conventional", "fha", "va", "usda"] | None = None
    sealed: YesNo | None = None
    negotiable: YesNo | None = None
    asked_for_value: YesNo | None = None

    loan_date: date | None = None
    foreclosure_begun: date | None = None
    notice_mailed: date | None = None
    default_date: date | None = None
    acceleration_date: date | None = None
    judgment_date: date | None = None
    sale_date: date | None = None
    confirmation_date: date | None = None
    deed_date: date | None = None
    certificate_date: date | None = None
    ratification_date: date | None = None
    redemption_end: date | None = None
    release_date: date | None = None
    suit_filed: date | None = None

    def known(self) -> dict[str, object]:
        """The facts that are known, by name."""
        return {name: value for name, value in self.__dict__.items() if value is not None}

    def with_(self, **changes: object) -> "Facts":
        """The same facts with some changed."""
        return self.model_validate({**dict(self), **changes})


EVENTS: frozenset[str] = frozenset(name for name, hint in get_type_hints(Facts).items() if date in get_args(hint))
"""The facts that are days."""


@cache
def choices(fact: str) -> tuple[str, ...]:
    """The values a fact may take, in the order of the vocabulary; empty for numbers and days."""
    for part in get_args(get_type_hints(Facts)[fact]):
        if values := [value for value in get_args(part) if isinstance(value, str)]:
            return tuple(values)
    return ()


class FactSpec(BaseModel):
    """How one fact is asked for and spoken of.

    assumed: its value in an ordinary home foreclosure (a bank's first mortgage on the house the owner lives in),
    or None where no value may be taken for granted.
    words: each value in plain words that complete "if …".
    subject: what completes "it turns on …".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    question: str
    why: str
    assumed: str | int | Decimal | None = None
    words: dict[str, str] = {}


FACTS: dict[str, FactSpec] = {
    name: FactSpec.model_validate(raw) for name, raw in load_yaml(Path(__file__).with_suffix(".yaml")).items()
}
"""The facts that are asked for, in the order of the vocabulary."""
