"""Stretches of a turn: its sentences, a stretch without dangling words, and questions that only leave a choice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understand.partwords import PartWords

_ENDS = 2000  # characters at the beginning and at the end of a turn in which questions are looked for
STRIP = " \t\n,;:.?!()\"'-*&/"
WORD = re.compile(r"[\w'$]+")
_STOP = re.compile(r"[?!;\n]+|\.+(?=[\s\"')]|$)|…|:(?=\s)|\s-+(?=\s)")
_ITEM = re.compile(r"(?:^|(?<=\s))\(?([1-9]|[a-f])[.)](?=\s|[a-z])", re.IGNORECASE)
_TRAILING = re.compile(
    r"[\s,;:&(-]*(?:(?<!in )\b(?:and|n|but|or|so|also|plus|then|because|if (?:not|so))\b[\s,]*){0,3}$", re.IGNORECASE
)
# one question that leaves a choice: "did that save the house or were we too late"
_YES_OR_NO = re.compile(
    r"(?:did|do|does|was|were|is|are|am|can|could|will|would|should|has|have|had)(?:n'?t)?"
    r"(?= (?:i|we|it|they|that|this|he|she|my|our|the|there)\b)",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor,?\s*$", re.IGNORECASE)
_OF_A_CHOICE = 4  # words of what else may be so


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int
    marked: bool
    """Whether a question mark ends it."""
    item: bool = False
    """Whether it is an item of a numbered list."""


def sentences(text: str, words: PartWords) -> Iterator[Sentence]:
    """The sentences and the items of numbered lists; those without a word are left out."""
    items = list(_ITEM.finditer(text))
    listed = {m[1].lower() for m in items}
    items = items if {"1", "2"} <= listed or {"a", "b"} <= listed else []
    begins = {m.end() for m in items}
    breaks = [(m.start(), m.end(), "") for m in items]
    for m in _STOP.finditer(text):
        if m[0] == "." and words["after_abbreviation"].search(text[max(0, m.start() - 8) : m.start()]):
            continue
        if not any(start <= m.start() < end for start, end, _ in breaks[: len(items)]):
            breaks.append((m.start(), m.end(), m[0]))
    start = 0
    for stop, after, mark in [*sorted(breaks), (len(text), len(text), "")]:
        span = trimmed(text, start, stop)
        span = (max(span[0], span[1] - _ENDS), span[1])
        if span[0] < span[1] and not (span[0] > _ENDS and span[1] < len(text) - _ENDS):
            yield Sentence(*span, "?" in mark, start in begins)
        start = after


def without_choices(text: str, onsets: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """The onsets without those that only name the other choice of the question before."""
    kept: list[tuple[int, int, bool]] = []
    for place, onset in enumerate(onsets):
        start, end = onset[0], onsets[place + 1][0] if place + 1 < len(onsets) else len(text)
        if not (kept and is_choice(text[kept[-1][0] : start], text[start:end])):
            kept.append(onset)
    return kept


def is_choice(before: str, other: str) -> bool:
    """Whether what stands behind an "or" is the other choice of the same question."""
    polar = _YES_OR_NO.match(before.lstrip(STRIP)) and _YES_OR_NO.match(other)
    return bool(polar) and _OR.search(before) is not None and len(WORD.findall(other)) <= _OF_A_CHOICE


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without blanks, commas and dangling conjunctions at its ends."""
    while start < end and text[start] in STRIP:
        start += 1
    tail = _TRAILING.search(text, max(start, end - 60), end)
    end = tail.start() if tail else end
    while end > start and text[end - 1] in " \t\n,;:-&(":
        end -= 1
    return start, end
