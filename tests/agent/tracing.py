"""Where the numbers, days, periods, sections and states of a text come from: a plain reader, apart from `bot.agent.verify`.

It knows less than the check that it is to catch out, and shares no code with it: digits and number words by regular
expression, a day by its written form, a section by what stands behind its mark.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import us

UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: n for n, word in enumerate(UNITS, start=1)} | {word: 10 * n for n, word in enumerate(TENS, start=2)}
LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
MONTHS = "january february march april may june july august september october november december".split()
COUNTED = 6  # "two things to look at" claims nothing; more than that does
_WORD = "|".join(sorted([*VALUES, *LARGE], key=len, reverse=True))
_WORDS = re.compile(rf"\b(?:a )?(?:{_WORD})(?:(?:[ -]|,? and )(?:{_WORD}))*\b")
_DIGITS = re.compile(r"(?<![0-9.,])[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_SCALE = re.compile(r" ?(k|thousand|grand|m|million)\b")
_UNIT = re.compile(r"[- ]?(?:calendar |business |full )?(day|week|month|year|percent|dollar)s?\b")
_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) ([0-9]{{1,2}}),? ([0-9]{{4}})\b")
_ISO = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_SECTION = re.compile(r"(?:§+|\bsections?|\bsecs?\.|\barts?\.|\barticles?) ?([0-9][0-9a-z]*(?:[-.:/][0-9]+[a-z]?)*)")
_CASE = re.compile(r"\b([A-Z][a-z]+) v\. ([A-Z][a-z]+)")
_STATES = [state.name for state in (*us.states.STATES, us.states.DC)]
_STATE = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _STATES), key=len, reverse=True))})\b")


def plain(text: str) -> str:
    """A text as a reader sees it: no hidden characters, one kind of dash and digit."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cf", "Mn"))
    return re.sub(r"[‐‑‒–—−]", "-", seen)


def _spelled(words: str) -> int:
    total = part = 0
    for word in re.findall(_WORD, words):
        if word in VALUES:
            part += VALUES[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        else:
            total, part = total + max(part, 1) * LARGE[word], 0
    return total + part


@dataclass(frozen=True)
class Found:
    """The numbers of a text; those that are more than a count of what follows; those with a unit (weeks in days, years in
    months); whole days."""

    numbers: set[Decimal]
    claimed: set[Decimal]
    measured: set[tuple[Decimal, str]]
    days: set[tuple[int, int, int]]


def found(text: str) -> Found:
    """Read a text."""
    low = plain(text).lower()
    numbers: set[Decimal] = set()
    claimed: set[Decimal] = set()
    measured: set[tuple[Decimal, str]] = set()
    read = [(m.start(), m.end(), Decimal(m[0].replace(",", "")), False) for m in _DIGITS.finditer(low)]
    read += [(m.start(), m.end(), Decimal(_spelled(m[0])), True) for m in _WORDS.finditer(low)]
    for _, last, written, spelled in read:
        value, end = written, last
        scale = None if spelled else _SCALE.match(low, end)
        if scale:
            value, end = value * (1_000 if scale[1] in ("k", "thousand", "grand") else 1_000_000), scale.end()
        unit = _UNIT.match(low, end)
        if unit:
            name = unit[1]
            times = {"week": 7, "year": 12}.get(name, 1)
            measured.add((value * times, {"week": "day", "year": "month"}.get(name, name)))
        numbers.add(value)
        if unit or not spelled or value > COUNTED:
            claimed.add(value)
    days = {(int(y), MONTHS.index(m) + 1, int(d)) for m, d, y in _DAY.findall(low)}
    days |= {(int(y), int(m), int(d)) for y, m, d in _ISO.findall(low)}
    return Found(numbers, claimed, measured, days)


def strays(sentence: str, cited: Iterable[str], known: str) -> list[str]:
    """What a sentence says in numbers, days, sections, decisions and states that nothing bears out.

    cited: the passages that it cites, with titles and cites. known: the person's words and the tools' results.
    """
    source = "\n".join(cited)
    there = plain(f"{source}\n{known}")
    here, known_there = found(sentence), found(there)
    numbers = known_there.numbers | {Decimal(part) for day in known_there.days for part in day}
    cites = plain(source).lower()
    said = plain(sentence)
    loose = [f"number {n}" for n in here.claimed - numbers if not _in_cite(said, n, cites)]
    loose += [f"{n} {unit}" for n, unit in here.measured - known_there.measured if unit in ("day", "month")]
    loose += [f"day {day}" for day in here.days - known_there.days]
    loose += [f"broken number {n}" for n in _DIGITS.findall(said) if "," in n and not _GROUPED.fullmatch(n)]
    loose += [f"section {n}" for n in _SECTION.findall(said.lower()) if n not in cites]
    loose += [f"case {a} v. {b}" for a, b in _CASE.findall(said) if a.lower() not in cites or b.lower() not in cites]
    loose += [f"state {name}" for name in set(_STATE.findall(said)) - set(_STATE.findall(there))]
    return loose


def _in_cite(said: str, number: Decimal, cites: str) -> bool:
    """Whether a number is a part of a section's name that stands in the cites just so."""
    digits = format(number, "f")
    return any(digits in re.findall(r"[0-9]+", n) and n in cites for n in _SECTION.findall(said.lower()))
