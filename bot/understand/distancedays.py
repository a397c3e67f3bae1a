"""The days of the acts that are told by how far they lie behind another day of the case, where that day is known."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.understand.daterole import DateRole
from bot.understand.dates import DateMention
from bot.understand.distances import ACTS, SALE, STEPS, Distance, read_distances, too_rough
from bot.understand.hypothesis import is_hypothetical
from bot.understand.text import fold

_ROLES = {
    SALE: DateRole.SALE_DATE,
    "redemption_end": DateRole.REDEMPTION_END,
    "deed_date": DateRole.DEED,
    "certificate_date": DateRole.CERTIFICATE,
    "confirmation_date": DateRole.CONFIRMATION,
    "ratification_date": DateRole.RATIFICATION,
}


def with_distances(text: str, told: Sequence[DateMention], known: Mapping[str, date], today: date) -> list[DateMention]:
    """The days that are told, with those of such acts where the day from which they are told is known.

    told: the days that the text names. known: the days of the turns before, by their fact.
    """
    named = {m.role for m in told if m.role is not None and not m.superseded}
    found: list[DateMention] = []
    for distance in read_distances(text):
        start = _start(distance, [*told, *found], known)
        if start is None or distance.role in named or too_rough(distance):
            continue
        day = distance.from_day(start)
        if day > today:  # what was done is not to come: the distance is a rough one
            continue
        raw = text[distance.span[0] : distance.span[1]]
        how = f"counted from {start:%B} {start.day}, {start.year} as {day:%B} {day.day}, {day.year}"
        found.append(
            DateMention(
                start=day,
                end=day,
                precision="day",
                span=distance.span,
                raw=raw,
                how=how,
                role=distance.role,
                approximate=distance.period.unit not in ("day", "week"),
                hypothetical=is_hypothetical(fold(text), distance.span[0]),
            )
        )
    return [*told, *found]


def _start(distance: Distance, told: Sequence[DateMention], known: Mapping[str, date]) -> date | None:
    """The day from which it is told: that of the event, or for `later` the last day told before it."""
    if distance.event is None and distance.role not in STEPS:
        before = [m for m in told if m.role is not None and m.span[1] <= distance.span[0]]
        if before:
            last = max(before, key=lambda m: m.span[1])
            return last.day if last.role in _ROLES.values() or last.role in ACTS else None
    event = distance.event or SALE
    mention = next((m for m in reversed(told) if m.role == _ROLES[event] and not m.superseded), None)
    return mention.day if mention else known.get(event)
