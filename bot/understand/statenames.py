"""The names of the states and of the District of Columbia, in the ways people write them."""

import us

NAMES: dict[str, str] = {state.name.lower(): state.abbr for state in us.STATES} | {
    "district of columbia": "DC",
    "washington dc": "DC",
    "washington d.c.": "DC",
    "washington, dc": "DC",
    "washington, d.c.": "DC",
    "washington d.c": "DC",
}
"""Lower-case full name -> postal code."""

CODES: frozenset[str] = frozenset(NAMES.values())

TITLES: dict[str, str] = {state.abbr: state.name for state in us.STATES} | {"DC": "District of Columbia"}
"""Postal code -> name as printed."""
