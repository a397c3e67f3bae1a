"""What a brief leaves to do: what is still unknown and matters, the next steps, and where to get help."""

from collections.abc import Iterator
from itertools import chain, islice

from bot.answer.asking import QUESTIONS
from bot.answer.prose import capital
from bot.answer.shortfall import STATES_DIFFER
from bot.answer.urgent import AID, COUNSELOR
from bot.brief.model import Line
from bot.brief.sources import Sources
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import Standing
from bot.conversation.unknown import FIND_OUT, ON_PAPER, PAPERS
from bot.conversation.words import label, value_of
from bot.law.facts import FACTS

THIS_WEEK = "guide/what-to-do-this-week#"
CLAIM_SURPLUS = "guide/surplus-money#how-to-claim"
PROVE_VALUE = "guide/sale-price-and-market-value#prove-value"
TOO_LATE = "guide/deadlines-and-limitation-periods#too-late"
PROTECTED, UNANSWERED = "guide/defenses#state-protection", "guide/common-mistakes#ignoring-papers"
SMALL_PAYMENT, RELEASE = "guide/common-mistakes#small-payments", "guide/negotiating-a-settlement#written-release"
KEEP = "guide/keeping-records#how-long"
CRISIS = "guide/where-to-get-help#crisis"
MOST_UNKNOWN, MOST_STEPS = 6, 5
VALUES = frozenset({"fair_market_value", "appraisal"})


def unknown(standing: Standing, sheet: CaseSheet, sources: Sources) -> tuple[Line, ...]:
    """What would change the result: contradictions first, then the facts that decide, amounts and days."""
    found = chain(_contradictions(standing, sheet), _open(standing, sources))
    return tuple(islice(found, MOST_UNKNOWN))  # what is not listed is not cited either


def _contradictions(standing: Standing, sheet: CaseSheet) -> Iterator[Line]:
    for entry in sheet.entries.values():
        if entry.known and entry.disputed is not None:
            told, before = value_of(entry, standing.record), value_of(entry.disputed, standing.record)
            yield Line(text=f"Two values were told for {label(entry.name)}: {told}, and before {before}.")


def _open(standing: Standing, sources: Sources) -> Iterator[Line]:
    record, found = standing.record, standing.assessment
    if record is None or found is None:
        yield sources.line("Which state is the house in? Each state has its own rule.", STATES_DIFFER)
        for name in ("debt", "sale_price"):
            if standing.plain is None and getattr(standing.amounts, name) is None:
                yield _with_where(QUESTIONS[name], name, sources)
        return
    for fact in found.asks:
        question = capital(record.ask.get(fact, FACTS[fact].question)).strip()
        yield _with_where(f"{question} It matters because {FACTS[fact].why}.", fact, sources)
    open_ways = [p for p in found.possibilities if p.outcome != "barred"]
    for name in dict.fromkeys(name for p in open_ways for name in p.recoverable.missing if name in QUESTIONS):
        yield _with_where(QUESTIONS[name], name, sources)
    undated = [d for p in found.possibilities for d in p.deadlines if d.last_day is None and d.rule.event in FACTS]
    for event in dict.fromkeys(d.rule.event for d in undated if d.status not in ("met", "missed")):
        if event is not None and event not in found.asks:
            yield _with_where(f"{FACTS[event].question} A deadline counts from it.", event, sources)


def _with_where(text: str, fact: str, sources: Sources) -> Line:
    """A question, with where its answer stands, if the guide tells."""
    where = FIND_OUT.get(fact) or (PAPERS if fact in ON_PAPER else None)
    return sources.line(f"{text} {where[0]}", where[1]) if where else Line(text=text)


def next_steps(standing: Standing, sheet: CaseSheet, sources: Sources) -> tuple[Line, ...]:
    """What to do next, what presses first."""
    passages = list(dict.fromkeys(_steps(standing, sheet)))[:MOST_STEPS]
    return tuple(sources.quoted(passage) for passage in passages)


def _steps(standing: Standing, sheet: CaseSheet) -> Iterator[str]:
    facts, found, plain = standing.facts, standing.assessment, standing.plain
    if plain is not None and plain.name == "surplus":
        yield CLAIM_SURPLUS
        return
    if facts.judgment_date:
        yield f"{THIS_WEEK}after-a-judgment"
    elif facts.suit_filed:
        yield f"{THIS_WEEK}after-a-summons"
    elif sheet.before_sale or (facts.sale_date and facts.sale_date > standing.today):
        yield f"{THIS_WEEK}after-a-sale-notice"
    elif facts.sale_date:
        yield f"{THIS_WEEK}after-the-sale"
    else:
        yield f"{THIS_WEEK}after-a-demand-letter"
    ways = found.possibilities if found else ()
    if any(p.lapsed for p in ways):
        yield TOO_LATE
    if any(p.outcome == "barred" and not p.lapsed for p in ways):
        yield PROTECTED
    if any(p.recoverable.credited == "value" or VALUES & set(p.recoverable.missing) for p in ways):
        yield PROVE_VALUE
    yield UNANSWERED
    if found is None or found.outcome != "barred":
        yield SMALL_PAYMENT
        yield RELEASE
    yield KEEP


def help_lines(sources: Sources) -> tuple[Line, ...]:
    """Who helps for free."""
    return tuple(sources.quoted(passage) for passage in (COUNSELOR, AID, CRISIS))
