"""A state that protects pay more than federal law does: its own section stands for those that tell what holds elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.draft import Draft
from bot.law.record import Record
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import section_of, state_id

TOOLS = "guide/collection-after-judgment#tools"
PROTECTED = "guide/collection-after-judgment#protected-money"
# "Yes, after a judgment a lender can usually have part of your paycheck withheld", and how much of it
_ELSEWHERE = frozenset(
    {
        "guide/collection-after-judgment#wages",
        "federal/wage-garnishment-cap#the-cap",
        "federal/wage-garnishment-cap#figures",
    }
)


def by_own_wages(draft: Draft, record: Record | None, hits: Sequence[Hit]) -> list[Hit]:
    """The passages in their order, the state's own section on pay in the place of those that do not hold in the state."""
    if record is None or record.wages is None or not any(section_of(hit.passage.id) in _ELSEWHERE for hit in hits):
        return list(hits)
    own = draft.library.passage(state_id(record.code, "wages"))
    first = next(hit for hit in hits if section_of(hit.passage.id) in _ELSEWHERE or hit.passage.id == own.id)
    # the nearest sentence is one of the passage that gives way
    told = first if first.passage.id == own.id else replace(first, passage=own, closest=None)
    rest = [told if hit is first else hit for hit in hits]
    return [hit for hit in rest if hit is told or not (section_of(hit.passage.id) in _ELSEWHERE or hit.passage == own)]


def say_own_wages(draft: Draft, record: Record | None) -> None:
    """Behind the tools of collection or what is protected from them: how this state protects pay."""
    if record is None or record.wages is None or not {TOOLS, PROTECTED} & {*draft.citations}:
        return
    own = state_id(record.code, "wages")
    if own not in draft.citations:
        draft.say(record.wages.text, own)
