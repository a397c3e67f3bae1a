"""Days that are told by how far they lie behind another day of the case: "confirmed a month later", "reported 45 days after the sale"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.understand.daterole import DateRole
from bot.understand.elapsed import EVENTS
from bot.understand.matching import Cue, cue_table
from bot.understand.measures import Period, read_periods
from bot.understand.text import fold

SALE = "sale_date"
# what follows a sale, and is told by how long after it
ACTS = frozenset(
    {
        DateRole.CONFIRMATION, DateRole.RATIFICATION, DateRole.CERTIFICATE, DateRole.DEED, DateRole.REPORT,
        DateRole.SWORN,
    }
)  # fmt: skip
# what must be done within days of the sale: "a month" is too rough for it
STEPS = frozenset({DateRole.REPORT, DateRole.SWORN})
_SENTENCE = re.compile(r"[.;!?\n]")
_AFTER = tuple(
    (
        event,
        re.compile(
            rf",? ?(?:after|following|from|past)(?: (?:the|our|my|its|their|that|this|his|her))* ?(?:{words})\b"
        ),
    )
    for event, _, words in EVENTS
)
_LATER = re.compile(r",? ?(?:later|afterwards?|after that|after(?=[,.;]| ?$| and\b))")
_BETWEEN = re.compile(
    r"(?: (?:it|this|that|the|a|was|got|by|to|with|in|on|of|judge|court|only|just|about|some|like|roughly|around|sale|him|her|them|us|me|until|till|til))*[ ,]*"
)
_LEADS = re.compile(
    r",? ?(?:(?:and|then|the|a|an|they|it|bank|lender|judge|court|clerk|sheriff|he|she|was|got|finally|only) ?)*"
)
_NOT = re.compile(r"\b(?:no|not|never|without|nobody|n't)\b|n't\b")
_UNTIL = re.compile(r"\b(?:until|till|til)(?: (?:about|over|more than|some|like|nearly|almost))* $")
_OPEN = re.compile(
    r"\b(?:must|have to|has to|had to|should|supposed|needs? to|required?|requires|if|unless|whether|can|could|may|might|will|would|do|does|is it|until when|when|within|less than|under|before)\b"
)
_OVER = re.compile(r"\b(?:over|more than|at least|upwards of|well over) $")


@dataclass(frozen=True)
class Distance:
    """An act of the lender or the court, so long after a day of the case. event: the fact that is that day; None for `later`. act: where its words stand."""

    role: DateRole
    event: str | None
    period: Period
    span: tuple[int, int]
    over: bool = False
    act: tuple[int, int] = (0, 0)

    @property
    def days(self) -> int:
        """About how many days these are, and no more than they are."""
        each = {"day": 1, "week": 7, "month": 28, "year": 365}
        return int(self.period.value * each.get(self.period.unit, 0))

    def from_day(self, start: date) -> date:
        """The day that lies so far behind another."""
        value = self.period.value
        if self.period.unit in ("day", "week"):
            return start + timedelta(int(value * (7 if self.period.unit == "week" else 1)))
        moved: date = start + relativedelta(months=int(value * (12 if self.period.unit == "year" else 1)))
        return moved


def read_distances(text: str) -> list[Distance]:
    """What a text tells to have been done so long after the sale or another day. Never raises.

    >>> [(str(d.role), d.event, d.days) for d in read_distances("the bank reported it to the judge 45 days after the sale")]
    [('report', 'sale_date', 45)]
    >>> read_distances("must the bank report it within 30 days after the sale?")
    []
    """
    folded = fold(text)
    periods = [p for p in read_periods(text) if p.low is None and p.unit != "hour" and 1 <= p.value <= 500]
    if not periods:
        return []
    return list(_told(folded, periods, cue_table("date_cues").find(folded)))


def without_acts(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """The words for days but those that such a distance dates: they speak of no day that is named beside them."""
    acts = {distance.act for distance in read_distances(text)}
    return [cue for cue in cues if (cue.start, cue.end) not in acts]


def _told(folded: str, periods: Sequence[Period], cues: Sequence[Cue]) -> Iterator[Distance]:
    for period in periods:
        start, end = period.span
        before = _SENTENCE.split(folded[max(0, start - 110) : start])[-1]
        counted = next(((event, found.end()) for event, words in _AFTER if (found := words.match(folded, end))), None)
        later = None if counted else _LATER.match(folded, end)
        if counted is None and later is None:
            continue
        event, behind = counted or (None, later.end() if later else end)
        if _OPEN.search(before) or (_NOT.search(before) and not _UNTIL.search(before)):
            continue
        act = _act(folded, cues, start, behind)
        if act is not None:
            over = _OVER.search(before) is not None
            span = (act.start, act.end)
            yield Distance(DateRole(act.role), event, period, (start, behind), over=over, act=span)


def _act(folded: str, cues: Sequence[Cue], start: int, behind: int) -> Cue | None:
    """What was done then: the words right before the period, or else those right behind it."""
    last = next((cue for cue in reversed(cues) if cue.end <= start), None)
    if last is not None and _BETWEEN.fullmatch(folded, last.end, start):
        return last if last.role in ACTS else None
    first = next((cue for cue in cues if cue.start >= behind), None)
    if first is not None and _LEADS.fullmatch(folded, behind, first.start) and first.role in ACTS:
        return first
    return None


def too_rough(distance: Distance) -> bool:
    """Whether a step that has thirty days is told by "a month", or a day by more than so much."""
    return (distance.role in STEPS and distance.period.unit == "month" and distance.period.value < 2) or (
        distance.over and distance.role not in STEPS
    )


STEPS_WITHIN = {("GA", DateRole.REPORT): 30, ("MA", DateRole.SWORN): 30}
"""Days after the sale within which a step is to be taken: O.C.G.A. § 44-14-161(a); M.G.L. c. 244, § 17B."""


def step_too_late(text: str, state: str | None) -> bool:
    """Whether a step that the law sets days for is told to have come later than those.

    >>> step_too_late("they reported the sale to the judge two months after the sale", "GA")
    True
    """
    return any(
        distance.event in (SALE, None) and distance.days > most and not too_rough(distance)
        for distance in read_distances(text)
        for (where, role), most in STEPS_WITHIN.items()
        if (where, role) == (state, distance.role)
    )
