"""Where a text names a city or a county, and which states it may be in."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understand.gazetteer import cities, city_key, counties
from bot.understand.placenames import COMMON_WORDS, FIRST_NAMES
from bot.understand.statefind import Spans, StateHit
from bot.understand.text import Taken

ALWAYS_ASK = frozenset(("portland", "kansas city", "springfield", "vancouver"))
"""Cities whose smaller namesakes are too well known to be passed over."""
NEEDS_STATE = frozenset(("ontario", "peru", "lebanon", "mexico"))
"""Cities better known as places abroad or as words: read only before their state."""
_DOMINANT = 6  # times the population of the next namesake
_LARGE = 100_000
_WELL_KNOWN_COUNTIES = {"cook": "IL", "harris": "TX", "king": "WA", "wayne": "MI", "dallas": "TX"}
_LARGEST_FIRST = {"orange": ("CA", "FL", "NY", "TX", "NC")}
_WORD = re.compile(r"[a-z'’ʻ]+\.?|[à-ÿ]+")
_COUNTY = re.compile(r"((?:[a-z.'-]{1,20} ){0,2}[a-z.'-]{2,20}) (county|parish)(?![a-z])")
_IN = re.compile(
    r"\b(?:in|near|outside|outside of|around|at|inside|downtown|located in) (?:downtown |north |south |east |west |the )?$"
)
_OF = re.compile(r"\b(?:from|of|to|by|over in|up in|down in|back in) $")
_HOME = re.compile(r"\b(?:house|home|place|property|condo|duplex) $")


@dataclass(frozen=True)
class CityHit:
    """A city or county named in a text. candidates: its possible states, the likeliest first; state: where decided."""

    name: str
    start: int
    end: int
    candidates: tuple[str, ...]
    state: str | None
    how: str


def find_cities(text: str, folded: str, states: list[StateHit], masked: Spans, shouted: bool) -> list[CityHit]:
    """The cities and counties that a text names, in order; what is rather a word or a person's name is left out.

    >>> [(h.name, h.state) for h in find_cities("our place in ogden", "our place in ogden", [], [], False)]
    [('ogden', 'UT')]
    """
    hidden = Taken(len(text))
    for start, end in [*masked, *((hit.start, hit.end) for hit in states)]:
        hidden.add(start, end)
    found = _counties(text, folded)
    for county in found:
        hidden.add(county.start, county.end)
    following = {hit.start: hit for hit in states}
    named = frozenset(hit.code for hit in states)
    first_words = _first_words()
    words = list(_WORD.finditer(folded))
    skip_to = 0
    for place, word in enumerate(words):
        if word.start() < skip_to or city_key(word[0]) not in first_words:
            continue
        hit = _longest(_Setting(text, folded, following, named, shouted), words, place)
        if hit is None or hidden.overlaps(hit.start, hit.end):
            continue
        found.append(hit)
        skip_to = hit.end
    return sorted(found, key=lambda hit: hit.start)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in cities())


@dataclass(frozen=True)
class _Setting:
    """The text around the cities: its states by where they begin, and whether capitals prove anything."""

    text: str
    folded: str
    states: dict[int, StateHit]
    named: frozenset[str]
    shouted: bool

    def state_after(self, end: int) -> StateHit | None:
        """The state that stands right behind: "Springfield, Vermont"."""
        for gap in (1, 2):
            if end + gap in self.states and not self.folded[end : end + gap].strip(" ,"):
                return self.states[end + gap]
        return None


def _longest(setting: _Setting, words: list[re.Match[str]], place: int) -> CityHit | None:
    for length in (4, 3, 2, 1):
        if place + length > len(words):
            continue
        start, end = words[place].start(), words[place + length - 1].end()
        if end - start > 40 or re.search(r"[^a-z.'’ʻ \-à-ÿ]", setting.folded[start:end]):
            continue
        end -= setting.folded[end - 1] == "."
        key = city_key(setting.folded[start:end])
        rows = cities().get(key)
        if rows is not None and _is_meant(setting, key, rows[0][1], start, end):
            return _hit(setting, key, rows, start, end)
    return None


def _is_meant(setting: _Setting, key: str, people: int, start: int, end: int) -> bool:
    """Whether the words mean the city, by what stands around them and by how many people live there."""
    text, folded = setting.text, setting.folded
    before = folded[max(0, start - 24) : start]
    capital = text[start].isupper() and not setting.shouted
    if setting.state_after(end) is not None:
        return True
    if key in NEEDS_STATE:
        return False
    after_in = _IN.search(before) is not None
    if key in COMMON_WORDS:
        return after_in and capital
    alone = start == 0 and not folded[end : end + 4].strip(" .?!")
    if key in FIRST_NAMES:
        return after_in or alone
    if after_in or _OF.search(before) or _HOME.search(before) or people >= _LARGE:
        return True
    return (
        alone or (start == 0 and folded[end : end + 1] == ",") or (capital and not folded[end : end + 4].strip(" .?!"))
    )


def _hit(setting: _Setting, key: str, rows: tuple[tuple[str, int], ...], start: int, end: int) -> CityHit:
    name = setting.text[start:end]
    candidates = tuple(code for code, _ in rows)
    if beside := setting.state_after(end):
        return CityHit(name, start, end, (beside.code,), beside.code, "the state stands beside it")
    dominant = rows[0][1] >= _LARGE and rows[0][1] > _DOMINANT * (rows[1][1] if len(rows) > 1 else 0)
    if key not in ALWAYS_ASK and (len(rows) == 1 or dominant):
        how = "the only city of that name" if len(rows) == 1 else "by far the largest city of that name"
        return CityHit(name, start, end, candidates[:1], candidates[0], how)
    inside = [code for code in candidates if code in setting.named]
    if len(inside) == 1:
        return CityHit(name, start, end, (inside[0],), inside[0], "the state named in the same text")
    return CityHit(name, start, end, candidates, None, "cities of that name are in several states")


def _counties(text: str, folded: str) -> list[CityHit]:
    found = []
    for match in _COUNTY.finditer(folded):
        words = match[1].split()
        for skipped in range(len(words)):
            key = city_key(" ".join(words[skipped:]))
            states = counties().get(key, ())
            if match[2] == "parish":
                states = tuple(s for s in states if s == "LA")
            if not states:
                continue
            start = match.end() - len(" ".join(words[skipped:])) - len(match[2]) - 1
            known = _WELL_KNOWN_COUNTIES.get(key)
            state = known or (states[0] if len(states) == 1 else None)
            first = _LARGEST_FIRST.get(key, ())
            ordered = (*first, *(s for s in states if s not in first))
            how = "the county is there" if state else "counties of that name are in several states"
            found.append(
                CityHit(text[start : match.end()], start, match.end(), (state,) if state else ordered, state, how)
            )
            break
    return found
