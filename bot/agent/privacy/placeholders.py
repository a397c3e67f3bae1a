"""Placeholders such as [NAME_1]: which value has which, and how a model may bend one and still be understood.

Each way of writing a value has a placeholder of its own, so that a text comes back exactly as it was: "Tanya" is [NAME_1],
"TANYA" is [NAME_1b] and "Tanya Reed", who is the same person, [NAME_1c].
"""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import get_args

from bot.agent.privacy.spans import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
_NAMES = "|".join(sorted(KINDS, key=len, reverse=True))
EXACT = re.compile(rf"\[(?P<kind>{_NAMES})_(?P<number>[1-9][0-9]{{0,5}})(?P<letters>[a-z]{{0,4}})\]")
_LOOSE_NAMES = _NAMES.replace("_", r"(?:\\?[_ -])")
# brackets of any make, stars and ticks around it, a blank or an escaped underline in it, another case
BENT = re.compile(
    rf"(?:(?P<open>[\[({{<【«])[*_`\\ ]{{0,3}})?(?<![A-Za-z0-9])(?P<kind>{_LOOSE_NAMES})(?P<joint>\\?[_ -])(?P<number>[1-9][0-9]{{0,5}})"
    rf"(?P<letters>[A-Za-z]{{0,4}})(?![A-Za-z0-9_])(?:[*_`\\ ]{{0,3}}(?P<close>[\])}}>】»]))?",
    re.IGNORECASE,
)
_PAIRS = {"[": "]", "(": ")", "{": "}", "<": ">", "【": "】", "«": "»"}


class Placeholders:
    """Values and their placeholders, for one conversation."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}  # NAME_1b -> the text
        self._labels: dict[tuple[Kind, str], str] = {}  # the text, by its kind
        self._numbers: dict[tuple[Kind, str], int] = {}  # its key, which all ways of writing it share
        self._reserved: set[str] = set()  # what a person typed that looks like one: never given out

    def label(self, kind: Kind, text: str, key: str) -> str:
        """The placeholder of a text, with brackets. key: what all ways of writing the same value share."""
        known = self._labels.get((kind, text))
        if known is None:
            number = self._numbers.get((kind, key))
            if number is None:
                taken = {one for (its_kind, _), one in self._numbers.items() if its_kind == kind}
                number = next(n for n in range(1, 1_000_000) if n not in taken and f"{kind}_{n}" not in self._reserved)
                self._numbers[kind, key] = number
            known = next(label for end in _letters() if (label := f"{kind}_{number}{end}") not in self._values)
            self._labels[kind, text] = known
            self._values[known] = text
        return f"[{known}]"

    def has(self, label: str) -> bool:
        """Whether a placeholder, without brackets, was given out."""
        return label in self._values

    def reserve(self, text: str) -> None:
        """Never give out what a text already looks like: what a person typed must come back as it was."""
        for match in BENT.finditer(text):
            if (label := _label(match)) not in self._values:
                self._reserved.add(label.rstrip("abcdefghijklmnopqrstuvwxyz"))

    def lookalikes(self, text: str) -> list[tuple[int, int]]:
        """Where a text, outside of placeholders, holds what would be taken for one that was given out."""
        return [match.span() for match in BENT.finditer(text) if self._unbent(match) != match[0]]

    def restore(self, text: str) -> str:
        """The text with the value of each placeholder; one that was never given out stays."""
        return _apart(text, lambda match: self._values.get(match[0][1:-1]), lambda piece: BENT.sub(self._unbent, piece))

    def _unbent(self, match: re.Match[str]) -> str:
        value = self._values.get(_label(match))
        opened, closed = match["open"], match["close"]
        # two words with a blank between are a placeholder in brackets only: "name 1" is not one
        if value is None or (match["joint"] == " " and not (opened and closed)):
            return match[0]
        if opened and closed and _PAIRS[opened] == closed:
            return f"({value})" if opened == "(" else value
        # a bracket that belongs to something else stays: "(call NAME_1)"
        before = match[0][: match.start("kind") - match.start()] if opened in ("(", "{", "<", "«") else ""
        after = match[0][match.end("letters") - match.start() :] if closed in (")", "}", ">", "»") else ""
        return f"{before}{value}{after}"


def _apart(text: str, known: Callable[[re.Match[str]], str | None], other: Callable[[str], str]) -> str:
    """The text with placeholders as they were given out replaced, and `other` done to what lies between them."""
    made: list[str] = []
    done = 0
    for match in EXACT.finditer(text):
        value = known(match)
        if value is not None:
            made += [other(text[done : match.start()]), value]
            done = match.end()
    return "".join([*made, other(text[done:])])


def _label(match: re.Match[str]) -> str:
    kind = re.sub(r"\\?[_ -]", "_", match["kind"]).upper()
    return f"{kind}_{match['number']}{match['letters'].lower()}"


def _letters() -> Iterator[str]:
    """Nothing, then b to z, bb to zz and so on: the endings of the ways of writing one value."""
    letters = "bcdefghijklmnopqrstuvwxyz"
    yield ""
    for count in (1, 2, 3, 4):
        yield from ("".join(ending) for ending in product(letters, repeat=count))
