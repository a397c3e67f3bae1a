"""The vectors of a document: of each passage, of the heading it stands under, of each sentence that can be quoted."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.documents.parts import heading_of
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import statements

if TYPE_CHECKING:
    from bot.retrieval.embedder import TextEmbedder


@dataclass(frozen=True)
class Kept:
    """Unit vectors. model: the fingerprint of the model that made them. whole, heads: passages x 384.

    lines: sentences x 384, all passages after one another. ends: where each passage's sentences end in it.
    """

    model: str
    whole: NDArray[np.float32]
    heads: NDArray[np.float32]
    lines: NDArray[np.float16]  # half the room, and a likeness keeps three digits
    ends: NDArray[np.int64]

    def of(self, passage: int) -> NDArray[np.float32]:
        """The vectors of one passage's sentences, by its place."""
        start = int(self.ends[passage - 1]) if passage else 0
        return self.lines[start : int(self.ends[passage])].astype(np.float32)


def made(parts: list[Passage], embedder: "TextEmbedder") -> Kept:
    """The vectors of passages. Raises ModelError where the model cannot be loaded."""
    said = [statements(part.text) for part in parts]
    texts = [part.full_text for part in parts]
    every = [line for some in said for line in some]
    heads = [heading_of(part) for part in parts]
    found = embedder.embed_documents([*texts, *heads, *every])
    wide = len(found[0]) if found else 0
    return Kept(
        model=embedder.model_hash,
        whole=np.asarray(found[: len(texts)], dtype=np.float32).reshape(len(texts), wide),
        heads=np.asarray(found[len(texts) : 2 * len(texts)], dtype=np.float32).reshape(len(texts), wide),
        lines=np.asarray(found[2 * len(texts) :], dtype=np.float16).reshape(len(every), wide),
        ends=np.cumsum([len(some) for some in said], dtype=np.int64),
    )


def write(path: Path, kept: Kept) -> None:
    """Write vectors into one file of plain arrays."""
    with path.open("wb") as file:
        np.savez(file, model=np.array(kept.model), whole=kept.whole, heads=kept.heads, lines=kept.lines, ends=kept.ends)


def read(path: Path) -> Kept:
    """Read vectors; nothing in the file is run. Raises OSError, ValueError or KeyError for a damaged one."""
    with np.load(path, allow_pickle=False) as file:
        kept = Kept(str(file["model"]), file["whole"], file["heads"], file["lines"], file["ends"])
    if (
        kept.whole.ndim != 2
        or kept.heads.shape != kept.whole.shape
        or len(kept.ends) != len(kept.whole)
        or (len(kept.ends) and kept.ends[-1] != len(kept.lines))
    ):
        raise ValueError("the vectors do not belong together")
    return kept
