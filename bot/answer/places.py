"""Asking where the house is."""

import us

from bot.answer.draft import Draft
from bot.answer.prose import listed
from bot.answer.turn import Turn


def state_name(code: str) -> str:
    """The name of a jurisdiction by its USPS code."""
    found = us.states.lookup(code, field="abbr")
    return str(found.name) if found else code


def ask_place(draft: Draft, turn: Turn) -> None:
    """The place named is in several states."""
    draft.say(f"**That depends on the state, and there is more than one {_place(turn)}.**", kind="reading")
    draft.ask_for("state", which_place(turn))


def which_place(turn: Turn) -> str:
    """The question in which of its states a place is."""
    names = [state_name(code) for code in turn.question.ambiguous[:5]]
    return f"Is your {_place(turn)} in {listed([*names, 'another state'], 'or')}?"


def _place(turn: Turn) -> str:
    place = turn.question.place or "such place"
    return place.title() if place.islower() else place


def ask_which_state(draft: Draft, turn: Turn) -> None:
    """Several states are named; the rule is that of the state where the house is."""
    names = [state_name(code) for code in turn.question.states[:4]]
    draft.ask_for("state", f"In which of them is the house: {listed(names, 'or')}? Its law decides.")
