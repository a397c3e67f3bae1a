"""How far a question speaks for another subject, and for which kind of request it is, if it is to be declined.

`by_text` is what the reader of meaning makes of the words; `judged` weighs it with what the engine knows beside them. The
weights of that stand in `scope.tsv`, which `python -m evals.scope` writes.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.meaning.reader import SCOPE, log_odds, meaning
from bot.understand.shorthand import written_out

WEIGHTS = Path(__file__).parent / "scope.tsv"
OURS = "answer"
TEXT, BIAS = "text", "bias"
MOST = 8.0  # log-odds; nothing read is surer


def by_text(text: str) -> float:
    """The log-odds that a question is none of ours, by its text alone, with its shorthand written out."""
    return min(max(-log_odds(_likely(text)[OURS]), -MOST), MOST)


def kind_of(text: str) -> str:
    """What kind of request it is, if it is to be declined."""
    likely = _likely(text)
    return max((kind for kind in likely if kind != OURS), key=lambda kind: likely[kind])


def _likely(text: str) -> Mapping[str, float]:
    return meaning(written_out(text)).likely(SCOPE)


def judged(text: float, known: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The log-odds with what the engine knows beside the text.

    text: what `by_text` gave. known: features by name, each between 0 and about 1; those without a weight say nothing.
    weights: other ones than those in service.
    """
    weighs = weights or scope_weights()
    beside = sum(weighs.get(name, 0.0) * value for name, value in known.items())
    return weighs[BIAS] + weighs[TEXT] * text + beside


@cache
def scope_weights() -> Mapping[str, float]:
    """The weights in service, read once."""
    lines = (line.split("\t") for line in WEIGHTS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: float(weight) for name, weight in lines}
