"""`assess(case, record, today)`: every outcome still possible, what gives it, and what to ask."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import log2
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.law.cap import Recoverable, recoverable
from bot.law.case import Amounts, Case
from bot.law.conditions import holds
from bot.law.deadlines import DeadlineResult, deadlines_in, limitation_years, run_from_call, run_from_sale
from bot.law.facts import Facts
from bot.law.record import Record
from bot.law.record_parts import Outcome, RuleCase
from bot.law.worlds import availability, deciding_facts, domain, settled, weight, worlds


class Possibility(BaseModel):
    """One way the case may come out.

    outcome: after the deadlines, so `barred` where the claim's time has run (`lapsed` names the deadline).
    given: the open facts that lead here, each with the values that do.
    """

    model_config = ConfigDict(frozen=True)

    case: RuleCase
    outcome: Outcome
    given: dict[str, tuple[Any, ...]]
    deadlines: tuple[DeadlineResult, ...]
    lapsed: DeadlineResult | None
    recoverable: Recoverable
    likelihood: float


class Otherwise(BaseModel):
    """What would change if something taken as usual were not so; `asks` decide then."""

    model_config = ConfigDict(frozen=True)

    fact: str
    value: Any
    possibilities: tuple[Possibility, ...]
    asks: tuple[str, ...] = ()


class Assessment(BaseModel):
    """The state's rule applied to a case.

    outcome: of the case as told and its usual reading; `depends` while open facts decide.
    possibilities: all ways it may come out within the usual reading, the likeliest first.
    otherwise: what would change were something taken as usual not so.
    taken: the facts taken as usual that matter here. asks: the open facts that decide, most useful first.
    conflicts: told facts that do not fit the state (a trustee's sale where only courts foreclose).
    limit_years: the general time for a suit on the note; None where the record sets none. limit_run: the day on which it
    ended counted from the sale, where that is past and no suit in time is told. limit_end: its last day counted from the day
    the loan was called due, where that is told.
    """

    model_config = ConfigDict(frozen=True)

    state: str
    outcome: Literal["barred", "limited", "allowed", "discretionary", "depends"]
    possibilities: tuple[Possibility, ...]
    otherwise: tuple[Otherwise, ...]
    taken: dict[str, Any]
    asks: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
    limit_years: int | None = None
    limit_run: date | None = None
    limit_end: date | None = None

    @property
    def first(self) -> Possibility:
        """The possibility to speak of first: the only one, or the likeliest."""
        return self.possibilities[0]

    @property
    def deadlines(self) -> tuple[DeadlineResult, ...]:
        """Every deadline of the ways in which the case may come out, each once."""
        return tuple({d.rule.id: d for p in self.possibilities for d in p.deadlines}.values())

    @property
    def amount(self) -> Decimal | None:
        """The most that may be recoverable within the usual reading; None where an amount is missing."""
        amounts = [p.recoverable.amount for p in self.possibilities if p.outcome != "barred"] or [
            p.recoverable.amount for p in self.possibilities
        ]
        known = [a for a in amounts if a is not None]
        return max(known) if known and len(known) == len(amounts) else None


def match(record: Record, world: Mapping[str, Any]) -> RuleCase:
    """The case that decides a fully known world: the first whose conditions hold."""
    return next(case for case in record.deficiency if holds(case.when, world))


def _without_value(amounts: Amounts) -> Amounts:
    ends = {name: _without_value(end) for name in ("lowest", "highest") if (end := getattr(amounts, name)) is not None}
    return amounts.model_copy(update={"fair_market_value": None, "appraisal": None, "value_above_price": None, **ends})


def _value_lost(rule: RuleCase, found: list[DeadlineResult], world: Mapping[str, Any]) -> bool:
    """Whether the owner is told not to have asked for the home's value, which counts on request only, and can no more."""
    on_request = rule.cap is not None and rule.cap.applies == "on_request"
    mine = [d for d in found if d.rule.actor == "borrower" and d.last_day is not None]
    return on_request and world.get("asked_for_value") == "no" and any(d.status == "presumed_missed" for d in mine)


def _possibility(record: Record, world: Mapping[str, Any], case: Case, today: date, likelihood: float) -> Possibility:
    rule = match(record, world)
    found = deadlines_in(record, world, today, case)
    run = [d for d in found if d.has_run] if rule.outcome != "barred" else []
    # a step that was told to be late is a plainer reason than one of which nothing was told
    lapsed = next((d for d in run if d.status == "missed"), next(iter(run), None))
    # of two loans from one lender the second has a balance of its own
    own_balance = world.get("same_lender") == "yes" and case.amounts.junior_debt is not None
    # a short sale pays the first loan before the second, whose lender held no sale
    behind = world.get("disposition") == "short_sale" and case.amounts.junior_debt is not None
    wiped_out = world.get("sale_by") == "other_lender" or (world.get("lien") == "junior" and (own_balance or behind))
    amounts, lost = case.amounts, _value_lost(rule, found, world)
    if lost:
        amounts = _without_value(amounts)
    amount = recoverable(rule, amounts, own_sale=not wiped_out)
    if lost:
        amount = amount.model_copy(update={"ceiling": False, "missing": ()})
    return Possibility(
        case=rule,
        outcome="barred" if lapsed else rule.outcome,
        given={},
        deadlines=tuple(found),
        lapsed=lapsed,
        recoverable=amount.model_copy(update={"amount": Decimal("0.00")}) if lapsed else amount,
        likelihood=likelihood,
    )


def _merge(
    record: Record, case: Case, fixed: Mapping[str, Any], unknown: list[str], today: date
) -> tuple[list[Possibility], list[tuple[dict[str, Any], Possibility]]]:
    """Assess every world and merge those that come out alike by the same case and deadline."""
    rows: list[tuple[dict[str, Any], Possibility]] = []
    for world in worlds(record, fixed, unknown, today):
        rows.append((world, _possibility(record, world, case, today, weight(record, world, unknown))))
    merged: dict[tuple[str, str, str | None], list[tuple[dict[str, Any], Possibility]]] = {}
    for world, p in rows:
        merged.setdefault((p.case.id, p.outcome, p.lapsed.rule.id if p.lapsed else None), []).append((world, p))
    total = sum(p.likelihood for _, p in rows) or 1.0
    result = []
    for group in merged.values():
        given = {}
        for fact in unknown:
            values = tuple(dict.fromkeys(world[fact] for world, _ in group))
            if len(values) < len({world[fact] for world, _ in rows}):
                given[fact] = values
        likelihood = sum(p.likelihood for _, p in group) / total
        result.append(group[0][1].model_copy(update={"given": given, "likelihood": likelihood}))
    result.sort(key=lambda p: -p.likelihood)
    return result, rows


def _entropy(rows: list[tuple[dict[str, Any], Possibility]]) -> float:
    """How uncertain the result is, in bits."""
    by_result: dict[tuple[str, Decimal | None], float] = {}
    for _, p in rows:
        key = (p.outcome, p.recoverable.amount)
        by_result[key] = by_result.get(key, 0.0) + p.likelihood
    total = sum(by_result.values())
    return -sum(w / total * log2(w / total) for w in by_result.values() if w) if total else 0.0


def _asks(rows: list[tuple[dict[str, Any], Possibility]], unknown: list[str]) -> tuple[str, ...]:
    """The open facts that can change the result, the one whose answer leaves least doubt first."""
    whole = _entropy(rows)
    total = sum(p.likelihood for _, p in rows) or 1.0
    left: dict[str, float] = {}
    for fact in unknown:
        parts: dict[Any, list[tuple[dict[str, Any], Possibility]]] = {}
        for row in rows:
            parts.setdefault(row[0][fact], []).append(row)
        left[fact] = sum(sum(p.likelihood for _, p in part) / total * _entropy(part) for part in parts.values())
    decides = [fact for fact in unknown if _can_change(rows, unknown, fact)] if whole > 0 else []
    return tuple(sorted(decides, key=lambda fact: (round(left[fact], 9), unknown.index(fact))))


def _can_change(rows: list[tuple[dict[str, Any], Possibility]], unknown: list[str], fact: str) -> bool:
    """Whether there are two worlds that differ in this fact alone and come out differently."""
    by_rest: dict[tuple[Any, ...], set[tuple[str, Decimal | None]]] = {}
    for world, p in rows:
        rest = tuple(world[other] for other in unknown if other != fact)
        by_rest.setdefault(rest, set()).add((p.outcome, p.recoverable.amount))
    return any(len(results) > 1 for results in by_rest.values())


def _otherwise(record: Record, case: Case, today: date, possibilities: list[Possibility]) -> list[Otherwise]:
    """Change one usual fact at a time and keep what comes out differently."""
    known, taken, _ = settled(record, case.facts, today)
    usual = {p.outcome for p in possibilities}
    result = []
    for fact, value in taken.items():
        # the amounts that were told are those of the loan that was told
        asked = case.model_copy(update={"amounts": Amounts()}) if fact == "lien" else case
        for other in domain(record, fact, today):
            for change in _changes(case.facts, fact, other) if other != value else ():
                changed = case.facts.with_(**change)
                _, taken_now, unknown = settled(record, changed, today)
                found, rows = _merge(record, asked, {**taken_now, **known, **change}, unknown, today)
                if {p.outcome for p in found} - usual:
                    asks = _asks(rows, unknown)
                    result.append(Otherwise(fact=fact, value=other, possibilities=tuple(found), asks=asks))
                    break
    return result


def _changes(facts: Facts, fact: str, value: Any) -> list[dict[str, Any]]:
    """A usual fact changed, with what usually goes with the change; the first that makes a difference is told."""
    if fact != "lien" or value != "junior":
        return [{fact: value}]
    # second lenders come to sue when another lender's sale wiped them out, and most second loans are credit lines
    wiped_out = {fact: value, **({"sale_by": "other_lender"} if facts.sale_by is None else {})}
    return [{**wiped_out, "loan": "home_equity"}, wiped_out] if facts.loan is None else [wiped_out]


def conflicts(record: Record, facts: Facts) -> list[str]:
    """Told facts that do not exist in this state."""
    found = []
    if facts.process and availability(record, facts.process) == "unavailable":
        found.append("process")
    return found


def assess(case: Case, record: Record, today: date) -> Assessment:
    """Apply a state's record to a case whose facts may be unknown.

    today: the day deadlines are judged on.
    Raises AmountError for an impossible amount.
    Source: corpus/states/XX.yaml
    """
    clash = conflicts(record, case.facts)
    known, taken, unknown = settled(record, case.facts, today)
    found, rows = _merge(record, case, {**taken, **known}, unknown, today)
    outcomes = {p.outcome for p in found}
    if outcomes == {"barred"} and any(p.lapsed and p.lapsed.status == "missed" for p in found):
        found = [p for p in found if p.lapsed]  # the step that was told to be late is the reason, whatever else holds
    reached = {p.case.id for p in found}
    last = max(i for i, rule in enumerate(record.deficiency) if rule.id in reached)
    if outcomes == {"barred"}:
        found.sort(key=lambda p: p.lapsed is None)  # a time that has run is the plainest reason
    otherwise = _otherwise(record, case, today, found)
    matters = {fact for rule in record.deficiency[: last + 1] for fact in rule.when} | {o.fact for o in otherwise}
    years = limitation_years(record, {**taken, **known}, known)
    return Assessment(
        state=record.code,
        outcome=next(iter(outcomes)) if len(outcomes) == 1 else "depends",
        possibilities=tuple(found),
        otherwise=tuple(otherwise),
        taken={fact: value for fact, value in taken.items() if fact in matters},
        asks=_asks(rows, unknown),
        conflicts=tuple(clash),
        limit_years=years,
        limit_run=run_from_sale(years, known, today),
        limit_end=run_from_call(years, known),
    )


__all__ = ["Assessment", "Otherwise", "Possibility", "assess", "deciding_facts", "match"]
