"""What a turn asks of the conversation: an ordinary answer, or one of the acts that only a conversation has."""

import re
from dataclasses import dataclass

from bot.answer.turn import MOST_STATES
from bot.conversation.merge import LOOKS_BACK, Merged
from bot.conversation.readings import ADDS_TO_TABLE, TAKES_FROM_TABLE
from bot.conversation.sheet import CaseSheet
from bot.understand.intent import LAW, LIMITS
from bot.understand.moves import Move
from bot.understand.question import NUMERIC, Question

FEW = 7  # words
_BESIDE = re.compile(
    r"^\W*(?:and )?with\b|\bcompar\w+ (?:it |that |this |mine |ours |my (?:case|state) )?(?:with|to|against)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\bwhich (?:one|of (?:them|the two|us|those|these)|house|home|place|case|bank|lender)\b|\b(?:both|either|each)\b|"
    r"\badd (?:\w+ ){0,2}up\b|\b(?:combined|altogether|all together|in total)\b|\b(?:the|grand) total(?! (?:debt|owed|due|payoff|judge?ment|balance))\b|"
    r"\b(?:compare|mine and (?:hers|his|theirs)|the two)\b",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(
    r"\b(?:all|every one|each|both) (?:of )?(?:them|these|those|three|four|five|the (?:states|others?))\b|\ball (?:three|four|five)\b|\b(?:those|these|the) (?:two|three)\b|\bboth\b",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"\b(?:which|what|where|who|does|do|would|am i|are we)\b.*\b(?:worst|worse|best|better|most|least|easiest|safest|cheapest|harshest|kindest|friendliest|protects?)\b",
    re.IGNORECASE,
)
# "which gives the lender longer, Utah or Nevada"
_WHICH_LONGER = re.compile(
    r"\bwhich\b[^.?!]{0,60}\b(?:longer|longest|shorter|shortest|more time|less time)\b", re.IGNORECASE
)
_NODS = re.compile(
    r"\W*(?:(?:ok(?:ay)?|k|i see|alright|all right|right|got it|gotcha|hmm+|hm|oh|oh no|oh wow|wow|omg|oh my god|oh my|ty|thank god|whew|ugh|ah|aha|uh|huh ok|good|cool|"
    r"fine|sure|understood|makes sense|good to know|that helps|i understand|noted|damn|phew|great|never ?mind|nvm)\W*){1,4}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Plan:
    """act: what to do; `answer` for an ordinary question. states: those to compare, in order. cases: or whose cases of the talk.

    ranks: whether the best and the worst of them are asked for.
    """

    act: str = "answer"
    states: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    ranks: bool = False


def plan(asked: Question, merged: Merged, before: CaseSheet, *, answered: bool, told_of: tuple[str, ...] = ()) -> Plan:
    """Choose the act. answered: whether an answer stands before this turn that it may speak of. told_of: whose cases it told of."""
    if set(asked.intents) & (LIMITS | {"self_harm"}) or not asked.english or asked.foreign or asked.territory:
        return Plan()
    if merged.cleared and not merged.told:
        return Plan("reset")
    if asked.move(Move.RECALL):
        return Plan("recall")
    told = asked.tells or asked.topics or "state" in merged.told
    if asked.move(Move.WITHDRAW) and (merged.withdrawn or merged.undone or not told):
        return Plan("withdraw")
    if merged.adopted:
        return Plan("adopt")
    if asked.move(Move.NEEDED):
        return Plan("needed")
    ranks = _RANKS.search(asked.text) is not None
    if cases := _cases_compared(asked, merged.sheet, told_of):
        return Plan("compare", cases=cases, ranks=ranks)
    if states := _compared(asked, before):
        return Plan("compare", states, ranks=ranks)
    if ranks and before.state and (there := before.supposed.get("state")) and not (asked.states or asked.tells):
        return Plan("compare", (before.state, there.value), ranks=True)
    if ranks and before.compared and not (asked.states or asked.tells):
        return Plan("compare", before.compared, ranks=True)
    compares = asked.move(Move.COMPARE) or "compare" in asked.intents
    if compares and before.state and not asked.states and not asked.topics and not asked.tells:
        return Plan("compare_with_what")
    back = asked.move(*LOOKS_BACK)
    if answered and not merged.told and back is not None:
        return Plan(back.move.value)
    if merged.supposed and before.compared and before.state is None and not asked.states:
        return Plan("compare", before.compared, ranks=ranks)  # the table for what is supposed
    if merged.supposed:
        return Plan("what_if")
    nothing_read = not merged.told and not asked.topics and not set(asked.intents) & (LAW | NUMERIC)
    meant = asked.stands_for or "leave_unanswered" in asked.intents
    if before.turn and asked.move(Move.WHAT_IF) and nothing_read and not meant:
        return Plan("unread")
    if asked.move(Move.ADOPT) and not asked.tells and before.turn:
        return Plan("nothing_supposed")
    if asked.unknown:
        return Plan("unknown")
    if before.offer and asked.move(Move.YES):
        return Plan("accept")
    if before.open_question and not merged.told and asked.move(Move.FIRST, Move.SECOND):
        return Plan("needed")  # "the second one" of what was asked may mean several things
    if before.turn and not merged.told and _only_nods(asked):
        return Plan("acknowledge")
    return Plan()


def _compared(asked: Question, before: CaseSheet) -> tuple[str, ...]:
    """The states of a comparison, two to six; the case's own comes first where it is compared with others."""
    few = len(asked.states) > 1 and not asked.tells and len(asked.text.split()) <= FEW  # "Texas or Florida?"
    if before.compared and (changed := _table_changed(asked, before)):
        return changed
    compares = asked.move(Move.COMPARE) or (
        len(asked.states) > 1
        and ("compare" in asked.intents or _RANKS.search(asked.text) or _WHICH_LONGER.search(asked.text))
    )
    if not compares and not (few and before.turn):
        return ()
    states = asked.states
    there = before.supposed.get("state")
    with_it = there is not None and _ALL_OF_THEM.search(asked.text) is not None
    if there and with_it:  # "compare all three with Oklahoma", after "and in Kansas?"
        states = tuple(dict.fromkeys((there.value, *states)))
    beside = with_it or len(states) == 1 or _BESIDE.search(asked.text)
    if states and beside and before.state and before.state not in states:
        states = (before.state, *states)
    return states[:MOST_STATES] if len(states) > 1 else ()


def _cases_compared(asked: Question, sheet: CaseSheet, told_of: tuple[str, ...]) -> tuple[str, ...]:
    """The cases of the talk that are answered side by side: those just told of, or those that "which one" asks between."""
    between = _WHICH.search(asked.text) or _RANKS.search(asked.text)
    if not (told_of or (sheet.aside and between and not asked.states and not asked.tells)):
        return ()
    cases = {**sheet.aside, sheet.whose: sheet.entries}
    placed = {name for name, entries in cases.items() if (e := entries.get("state")) and e.known}
    named = [name for name in (sheet.whose, *sheet.aside) if name in placed and not name.endswith("loan")]
    return tuple(named[:MOST_STATES]) if len(named) > 1 else ()


def _table_changed(asked: Question, before: CaseSheet) -> tuple[str, ...]:
    """The states of the table before with one more or less ("add Illinois", "drop Georgia"), or filled anew with what is told."""
    if ADDS_TO_TABLE.match(asked.text) and asked.states:
        return tuple(dict.fromkeys((*before.compared, *asked.states)))[:MOST_STATES]
    if TAKES_FROM_TABLE.match(asked.text) and asked.states:
        return tuple(state for state in before.compared if state not in asked.states)
    only_tells = asked.tells and before.state is None and not (asked.states or asked.parts or asked.moves)
    return before.compared if only_tells else ()


def _only_nods(asked: Question) -> bool:
    """A turn that says nothing: "ok", "i see", or a yes or no to nothing that was asked."""
    if asked.state or asked.tells or asked.loose or asked.loose_days or asked.ambiguous:
        return False
    if asked.move(Move.YES, Move.NO, Move.UNKNOWN, Move.FIRST, Move.SECOND):
        return True
    said = _NODS.fullmatch(asked.text) is not None
    return said and not set(asked.intents) & NUMERIC - LAW
