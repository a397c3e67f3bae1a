"""Sets the thresholds of `bot.agent.verify.support` on the tuning part of the labelled drafts.

    python -m tests.agent.thresholds

Right: each claim of a right draft with its own passages. Wrong: the same claim with the passage that another claim of the
same draft cites, and with one of another draft. The thresholds are the highest below which at most `SPARED` of the right
ones fall; what they refuse of the wrong ones is printed.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from bot.agent.verify.numbers import known
from bot.agent.verify.sentence import Sentence, sentences_of
from bot.agent.verify.support import Score, Support, Thresholds
from tests.agent.evidence_of import draft_of, engine, evidence_of, rows

SPARED = 0.005


def scores() -> tuple[list[Score], list[Score], list[Score]]:
    """The scores of the right pairs, of pairs within a draft, and of pairs across drafts."""
    made = engine()
    support = Support(made._embedder())
    read = []
    for row in rows():
        if row.label == "right" and row.part == "tuning":
            evidence = evidence_of(row.turns, made)
            claims = [s for s in sentences_of(draft_of(row, evidence), evidence) if s.kind == "claim" and not s.asks]
            read.append((evidence, claims))
    right = [support.score(s, evidence, known(evidence)) for evidence, claims in read for s in claims]
    within = [support.score(s, evidence, known(evidence)) for evidence, claims in read for s in _swapped(claims)]
    others = [claims[0].passages for _, claims in read]
    across = [
        support.score(replace(s, passages=others[(n + 7) % len(others)]), evidence, known(evidence))
        for n, (evidence, claims) in enumerate(read)
        for s in claims
    ]
    return right, within, across


def _swapped(claims: list[Sentence]) -> Iterator[Sentence]:
    for one, other in product(claims, claims):
        if not set(one.passages) & set(other.passages):
            yield replace(one, passages=other.passages)


def best(right: list[Score]) -> Thresholds:
    """The thresholds that refuse most wrong pairs at the allowed loss of right ones."""
    return Thresholds(
        plain=_highest([s for s in right if not s.by_a_tool]),
        tool=_highest([s for s in right if s.by_a_tool]),
    )


def _highest(right: list[Score]) -> float:
    """The highest threshold below which at most the spared share of the right ones falls."""
    sums = sorted(s.words + s.vectors for s in right)
    return round(sums[int(SPARED * len(sums))] - 0.005, 2)


def main() -> None:
    """Print the thresholds and what they refuse."""
    right, within, across = scores()
    found = best(right)
    shares = {
        name: f"{sum(not found.passes(s) for s in some)} of {len(some)} refused"
        for name, some in (("right", right), ("within a draft", within), ("across drafts", across))
    }
    print(json.dumps({**found.__dict__, **shares}, indent=1))
    for name, some in (("right", right), ("within", within), ("across", across)):
        for what in ("words", "vectors"):
            values = sorted(getattr(s, what) for s in some)
            print(
                name,
                what,
                [round(values[int(q * (len(values) - 1))], 2) for q in (0, 0.01, 0.03, 0.05, 0.1, 0.5, 0.9, 0.97)],
            )


if __name__ == "__main__":
    main()
