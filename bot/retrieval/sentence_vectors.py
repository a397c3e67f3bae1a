"""The vectors of every sentence of a build, made once at ingestion and read from the disk as they are needed.

sentences/vectors.npy   one row a sentence (float32, unit length), in the order of the passages
sentences/starts.npy    the first row of each passage, and the number of rows at the end (int64)
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.retrieval.passage import Passage
from bot.retrieval.sentences import statements

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS, STARTS = "vectors.npy", "starts.npy"


class SentenceVectors:
    """The vectors of the sentences of a build's passages; processes that read the same build share their memory."""

    def __init__(self, folder: Path, passages: Sequence[Passage]) -> None:
        """passages: of the build, in its order. Raises OSError or ValueError for files that do not fit them."""
        import numpy as np  # noqa: PLC0415  only a search needs it

        self._rows: NDArray[np.float32] = np.load(folder / ROWS, mmap_mode="r", allow_pickle=False)
        self._starts: NDArray[np.int64] = np.load(folder / STARTS, allow_pickle=False)
        if len(self._starts) != len(passages) + 1 or self._starts[-1] != len(self._rows):
            raise ValueError("the sentences do not fit the passages")
        self._places = {passage.id: place for place, passage in enumerate(passages)}

    def of(self, passage: Passage) -> "NDArray[np.float32]":
        """The vectors of a passage's `statements`, one a row."""
        place = self._places[passage.id]
        return self._rows[self._starts[place] : self._starts[place + 1]]


def write_sentences(folder: Path, passages: Sequence[Passage], vectors: "Mapping[str, NDArray[np.float32]]") -> None:
    """Write the vectors of every sentence of the passages into a new folder.

    vectors: by text, one for each of `statements` of every passage.
    """
    import numpy as np  # noqa: PLC0415

    folder.mkdir()
    lines = [statements(passage.text) for passage in passages]
    np.save(folder / STARTS, np.cumsum([0, *map(len, lines)], dtype=np.int64))
    total = sum(map(len, lines))
    size = len(next(iter(vectors.values()), ()))
    rows = np.lib.format.open_memmap(folder / ROWS, mode="w+", dtype=np.float32, shape=(total, size))
    row = 0
    for passage_lines in lines:
        for line in passage_lines:
            rows[row] = vectors[line]
            row += 1
    rows.flush()
