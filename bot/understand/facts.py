"""Read the facts that decide out of plain language: the way of foreclosing, the loan, the lien, the buyer and so on."""

import re

from pydantic import BaseModel, ConfigDict

from bot.understand.cues import Cue, lexicon

_NEGATION = re.compile(
    r"(?:\b(?:not|never|no|without|isn'?t|wasn'?t|didn'?t|don'?t|nor|non|neither|cannot)\b|n't)(?:\W+\w+){0,2}\W*$",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(r"[.;,!?\n]|\bbut\b|\band\b", re.IGNORECASE)


class FactReading(BaseModel):
    """A fact that was read: its value and the words it was read from."""

    model_config = ConfigDict(frozen=True)

    fact: str
    value: str
    raw: str
    span: tuple[int, int]


def read_facts(text: str, state: str | None = None) -> list[FactReading]:
    """The facts a text tells, at most one reading a fact, in the order of the vocabulary.

    state: the jurisdiction, where known; some words mean different things in different states.
    Never raises.

    >>> [(r.fact, r.value) for r in read_facts("a trustee's sale of our rental duplex")]
    [('process', 'nonjudicial'), ('occupancy', 'not_owner_occupied')]
    """
    found: dict[str, FactReading] = {}
    words = lexicon()
    for cue in (*words.cues, *words.steps.get(state or "", ())):
        if cue.fact in found:
            continue
        reading = _read(text, cue)
        if reading is None or _misleads(reading, state):
            continue
        found[cue.fact] = reading
    return _reconcile(found)


def _read(text: str, cue: Cue) -> FactReading | None:
    for match in cue.pattern.finditer(text):
        value: str | None = cue.value
        if _negated(text, match.start()):
            value = cue.negated
        if value is not None:
            return FactReading(fact=cue.fact, value=value, raw=match.group().strip(), span=match.span())
    return None


def _negated(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start]
    clause = _CLAUSE_START.split(before)[-1]
    return bool(_NEGATION.search(clause))


def _misleads(reading: FactReading, state: str | None) -> bool:
    return "sheriff" in reading.raw.lower() and state in lexicon().sheriff_sells_without_court


def _reconcile(found: dict[str, FactReading]) -> list[FactReading]:
    """Facts that follow from others: a lien wiped out by another lender's sale is a junior one."""
    lien, sale_by = found.get("lien"), found.get("sale_by")
    if sale_by and sale_by.value == "other_lender" and (lien is None or lien.value == "first"):
        found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "junior"})
    if lien and lien.value == "first" and sale_by is None:
        found["sale_by"] = lien.model_copy(update={"fact": "sale_by", "value": "this_lender"})
    if "occupancy" in found and found["occupancy"].value == "not_owner_occupied" and "lived_throughout" in found:
        del found["lived_throughout"]
    return list(found.values())
