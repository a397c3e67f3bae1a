"""Where a text names a state: by full or misspelt name, nickname, abbreviation, postal code or ZIP code."""

import re
from dataclasses import dataclass

from bot.understand.abbreviations import find_abbreviations
from bot.understand.lawcodes import find_law_codes
from bot.understand.notcodes import begins_a_name
from bot.understand.placenames import CITY_IN_OTHER_STATE, CITY_NAMED_AS_STATE, LOS_ANGELES, NICKNAMES, TERRITORIES
from bot.understand.postalcodes import find_codes
from bot.understand.statenames import NAMES, TITLES
from bot.understand.statespell import find_misspelt, find_slipped_names
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
    for code, start, end in find_slipped_names(folded):
        add(code, start, end, f"read '{text[start:end]}' as {TITLES[code]}")
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
    for code, start, end in find_misspelt(folded):
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
