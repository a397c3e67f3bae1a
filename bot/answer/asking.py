"""The one question that an answer may end with: the fact that decides most, why it matters, and what it mostly is."""

from bot.answer.assessed import assessed, main_deadline
from bot.answer.draft import Draft
from bot.answer.no_sale import is_ahead
from bot.answer.prose import capital
from bot.answer.turn import Turn
from bot.law.assess import Assessment
from bot.law.deadlines import AFTER_THE_SALE
from bot.law.facts import FACTS
from bot.law.record import Record
from bot.law.worlds import availability
from bot.retrieval.passage import state_id

WAYS = {
    "nonjudicial": "foreclosed without a court",
    "judicial": "foreclosed through a court",
    "strict": "taken by strict foreclosure, without a sale",
}
VALUES = ("fair_market_value", "appraisal")
LISTED = 3  # possibilities
QUESTIONS = {
    "debt": "How much was owed in all, with interest, fees and costs?",
    "sale_price": "What did the house sell for at the sale?",
    "fair_market_value": "About what was the home really worth on the day of the sale?",
    "appraisal": "What was the appraised value set for the sale?",
}


def next_question(draft: Draft, turn: Turn) -> None:
    """One question at the end at most, and only if its answer changes the result."""
    record, found = assessed(turn)
    if open_fact := next((fact for fact in found.asks if draft.can_ask(fact)), None):
        _ask_fact(draft, turn, record, found, open_fact)
        return
    if event := next((f for f in draft.asks if f in AFTER_THE_SALE and f in FACTS and draft.can_ask(f)), None):
        draft.ask_for(event, FACTS[event].question)
        return
    missing = [name for p in found.possibilities if p.outcome != "barred" for name in p.recoverable.missing]
    if turn.facts.disposition == "deed_in_lieu" or is_ahead(turn):
        missing = [name for name in missing if name != "sale_price"]  # nothing was sold
    missing = [name for name in dict.fromkeys(missing) if turn.numeric and name in QUESTIONS]
    wanted = [name for name in missing if draft.can_ask(name)]
    main = main_deadline(found)
    dated = main is not None and main.last_day is None and main.rule.event == "sale_date" and not turn.terse
    # a time that may have run can end the claim, which counts for more than what the home was worth
    ends = dated and main is not None and main.rule.bars and draft.can_ask("sale_date")
    if wanted and not (ends and wanted[0] in VALUES):
        draft.ask_for(wanted[0], QUESTIONS[wanted[0]])
    elif dated:
        draft.ask_for("sale_date", "When was the sale? I can give you the exact last day.")
    for name in missing[:1]:  # it still decides, also where it was asked for before
        draft.ask(name)


def _ask_fact(draft: Draft, turn: Turn, record: Record, found: Assessment, fact: str) -> None:
    """Ask for a deciding fact with why it matters and, where the record tells, what it mostly is."""
    if turn.terse or len(found.possibilities) > LISTED:  # the list of them shows why it matters
        draft.ask_for(fact, capital(record.ask.get(fact, FACTS[fact].question)).strip())
        return
    question = question_for(record, fact)
    way = record.process.usual
    if fact == "process" and availability(record, way) == "usual":
        usual = f"Most homes in {record.place} are {WAYS[way]}."
        draft.ask_for(fact, question, usual, state_id(record.code, "process"))
    else:
        draft.ask_for(fact, question)


def question_for(record: Record, fact: str) -> str:
    """The question that asks for a fact, in the state's own words where it has them, with why it matters."""
    return f"{capital(record.ask.get(fact, FACTS[fact].question)).strip()} I ask because {FACTS[fact].why}."
