"""The engine's tools for a model: the state's rule, a comparison, the search. The sums are in `sums`."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import us
from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, tool

from bot.agent.workbench import Workbench
from bot.answer.draft import Draft
from bot.answer.model import Answer
from bot.answer.rule import answer_rule
from bot.answer.turn import MOST_STATES, Turn
from bot.calculator.figure import Figure, money
from bot.errors import ShortfallError
from bot.law.assess import assess
from bot.law.cap import plain_deficiency
from bot.law.case import Amounts, Case
from bot.law.facts import FACTS, Facts, choices
from bot.law.record import get_record

Bench = ToolRuntime[Any, Any]  # its context is the turn's Workbench, which pydantic cannot check
FOUND = 4  # passages that a search gives
_AMOUNTS = ("debt", "sale_price", "fair_market_value", "appraisal", "credits", "prior_liens")


class ToolInputError(ShortfallError):
    """Arguments that a tool cannot use; the message says what to give."""


@tool
def assess_state_rule(runtime: Bench, state: str | None = None, supposing: dict[str, str] | None = None) -> str:
    """Apply a state's rule to the person's case: outcome, most that may be owed, deadlines, deciding facts, sources.

    Args:
        state: Name or two-letter code; leave out for the case's own state.
        supposing: Facts or amounts to suppose beside what the person told, e.g. {"process": "judicial"} or
            {"sale_price": "150000"}; leave out for the case as told.
    """
    bench = _bench(runtime, "assess_state_rule")
    if not state and not supposing:
        turn = bench.evidence.turn
        if turn.assessment is None:
            raise ToolInputError("The person has not said which state the house is in. Ask for it, or name a state.")
        return _told(bench, bench.evidence.built_in, turn)
    turn = elsewhere(bench, state, supposing or {})
    return _told(bench, _answered(bench, turn), turn)


@tool
def compare_states(runtime: Bench, states: list[str]) -> str:
    """The person's case under the rules of two to six states, side by side.

    Args:
        states: Names or two-letter codes.
    """
    bench = _bench(runtime, "compare_states")
    if not 2 <= len(states) <= MOST_STATES:
        raise ToolInputError(f"Give two to {MOST_STATES} states.")
    lines, passages = [], []
    for state in states:
        turn = elsewhere(bench, state, {})
        answer = _answered(bench, turn)
        first = next((s for s in answer.segments if s.citations), None)
        ids = {c.n: c.passage for c in answer.citations}
        cited = [ids[n] for n in first.citations] if first else []
        passages += [bench.index.passage(one) for one in cited]
        lines.append(_outcome(turn) | {"in_words": first.text if first else "", "sources": _numbers(bench, cited)})
    return _json({"states": lines, "sources": bench.told(passages)})


@tool
def search_corpus(runtime: Bench, query: str, state: str | None = None) -> str:
    """Search the reviewed guide, the federal rules and a state's rule texts.

    Args:
        query: What to look for, in a few words.
        state: Name or two-letter code; leave out for the case's own state.
    """
    bench = _bench(runtime, "search_corpus")
    record = bench.evidence.turn.record
    code = _code(state) if state else record.code if record else None
    hits = bench.index.search(query, state=code, k=FOUND)
    return _json({"sources": bench.told(hit.passage for hit in hits)})


TOOLS: tuple[BaseTool, ...] = (assess_state_rule, compare_states, search_corpus)


def elsewhere(bench: Workbench, state: str | None, supposing: dict[str, str]) -> Turn:
    """The case in another state, or with something supposed.

    Raises ToolInputError for a state, fact, value or amount that there is none of.
    """
    turn = bench.evidence.turn
    code = _code(state) if state else turn.state
    if code is None:
        raise ToolInputError("The person has not said which state the house is in. Name a state.")
    amounts, facts = _supposed(turn, supposing)
    record = get_record(bench.settings.corpus_dir / "states", code)
    case = Case(state=code, facts=facts, amounts=amounts)
    question = turn.question.model_copy(update={"ambiguous": (), "foreign": None, "territory": None})
    return replace(
        turn,
        question=question,
        case=case,
        facts=facts,
        amounts=amounts,
        plain=plain_deficiency(amounts),
        record=record,
        assessment=assess(case, record, turn.today),
    )


def _supposed(turn: Turn, supposing: dict[str, str]) -> tuple[Amounts, Facts]:
    amounts: dict[str, Decimal] = {}
    facts: dict[str, str] = {}
    for name, value in supposing.items():
        if name in _AMOUNTS:
            amounts[name] = money(value, name)
        elif name in FACTS:
            if choices(name) and value not in choices(name):
                raise ToolInputError(f"{name} is one of: {', '.join(choices(name))}.")
            facts[name] = value
        else:
            raise ToolInputError(
                f"There is no fact {name!r}. Facts: {', '.join(FACTS)}. Amounts: {', '.join(_AMOUNTS)}."
            )
    try:
        told = turn.facts.with_(**facts)
    except ValueError as error:
        raise ToolInputError("A supposed fact has a value that it cannot take; days are written 2026-03-31.") from error
    changed = turn.amounts.model_copy(update={**amounts, "lowest": None, "highest": None}) if amounts else turn.amounts
    return changed, told


def _code(state: str) -> str:
    given = " ".join(state.split())
    for place in (*us.states.STATES, us.states.DC):
        if given.upper() == place.abbr or given.lower() == place.name.lower():
            return str(place.abbr)
    raise ToolInputError(f"There is no state {given[:40]!r}. Give its name or two-letter code.")


def _bench(runtime: Bench, name: str) -> Workbench:
    bench: Workbench = runtime.context
    bench.used(name)
    return bench


def _answered(bench: Workbench, turn: Turn) -> Answer:
    """The built-in answer to a case that a tool assessed; the case and its figures are kept for the check."""
    draft = Draft(bench.index)
    answer_rule(draft, turn)
    answer = draft.answer()
    bench.beside.append(turn)
    bench.figures += answer.figures
    return answer


def _told(bench: Workbench, answer: Answer, turn: Turn) -> str:
    """A rule as it was applied: the result, then in words with sources."""
    passages = {c.n: c.passage for c in answer.citations}
    cited = [bench.index.passage(one) for one in passages.values()]
    words = [
        # how a turn was read is told in the person's own words, of which nothing personal may leave
        {
            "text": bench.redactor.redact(s.text) if s.kind == "reading" else s.text.replace("**", ""),
            "sources": _numbers(bench, [passages[n] for n in s.citations]),
        }
        for s in answer.segments
        if s.kind in ("claim", "arithmetic", "reading") and s.place != "row"
    ]
    return _json(
        _outcome(turn)
        | {
            "deadlines": [one.model_dump(mode="json", exclude_none=True) for one in answer.deadlines],
            "in_words": words,
            "sources": bench.told(cited),
        }
    )


def _outcome(turn: Turn) -> dict[str, Any]:
    found = turn.assessment
    assert found is not None
    figures = [p.recoverable.figure for p in found.possibilities if p.recoverable.figure is not None]
    return {
        "state": found.state,
        "outcome": found.outcome,
        "amount": str(found.amount) if found.amount is not None else None,
        "figures": [told_figure(figure) for figure in figures],
        "taken_as_usual": {name: str(value) for name, value in found.taken.items()},
        "ask": [{"fact": fact, "question": FACTS[fact].question} for fact in found.asks if fact in FACTS],
    }


def told_figure(figure: Figure) -> dict[str, Any]:
    """A calculator's figure as a tool gives it."""
    return figure.model_dump(mode="json", exclude_none=True)


def _numbers(bench: Workbench, passages: Iterable[str]) -> list[int]:
    return [bench.number(one) for one in passages]


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
