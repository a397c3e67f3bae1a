"""Of two days of one sale the one on which it was held: the first was put off, called off or undone by a court."""

import re

from bot.understand.daterole import DateRole

_PUT_OFF = (
    r"(?:postponed|adjourned|continued|re-?scheduled|re-?set|delayed|moved|pushed(?: (?:back|out|off))?|put off|bumped)"
)
_UNDONE = r"(?:set aside|vacated|voided|annulled|rescinded|unwound|cancel+ed|called off|thrown out|stayed|fell through|did(?:n't| not) (?:happen|go through))"
# what stands before a day on which no sale was held, or none that counts
_NOT_HELD_BEFORE = re.compile(
    rf"\b{_PUT_OFF} from (?:the |its )?$"
    r"|\b(?:first|originally|initially|at first|once|previously) (?:was |been )?(?:set|scheduled|noticed|planned|due|slated|supposed to be|meant to be|going to be)(?: (?:for|on|to be (?:held )?on|in))? $"
    r"|\b(?:was|were|had been) (?:set|scheduled|noticed|supposed to be|slated) (?:for |on |held on )?$"
    r"|\b(?:first|originally )?(?:tried|attempted) (?:selling|to sell|an? (?:sale|auction))(?: (?:it|the \w+|our \w+|my \w+))? (?:on |in )?$"
    r"|\b(?:first|original|earlier|prior|previous|old) (?:\w+ )?(?:sale|auction)(?: date)?(?: (?:of|on|in|was|from))* $"
)
_NOT_HELD_AFTER = re.compile(
    rf"(?:(?:,| -|\()? ?(?:(?:but|and|then|it|that|which|sale|auction|one|court|judge|the|was|got|they|by|had|been) ){{0,5}})(?:{_PUT_OFF}|{_UNDONE})\b"
)
# what stands between the two: the first came to nothing
_CAME_TO_NOTHING = re.compile(rf"\b(?:{_PUT_OFF}|{_UNDONE})\b")
# what stands before the day on which it was held
_HELD = re.compile(
    r"\b(?:to|until|till|held|sold|re-?sold|auctioned|sale|auction|took place|happened|again|then|finally|now|new date|re-?sale)"
    r"(?: (?:was|it|us|the \w+|our \w+|again|held|on|in|of|for|finally|date))*,? $"
)
# plain enough to take the day from another word beside it: "sold again Aug 31, judgment 120k"
_SOLD_ON = re.compile(r"\b(?:sold|re-?sold|auctioned|held)(?: (?:it|us|again|off|finally|on|in))* $")
_PUT_OFF_TO = re.compile(rf"\b{_PUT_OFF}(?: (?:it|twice|again|once|the (?:sale|auction)))*,? (?:to|until|till) $")
_OF_A_SALE = re.compile(r"\b(?:sale|auction|foreclosure|it|sold)\b")
_REACH = 90  # characters between the two days


def as_held(folded: str, spans: list[tuple[int, int]], roles: list[DateRole | None]) -> list[DateRole | None]:
    """`postponed from August 1 to September 15`: the sale's day is the one on which it was held.

    Where one day alone is told, a sale that was put off to it has that day.
    """
    made = list(roles)
    free = [place for place, role in enumerate(roles) if role in (None, DateRole.SALE_DATE)]
    came_to_nothing = [place for place in free if _is_not_held(folded, spans, place)]
    for place in came_to_nothing:
        later = [p for p in range(place + 1, len(spans)) if p not in came_to_nothing]
        held = [p for p in later if (p in free or _is_sold_on(folded, spans[p])) and _is_held(folded, spans, place, p)]
        if held:
            made[place], made[held[0]] = None, DateRole.SALE_DATE
        elif any(roles[p] == DateRole.SALE_DATE for p in free if p not in came_to_nothing):
            made[place] = None
    for place in () if DateRole.SALE_DATE in made else free:
        before = folded[max(0, spans[place][0] - 60) : spans[place][0]]
        if _PUT_OFF_TO.search(before) and _OF_A_SALE.search(before):
            made[place] = DateRole.SALE_DATE
            break
    return made


def _is_not_held(folded: str, spans: list[tuple[int, int]], place: int) -> bool:
    start, end = spans[place]
    before = folded[max(0, start - 60) : start]
    if _NOT_HELD_AFTER.match(folded, end):
        return True
    if not _NOT_HELD_BEFORE.search(before):
        return False
    # "was set for June 5" is not held only where something came between
    following = spans[place + 1][0] if place + 1 < len(spans) else end
    return bool(_CAME_TO_NOTHING.search(folded, max(0, start - 60), following))


def _is_held(folded: str, spans: list[tuple[int, int]], undone: int, place: int) -> bool:
    start = spans[place][0]
    return start - spans[undone][1] <= _REACH and _HELD.search(folded, spans[undone][1] - 1, start) is not None


def _is_sold_on(folded: str, span: tuple[int, int]) -> bool:
    return _SOLD_ON.search(folded, max(0, span[0] - 40), span[0]) is not None
