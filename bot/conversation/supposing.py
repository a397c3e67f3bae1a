"""What a turn only supposes: "what if it had sold for 310?", "what about Texas?", "if we file that demand"."""

import re

from bot.conversation.retold import CORRECTS, differs
from bot.conversation.sheet import HOUSE_AMOUNTS, CaseSheet, Entry
from bot.understand.hypothesis import is_hypothetical
from bot.understand.intent import LAW
from bot.understand.moves import Move
from bot.understand.question import Question
from bot.understand.text import fold

_IS_THERE = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|mine|mines|mine'?s|ours|it'?s|it is|it was|(?:the|my|our) (?:house|home) (?:is|was)|live|lived|located)"
    r" (?:\w+ ){0,2}in\b|\b(?:mine'?s?|ours) (?:is|was)\b|"
    r"^\W*(?:(?:ok|okay|so|oh|ah|yes|yeah|right|hmm|well)\W+)*(?:it'?s|it is) (?!the same\b|different\b)[a-z .]{4,30}$",
    re.IGNORECASE,
)
# "what if we file that demand": a step that may come is supposed like one that might have been
_IF_SO = re.compile(
    r"(?:^|[.;!?\n] ?|\b(?:what|how) about [^.;!?\n]{1,40} |\b(?:and|but|so|ok|or|what|then|client \w+|[b-f]) )if (?:i|we|they|he|she|it|nobody|no one|no|someone|somebody|(?:the|my|our|that) \w+)\b"
    r"(?! (?:helps?|matters?|makes (?:a|any) difference|is important|counts|means anything))[^.;!?\n]*$",
    re.IGNORECASE,
)
_ELLIPSIS = 7  # words; a short turn that names only a place asks for the same there
_OWN = re.compile(r"\b(?:my|our|i|we|they|the bank|the lender)\b", re.IGNORECASE)
# "does Washington let you buy it back after a court sale": what holds there for anybody
_OF_ANYBODY = re.compile(
    r"^(?!.*\b(?:my|mine|our|ours|i|i'?m|we|us|me|they|he|she|her|his|him)\b)(?:.*\?|[\w ,]{0,40}\b(?:does|do|can|could|is there|are there|what|how|which|when|who)\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_news(before: CaseSheet, entry: Entry) -> bool:
    """Whether a supposition differs from what is told."""
    known = before.known(entry.name)
    return known is None or differs(known, entry)


def is_supposed(entry: Entry, asked: Question, before: CaseSheet) -> bool:
    """Whether an entry is part of a what-if and not told.

    A supposition that replaces nothing of a case ("if I owe 200k and it sells for 160k") is the case itself.
    """
    if before.turn == 0 or entry.status == "unknown":
        return bool(entry.amounts) and entry.amounts[0].hypothetical and entry.name in before.entries
    what_if = asked.move(Move.WHAT_IF)
    if entry.kind == "day" and any(day.role == entry.name and day.hypothetical for day in asked.days_read):
        return bool(before.entries)
    if entry.kind == "place":
        return _asks_elsewhere(entry, asked, before)
    established = bool(before.entries)
    if entry.kind == "fact" and asked.state not in (None, before.state) and _holds_for_anybody(asked, before):
        return True
    if entry.kind == "amount" and entry.amounts[0].hypothetical:
        beside = entry.name not in HOUSE_AMOUNTS  # "if i pay 500 a month" tells nothing of the case
        return established and (what_if is not None or beside or before.known(entry.name) is not None)
    if what_if is None and established and before.supposed and goes_on(asked) and _adds_to_it(asked):
        return True
    if what_if is None and established and entry.kind == "fact" and entry.raw:
        place = fold(asked.text).find(fold(entry.raw))
        return place >= 0 and _IF_SO.search(asked.text[: place + len(entry.raw)]) is not None
    if what_if is None or not established:
        return False
    place = fold(asked.text).find(fold(entry.raw)) if entry.raw else -1
    return place < 0 or place >= what_if.span[0] or is_hypothetical(fold(asked.text), place)


def _asks_elsewhere(entry: Entry, asked: Question, before: CaseSheet) -> bool:
    """Whether another state is only asked about ("what about Texas?"), while the case stays where it is."""
    if before.state is None:
        return before.tells_more_than_place and asked.move(Move.WHY) is not None
    if before.state == entry.value or not before.tells_more_than_place or CORRECTS.search(asked.text):
        return False
    if before.open_question == "state":
        return False
    if asked.move(Move.WHAT_IF):
        return True
    if _IS_THERE.search(asked.text):
        return False
    if _holds_for_anybody(asked, before):
        return True
    return not asked.tells and (len(asked.text.split()) <= _ELLIPSIS or not _OWN.search(asked.text))


def _holds_for_anybody(asked: Question, before: CaseSheet) -> bool:
    """Whether a turn asks after another state's rule for anybody, so that "after a court sale" tells nothing of the case."""
    told = asked.amounts or asked.days_read or before.state is None or not before.tells_more_than_place
    puts_right = CORRECTS.search(asked.text) or _IS_THERE.search(asked.text) or before.open_question == "state"
    return not (told or puts_right) and _OF_ANYBODY.search(asked.text) is not None


def goes_on(asked: Question) -> bool:
    """Whether a what-if adds to the one before: "and if it was a refinance too?"."""
    return bool(re.match(r"\W*(?:and|also|plus|then|on top)\b", asked.text, re.IGNORECASE))


def _adds_to_it(asked: Question) -> bool:
    """Whether a few words go on with what was supposed: "what if it was a refinance" - "and a rental"."""
    return len(asked.text.split()) <= _ELLIPSIS and not asked.parts and not CORRECTS.search(asked.text)


def still_there(before: CaseSheet, asked: Question) -> dict[str, Entry]:
    """The state that was asked about, where a few words go on about it: "what about Texas?" - "until when?"."""
    goes_on = len(asked.text.split()) <= _ELLIPSIS and set(asked.intents) & LAW and not asked.states
    return {name: entry for name, entry in before.supposed.items() if name == "state"} if goes_on else {}
