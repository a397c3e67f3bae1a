"""The deadlines of a case: which apply, their last day, and whether they have run."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict

from bot.law.case import Case, Stay, SuitAfter
from bot.law.conditions import holds
from bot.law.facts import EVENTS, FACTS
from bot.law.record import Record
from bot.law.record_parts import LawDeadline, Period

Status = Literal["open", "met", "missed", "presumed_missed", "unknown"]


class DeadlineResult(BaseModel):
    """A deadline as it stands in the case.

    last_day: None where the day it is counted from is unknown.
    from_sale: where only the sale's day is known and the time counts from a later one (a deed, a certificate), the last
    day counted from the sale; the real one is later.
    stayed: a bankruptcy case may have moved the last day, so that it is not known to be past.
    status: `missed` was told, `presumed_missed` means its last day is past and nothing says that the act was done.
    """

    model_config = ConfigDict(frozen=True)

    rule: LawDeadline
    last_day: date | None
    status: Status
    from_sale: date | None = None
    stayed: bool = False

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
FOLLOWS_THE_SALE = AFTER_THE_SALE - {"redemption_end"}  # of some sales the time to redeem ends before
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


def _sold_by(told: Mapping[str, Any]) -> date | None:
    """The day by which the house had been sold, where the sale's own day is not told: what follows a sale came after it."""
    days: list[date] = [told[event] for event in FOLLOWS_THE_SALE if event in told]
    return min(days, default=None)


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


def limitation_choices(record: Record, world: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[int, ...]:
    """The years for a suit on the note, the shortest first; several where the kind of note decides, empty where none are set.

    told: what the case tells; of the world, days that were not told are guesses. A period of certain notes is the only one where
    the note is told to be one of them, and one of several where it only usually is one or the loan's day is not known.
    """
    limits = record.limitations
    known = {fact: value for fact, value in world.items() if fact not in EVENTS or fact in told}
    if fits := next((other for other in limits.other if holds(other.when, known)), None):
        return (fits.years,) if fits.years is not None else ()
    if limits.years is None:
        return ()
    usual = {name: spec.assumed for name, spec in FACTS.items()} | known
    possible = {other.years for other in limits.other if other.years and holds(other.when, usual) is not False}
    return tuple(sorted({limits.years, *possible}))


def limitation_years(record: Record, world: Mapping[str, Any], told: Mapping[str, Any]) -> int | None:
    """The years for a suit on the note; None where none are set.

    Of several the longest counts: to give a living claim up for dead does more harm than the other way round.
    """
    return max(limitation_choices(record, world, told), default=None)


def _sued(world: Mapping[str, Any]) -> date | None:
    """The day of this lender's own suit on the note or its judgment, where one is told."""
    sale, judgment, suit = world.get("sale_date"), world.get("judgment_date"), world.get("suit_filed")
    of_the_other = world.get("sale_by") == "other_lender" and sale is not None
    if judgment and not (of_the_other and judgment <= sale):  # before the sale it is the first lender's
        suit = min(judgment, suit) if suit else judgment
    return suit if isinstance(suit, date) else None


def run_from_sale(years: int | None, told: Mapping[str, Any], today: date) -> date | None:
    """The last day of a general time counted from the sale, where it is over and no suit or judgment within it is told."""
    if years is None or "sale_date" not in told:
        return None
    last = shift(told["sale_date"], Period(years=years), "after")
    return last if last < (_sued(told) or today) else None


def run_from_call(years: int | None, told: Mapping[str, Any]) -> date | None:
    """The last day of a general time counted from the day the loan was called due, where that is told."""
    if years is None or "acceleration_date" not in told:
        return None
    return shift(told["acceleration_date"], Period(years=years), "after")


def _must_sue(record: Record, world: Mapping[str, Any]) -> bool:
    """Whether this lender has to sue on the note: a court that foreclosed may have given a judgment, which lives longer."""
    process = world.get("process", record.process.usual)
    return process == "nonjudicial" or world.get("sale_by") == "other_lender"


def _general(
    record: Record, world: Mapping[str, Any], today: date, own: list[DeadlineResult], case: Case | None
) -> DeadlineResult | None:
    """The general time for a suit on the note, once it has run before the lender sued, or with its last day where that can be told.

    It begins when the loan was called due; where that day is not known the sale is the latest it can be, which tells only
    that it has run. It is told only where no deadline of the record that bars the claim can be counted (and, while it still
    runs, where the record sets the lender none with a time of its own), and where the lender has to sue on the note.
    """
    told: Mapping[str, Any] = case.facts.known() if case else world
    called = told.get("acceleration_date")
    start, years = called or world.get("sale_date"), limitation_years(record, world, told)
    counted = any(
        d.rule.bars and d.rule.actor == "lender" and d.rule.direction == "after" and d.status != "unknown" for d in own
    )
    if years is None or counted or not _must_sue(record, world):
        return None
    period, sued = Period(years=years), _sued(world)
    last = shift(start, period, "after") if start else None
    after = _suit_against(period, case.suit_after) if case and case.suit_after and sued is None else "unknown"
    timely = after != "missed" and (last is None or (sued or today) <= last)
    shorter = any(d.rule.actor == "lender" and d.rule.period for d in own)
    if after == "met" or (timely and (called is None or shorter)):
        return None
    rule = LawDeadline(
        id=LIMITATIONS,
        when={},
        period=period,
        event="acceleration_date" if called else None,
        done="suit_filed",
        starts="the day the loan fell due or was called due",
        act="sue on the note",
        if_missed="the claim is time-barred",
        bars=True,
        cite=record.limitations.cite,
        source=record.limitations.source,
    )
    # another kind of note may have a longer time, so that a late suit is not certain to be too late
    longer = any(other.years is None or other.years > years for other in record.limitations.other)
    status: Status = "missed" if (after == "missed" or (sued and called)) and not longer else "presumed_missed"
    if timely:
        status = "met" if sued else "open"
    if called:
        return DeadlineResult(rule=rule, last_day=last, status=status)
    return DeadlineResult(rule=rule, last_day=None, status=status, from_sale=last)


def _of_this_note(record: Record, rule: LawDeadline, told: Mapping[str, Any]) -> LawDeadline:
    """A deadline that is the general time for a note, with the time of the kind of note that is told."""
    limits = record.limitations
    if rule.event != "acceleration_date" or limits.years is None or rule.period != Period(years=limits.years):
        return rule
    years = next((other.years for other in limits.other if other.years and holds(other.when, told)), None)
    if years is None:
        return rule
    of_the_note = {
        "id": LIMITATIONS,
        "cite": limits.cite,
        "source": limits.source,
        "if_missed": "the claim is time-barred",
    }
    return rule.model_copy(update={"period": Period(years=years), **of_the_note})


def _stayed(found: DeadlineResult, stay: Stay, world: Mapping[str, Any], today: date) -> DeadlineResult:
    """The deadline of a claim, not known to have run where a bankruptcy case may have been open before its last day."""
    mine = found.rule.bars and found.rule.actor == "lender" and found.rule.direction == "after"
    end = found.last_day or (found.from_sale + LAG if found.from_sale else None)
    if not mine or not stay.may_reach(world.get("sale_date"), end, _sued(world) or today):
        return found
    return found.model_copy(update={"status": "unknown" if found.has_run else found.status, "stayed": True})


def deadlines_in(
    record: Record, world: Mapping[str, Any], today: date, case: Case | None = None
) -> list[DeadlineResult]:
    """The deadlines that belong to a world, those that bar the claim first.

    case: what it tells of the lender's acts that no fact of the world does.
    """
    results = []
    told: Mapping[str, Any] = case.facts.known() if case else {}
    for rule in (_of_this_note(record, one, told) for one in record.deadlines):
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
            against = _suit_against(rule.period, suit_after) if rule.direction == "after" else "unknown"
            status = against if against != "unknown" else status
        sale = world.get("sale_date")
        from_sale = None
        if last_day is None and rule.period and sale and rule.event in AFTER_THE_SALE and rule.direction == "after":
            from_sale = shift(sale, rule.period, "after")
            if done is None and not rule.open_if_unknown and from_sale + LAG < today:
                status = "presumed_missed"
        if (
            last_day is None
            and rule.event == "sale_date"
            and rule.period
            and rule.direction == "after"
            and (sold := _sold_by(told))
        ):
            latest = shift(sold, rule.period, "after")
            if (done or today) > latest:
                status = "missed" if done else _status(rule, latest, None, today)
        results.append(DeadlineResult(rule=rule, last_day=last_day, status=status, from_sale=from_sale))
    if general := _general(record, world, today, results, case):
        results.append(general)
    if case and case.stay:
        results = [_stayed(one, case.stay, world, today) for one in results]
    return sorted(results, key=lambda r: (r.rule.actor != "lender", not r.rule.bars, r.rule.period is None))
