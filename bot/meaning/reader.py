"""What a question means as a whole, by a trained reader: the facts that it tells, what each sum is, which section answers.

The word groups know the words that were thought of. This reads what is meant: "some couple from Ohio outbid everybody"
tells who bought. One pass of the adapted sentence model (`encoder.py`) gives a vector for each word piece; each view of
the text weighs the pieces in its own way, and a linear head on it tells the odds of each answer. The weights stand in
`meaning.npz`, which `python -m evals.meaning` writes from labelled questions.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np

from bot.meaning.encoder import Array, Encoder, Pieces, bundled_encoder, softmax

WEIGHTS = Path(__file__).parent / "meaning.npz"
NONE = "not told"
FACT = "fact:"
SCOPE, SECTION, ASKED, SUM = "scope", "section", "asked", "sum"
REMEMBERED = 64  # texts; the longest takes 0.4 MB


@dataclass(frozen=True)
class Head:
    """query: how the pieces are weighed; nought weighs all alike. weight: WIDTH × names. bias: of each name."""

    names: tuple[str, ...]
    query: Array
    weight: Array
    bias: Array


@dataclass(frozen=True)
class Meaning:
    """A text as the model sees it. states: pieces × WIDTH."""

    pieces: Pieces
    states: Array
    heads: Mapping[str, Head]

    def likely(self, view: str) -> dict[str, float]:
        """How likely each name of a view is. The sum over all names is 1."""
        head = self.heads[view]
        weighed = self._weighed(head) @ self.states
        return _named(head, weighed)

    @cached_property
    def facts(self) -> dict[str, dict[str, float]]:
        """By fact of the vocabulary how likely each value is, and `NONE`."""
        return {view.removeprefix(FACT): self.likely(view) for view in self.heads if view.startswith(FACT)}

    def told_at(self, view: str) -> int:
        """The character of the text on which a view looks most."""
        return self.pieces.spans[int(self._weighed(self.heads[view]).argmax())][0]

    def sums(self, spans: Sequence[tuple[int, int]]) -> list[dict[str, float] | None]:
        """How likely each role of the sums at these characters is; None for one behind what the model reads."""
        head, found = self.heads[SUM], []
        for start, end in spans:
            held = self.pieces.within(start, end)
            found.append(_named(head, self.states[held].mean(axis=0)) if held else None)
        return found

    def _weighed(self, head: Head) -> Array:
        return softmax(self.states @ head.query)


def log_odds(likely: float) -> float:
    """How likely something is as log-odds."""
    likely = min(max(likely, 1e-9), 1 - 1e-9)
    return math.log(likely / (1 - likely))


def _named(head: Head, vector: Array) -> dict[str, float]:
    likely = softmax(vector @ head.weight + head.bias)
    return {name: float(value) for name, value in zip(head.names, likely, strict=True)}


@lru_cache(maxsize=REMEMBERED)
def meaning(text: str) -> Meaning:
    """What a text means, as `read_question` spells it. Raises ModelError where the bundled model cannot be used."""
    encoder, heads = _reader()
    pieces = encoder.pieces(text)
    return Meaning(pieces, encoder.states(pieces.ids), heads)


@cache
def _reader() -> tuple[Encoder, dict[str, Head]]:
    with np.load(WEIGHTS) as file:
        stored = {name: file[name] for name in file.files}
    adapters = {
        name.removeprefix("in:"): (_wide(stored[name]), _wide(stored[name.replace("in:", "out:", 1)]))
        for name in stored
        if name.startswith("in:")
    }
    views = [name.removeprefix("names:") for name in stored if name.startswith("names:")]
    heads = {
        view: Head(
            tuple(str(name) for name in stored[f"names:{view}"]),
            *(_wide(stored[f"{part}:{view}"]) for part in ("query", "weight", "bias")),
        )
        for view in views
    }
    return bundled_encoder().adapted(adapters), heads


def _wide(stored: Array) -> Array:
    return stored.astype(np.float32)
