"""What is declined: hiding, deceiving, harm, other persons, predictions, orders, other subjects, read by limits.yaml.

A row of the file is met where one of its `patterns` stands, one of `near` (if any is given) not far from it, and none of
`unless` anywhere. So a class is a doing, a thing and a purpose rather than a phrase. A row that is met `surely` leaves no
doubt, so that no judgement on the whole question overrules it.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bot.understand.cues import Cue, Lexicon, Place, spelt_out
from bot.yamlfile import load_yaml

FILES = ("limits", "limits_outside")
_TRIES = 60  # words at which one pattern is tried: a question is short, and these patterns are many
_NEAR = 160  # characters between a doing and its purpose; farther apart they belong to different thoughts


@dataclass(frozen=True)
class _Row:
    """A row of the file: its patterns by their numbers in the lexicon, where the same words in several rows stand once."""

    intent: str
    surely: bool
    patterns: tuple[int, ...]
    near: tuple[int, ...]
    unless: tuple[int, ...]


@cache
def _rows() -> tuple[tuple[_Row, ...], Lexicon]:
    folder = Path(__file__).parent
    words: dict[str, str] = load_yaml(folder / "limits.yaml")["words"]
    numbers: dict[str, int] = {}
    rows: list[_Row] = []
    for name in FILES:
        for raw in load_yaml(folder / f"{name}.yaml")["limits"]:
            parts = (
                tuple(numbers.setdefault(spelt_out(text, words), len(numbers)) for text in raw.get(part, ()))
                for part in ("patterns", "near", "unless")
            )
            rows.append(_Row(raw["intent"], raw.get("surely", False), *parts))
    return tuple(rows), Lexicon(tuple(Cue("", "", (text,)) for text in numbers), _TRIES)


def read_limits(text: str) -> tuple[tuple[str, Place], ...]:
    """The intents for which a text asks what is declined, in the order of the rows, and where. text: spelt right."""
    return tuple((row.intent, place) for row, place in _rows_met(text))


def is_surely(intent: str, text: str) -> bool:
    """Whether a text asks for what is declined in words that leave no doubt. text: spelt right.

    >>> is_surely("outside", "write me a poem about my foreclosure"), is_surely("outside", "my landlord sold the house")
    (True, False)
    """
    return any(row.surely and row.intent == intent for row, _ in _rows_met(text))


@lru_cache(maxsize=256)
def _rows_met(text: str) -> tuple[tuple[_Row, Place], ...]:
    rows, lexicon = _rows()
    found = lexicon.find(text, None)
    return tuple((row, place) for row in rows if (place := _met(row, found)) is not None)


def _met(row: _Row, found: list[list[Place]]) -> Place | None:
    if any(found[number] for number in row.unless):
        return None
    near = [place for number in row.near for place in found[number]]
    said = (place for number in row.patterns for place in found[number])
    return next((place for place in said if not row.near or _has_near(place, near)), None)


def _has_near(place: Place, others: list[Place]) -> bool:
    return any(other.start - place.end <= _NEAR and place.start - other.end <= _NEAR for other in others)
