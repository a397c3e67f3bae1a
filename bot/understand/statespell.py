"""Names of states as they are misspelt: "missisippi", "north carolna", "wes virginia", "oiho"."""

import re

from jellyfish import damerau_levenshtein_distance

from bot.understand.gazetteer import cities, city_key
from bot.understand.statenames import NAMES

_WORD = re.compile(r"[a-z]+")
_TWO_WORD = {"north": ("carolina", "dakota"), "south": ("carolina", "dakota"), "west": ("virginia",), "rhode": ("island",),
             "new": ("jersey", "mexico", "hampshire", "york")}  # fmt: skip
_SLIPPED = re.compile(
    r"(?<![a-z])(?P<first>[nswr][a-z]{1,5})\.? (?P<second>virginia|carolina|dakota|jersey|mexico|hampshire|york|island)(?![a-z])"
)
_OTHER_FIRST = frozenset("north south west rhode new now not net nor nest went worth rode".split())
_NOT_MISSPELT = frozenset(
    "indian indians georgian georgie georgina georgic alaskan texan montane mission colored colorant indigo wanting waning "
    "mainland marshland virgins virginal virginity floridian californian louisianan arkansan kansan nevadan oregonian".split()
)
_SINGLE: dict[str, list[str]] = {}
for _name in NAMES:
    if _name.isalpha() and len(_name) >= 6:
        _SINGLE.setdefault(_name[0], []).append(_name)


def _slips(name: str) -> set[str]:
    """A short name with two letters swapped or one doubled."""
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(1, len(name) - 1)}
    return swapped | {name[:at] + name[at] + name[at:] for at in range(len(name))}


_SHORT = {
    slip: NAMES[name] for name in ("texas", "idaho", "maine", "ohio", "iowa", "utah") for slip in _slips(name) - {name}
} | {"texs": "TX", "txas": "TX", "texes": "TX", "texus": "TX", "texaz": "TX", "idao": "ID", "idahoe": "ID"}


def find_slipped_names(folded: str) -> list[tuple[str, int, int]]:
    """States of two words whose first is misspelt, which must not be read for the second alone: code, start, end.

    folded: the text in lower case.

    >>> find_slipped_names("in wes virginia"), find_slipped_names("now virginia")
    ([('WV', 3, 15)], [])
    """
    found = []
    for match in _SLIPPED.finditer(folded):
        first = match["first"]
        if first in _OTHER_FIRST:
            continue
        for right, seconds in _TWO_WORD.items():
            near = first[0] == right[0] and match["second"] in seconds
            if near and damerau_levenshtein_distance(first, right) <= 1:
                found.append((NAMES[f"{right} {match['second']}"], *match.span()))
    return found


def find_misspelt(folded: str) -> list[tuple[str, int, int]]:
    """Misspelt names of states: code, start, end. A word that is a town's name is not misspelt.

    folded: the text in lower case.

    >>> find_misspelt("arizonia"), find_misspelt("missoula"), find_misspelt("uath")
    ([('AZ', 0, 8)], [], [('UT', 0, 4)])
    """
    found = []
    previous: re.Match[str] | None = None
    for match in _WORD.finditer(folded):
        word = match[0]
        adjacent = previous is not None and match.start() - previous.end() == 1
        if adjacent and previous and previous[0] in _TWO_WORD and len(word) >= 5:
            for second in _TWO_WORD[previous[0]]:
                if word[0] == second[0] and damerau_levenshtein_distance(word, second) <= 1:
                    found.append((NAMES[f"{previous[0]} {second}"], previous.start(), match.end()))
        previous = match
        if word in _SHORT:
            found.append((_SHORT[word], *match.span()))
        if not 5 <= len(word) <= 15 or word in _NOT_MISSPELT or city_key(word) in cities():
            continue  # Missoula is no misspelt Missouri
        for name in _SINGLE.get(word[0], ()):
            allowed = 1 if len(name) < 8 else 2
            if abs(len(word) - len(name)) <= allowed and word != name:
                if len(word) < 6 and len(name) != len(word) + 1:  # "nevda"
                    continue
                if damerau_levenshtein_distance(word, name) <= allowed:
                    found.append((NAMES[name], *match.span()))
                    break
    return found
