"""Changes made in the case sheet itself, by hand: a value set, put right or taken out, and the answer to the case as it is then."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

import us
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.answer.prose import capital, listed
from bot.calculator.figure import money
from bot.calculator.inputs import plain
from bot.conversation.merge import Merged
from bot.conversation.sheet import CaseSheet, Entry
from bot.conversation.words import AMOUNTS, UNITS, label, told_words
from bot.errors import AmountError, CaseError
from bot.law.facts import EVENTS, FACTS, Facts
from bot.understand.question import AmountReading, Question

BY_HAND = "set in the case sheet"
FIRST_YEAR, LAST_YEAR = 1900, 2199  # of a day in a case; every period can be counted from one of these


class Edit(BaseModel):
    """One change. name: `state`, the role of an amount or a fact; value: as `Entry.value`, empty to take it out."""

    model_config = ConfigDict(frozen=True)

    name: str
    value: str = ""


def edited(before: CaseSheet, edits: Iterable[Edit]) -> Merged:
    """The case with the changes laid in; what was only supposed is dropped.

    Raises CaseError for a name that is no part of a case, or a value that it cannot have.
    """
    sheet = before.model_copy(update={"turn": before.turn + 1, "offer": None, "supposed": {}})
    changes = [_entry(edit, sheet) for edit in edits]
    told, gone = [e for e in changes if e.known], [e for e in changes if not e.known]
    return Merged(
        sheet=sheet.with_entries({entry.name: entry for entry in changes}),
        told=tuple(entry.name for entry in told),
        withdrawn=tuple(gone),
    )


def told(before: CaseSheet, edits: Iterable[Edit]) -> str:
    """The changes in a sentence, which stands in the transcript where a question would."""
    changes = edited(before, edits)
    parts = [told_words(changes.sheet.entries[name]) for name in changes.told]
    parts += [f"without {label(entry.name)}" for entry in changes.withdrawn]
    return f"{capital(listed(parts))}."


def as_question(text: str, before: CaseSheet) -> Question:
    """A change as the question that it asks: what holds now."""
    audience = "counselor" if before.terse else "homeowner"
    return Question(text=text, intents=("rule",), audience=audience, follows=before.turn > 0)


def _entry(edit: Edit, sheet: CaseSheet) -> Entry:
    value, before = edit.value.strip(), sheet.entries.get(edit.name)
    if not value:
        if before is None:
            raise CaseError(f"There is no {label(edit.name)} in the case to take out.")
        return before.model_copy(update={"status": "withdrawn", "turn": sheet.turn, "disputed": None})
    set_by = {"turn": sheet.turn, "raw": value, "how": BY_HAND}
    if edit.name == "state":
        place = us.states.lookup(value, field="abbr")
        if place not in (*us.states.STATES, us.states.DC):
            raise CaseError(f"{value!r} is no state; give its two letters, as in OH.")
        return Entry(name="state", kind="place", value=place.abbr, **set_by)
    if edit.name in AMOUNTS:
        amount = _amount(edit.name, value)
        reading = AmountReading(role=edit.name, value=amount, low=amount, high=amount, raw=value, how=BY_HAND)
        return Entry(name=edit.name, kind="amount", value=plain(amount), amounts=(reading,), **set_by)
    if edit.name not in FACTS and edit.name not in Facts.model_fields:
        raise CaseError(f"{edit.name!r} is no part of a case.")
    try:
        fact = getattr(Facts.model_validate({edit.name: value}), edit.name)
    except ValidationError:
        raise CaseError(f"{capital(label(edit.name))} cannot be {value!r}.") from None
    if edit.name in EVENTS:
        assert isinstance(fact, date)
        if not FIRST_YEAR <= fact.year <= LAST_YEAR:
            raise CaseError(f"{capital(label(edit.name))} must be a day between {FIRST_YEAR} and {LAST_YEAR}.")
        return Entry(name=edit.name, kind="day", value=fact.isoformat(), **set_by)
    if edit.name in UNITS:
        if fact <= 0:
            raise CaseError(f"{capital(label(edit.name))} must be more than nothing.")
        return Entry(name=edit.name, kind="count", value=plain(Decimal(fact)), **set_by)
    return Entry(name=edit.name, kind="fact", value=str(fact), **set_by)


def _amount(name: str, value: str) -> Decimal:
    """Dollars as typed in a field: a sign and commas do no harm, and 255k is 255,000."""
    digits = value.lower().replace("$", "").replace(",", "").strip()
    times = 1_000 if digits.endswith("k") else 1
    try:
        return money(Decimal(digits.removesuffix("k")) * times, name)
    except InvalidOperation:
        raise CaseError(f"{capital(label(name))}: {value!r} is no amount; write dollars, as in 212,000.") from None
    except AmountError as error:
        raise CaseError(f"{capital(label(name))}: {error}") from None
