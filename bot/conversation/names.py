"""A counselor's clients by their names: "mrs diaz in phoenix …, mr kim in seattle …", and later "back to diaz"."""

import re
from datetime import date

from bot.conversation.apart import turned_to
from bot.conversation.sheet import CaseSheet
from bot.conversation.towns import TURNS
from bot.understand.read import read_question

_TITLE = r"(?:mr|mrs|ms|miss)\.? "
_NAME = r"(?P<name>[a-z][a-z'-]{1,20})"
_TITLED = re.compile(rf"\b{_TITLE}(?:(?:and|&) {_TITLE})?{_NAME}\b", re.IGNORECASE)
_FAMILY = re.compile(r"\bthe (?P<name>[A-Z][a-z]{2,20})(?:s|es)\b")
_OPENS = re.compile(
    rf"\W*(?:(?:(?:next|new|another|second|third) (?:client|clt|file|case|one)|client|clt)\W+{_TITLE}{_NAME}\s*[:,-]|{_TITLE}(?P<other>[a-z][a-z'-]{{1,20}})\s*(?::| - ))",
    re.IGNORECASE,
)


def names_in(text: str) -> list[str]:
    """The clients a turn names, in small letters.

    >>> names_in("Mrs Diaz in Phoenix and the Browns in Houston"), names_in("mr. o'neil"), names_in("miss the payment")
    (['diaz', 'brown'], ["o'neil"], [])
    """
    found = [match for pattern in (_TITLED, _FAMILY) for match in pattern.finditer(text)]
    names = (match["name"].lower() for match in sorted(found, key=lambda match: match.start()))
    return list(dict.fromkeys(name for name in names if name not in _NO_NAMES))


_NO_NAMES = frozenset("the a an my our your that this it any one payment payments out state bank".split())


def named(sheet: CaseSheet, text: str) -> CaseSheet:
    """The sheet that knows by whose name the case spoken of goes."""
    new = {name: sheet.whose for name in names_in(text) if name not in sheet.called}
    return sheet.model_copy(update={"called": {**sheet.called, **new}}) if new else sheet


def named_case(text: str, sheet: CaseSheet, today: date) -> CaseSheet | None:
    """The sheet of the client that a turn calls by name: one told before, or the next one in another state; else None."""
    for name, case in sheet.called.items():
        if re.search(
            rf"\b{_TITLE}{name}\b|{TURNS}(?:the )?{name}(?:'?s)?\b|\bback to (?:the )?{name}\b", text, re.IGNORECASE
        ):
            return turned_to(sheet, case) if case in sheet.aside else sheet if case == sheet.whose else None
    opens = _OPENS.match(text)
    if opens is None or not sheet.called or not sheet.entries:
        return None
    state = read_question(text, today, None, first=False).state
    return turned_to(sheet, f"case {sheet.turn + 1}") if state not in (None, sheet.state) else None
