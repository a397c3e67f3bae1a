"""Which sections a question is expected to be answered by: two models, both trained on questions.

Likeness tells which texts speak of the same things, and not which of them answers: "they froze my account, is my pension
gone" is near to all that is said of accounts. What people mean by such words is learned from questions with the sections
that answer them. One is a linear model of the sentence vector, trained on the corpus too; its weights stand in `sections.npz`,
which `python -m evals.sections` writes, and hold for one embedding model. The other is the reader of meaning. Sections that
neither knows are neither raised nor lowered.
"""

import math
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
LEAST = 8.0  # units; what is less expected still is lowered no further
LEAST_LIKELY = 1e-9
FEW_WORDS = 7  # of which the reader of meaning is not asked
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

    def units(self, question: "NDArray[np.float32]", hits: Sequence[Hit]) -> list[float | None]:
        """The log-odds of the section of each hit; None for one that is not known. question: its unit vector."""
        rows = [self.places.get(kind_of(hit.passage.section)) for hit in hits]
        return [None if row is None else float(self.weights[row] @ question + self.bias[row]) for row in rows]


def units_by_meaning(question: str, hits: Sequence[Hit]) -> list[float | None]:
    """The same, as the reader of meaning sees the question."""
    from bot.meaning.reader import SECTION, meaning  # noqa: PLC0415 (NumPy, and only a search needs it)

    likely = meaning(question).likely(SECTION)
    known = [likely.get(kind_of(hit.passage.section)) for hit in hits]
    return [None if one is None else math.log(max(one, LEAST_LIKELY)) for one in known]


def says_enough(question: str) -> bool:
    """Whether a question has words enough to be read for its meaning: few mean too little by themselves."""
    return len(question.split()) >= FEW_WORDS


def likelihood(question: str, section: str) -> float:
    """How likely the reader of meaning holds it that this section answers, from 0 to 1; 0 for one that it does not know."""
    from bot.meaning.reader import SECTION, meaning  # noqa: PLC0415 (NumPy, and only a search needs it)

    return meaning(question).likely(SECTION).get(kind_of(section), 0.0)


def ranked(hits: Sequence[Hit], *models: Sequence[float | None]) -> list[Hit]:
    """The hits in the order of their scores, each lowered by how much less it is expected than the most expected.

    models: by each the units of each hit.
    """
    if not models:
        return list(hits)
    less = [sum(one) for one in zip(*(_below_the_most(units) for units in models), strict=True)]
    least = min(less, default=0.0)
    lowered = [
        replace(hit, score=hit.score - _weight(hit) * min(one - least, LEAST))
        for hit, one in zip(hits, less, strict=True)
    ]
    return sorted(lowered, key=lambda hit: (-hit.score, hit.passage.id))


def _below_the_most(units: Sequence[float | None]) -> list[float]:
    most = max((one for one in units if one is not None), default=0.0)
    return [0.0 if one is None else most - one for one in units]


def _weight(hit: Hit) -> float:
    return EXPECTED * (OF_A_STATE if hit.passage.state else 1.0)


@cache
def expected_sections() -> ExpectedSections:
    """The weights in service, read once."""
    return ExpectedSections.read()
