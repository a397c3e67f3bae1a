"""Which sections a question is expected to be answered by: a linear model of its sentence vector, trained on questions.

Likeness tells which texts speak of the same things, and not which of them answers: "they froze my account, is my pension
gone" is near to all that is said of accounts. What people mean by such words is learned from questions with the sections
that answer them. The weights stand in `sections.npz`, which `python -m evals.sections` writes; they hold for one embedding
model, and sections that they do not know are neither raised nor lowered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.retrieval.fusion import Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "sections.npz"
EXPECTED = (
    0.03  # of the score, for each unit of log-likelihood that a section is less expected than the most expected one
)
OF_A_STATE = (
    0.5  # the share of it for a state's sections: their kinds are told apart, and not what each state has of its own
)
LEAST = 5.0  # units; what is less expected still is lowered no further
LOOKED_AT = 40  # sections, of which the first are then read again
# parts that each state names in its own way
_PARTS = re.compile(r"(protection|deadline|rule)-(?!.*(?:wiped-out|short-sale|deed|waived|released))")


def kind_of(section: str) -> str:
    """What a section is trained as: of a state's record the part, the same for all states.

    >>> kind_of("states/AZ#protection-2"), kind_of("states/OR#rule-own-sale"), kind_of("guide/redemption#price")
    ('states#protection', 'states#rule', 'guide/redemption#price')
    """
    if not section.startswith("states/"):
        return section
    part = section.partition("#")[2]
    of_a_kind = _PARTS.match(part)
    return f"states#{of_a_kind[1] if of_a_kind else part}"


@dataclass(frozen=True)
class ExpectedSections:
    """The weights. places: the row of each kind of section. model_hash: of the embedding model that they are for."""

    places: dict[str, int]
    weights: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"
    model_hash: str

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> "ExpectedSections":
        """The weights of a file. Raises OSError or ValueError where it is missing or broken."""
        import numpy as np  # noqa: PLC0415 (a tenth of a second, and only a search needs it)

        with np.load(path) as file:
            weights = file["weights"].astype(np.float32) * file["scale"][:, None]
            places = {str(name): place for place, name in enumerate(file["names"])}
            return cls(places, weights, file["bias"], str(file["model_hash"]))

    def rank(self, question: "NDArray[np.float32]", hits: Sequence[Hit]) -> list[Hit]:
        """The hits in the order of their scores, each lowered by how much less it is expected than the most expected.

        question: the unit vector of the question.
        """
        rows = [self.places.get(kind_of(hit.passage.section)) for hit in hits]
        odds = [None if row is None else float(self.weights[row] @ question + self.bias[row]) for row in rows]
        most = max((one for one in odds if one is not None), default=0.0)
        lowered = [
            hit if one is None else replace(hit, score=hit.score - _weight(hit) * min(most - one, LEAST))
            for hit, one in zip(hits, odds, strict=True)
        ]
        return sorted(lowered, key=lambda hit: (-hit.score, hit.passage.id))


def _weight(hit: Hit) -> float:
    return EXPECTED * (OF_A_STATE if hit.passage.state else 1.0)


@cache
def expected_sections() -> ExpectedSections:
    """The weights in service, read once."""
    return ExpectedSections.read()
