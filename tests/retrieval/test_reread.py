from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage, SourceLink
from bot.retrieval.reread import LOOKED_AT, Rereader
from bot.retrieval.sentences import statements
from bot.topics import Topic

SOURCE = SourceLink(cite="Cite", url="https://example.org")


def hit(name: str, text: str, score: float) -> Hit:
    passage = Passage(
        id=f"guide/x#{name}", kind="guide", title="t", text=text, topic=Topic.RULE, cite="Cite", url=SOURCE.url,
        sources=(SOURCE,), checked=date(2026, 1, 1),
    )  # fmt: skip
    return Hit(passage=passage, score=score)


class Vectors:
    """Sentences that speak of jail lie along the first axis, all others along the second."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, passage: Passage) -> NDArray[np.float32]:
        self.read.append(passage.id)
        rows = [[1.0, 0.0] if "jail" in line else [0.0, 1.0] for line in statements(passage.text)]
        return np.array(rows, dtype=np.float32).reshape(-1, 2)


JAIL = np.array([1.0, 0.0], dtype=np.float32)


def ranked(hits: Sequence[Hit]) -> list[Hit]:
    return Rereader(Vectors()).rank(JAIL, hits)


def test_the_passage_with_the_sentence_that_answers_comes_first() -> None:
    about = hit("about", "A judgment can be collected in many ways. Wages are one of them.", 1.0)
    holds = hit("holds", "A judgment lasts for several years.\n\n- Nobody goes to jail for it.", 0.9)
    first, second = ranked([about, holds])
    assert first.passage is holds.passage
    assert first.closest == "Nobody goes to jail for it."
    assert (first.closest_similarity, first.first_similarity) == (1.0, 0.0)
    assert second.score == 1.0


def test_a_passage_without_a_sentence_stays_as_it_is() -> None:
    only = hit("label", "Sources", 1.0)
    assert ranked([only]) == [only]


def test_what_is_far_behind_is_not_read_again() -> None:
    vectors = Vectors()
    hits = [hit(f"n{n}", f"Sentence number {n} about the law.", 1.0 - n / 100) for n in range(LOOKED_AT + 2)]
    found = Rereader(vectors).rank(JAIL, hits)
    assert len(vectors.read) == LOOKED_AT
    assert found[LOOKED_AT:] == hits[LOOKED_AT:]
