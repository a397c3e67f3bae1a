"""What a home costs whoever redeems it: the sale price, and what the law of the state adds to it."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from bot.calculator.figure import Figure, Step, dollars, money
from bot.calculator.inputs import HUNDRED, Amount, percentage, plain
from bot.calculator.sources import REDEMPTION


def redemption_price(sale_price: Amount, percent: Amount, *, source: str = REDEMPTION) -> Figure:
    """The sale price with a percentage that is added once, in dollars, rounded to the cent.

    source: the statute that sets the percentage.
    Raises AmountError naming `sale_price` or `percent`.

    >>> redemption_price(100000, 6, source="Utah R. Civ. P. 69C").amount
    Decimal('106000.00')
    """
    price, share = money(sale_price, "sale_price"), percentage(percent)
    added = money(price * share / HUNDRED)
    return Figure(
        name="redemption_price",
        amount=price + added,
        formula="sale price + percentage of the sale price",
        inputs={"sale_price": price, "percent": plain(share)},
        steps=(
            Step(label="Sale price", amount=price),
            Step(label=f"{plain(share)}% of it", amount=added, expression=f"{dollars(price)} × {plain(share)}%"),
        ),
        source=source,
    )


def redemption_interest(
    sale_price: Amount, percent: Amount, per: Literal["month", "year"], *, source: str = REDEMPTION
) -> Figure:
    """What the price to redeem grows by every month or year, in dollars, rounded to the cent.

    percent: of the sale price for each `per`. source: the statute that sets it.
    Raises AmountError naming `sale_price` or `percent`.

    >>> redemption_interest(100000, 1, "month", source="NRS 21.210").amount
    Decimal('1000.00')
    """
    price, share = money(sale_price, "sale_price"), percentage(percent)
    amount: Decimal = money(price * share / HUNDRED)
    return Figure(
        name="redemption_interest",
        amount=amount,
        formula=f"sale price × percentage a {per}",
        inputs={"sale_price": price, "percent": plain(share), "per": per},
        steps=(Step(label=f"Interest a {per}", amount=amount, expression=f"{dollars(price)} × {plain(share)}%"),),
        source=source,
    )


def redemption_price_after(
    sale_price: Amount,
    percent: Amount,
    per: Literal["month", "year"],
    *,
    months: int | None = None,
    days: int | None = None,
    source: str = REDEMPTION,
) -> Figure:
    """The price to redeem so long after the sale, with simple interest, in dollars, rounded to the cent.

    percent: of the sale price for each `per`. months, days: how long after the sale, one of them; days are counted in years of
    365 days and only by a yearly percentage. source: the statute that sets the percentage.
    Raises AmountError naming `sale_price` or `percent`, ValueError where the time cannot be counted so.

    >>> redemption_price_after(100000, 1, "month", months=4).amount
    Decimal('104000.00')
    >>> redemption_price_after(146000, 10, "year", days=73).amount
    Decimal('148920.00')
    """
    if (months is None) == (days is None) or (days is not None and per == "month"):
        raise ValueError("give months, or days with a yearly percentage")
    price, share = money(sale_price, "sale_price"), percentage(percent)
    if months is not None:
        times, told = Fraction(months, 1 if per == "month" else 12), f"{months}" + ("" if per == "month" else "/12")
    else:
        times, told = Fraction(days or 0, 365), f"{days}/365"
    exact = Fraction(price) * Fraction(share) / 100 * times
    interest = money(Decimal(exact.numerator) / Decimal(exact.denominator))
    return Figure(
        name="redemption_price",
        amount=price + interest,
        formula=f"sale price + sale price × percentage a {per} × {per}s since the sale",
        inputs={"sale_price": price, "percent": plain(share), "per": per, "months": months or 0, "days": days or 0},
        steps=(
            Step(label="Sale price", amount=price),
            Step(label="Interest", amount=interest, expression=f"{dollars(price)} × {plain(share)}% × {told}"),
        ),
        source=source,
    )
