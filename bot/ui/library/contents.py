"""What the library holds, put in order: guides and federal rules by subject, terms by letter, states by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from bot.retrieval.passage import Passage
from bot.retrieval.search import Index
from bot.topics import Topic
from bot.yamlfile import load_yaml

# the subjects a reader looks under, and the topics that stand in each
GROUPS: dict[str, tuple[Topic, ...]] = {
    "Where to begin": (Topic.FIRST_STEPS, Topic.DEFINITION, Topic.TIMELINE, Topic.MISTAKES),
    "The home and the sale": (
        Topic.KEEP_HOME,
        Topic.SALE_NOTICE,
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
        Topic.REDEMPTION,
        Topic.MOVING_OUT,
        Topic.SURPLUS,
        Topic.SERVICING,
    ),
    "What may still be owed": (
        Topic.CALCULATION,
        Topic.FAIR_VALUE,
        Topic.RULE,
        Topic.RECOURSE,
        Topic.PROCESS,
        Topic.DEADLINE,
        Topic.LIMITATIONS,
        Topic.SECOND_MORTGAGE,
        Topic.COSIGNER,
    ),
    "When somebody asks you to pay": (
        Topic.LAWSUIT,
        Topic.DEFENSES,
        Topic.SETTLEMENT,
        Topic.DEBT_COLLECTOR,
        Topic.COLLECTION,
        Topic.GARNISHMENT,
        Topic.BANK_LEVY,
    ),
    "Taxes, credit and bankruptcy": (Topic.TAX, Topic.CREDIT, Topic.BANKRUPTCY),
    "Loans and people with rules of their own": (Topic.FEDERAL_LOAN, Topic.MILITARY),
    "Help, and whom to beware of": (Topic.HELP, Topic.SCAM),
}


@dataclass(frozen=True)
class Document:
    """A page of several sections: a guide or a federal rule. id: without its folder."""

    kind: Literal["guide", "federal"]
    id: str
    title: str
    topic: Topic
    sections: tuple[tuple[Passage, ...], ...]

    @property
    def first(self) -> Passage:
        """The passage it opens with."""
        return self.sections[0][0]

    def heading(self, section: tuple[Passage, ...]) -> str:
        """What a section is called within its page."""
        return section[0].title.removeprefix(f"{self.title}: ")


def documents(index: Index, kind: Literal["guide", "federal"], corpus_dir: Path) -> dict[str, Document]:
    """The guides or the federal rules by id, in the order of the subjects.

    corpus_dir: where the federal files have their titles.
    """
    by_file: dict[str, dict[str, list[Passage]]] = {}
    for passage in index.passages():
        if passage.kind == kind:
            file = passage.id.partition("#")[0].partition("/")[2]
            by_file.setdefault(file, {}).setdefault(passage.section, []).append(passage)
    made = [
        Document(
            kind,
            file,
            _title(kind, file, [parts[0] for parts in sections.values()], corpus_dir),
            next(iter(sections.values()))[0].topic,
            tuple(tuple(parts) for parts in sections.values()),
        )
        for file, sections in by_file.items()
    ]
    order = [topic for topics in GROUPS.values() for topic in topics]
    return {document.id: document for document in sorted(made, key=lambda d: order.index(d.topic))}


def grouped(found: Iterable[Document]) -> dict[str, list[Document]]:
    """Documents by subject, without the subjects that have none."""
    every = list(found)
    groups = {name: [d for d in every if d.topic in topics] for name, topics in GROUPS.items()}
    return {name: there for name, there in groups.items() if there}


def beside(names: list[str], name: str) -> tuple[str | None, str | None]:
    """What stands before and after a name in a list; None at its ends.

    >>> beside(["AL", "AK", "AZ"], "AL")
    (None, 'AK')
    """
    at = names.index(name)
    return (names[at - 1] if at else None), (names[at + 1] if at + 1 < len(names) else None)


def _title(kind: str, file: str, passages: list[Passage], corpus_dir: Path) -> str:
    if kind == "federal":
        return _federal_title(corpus_dir, file) or passages[0].title
    # a guide's passages are called `<guide>: <section>`
    heads = passages[0].title.split(": ")
    shared = (f"{': '.join(heads[:n])}: " for n in range(len(heads) - 1, 0, -1))
    named = next((head for head in shared if all(p.title.startswith(head) for p in passages)), passages[0].title)
    return named.removesuffix(": ")


@lru_cache(maxsize=256)
def _federal_title(corpus_dir: Path, file: str) -> str:
    path = corpus_dir / "federal" / f"{file}.yaml"
    return str(load_yaml(path)["title"]) if path.is_file() else ""
