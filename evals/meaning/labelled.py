"""The texts that the reader of meaning is trained on, each with what is known of it.

They are the labelled phrases of facts, lines of sums, questions of sections and of scope, the worked cases of the word
groups and the tuned cases; beside them stand the phrasings that the corpus names for each passage. Never among them: the part of each that is held out, and the unseen sets of evals/fresh.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.meaning.reader import ASKED, FACT, NONE, SCOPE, SECTION
from bot.retrieval.expected import kind_of
from bot.retrieval.search import Index
from bot.yamlfile import load_yaml
from evals.asked.labelled import labelled as asked_questions
from evals.cases import as_read, fingerprint, held_out
from evals.facts.__main__ import is_unseen, phrases
from evals.roles.labelled import lines, worked
from evals.roles.train import aligned, by_words
from evals.scope.labelled import is_kept
from evals.scope.labelled import labelled as scope_questions
from evals.sections.labelled import labelled as section_questions
from evals.sections.labelled import written

WORKED = Path(__file__).parents[2] / "tests" / "understand"
Span = tuple[int, int]


@dataclass
class Text:
    """views: by view the names of which each is right. sums: the characters of each sum, and its role."""

    text: str
    views: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sums: tuple[tuple[Span, str], ...] = ()


@cache
def labelled() -> tuple[Text, ...]:
    """Every text once, with all that is known of it."""
    found: dict[str, Text] = {}

    def of(text: str) -> Text:
        return found.setdefault(text, Text(text))

    for typed, told in _facts():
        of(as_read(typed)).views.update(facts_told(told))
    for scoped in scope_questions():
        if not is_kept(scoped):
            of(as_read(scoped.text)).views[SCOPE] = (scoped.label,)
    for sought in section_questions():
        of(sought.text).views[SECTION] = tuple(sorted({kind_of(section) for section in sought.sections}))
    for question in asked_questions():
        of(question.text).views[ASKED] = ("claim" if question.claim else NONE,)
    for line in (*(one for one in lines() if not one.held_out), *worked()):
        _, read = by_words(line.text)
        text = of(as_read(line.text))
        text.sums = tuple((one.amount.span, role) for one, role in zip(read, aligned(read, line.sums), strict=True))
    return tuple(text for text in found.values() if text.views or text.sums)


def phrasings(index: Index) -> list[Text]:
    """The ways to ask that the corpus names, each with the section that it stands in."""
    found: dict[str, set[str]] = {}
    for passage in index.passages():
        for ask in passage.asks:
            found.setdefault(as_read(ask), set()).add(kind_of(passage.section))
    return [Text(text, {SECTION: tuple(sorted(kinds))}) for text, kinds in found.items()]


def facts_told(told: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Every fact that is read so with its value, or `NONE`."""
    return {f"{FACT}{fact}": (told.get(fact, NONE),) for fact in facts_read()}


@cache
def facts_read() -> tuple[str, ...]:
    """The facts of which the phrases tell; of the others the word groups alone know."""
    return tuple(sorted({fact for _, told, _ in phrases() for fact in told}))


def _facts() -> Iterable[tuple[str, dict[str, str]]]:
    for text, told, _ in phrases():
        if not is_unseen(text):
            yield text, told
    for path in sorted(WORKED.glob("facts*.yaml")):
        for text, told, *state in load_yaml(path):
            if not state:  # in a state of its own a word may tell something else
                yield text, {fact: str(value) for fact, value in told.items()}


def digest() -> str:
    """A short fingerprint of the texts that were labelled for this, as they are typed.

    How the engine spells them and which sums it finds in them is no part of it, nor are the worked cases: the weights
    stay good when a reader is mended.
    """
    told = (f"{text}\t{sorted(facts.items())}" for text, facts, _ in phrases() if not is_unseen(text))
    scoped = (f"{one.label}\t{one.text}" for one in scope_questions() if one.own and not is_kept(one))
    sought = (f"{text}\t{state}\t{sections}" for text, state, sections in written() if not held_out(text))
    summed = (f"{line.text}\t{line.sums}" for line in lines() if not line.held_out)
    return fingerprint((*told, *scoped, *sought, *summed))
