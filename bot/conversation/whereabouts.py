"""A state that a turn names because the owner is sued there, while the house stands in another one."""

import re

from bot.conversation.sheet import CaseSheet
from bot.understand.question import Question
from bot.understand.statenames import TITLES

# "they sued me here in Tennessee": where somebody is sued, which is not where the house stands
_SUED_IN = re.compile(
    r"\b(?:su(?:e|ed|es|ing) (?:me|us|him|her)|served (?:me|us|him|her)|filed(?: (?:it|suit|a lawsuit|the (?:suit|case)))?|took (?:me|us) to court)"
    r"(?: (?:now|over|up|down|out|here|back|today)){0,3} in(?: the)?(?: (?:state|courts?) (?:of|in))? $",
    re.IGNORECASE,
)
_REACH = 60


def is_sued_there(asked: Question, sheet: CaseSheet) -> bool:
    """Whether the state a turn names is where the owner is sued, while the house is known to stand in another."""
    if asked.state is None or sheet.state in (None, asked.state):
        return False
    place = asked.text.lower().find((asked.place or TITLES[asked.state]).lower())
    return place >= 0 and _SUED_IN.search(asked.text[max(0, place - _REACH) : place]) is not None
