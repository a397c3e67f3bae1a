"""Questions with the sections that answer them, and which of them are trained on.

Those in `questions/` were written for this, in words as far from the sections' own as people's are; a fifth of them,
chosen by hash, is kept out of training and measured apart. Beside them stand the tuned cases; never the held-out fifth of
the cases and the unseen sets of evals/fresh.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.retrieval.passage import section_of
from bot.understand.instructions import without_orders
from bot.understand.places import read_places
from bot.understand.read import read_question
from bot.understand.spelling import spelt
from bot.understand.text import normalise
from evals.cases import TODAY, fingerprint, held_out, tuned_probes
from evals.retrieval.queries import Need

QUESTIONS = Path(__file__).parent / "questions"


@dataclass(frozen=True)
class Labelled:
    """A question as it is read, the state that it is asked in, and the sections of which each answers it."""

    text: str
    state: str | None
    sections: tuple[str, ...]


def written() -> list[tuple[str, str | None, tuple[str, ...]]]:
    """The questions of `questions/`, as typed: sections, best first; state, where it is one state's section; question."""
    rows = (
        line.split("\t") for path in sorted(QUESTIONS.glob("*.tsv")) for line in path.read_text("utf-8").splitlines()
    )
    return [(text, state or None, tuple(sections.split(","))) for sections, state, text in rows]


def needs(*, unseen: bool) -> list[Need]:
    """The written questions as needs to be searched for: those that are trained on, or the fifth that is not."""
    found = []
    for text, state, sections in written():
        if held_out(text) is unseen:
            read = read_question(text, TODAY, state, first=True)
            found.append(Need(text, read.text, state or read.state, read.topics, frozenset(sections), unseen))
    return found


@cache
def labelled() -> tuple[Labelled, ...]:
    """Every training question once."""
    found: dict[tuple[str, str | None], set[str]] = {}
    kept = ((text, state, sections) for text, state, sections in written() if not held_out(text))
    for text, state, sections in (*kept, *_cases()):
        typed = without_orders(normalise(text))
        found.setdefault((spelt(typed), state or read_places(typed).state), set()).update(sections)
    return tuple(Labelled(text, state, tuple(sorted(sections))) for (text, state), sections in found.items())


def digest() -> str:
    """A short fingerprint of the written questions that are trained on, as they are typed."""
    return fingerprint(f"{text}\t{state}\t{sections}" for text, state, sections in written() if not held_out(text))


def _cases() -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """The tuned cases that stand by themselves, once for each fact that an answer must hold."""
    for probe in tuned_probes():
        if len(probe.asked.turns) == 1 and not probe.expected.declined:
            for holders in probe.expected.held_by:
                yield probe.question, probe.expected.state or probe.about.state, tuple(map(section_of, holders))
