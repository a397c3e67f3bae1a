"""Whether a small bare number means thousands: "owed 212, sold for 150"."""

from collections.abc import Sequence
from decimal import Decimal

from bot.understand.amounts import AmountMention
from bot.understand.roledamount import Role, RoledAmount

_HOUSE = frozenset({Role.DEBT, Role.SALE_PRICE, Role.FAIR_MARKET_VALUE, Role.APPRAISAL})
_LOANS = _HOUSE | {
    Role.PRINCIPAL,
    Role.ORIGINAL_LOAN,
    Role.BASIS,
    Role.SENIOR_LIENS,
    Role.SECOND_MORTGAGE,
    Role.DOWN_PAYMENT,
    Role.CLAIMED,
    Role.CANCELLED_DEBT,
    Role.OFFER,
}
_CLAIMS = frozenset({Role.CLAIMED, Role.CANCELLED_DEBT})
_MILLION = 1_000_000
MOST_OF_A_SECOND = 200  # thousands; a bare number above it may be a payment
_ADDED = frozenset({Role.INTEREST, Role.COSTS, Role.FEES})


def in_thousands(read: Sequence[RoledAmount], before: bool, *, lost: bool = False) -> list[RoledAmount]:
    """Small bare numbers of a house's amounts as thousands. lost: the text tells of a home that was lost."""
    house = [r for r in read if r.role in _HOUSE or r.role in (Role.PRINCIPAL, Role.BASIS)]
    small = [r for r in house if _is_small(r.amount) and not r.frequency]
    all_small = len(small) >= 2 and len(small) == len(house)
    scaled_house = any(not r.amount.signed for r in small) or all_small
    large = before or scaled_house or any(r.amount.value >= 10_000 for r in read)
    if any(r.amount.value >= _MILLION for r in house):
        read = [r.model_copy(update={"amount": _millions(r.amount)}) if _is_few(r) else r for r in read]
    return [
        r.model_copy(update={"amount": _times_thousand(r.amount)})
        if _means_thousands(r, all_small=all_small, scaled_house=scaled_house, large=large, lost=lost)
        else r
        for r in read
    ]


def _means_thousands(r: RoledAmount, *, all_small: bool, scaled_house: bool, large: bool, lost: bool) -> bool:
    amount = r.amount
    if r.frequency is not None or r.role is None or not amount.bare:
        return False
    if r.role in _ADDED:
        return scaled_house and not amount.signed and Decimal(1) <= amount.value < 100
    if not _is_small(amount) or r.role not in _LOANS:
        return False
    if amount.signed:
        return all_small
    claim = r.role is Role.SECOND_MORTGAGE or (lost and r.role in _CLAIMS)
    few = claim and amount.value < MOST_OF_A_SECOND  # nobody is sued or chased for 45 dollars
    return r.role in _HOUSE or r.role in (Role.PRINCIPAL, Role.BASIS) or large or few


def _is_small(amount: AmountMention) -> bool:
    cents = amount.value != amount.value.quantize(Decimal("0.1"))
    return amount.bare and 20 <= amount.value < 1000 and not cents


def _is_few(r: RoledAmount) -> bool:
    """`worth 1.3` beside another amount of the house in millions."""
    amount = r.amount
    broken = amount.value != amount.value.to_integral_value()
    return r.role in _HOUSE and amount.bare and broken and Decimal(1) < amount.value < 10


def _millions(amount: AmountMention) -> AmountMention:
    return times(amount, _MILLION, amount.raw).model_copy(update={"bare": False})


def _times_thousand(amount: AmountMention) -> AmountMention:
    return times(amount, 1000, amount.raw).model_copy(update={"bare": False})


def times(amount: AmountMention, factor: int, words: str) -> AmountMention:
    """An amount multiplied, with its ends; `words` tells what was read so."""
    ends = {key: end * factor for key in ("low", "high") if (end := getattr(amount, key)) is not None}
    value = amount.value * factor
    value = Decimal(int(value)) if value == value.to_integral_value() else value
    meant = f"${ends['low']:,.0f} to ${ends['high']:,.0f}" if ends else f"${value:,.2f}".removesuffix(".00")
    return amount.model_copy(update={"value": value, "how": f"read '{words}' as {meant}"} | ends)
