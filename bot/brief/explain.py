"""How the cases of a state's record fare against the facts: which decides, which is ruled out, and by what."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.answer.prose import listed
from bot.answer.rule_words import value_words
from bot.calculator.deadlines import in_words
from bot.conversation.standing import Standing
from bot.conversation.words import DAY_CLAUSES, label
from bot.law.assess import match
from bot.law.conditions import Bound, OneOf, holds
from bot.law.facts import EVENTS, choices
from bot.law.record import Record
from bot.law.record_parts import Outcome, RuleCase
from bot.law.worlds import settled, worlds
from bot.retrieval.passage import rule_id

Basis = Literal["told", "taken", "open"]
Verdict = Literal["decides", "possible", "ruled_out", "overtaken", "after"]
BASIS_WORDS: dict[Basis, str] = {"told": "told", "taken": "taken as usual", "open": "open"}
BOUNDS = (("at most", "max"), ("at least", "min"), ("more than", "above"))
SIZES = {"units": ("home", "homes", "in the building"), "acres": ("acre", "acres", "of land")}


class Check(BaseModel):
    """One condition of a case against the facts.

    needs: what the case asks for; has: what holds here, None while it is open; both as clauses. holds: None while open.
    """

    model_config = ConfigDict(frozen=True)

    fact: str
    needs: str
    has: str | None
    basis: Basis
    holds: bool | None


class RuleLine(BaseModel):
    """One case of the record, in the record's order.

    verdict: `decides` alone; `possible` beside others while facts are open; `ruled_out` by a fact; `overtaken` where an
    earlier case decides wherever this one could hold; `after` the case that decides. passage: the passage that cites it.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    cite: str
    outcome: Outcome
    effect: str
    verdict: Verdict
    checks: tuple[Check, ...]
    passage: str

    @property
    def against(self) -> Check | None:
        """The condition that rules it out, one that was told before one that was taken as usual."""
        failed = [check for check in self.checks if check.holds is False]
        return min(failed, key=lambda check: check.basis != "told", default=None)


def explain(standing: Standing) -> list[RuleLine]:
    """Every case of the state's record against the facts; empty where no state's rule is applied.

    A fact is told, taken as usual, or open, as in the assessment.
    """
    record = standing.record
    if record is None:
        return []
    known, taken, unknown = settled(record, standing.facts, standing.today)
    fixed = {**taken, **known}
    reached = {match(record, world).id for world in worlds(record, fixed, unknown, standing.today)}
    last = max(i for i, rule in enumerate(record.deficiency) if rule.id in reached)
    lines = []
    for place, rule in enumerate(record.deficiency):
        if rule.id in reached:
            verdict: Verdict = "decides" if len(reached) == 1 else "possible"
        elif place > last:
            verdict = "after"
        else:
            verdict = "ruled_out" if holds(rule.when, fixed) is False else "overtaken"
        lines.append(
            RuleLine(
                id=rule.id,
                cite=rule.cite,
                outcome=rule.outcome,
                effect=rule.effect,
                verdict=verdict,
                checks=tuple(_checks(record, rule, known, taken)),
                passage=rule_id(record.code, rule.id),
            )
        )
    return lines


def _checks(record: Record, rule: RuleCase, known: dict[str, Any], taken: dict[str, Any]) -> Iterator[Check]:
    for fact, condition in rule.when.items():
        basis: Basis = "told" if fact in known else "taken" if fact in taken else "open"
        value = known.get(fact, taken.get(fact))
        yield Check(
            fact=fact,
            needs=needs_words(record, fact, condition),
            has=None if basis == "open" else fact_words(record, fact, value, told=basis == "told"),
            basis=basis,
            holds=None if basis == "open" else condition.holds(value),
        )


def needs_words(record: Record, fact: str, condition: Bound | OneOf) -> str:
    """What a condition of a record asks for, as a clause: `at most 2 homes in the building`."""
    if isinstance(condition, OneOf):
        not_these = len(condition.values) < len(choices(fact)) / 2 and condition.negated
        wanted = [v for v in choices(fact) if (v in condition.values) != (condition.negated and not not_these)]
        return f"{'not: ' * not_these}{listed([value_words(record, fact, v) for v in wanted], 'or')}"
    if fact in EVENTS:
        limits = [f"on or after {in_words(condition.since)}"] if condition.since else []
        limits += [f"on or before {in_words(condition.until)}"] if condition.until else []
        return f"{_day_clause(fact)} {listed(limits)}"
    bounds = [(words, limit) for words, name in BOUNDS if (limit := getattr(condition, name)) is not None]
    return listed([f"{words} {_size(fact, limit)}" for words, limit in bounds])


def fact_words(record: Record, fact: str, value: Any, *, told: bool) -> str:
    """A fact's value as a clause. told: a number or day was told; otherwise it stands for what is usual."""
    if fact in EVENTS:
        return f"{_day_clause(fact)} on {in_words(value)}" if told else f"{_day_clause(fact)} lately"
    if fact in SIZES and told:
        return _size(fact, value)
    return value_words(record, fact, value)


def _day_clause(fact: str) -> str:
    return DAY_CLAUSES.get(fact, f"{label(fact).removeprefix('when ')} on").removesuffix(" on")


def _size(fact: str, value: Any) -> str:
    one, many, where = SIZES[fact]
    return f"{f'{value:f}'.rstrip('0').rstrip('.') if '.' in f'{value:f}' else value} {one if value == 1 else many} {where}"


def against_words(line: RuleLine) -> str:
    """Why a case does not decide here, in a line; empty where it decides or may decide."""
    if line.verdict == "after":
        return "comes after the case that decides"
    if line.verdict == "overtaken":
        return "an earlier case decides wherever this one could"
    if line.verdict != "ruled_out" or line.against is None:
        return ""
    check = line.against
    return f"needs: {check.needs}; here ({BASIS_WORDS[check.basis]}): {check.has}"
