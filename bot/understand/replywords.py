"""What short replies mean, for each question that is asked: replies.yaml, compiled once."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bot.understand.statenames import NAMES
from bot.yamlfile import load_yaml

Value = str | int | Decimal
NO_ANSWER, UNKNOWN = "no answer", "unknown"
"""What a bare yes or no can mean besides a value."""


@dataclass(frozen=True)
class Row:
    """Patterns that mean one value, and the value where they stand negated."""

    value: Value
    negated: str | None
    not_in: frozenset[str]
    before_facts: bool
    whole: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None


@dataclass(frozen=True)
class Asked:
    """How the answers to one question are read; the fields are explained in replies.yaml."""

    asked: str
    on_yes: str
    on_no: str
    both: str | None = None
    neither: str | None = None
    order: tuple[str | None, ...] = ()
    said: bool = False
    first: bool = False
    number: str | None = None
    says: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """replies.yaml, compiled: what people say of any question, and each question by fact and state."""

    talk: dict[str, re.Pattern[str]]
    facts: dict[str, Asked]
    states: dict[str, dict[str, Asked]]

    def question(self, fact: str, state: str | None) -> Asked | None:
        """The state's own question about a fact, or the nationwide one; None for days and unknown facts."""
        return self.states.get(state or "", {}).get(fact) or self.facts.get(fact)


@cache
def vocabulary() -> Vocabulary:
    """replies.yaml, compiled once."""
    folder = Path(__file__).parent
    raw = load_yaml(folder / "replies.yaml")
    cues = load_yaml(folder / "cues.yaml")
    words: dict[str, str] = {**cues["words"], **raw["words"], "STATE": rf"(?:{'|'.join(map(re.escape, NAMES))})\b"}
    facts = {fact: _asked(row, words) for fact, row in raw["facts"].items()}
    return Vocabulary(
        talk={kind: _compiled("".join(text.split("\n")), words) for kind, text in raw["talk"].items()},
        facts=facts,
        states={
            state: {fact: _asked(row, words, facts[fact]) for fact, row in rows.items()}
            for state, rows in raw["states"].items()
        },
    )


def _asked(raw: dict[str, Any], words: dict[str, str], nationwide: Asked | None = None) -> Asked:
    """One question; a state's own keeps the nationwide values, and the words for them, unless it has its own."""
    rows = tuple(_row(row, words) for row in raw.get("values", ()))
    says = raw.get("says", {})
    if nationwide:
        rows += () if raw.get("only") else nationwide.rows
        says = nationwide.says | says
    plain = {key: raw[key] for key in ("asked", "on_yes", "on_no", "both", "neither", "said", "first") if key in raw}
    number = nationwide.number if nationwide else raw.get("number")
    return Asked(**plain, order=tuple(raw.get("order", ())), number=number, says=says, rows=rows)


def _row(raw: dict[str, Any], words: dict[str, str]) -> Row:
    value = Decimal(str(raw["value"])) if isinstance(raw["value"], float) else raw["value"]
    patterns = {kind: _compiled("|".join(raw[kind]), words) if kind in raw else None for kind in ("whole", "anywhere")}
    return Row(value, raw.get("negated"), frozenset(raw.get("not_in", ())), raw.get("before_facts", False), **patterns)


def _compiled(text: str, words: dict[str, str]) -> re.Pattern[str]:
    for name, pattern in reversed(words.items()):  # a later word may be made of earlier ones
        text = text.replace(f"<{name}>", pattern)
    return re.compile(text, re.IGNORECASE)
