"""The case so far: what the turns of a conversation have established, later turns over earlier ones."""

from collections.abc import Sequence
from decimal import Decimal

from bot.calculator.deficiency import Debt
from bot.law.case import Amounts
from bot.law.facts import Facts
from bot.understand.question import Question

# what adds to the debt when it is told beside it
ADDED = {"accrued_interest": "interest", "late_fees": "late_fees", "costs": "costs", "other": "fees"}
SINGLE = {
    "sale_price": "sale_price",
    "fair_market_value": "fair_market_value",
    "appraisal": "appraisal",
    "prior_liens": "senior_liens",
    "claim_price": "claim_price",
    "credits": "credits",
    "junior_debt": "second_mortgage",
}


def state_of(turns: Sequence[Question]) -> str | None:
    """The jurisdiction the conversation is about: the last one that was meant."""
    return next((q.state for q in reversed(turns) if q.state), None)


def facts_of(turns: Sequence[Question]) -> Facts:
    """The facts of all turns; a later word replaces an earlier one."""
    values: dict[str, object] = {}
    for question in turns:
        values |= {k: v for k, v in question.fact_values().items() if k in Facts.model_fields}
    return Facts.model_validate(values)


def amounts_of(turns: Sequence[Question]) -> Amounts:
    """The amounts of all turns; a later figure in the same role replaces an earlier one.

    Raises AmountError for amounts that cannot be.
    """
    told: dict[str, Decimal] = {}
    per_diem: tuple[Decimal, int] | None = None
    for question in turns:
        for reading in question.amounts:
            told[reading.role] = reading.value
            if reading.role == "per_diem" and (days := reading.days or question.days):
                per_diem = (reading.value, days)
    added = {part: told[role] for part, role in ADDED.items() if role in told}
    owed = told.get("principal", told.get("debt"))
    breakdown = None
    if owed is not None:
        # a balance beside which interest is told is the principal; a payoff total would hold it
        base = "principal" if "principal" in told or "accrued_interest" in added else "total"
        rest = {"per_diem": per_diem[0], "interest_days": per_diem[1]} if per_diem else {}
        breakdown = Debt.model_validate({base: owed, **added, **rest})
    if "claimed" in told and not told.keys() & {"second_mortgage", "debt", "principal"}:
        told["second_mortgage"] = told["claimed"]  # what a second lender claims is its balance
    single = {name: told[role] for name, role in SINGLE.items() if role in told}
    return Amounts(debt=breakdown.amount if breakdown else None, breakdown=breakdown, **single)
