"""The facts that decide deficiency cases: one closed vocabulary for records, questions and the case.

`Facts` holds what is known. `FACTS` says, for each fact, how a person is asked for it and what an ordinary
home foreclosure is taken to be while it is unknown.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict

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
    owner_election: Literal["none", "waived_waiting_period", "elected_against_deficiency", "demanded_delay"] | None = (
        None
    )
    lender_steps: Literal["done", "not_done"] | None = None
    service: Literal["served_or_appeared", "publication_only"] | None = None
    same_lender: YesNo | None = None
    high_cost_loan: YesNo | None = None
    low_income: YesNo | None = None
    promise_to_pay: YesNo | None = None
    discharged: YesNo | None = None
    loan_program: Literal["conventional", "fha", "va", "usda"] | None = None

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
        return {name: value for name, value in self if value is not None}

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


@dataclass(frozen=True)
class FactSpec:
    """How one fact is asked for and spoken of.

    assumed: its value in an ordinary home foreclosure (a bank's first mortgage on the house the owner lives in),
    or None where no value may be taken for granted.
    words: each value in plain words that complete "if …".
    subject: what completes "it turns on …".
    """

    subject: str
    question: str
    why: str
    assumed: str | int | Decimal | None = None
    words: dict[str, str] = field(default_factory=dict)


FACTS: dict[str, FactSpec] = {
    "disposition": FactSpec(
        "how you lost the house",
        "How did you lose the house: at a foreclosure sale, by a deed in lieu, or in a short sale?",
        "a deed in lieu, a short sale or a foreclosure by agreement can end the debt in other ways",
        "foreclosure_sale",
        {
            "foreclosure_sale": "the house was sold at a foreclosure sale",
            "deed_in_lieu": "you gave the lender a deed in lieu of foreclosure",
            "short_sale": "you sold the house in a short sale",
            "agreed_foreclosure": "you and the lender agreed to a voluntary or consent foreclosure",
        },
    ),
    "process": FactSpec(
        "how the house was sold",
        "Was the house sold through a court case, or at a trustee's or advertised sale without a court?",
        "some states protect you only after one kind of sale",
        None,
        {
            "nonjudicial": "the house was sold without a court (a trustee's or power-of-sale auction)",
            "judicial": "the house was foreclosed through a court case",
            "strict": "the court gave the lender the house without a sale (strict foreclosure)",
        },
    ),
    "loan": FactSpec(
        "what the loan was for",
        "What was the loan for: buying the home, refinancing, a home equity loan or line, or something else?",
        "loans used to buy the home are often protected when others are not",
        "purchase",
        {
            "purchase": "the loan was used to buy the home",
            "refinance": "the loan was a refinance that took no cash out",
            "cash_out": "the loan was a cash-out refinance",
            "home_equity": "the loan was a home equity loan or line",
            "reverse": "the loan was a reverse mortgage",
            "construction": "the loan paid for building the home",
            "home_improvement": "the loan paid for improvements",
            "business": "the loan was mainly for a business",
        },
    ),
    "lien": FactSpec(
        "which loan it is",
        "Is the lender that wants money your first mortgage lender or a second one (a second mortgage or credit line)?",
        "a second lender whose lien was wiped out often keeps its own claim",
        "first",
        {"first": "the loan is your first mortgage", "junior": "the loan is a second mortgage or credit line"},
    ),
    "sale_by": FactSpec(
        "whose sale it was",
        "Did this lender hold the foreclosure sale itself, or was it another lender's sale?",
        "the limits after a sale usually bind only the lender that held it",
        "this_lender",
        {
            "this_lender": "this lender held the sale",
            "other_lender": "another lender's sale wiped this loan's lien out",
        },
    ),
    "buyer": FactSpec(
        "who bought the house",
        "Do you know who bought the house at the sale: the lender, or someone else?",
        "the value defense is often open only when the lender bought",
        None,
        {"lender": "the lender (or someone for it) bought the house", "third_party": "someone else bought the house"},
    ),
    "lender": FactSpec(
        "who made the loan",
        "Who made the loan: a bank or mortgage company, the seller of the house, or a private person?",
        "loans from a seller or a private person can have their own rule",
        "institution",
        {
            "institution": "a bank or mortgage company made the loan",
            "seller": "the seller of the house financed the purchase",
            "private_person": "a private person made the loan",
            "debt_buyer": "a company that bought the debt is asking",
        },
    ),
    "instrument": FactSpec(
        "what kind of paper secured the loan",
        "Did you sign a deed of trust (trust deed), a mortgage, or a land contract?",
        "the rule can differ by the kind of paper that secured the loan",
        None,
        {
            "deed_of_trust": "the paper was a deed of trust or trust indenture",
            "mortgage": "the paper was a mortgage",
            "land_contract": "you were buying on a land contract",
        },
    ),
    "occupancy": FactSpec(
        "whether you lived there",
        "Did you live in the house when the foreclosure started?",
        "some protections are only for the home the owner lives in",
        "owner_occupied",
        {"owner_occupied": "you lived in the house", "not_owner_occupied": "you did not live in the house"},
    ),
    "lived_throughout": FactSpec(
        "whether you lived there all along",
        "Did you live there as your main home the whole time since you took the loan?",
        "the protection asks for the same main home all along",
        None,
        {"yes": "you lived there all along since the loan", "no": "you did not live there all along since the loan"},
    ),
    "property": FactSpec(
        "what kind of property it is",
        "What kind of property is it: a home, a farm, vacant land or business property?",
        "homes, farms and business property have different rules",
        "dwelling",
        {
            "dwelling": "it is a home",
            "land": "it is vacant land",
            "farm": "it is farm land",
            "commercial": "it is business property",
        },
    ),
    "units": FactSpec(
        "how many homes are in the building",
        "How many homes or apartments are in the building?",
        "some protections end at a size",
        1,
    ),
    "acres": FactSpec(
        "how much land goes with it",
        "About how many acres of land go with it?",
        "some protections end at a size",
        Decimal("0.25"),
    ),
    "deficiency_claim": FactSpec(
        "whether the lender gave up the rest in writing",
        "Did the lender give up the rest in writing: in its court papers, the short sale approval or the deed-in-lieu agreement?",
        "a lender that waived it cannot collect it",
        None,
        {
            "asked": "the lender did not give up the rest",
            "waived": "the lender gave up the rest in writing",
        },
    ),
    "redemption_track": FactSpec(
        "how long the redemption period is",
        "How long a redemption period (time to buy the house back) do the sale papers give?",
        "a shorter period often goes with no deficiency",
        None,
        {
            "none": "there is no redemption period",
            "short": "the redemption period is the short one",
            "long": "the redemption period is the long one",
        },
    ),
    "owner_election": FactSpec(
        "what you filed before the sale",
        "Did you file any paper before the sale, such as a waiver, an election or a demand for delay?",
        "such a paper can end the claim or bring it back",
        "none",
        {
            "none": "you filed no paper before the sale",
            "waived_waiting_period": "you waived the waiting period with the lender's consent",
            "elected_against_deficiency": "you elected against a deficiency in time",
            "demanded_delay": "you demanded a delay of the sale",
        },
    ),
    "lender_steps": FactSpec(
        "whether the lender took the steps the law asks of it",
        "Do you know whether the lender took the steps the law asks of it?",
        "a lender that skipped a required step loses the claim",
        None,
        {"done": "the lender took the required steps", "not_done": "the lender did not take the required steps"},
    ),
    "service": FactSpec(
        "how you were notified of the case",
        "Were you handed the court papers (or were they left at your home), or did you take part in the case?",
        "a court cannot order you to pay if you were only notified by newspaper",
        "served_or_appeared",
        {
            "served_or_appeared": "you were served with the papers or took part in the case",
            "publication_only": "you were notified only by publication and took no part",
        },
    ),
    "same_lender": FactSpec(
        "whether one lender made both loans",
        "Did the same lender make both the first and the second loan?",
        "two loans from one lender can be treated as one",
        "no",
        {"yes": "one lender made both loans", "no": "different lenders made the loans"},
    ),
    "high_cost_loan": FactSpec(
        "whether it was a high-cost loan",
        "Was it a high-cost (rate spread) or negative-amortization loan?",
        "such loans have their own protection",
        "no",
        {"yes": "it was a high-cost or nontraditional loan", "no": "it was an ordinary loan"},
    ),
    "low_income": FactSpec(
        "whether your household counts as low-income",
        "Would your household count as low-income?",
        "low-income households can have their own protection",
        "no",
        {"yes": "yours is a low-income household", "no": "yours is not a low-income household"},
    ),
    "promise_to_pay": FactSpec(
        "whether you signed a promise to pay",
        "Did you sign a note or other promise to pay?",
        "without a promise to pay the lender has only the house",
        "yes",
        {"yes": "you signed a promise to pay", "no": "nothing you signed promises to pay"},
    ),
    "discharged": FactSpec(
        "whether the debt was discharged in bankruptcy",
        "Was this debt discharged in bankruptcy?",
        "a discharged debt cannot be collected from you",
        "no",
        {"yes": "the debt was discharged in bankruptcy", "no": "the debt was not discharged in bankruptcy"},
    ),
    "loan_program": FactSpec(
        "whether a federal program backed the loan",
        "Was it an FHA, VA or USDA loan?",
        "federal programs add their own rules",
        "conventional",
        {
            "conventional": "it was a conventional loan",
            "fha": "it was an FHA loan",
            "va": "it was a VA loan",
            "usda": "it was a USDA loan",
        },
    ),
    "loan_date": FactSpec(
        "when the loan was made", "When did you take the loan?", "the rule changed for loans made after a certain day"
    ),
    "sale_date": FactSpec("when the sale was", "When was the sale?", "the lender's time to act is counted from it"),
    "notice_mailed": FactSpec(
        "when the notice was mailed",
        "When was the notice mailed to you? The postmark or the letter shows it.",
        "a notice that was mailed too late ends the claim",
    ),
    "deed_date": FactSpec(
        "when the deed was delivered", "When was the deed given to the buyer?", "the lender's time is counted from it"
    ),
    "ratification_date": FactSpec(
        "when the court ratified the auditor's report",
        "When did the court ratify the auditor's report? The docket shows it.",
        "the lender's time is counted from it",
    ),
    "certificate_date": FactSpec(
        "when the clerk issued the certificate",
        "When did the clerk issue the certificate of title? The docket shows it.",
        "the lender's time is counted from it",
    ),
    "redemption_end": FactSpec(
        "when the time to redeem ended",
        "What was the last day on which you could redeem (the law day)?",
        "the lender's time is counted from it",
    ),
    "foreclosure_begun": FactSpec(
        "when the foreclosure was started", "When was the foreclosure started?", "the rule changed with that day"
    ),
}
