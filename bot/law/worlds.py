"""The possible worlds of a half-known case: what is known, what is taken as usual, and every way the rest may be."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from bot.law.conditions import Bound, OneOf
from bot.law.facts import EVENTS, FACTS, Facts, choices
from bot.law.record import Record

# how likely each way of foreclosing is where a record calls it so; only the order of questions rests on it
LIKELIHOOD = {"usual": 0.8, "available": 0.15, "rare": 0.05, "unavailable": 0.0}

MOST_HOMES = 4
"""In a building whose owner usually lives there."""

SMALL_FARM = 10
"""Acres up to which a farm has the time to redeem of a home (Minn. Stat. § 580.23, subd. 2)."""


def deciding_facts(record: Record) -> list[str]:
    """The facts that the cases and the barring deadlines turn on, in the order in which they first appear."""
    return list(dict.fromkeys(fact for when in _conditions(record) for fact in when))


def _conditions(record: Record) -> list[dict[str, Any]]:
    return [case.when for case in record.deficiency] + [rule.when for rule in record.deadlines if rule.bars]


def assumption(record: Record, facts: Facts, fact: str) -> Any:
    """What an unknown fact is taken to be in an ordinary home foreclosure here; None where nothing may be taken."""
    if fact in EVENTS:
        return None
    if fact == "sale_by" and facts.lien == "junior":
        return None  # most second lenders that sue were wiped out by the first: it must be asked
    if fact == "loan" and facts.lender == "seller":
        return "purchase"  # what the seller of a home lends is its price
    if fact == "loan" and facts.lien == "junior" and "purchase" in named(record, "loan"):
        return None  # few second loans helped to buy the home, and here those that did are treated otherwise
    if fact == "acres" and facts.property in ("farm", "land"):
        return None  # a small lot is usual for a home only
    if fact == "occupancy" and facts.units is not None and facts.units > MOST_HOMES and fact not in record.assume:
        return "not_owner_occupied"  # such a building is let
    if fact == "deficiency_claim" and facts.disposition not in (None, "foreclosure_sale"):
        # whether the papers of a short sale or a deed release the rest is the whole question, where no law answers it
        return "waived" if facts.disposition in record.released_by else None
    if fact == "redemption_track" and fact in record.assume and facts.property == "farm" and not _is_small(facts):
        return "long"  # what is usual for homes is not for farms, which are seldom so small
    lived_in = facts.occupancy == "owner_occupied"
    if fact in ("property", "occupancy") and facts.loan == "business" and facts.property is None and not lived_in:
        return None  # a business borrows on its own building as well as on its owner's home
    if fact in record.assume:
        return record.assume[fact]
    if fact == "process":
        open_ways = [way for way in choices("process") if availability(record, way) not in ("rare", "unavailable")]
        return open_ways[0] if len(open_ways) == 1 else None
    if fact == "instrument":
        return record.process.instrument
    return FACTS[fact].assumed if fact in FACTS else None


def _is_small(facts: Facts) -> bool:
    return facts.acres is not None and facts.acres <= SMALL_FARM


def availability(record: Record, way: str) -> str:
    """How common a way of foreclosing is in the state, in the record's word."""
    return str(getattr(record.process, way))


def named(record: Record, fact: str) -> set[str]:
    """The values of a fact that the record's conditions name; all others come out alike."""
    conditions = [when[fact] for when in _conditions(record) if fact in when]
    return {value for condition in conditions if isinstance(condition, OneOf) for value in condition.values}


def domain(record: Record, fact: str, today: date) -> list[Any]:
    """Every value of a fact that could make a difference in this record."""
    conditions: list[Bound | OneOf] = [when[fact] for when in _conditions(record) if fact in when]
    if fact == "process":
        return [way for way in choices(fact) if availability(record, way) != "unavailable"] or list(choices(fact))
    if options := choices(fact):
        spoken = named(record, fact)
        rest = [value for value in options if value not in spoken]
        return [value for value in options if value in spoken] + rest[:1]
    values: list[Any] = []
    for condition in conditions:
        if isinstance(condition, Bound):
            values += condition.representatives()
    if fact in EVENTS:
        values = [v for v in values if v <= today] + [today]
    return sorted(set(values))


def settled(record: Record, facts: Facts, today: date) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """What is known, what is taken as usual, and which deciding facts stay open.

    Days that are unknown are taken as recent: the rule in force now.
    """
    known: dict[str, Any] = facts.known()
    taken: dict[str, Any] = {}
    unknown: list[str] = []
    for fact in deciding_facts(record):
        if fact in known:
            continue
        value = today - timedelta(days=1) if fact in EVENTS else assumption(record, facts, fact)
        if value is None:
            unknown.append(fact)
        else:
            taken[fact] = value
    return known, taken, unknown


def worlds(record: Record, fixed: Mapping[str, Any], unknown: list[str], today: date) -> Iterator[dict[str, Any]]:
    """Every combination of the unknown facts' values, laid over the fixed ones."""
    domains = [domain(record, fact, today) for fact in unknown]
    for values in product(*domains):
        yield {**fixed, **dict(zip(unknown, values, strict=True))}


def weight(record: Record, world: Mapping[str, Any], unknown: list[str]) -> float:
    """How likely a world is, by how common its way of foreclosing is; other facts count alike."""
    return LIKELIHOOD[availability(record, str(world["process"]))] if "process" in unknown else 1.0
