"""A text as a row of vectors, one a word piece: the bundled sentence model in plain NumPy, its upper layers adapted.

Reading a question must not take the seconds that PyTorch takes to load, and a short text through six layers costs some
milliseconds without it. The model is a BERT (Devlin et al. 2019) of six layers; the adapters are low-rank sums to its
matrices (Hu et al. 2021), trained by `python -m evals.meaning`.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from bot.meaning.bundled import bundled_folder, check_bundled

LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_PIECES = 256  # that the model reads of one text, its two marker pieces included
TINY = 1e-12  # of the model's own normalization
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Pieces:
    """A text cut into word pieces. ids: of the vocabulary. spans: from and to which character of the text each stands."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def within(self, start: int, end: int) -> list[int]:
        """The places of the pieces that stand at these characters."""
        return [place for place, (first, last) in enumerate(self.spans) if first < end and last > start]


Adapters = Mapping[str, tuple[Array, Array]]
"""`{"layer.part": (in × rank, rank × out)}`: what is added to the matrix of that name."""


class Encoder:
    """The model as it was published, until it is adapted."""

    def __init__(self, folder: Path) -> None:
        """folder: of the model, which must have been checked."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_PIECES)
        self._file = safe_open(str(folder / "model.safetensors"), framework="np")
        self._words = self._file.get_slice("embeddings.word_embeddings.weight")  # type: ignore[no-untyped-call]
        self._places = self._tensor("embeddings.position_embeddings.weight")
        self._kind = self._tensor("embeddings.token_type_embeddings.weight")[0]
        self._norm = self._pair("embeddings.LayerNorm")
        self.layers = [self._layer(number) for number in range(LAYERS)]

    def adapted(self, adapters: Adapters) -> "Encoder":
        """The model with adapters; it shares with this one what they leave as it is."""
        made = copy(self)
        made.layers = [dict(layer) for layer in self.layers]
        for place, (inner, outer) in adapters.items():
            number, name = place.split(".", 1)
            matrix, bias = self.layers[int(number)][name]
            made.layers[int(number)][name] = (matrix + inner @ outer, bias)
        return made

    def pieces(self, text: str) -> Pieces:
        """The word pieces of a text, as many as the model reads."""
        cut = self._tokenizer.encode(text)
        return Pieces(tuple(cut.ids), tuple(cut.offsets))

    def first(self, ids: Sequence[int]) -> Array:
        """What goes into the first layer: pieces × WIDTH."""
        words = np.concatenate([self._words[piece : piece + 1] for piece in ids])
        return normalised(words + self._places[: len(ids)] + self._kind, *self._norm)

    def states(self, ids: Sequence[int]) -> Array:
        """What comes out of the last layer: pieces × WIDTH."""
        states = self.first(ids)
        for layer in self.layers:
            states = _through(layer, states)
        return states

    def vector(self, text: str) -> Array:
        """The unit vector of a text, WIDTH numbers: the mean of its pieces, as sentence-transformers makes it."""
        mean = self.states(self.pieces(text).ids).mean(axis=0)
        made: Array = mean / np.linalg.norm(mean)
        return made

    def _layer(self, number: int) -> dict[str, tuple[Array, Array]]:
        parts = {}
        for name in MATRICES:
            weight, bias = self._pair(f"encoder.layer.{number}.{name}")
            parts[name] = (np.ascontiguousarray(weight.T), bias)
        return parts | {name: self._pair(f"encoder.layer.{number}.{name}") for name in NORMS}

    def _pair(self, name: str) -> tuple[Array, Array]:
        return self._tensor(f"{name}.weight"), self._tensor(f"{name}.bias")

    def _tensor(self, name: str) -> Array:
        tensor: Array = self._file.get_tensor(name)  # type: ignore[no-untyped-call]
        return tensor


@cache
def bundled_encoder() -> Encoder:
    """The model that comes with the program, one in a process. Raises ModelError where it cannot be used."""
    # NumPy's own threads wait for each other at every step: on a busy machine two take twenty times as long as one
    threadpool_limits(limits=1, user_api="blas")
    folder = bundled_folder()
    check_bundled(folder)
    return Encoder(folder)


def _through(layer: Mapping[str, tuple[Array, Array]], states: Array) -> Array:
    pieces = len(states)

    def times(name: str, rows: Array) -> Array:
        matrix, bias = layer[name]
        return rows @ matrix + bias

    query, key, value = (
        times(f"attention.self.{name}", states).reshape(pieces, HEADS, -1).swapaxes(0, 1)
        for name in ("query", "key", "value")
    )
    seen = softmax(query @ key.swapaxes(1, 2) / np.float32(np.sqrt(WIDTH / HEADS))) @ value
    mixed = times("attention.output.dense", seen.swapaxes(0, 1).reshape(pieces, WIDTH))
    states = normalised(states + mixed, *layer["attention.output.LayerNorm"])
    widened = gelu(times("intermediate.dense", states))
    return normalised(states + times("output.dense", widened), *layer["output.LayerNorm"])


def normalised(rows: Array, weight: Array, bias: Array) -> Array:
    """Each row with mean 0 and variance 1, then weighed."""
    centred = rows - rows.mean(axis=-1, keepdims=True)
    made: Array = centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(TINY)) * weight + bias
    return made


def softmax(rows: Array) -> Array:
    """Along the last axis."""
    raised = np.exp(rows - rows.max(axis=-1, keepdims=True))
    made: Array = raised / raised.sum(axis=-1, keepdims=True)
    return made


def gelu(rows: Array) -> Array:
    """Gaussian error linear unit by its hyperbolic tangent, which the adapters were trained with."""
    # products in place: a power takes sixty times as long
    inner = rows * rows
    inner *= np.float32(0.044715)
    inner += 1
    inner *= rows
    inner *= np.float32(0.7978845608)
    made: Array = np.tanh(inner, out=inner)
    made += 1
    made *= rows
    made *= np.float32(0.5)
    return made
