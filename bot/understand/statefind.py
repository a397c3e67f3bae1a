"""Where a text names a state: by full or misspelt name, nickname, abbreviation, postal code or ZIP code."""

import re
from dataclasses import dataclass

from jellyfish import damerau_levenshtein_distance

from bot.understand.abbreviations import find_abbreviations
from bot.understand.gazetteer import cities, city_key
from bot.understand.lawcodes import find_law_codes
from bot.understand.placenames import CITY_IN_OTHER_STATE, CITY_NAMED_AS_STATE, LOS_ANGELES, NICKNAMES, TERRITORIES
from bot.understand.postalcodes import begins_a_name, find_codes
from bot.understand.statenames import NAMES, TITLES
from bot.understand.text import Taken
from bot.understand.zips import find_zips

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class StateHit:
    """A state named in a text and how it was read. code may be a territory's where a ZIP code names it.

    law: named only by its code of law, as in "NRS 40.455".
    """

    code: str
    start: int
    end: int
    how: str
    law: bool = False


_NAME = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(sorted((n.replace(" ", "[ -]?").replace(".", r"\.") for n in NAMES), key=len, reverse=True))
    + r")(?![a-z0-9])"
)  # fmt: skip
_CITY_NAMED = re.compile(r"(?<![a-z])(?:" + "|".join(CITY_NAMED_AS_STATE) + r")(?![a-z])")
_COUNTY = re.compile(r" (?:county|co\.|parish)(?![a-z])")
_WORD = re.compile(r"[a-z]+")
_TWO_WORD = {"north": ("carolina", "dakota"), "south": ("carolina", "dakota"), "west": ("virginia",), "rhode": ("island",),
             "new": ("jersey", "mexico", "hampshire")}  # fmt: skip
_NOT_MISSPELT = frozenset(
    "indian indians georgian georgie georgina georgic alaskan texan montane mission colored colorant indigo wanting waning "
    "mainland marshland virgins virginal virginity floridian californian louisianan arkansan kansan nevadan oregonian".split()
)
_SINGLE: dict[str, list[str]] = {}
for _name in NAMES:
    if _name.isalpha() and len(_name) >= 6:
        _SINGLE.setdefault(_name[0], []).append(_name)


def find_states(text: str, folded: str, masked: Spans, shouted: bool) -> list[StateHit]:
    """The states that a text names, in order.

    folded: the text in lower case; masked: stretches that only look like places. shouted: all in capitals, so that
    a capital is no evidence.

    >>> [(h.code, h.how) for h in find_states("they sold it in arizonia, OR law?", "they sold it in arizonia, or law?", [], False)]
    [('AZ', "read 'arizonia' as Arizona"), ('OR', 'postal code')]
    """
    found: list[StateHit] = []

    taken = Taken(len(text))
    for span in masked:
        taken.add(*span)

    def add(code: str, start: int, end: int, how: str, *, law: bool = False) -> None:
        if not taken.overlaps(start, end):
            found.append(StateHit(code, start, end, how, law))
            taken.add(start, end)

    named = Taken(len(text))
    for match in _CITY_NAMED.finditer(folded):
        named.add(*match.span())
        if code := CITY_NAMED_AS_STATE[match[0]]:
            add(code, *match.span(), f"the city is in {TITLES[code]}")
    for match in _NAME.finditer(folded):
        if not named.overlaps(*match.span()) and not _COUNTY.match(folded, match.end()):
            add(_code_of(match[0]), *match.span(), "as written")
    for code, pattern in NICKNAMES:
        for match in pattern.finditer(folded):
            add(code, *match.span(), f"read '{match[0].strip(', ')}' as {TITLES[code]}")
    for code, start, end in find_law_codes(text, folded, shouted):
        add(code, start, end, f"'{text[start:end].strip()}' is a code of {TITLES[code]}", law=True)
    for code, start, end in find_abbreviations(text, folded):
        add(code, start, end, f"read '{text[start:end].strip()}' as {TITLES[code]}")
    for start, end, code in find_zips(folded):
        add(code, start, end, f"ZIP code in {TITLES.get(code, code)}")
    for code, start, end, how in find_codes(text, folded, shouted):
        add(code, start, end, how)
    for match in LOS_ANGELES.finditer(folded):
        if begins_a_name(folded, *match.span()):
            continue
        add("CA", *match.span(), f"read '{text[match.start() : match.end()]}' as Los Angeles")
    for _, pattern in TERRITORIES:  # "Virgin Islands" is no misspelt Virginia
        for match in pattern.finditer(folded):
            taken.add(*match.span())
    for code, start, end in _misspelt(folded):
        add(code, start, end, f"read '{text[start:end]}' as {TITLES[code]}")
    found.sort(key=lambda hit: hit.start)
    return _without_namesakes(folded, found)


def _code_of(name: str) -> str:
    plain = re.sub("[ -]+", " ", name)
    return NAMES.get(plain) or next(
        code for full, code in NAMES.items() if full.replace(" ", "") == plain.replace(" ", "")
    )


def _without_namesakes(folded: str, hits: list[StateHit]) -> list[StateHit]:
    """Without the first of "Indiana, PA": a town that bears another state's name."""
    kept = []
    for place, hit in enumerate(hits):
        following = hits[place + 1] if place + 1 < len(hits) else None
        near = following is not None and folded[hit.end : following.start] in (", ", ",", " ")
        if near and following and (folded[hit.start : hit.end], following.code) in CITY_IN_OTHER_STATE:
            continue
        kept.append(hit)
    return kept


def _misspelt(folded: str) -> list[tuple[str, int, int]]:
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
