"""Particular things that people ask about by name (things.yaml): programs, papers, doctrines, sections of statutes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from bot.retrieval.passage import Passage
from bot.understand.lawcodes import is_law_code
from bot.yamlfile import load_yaml

Law = Literal["state", "general", "anywhere"]
_ACT = re.compile(r"\bact ?(?:no\. ?)?(\d{1,4})\b", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\b((?:[A-Z][\w'’-]*[a-z][ -](?:and |of |for |to |the |in |at )?){1,6}(?:Act|Program|Programme|Fund|Amendment|Doctrine))\b"
)
# told by the passages under their sections' numbers
_TOLD_BY_NUMBER = re.compile(
    r"\b(?:Fair Credit Reporting|Truth in Lending|Consumer Credit Protection|Protecting Tenants|Real Estate Settlement|Fair Debt Collection)\b"
)
# a section, by what stands before its number; a bare number may be a day, a price or a telephone's
_NUMBER = r"\d[\w]*(?:[-.:/]\w+)*(?:\(\w{1,4}\))*"
_SECTION = re.compile(
    rf"(?:§+ ?|\b(?:sec(?:tion|s)?|statute)\b\.? ?|\b(?:rev(?:ised)?|civil|probate|property|bankruptcy|ann|gen(?:eral)?)\b\.? (?:stat\w*\.? )?code\b,? (?:§+ ?)?|\b(?P<code>(?:[A-Za-z]\.? ?){{1,4}}[A-Za-z]\.?),? )(?P<number>{_NUMBER})"
)
_RULE = re.compile(r"\brule (\d{2,4}(?:\.\d+)?)\b", re.IGNORECASE)
_SHAPE = re.compile(r"\d{3,}[a-z]?$|\d[\w]*[-.:/]\w")
_SMALL = frozenset("the and of for to in does do is are can what how under my our a an i at".split())


@dataclass(frozen=True)
class Thing:
    """A particular thing that is asked about by name: the fields are told in things.yaml. cited: it is a source's number."""

    name: str
    says: str
    law: Law
    told: re.Pattern[str]
    asked: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    beside: frozenset[str] = frozenset()
    guide: str | None = None
    cited: bool = False
    kind: bool = False

    def asked_at(self, text: str) -> int | None:
        """Where a text names it; None where it does not."""
        found = self.asked.search(text) if self.asked is not None else None
        return None if found is None or (self.unless and self.unless.search(text)) else found.start()

    def is_told(self, passage: Passage) -> bool:
        """Whether a passage speaks of it: in its text, or among its sources where it is a number of one."""
        texts = [passage.text]
        if self.cited:
            texts += [passage.cite, passage.title, *(source.cite for source in passage.sources)]
        return any(self.told.search(text) for text in texts)


@cache
def things() -> tuple[Thing, ...]:
    """Every thing of the file, in its order."""
    rows: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "things.yaml")["things"]
    return tuple(
        Thing(
            name=row["name"],
            says=row["says"],
            law=row["law"],
            told=re.compile(row["told"], re.IGNORECASE),
            asked=re.compile(row["asked"], re.IGNORECASE),
            unless=re.compile(row["unless"], re.IGNORECASE) if "unless" in row else None,
            beside=frozenset(row.get("beside", "").split()),
            guide=row.get("guide"),
            kind=row.get("kind", False),
        )
        for row in rows
    )


def things_named(text: str) -> list[Thing]:
    """The things that a text names, in the order in which it does.

    >>> [thing.name for thing in things_named("Is there mediation under Act 91, and what does NRS 107.086 say?")]
    ['mediation', 'Act 91', '107.086']
    """
    found = [(at, thing) for thing in things() if (at := thing.asked_at(text)) is not None]
    return [thing for _, thing in sorted([*found, *_by_name(text)], key=lambda one: one[0])]


def _by_name(text: str) -> Iterator[tuple[int, Thing]]:
    """Laws, programs and sections that are named as such, whatever they are."""
    for match in _ACT.finditer(text):
        yield (
            match.start(),
            _cited(f"Act {match[1]}", rf"\bAct (?:No\. ?)?{match[1]}\b", f"anything about Act {match[1]}"),
        )
    for match in _PROGRAM.finditer(text):
        words = [word for word in re.findall(r"[\w'’]+", match[1]) if word.lower() not in _SMALL]
        if len(words) > 1 and not _TOLD_BY_NUMBER.search(match[1]):
            name = " ".join(words)
            yield (
                match.start(),
                _cited(name, r"\W+(?:\w+\W+)?".join(map(re.escape, words)), f"anything about the {name}"),
            )
    for match in _RULE.finditer(text):
        yield (
            match.start(),
            _cited(f"Rule {match[1]}", rf"\b[Rr]ules? [^.;]{{0,20}}{re.escape(match[1])}\b", "what that rule says"),
        )
    for match in _SECTION.finditer(text):
        number = match["number"].partition("(")[0].rstrip(".")
        code = (match["code"] or "").replace(".", "").replace(" ", "")
        if _SHAPE.match(number) and (not match["code"] or is_law_code(code)):
            yield (
                match.start(),
                _cited(number, rf"(?<![\w.-]){re.escape(number)}(?![\w-])", f"what section {number} says"),
            )


def _cited(name: str, told: str, says: str) -> Thing:
    return Thing(
        name=name,
        says=says,
        law="anywhere",
        told=re.compile(told, re.IGNORECASE),
        beside=frozenset({"steps", "notice", "meeting", "cure", "publishing"}),
        cited=True,
    )
