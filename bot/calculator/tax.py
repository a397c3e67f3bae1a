"""Federal tax figures of a lost home: canceled debt, the insolvency exclusion, and the foreclosure taken as a sale.

The main-home exclusion of 26 U.S.C. § 108(a)(1)(E) is not figured here: by its text it ended for most cancellations on
January 1, 2026, and what remains of it turns on a written arrangement made before that day.
"""

from decimal import Decimal
from typing import NamedTuple

from bot.calculator.figure import ZERO, Figure, Step, dollars, money
from bot.calculator.inputs import Amount
from bot.calculator.sources import AMOUNT_REALIZED, CANCELED_DEBT, HOME_GAIN, INSOLVENCY
from bot.errors import AmountError

HOME_GAIN_EXCLUSION = Decimal("250000.00")
HOME_GAIN_EXCLUSION_JOINT = Decimal("500000.00")


class CancelledDebtIncome(NamedTuple):
    """Debt canceled, the part that insolvency keeps out of income, and the part that is income."""

    cancelled: Figure
    excluded: Figure
    taxable: Figure


class ForeclosureTax(NamedTuple):
    """The foreclosure as a sale: the price that tax law assumes, the gain or loss, and the debt canceled beside it."""

    amount_realized: Figure
    gain: Figure
    cancelled_debt: Figure


def cancelled_debt_income(
    cancelled: Amount,
    assets: Amount | None = None,
    liabilities: Amount | None = None,
    *,
    insolvent_by: Amount | None = None,
) -> CancelledDebtIncome:
    """Canceled debt, the insolvency exclusion and what stays taxable, in dollars.

    cancelled: the debt the lender gave up. assets, liabilities: the market value of everything owned, and all debts,
    each right before the cancellation; leave both out where insolvency is not claimed.
    insolvent_by: their difference, where only that is known; leave it out where both are given.
    Raises AmountError naming the impossible input, or the one of assets and liabilities that is missing.
    Source: 26 U.S.C. §§ 61(a)(11), 108(a)(1)(B), (a)(3), (d)(3).

    >>> result = cancelled_debt_income(70000, assets=270000, liabilities=310000)
    >>> result.excluded.amount, result.taxable.amount
    (Decimal('40000.00'), Decimal('30000.00'))
    """
    debt = money(cancelled, "cancelled")
    if assets is None and liabilities is not None:
        raise AmountError("assets", "missing; insolvency needs the value of everything you owned right before.")
    if liabilities is None and assets is not None:
        raise AmountError("liabilities", "missing; insolvency needs all your debts right before.")
    worth: dict[str, Decimal] = {}
    if assets is not None and liabilities is not None:
        worth = {"liabilities": money(liabilities, "liabilities"), "assets": money(assets, "assets")}
    gap = max(ZERO, worth.get("liabilities", ZERO) - worth.get("assets", ZERO))
    if insolvent_by is not None:
        if worth:
            raise AmountError("insolvent_by", "give either this difference or the assets and liabilities, not both.")
        gap = money(insolvent_by, "insolvent_by")
        worth = {"insolvent_by": gap}
    out = min(debt, gap)
    return CancelledDebtIncome(
        cancelled=Figure(
            name="cancelled_debt",
            amount=debt,
            formula="debt the lender gave up",
            inputs={"cancelled": debt},
            steps=(Step(label="Canceled debt", amount=debt),),
            source=CANCELED_DEBT,
        ),
        excluded=_excluded(debt, worth, gap),
        taxable=Figure(
            name="taxable_cancelled_debt",
            amount=debt - out,
            formula="canceled debt − insolvency exclusion",
            inputs={"cancelled": debt} | worth,
            steps=(
                Step(label="Canceled debt", amount=debt),
                Step(label="Kept out of income by insolvency", amount=-out),
            ),
            source=f"{CANCELED_DEBT}; {INSOLVENCY}" if worth else CANCELED_DEBT,
        ),
    )


def _excluded(debt: Decimal, worth: dict[str, Decimal], gap: Decimal) -> Figure:
    """The insolvency exclusion, with both of its limits as steps."""
    solvent = "insolvency not claimed" if not worth else "debts do not exceed assets"
    words = f"{dollars(worth['liabilities'])} − {dollars(worth['assets'])}" if "assets" in worth else None
    words = words if gap else solvent
    return Figure(
        name="insolvency_exclusion",
        amount=min(debt, gap),
        formula="the lesser of the canceled debt and liabilities − assets right before",
        inputs={"cancelled": debt} | worth,
        steps=(
            Step(label="Insolvent by", amount=gap, expression=words),
            Step(label="Canceled debt", amount=debt),
            Step(
                label="The lesser of the two is kept out of income",
                amount=min(debt, gap),
                expression=f"lesser of {dollars(gap)} and {dollars(debt)}",
            ),
        ),
        source=INSOLVENCY,
        additive=False,
    )


def foreclosure_gain(
    *,
    debt: Amount,
    fair_market_value: Amount,
    basis: Amount,
    recourse: bool,
    still_owed: Amount = ZERO,
    proceeds: Amount = ZERO,
) -> ForeclosureTax:
    """The foreclosure as a sale for federal income tax, in dollars.

    debt: owed right before the transfer. fair_market_value: of the home then. basis: the adjusted basis.
    recourse: whether the borrower was personally liable.
    still_owed: the part of a recourse debt that the borrower still owes afterward, so that it is not canceled (yet).
    proceeds: sale money that was paid out to the borrower.
    Recourse: amount realized = lesser of value and debt no longer owed; canceled debt = that debt above the value.
    Nonrecourse: amount realized = the whole debt, nothing is canceled. Gain = amount realized − basis; where the basis
    is larger, the figure is a `foreclosure_loss` with a positive amount, which on a personal home cannot be deducted.
    Raises AmountError naming the impossible input: `still_owed` above the debt or on a nonrecourse loan.
    Source: 26 U.S.C. § 1001; Treas. Reg. § 1.1001-2; IRS Publication 4681, chapter 2.

    >>> result = foreclosure_gain(debt=220000, fair_market_value=150000, basis=200000, recourse=True)
    >>> result.gain.name, result.gain.amount, result.cancelled_debt.amount
    ('foreclosure_loss', Decimal('50000.00'), Decimal('70000.00'))
    """
    inputs = {
        "debt": money(debt, "debt"),
        "fair_market_value": money(fair_market_value, "fair_market_value"),
        "basis": money(basis, "basis"),
        "still_owed": money(still_owed, "still_owed"),
        "proceeds": money(proceeds, "proceeds"),
    }
    owed, value, kept = inputs["debt"], inputs["fair_market_value"], inputs["still_owed"]
    if kept > owed:
        raise AmountError("still_owed", f"{dollars(kept)} is more than the debt of {dollars(owed)}.")
    if kept and not recourse:
        raise AmountError("still_owed", "nobody owes the rest of a nonrecourse loan; leave it out or set recourse.")
    released = owed - kept
    priced = min(value, released) if recourse else owed
    words = (
        f"recourse: lesser of value {dollars(value)} and debt no longer owed {dollars(released)}"
        if recourse
        else "nonrecourse: the whole debt, whatever the home was worth"
    )
    steps = [Step(label="The home given for the debt", amount=priced, expression=words)]
    if inputs["proceeds"]:
        steps.append(Step(label="Sale money paid to you", amount=inputs["proceeds"]))
    realized = priced + inputs["proceeds"]
    given = {
        name: amount for name, amount in inputs.items() if amount or name in {"debt", "fair_market_value", "basis"}
    }
    shown = {"recourse": "yes" if recourse else "no"} | {name: f"{amount:.2f}" for name, amount in given.items()}
    return ForeclosureTax(
        amount_realized=Figure(
            name="amount_realized",
            amount=realized,
            formula="lesser of value and debt no longer owed" if recourse else "the whole debt",
            inputs=shown,
            steps=tuple(steps),
            source=AMOUNT_REALIZED,
        ),
        gain=_gain(realized, inputs["basis"], shown),
        cancelled_debt=_cancelled(released, value, recourse, shown),
    )


def _gain(realized: Decimal, basis: Decimal, inputs: dict[str, str]) -> Figure:
    """Gain, or a loss with a positive amount whose terms are turned round."""
    loss = realized < basis
    terms = [Step(label="Amount realized", amount=realized), Step(label="Adjusted basis", amount=-basis)]
    if loss:
        terms = [
            Step(label="Adjusted basis", amount=basis),
            Step(label="Amount realized", amount=-realized, expression="a loss on a personal home cannot be deducted"),
        ]
    return Figure(
        name="foreclosure_loss" if loss else "foreclosure_gain",
        amount=abs(realized - basis),
        formula="adjusted basis − amount realized (not deductible)" if loss else "amount realized − adjusted basis",
        inputs=inputs,
        steps=tuple(terms),
        source=AMOUNT_REALIZED,
    )


def _cancelled(released: Decimal, value: Decimal, recourse: bool, inputs: dict[str, str]) -> Figure:
    """The canceled debt beside the sale: only on a recourse loan, and only what is no longer owed."""
    amount = max(ZERO, released - value) if recourse else ZERO
    if not recourse:
        steps = [Step(label="Canceled debt", amount=ZERO, expression="nonrecourse: nobody was liable for the rest")]
    else:
        steps = [Step(label="Debt no longer owed", amount=released), Step(label="Market value", amount=-value)]
        if value > released:
            steps.append(Step(label="The value covers it: nothing is canceled", amount=value - released))
    return Figure(
        name="cancelled_debt",
        amount=amount,
        formula="debt no longer owed − market value" if recourse else "none on a nonrecourse loan",
        inputs=inputs,
        steps=tuple(steps),
        source=AMOUNT_REALIZED,
    )


def taxable_home_gain(gain: Amount, *, joint: bool = False) -> Figure:
    """The gain that the main-home exclusion leaves taxable, in dollars.

    gain: of the foreclosure or sale. joint: a joint return where both spouses meet the tests.
    Holds only where the ownership and use tests are met, generally two of the last five years.
    Raises AmountError naming `gain`.
    Source: 26 U.S.C. § 121.

    >>> taxable_home_gain(270000).amount
    Decimal('20000.00')
    """
    earned = money(gain, "gain")
    out = min(earned, HOME_GAIN_EXCLUSION_JOINT if joint else HOME_GAIN_EXCLUSION)
    return Figure(
        name="taxable_home_gain",
        amount=earned - out,
        formula=f"gain − up to {dollars(HOME_GAIN_EXCLUSION_JOINT if joint else HOME_GAIN_EXCLUSION)}",
        inputs={"gain": f"{earned:.2f}", "joint": "yes" if joint else "no"},
        steps=(Step(label="Gain", amount=earned), Step(label="Main-home exclusion", amount=-out)),
        source=HOME_GAIN,
    )
