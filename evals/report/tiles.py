"""The map: 51 jurisdictions as tiles of one size, placed roughly as they lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import us

from evals.report.words import count, share
from evals.score import Result
from evals.summary import all_right

ROWS, COLUMNS = 8, 12
SIZE, GAP = 40, 2
"""Width and height of a tile, and the gap between two, in units of the drawing."""

_MAP = """
AK .. .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. WI .. .. .. VT NH
.. WA ID MT ND MN IL MI .. NY MA ..
.. OR NV WY SD IA IN OH PA NJ CT RI
.. CA UT CO NE MO KY WV VA MD DE ..
.. .. AZ NM KS AR TN NC SC DC .. ..
.. .. .. .. OK LA MS AL GA .. .. ..
HI .. .. .. TX .. .. .. .. FL .. ..
"""
PLACES: dict[str, tuple[int, int]] = {
    code: (row, column)
    for row, line in enumerate(_MAP.split("\n")[1:-1])
    for column, code in enumerate(line.split())
    if code != ".."
}
"""Row and column of each jurisdiction, from the upper left."""


@dataclass(frozen=True)
class Band:
    """A range of shares that is drawn in one way."""

    name: str
    least: float
    says: str


BANDS = (
    Band("all", 1.0, "all turns right"),
    Band("most", 0.9, "90 % or more"),
    Band("many", 0.75, "75 % or more"),
    Band("few", 0.0, "less than 75 %"),
)
UNASKED = Band("unasked", 0.0, "not asked")


@dataclass(frozen=True)
class Tile:
    """One jurisdiction. printed: its figure as it stands in the tile, without the sign."""

    code: str
    state: str
    x: int
    y: int
    right: int
    asked: int
    band: Band
    printed: str
    figure: str

    @property
    def title(self) -> str:
        """What a pointer or a screen reader is told."""
        if not self.asked:
            return f"{self.state}: not asked"
        return f"{self.state}: {self.right} of {count(self.asked, 'turn')} without a fault ({self.figure})"


def tiles(by_state: Mapping[str, Sequence[Result]]) -> list[Tile]:
    """Every jurisdiction, from the upper left to the lower right."""
    return [_tile(code, by_state.get(code, ())) for code in PLACES]


def state_name(code: str) -> str:
    """The name of a jurisdiction; the code itself where it is none.

    >>> state_name("DC"), state_name("??")
    ('District of Columbia', '??')
    """
    found = us.states.lookup(code, field="abbr") if code in PLACES else None
    return str(found.name) if found else code


def _tile(code: str, results: Sequence[Result]) -> Tile:
    row, column = PLACES[code]
    value = all_right(results)
    band = next(band for band in BANDS if value >= band.least) if results else UNASKED
    return Tile(
        code=code,
        state=state_name(code),
        x=column * SIZE + GAP // 2,
        y=row * SIZE + GAP // 2,
        right=sum(not result.faults for result in results),
        asked=len(results),
        band=band,
        printed=share(value, 0).removesuffix(" %") if results else "",
        figure=share(value) if results else "",
    )
