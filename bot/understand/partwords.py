"""The vocabulary of parts.yaml, compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.understand.statenames import NAMES
from bot.yamlfile import load_yaml

_NAMED = re.compile("<([A-Z]+)>")


@dataclass(frozen=True)
class Subject:
    """A row of `subjects`: what a question is about where all that the row names holds."""

    name: str
    of: frozenset[str]
    none: frozenset[str]
    words: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def holds(self, text: str, found: frozenset[str]) -> bool:
        """Whether this row tells the subject of a text in which these intents and topics were found."""
        if (self.of and not self.of & found) or self.none & found:
            return False
        return not (self.words and not self.words.search(text)) and not (self.unless and self.unless.search(text))


@dataclass(frozen=True)
class PartWords:
    """Compiled patterns by name, the forms of a definition, and the rows of subjects in the order in which they decide."""

    patterns: dict[str, re.Pattern[str]]
    definitions: tuple[re.Pattern[str], ...]
    subjects: tuple[Subject, ...]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]


@cache
def part_words() -> PartWords:
    """The words as written in parts.yaml."""
    raw: dict[str, Any] = load_yaml(Path(__file__).parent / "parts.yaml")
    names = {**raw.pop("words"), "STATE": f"(?:{'|'.join(map(re.escape, NAMES))})"}

    def compiled(pattern: str | list[str], start: str = r"(?<![\w'])(?=\w)") -> re.Pattern[str]:
        text = pattern if isinstance(pattern, str) else "|".join(pattern)
        while _NAMED.search(text):
            text = _NAMED.sub(lambda m: names[m[1]], text)
        return re.compile(f"{start}(?:{text})", re.IGNORECASE)

    subjects = tuple(
        Subject(
            row["subject"],
            frozenset(row.get("any", ())),
            frozenset(row.get("none", ())),
            compiled(row["words"]) if "words" in row else None,
            compiled(row["unless"]) if "unless" in row else None,
        )
        for row in raw.pop("subjects")
    )
    definitions = tuple(compiled(pattern) for pattern in raw.pop("definition"))
    before = {name: compiled(raw[name], "") for name in raw if name.startswith("after_")}
    return PartWords({name: compiled(raw[name]) for name in raw} | before, definitions, subjects)
