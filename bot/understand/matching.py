"""Which cue word belongs to which amount or date: the nearest in the sentence, each cue used once, order kept."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.yamlfile import load_yaml

_REACH = 90  # characters between a cue and what it speaks of
_CROWD = 24  # cues looked at around one amount
_UNASSIGNED = 7.0  # cost of leaving one without a cue
_FILLERS = frozenset(
    (
        "of was is were are at for about around approx approximately roughly to the a an it its come comes came "
        "total totals totaled totalled just only like up some nearly almost close than over under now still be "
        "been had has have said says as in that this i think maybe probably guess by our my their his her us me "
        "back actually exactly low lower high mid amount amounts worth on estimated est which s re m dollars bucks "
        "us usd down roughly between from what we "
    ).split()
)
_TURNS = frozenset(
    [
        "and",
        "but",
        "plus",
        "then",
        "while",
        "so",
        "or",
        "minus",
        "less",
        "when",
        "though",
        "because",
        "if",
        "however",
        "after",
        "before",
        "with",
    ]
)
# the dots of "n.h.", "st. louis" and "mo." end no sentence
_ABBREVIATED = re.compile(
    r"\b(?:[a-z]\.){2,}|\b(?:st|mt|ft|mr|mrs|ms|dr|no|co|ct|mo|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|approx|est|mtg|jgmt|apt|ave|rd|"
    r"inc|corp|tenn|ala|ariz|calif|conn|fla|ga|ill|ind|kan|ky|md|mass|mich|minn|miss|mont|neb|nev|okla|ore|pa|va|vt|wash|wis|wyo)\.(?= [a-z0-9$])"
)
_PARTS = re.compile(r" ?(?:[,;/&+]|and\b|then\b)")
_BEHIND_ANOTHER = 3.0  # cost of such a cue for the next amount
_BEFORE_A_DAY = 1.0  # cost of such a cue for the amount behind the day
_MASKED = re.compile(r" {5}")  # what is no money was blanked out
_DASH = re.compile(r" [-–—] ")
_PIECE = re.compile(r"[a-z']+|[0-9]+|[.](?=[ \n]|$)|[;!?\n]|[,/|()]|[^ ]")


@dataclass(frozen=True)
class Cue:
    """A cue found in a text. side: whether it stands `before` what it speaks of, `after` it, or `either`."""

    role: str
    start: int
    end: int
    side: str
    bonus: float = 0.0


@dataclass(frozen=True)
class CueTable:
    """Compiled cues of one vocabulary file."""

    rows: tuple[tuple[str, str, float, re.Pattern[str]], ...]

    def find(self, folded: str) -> list[Cue]:
        """The cues in a lower-case text, in order; of two that overlap the longer one."""
        found = [
            Cue(role, match.start(), match.end(), side, bonus)
            for role, side, bonus, pattern in self.rows
            for match in pattern.finditer(folded)
            if match.end() > match.start()
        ]
        found.sort(key=lambda c: (c.start, -c.end, c.side != "either"))
        kept: list[Cue] = []
        for cue in found:
            if kept and cue.start < kept[-1].end:
                if cue.end - cue.start > kept[-1].end - kept[-1].start:
                    kept[-1] = cue
                continue
            kept.append(cue)
        return kept


@cache
def cue_table(name: str) -> CueTable:
    """The vocabulary file `name`.yaml beside this module, compiled once."""
    raw: dict[str, Any] = load_yaml(Path(__file__).parent / f"{name}.yaml")
    words: dict[str, str] = raw.get("words", {})
    rows = []
    for role, sides in raw["roles"].items():
        bonus = float(sides.get("bonus", 0))
        for side in ("before", "after", "either"):
            if side in sides:
                rows.append((role, side, bonus, _compiled(sides[side], words)))
    return CueTable(tuple(rows))


def _compiled(patterns: Iterable[str], words: dict[str, str]) -> re.Pattern[str]:
    text = "|".join(sorted(patterns, key=len, reverse=True))
    for word, pattern in words.items():
        text = text.replace(f"<{word}>", pattern)
    # a pattern may end with the space before an amount that it looks ahead to
    # what no cue begins with (a dollar sign, a comma) is passed over without trying each of them there
    return re.compile(rf"(?:(?<![a-z0-9])|(?=/))(?=[a-z0-9 '/])(?:{text})(?:(?![a-z0-9])|(?<= ))")


def assign(folded: str, spans: Sequence[tuple[int, int]], cues: Sequence[Cue]) -> list[Cue | None]:
    """For each span, in order, the cue that speaks of it, or None.

    Cheapest way of pairing in which each cue is used at most once and pairs do not cross.
    """
    folded = _ABBREVIATED.sub(lambda found: found[0].replace(".", " "), folded)
    # state: last cue used -> (cost, linked list of choices)
    states: dict[int, tuple[float, Any]] = {-1: (0.0, None)}
    first = 0
    for number, span in enumerate(spans):
        while first < len(cues) and cues[first].end < span[0] - _REACH:
            first += 1
        near = [
            (place, cost)
            for place, cue in enumerate(cues[first : first + 2 * _CROWD], first)
            if (cost := _cost(folded, spans, number, cue)) < _UNASSIGNED
        ]
        following: dict[int, tuple[float, Any]] = {}
        for last, (cost, link) in states.items():
            _keep(following, last if last >= first else -1, cost + _UNASSIGNED, (None, link))
            for place, extra in near:
                if place > last:
                    _keep(following, place, cost + extra, (cues[place], link))
        states = following
    link = min(states.values(), key=lambda s: s[0])[1]
    chosen: list[Cue | None] = []
    while link is not None:
        chosen.append(link[0])
        link = link[1]
    return chosen[::-1]


def _keep(states: dict[int, tuple[float, Any]], key: int, cost: float, link: Any) -> None:
    if key not in states or cost < states[key][0]:
        states[key] = cost, link


def _cost(folded: str, spans: Sequence[tuple[int, int]], number: int, cue: Cue) -> float:
    """How far a cue is from a span, in words, signs and turns of the sentence between them."""
    start, end = spans[number]
    if cue.end <= start:
        gap, against = (cue.end, start), cue.side == "after"
        others = sum(1 for s in spans[max(0, number - 4) : number] if s[0] >= cue.end)
        # "84,250 debt, 70,000 paid": what stands right behind one amount does not speak of the next
        behind = number > 0 and folded[spans[number - 1][1] : cue.start] == " " and _PARTS.match(folded, cue.end)
        cost = _BEHIND_ANOTHER if behind else 0.0
        # "sale sept 30 2026 90k owed": what stands before a day speaks rather of the day
        cost += _BEFORE_A_DAY if _MASKED.search(folded, *gap) else 0.0
    elif cue.start >= end:
        gap, against = (end, cue.start), cue.side == "before"
        others = sum(1 for s in spans[number + 1 : number + 5] if s[1] <= cue.start)
        cost = 0.3
    else:
        return _UNASSIGNED
    if gap[1] - gap[0] > _REACH or others > 2:
        return _UNASSIGNED
    cost += 4.0 * others + (3.5 if against else 0.0) - cue.bonus
    cost += 1.2 if _DASH.search(folded, *gap) else 0.0  # "bid 125,470 - deficiency?" tells the bid
    for piece in _PIECE.findall(folded, *gap):
        if cost >= _UNASSIGNED:
            break
        if piece in _FILLERS:
            cost += 0.1
        elif piece in _TURNS or piece in "&+":
            cost += 1.5
        elif piece[0].isalnum():
            cost += 0.8
        elif piece in ".;!?\n":
            cost += 5.0
        elif piece in ",/|()":
            cost += 1.6
        elif piece == ":":
            cost += 0.4  # "trustee sale: 274,000 owed" tells the debt
    return cost
