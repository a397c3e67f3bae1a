"""The words that this package knows, read from the YAML files beside it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.understand.gazetteer import cities
from bot.understand.lexicon import frequencies
from bot.understand.statenames import CODES, NAMES
from bot.yamlfile import load_yaml


def read(name: str) -> Any:
    """A file beside this module."""
    return load_yaml(Path(__file__).with_name(name))


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word as the lists have it: lower case, without accents and full stops, straight apostrophes.

    >>> plain("José"), plain("O’Brien"), plain("J.")
    ('jose', "o'brien", 'j')
    """
    folded = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'").rstrip(".")
    return "".join(char for char in folded if not unicodedata.combining(char))


def alternatives(words: str) -> str:
    """Words of a list as a pattern; a blank within an entry is written with a backslash."""
    entries = words.replace("\\ ", "\0").split()
    return "|".join(
        re.escape(entry).replace("\0", " ").replace("\\\0", " ") for entry in sorted(entries, key=len, reverse=True)
    )


@dataclass(frozen=True)
class People:
    """Words that are or are not the name of a person. `given` and `family` hold only what is hardly anything else."""

    given: frozenset[str]
    given_words: frozenset[str]
    given_places: frozenset[str]
    family: frozenset[str]
    family_words: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    never: frozenset[str]
    peoples: frozenset[str]
    things: frozenset[str]

    def is_given(self, word: str) -> bool:
        """Whether a plain word is a given name, doubtful or not."""
        return word in self.given or word in self.given_words or word in self.given_places

    def is_family(self, word: str) -> bool:
        """Whether a plain word is a family name that is hardly anything else; a double name if both parts are."""
        first, _, second = word.partition("-")
        return first in self.family and (not second or second in self.family or second in self.given)


@cache
def people() -> People:
    """The names of people, and what is none."""
    names = {key: frozenset(words.split()) for key, words in read("people.yaml").items()}
    others = read("not_people.yaml")
    never, peoples, things = (frozenset(others[key].split()) for key in ("never", "peoples", "things"))
    doubtful = names["given_words"] | names["given_places"]
    return People(
        **{**names, "given": names["given"] - doubtful, "family": names["family"] - names["family_words"]},
        never=never,
        peoples=peoples,
        things=things,
    )


@cache
def is_word(word: str) -> bool:
    """Whether a plain word is one that English has: ordinary or a name. A short form in capitals is told elsewhere."""
    known = frequencies()
    return word in known or word.removesuffix("'s") in known or word.removesuffix("s") in known


def is_common(word: str) -> bool:
    """Whether a plain word is an ordinary one; most family names that the lists lack are words of English, but seldom ones."""
    return frequencies().get(word, 0) >= _COMMON or word.endswith(_ENDINGS)


_COMMON = 6_000_000  # occurrences in the collection that the dictionary counts ("scared": 5 million, "whitfield": 1)
_ENDINGS = ("ed", "ing", "ly", "s'", "'t", "tion", "owes")


@cache
def place_names() -> tuple[frozenset[str], frozenset[str]]:
    """Towns and states of one word, and all towns and states, as plain text."""
    every = frozenset(cities()) | frozenset(name.lower() for name in NAMES)
    return frozenset(name for name in every if " " not in name), every


STATES_AFTER = re.compile(
    rf",?\s{{1,2}}(?:(?:{'|'.join(sorted(CODES))})\b|(?i:(?:{'|'.join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))})\b))"
)
