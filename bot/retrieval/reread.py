"""Reading the best passages once more, sentence by sentence: one of several about the right subject holds the answer.

A passage has one vector for all its sentences, so what only one of them says is easily missed. The few passages that
lead are therefore compared with the question sentence by sentence; a sentence's vector is made once and kept in memory.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from operator import mul

from bot.retrieval.fusion import Hit
from bot.retrieval.sentences import sentences

LOOKED_AT = 12  # passages
CLOSEST_SENTENCE = 0.23  # weight of its likeness beside the score, fitted with the weights of the fusion
FIT_SENTENCE = 0.4  # the same, for how well the passage fits by itself
LEAST_WORDS = 4  # a shorter line is a label

Vector = Sequence[float]


@cache
def remembered(_model_hash: str) -> dict[str, Vector]:
    """The vectors of sentences by one model that this process has made: all open indexes share them."""
    return {}


class Rereader:
    """Ranks hits by their closest sentence too. One belongs to an open index."""

    def __init__(self, embed: Callable[[list[str]], list[list[float]]], known: dict[str, Vector] | None = None) -> None:
        """embed: makes unit vectors of texts. known: the vectors of sentences that are made already; added to."""
        self._embed = embed
        self._known: dict[str, Vector] = {} if known is None else known
        self._lines = lru_cache(maxsize=None)(_lines)

    def rank(self, question: Vector, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with their closest sentences, the first few in their new order, the others after them as they were.

        question: the unit vector of the question.
        """
        leading, others = hits[:LOOKED_AT], hits[LOOKED_AT:]
        self.learn(hit.passage.text for hit in leading)
        lines = {hit.passage.id: self._lines(hit.passage.text) for hit in leading}
        read = [self._reread(question, hit, lines[hit.passage.id]) for hit in leading]
        return [*sorted(read, key=lambda hit: (-hit.score, hit.passage.id)), *others]

    def learn(self, texts: Iterable[str]) -> None:
        """Make the vectors of the sentences of some texts now, where they are not remembered yet."""
        every = dict.fromkeys(sentence for text in texts for sentence in self._lines(text))
        if missing := [sentence for sentence in every if sentence not in self._known]:
            # a list of Python floats would take eight times the memory
            self._known.update(zip(missing, (array("f", vector) for vector in self._embed(missing)), strict=True))

    def _reread(self, question: Vector, hit: Hit, lines: Sequence[str]) -> Hit:
        if not lines:
            return hit
        alike = [sum(map(mul, question, self._known[line])) for line in lines]
        best = max(range(len(lines)), key=lambda place: (alike[place], -place))
        return replace(
            hit,
            score=hit.score + CLOSEST_SENTENCE * max(alike[best], 0.0),
            fit=hit.fit + FIT_SENTENCE * max(alike[best], 0.0),
            closest=lines[best],
            closest_similarity=alike[best],
            first_similarity=alike[0],
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for s in sentences(text) if len((line := s.removeprefix("- ")).split()) >= LEAST_WORDS)
