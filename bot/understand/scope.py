"""How far a question's words and meaning speak for another subject, and for which kind of request: linear models.

The weights stand in `scope.tsv`, which `python -m evals.scope` writes. Of its columns `outside` is the log-odds that the
question is none of ours, `words` the same from the words alone, `judged` weighs the first with what the engine knows
beside the text, and the others tell the kinds apart that are declined.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understand.linear import LinearModel

WEIGHTS = Path(__file__).parent / "scope.tsv"
OUTSIDE, WORDS, JUDGED = "outside", "words", "judged"
TEXT = "text"  # the feature of `judged` that is the column `outside`


@dataclass(frozen=True)
class ScopeModel:
    """The weights. kinds: the kinds of request that are declined."""

    kinds: tuple[str, ...]
    linear: LinearModel

    @classmethod
    def from_text(cls, text: str) -> "ScopeModel":
        """The weights from the lines of a file, as `LinearModel` reads them."""
        linear = LinearModel.from_text(text)
        return cls(tuple(n.removeprefix("kind:") for n in linear.columns if n.startswith("kind:")), linear)

    def by_words(self, text: str) -> float:
        """The log-odds that a question is none of ours, by its words alone: quick, and needs no sentence vector."""
        return self.linear.odds(WORDS, self.linear.known(text))

    def by_text(self, text: str, vector: Sequence[float]) -> float:
        """The log-odds that a question is none of ours, by its words and its meaning. vector: unit, of the whole text."""
        return self.linear.odds(OUTSIDE, self.linear.known(text), vector)

    def judged(self, text: float, known: Mapping[str, float]) -> float:
        """The log-odds with what the engine knows beside the text.

        text: what `by_text` gave. known: features by name, each between 0 and about 1; those without a weight say nothing.
        """
        weights = self.linear.columns[JUDGED]
        beside = sum(weights.get(f"e:{name}", 0.0) * value for name, value in known.items())
        return weights.get("bias", 0.0) + weights.get(f"e:{TEXT}", 0.0) * text + beside

    def kind(self, text: str, vector: Sequence[float]) -> str:
        """What kind of request it is, if it is to be declined; by name where two are as likely."""
        said = self.linear.known(text)
        return max(sorted(self.kinds), key=lambda kind: self.linear.odds(f"kind:{kind}", said, vector))


@cache
def scope_model() -> ScopeModel:
    """The weights in service, read once."""
    return ScopeModel.from_text(WEIGHTS.read_text("utf-8"))
