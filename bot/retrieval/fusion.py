"""How the two rankings become one: likeness in meaning, plus words in common, with a nudge for state and topic.

Ranks alone would forget how much better the first is than the second: a passage that people ask about in the very words
of the question must not lose to five that are merely related.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.retrieval.passage import Passage
from bot.topics import Topic

# The weights were fitted on the tuned questions of evals/datasets (softmax over the passages, least loss for those that
# hold the fact) and rounded; `shortfall eval retrieval` measures them, on the held-out questions too.
NEAREST = 0.38  # likeness of the nearest vector
OF_TEXT, OF_PHRASING = 0.42, 0.2  # and, beside it, of the text's and of the nearest phrasing's
WORDS_IN_COMMON = 0.16  # for the passage whose words fit best; the others have their share of it
CITED = 1.0  # the same, where the question names a statute's number
NOT_NEAR = 0.2  # the likeness of a passage that only its words found
ON_TOPIC = 0.06
OWN_STATE, OFF_TOPIC = 0.12, 0.099  # the state's own record, and less where another topic is asked for
STATE_REACH = 0.3  # a state's passage this much less like the question than the nearest one is not raised
SUMMARY = 0.07  # a state's overview answers many questions in a sentence
NATIONWIDE = 0.08  # beside a state's record, the guide and the federal rules come second
DOUBTS, CITED_DOUBTS = 0.1, 0.3  # what sources disagree on is no first answer, unless it is what is asked
SAME_WORDS = 0.75
ONLY_A_WORD = 0.2  # nor is a word explained, unless its meaning is asked
SO_ASKED, EASED = 0.6, 0.12  # or it is asked about in words like the question's: then this much less is taken off
# how well a passage fits, whatever else was found: in a cosine's units
FIT_WORDS, FIT_CITED, FIT_TOPIC, FIT_WORD = 0.3, 1.0, 0.08, 0.15


@dataclass(frozen=True)
class Found:
    """One vector or document that a ranking returned. ask: the phrasing whose vector it was, if any."""

    passage: Passage
    score: float
    ask: str | None = None


@dataclass(frozen=True)
class Hit:
    """A passage that was found, and why.

    score: the sum that ranks it, comparable within one search only. fit: how well it fits by itself, comparable over
    searches: its likeness, words in common, topic and closest sentence. dense_similarity: cosine of the question and the
    nearest vector of the passage (its text, or `ask`, the phrasing it was nearest to). Ranks count from 1 and are
    None where that ranking did not find the passage. closest: the sentence nearest to the question, among the leading
    hits only, with its likeness and that of the first sentence. unfamiliar: how many words of the question occur
    nowhere in the corpus, the same for every hit.
    """

    passage: Passage
    score: float
    fit: float = 0.0
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
    text: float | None = None
    phrasing: float | None = None
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
        if found.ask is None:
            section.text = max(found.score, section.text or -1.0)
        else:
            section.phrasing = max(found.score, section.phrasing or -1.0)
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
    likeness = [section.dense.score for section in sections.values() if section.dense]
    nearest, farthest = max(likeness, default=0.0), min(likeness, default=0.0)
    hits = []
    for section in sections.values():
        near = section.dense is None or section.dense.score >= nearest - STATE_REACH
        words = section.lexical.score / best_lexical if section.lexical and best_lexical else 0.0
        hits.append(_hit(section, words, by_citation, state if near or by_citation else None, topics, farthest))
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]


def _note(sections: dict[str, _Section], found: Found, weight: float) -> _Section:
    section = sections.setdefault(found.passage.section, _Section())
    section.parts[found.passage.id] = found.passage
    section.by_part[found.passage.id] = section.by_part.get(found.passage.id, 0.0) + weight * found.score
    return section


def _ranked(best: Mapping[str, Found | None]) -> list[str]:
    """The sections one ranking found, best first."""
    return [key for key, found in sorted(best.items(), key=lambda kv: (-kv[1].score if kv[1] else 0.0, kv[0])) if found]


def _hit(
    section: _Section, words: float, by_citation: bool, state: str | None, topics: Collection[Topic], farthest: float
) -> Hit:
    """words: the share of the best word score. farthest: the likeness that a vector outside the ranking has at most."""
    # the part of a split section that fits best speaks for it; the first one where only its phrasings were found
    best = max(sorted(section.parts), key=lambda part: section.by_part[part])
    passage = section.parts[best]
    on_topic = passage.topic in topics
    near = section.dense.score if section.dense else min(NOT_NEAR, farthest)
    unseen = min(near, farthest)
    text = unseen if section.text is None else section.text
    phrasing = (unseen if passage.asks else 0.0) if section.phrasing is None else section.phrasing
    score = NEAREST * near + OF_TEXT * text + OF_PHRASING * max(phrasing, 0.0)
    score += words * (CITED if by_citation else WORDS_IN_COMMON) + (ON_TOPIC if on_topic else 0.0)
    if state and passage.state == state:
        score += OWN_STATE if on_topic or not topics else OFF_TOPIC
        score += SUMMARY if passage.section.endswith("#overview") else 0.0
    elif state and passage.kind in ("guide", "federal") and not on_topic:
        score -= NATIONWIDE
    if passage.section.endswith("#uncertain") and not (section.dense and section.dense.score > SAME_WORDS):
        score -= CITED_DOUBTS if by_citation else DOUBTS
    fit = near + words * (FIT_CITED if by_citation else FIT_WORDS) + (FIT_TOPIC if on_topic else 0.0)
    if passage.kind == "glossary" and Topic.DEFINITION not in topics:
        # what "'CO - charged off', so it's gone?" wants is what the word means, though it does not say so
        eased = EASED if (section.phrasing or 0.0) >= SO_ASKED else 0.0
        score -= ONLY_A_WORD - eased
        fit -= max(FIT_WORD - eased, 0.0)
    return Hit(
        passage=passage,
        score=score,
        fit=fit,
        dense_rank=section.dense_rank,
        lexical_rank=section.lexical_rank,
        dense_similarity=section.dense.score if section.dense else None,
        lexical_score=section.lexical.score if section.lexical else None,
        ask=section.dense.ask if section.dense else None,
    )
