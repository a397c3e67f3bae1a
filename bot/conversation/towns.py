"""A case of the talk that a turn calls by its town: "and austin?", "the waco one"."""

import re

from bot.conversation.sheet import CaseSheet

# what may stand before the town of another case, where a turn only turns to it
TURNS = r"^\W*(?:(?:ok|okay|and|so|now|but|then|well|back to|for|in|on|as for|what about|how about)\W+)*"


def in_the_town(text: str, sheet: CaseSheet) -> str | None:
    """The case aside that a turn calls by its town: "and austin?", "the waco one was worth 135"."""
    for name, kept in sheet.aside.items():
        place, here = kept.get("state"), sheet.known("state")
        if place is None or place.raw == place.value or (here and here.raw.lower() == place.raw.lower()):
            continue
        town = re.escape(place.raw)
        if re.search(
            rf"\b(?:the|that|my|our|his|her|their) (?:\w+ )?{town}\b|{TURNS}(?:the )?{town}\b", text, re.IGNORECASE
        ):
            return name
    return None
