"""The lender's deadline, as an answer from a state's rule tells it."""

from datetime import date

from bot.answer.draft import Draft
from bot.answer.limitation import general_limit
from bot.answer.prose import clause
from bot.answer.rule_words import deadline_words
from bot.answer.turn import Turn
from bot.calculator.deadlines import in_words
from bot.law.assess import Assessment
from bot.law.deadlines import LIMITATIONS, DeadlineResult
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, state_id

STOPS_COLLECTION = "guide/bankruptcy-and-deficiencies#stops-collection"
STAYED = (
    "A bankruptcy case filed before that day keeps the time open until at least 30 days after the lender is told that the stay has "
    "ended (11 U.S.C. § 108(c)), and the state may add all the days the case was open. Have a lawyer count it from the case's dates."
)


def say_deadlines(draft: Draft, turn: Turn, record: Record, found: Assessment) -> None:
    """The lender's deadline, a counselor the next one too; the general time for a suit where the record has none."""
    told: set[str] = set()
    for p in found.possibilities:
        for d in p.deadlines:
            # the deadline that has run is told in the headline; a counselor also wants the one that would come next
            matters = p.outcome != "barred" or (turn.terse and p.lapsed and d is not p.lapsed and d.rule.bars)
            if d.rule.id in told or d.rule.period is None or not matters or len(told) == (2 if turn.terse else 1):
                continue
            told.add(d.rule.id)
            draft.say(deadline_told(turn, d), deadline_id(record.code, d.rule.id))
            add_notes(draft, record, d)
            start = turn.facts.known().get(d.rule.event or "")
            if d.last_day and d.rule.event == "sale_date" and isinstance(start, date) and start > turn.today:
                still = f"{in_words(start)} is still to come; if the house has been sold already, check the year."
                draft.add(still, deadline_id(record.code, d.rule.id))
            if d.from_sale and d.from_sale < turn.today and d.rule.bars and not p.lapsed:
                draft.ask(d.rule.event or "")
                draft.add(
                    f"Counted from the sale itself the time would have ended on {in_words(d.from_sale)}, so the claim may already "
                    "be too late: the court file shows the day it really counts from, and whether the lender acted.",
                    deadline_id(record.code, d.rule.id),
                )
    if not told and any(p.outcome != "barred" for p in found.possibilities):
        general_limit(draft, turn, record, found)


def deadline_told(turn: Turn, d: DeadlineResult) -> str:
    """A deadline in words; of one that was met, that it was."""
    done = turn.facts.known().get(d.rule.done or "")
    if d.status == "met" and done is None and d.rule.period:
        return f"As told, the lender was in time to {clause(d.rule.act)}: it had {d.rule.period.words()} from {clause(d.rule.starts)}."
    if d.status != "met" or d.last_day is None or not isinstance(done, date):
        return deadline_words(d, turn.today, turn.rough)
    who = "The lender was" if d.rule.actor == "lender" else "You were"
    return f"{who} in time to {clause(d.rule.act)}: the last day was {in_words(d.last_day)}, and it was done on {in_words(done)}."


def add_notes(draft: Draft, record: Record, found: DeadlineResult) -> None:
    """That another kind of note has another time, of the general time for a suit; and what a bankruptcy case adds to a deadline."""
    if found.rule.id == LIMITATIONS and record.limitations.note:
        draft.add(record.limitations.note, state_id(record.code, LIMITATIONS))
    if found.stayed and found.status != "met":
        draft.add(STAYED, STOPS_COLLECTION)
