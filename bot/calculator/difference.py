"""How much one result differs from another."""

from bot.calculator.figure import Figure, Step, dollars, money
from bot.calculator.inputs import Amount
from bot.calculator.sources import DEFICIENCY


def difference(before: Amount, after: Amount) -> Figure:
    """The change from one amount to another, in dollars; negative where it became less.

    Raises AmountError for an amount that cannot be.

    >>> difference(18000, 8000).amount
    Decimal('-10000.00')
    """
    first, second = money(before, "before"), money(after, "after")
    return Figure(
        name="difference",
        amount=second - first,
        formula="result supposed − result as told",
        inputs={"before": first, "after": second},
        steps=(
            Step(label="As supposed", amount=second, expression=dollars(second)),
            Step(label="As told", amount=-first, expression=dollars(first)),
        ),
        source=DEFICIENCY,
    )
