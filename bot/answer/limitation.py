"""The general time limit for a suit on the note, as an answer tells it where no deadline after the sale does."""

from bot.answer.draft import Draft
from bot.answer.prose import listed
from bot.answer.turn import Turn
from bot.calculator.deadlines import in_words
from bot.law.assess import Assessment
from bot.law.deadlines import limitation_choices
from bot.law.facts import Facts
from bot.law.record import Record
from bot.retrieval.passage import state_id

RAISE_IT = "federal/time-barred-debt#raise-it-in-court"
KINDS_OF_NOTE = frozenset({"sealed", "negotiable"})


def years_on_the_note(record: Record, facts: Facts, found: Assessment) -> str:
    """The years for a suit on the note in words, "5 or 6 years" where the kind of note decides; empty where the record sets none."""
    known = facts.known()
    choices = limitation_choices(record, {**found.taken, **known}, known)
    return f"{listed([str(years) for years in choices], 'or')} years" if choices else ""


def general_limit(draft: Draft, turn: Turn, record: Record, found: Assessment) -> None:
    """The years for a suit on the note, what kind of note changes them, and that they have run where they have."""
    section, limits, years = state_id(record.code, "limitations"), record.limitations, found.limit_years
    if years is not None:
        draft.say(
            f"No short deadline after the sale was found in {record.place}; the general limit for a suit on the note is "
            f"{years_on_the_note(record, turn.facts, found)} ({limits.cite}).",
            section,
        )
    kind_matters = years != limits.years or turn.facts.lien == "junior" or KINDS_OF_NOTE & turn.facts.known().keys()
    if limits.note and (years is None or kind_matters):
        tell = draft.say if years is None else draft.add
        tell(limits.note, section)
    last = found.limit_end
    defense = "unless a court gave a judgment before, that is a defense, and you must raise it."
    if last is not None and last >= turn.today:
        latest = " at the latest" if "acceleration_date" in turn.rough else ""
        draft.add(f"Counted from the day the loan was called due, that time ends on {in_words(last)}{latest}.", section)
    elif last is not None:
        draft.add(
            f"Counted from the day the loan was called due, that time ended on {in_words(last)}; {defense}",
            section,
            RAISE_IT,
        )
    elif found.limit_run:
        draft.add(
            f"Counted from the sale itself that time ended on {in_words(found.limit_run)}; {defense}", section, RAISE_IT
        )
