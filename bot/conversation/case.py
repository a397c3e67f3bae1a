"""From the case sheet to what others take: facts and amounts for the law engine and the calculators, data for an answer."""

from datetime import date
from decimal import Decimal
from typing import Literal

from bot.answer.model import CaseFact
from bot.answer.verify import numbers
from bot.calculator.deficiency import Debt
from bot.conversation.sheet import BANKRUPTCY, SUIT_AFTER, VALUE_BY, CaseSheet, Entry
from bot.law.case import Amounts, Stay, SuitAfter
from bot.law.facts import Facts
from bot.law.record_parts import Period
from bot.understand.elapsed import SuedAfter
from bot.understand.relations import ValueBy
from bot.understand.stay import BankruptcyCase

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
    "original_loan": "original_loan",
    "claimed": "claimed",
}
# the deadlines of records whose act a day of the sheet shows
ACTS = {"report_date": "report-of-sale", "sworn_date": "sworn-statement"}
# the deadlines that count from such a day
STARTS = {"report_came_date": "contest-the-report"}
# amounts of which more leaves less to pay
LOWERS = frozenset({"sale_price", "fair_market_value", "appraisal", "credits", "claim_price"})
End = Literal["low", "high"]


def facts_of(sheet: CaseSheet) -> Facts:
    """The facts that are known."""
    known = {e.name: e.value for e in sheet.entries.values() if e.known and e.kind in ("fact", "day", "count")}
    if known.get("lien") == "junior" and known.get("sale_by") == "other_lender":
        # how the first lender ended its claim binds no other lender
        known = {name: value for name, value in known.items() if name not in ("disposition", "deficiency_claim")}
    if _bid_below_the_found_value(sheet):
        known["lender_steps"] = "not_done"
    return Facts.model_validate({name: value for name, value in known.items() if name in Facts.model_fields})


def _bid_below_the_found_value(sheet: CaseSheet) -> bool:
    """Whether a South Dakota lender bid less than the value that the court found (SDCL 21-47-16, 21-47-17)."""
    steps, value, price = (sheet.known(name) for name in ("lender_steps", "fair_market_value", "sale_price"))
    buyer = sheet.known("buyer")
    if sheet.state != "SD" or steps is None or steps.value != "done" or value is None or price is None:
        return False
    # a value told apart from the finding is the owner's own
    return (
        value.turn == steps.turn
        and (buyer is None or buyer.value == "lender")
        and Decimal(price.value) < Decimal(value.value)
    )


def suit_after_of(sheet: CaseSheet) -> SuitAfter | None:
    """When the lender sued, where that was told by how long after a day of the case it came."""
    entry = sheet.known(SUIT_AFTER)
    told = SuedAfter.of_words(entry.value) if entry else None
    if told is None:
        return None
    period = Period(days=told.number) if told.unit == "days" else Period(months=told.number)
    return SuitAfter(event=told.event, period=period, bound=told.bound)


def stay_of(sheet: CaseSheet) -> Stay | None:
    """The bankruptcy case that was told, during which the lender could not sue; None where it ended the debt."""
    entry, discharged = sheet.known(BANKRUPTCY), sheet.known("discharged")
    if discharged is not None and discharged.value == "yes":
        return None  # nothing may be collected any more
    return BankruptcyCase.of_words(entry.value) if entry else None


def done_on(sheet: CaseSheet) -> dict[str, date]:
    """The days of the lender's acts that no fact of the law's vocabulary tells, by the deadline that they are held against."""
    return _days(sheet, ACTS)


def begun_on(sheet: CaseSheet) -> dict[str, date]:
    """The days from which a deadline counts that no fact of the law's vocabulary tells, by the deadline."""
    return _days(sheet, STARTS)


def _days(sheet: CaseSheet, names: dict[str, str]) -> dict[str, date]:
    known = {deadline: sheet.known(name) for name, deadline in names.items()}
    return {
        deadline: date.fromisoformat(entry.value) for deadline, entry in known.items() if entry and entry.kind == "day"
    }


def amounts_of(sheet: CaseSheet) -> Amounts:
    """The amounts that are known, in dollars.

    `lowest` and `highest` are the amounts that leave least and most to pay, where a range was told; the amounts
    themselves then stand on its middle.
    Raises AmountError for amounts that cannot be.
    """
    told = {e.name: e for e in sheet.entries.values() if e.known and e.kind == "amount"}
    amounts = _amounts(sheet, {role: Decimal(entry.value) for role, entry in told.items()})
    if not any(_is_range(entry) for entry in told.values()):
        return amounts
    ends: dict[End, Amounts] = {}
    for end in ("low", "high"):
        values = {role: _end(e, "low" if (end == "low") != (role in LOWERS) else "high") for role, e in told.items()}
        ends[end] = _amounts(sheet, values)
    return amounts.model_copy(update={"lowest": ends["low"], "highest": ends["high"]})


def _is_range(entry: Entry) -> bool:
    return bool(entry.amounts) and entry.amounts[0].is_range


def _end(entry: Entry, end: End) -> Decimal:
    if not _is_range(entry):
        return Decimal(entry.value)
    return entry.amounts[0].low if end == "low" else entry.amounts[0].high


def _amounts(sheet: CaseSheet, told: dict[str, Decimal]) -> Amounts:
    per_diem = sheet.known("per_diem")
    daily = next((r for r in per_diem.amounts if r.days), None) if per_diem else None
    added = {part: told[role] for part, role in ADDED.items() if role in told}
    owed = told.get("principal", told.get("debt"))
    breakdown = None
    if owed is not None:
        # a balance beside which interest is told is the principal; a payoff total would hold it
        base = "principal" if "principal" in told or "accrued_interest" in added else "total"
        rest = {"per_diem": daily.value, "interest_days": daily.days} if daily else {}
        breakdown = Debt.model_validate({base: owed, **added, **rest})
    if "claimed" in told and not told.keys() & {"second_mortgage", "debt", "principal"}:
        told = {**told, "second_mortgage": told["claimed"]}  # what a second lender claims is its balance
    lost = sheet.known("disposition")
    gone = sheet.after_sale or (lost is not None and lost.value == "deed_in_lieu")
    if not gone or sheet.before_sale:  # a claim is a deficiency only once the house is gone
        told = {role: value for role, value in told.items() if role != "claimed"}
    single = {name: told[role] for name, role in SINGLE.items() if role in told}
    amounts = Amounts(debt=breakdown.amount if breakdown else None, breakdown=breakdown, **single)
    if lost is None or lost.value == "foreclosure_sale":  # of another sale the lenders agree on who gets what
        amounts = _with_surplus(sheet, amounts)
    return _with_value_by(sheet, amounts)


def _with_surplus(sheet: CaseSheet, amounts: Amounts) -> Amounts:
    """The amounts with what is left of the first lender's sale for a second loan whose balance is told with it, in one turn."""
    if amounts.junior_debt is None or amounts.debt is None or amounts.sale_price is None:
        return amounts
    told = [sheet.known(name) for name in ("second_mortgage", "debt", "principal", "sale_price")]
    if len({entry.turn for entry in told if entry is not None}) > 1:
        return amounts  # a balance that was told before may stand as it was left by the sale
    surplus = max(amounts.sale_price - amounts.debt, Decimal(0))
    if amounts.credits == surplus:
        return amounts  # "the second got the extra 15k": told by itself too
    return amounts.model_copy(update={"junior_surplus": surplus})


def _with_value_by(sheet: CaseSheet, amounts: Amounts) -> Amounts:
    """The home's value from what it was told by; where only the claim is known, how far it lay above the price."""
    entry = sheet.known(VALUE_BY)
    told = ValueBy.of_words(entry.value) if entry else None
    if entry is None or told is None:
        return amounts
    own = sheet.known("fair_market_value")
    if own is not None and own.turn >= entry.turn:
        return amounts
    base = getattr(amounts, told.to)
    if base is not None:
        return amounts.model_copy(update={"fair_market_value": max(base + told.more, Decimal(0))})
    if amounts.claimed is None or amounts.debt is not None or amounts.sale_price is not None:
        return amounts
    above_price = told.more + (amounts.claimed if told.to == "debt" else 0)
    return amounts.model_copy(update={"value_above_price": max(above_price, Decimal(0))})


def own_numbers(sheet: CaseSheet) -> frozenset[str]:
    """The numbers that earlier turns told, and the numbers of those turns."""
    found = {f"{value.normalize():f}" for value in sheet.values()}
    found |= {str(number) for number in range(1, sheet.turn + 1)}
    for entry in (*sheet.entries.values(), *sheet.supposed.values()):
        for one in (entry, entry.disputed):
            if one is not None:
                found |= numbers(
                    f"{one.raw} {one.how} {one.value.replace('-', ' ') if one.kind == 'day' or one.name in (SUIT_AFTER, VALUE_BY) else ''}"
                )
                found |= {part.lstrip("0") for part in one.value.split("-")} if one.kind == "day" else set()
    return frozenset(found)


def case_facts(sheet: CaseSheet) -> tuple[CaseFact, ...]:
    """The case as data."""
    told = [_fact(entry, entry.status) for entry in sheet.entries.values() if not entry.half_told]
    return (*told, *(_fact(entry, "supposed") for entry in sheet.supposed.values()))


def _fact(entry: Entry, status: str) -> CaseFact:
    return CaseFact.model_validate(
        {
            "name": entry.name,
            "value": entry.value,
            "status": status,
            "turn": entry.turn,
            "raw": entry.raw,
            "how": entry.how,
            "disputed": entry.disputed.value if entry.disputed else None,
        }
    )
