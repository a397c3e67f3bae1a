"""The deficiency under a state's value rule: the same debt, but a larger credit than a low bid gives."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.calculator.deficiency import Debt, as_debt
from bot.calculator.figure import ZERO, Figure, Step, dollars, money
from bot.calculator.inputs import HUNDRED, Amount, percentage, plain
from bot.calculator.sources import VALUE_CAP
from bot.errors import AmountError


class Cap(StrEnum):
    """How a state credits the home against the debt."""

    NONE = "none"
    """debt − sale price"""
    GREATER_OF_VALUE_AND_PRICE = "greater_of_value_and_price"
    """debt − the higher of market value and sale price"""
    VALUE_ONLY = "value_only"
    """debt − market value"""
    PERCENT_OF_APPRAISAL = "percent_of_appraisal"
    """debt − the higher of the sale price and a percentage of the appraisal (Louisiana: 50 percent)"""
    HALF_OF_GAP = "half_of_gap"
    """debt − sale price − a percentage of appraisal over price (Connecticut, foreclosure by sale: 50 percent)"""


FORMULAS = {
    Cap.NONE: "debt − sale price",
    Cap.GREATER_OF_VALUE_AND_PRICE: "debt − the higher of market value and sale price",
    Cap.VALUE_ONLY: "debt − market value",
    Cap.PERCENT_OF_APPRAISAL: "debt − the higher of the sale price and {percent}% of the appraisal",
    Cap.HALF_OF_GAP: "debt − sale price − {percent}% of (appraisal − sale price)",
}
HALF = Decimal(50)  # the percentage of both states whose rule has one, Louisiana and Connecticut
USES_VALUE = {Cap.GREATER_OF_VALUE_AND_PRICE, Cap.VALUE_ONLY, Cap.PERCENT_OF_APPRAISAL}


@dataclass(frozen=True)
class _Home:
    """What the home brought and was worth, in dollars; None where unknown."""

    price: Decimal | None
    value: Decimal | None
    appraisal: Decimal | None
    percent: Decimal
    deduct: Decimal

    def need(self, name: str, formula: Cap) -> Decimal:
        amount = {"sale_price": self.price, "value": self.value, "appraisal": self.appraisal}[name]
        if amount is None:
            raise AmountError(
                name, f"missing; the rule {FORMULAS[formula].format(percent=plain(self.percent))} needs it."
            )
        return amount


def _credit(label: str, amount: Decimal, expression: str | None = None) -> Step:
    return Step(label=label, amount=-amount, expression=expression)


def _worth(home: _Home, gross: Decimal, name: str) -> tuple[Decimal, list[Step], str]:
    """The worth that is compared: its net amount, its terms, and its description."""
    taken = min(home.deduct, gross)
    if not home.deduct:
        return gross, [_credit(name, gross)], f"{name.lower()} of {dollars(gross)}"
    terms = [_credit(name, gross), Step(label=f"Comes off the {name.lower()}: liens, taxes and costs", amount=taken)]
    return gross - taken, terms, f"{name.lower()} of {dollars(gross)} less {dollars(taken)} not cleared"


def _higher(home: _Home, price: Decimal, gross: Decimal, name: str) -> list[Step]:
    """The higher of worth and price, saying which one does not enter and why."""
    net, terms, words = _worth(home, gross, name)
    if net > price:
        why = f"the sale price of {dollars(price)} does not enter, because it is below the {name.lower()}"
        return [terms[0].model_copy(update={"expression": why}), *terms[1:]]
    relation = "is the same" if net == price else "is below the price"
    return [_credit("Sale price", price, f"the {words} does not enter, because it {relation}")]


def _gap(home: _Home, price: Decimal, appraisal: Decimal) -> list[Step]:
    gap = max(ZERO, appraisal - price)
    if not gap:
        why = f"the appraisal of {dollars(appraisal)} adds no credit, because it is not above the price"
        return [_credit("Sale price", price, why)]
    share = money(gap * home.percent / HUNDRED)
    words = f"{plain(home.percent)}% × ({dollars(appraisal)} − {dollars(price)})"
    return [
        _credit("Sale price", price),
        _credit("Part of the gap between appraisal and price is credited too", share, words),
    ]


def _credits(formula: Cap, home: _Home) -> list[Step]:
    """What the rule credits for the home, as negative terms."""
    match formula:
        case Cap.NONE:
            why = "this rule counts the price, not the market value"
            return [_credit("Sale price", home.need("sale_price", formula), why)]
        case Cap.GREATER_OF_VALUE_AND_PRICE:
            return _higher(home, home.need("sale_price", formula), home.need("value", formula), "Market value")
        case Cap.VALUE_ONLY:
            _, terms, _ = _worth(home, home.need("value", formula), "Market value")
            why = "this rule counts the market value; the sale price does not enter"
            return [terms[0].model_copy(update={"expression": why}), *terms[1:]]
        case Cap.PERCENT_OF_APPRAISAL:
            price, appraisal = home.need("sale_price", formula), home.need("appraisal", formula)
            share = money(appraisal * home.percent / HUNDRED)
            return _higher(home, price, share, f"{plain(home.percent)}% of the {dollars(appraisal)} appraisal")
        case Cap.HALF_OF_GAP:
            return _gap(home, home.need("sale_price", formula), home.need("appraisal", formula))


def _ceilings(home: _Home, owed: Decimal, claim_price: Decimal | None) -> list[tuple[str, Decimal]]:
    """Amounts above which no rule lets the claim go, each with the reason; never below zero."""
    limits = []
    if home.price is not None:
        plain_deficiency = max(ZERO, owed - home.price)
        reason = f"Never above what the sale left unpaid, {dollars(plain_deficiency)}"
        limits.append((reason, plain_deficiency))
    if claim_price is not None:
        price = home.need("sale_price", Cap.GREATER_OF_VALUE_AND_PRICE)
        value = home.need("value", Cap.GREATER_OF_VALUE_AND_PRICE)
        counted = max(ZERO, value - home.deduct, price)
        limit = max(ZERO, claim_price - counted)
        reason = (
            f"Never above what the claimant paid for the debt, {dollars(claim_price)}, "
            f"less the higher of value and price, {dollars(counted)}: {dollars(limit)}"
        )
        limits.append((reason, limit))
    return limits


def capped_deficiency(  # noqa: PLR0913 (one keyword for each fact of a sale reads better than a bag of them)
    *,
    debt_total: Debt | Amount,
    formula: Cap | str,
    sale_price: Amount | None = None,
    value: Amount | None = None,
    appraisal: Amount | None = None,
    percent: Amount | None = None,
    deduct_from_value: Amount = ZERO,
    add_to_debt: Amount = ZERO,
    credits: Amount = ZERO,
    claim_price: Amount | None = None,
    source: str = VALUE_CAP,
) -> Figure:
    """The most a state's value rule lets the lender claim after the sale. All amounts in dollars.

    debt_total: a Debt, or one figure for everything owed on the day of the sale.
    formula: the state's rule; see Cap.
    sale_price: what the sale credited to this debt (in Louisiana, the bid after superior liens).
    value: fair market value on the day the state names; appraisal: the appraisal made for the sale.
    percent: the rule's percentage, for percent_of_appraisal and half_of_gap; one half where it is left out.
    deduct_from_value: prior liens, taxes and costs that the sale did not clear; they lower the worth before comparing.
    add_to_debt: prior liens that the state adds to the debt side (New York, Oklahoma).
    credits: payments and other credits after default.
    claim_price: what a buyer of the debt paid for it; a further ceiling (Nevada), which needs value and sale price.
    source: the statute of the rule, as it is cited.
    Returns an additive Figure `capped_deficiency`, never below zero and, where a sale price is known, never above what
    the sale left unpaid. Its steps say which of value and price counted and why.
    Raises AmountError naming an impossible input, one that the rule needs and that is missing, or a deduction from the
    value under a rule that does not look at value.

    >>> capped_deficiency(
    ...     debt_total=318000, sale_price=255000, value=300000, formula="greater_of_value_and_price"
    ... ).amount
    Decimal('18000.00')
    """
    if formula not in set(Cap):
        raise AmountError("formula", f"{formula!r} is no known rule; use one of {', '.join(Cap)}.")
    rule = Cap(formula)
    optional = {"sale_price": sale_price, "value": value, "appraisal": appraisal, "claim_price": claim_price}
    known = {name: money(amount, name) for name, amount in optional.items() if amount is not None}
    extra = {"deduct_from_value": deduct_from_value, "add_to_debt": add_to_debt, "credits": credits}
    added = {name: money(amount, name) for name, amount in extra.items()}
    home = _Home(
        price=known.get("sale_price"),
        value=known.get("value"),
        appraisal=known.get("appraisal"),
        percent=HALF if percent is None else percentage(percent),
        deduct=added["deduct_from_value"],
    )
    if home.deduct and rule not in USES_VALUE:
        raise AmountError("deduct_from_value", f"the rule {rule} does not compare a value; leave it out.")
    debt = as_debt(debt_total, "debt_total")
    steps = list(debt.steps())
    if added["add_to_debt"]:
        steps.append(Step(label="Prior liens added to the debt", amount=added["add_to_debt"]))
    if added["credits"]:
        steps.append(Step(label="Credits", amount=-added["credits"]))
    steps += _credits(rule, home)
    amount = sum((step.amount for step in steps), ZERO)
    for reason, limit in _ceilings(home, debt.amount - added["credits"], known.get("claim_price")):
        if amount > limit:
            steps.append(Step(label=reason, amount=limit - amount))
            amount = limit
    if amount < 0:
        steps.append(Step(label="The credit covers the whole debt: nothing is left to claim", amount=-amount))
    uses_percent = rule in {Cap.PERCENT_OF_APPRAISAL, Cap.HALF_OF_GAP}
    return Figure(
        name="capped_deficiency",
        amount=max(ZERO, amount),
        formula=FORMULAS[rule].format(percent=plain(home.percent)),
        inputs=debt.inputs()
        | known
        | {name: given for name, given in added.items() if given}
        | ({"percent": plain(home.percent)} if uses_percent else {}),
        steps=tuple(steps),
        source=source,
    )


def value_credit(plain_deficiency: Figure, capped: Figure) -> Figure:
    """What a value rule saves the borrower: the plain deficiency less the capped one, in dollars.

    plain_deficiency: the result of `deficiency`; a surplus leaves nothing to save. capped: of `capped_deficiency`.
    Raises AmountError where the figures are not these two, or are not of one case.

    >>> from bot.calculator.deficiency import deficiency
    >>> value_credit(
    ...     deficiency(318000, 255000),
    ...     capped_deficiency(debt_total=318000, sale_price=255000, value=300000, formula="greater_of_value_and_price"),
    ... ).amount
    Decimal('45000.00')
    """
    if plain_deficiency.name not in {"deficiency", "surplus"}:
        raise AmountError("plain_deficiency", f"is a figure {plain_deficiency.name}; give the result of deficiency().")
    if capped.name != "capped_deficiency":
        raise AmountError("capped", f"is a figure {capped.name}; give the result of capped_deficiency().")
    before = ZERO if plain_deficiency.name == "surplus" else plain_deficiency.amount
    if capped.amount > before:
        raise AmountError("capped", "is above the plain deficiency; the two figures are not of one case.")
    return Figure(
        name="value_credit",
        amount=before - capped.amount,
        formula="plain deficiency − deficiency under the state's value rule",
        inputs={"deficiency": before, "capped_deficiency": capped.amount},
        steps=(
            Step(label="Deficiency by the sale price alone", amount=before),
            Step(label="Deficiency under the value rule", amount=-capped.amount),
        ),
        source=capped.source,
    )
