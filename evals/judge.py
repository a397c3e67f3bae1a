"""The judge of support: does what a passage says bear a statement out?

There is no language model in it. A statement is borne out where each of its numbers is the person's own, a calculator's
or in the passages, and enough of its words are in them. Where it says whether the lender may collect and rests on a rule of
a state's record, that rule's own outcome decides: words alone would not tell "may" from "may not". The passages are
rendered from the reviewed records, so it is the record that judges. The shares were set on labelled pairs
(`tests/evals/support.yaml`).
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from bot.answer.model import Outcome
from bot.law.record import get_record
from bot.retrieval.lexical import ENDING, tokens
from bot.retrieval.passage import Passage, section_of
from bot.retrieval.search import Index
from bot.settings import get_settings
from bot.understand.places import read_places
from evals.reply import Reply
from evals.wording import all_numbers, plain, said_numbers, said_outcome, sections

SHARED = 0.4
"""The share of a statement's words that its passages must hold."""
SHARED_WITH_OUTCOME = 0.1
"""The same, where the rule's outcome is what the statement says."""
SMALL = 12
"""Counts up to this may be one more than a rule's own limit."""
# what an answer says of itself or of the person in passing, which no passage can hold
_FRAME = frozenset(
    "describe usual took taken instead reads read told case say said ask means mean question answer yes no also still may might "
    "get know think look day today however here first one two lets let does would could you your than more".split()
)


class Library:
    """The passages that a citation may open, and what each state's record names."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._by_state: dict[str | None, list[Passage]] = {}
        for passage in index.passages():
            self._by_state.setdefault(passage.state, []).append(passage)
        self._sections: dict[str | None, frozenset[str]] = {}

    def open(self, ids: Iterable[str]) -> list[Passage]:
        """The passages that open; an id that the index does not have is left out."""
        return [self.index.passage(i) for i in dict.fromkeys(ids) if i in self.index]

    def of_state(self, state: str | None) -> list[Passage]:
        """A state's passages and the nationwide ones."""
        return [*self._by_state.get(state, ()), *(self._by_state.get(None, ()) if state else ())]

    def sections(self, state: str | None) -> frozenset[str]:
        """Every section that the state's record or a nationwide passage names, without subsections."""
        if state not in self._sections:
            texts = (t for p in self.of_state(state) for t in (p.text, *(s.cite for s in p.sources), p.cite))
            self._sections[state] = frozenset(base(word) for text in texts for word in _named(text))
        return self._sections[state]


def base(section: str) -> str:
    """A section without its subsections.

    >>> base("33-814(G)")
    '33-814'
    """
    return section.partition("(")[0].lower().rstrip(".:-/")


def _named(text: str) -> list[str]:
    return [*sections(text), *(m[0] for m in re.finditer(r"\d[\w.:/-]*(?:\(\w{1,4}\))*", text))]


def same_section(one: str, other: str) -> bool:
    """Whether two mentions of sections mean the same or one holds the other."""
    return base(one) == base(other)


# what a home is worth is its value, and what it sold for is the price of the sale
_SAME = {"worth": "value", "sold": "sale"}


@cache
def words(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, without endings."""
    found = (ENDING.sub("", _SAME.get(word, word)) for word in tokens([plain(text)])[0] if word.isalpha())
    return frozenset(found) - _FRAME


@cache
def _held(passage: Passage) -> tuple[frozenset[str], frozenset[str]]:
    """The words and the numbers of a passage with its title and sources."""
    text = f"{passage.title}\n{passage.text}\n" + "\n".join(f"{s.cite}" for s in passage.sources) + f"\n{passage.cite}"
    seen = frozenset().union(words(text), words("\n".join(passage.asks)))
    day = f"{passage.checked:%d %Y}"
    return seen, frozenset(all_numbers(text) | all_numbers(day))


def supports(statement: str, passages: Sequence[Passage], own: Collection[str] = ()) -> bool:
    """Whether the passages together bear a statement out.

    own: numbers that need no passage: the person's and a calculator's, in plain digits.
    """
    if not passages:
        return False
    held_words: frozenset[str] = frozenset().union(*(_held(p)[0] for p in passages))
    held_numbers: frozenset[str] = frozenset().union(*(_held(p)[1] for p in passages))
    if any(plain(statement) in _text(passage) for passage in passages):
        return True
    if loose_numbers(statement, held_numbers | set(own)):
        return False
    if (state := _named_state(statement)) and all(passage.state not in (None, state) for passage in passages):
        return False
    said = words(statement)
    share = len(said & held_words) / len(said) if said else 1.0
    agrees = _agrees(plain(statement), passages)
    return share >= (SHARED if agrees is None else SHARED_WITH_OUTCOME if agrees else 2.0)


def loose_numbers(text: str, held: Collection[str]) -> list[str]:
    """The numbers of a text that come from nowhere: "3 or more homes" may come from a rule for "one or two"."""
    said = said_numbers(text) - set(held)
    return sorted(n for n in said if not (n.isdigit() and int(n) <= SMALL and str(int(n) - 1) in held))


@cache
def _named_state(statement: str) -> str | None:
    return read_places(statement).state


@cache
def _text(passage: Passage) -> str:
    return plain(passage.text)


def _agrees(statement: str, passages: Sequence[Passage]) -> bool | None:
    """Whether a statement on what may be collected says what one of the rules says; None where none is such a one."""
    said = said_outcome(statement)
    rules = [outcome for passage in passages if (outcome := rule_outcome(passage.id))]
    if said is None or not rules:
        return None
    if said == "depends" or "discretionary" in (said, *rules):
        return True
    return ("barred" in rules) if said == "barred" else any(outcome != "barred" for outcome in rules)


@cache
def rule_outcome(passage_id: str) -> Outcome | None:
    """The outcome of the rule that a passage is rendered from; None for any other passage."""
    folder, _, section = section_of(passage_id).partition("#")
    if not folder.startswith("states/") or not section.startswith("rule-"):
        return None
    record = get_record(get_settings().corpus_dir / "states", folder.removeprefix("states/"))
    return next((case.outcome for case in record.deficiency if case.id == section.removeprefix("rule-")), None)


def own_numbers(turns: Sequence[str], reply: Reply) -> set[str]:
    """Numbers that need no source: the person's (also as thousands) and those the target worked out from them."""
    typed = all_numbers(" \n ".join(turns))
    return typed | {f"{n}000" for n in typed if n.isdigit()} | all_numbers(reply.worked_out()) | {"0"}


def passage_numbers(passage: Passage) -> frozenset[str]:
    """The numbers that a passage, its sources and its checked day hold, those in words too."""
    return _held(passage)[1]
