"""Large cities as they are often misspelt: "tuscon", "pheonix", "san fransisco"."""

from collections import defaultdict
from functools import cache

from jellyfish import damerau_levenshtein_distance

from bot.understand.gazetteer import cities, city_key
from bot.understand.placewords import BEFORE_STATE, COMMON_WORDS, LENDERS, PEOPLE

_LARGE = 60_000  # people
_LEAST, _LONG = 6, 9  # letters; a long name may have two mistakes
_NO_CITY = frozenset(
    "settle settled carton cannon canto cantor billing boson baston caramel camel cartel carmen carpel fresco garden gardens "
    "modest modesty racing merged venture sacrament wetland colombia campaign juliet jolie peterson everest harley harem "
    "boulders daytona cordoba coronal delver denier dunham casson carlson houses hauling bossing mention station "
    "arrears foreclosure flagstar".split()
)
"""Words and other names that are one letter away from a large city."""


@cache
def _by_letter() -> dict[tuple[str, int], tuple[str, ...]]:
    """The large cities by first letter and number of words."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, rows in cities().items():
        other = name in COMMON_WORDS or name in PEOPLE or name in LENDERS or name in BEFORE_STATE
        if rows[0][1] >= _LARGE and len(name) >= _LEAST and not other and not name.startswith("the "):
            found[name[0], name.count(" ")].append(name)
    return {letter: tuple(names) for letter, names in found.items()}


def meant_by(written: str) -> str | None:
    """The large city that is meant by a name written a little wrong; None where it is none or right.

    written: one or two words in lower case.

    >>> meant_by("tuscon"), meant_by("san fransisco"), meant_by("settle"), meant_by("tucson")
    ('tucson', 'san francisco', None, None)
    """
    key = city_key(written)
    if len(key) < _LEAST or key in cities() or key in _NO_CITY:
        return None
    best, least = None, 3
    for name in _by_letter().get((key[0], key.count(" ")), ()):
        allowed = 1 if len(name) < _LONG else 2
        if abs(len(name) - len(key)) <= allowed:
            if " " in key and not set(key.split()) & set(name.split()):
                continue  # of two words one is written right
            distance = damerau_levenshtein_distance(key, name)
            if distance <= allowed and distance < least:
                best, least = name, distance
    return best
