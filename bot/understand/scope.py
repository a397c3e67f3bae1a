"""How far a question's words and meaning speak for another subject, and for which kind of request: linear models.

The weights stand in `scope.tsv`, which `python -m evals.scope` writes. A row is a feature and its weight in each column:
`outside` is the log-odds that the question is none of ours, `words` the same from the words alone, and the others tell the
kinds apart that are declined. Features are pieces of the text (`w:` one or two words), numbers of the sentence vector
(`v:`), what the engine knows beside them (`e:`, which only the column `judged` weighs) and `bias`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

WEIGHTS = Path(__file__).parent / "scope.tsv"
OUTSIDE, WORDS, JUDGED = "outside", "words", "judged"
TEXT = "text"  # the feature of `judged` that is the column `outside`
MOST_WORDS = 400  # of a long text; what it is about shows earlier
_NUMBER = re.compile(r"\d[\d,.]*")
_WORD = re.compile(r"[a-z0-9']+|[^\w\s]")


def pieces(text: str) -> list[str]:
    """The words and pairs of neighbouring words of a text, each once, in their order; every number is 0.

    >>> pieces("They want $5,000. They")
    ['they', 'want', '$', '0', 'they want', 'want $', '$ 0', '0 they']
    """
    words = _WORD.findall(_NUMBER.sub("0", text.lower().replace("\u2019", "'")))[:MOST_WORDS]
    return list(dict.fromkeys((*words, *(f"{one} {two}" for one, two in pairwise(words)))))


@dataclass(frozen=True)
class ScopeModel:
    """The weights. kinds: the kinds of request that are declined. columns: by name, the weight of each feature."""

    kinds: tuple[str, ...]
    columns: Mapping[str, Mapping[str, float]]
    vocabulary: frozenset[str]

    @classmethod
    def from_text(cls, text: str) -> "ScopeModel":
        """The weights from the lines of a file: a heading with the columns, then a feature a row; empty is nought."""
        heading, *rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
        columns: dict[str, dict[str, float]] = {name: {} for name in heading[1:]}
        for name, *weights in rows:
            for column, weight in zip(columns.values(), weights, strict=True):
                if weight:
                    column[name] = float(weight)
        named = frozenset(row[0].removeprefix("w:") for row in rows if row[0].startswith("w:"))
        kinds = tuple(name.removeprefix("kind:") for name in columns if name.startswith("kind:"))
        return cls(kinds, columns, named)

    def by_words(self, text: str) -> float:
        """The log-odds that a question is none of ours, by its words alone: quick, and needs no sentence vector."""
        return self._sum(WORDS, self._known(text), ())

    def by_text(self, text: str, vector: Sequence[float]) -> float:
        """The log-odds that a question is none of ours, by its words and its meaning. vector: unit, of the whole text."""
        return self._sum(OUTSIDE, self._known(text), vector)

    def judged(self, text: float, known: Mapping[str, float]) -> float:
        """The log-odds with what the engine knows beside the text.

        text: what `by_text` gave. known: features by name, each between 0 and about 1; those without a weight say nothing.
        """
        weights = self.columns[JUDGED]
        beside = sum(weights.get(f"e:{name}", 0.0) * value for name, value in known.items())
        return weights.get("bias", 0.0) + weights.get(f"e:{TEXT}", 0.0) * text + beside

    def kind(self, text: str, vector: Sequence[float]) -> str:
        """What kind of request it is, if it is to be declined; by name where two are as likely."""
        said = self._known(text)
        return max(sorted(self.kinds), key=lambda kind: self._sum(f"kind:{kind}", said, vector))

    def _known(self, text: str) -> list[str]:
        return [piece for piece in pieces(text) if piece in self.vocabulary]

    def _sum(self, column: str, said: Sequence[str], vector: Sequence[float]) -> float:
        weights = self.columns[column]
        words = sum(weights.get(f"w:{piece}", 0.0) for piece in said)
        meaning = sum(weights.get(f"v:{place}", 0.0) * value for place, value in enumerate(vector))
        # of unit length, so that a long text weighs no more than a short one
        return weights.get("bias", 0.0) + (words / sqrt(len(said)) if said else 0.0) + meaning


@cache
def scope_model() -> ScopeModel:
    """The weights in service, read once."""
    return ScopeModel.from_text(WEIGHTS.read_text("utf-8"))
