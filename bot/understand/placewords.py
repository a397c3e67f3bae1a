"""Names of towns that are more often an ordinary word, a person or a lender, from `place_words.yaml`."""

from pathlib import Path

import yaml

_LISTS: dict[str, str] = yaml.safe_load(Path(__file__).with_name("place_words.yaml").read_text("utf-8"))

COMMON_WORDS = frozenset(_LISTS["words"].split())
"""Ordinary words: read as a town only after "in" and with a capital, or before a state."""

PEOPLE = frozenset(_LISTS["people"].split())
"""People's names: read as a town only where the words around it speak of a place."""

LENDERS = frozenset(_LISTS["lenders"].split())
"""Towns after which banks and servicers are called: no town in "a letter from Midland"."""

BEFORE_STATE = frozenset(_LISTS["before_state"].split())
"""Words and places abroad: read as a town only before a state."""
