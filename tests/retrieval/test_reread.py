from collections.abc import Sequence
from datetime import date

from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage, SourceLink
from bot.retrieval.reread import LOOKED_AT, Rereader
from bot.topics import Topic

SOURCE = SourceLink(cite="Cite", url="https://example.org")


def hit(name: str, text: str, score: float) -> Hit:
    passage = Passage(
        id=f"guide/x#{name}", kind="guide", title="t", text=text, topic=Topic.RULE, cite="Cite", url=SOURCE.url,
        sources=(SOURCE,), checked=date(2026, 1, 1),
    )  # fmt: skip
    return Hit(passage=passage, score=score)


class Embed:
    """Sentences that speak of jail lie along the first axis, all others along the second."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return [[1.0, 0.0] if "jail" in text else [0.0, 1.0] for text in texts]


JAIL: Sequence[float] = (1.0, 0.0)


def test_the_passage_with_the_sentence_that_answers_comes_first() -> None:
    about = hit("about", "A judgment can be collected in many ways. Wages are one of them.", 1.0)
    holds = hit("holds", "A judgment lasts for several years.\n\n- Nobody goes to jail for it.", 0.9)
    first, second = Rereader(Embed()).rank(JAIL, [about, holds])
    assert first.passage is holds.passage
    assert first.closest == "Nobody goes to jail for it."
    assert (first.closest_similarity, first.first_similarity) == (1.0, 0.0)
    assert second.score == 1.0


def test_a_sentence_is_embedded_once() -> None:
    embed = Embed()
    reader = Rereader(embed)
    for _ in range(2):
        reader.rank(
            JAIL, [hit("a", "One line of some words here.", 1.0), hit("b", "One line of some words here.", 0.9)]
        )
    assert embed.asked == ["One line of some words here."]


def test_what_is_far_behind_is_not_read_again() -> None:
    embed = Embed()
    hits = [hit(f"n{n}", f"Sentence number {n} about the law.", 1.0 - n / 100) for n in range(LOOKED_AT + 2)]
    found = Rereader(embed).rank(JAIL, hits)
    assert len(embed.asked) == LOOKED_AT
    assert found[LOOKED_AT:] == hits[LOOKED_AT:]
