"""Whose law a sentence speaks of: it must be the law of the passages that it cites."""

import re

import us

from bot.agent.evidence import Evidence
from bot.agent.verify.sentence import Sentence
from bot.answer.verify import Fault

_CODES = {state.name: str(state.abbr) for state in (*us.states.STATES, us.states.DC)}
_NAMES = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _CODES), key=len, reverse=True)) + r")\b")


def faults(sentence: Sentence, evidence: Evidence) -> list[Fault]:
    """Another state's rule, a state that nobody asked about, a state named over another state's passage."""
    answered = {t.record.code for t in (evidence.turn, *evidence.beside) if t.record is not None}
    cited = {p.state for p in sentence.passages if p.state is not None}
    named = states_named(sentence.text)
    found = [_fault(sentence, f"a passage of {state}, which is not asked about") for state in sorted(cited - answered)]
    told = states_named(" ".join([sentence.source, *evidence.said]))
    found += [_fault(sentence, f"{state} is named and not asked about") for state in sorted(named - answered - told)]
    home = evidence.turn.state
    spoken = named or ({sentence.state} if sentence.state else _spoken_of(sentence) or ({home} if home else cited))
    if cited and not cited <= spoken:
        found.append(_fault(sentence, f"speaks of {_list(spoken)} over a passage of {_list(cited)}"))
    elif cited and (foreign := named - cited - states_named(sentence.source)):
        found.append(_fault(sentence, f"speaks of {_list(foreign)} over a passage of {_list(cited)}"))
    return found


def states_named(text: str) -> set[str]:
    """The USPS codes of the jurisdictions that a text names in full.

    >>> sorted(states_named("West Virginia and an Ohio lender"))
    ['OH', 'WV']
    """
    return {_CODES[name] for name in _NAMES.findall(text)}


def _spoken_of(sentence: Sentence) -> set[str]:
    """The state that the sentences before it speak of."""
    return next((named for text in reversed(sentence.before) if (named := states_named(text))), set())


def _fault(sentence: Sentence, detail: str) -> Fault:
    return Fault(rule="another state's rule", detail=f"{detail}: {sentence.text}", segment=sentence.segment)


def _list(states: set[str]) -> str:
    return ", ".join(sorted(states)) or "no state"
