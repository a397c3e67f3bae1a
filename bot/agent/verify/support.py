"""Whether a claim is borne out by its passages at all: by the words that they share and by what they mean."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bot.agent.evidence import Evidence
from bot.agent.verify.cites import cases, cite_spans
from bot.agent.verify.clauses import content
from bot.agent.verify.mentions import mentions, same_day
from bot.agent.verify.numbers import Known, figures_of
from bot.agent.verify.outcome import on_condition, verdict
from bot.agent.verify.sentence import Sentence
from bot.answer.verify import Fault
from bot.retrieval.embedder import TextEmbedder
from bot.retrieval.sentences import sentences
from bot.yamlfile import load_yaml

CITE_WORTH = 2
_OF_CODES = content("code civil procedure statute section title article law act constitution stat")
_DEPENDS = re.compile(r"\bdepend|\bturns? on\b|\bdecides?\b", re.IGNORECASE)
REMEMBERED = 20_000  # texts; far more than one turn needs
FEWEST = 3  # content words without which there is nothing to compare


@dataclass(frozen=True)
class Score:
    """How far a sentence is borne out.

    words: the share of its content words that the passages hold. vectors: the nearest meaning in them (cosine).
    by_a_tool: whether a tool's result is what it mainly tells, so that the passage need only be about it.
    """

    words: float
    vectors: float
    by_a_tool: bool = False


@dataclass(frozen=True)
class Thresholds:
    """The least sum of both measures; `tool` where a tool's result is told."""

    plain: float
    tool: float

    def passes(self, score: Score) -> bool:
        """Whether a score is enough."""
        return score.words + score.vectors >= (self.tool if score.by_a_tool else self.plain)


@cache
def thresholds() -> Thresholds:
    """The thresholds in use, with how they were set."""
    return Thresholds(**load_yaml(Path(__file__).with_name("thresholds.yaml")))


class Support:
    """Compares sentences with passages; remembers the vectors of what it has seen."""

    def __init__(self, embedder: TextEmbedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, list[float]] = {}

    def faults(self, read: Sequence[Sentence], evidence: Evidence, own: Known) -> list[Fault]:
        """The claims that their passages do not bear out."""
        claims = [s for s in read if s.kind == "claim" and s.passages and not s.asks]
        self._embed([text for s in claims for text in (without_cites(s.text), *_pieces(s))])
        return [
            Fault(rule="not borne out", detail=s.text, segment=s.segment)
            for s in claims
            if not thresholds().passes(self.score(s, evidence, own))
        ]

    def score(self, sentence: Sentence, evidence: Evidence, own: Known) -> Score:
        """How far the passages of a sentence bear it out. The person's own words and amounts need no passage."""
        said = content(without_cites(sentence.text).lower())
        held = content(sentence.source.lower())
        told = content(" ".join(evidence.said).lower())
        counted = [w for w in said if (not w.startswith("n¤") or w in held) and w not in _OF_CODES]
        if len(counted) < FEWEST:
            return Score(1.0, 1.0)  # "For seven years.", "See AS 34.20.100.": the number or the cite is the claim
        weight = {w: 0.5 if w in told and w not in held else 1.0 for w in counted}
        # a section or a decision that the passage names, which is checked by itself, bears out as much as these words
        named = CITE_WORTH if cite_spans(sentence.text) or cases(sentence.text) else 0
        words = (sum(weight[w] for w in counted if w in held) + named) / (sum(weight.values()) + named)
        pieces = _pieces(sentence)
        plain = without_cites(sentence.text)
        self._embed([plain, *pieces])
        here = np.array(self._vectors[plain])
        near = max((float(here @ np.array(self._vectors[piece])) for piece in pieces), default=0.0)
        return Score(words, near, _by_a_tool(sentence, evidence, own))

    def _embed(self, texts: list[str]) -> None:
        if len(self._vectors) > REMEMBERED:
            self._vectors = {}
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        for text, vector in zip(new, self._embedder.embed_documents(new), strict=True):
            self._vectors[text] = vector


def _pieces(sentence: Sentence) -> list[str]:
    """The sentences of the passages, alone and with the one after, and each whole."""
    found: list[str] = []
    for passage in sentence.passages:
        parts = sentences(passage.text)
        found += [*parts, *(" ".join(pair) for pair in itertools.pairwise(parts)), passage.full_text]
    return found


def _by_a_tool(sentence: Sentence, evidence: Evidence, own: Known) -> bool:
    """Whether a sentence tells the law engine's verdict, a last day or a figure."""
    figures = [
        *evidence.figures,
        *evidence.built_in.figures,
        *(f for t in (evidence.turn, *evidence.beside) for f in figures_of(t)),
    ]
    results = {abs(figure.amount) for figure in figures}
    if evidence.turn.assessment is not None and verdict(sentence.text) is not None and not on_condition(sentence):
        return True
    if (
        evidence.turn.assessment is not None
        and evidence.turn.assessment.outcome == "depends"
        and _DEPENDS.search(sentence.text)
    ):
        return True
    return any(
        (m.kind == "money" and m.value in results)
        or (m.kind == "day" and any(same_day(m.day, day) for day in own.last_days))
        for m in mentions(sentence.text)
    )


def without_cites(text: str) -> str:
    """A sentence without the sections and reports that it names, which are checked by themselves."""
    for start, end in reversed(cite_spans(text)):
        text = text[:start] + text[end:]
    return text
