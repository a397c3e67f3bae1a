"""How the two rankings become one: likeness in meaning, plus words in common, with a nudge for state and topic.

Ranks alone would forget how much better the first is than the second: a passage that people ask about in the very words
of the question must not lose to five that are merely related.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.retrieval.passage import Passage
from bot.topics import Topic

# chosen on tests/retrieval/questions.yaml: in a cosine's units, on a broad plateau
WORDS_IN_COMMON = 0.3  # for the passage whose words fit best; the others have their share of it
CITED = 1.0  # the same, where the question names a statute's number
NOT_NEAR = 0.2  # the likeness of a passage that only its words found
ON_TOPIC = 0.08
OWN_STATE = 0.15  # the state's own rule before general words, unless another topic is asked for
STATE_REACH = 0.3  # a state's passage this much less like the question than the nearest one is not raised
DOUBTS = 0.1  # what sources disagree on is no first answer, unless it is what is asked
SAME_WORDS = 0.75
ONLY_A_WORD = 0.15  # nor is a word explained, unless its meaning is asked


@dataclass(frozen=True)
class Found:
    """One vector or document that a ranking returned. ask: the phrasing whose vector it was, if any."""

    passage: Passage
    score: float
    ask: str | None = None


@dataclass(frozen=True)
class Hit:
    """A passage that was found, and why.

    score: the sum that ranks it, comparable within one search only. dense_similarity: cosine of the question and the
    nearest vector of the passage (its text, or `ask`, the phrasing it was nearest to). Ranks count from 1 and are
    None where that ranking did not find the passage. closest: the sentence nearest to the question, among the leading
    hits only, with its likeness and that of the first sentence. unfamiliar: how many words of the question occur
    nowhere in the corpus, the same for every hit.
    """

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    dense_similarity: float | None = None
    lexical_score: float | None = None
    ask: str | None = None
    closest: str | None = None
    closest_similarity: float | None = None
    first_similarity: float | None = None
    unfamiliar: int = 0


@dataclass
class _Section:
    """What both rankings know of one section."""

    dense: Found | None = None
    lexical: Found | None = None
    dense_rank: int | None = None
    lexical_rank: int | None = None
    by_part: dict[str, float] = field(default_factory=dict)
    parts: dict[str, Passage] = field(default_factory=dict)


def fuse(
    dense: Iterable[Found],
    lexical: Iterable[Found],
    *,
    state: str | None,
    topics: Collection[Topic],
    k: int,
    by_citation: bool = False,
) -> list[Hit]:
    """The best `k` sections, one passage of each; ties are broken by id, so that the order is always the same.

    by_citation: the question names a statute's number, so that its words tell more than its meaning.
    """
    sections: dict[str, _Section] = {}
    for found in dense:
        section = _note(sections, found, 1.0 if found.ask is None else 0.0)
        if section.dense is None or found.score > section.dense.score:
            section.dense = found
    best_lexical = 0.0
    for found in lexical:
        best_lexical = best_lexical or found.score
        # word scores have no fixed scale; as a share of the best they can be added to a cosine
        section = _note(sections, found, 1.0 / best_lexical if best_lexical else 0.0)
        if section.lexical is None or found.score > section.lexical.score:
            section.lexical = found
    for rank, key in enumerate(_ranked({key: s.dense for key, s in sections.items()}), 1):
        sections[key].dense_rank = rank
    for rank, key in enumerate(_ranked({key: s.lexical for key, s in sections.items()}), 1):
        sections[key].lexical_rank = rank
    nearest = max((section.dense.score for section in sections.values() if section.dense), default=0.0)
    hits = []
    for section in sections.values():
        near = section.dense is None or section.dense.score >= nearest - STATE_REACH
        words = section.lexical.score / best_lexical if section.lexical and best_lexical else 0.0
        words *= CITED if by_citation else WORDS_IN_COMMON
        hits.append(_hit(section, words, state if near or by_citation else None, topics))
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]


def _note(sections: dict[str, _Section], found: Found, weight: float) -> _Section:
    section = sections.setdefault(found.passage.section, _Section())
    section.parts[found.passage.id] = found.passage
    section.by_part[found.passage.id] = section.by_part.get(found.passage.id, 0.0) + weight * found.score
    return section


def _ranked(best: Mapping[str, Found | None]) -> list[str]:
    """The sections one ranking found, best first."""
    return [key for key, found in sorted(best.items(), key=lambda kv: (-kv[1].score if kv[1] else 0.0, kv[0])) if found]


def _hit(section: _Section, words: float, state: str | None, topics: Collection[Topic]) -> Hit:
    # the part of a split section that fits best speaks for it; the first one where only its phrasings were found
    best = max(sorted(section.parts), key=lambda part: section.by_part[part])
    passage = section.parts[best]
    on_topic = passage.topic in topics
    score = (section.dense.score if section.dense else NOT_NEAR) + words
    score += ON_TOPIC if on_topic else 0.0
    score += OWN_STATE if state and passage.state == state and (on_topic or not topics) else 0.0
    if passage.section.endswith("#uncertain") and not (section.dense and section.dense.score > SAME_WORDS):
        score -= DOUBTS
    if passage.kind == "glossary" and Topic.DEFINITION not in topics:
        score -= ONLY_A_WORD
    return Hit(
        passage=passage,
        score=score,
        dense_rank=section.dense_rank,
        lexical_rank=section.lexical_rank,
        dense_similarity=section.dense.score if section.dense else None,
        lexical_score=section.lexical.score if section.lexical else None,
        ask=section.dense.ask if section.dense else None,
    )
