"""Linear models in a file: what each piece of a text weighs, by hand-readable rows, so that a reader needs no library.

A row is a feature and its weight in each column. Features are pieces of the text (`w:`, one or two words), numbers of the
sentence vector (`v:`), what is known beside the text (`e:`) and `bias`; an empty weight is nought.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

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
class LinearModel:
    """Weights by column and feature. vocabulary: the pieces that have any."""

    columns: Mapping[str, Mapping[str, float]]
    vocabulary: frozenset[str]

    @classmethod
    def from_text(cls, text: str) -> "LinearModel":
        """The weights from the lines of a file: a heading with the columns, then a feature a row."""
        heading, *rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
        columns: dict[str, dict[str, float]] = {name: {} for name in heading[1:]}
        for name, *weights in rows:
            for column, weight in zip(columns.values(), weights, strict=True):
                if weight:
                    column[name] = float(weight)
        return cls(columns, frozenset(row[0].removeprefix("w:") for row in rows if row[0].startswith("w:")))

    def known(self, text: str) -> list[str]:
        """The pieces of a text that the model has seen."""
        return [piece for piece in pieces(text) if piece in self.vocabulary]

    def odds(self, column: str, said: Sequence[str], vector: Sequence[float] = ()) -> float:
        """The log-odds of a column. said: what `known` gave. vector: of the text, of unit length."""
        weights = self.columns[column]
        words = sum(weights.get(f"w:{piece}", 0.0) for piece in said)
        meaning = sum(weights.get(f"v:{place}", 0.0) * value for place, value in enumerate(vector))
        # of unit length, so that a long text weighs no more than a short one
        return weights.get("bias", 0.0) + (words / sqrt(len(said)) if said else 0.0) + meaning
