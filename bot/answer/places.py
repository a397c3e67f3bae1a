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
    question = turn.question
    names = [state_name(code) for code in question.ambiguous[:5]]
    draft.say(f"**That depends on the state, and there is more than one {question.place}.**", kind="reading")
    draft.ask_for("state", f"Is yours in {listed([*names, 'another state'], 'or')}?")


def ask_which_state(draft: Draft, turn: Turn) -> None:
    """Several states are named; the rule is that of the state where the house is."""
    names = [state_name(code) for code in turn.question.states[:4]]
    draft.ask_for("state", f"In which of them is the house: {listed(names, 'or')}? Its law decides.")
