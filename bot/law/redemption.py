"""The time to redeem a home after its sale: which lengths of it may apply, and their last days."""

from collections.abc import Mapping
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
        fits, low = holds(time.when, known), _is_low(time, amounts)
        if fits is False or low is False:
            continue
        conditions = (
            time.where if fits is None else None,
            TWO_THIRDS if time.below_two_thirds and low is None else None,
            time.only,
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
