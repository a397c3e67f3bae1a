"""The amount that a matched case leaves recoverable."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.calculator.capped import capped_deficiency
from bot.calculator.deficiency import (
    Debt,
    balance,
    claimed_deficiency,
    claimed_less_value,
    deficiency,
    held_to_claim_price,
)
from bot.calculator.figure import ZERO, Figure
from bot.law.case import Amounts
from bot.law.record_parts import Cap, CapFormula, RuleCase


class Recoverable(BaseModel):
    """What a case leaves recoverable.

    amount: dollars; None where an amount that it needs is missing (named in `missing`).
    ceiling: the value is unknown, so the amount is the most it can be.
    credited: the value decided (the cap bit).
    if_credited: what would be left where a court that need not credit the value does so; None where that is no less.
    low, high: the ends of `amount`, where ranges were told; else None.
    """

    model_config = ConfigDict(frozen=True)

    amount: Decimal | None
    figure: Figure | None = None
    plain: Figure | None = None
    missing: tuple[str, ...] = ()
    ceiling: bool = False
    credited: Literal["price", "value", "nothing"] = "price"
    if_credited: Figure | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def plain_deficiency(amounts: Amounts) -> Figure | None:
    """Debt less sale price and credits, before any state rule; the claim as told where one of them is unknown.

    Where ranges were told its inputs `lowest` and `highest` are the ends of the result.
    """
    figure = _plain(amounts)
    if amounts.lowest is None or amounts.highest is None:
        return figure
    return _with_ends(figure, _plain(amounts.lowest), _plain(amounts.highest))


def ends_of(figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The least and the most that a figure can be with the ranges that were told; None where it is exact."""
    if "lowest" not in figure.inputs or figure.inputs["lowest"] == figure.inputs["highest"]:
        return None
    return Decimal(figure.inputs["lowest"]), Decimal(figure.inputs["highest"])


def _with_ends(figure: Figure | None, low: Figure | None, high: Figure | None) -> Figure | None:
    if figure is None or low is None or high is None:
        return figure
    ends = [ZERO if end.name == "surplus" else end.amount for end in (low, high)]
    return figure.model_copy(
        update={"inputs": {**figure.inputs, "lowest": f"{ends[0]:.2f}", "highest": f"{ends[1]:.2f}"}}
    )


def _plain(amounts: Amounts) -> Figure | None:
    if amounts.debt is None or amounts.sale_price is None:
        return claimed_deficiency(amounts.claimed, amounts.credits) if amounts.claimed is not None else None
    return deficiency(amounts.breakdown or Debt(total=amounts.debt), amounts.sale_price, credits=amounts.credits)


def junior_balance(amounts: Amounts) -> Figure | None:
    """The balance of a second loan that another lender's sale wiped out; None while it is unknown."""
    owed = amounts.junior_debt if amounts.junior_debt is not None else amounts.debt
    if owed is None or (amounts.junior_debt is None and amounts.sale_price is not None):
        return None  # a debt told beside the sale price is that of the loan that was foreclosed
    return balance(owed, credits=amounts.credits + amounts.junior_surplus)


def recoverable(case: RuleCase, amounts: Amounts, *, own_sale: bool = True) -> Recoverable:
    """Apply a case's cap to the amounts.

    own_sale: whether this lender held the sale; another lender's sale price is no credit on a wiped-out second loan.
    Raises AmountError for an impossible amount.
    """
    found = _recoverable(case, amounts, own_sale=own_sale)
    if amounts.lowest is None or amounts.highest is None or case.outcome == "barred":
        return found
    low, high = (_recoverable(case, end, own_sale=own_sale) for end in (amounts.lowest, amounts.highest))
    figure = _with_ends(found.figure, low.figure, high.figure)
    return found.model_copy(update={"figure": figure, "low": low.amount, "high": high.amount})


def _recoverable(case: RuleCase, amounts: Amounts, *, own_sale: bool) -> Recoverable:
    plain = plain_deficiency(amounts) if own_sale else junior_balance(amounts)
    if case.outcome == "barred":
        return Recoverable(amount=ZERO, plain=plain, credited="nothing")
    if not own_sale:
        if plain is not None and case.cap is not None and case.cap.formula == "claim_price":
            plain = held_to_claim_price(plain, amounts.claim_price)
        missing_balance = () if plain else ("junior_debt",)
        return Recoverable(amount=plain.amount if plain else None, figure=plain, plain=plain, missing=missing_balance)
    if plain is not None and (plain.name == "surplus" or plain.amount == 0):  # the price paid the whole debt
        return Recoverable(amount=ZERO, figure=plain, plain=plain)
    cap = case.cap
    uses_value = cap is not None and cap.formula not in ("adequacy_review", "waste_only", "claim_price")
    needs_price = cap is None or cap.formula != "value_only"
    missing = [
        name
        for name, needed in (("debt", True), ("sale_price", needs_price))
        if needed and getattr(amounts, name) is None
    ]
    if cap is not None and cap.formula == "waste_only":
        return Recoverable(amount=None, plain=plain, missing=("waste",))
    if not uses_value or (cap is not None and cap.applies == "discretionary" and case.outcome == "allowed"):
        figure = plain
        missing = [] if figure else missing
        return Recoverable(
            amount=figure.amount if figure else None,
            figure=figure,
            plain=plain,
            missing=tuple(missing),
            if_credited=_if_credited(case, cap, amounts, plain) if uses_value and cap is not None else None,
        )
    assert cap is not None
    value_name = _value_name(cap)
    value = value_of(cap, amounts)
    if value is None and plain is not None and amounts.value_above_price is not None and _takes_all_value(cap):
        if not amounts.value_above_price:
            return Recoverable(amount=plain.amount, figure=plain, plain=plain)
        figure = claimed_less_value(plain.amount, amounts.value_above_price, source=case.cite)
        return Recoverable(amount=figure.amount, figure=figure, plain=plain, credited="value")
    if value is None:
        falls_back = cap.formula != "value_only" or cap.presume_price
        if falls_back and plain is not None:
            return Recoverable(amount=plain.amount, figure=plain, plain=plain, missing=(value_name,), ceiling=True)
        return Recoverable(amount=None, plain=plain, missing=(*missing, value_name))
    formula = cap.formula
    if missing == ["sale_price"] and formula == "greater_of_value_and_price":
        formula = "value_only"  # a price above the value would only lower it
        by_value = _capped(case, cap, amounts, formula)
        if plain is not None and by_value.amount < plain.amount:
            return Recoverable(amount=by_value.amount, figure=by_value, plain=plain, credited="value")
    elif missing and plain is None:
        return Recoverable(amount=None, plain=plain, missing=tuple(missing))
    if missing and plain is not None:  # the claim alone: what the value takes off it cannot be figured
        return Recoverable(amount=plain.amount, figure=plain, plain=plain, missing=tuple(missing), ceiling=True)
    figure = _capped(case, cap, amounts, formula)
    bites = plain is None or figure.amount < plain.amount
    return Recoverable(amount=figure.amount, figure=figure, plain=plain, credited="value" if bites else "price")


def _if_credited(case: RuleCase, cap: Cap, amounts: Amounts, plain: Figure | None) -> Figure | None:
    """What is left if the court credits the value, where all that it needs was told and it is less than without."""
    if amounts.debt is None or amounts.sale_price is None or plain is None or value_of(cap, amounts) is None:
        return None
    figure = _capped(case, cap, amounts, cap.formula)
    return figure if figure.amount < plain.amount else None


def _takes_all_value(cap: Cap) -> bool:
    """Whether all of a value above the price comes off the claim."""
    return cap.formula in ("greater_of_value_and_price", "value_only")


def _value_name(cap: Cap) -> Literal["appraisal", "fair_market_value"]:
    return "appraisal" if cap.formula in ("percent_of_appraisal", "half_of_gap") else "fair_market_value"


def value_of(cap: Cap, amounts: Amounts) -> Decimal | None:
    """The value that the rule asks for; the owner's figure stands in for an appraisal, and the other way round."""
    first, other = amounts.fair_market_value, amounts.appraisal
    if _value_name(cap) == "appraisal":
        first, other = other, first
    return first if first is not None else other


def _capped(case: RuleCase, cap: Cap, amounts: Amounts, formula: CapFormula) -> Figure:
    assert amounts.debt is not None
    value = value_of(cap, amounts)
    of_appraisal = _value_name(cap) == "appraisal"
    return capped_deficiency(
        debt_total=amounts.debt,
        credits=amounts.credits,
        sale_price=amounts.sale_price,
        value=None if of_appraisal else value,
        appraisal=value if of_appraisal else None,
        formula=formula,
        percent=cap.percent,
        deduct_from_value=amounts.prior_liens if cap.net_of_prior_liens else ZERO,
        claim_price=amounts.claim_price if cap.claim_price_ceiling else None,
        source=case.cite,
    )
