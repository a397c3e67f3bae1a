"""The deadlines of a case: which apply, their last day, and whether they have run."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict

from bot.law.case import Case, SuitAfter
from bot.law.conditions import holds
from bot.law.record import Record
from bot.law.record_parts import LawDeadline, Period

Status = Literal["open", "met", "missed", "presumed_missed", "unknown"]


class DeadlineResult(BaseModel):
    """A deadline as it stands in the case.

    last_day: None where the day it is counted from is unknown.
    from_sale: where only the sale's day is known and the time counts from a later one (a deed, a certificate), the last
    day counted from the sale; the real one is later.
    status: `missed` was told, `presumed_missed` means its last day is past and nothing says that the act was done.
    """

    model_config = ConfigDict(frozen=True)

    rule: LawDeadline
    last_day: date | None
    status: Status
    from_sale: date | None = None

    @property
    def has_run(self) -> bool:
        """Whether the claim is lost because of it."""
        return self.rule.bars and self.rule.actor == "lender" and self.status in ("missed", "presumed_missed")


def shift(start: date, period: Period, direction: str) -> date:
    """Calendar arithmetic: the day of the event is not counted, and a month that is too short ends the period."""
    step = relativedelta(days=period.days or 0, months=period.months or 0, years=period.years or 0)
    return start + step if direction == "after" else start - step


AFTER_THE_SALE = frozenset(
    {"deed_date", "certificate_date", "confirmation_date", "ratification_date", "redemption_end"}
)
LIMITATIONS = "limitations"
"""The id of the general time limit, which is a section of the record and no deadline of its own."""
LAG = relativedelta(years=1)  # the deed or certificate follows the sale by weeks, seldom by more than a year


def _status(rule: LawDeadline, last_day: date | None, done: date | None, today: date) -> Status:
    if last_day is None:
        return "unknown"
    if done is not None:
        return "met" if done <= last_day else "missed"
    if today <= last_day:
        return "open"
    return "unknown" if rule.open_if_unknown else "presumed_missed"


def _is_the_foreclosure(suit: date, rule: LawDeadline, world: Mapping[str, Any]) -> bool:
    """Whether a suit is the foreclosure itself: it came before the lender's own sale, and so asked for no deficiency after it."""
    sale = world.get("sale_date")
    own = world.get("sale_by") != "other_lender"
    return sale is not None and suit < sale and own and rule.direction == "after"


_ANY_DAYS = tuple(date(2023, 2, 1) + timedelta(day) for day in range(0, 800, 3))


@lru_cache(maxsize=256)
def _suit_against(limit: Period, told: SuitAfter) -> Status:
    """Whether a suit told by how long after the day it came is in time, whichever day that is; `unknown` where it may be either.

    People who say "three months after" mean about that, so a suit of just as many months is left open.
    """
    pairs = {(shift(day, told.period, "after"), shift(day, limit, "after")) for day in _ANY_DAYS}
    exact = told.period.days is not None
    if all(sued > last or (told.bound == "more" and sued == last) for sued, last in pairs):
        return "unknown" if told.bound == "less" else "missed"
    if all(sued < last or ((exact or told.bound == "less") and sued == last) for sued, last in pairs):
        return "unknown" if told.bound == "more" else "met"
    return "unknown"


def _general(
    record: Record, world: Mapping[str, Any], today: date, own: list[DeadlineResult], suit_after: SuitAfter | None
) -> DeadlineResult | None:
    """The general time for a suit on the note, once it has run even if counted from the sale; None before that.

    It begins at the default or when the loan was called due, so the sale is the latest day it can begin. It is told only
    where no deadline of the record can be counted, and where the lender has to sue on the note: a court that foreclosed
    may have given a judgment, which lives longer.
    """
    sale, years = world.get("sale_date"), record.limitations.years
    counted = any(d.rule.actor == "lender" and d.rule.direction == "after" and d.status != "unknown" for d in own)
    must_sue = world.get("process") == "nonjudicial" or world.get("sale_by") == "other_lender"
    done = world.get("suit_filed") or world.get("judgment_date")
    if sale is None or years is None or counted or not must_sue or done:
        return None
    period = Period(years=years)
    from_sale = shift(sale, period, "after")
    sued = suit_after is not None and _suit_against(period, suit_after) == "met"
    if from_sale >= today or sued:
        return None
    rule = LawDeadline(
        id=LIMITATIONS,
        when={},
        period=period,
        event=None,
        starts="the day the loan fell due or was called due",
        act="sue on the note",
        if_missed="the claim is time-barred",
        bars=True,
        cite=record.limitations.cite,
        source=record.limitations.source,
    )
    return DeadlineResult(rule=rule, last_day=None, status="presumed_missed", from_sale=from_sale)


def deadlines_in(
    record: Record, world: Mapping[str, Any], today: date, case: Case | None = None
) -> list[DeadlineResult]:
    """The deadlines that belong to a world, those that bar the claim first.

    case: what it tells of the lender's acts that no fact of the world does.
    """
    results = []
    for rule in record.deadlines:
        if holds(rule.when, world) is False:
            continue
        start = world.get(rule.event) if rule.event else case.begun_on.get(rule.id) if case else None
        last_day = shift(start, rule.period, rule.direction) if start and rule.period else None
        done = world.get(rule.done) if rule.done else case.done_on.get(rule.id) if case else None
        if done and rule.done == "suit_filed" and _is_the_foreclosure(done, rule, world):
            done = None
        status = _status(rule, last_day, done, today)
        suit_after = case.suit_after if case else None
        if done is None and suit_after and (rule.done, rule.event) == ("suit_filed", suit_after.event) and rule.period:
            told = _suit_against(rule.period, suit_after) if rule.direction == "after" else "unknown"
            status = told if told != "unknown" else status
        sale = world.get("sale_date")
        from_sale = None
        if last_day is None and rule.period and sale and rule.event in AFTER_THE_SALE and rule.direction == "after":
            from_sale = shift(sale, rule.period, "after")
            if done is None and not rule.open_if_unknown and from_sale + LAG < today:
                status = "presumed_missed"
        results.append(DeadlineResult(rule=rule, last_day=last_day, status=status, from_sale=from_sale))
    if general := _general(record, world, today, results, case.suit_after if case else None):
        results.append(general)
    return sorted(results, key=lambda r: (r.rule.actor != "lender", not r.rule.bars, r.rule.period is None))
