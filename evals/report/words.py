"""How figures are written in the report."""

import math
from decimal import Decimal

NONE = "–"
"""Stands where there is nothing to show."""


def share(value: float | None, places: int = 1) -> str:
    """A share as a percentage, rounded down: what is not all never reads 100 %, what misses a limit never reads as it.

    >>> share(0.99996), share(1.0), share(0.29), share(None)
    ('99.9 %', '100 %', '29 %', '–')
    """
    if value is None:
        return NONE
    scale = 10**places
    text = f"{math.floor(round(value * 100 * scale, 6)) / scale:.{places}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def quantity(value: float | None) -> str:
    """A measured quantity: two decimals where it is small.

    >>> quantity(7.206), quantity(1388.2), quantity(11.0)
    ('7.21', '1,388', '11')
    """
    if value is None:
        return NONE
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def change(then: float, now: float, of_share: bool) -> str:
    """How a figure moved, in percentage points for a share.

    >>> change(0.9, 0.95, True), change(7.0, 6.5, False), change(1, 1, True)
    ('+5 points', '-0.5', 'same')
    """
    moved = (now - then) * (100 if of_share else 1)
    if abs(moved) < 0.005:
        return "same"
    text = f"{moved:+.2f}".rstrip("0").rstrip(".")
    return f"{text} points" if of_share else text


def dollars(amount: Decimal | str | None) -> str:
    """An amount in dollars and cents.

    >>> dollars(Decimal("62000")), dollars(None)
    ('$62,000.00', 'none')
    """
    return "none" if amount is None else f"${Decimal(amount):,.2f}".replace("$-", "-$")


def count(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "turn"), count(2000, "turn")
    ('1 turn', '2,000 turns')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def outcome(value: str | None) -> str:
    """An outcome, or that there is none."""
    return value or "none"


def lasted(seconds: float) -> str:
    """A duration.

    >>> lasted(12.3), lasted(277)
    ('12.3 seconds', '4 min 37 s')
    """
    return f"{seconds:g} seconds" if seconds < 60 else f"{int(seconds) // 60} min {int(seconds) % 60} s"
