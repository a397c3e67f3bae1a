"""Countries and territories that a text names: the house may be there, whatever state somebody lives in now."""

import re
from dataclasses import dataclass

from bot.understand.statefind import StateHit
from bot.understand.text import Taken

DENIED = re.compile(
    r"\b(?:not|isn't|wasn't|aren't|never|instead of|rather than|other than|except(?: for)?)(?: (?:in|from|the state of|at))? $"
)
"""Words before a place that say that it is not the one."""
_HOUSE = r"(?:house|home|property|place|condo|flat|apartment|villa|townhouse|land|lot)"
_HOUSE_BEFORE = re.compile(
    rf"\b{_HOUSE} (?:(?:is|was|that's|we had|i had|located|foreclosed|sold|repossessed|lost|back|over|down|up) )*(?:in|on|at) (?:[a-z.']+,? ){{0,3}}$"
)
_HOUSE_AFTER = re.compile(rf" (?:{_HOUSE}|foreclosure)\b")

_HOUSE_THERE = re.compile(rf"\b{_HOUSE}\b[^.?!]{{0,25}}\bthere\b|\bthere\b[^.?!]{{0,25}}\b{_HOUSE}\b")
_WENT = re.compile(
    r"\b(?:moved?|moving|relocat\w+|going|went|fled|flee|retir\w+|deport\w+) (?:\w+ )?(?:to|back to) $|\b(?:stationed|deployed|posted|serving) (?:\w+ )?(?:in|to|at) $"
)


@dataclass(frozen=True)
class Outside:
    """A country or a territory, and where it stands in the text."""

    name: str
    start: int
    end: int

    def holds_the_house(self, folded: str) -> bool:
        """Whether the house is said to stand there, and not only who lives, serves or lends there."""
        before = _HOUSE_BEFORE.search(folded, max(0, self.start - 60), self.start)
        return before is not None or _HOUSE_AFTER.match(folded, self.end) is not None

    def is_where_one_went(self, folded: str) -> bool:
        """Whether somebody moved or was sent there, which says that the house is somewhere else."""
        there = _HOUSE_THERE.search(folded, self.end, self.end + 60)
        return _WENT.search(folded, max(0, self.start - 40), self.start) is not None and there is None

    def follows(self, end: int, folded: str) -> bool:
        """Whether it stands right behind a town that ends there: "san juan, puerto rico" is not in Texas."""
        return end <= self.start and not folded[end : self.start].strip(" ,")


def named_outside(folded: str, table: tuple[tuple[str, re.Pattern[str]], ...], hits: list[StateHit]) -> Outside | None:
    """The first of a table's names in the text, unless a state stands there or follows ("Ontario, California")."""
    states = Taken(len(folded) + 3)
    for hit in hits:
        states.add(max(0, hit.start - 2), hit.end)
    for name, pattern in table:
        for match in pattern.finditer(folded):
            if not states.overlaps(match.start(), match.end() + 1) and not DENIED.search(
                folded, max(0, match.start() - 30), match.start()
            ):
                return Outside(name, match.start(), match.end())
    return None
