"""Looking the datasets over: repeats, text taken from the corpus, arithmetic, and where the law engine expects otherwise.

A disagreement with the law engine is listed for a person to judge and never resolved here: either may be wrong.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.errors import ShortfallError
from bot.law.assess import Assessment, assess
from bot.law.case import Case
from bot.law.facts import Facts
from bot.law.record import get_record
from bot.retrieval.search import Index
from bot.settings import Settings, get_settings
from evals.cases import DATASETS, TODAY, Expected, Probe, load_probes

RUN = 8
"""So many words in a row that also stand in the corpus are a copy."""
ALIKE = 0.9
"""Questions that share this part of their words are the same question."""
_WORD = re.compile(r"[a-z0-9][a-z0-9.,§'()-]*")
CENT = Decimal("0.01")


@dataclass
class Found:
    """What a look over the datasets finds."""

    cases: int = 0
    problems: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)


def check_datasets(folder: Path = DATASETS, index: Index | None = None) -> Found:
    """Check every dataset of a folder.

    index: the published one by default; only its texts are read. Raises ShortfallError for a file that is not valid.
    """
    settings = get_settings()
    index = index or Index.open(settings.index_dir, _no_search)
    probes = load_probes(folder=folder)
    found = Found(cases=sum("@" not in probe.name for probe in probes))
    names = [probe.name for probe in probes]
    found.problems += [f"{name}: the name stands twice" for name in sorted({n for n in names if names.count(n) > 1})]
    found.problems += _repeats(probes)
    runs, asks = _corpus_text(index)
    known = set(names)
    for probe in probes:
        found.problems += [f"{probe.name}: {problem}" for problem in _copied(probe.question, runs, asks)]
        found.problems += [f"{probe.name}: {problem}" for problem in _broken(probe, index, known)]
        found.disagreements += [f"{probe.name}: {line}" for line in _disagreements(probe, settings)]
    return found


def _no_search() -> Any:
    raise ShortfallError("the check reads the index and does not search it")


def question_words(text: str) -> list[str]:
    """A text as the words that are compared: lower case, punctuation at the ends left out."""
    return [word.strip(".,'()-") for word in _WORD.findall(text.lower().replace("’", "'"))]


def _repeats(probes: list[Probe]) -> Iterator[str]:
    """Single questions that say the same in the same words."""
    seen: dict[frozenset[str], list[tuple[str, set[str]]]] = {}
    for probe in probes:
        if len(probe.asked.turns) > 1:
            continue
        words = set(question_words(probe.question))
        key = frozenset(word for word in words if word.isdigit() or len(word) > 8)
        for name, other in seen.get(key, ()):
            if len(words & other) / len(words | other) >= ALIKE:
                yield f"{probe.name}: nearly the question of {name}"
        seen.setdefault(key, []).append((probe.name, words))


def _corpus_text(index: Index) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Every run of `RUN` words of the corpus, and every phrasing that its passages are found by."""
    runs, asks = set(), set()
    for passage in index.passages():
        words = question_words(passage.text)
        runs |= {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
        asks |= {tuple(question_words(ask)) for ask in passage.asks}
    return runs, asks


def _copied(question: str, runs: set[tuple[str, ...]], asks: set[tuple[str, ...]]) -> Iterator[str]:
    words = question_words(question)
    if tuple(words) in asks:
        yield "is word for word a phrasing that the corpus lists"
    for i in range(len(words) - RUN + 1):
        if (run := tuple(words[i : i + RUN])) in runs:
            yield f"repeats the corpus: {' '.join(run)}"
            return


def _broken(probe: Probe, index: Index, known: set[str]) -> Iterator[str]:
    """What cannot be right whatever the law says."""
    expected, about = probe.expected, probe.about
    for fact in expected.facts:
        yield from (f"there is no passage {held}" for held in fact.held_by if held not in index)
    if expected.same_as is not None and expected.same_as not in known:
        yield f"says again {expected.same_as}, which is not there"
    if about.sum is not None and expected.amount is not None:
        try:
            result = arithmetic(about.sum)
        except (ShortfallError, ArithmeticError) as error:
            yield f"sum: {error}"
            return
        if result != expected.amount.quantize(CENT):
            yield f"sum gives {result}, amount says {expected.amount}"


def arithmetic(text: str) -> Decimal:
    """The value of a sum in exact decimals, to the cent. Only numbers, + - * / and max, min, round.

    Raises ShortfallError for anything else.

    >>> arithmetic("max(0, 212000 - 150000.50)")
    Decimal('61999.50')
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ShortfallError(f"{text!r} is no arithmetic") from error
    return _value(tree, text).quantize(CENT)


def _value(node: ast.expr, text: str) -> Decimal:
    match node:
        case ast.Constant(value=int() | float()):
            # as written: a float would not be exact
            return Decimal((ast.get_source_segment(text.strip(), node) or "").replace("_", ""))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, text)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as op, right=right):
            one, other = _value(left, text), _value(right, text)
            match op:
                case ast.Add():
                    return one + other
                case ast.Sub():
                    return one - other
                case ast.Mult():
                    return one * other
                case _:
                    return one / other
        case ast.Call(func=ast.Name(id="max" | "min" as name), args=args):
            values = [_value(arg, text) for arg in args]
            return max(values) if name == "max" else min(values)
        case ast.Call(func=ast.Name(id="round"), args=[inner, ast.Constant(value=int() as digits)]):
            return _value(inner, text).quantize(Decimal(1).scaleb(-digits))
        case ast.Call(func=ast.Name(id="round"), args=[inner]):
            return _value(inner, text).quantize(Decimal(1))
    raise ShortfallError(f"{text!r} holds more than arithmetic")


def _disagreements(probe: Probe, settings: Settings) -> Iterator[str]:
    """Where the law engine, given the facts as a person reads them, expects otherwise."""
    expected, about = probe.expected, probe.about
    state = expected.state or about.state
    if about.told is None or state is None:
        return
    try:
        facts = Facts.model_validate(about.told)
        record = get_record(settings.corpus_dir / "states", state)
    except (ValidationError, ShortfallError) as error:
        yield f"told cannot be assessed: {error}"
        return
    found = assess(Case(state=state, facts=facts), record, TODAY)
    if expected.judges("outcome") and found.outcome not in expected.outcome:
        wanted = " or ".join(str(outcome) for outcome in expected.outcome)
        yield f"expects {wanted}, the record gives {found.outcome} ({found.first.case.id})"
    yield from _deadline_disagreement(expected, found)


def _deadline_disagreement(expected: Expected, found: Assessment) -> Iterator[str]:
    if expected.deadline is None or expected.deadline.date is None:
        return
    every = {day for p in found.possibilities for d in p.deadlines for day in (d.last_day, d.from_sale) if day}
    if expected.deadline.date not in every:
        told = ", ".join(sorted(map(str, every))) or "none"
        yield f"expects the day {expected.deadline.date}, the record gives {told}"
