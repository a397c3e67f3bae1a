"""The time to redeem a home after its sale: which lengths of it may apply, and their last days."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.law.case import Amounts
from bot.law.conditions import holds
from bot.law.deadlines import shift
from bot.law.record import Record
from bot.law.record_parts import RedemptionTime

TWO_THIRDS = "the price was below two thirds of the appraised value"


class TimeToRedeem(BaseModel):
    """One length of the time as it stands in a case.

    last_day: None where the day it is counted from is unknown. open: what must be so for it to apply and is not known,
    in words that complete "if …"; empty where it applies.
    """

    model_config = ConfigDict(frozen=True)

    time: RedemptionTime
    last_day: date | None
    open: tuple[str, ...]


def times_to_redeem(record: Record, known: Mapping[str, Any], amounts: Amounts) -> list[TimeToRedeem]:
    """The times that may apply to a case, in the order of the record; none where the law has none that can be counted.

    known: the facts that were told, by name.
    """
    found = []
    for time in record.redemption.times:
        fits, low, only = holds(time.when, known), _is_low(time, amounts), _holds_only(time.only, known, amounts)
        if False in (fits, low, only):
            continue
        conditions = (
            time.where if fits is None else None,
            TWO_THIRDS if time.below_two_thirds and low is None else None,
            time.only if only is None else None,
        )
        day = known.get(time.event)
        last_day = shift(day, time.period, "after") if day and time.period else day
        found.append(TimeToRedeem(time=time, last_day=last_day, open=tuple(c for c in conditions if c)))
    return found


def _is_low(time: RedemptionTime, amounts: Amounts) -> bool | None:
    """Whether the price was as low as the time needs; None where the amounts do not tell."""
    if not time.below_two_thirds:
        return True
    if amounts.sale_price is None or amounts.appraisal is None:
        return None
    return amounts.sale_price * 3 < amounts.appraisal * 2


def _share_of_loan(known: Mapping[str, Any], amounts: Amounts) -> bool | None:
    """Whether more than two thirds of what was first borrowed was still owed."""
    if amounts.debt is None or not amounts.original_loan:
        return None
    return amounts.debt * 3 > amounts.original_loan * 2


def _paid_in_full(known: Mapping[str, Any], amounts: Amounts) -> bool | None:
    if amounts.debt is None or amounts.sale_price is None:
        return None
    return amounts.sale_price >= amounts.debt


def _is_farm(known: Mapping[str, Any], amounts: Amounts) -> bool | None:
    """Whether it was farm land. A farm of an unknown size leaves it open, because a small one may not count as one."""
    kind = known.get("property")
    if kind == "farm":
        return True if (known.get("acres") or 0) > _LARGE_FARM else None
    return None if kind is None else False


def _is_short_track(known: Mapping[str, Any], amounts: Amounts) -> bool | None:
    return None if "redemption_track" not in known else known["redemption_track"] == "short"


_LARGE_FARM = 80  # acres
_Told = Callable[[Mapping[str, Any], Amounts], bool | None]
_Holds = bool | None
# The conditions in words that what was told can decide: by what, and whether they hold if that is so and if it is not.
_DECIDED: tuple[tuple[re.Pattern[str], _Told, _Holds, _Holds], ...] = (
    (re.compile(r"more than two thirds of the original loan was still owed"), _share_of_loan, True, False),
    (re.compile(r"two thirds of the original loan or less was still owed"), _share_of_loan, False, True),
    (re.compile(r"two thirds or more of the original principal was owed and\b.*"), _share_of_loan, None, False),
    (re.compile(r"less than two thirds of the original principal was owed, or\b.*"), _share_of_loan, None, True),
    (re.compile(r"the price paid the debt in full"), _paid_in_full, True, False),
    (re.compile(r"the price did not pay the debt in full"), _paid_in_full, False, True),
    (re.compile(r"it was farm land\b.*"), _is_farm, True, False),
    (re.compile(r"it was not farm land"), _is_farm, False, True),
    (re.compile(r"it was a 180-day redemption mortgage"), _is_short_track, True, False),
    (re.compile(r"it was not a 180-day redemption mortgage"), _is_short_track, False, True),
)


def _holds_only(only: str | None, known: Mapping[str, Any], amounts: Amounts) -> bool | None:
    """Whether what a time needs beside its facts holds, where amounts and facts tell it; None where it stays open."""
    if only is None:
        return True
    for words, told, if_so, if_not in _DECIDED:
        if words.fullmatch(only):
            found = told(known, amounts)
            return None if found is None else if_so if found else if_not
    return None
