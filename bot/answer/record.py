"""Answers from one section of a state's record: redemption, limitation period, way of foreclosing, value, deadline."""

import re

from bot.answer.asking import next_question
from bot.answer.assessed import borrowers_deadline, main_deadline
from bot.answer.draft import Draft
from bot.answer.prose import clause
from bot.answer.rule import add_rule, start
from bot.answer.rule_words import deadline_words
from bot.answer.subjects import subjects_in
from bot.answer.turn import Turn, tells_of_a_sale
from bot.law.assess import Assessment
from bot.law.deadlines import DeadlineResult
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id, state_id

# "how long do i have to object" asks for the borrower's own time
_MINE = re.compile(
    r"\b(?:do|would|will|have|can|must|should) (?:i|we|my client)\b|\bmy (?:deadline|time|last day)\b", re.IGNORECASE
)
_NOT_IN_TIME = re.compile(
    r"\b(?:if|when) (?:they|the (?:bank|lender)|nobody|no one|i|we) (?:\w+ )?(?:do ?n'?t|does ?n'?t|never|fails? to|miss(?:es)?|did ?n'?t|do not|does not)\b"
    r"[^.?!]{0,30}\b(?:by then|in time|deadline|on time|before then|within that)\b",
    re.IGNORECASE,
)
_OF_THE_REST = re.compile(
    r"\b(?:ow(?:e|es|ed|ing)|deficienc\w*|sued?|suing|come after|collect\w*|shortfall|balance|liable|on the hook)\b",
    re.IGNORECASE,
)
CALENDAR = "guide/deadlines-and-limitation-periods#when-it-starts"
SECTIONS = ("redemption", "limitations", "process", "fair_value", "deadline")


def answer_record(draft: Draft, turn: Turn) -> bool:
    """Answer from the section that is asked for; returns False where the rule as a whole is asked for."""
    record, found, intents = turn.record, turn.assessment, turn.question.intents
    if record is None or found is None:
        return False
    # "it sold for 70 thousand; how long do we have to buy it back"
    if _asks_for_a_sum(turn) and ("redemption" not in intents or {"amount", "rule"} & {*intents}):
        return False
    if _NOT_IN_TIME.search(turn.question.text) and _if_missed(draft, turn, record, found):
        return True
    wanted = next((name for name in SECTIONS if name in intents), None)
    if "redemption" in subjects_in(turn.question.text) and not _OF_THE_REST.search(turn.question.text):
        return _redemption(draft, turn, record)  # "could he still pay it all off and stay" also sounds like "do I owe"
    # "can they still sue me, and how long do they have" asks for the rule; the deadline is part of it
    if wanted is None or (wanted != "deadline" and "rule" in intents and wanted not in ("redemption", "limitations")):
        return False
    if wanted == "deadline":
        # "how many days' notice": the section that it speaks of comes first, if it fits
        return not (subjects_in(turn.question.text) and "rule" not in intents) and _deadline(draft, turn, record)
    if wanted == "redemption":
        return _redemption(draft, turn, record)
    draft.used("assess_state_rule")
    draft.state = record.code
    section = state_id(record.code, wanted.replace("_", "-"))
    if wanted == "limitations":
        years = record.limitations.years
        time = f"{years} years" if years else "it depends on the kind of note"
        draft.say(
            f"**In {record.place} the general limit for a suit on the note is {time} ({record.limitations.cite}).**",
            section,
        )
        if record.limitations.note:
            draft.say(record.limitations.note, section)
        if main := main_deadline(found):
            draft.say(
                f"After a foreclosure a shorter time counts: {_lower(deadline_words(main, turn.today, turn.rough))}",
                deadline_id(record.code, main.rule.id),
            )
    else:
        passage = draft.library.passage(section)
        draft.say(passage.text, section)
    if wanted == "limitations" or tells_of_a_sale(turn.question):
        add_rule(draft, turn)
    return True


def _redemption(draft: Draft, turn: Turn, record: Record) -> bool:
    """Whether the home can be got back, for how long and by whom."""
    section = state_id(record.code, "redemption")
    draft.used("assess_state_rule")
    draft.state = record.code
    word = {"yes": "Yes", "no": "No", "limited": "In some cases"}[record.redemption.exists]
    period = record.redemption.period
    named = period if record.name in period else f"in {record.place} {_lower(period)}"
    draft.say(f"**{word}: {_lower(clause(named))}.**", section)
    if record.redemption.who:
        draft.say(f"Who may redeem: {clause(record.redemption.who)}.", section)
    if tells_of_a_sale(turn.question):
        add_rule(draft, turn)
    return True


def say_main_deadline(draft: Draft, turn: Turn) -> bool:
    """The deadline of the case; returns False where there is none to tell."""
    return turn.record is not None and _deadline(draft, turn, turn.record)


def _asks_for_a_sum(turn: Turn) -> bool:
    """Whether this turn tells or asks for a sum, so that the rule and the number answer it."""
    return (turn.numeric and turn.question.tells) or "amount" in turn.question.intents


def _if_missed(draft: Draft, turn: Turn, record: Record, found: Assessment) -> bool:
    """What follows where the deadline passes unused."""
    main = main_deadline(found)
    if main is None or not main.rule.if_missed:
        return False
    start(draft, turn)
    draft.say(f"**Then {clause(main.rule.if_missed)}.**", deadline_id(record.code, main.rule.id))
    draft.say(deadline_words(main, turn.today, turn.rough), deadline_id(record.code, main.rule.id))
    return True


def _deadline(draft: Draft, turn: Turn, record: Record) -> bool:
    found = turn.assessment
    if found is None or found.outcome == "barred":
        return False
    mine = _MINE.search(turn.question.text) and borrowers_deadline(found)
    main = mine or main_deadline(found)
    if main is None:
        start(draft, turn)
        years = f"{record.limitations.years} years" if record.limitations.years else "set by the kind of note"
        draft.say(
            f"**{record.name} has no special deadline after the sale that was found; the general limit for a suit on the note "
            f"is {years} ({record.limitations.cite}).**",
            state_id(record.code, "limitations"),
        )
        draft.say(found.first.case.effect, rule_id(record.code, found.first.case.id))
        next_question(draft, turn)
        return True
    say_deadline(draft, turn, record, main)
    return True


def say_deadline(draft: Draft, turn: Turn, record: Record, main: DeadlineResult) -> None:
    """One deadline of the case first, then the rule that it belongs to."""
    found = turn.assessment
    assert found is not None
    start(draft, turn, main)
    words = deadline_words(main, turn.today, turn.rough)
    # where the state comes from an earlier turn, the answer says which one it speaks of
    where = "" if turn.question.state else f"In {record.place}: "
    draft.say(f"**{where}{_lower(words) if where else words}**", deadline_id(record.code, main.rule.id))
    if main.last_day and main.last_day >= turn.today:
        draft.add("A court's own calendar rules can move a last day that falls on a weekend or holiday.", CALENDAR)
    told = {main.rule.id}
    for p in found.possibilities[:3]:
        other = next((d for d in p.deadlines if d.rule.id != main.rule.id and d.rule.period and d.rule.bars), None)
        if other and other.rule.id not in told:
            told.add(other.rule.id)
            draft.say(deadline_words(other, turn.today, turn.rough), deadline_id(record.code, other.rule.id))
    draft.say(f"{found.first.case.effect}", rule_id(record.code, found.first.case.id))
    next_question(draft, turn)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
