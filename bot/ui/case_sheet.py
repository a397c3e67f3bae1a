"""The case sheet: what is known, how it was read, what is still open and matters; every line can be changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from bot.answer.prose import capital
from bot.conversation.conversations import Conversations
from bot.conversation.sheet import SIGNER, CaseSheet, Entry
from bot.conversation.standing import Standing, standing
from bot.conversation.words import AMOUNTS, UNITS, label, value_of
from bot.errors import ShortfallError
from bot.law.facts import EVENTS, FACTS, choices
from bot.settings import Settings
from bot.ui.markdown import literal, shown
from bot.ui.session import ToDo, session

OPEN = ":material/radio_button_unchecked: Not told yet, and it matters"
NOT_KNOWN = "Not known"
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
# sums that belong to other questions than what is left of the loan
NOT_OF_THE_CASE = frozenset({"other"})
ORDER = ("debt", "principal", "sale_price", "fair_market_value", "process", "sale_date")
FIRST = ("debt", "sale_price")  # what is needed while nothing is known


def sheet_now(talk: Conversations) -> CaseSheet:
    """The case of the page; an empty one where nothing was said yet, or the conversation was deleted elsewhere."""
    conversation = session().conversation
    try:
        return talk.sheet(conversation) if conversation is not None else CaseSheet()
    except ShortfallError:
        return CaseSheet()


def standing_now(sheet: CaseSheet, settings: Settings, picked: str | None) -> tuple[CaseSheet, Standing | None]:
    """The case and how it stands; an empty one without a standing where an amount cannot be, or nothing was said yet."""
    if session().conversation is None:
        return CaseSheet(), None
    try:
        return sheet, standing(sheet.laid_over(), settings, sheet.state or picked)
    except ShortfallError:
        return CaseSheet(), None


def show_case_sheet(sheet: CaseSheet, now: Standing | None) -> None:
    """Draw the sheet; a change is taken as a turn on the next run."""
    needed = still_open(sheet, now)
    told = [name for name, entry in sheet.entries.items() if entry.known and name not in ("state", SIGNER)]
    if not told and not needed:
        st.caption("What you tell fills this sheet. You can also fill it in here.")
    for name in sorted({*told, *needed}, key=_rank):
        _field(name, sheet.entries.get(name), now, needed=name in needed)
    if (signer := sheet.known(SIGNER)) and not signer.half_told:  # told in words, and put right in words
        st.caption(shown(f"{capital(label(SIGNER))}: {value_of(signer)}"))
    _another(sheet, {*told, *needed})
    for entry in sheet.supposed.values():
        st.caption(shown(f"Only supposed: {label(entry.name)}, {value_of(entry)}"))


def still_open(sheet: CaseSheet, now: Standing | None) -> tuple[str, ...]:
    """What is not known and would change the answer, by name."""
    if now is None:
        return FIRST
    found: list[str] = []
    if now.assessment is None:
        found += [name for name in FIRST if getattr(now.amounts, name) is None]
    else:
        found += now.assessment.asks
        for p in now.assessment.possibilities:
            if p.outcome != "barred":
                found += p.recoverable.missing
                found += [d.rule.event for d in p.deadlines if d.rule.event and d.last_day is None]
    return tuple(dict.fromkeys(n for n in found if _has_a_field(n) and sheet.known(n) is None))


def _has_a_field(name: str) -> bool:
    return name in FACTS or name in AMOUNTS or name in EVENTS


def _rank(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), label(name))


def _field(name: str, entry: Entry | None, now: Standing | None, *, needed: bool) -> None:
    """One line of the sheet: its value in a field that fits, and how it was read."""
    key = f"sheet-{session().conversation}-{len(session().turns)}-{name}"
    known = entry is not None and entry.known
    title = capital(label(name))
    change: dict[str, Any] = {"on_change": _changed, "args": (name, key)}
    value = entry.value if entry is not None and known else ""
    if options := choices(name) if name in FACTS else ():
        values = ["", *options]
        st.selectbox(title, values, values.index(value), key=key, format_func=lambda v: _choice(name, v, now), **change)
    elif name in EVENTS:
        day = date.fromisoformat(value) if value else None
        st.date_input(title, day, EARLIEST, LATEST, key=key, format="MM/DD/YYYY", **change)
    else:
        amount = value_of(entry) if entry is not None and known and name in AMOUNTS else value
        st.text_input(title, amount, key=key, max_chars=30, placeholder="$" if name in AMOUNTS else None, **change)
    if needed:
        st.caption(OPEN)
    elif entry is not None:
        st.caption(_how(entry))


def _choice(name: str, value: str, now: Standing | None) -> str:
    if not value:
        return NOT_KNOWN
    record = now.record if now is not None else None
    words = (record.words.get(name, {}).get(value) if record else None) or FACTS[name].words.get(value, value)
    return capital(words)


def _how(entry: Entry) -> str:
    """Where a value comes from and how it was read, in a line."""
    raw = entry.raw.strip()
    told = f"message {entry.turn}"
    if raw and entry.how in ("", "as written"):
        told += f": “{literal(raw)}”"
    elif entry.how:
        told += f": {literal(entry.how)}"
    if entry.disputed is not None:
        told += f". Earlier you told {shown(value_of(entry.disputed))}"
    return capital(told)


def _changed(name: str, key: str) -> None:
    value = st.session_state.get(key)
    text = value.isoformat() if isinstance(value, date) else str(value or "")
    session().to_do = ToDo(edits=((name, text),))


def _another(sheet: CaseSheet, there: set[str]) -> None:
    """A field for anything else of a case."""
    names = [name for name in _every() if name not in there]
    key = f"sheet-more-{session().conversation}-{len(session().turns)}"
    picked = st.selectbox(
        "Add something else", names, None, format_func=lambda n: capital(label(n)), key=key, placeholder="Pick one"
    )
    if picked:
        _field(picked, sheet.entries.get(picked), None, needed=False)


def _every() -> Sequence[str]:
    names = [name for name in (*AMOUNTS, *FACTS, *UNITS, *EVENTS) if name not in NOT_OF_THE_CASE]
    return sorted(dict.fromkeys(names), key=_rank)
