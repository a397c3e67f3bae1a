"""Reading the best passages once more, sentence by sentence: one of several about the right subject holds the answer.

A passage has one vector for all its sentences, so what only one of them says is easily missed. The few passages that
lead are therefore compared with the question sentence by sentence.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import statements

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOOKED_AT = 12  # passages
CLOSEST_SENTENCE = 0.23  # weight of its likeness beside the score, fitted with the weights of the fusion
FIT_SENTENCE = 0.4  # the same, for how well the passage fits by itself


class Rereader:
    """Ranks hits by their closest sentence too. One belongs to an open index."""

    def __init__(self, vectors_of: "Callable[[Passage], NDArray[np.float32]]") -> None:
        """vectors_of: the unit vectors of a passage's `statements`, one a row."""
        self._vectors_of = vectors_of

    def rank(self, question: "NDArray[np.float32]", hits: Sequence[Hit]) -> list[Hit]:
        """The hits with their closest sentences, the first few in their new order, the others after them as they were.

        question: the unit vector of the question.
        """
        leading, others = hits[:LOOKED_AT], hits[LOOKED_AT:]
        read = [self._reread(question, hit) for hit in leading]
        return [*sorted(read, key=lambda hit: (-hit.score, hit.passage.id)), *others]

    def nearest(self, question: "NDArray[np.float32]", passages: Sequence[Passage]) -> list[tuple[float, str, Passage]]:
        """Every statement of the passages with its likeness to the question, the likest first."""
        found = []
        for passage in passages:
            said, alike = statements(passage.text), self._vectors_of(passage) @ question
            if len(said) == len(alike):
                found += [(float(one), sentence, passage) for one, sentence in zip(alike, said, strict=True)]
        return sorted(found, key=lambda one: (-one[0], one[1]))

    def _reread(self, question: "NDArray[np.float32]", hit: Hit) -> Hit:
        alike = self._vectors_of(hit.passage) @ question
        said = statements(hit.passage.text)
        if not len(alike) or len(alike) != len(said):
            return hit  # an index that was built when sentences were parted otherwise tells of other ones
        best = int(alike.argmax())
        nearest = float(alike[best])
        return replace(
            hit,
            score=hit.score + CLOSEST_SENTENCE * max(nearest, 0.0),
            fit=hit.fit + FIT_SENTENCE * max(nearest, 0.0),
            closest=said[best],
            closest_similarity=nearest,
            first_similarity=float(alike[0]),
        )
