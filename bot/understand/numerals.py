"""Numbers as they stand in a text, in digits or in words, before it is known what they count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bot.understand.numberwords import COUNTED, find_word_numbers

_DIGITS = re.compile(
    r"(?<![a-z0-9_])(?<![0-9][.,])"
    r"(?:(?P<spaced>(?<=\$)\ ?[0-9]{1,3}(?:\ [0-9]{3}){1,3}(?![0-9]|,[0-9])|[0-9]{1,3}(?:\ [0-9]{3}){0,2}\ 000(?![0-9]|,[0-9]))"
    r"|(?P<plain>(?:[0-9]{1,12}(?:[.,][0-9]{1,9}){0,5}|(?<![.,])\.[0-9]{1,4}))(?![0-9]))",
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]*(?:\.[0-9]+)?")
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_POINTS = re.compile(r"(?!0)[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_SEVERAL_POINTS = re.compile(r"(?!0)[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]{1,2})?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_AND_A_HALF = re.compile(
    r" and a half(?= (?:k|grand|thousand|thou|millions?|mil)\b)| five(?= ?(?:[.,;!?)]|$)| (?:and|but|sold|it|they|went|bid|to the bank)\b)"
)
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")


@dataclass(frozen=True)
class Numeral:
    """A number and where it stands.

    form: `plain` (212000), `grouped` (212,000), `decimal` (212.5), `points` (212.000, a thousand by context only),
    `european` (1.212.000,50), `comma` (212,50), `spaced` (212 000) or `words`.
    """

    value: Decimal
    start: int
    end: int
    form: str
    large: bool = False
    year: bool = False
    vague: bool = False

    @property
    def in_words(self) -> bool:
        """Whether it is written out."""
        return self.form == "words"


def find_numerals(folded: str) -> list[Numeral]:
    """Every number in a lower-case text, in order of place.

    >>> [(str(n.value), n.form) for n in find_numerals("212,000.50 or two hundred, 1.2.3")]
    [('212000.50', 'grouped'), ('200', 'words')]
    """
    return list(_found(folded))


@lru_cache(maxsize=4)  # the readers of one turn look through the same text some ten times
def _found(folded: str) -> tuple[Numeral, ...]:
    found = [
        Numeral(w.value, w.start, w.end, "words", large=w.large, year=w.year, vague=w.vague)
        for w in find_word_numbers(folded)
    ]
    words = {word.start: word for word in found}
    for match in _DIGITS.finditer(folded):
        start, text = match.start(), match[0]
        if text.startswith(" "):
            start, text = start + 1, text[1:]
        read = _value(text, spaced=match["spaced"] is not None)
        if read is None:
            continue
        spoken = _spoken(words, folded, match.end()) if read[1] == "plain" and 1 <= read[0] <= 9 else None
        if spoken is not None:
            found.remove(spoken)
            found.append(Numeral(read[0] * 100 + spoken.value, start, spoken.end, "words"))
            continue
        quarters = words.get(match.end() + 1) if read[1] == "plain" and read[0] == 3 else None
        if quarters is not None and folded.startswith("quarters", quarters.start):  # "3 quarters of a million"
            found.remove(quarters)
            found.append(replace(quarters, value=quarters.value * 3, start=start))
            continue
        half = _AND_A_HALF.match(folded, match.end()) if read[1] == "plain" else None
        if half and ("half" in half[0] or 100 <= read[0] < 1000):  # "198 and a half thousand", "187 five"
            found = [n for n in found if not start < n.start < half.end()]
            found.append(Numeral(read[0] + Decimal("0.5"), start, half.end(), "decimal"))
        else:
            found.append(Numeral(read[0], start, match.end(), read[1]))
    return tuple(sorted(found, key=lambda n: n.start))


def _spoken(words: Mapping[int, Numeral], folded: str, end: int) -> Numeral | None:
    """The tens in words behind a digit, as people say hundreds: `2 sixty`; not `2 sixty day notices`."""
    one = words.get(end + 1)
    if one is None or not 10 <= one.value < 100 or one.large or one.vague:
        return None
    return one if folded[end] == " " and not COUNTED.match(folded, one.end) else None


def _value(text: str, *, spaced: bool) -> tuple[Decimal, str] | None:
    if spaced:
        return Decimal(text.replace(" ", "")), "spaced"
    if text.isdecimal():
        return Decimal(text), "plain"
    if _GROUPED.fullmatch(text) or _LAKHS.fullmatch(text):
        return Decimal(text.replace(",", "")), "grouped"
    if _SEVERAL_POINTS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", ".")), "european"
    if _POINTS.fullmatch(text):
        return Decimal(text), "points"
    if _PLAIN.fullmatch(text):
        return Decimal(text), "decimal" if "." in text else "plain"
    if _DECIMAL_COMMA.fullmatch(text):
        return Decimal(text.replace(",", ".")), "comma"
    return None
