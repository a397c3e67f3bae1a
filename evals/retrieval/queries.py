"""Queries and relevance from the datasets.

Each fact that a right answer must hold is a need: the question as it was typed, and the sections that hold the fact.
Questions are written by people and facts by the record, so a question and its passage never come from the same text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.retrieval.passage import section_of
from bot.topics import Topic
from bot.understand.read import read_question
from evals.cases import TODAY, Probe


@dataclass(frozen=True)
class Need:
    """A fact that is looked for. sections: those that hold it, any of which is enough."""

    id: str
    question: str
    state: str | None
    topics: tuple[Topic, ...]
    sections: frozenset[str]
    held_out: bool


def needs_of(probes: Iterable[Probe]) -> list[Need]:
    """The needs of every question that stands by itself; a later turn of a talk cannot be searched alone."""
    found = []
    for probe in probes:
        if len(probe.asked.turns) > 1 or probe.expected.declined:
            continue
        state = probe.expected.state or probe.about.state
        topics = tuple(read_question(probe.question, TODAY, state).topics)
        for number, holders in enumerate(probe.expected.held_by):
            sections = frozenset(section_of(holder) for holder in holders)
            found.append(Need(f"{probe.name}#{number}", probe.question, state, topics, sections, probe.held_out))
    return found
