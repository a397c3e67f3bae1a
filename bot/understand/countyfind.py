"""Where a text names a county or a parish, and which states it may be in."""

import re

from bot.understand.cityweigh import CityHit
from bot.understand.gazetteer import cities, city_key, counties

_TOWN = 50_000  # people of a town in Colorado that is rather meant than a county: "Aurora CO"
_WELL_KNOWN_COUNTIES = {
    "cook": "IL", "harris": "TX", "king": "WA", "wayne": "MI", "dallas": "TX", "fulton": "GA", "dekalb": "GA",
    "mecklenburg": "NC", "nassau": "NY", "kings": "NY", "duval": "FL", "pierce": "WA", "ramsey": "MN", "davis": "UT",
}  # fmt: skip
"""Counties with namesakes of which the next has less than a sixth of the people."""
_LARGEST_FIRST = {"orange": ("CA", "FL", "NY", "TX", "NC")}
_COUNTY = re.compile(
    r"((?:[a-z.'-]{1,20} ){0,2}[a-z.'-]{2,20}) (county|parish|cnty\.?(?![a-z])|co\b\.?(?=[,;:)/]| ?$| (?:pa|ny|nj|md|va|oh|fl|ga|tn|wi|mi|mn|ca|wa|tx|sc|nc|il|al|ky|mo|ks|az|nv|ut|id)\b))(?![a-z])"
)
_COUNTY_OF = re.compile(r"\bcounty of ((?:[a-z.'-]{2,20} ){0,2}[a-z.'-]{2,20})")


def find_counties(text: str, folded: str, named: frozenset[str]) -> list[CityHit]:
    """The counties that a text names. named: the states it names besides."""
    found = []
    for match in _COUNTY_OF.finditer(folded):
        words = match[1].split()
        for length in range(len(words), 0, -1):
            key = city_key(" ".join(words[:length]).rstrip("."))
            if key in counties():
                end = match.start(1) + len(" ".join(words[:length]))
                found.append(_county(key, text[match.start() : end], match.start(), end, counties()[key], named))
                break
    for match in _COUNTY.finditer(folded):
        words = match[1].split()
        for skipped in range(len(words)):
            key = city_key(" ".join(words[skipped:]))
            states = counties().get(key, ())
            if match[2] == "parish":
                states = tuple(s for s in states if s == "LA")
            if match[2] == "co" and _is_in_colorado(key, text[match.start(2) : match.end(2)], states):
                break
            if states:
                start = match.end() - len(" ".join(words[skipped:])) - len(match[2]) - 1
                found.append(_county(key, text[start : match.end()], start, match.end(), states, named))
                break
    return found


def _is_in_colorado(key: str, code: str, counties_in: tuple[str, ...]) -> bool:
    """Whether "Aurora CO" is a town and its state rather than a county: by how large the town is or by the capitals.

    counties_in: the states that have a county of that name; where Colorado is one, capitals prove nothing.
    """
    people = dict(cities().get(key, ())).get("CO", 0)
    return people >= _TOWN or (code.isupper() and people > 0 and "CO" not in counties_in)


def _county(key: str, name: str, start: int, end: int, states: tuple[str, ...], named: frozenset[str]) -> CityHit:
    inside = [state for state in states if state in named]
    state = inside[0] if len(inside) == 1 else _WELL_KNOWN_COUNTIES.get(key)
    state = state or (states[0] if len(states) == 1 else None)
    first = _LARGEST_FIRST.get(key, ())
    ordered = (*first, *(s for s in states if s not in first))
    how = "the county is there" if state else "counties of that name are in several states"
    return CityHit(name, start, end, (state,) if state else ordered, state, how)
