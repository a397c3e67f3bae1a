"""The cues of cues.yaml and of the files beside it, and where in a text their words stand."""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bot.understand.firsts import REACH, beginnings
from bot.understand.text import fold
from bot.yamlfile import load_yaml

FILES = tuple(
    f"cues_{family}" for family in "sale buyer kinds loan lien lender home claim promise note case steps".split()
)
_WORD = re.compile(r"\b(?=\w)")
_TRIES = 200  # only a text made to be slow has more that it can begin at
_MOST = 40  # places where one cue is looked at; a text that says a thing more often says no more by it


@dataclass(frozen=True)
class Cue:
    """Patterns and the value of the fact they mean.

    negated: the value they mean where they stand negated. not_in: the states in which the words do not tell the fact.
    only_in: the only states in which they do; empty where they do everywhere.
    """

    fact: str
    value: str
    patterns: tuple[str, ...]
    negated: str | None = None
    not_in: frozenset[str] = frozenset()
    only_in: frozenset[str] = frozenset()

    def holds_in(self, state: str | None) -> bool:
        """Whether the words tell the fact in this state, or while none is known."""
        return state not in self.not_in and (not self.only_in or state in self.only_in)


@dataclass(frozen=True)
class Place:
    """Where the words of a cue stand."""

    cue: Cue
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    """One pattern of a cue. number: the place of its cue; rank: its own place among all, the earlier first."""

    number: int
    rank: int
    text: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.text, re.IGNORECASE)


@dataclass(frozen=True)
class Lexicon:
    """Cues in their order, and their patterns by what these begin with. tries: words at which one pattern is tried."""

    cues: tuple[Cue, ...]
    tries: int = _TRIES
    _starts: dict[str, list[_Pattern]] = field(default_factory=dict, compare=False, repr=False)
    _met: dict[str, tuple[_Pattern, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        rank = 0
        for number, cue in enumerate(self.cues):
            for text in cue.patterns:
                pattern = _Pattern(number, rank, text)
                rank += 1
                for start in beginnings(text):
                    self._starts.setdefault(start, []).append(pattern)

    def find(self, text: str, state: str | None) -> list[list[Place]]:
        """For each cue that holds in the state, where its words stand, in order; places of one cue do not overlap."""
        folded = fold(text)
        found: list[list[Place]] = [[] for _ in self.cues]
        free = [0 if cue.holds_in(state) else len(text) + 1 for cue in self.cues]  # from where on a cue may stand again
        tries: dict[int, int] = {}
        for word in _WORD.finditer(text):
            at = word.start()
            for pattern in self._that_begin(folded[at : at + REACH]):
                number, rank = pattern.number, pattern.rank
                tries[rank] = tries.get(rank, 0) + 1
                if free[number] > at or tries[rank] > self.tries:
                    continue
                if (match := pattern.compiled.match(text, at)) and match.end() > at:
                    found[number].append(Place(self.cues[number], at, match.end()))
                    free[number] = match.end() if len(found[number]) < _MOST else len(text) + 1
        return found

    def _that_begin(self, letters: str) -> tuple[_Pattern, ...]:
        """The patterns that can begin with these letters, the earlier first."""
        if letters not in self._met:
            if len(self._met) > 5_000:  # a text of nonsense fills no memory
                self._met.clear()
            several = {p.rank: p for n in range(len(letters) + 1) for p in self._starts.get(letters[:n], ())}
            self._met[letters] = tuple(several[rank] for rank in sorted(several))
        return self._met[letters]


@cache
def lexicon(state: str = "") -> Lexicon:
    """The cues that hold everywhere, or those for the steps that only one state asks for (without any: no cues)."""
    folder = Path(__file__).parent
    words: dict[str, str] = load_yaml(folder / "cues.yaml")["words"]
    files = [load_yaml(folder / f"{name}.yaml") for name in FILES]
    rows = [row for file in files for row in (file.get("steps", {}).get(state, ()) if state else file.get("cues", ()))]
    return Lexicon(tuple(_cue(row, words) for row in rows))


@cache
def states_with_steps() -> frozenset[str]:
    """The states whose steps have words of their own."""
    folder = Path(__file__).parent
    return frozenset(state for name in FILES for state in load_yaml(folder / f"{name}.yaml").get("steps", {}))


def _cue(row: dict[str, Any], words: dict[str, str]) -> Cue:
    return Cue(
        row["fact"],
        row["value"],
        tuple(spelt_out(text, words) for text in row["patterns"]),
        row.get("negated"),
        frozenset(row.get("not_in", ())),
        frozenset(row.get("only_in", ())),
    )


def spelt_out(text: str, words: dict[str, str]) -> str:
    """A pattern with the word groups that it names put in their places."""
    for name, pattern in reversed(words.items()):  # a later word may be made of earlier ones
        text = text.replace(f"<{name}>", pattern)
    return text
