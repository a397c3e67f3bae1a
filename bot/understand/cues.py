"""The cues of cues.yaml, compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.yamlfile import load_yaml


@dataclass(frozen=True)
class Cue:
    """A pattern and the value of the fact it means.

    negated: the value it means where it stands negated. not_in: the states in which the words do not tell the fact.
    only_in: the only states in which they do; empty where they do everywhere.
    """

    fact: str
    value: str
    pattern: re.Pattern[str]
    negated: str | None = None
    not_in: frozenset[str] = frozenset()
    only_in: frozenset[str] = frozenset()

    def holds_in(self, state: str | None) -> bool:
        """Whether the words tell the fact in this state, or while none is known."""
        return state not in self.not_in and (not self.only_in or state in self.only_in)


@dataclass(frozen=True)
class Lexicon:
    """All cues: those that hold everywhere and those of one state."""

    cues: tuple[Cue, ...]
    steps: dict[str, tuple[Cue, ...]]


@cache
def lexicon() -> Lexicon:
    """The cues as written in cues.yaml."""
    raw = load_yaml(Path(__file__).parent / "cues.yaml")
    words: dict[str, str] = raw["words"]
    return Lexicon(
        cues=tuple(_cue(row, words) for row in raw["cues"]),
        steps={state: tuple(_cue(row, words) for row in rows) for state, rows in raw["steps"].items()},
    )


def _cue(row: dict[str, Any], words: dict[str, str]) -> Cue:
    text = "|".join(row["patterns"])
    for name, pattern in reversed(words.items()):  # a later word may be made of earlier ones
        text = text.replace(f"<{name}>", pattern)
    compiled = re.compile(rf"\b(?:{text})", re.IGNORECASE)
    return Cue(
        row["fact"],
        row["value"],
        compiled,
        row.get("negated"),
        frozenset(row.get("not_in", ())),
        frozenset(row.get("only_in", ())),
    )
