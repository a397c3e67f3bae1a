"""How the two rankings become one: reciprocal rank fusion over sections, with a nudge for state and topic."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.retrieval.passage import Passage
from bot.topics import Topic

RANK_CONSTANT = 60
# chosen by taking phrasings of the corpus out of the index and asking them
DENSE_WEIGHT, LEXICAL_WEIGHT, CITATION_WEIGHT = 1.0, 1.0, 3.0
TOPIC_BOOST = 1.4  # lifts a passage on the asked topic over about twenty ranks of others
STATE_BOOST = 1.25  # the state's own rule before general words, unless another topic is asked for
STATE_REACH = 0.3  # of cosine: a state's passage this much farther off than the nearest one is not raised


@dataclass(frozen=True)
class Found:
    """One vector or document that a ranking returned. ask: the phrasing whose vector it was, if any."""

    passage: Passage
    score: float
    ask: str | None = None


@dataclass(frozen=True)
class Hit:
    """A passage that was found, and why.

    score: the fused score, comparable within one search only. dense_similarity: cosine of the question and the
    nearest vector of the passage (its text, or `ask`, the phrasing it was nearest to). Ranks count from 1 and are
    None where that ranking did not find the passage.
    """

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    dense_similarity: float | None = None
    lexical_score: float | None = None
    ask: str | None = None


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
    weight = CITATION_WEIGHT if by_citation else LEXICAL_WEIGHT
    nearest = max((section.dense.score for section in sections.values() if section.dense), default=0.0)
    hits = []
    for section in sections.values():
        near = section.dense is None or section.dense.score >= nearest - STATE_REACH
        hits.append(_hit(section, weight, state if near or by_citation else None, topics))
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]


def _note(sections: dict[str, _Section], found: Found, weight: float) -> _Section:
    section = sections.setdefault(found.passage.section, _Section())
    section.parts[found.passage.id] = found.passage
    section.by_part[found.passage.id] = section.by_part.get(found.passage.id, 0.0) + weight * found.score
    return section


def _ranked(best: Mapping[str, Found | None]) -> list[str]:
    """The sections one ranking found, best first."""
    return [key for key, found in sorted(best.items(), key=lambda kv: (-kv[1].score if kv[1] else 0.0, kv[0])) if found]


def _hit(section: _Section, lexical_weight: float, state: str | None, topics: Collection[Topic]) -> Hit:
    # the part of a split section that fits best speaks for it; the first one where only its phrasings were found
    best = max(sorted(section.parts), key=lambda part: section.by_part[part])
    passage = section.parts[best]
    score = 0.0
    for rank, weight in ((section.dense_rank, DENSE_WEIGHT), (section.lexical_rank, lexical_weight)):
        score += weight / (RANK_CONSTANT + rank) if rank else 0.0
    on_topic = passage.topic in topics
    score *= TOPIC_BOOST if on_topic else 1.0
    score *= STATE_BOOST if state and passage.state == state and (on_topic or not topics) else 1.0
    return Hit(
        passage=passage,
        score=score,
        dense_rank=section.dense_rank,
        lexical_rank=section.lexical_rank,
        dense_similarity=section.dense.score if section.dense else None,
        lexical_score=section.lexical.score if section.lexical else None,
        ask=section.dense.ask if section.dense else None,
    )
