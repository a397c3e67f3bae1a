"""Published classifications of the states against the law engine: where they agree, and why they differ where they do.

`python -m evals.external.tables` writes README.md from the YAML files.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.law.assess import assess
from bot.law.case import Case
from bot.law.facts import Facts
from bot.law.record import Record, get_record
from bot.settings import ROOT
from bot.yamlfile import load_yaml

HERE = Path(__file__).parent
README = HERE / "README.md"
STATES = ROOT / "corpus" / "states"
NAMES = ("ghent_kudlyak_2011", "olr_2010", "foreclosure_nation_2010")
KINDS = {
    "definition": "the source counts otherwise",
    "date": "the law changed",
    "statute": "the statute says otherwise",
}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Read(_Strict):
    """A text in which the classification was read."""

    url: str = Field(pattern=r"^https?://")
    what: str


class Explanation(_Strict):
    """Why the engine's class of one state is not the source's.

    rule: the case of our record whose statute shows it. same_when: facts under which the engine gives the source's
    class.
    """

    kind: Literal["definition", "date", "statute"]
    rule: str
    why: str
    same_when: Facts


class Table(_Strict):
    """One published classification.

    states: each class with the states the source puts there. left_out: jurisdictions that could not be read, and why.
    barred_is, otherwise: the class of a state whose ordinary case comes out `barred`, and of every other.
    facts: the ordinary case under the source's definition; the way of foreclosing is the state's usual one.
    law_of: the time whose law the source tells.
    """

    title: str
    citation: str
    url: str = Field(pattern=r"^https?://")
    read_in: tuple[Read, ...] = Field(min_length=1)
    checked: dt.date
    law_of: str
    definition: str
    classes: dict[str, str]
    barred_is: str
    otherwise: str
    facts: Facts
    states: dict[str, tuple[str, ...]]
    left_out: dict[str, str] = {}
    notes: dict[str, str] = {}
    differences: dict[str, Explanation] = {}

    @model_validator(mode="after")
    def _hangs_together(self) -> "Table":
        if not set(self.states) == {self.barred_is, self.otherwise} == set(self.classes):
            raise ValueError("states, classes, barred_is and otherwise must name the same two classes")
        codes = [code for group in self.states.values() for code in group]
        if len(set(codes)) != len(codes) or set(codes) & set(self.left_out):
            raise ValueError("a state is named twice")
        if wrong := (set(self.notes) | set(self.differences)) - set(codes):
            raise ValueError(f"notes or differences for states that the table does not hold: {sorted(wrong)}")
        return self

    @property
    def theirs(self) -> dict[str, str]:
        """The source's class of each state it holds."""
        return dict(sorted((code, name) for name, codes in self.states.items() for code in codes))


class Difference(_Strict):
    """A state where the source and the engine part; explanation: None where none was written."""

    code: str
    theirs: str
    ours: str
    explanation: Explanation | None


class Comparison(_Strict):
    """A table against the engine. idle: states explained as different that are not."""

    agreements: tuple[str, ...]
    differences: tuple[Difference, ...]
    idle: tuple[str, ...]

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The states that differ without an explanation."""
        return tuple(found.code for found in self.differences if found.explanation is None)


@cache
def load(name: str) -> Table:
    """Read and check one table. Raises ValidationError for a table that does not hang together."""
    return Table.model_validate(load_yaml(HERE / f"{name}.yaml"))


def classify(table: Table, code: str, changed: Facts | None = None) -> str:
    """The engine's class of one state under the table's definition, with some facts of its ordinary case changed."""
    record = get_record(STATES, code)
    facts: Mapping[str, Any] = {
        "process": record.process.usual,
        **table.facts.known(),
        **(changed.known() if changed else {}),
    }
    result = assess(Case(state=code, facts=Facts(**facts)), record, table.checked)
    return table.barred_is if result.outcome == "barred" else table.otherwise


def ours(table: Table) -> dict[str, str]:
    """The engine's class of each state that the table holds.

    A case that still depends on open facts is not barred: the lender may be able to claim the rest.
    """
    return {code: classify(table, code) for code in table.theirs}


def compare(table: Table) -> Comparison:
    """Where the source and the engine agree, and what is said of each difference."""
    found = ours(table)
    differences = tuple(
        Difference(code=code, theirs=theirs, ours=found[code], explanation=table.differences.get(code))
        for code, theirs in table.theirs.items()
        if found[code] != theirs
    )
    apart = {difference.code for difference in differences}
    return Comparison(
        agreements=tuple(code for code in found if code not in apart),
        differences=differences,
        idle=tuple(sorted(set(table.differences) - apart)),
    )


def statute(record: Record, rule: str) -> str:
    """The citation of one case of a record. Raises KeyError where there is no such case."""
    return {case.id: case.cite for case in record.deficiency}[rule]


def _words(name: str) -> str:
    return name.replace("_", " " if name.startswith("not") else "-")


def _row(difference: Difference) -> str:
    record = get_record(STATES, difference.code)
    said = difference.explanation
    why = f"{KINDS[said.kind].capitalize()}. {' '.join(said.why.split())}" if said else "Not explained."
    cells = [record.name, _words(difference.theirs), _words(difference.ours), why]
    return "| " + " | ".join([*cells, statute(record, said.rule) if said else ""]) + " |"


def _section(table: Table, result: Comparison) -> list[str]:
    lines = [f"## {table.title}", "", f"{' '.join(table.citation.split())}. <{table.url}>", ""]
    lines += [f"Law of {table.law_of}, checked {table.checked}. {' '.join(table.definition.split())}", ""]
    lines += [f"- {_words(name)}: {meaning}" for name, meaning in table.classes.items()]
    lines += ["", "Read in:", "", *(f"- <{read.url}>: {read.what}" for read in table.read_in), ""]
    named = table.states[table.barred_is]
    agreed = len(set(named) & set(result.agreements))
    whole = f"{len(result.agreements)} of {len(table.theirs)}"
    lines += [f"Agreement: {whole}, and {agreed} of the {len(named)} that it calls {_words(table.barred_is)}.", ""]
    lines += ["| state | source | Shortfall | why they differ | our statute |", "| --- | --- | --- | --- | --- |"]
    lines += [*map(_row, result.differences), ""]
    for heading, remarks in (("Left out", table.left_out), ("Notes", table.notes)):
        said = [f"- {get_record(STATES, code).name}: {text}" for code, text in remarks.items()]
        lines += [f"{heading}:", "", *said, ""] if said else []
    return lines


def readme() -> str:
    """README.md as the tables and the engine give it."""
    tables = [load(name) for name in NAMES]
    results = [compare(table) for table in tables]
    lines = [
        "# The states as others classify them",
        "",
        "Each published list is reproduced from the rule records: an ordinary bank loan that bought the single home",
        "its owner lives in, foreclosed in the state's usual way. The state is non-recourse where that case comes out",
        "`barred`. Where it is limited, discretionary or depends on what the lender did, the lender may be able to",
        "claim the rest.",
        "",
        "| source | states | agree | differ |",
        "| --- | --- | --- | --- |",
    ]
    for table, result in zip(tables, results, strict=True):
        agree, differ = len(result.agreements), len(result.differences)
        lines.append(f"| {table.title} | {len(table.theirs)} | {agree} | {differ} |")
    for table, result in zip(tables, results, strict=True):
        lines += ["", *_section(table, result)[:-1]]
    return "\n".join([*lines, "", "This page is written by `python -m evals.external.tables`.", ""])


if __name__ == "__main__":
    README.write_text(readme(), "utf-8")
