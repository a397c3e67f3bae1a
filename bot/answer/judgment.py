"""A judgment that a court has given on the rest of the debt: the rule for a claim comes too late for it."""

import re

from bot.answer.draft import Draft
from bot.answer.prose import first_sentence
from bot.answer.rule_words import deadline_words
from bot.answer.turn import Turn
from bot.answer.wages import say_state_wages
from bot.law.assess import Assessment
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id
from bot.topics import Topic
from bot.understand.judgment import judgment_stands

LASTS = "guide/collection-after-judgment#how-long-it-lasts"
STANDS = "guide/defenses#raise-in-time"
AFTER = "guide/what-to-do-this-week#after-a-judgment"
TOOLS = "guide/collection-after-judgment#tools"
# what a lender does with a judgment it has, in the words of the records
_COLLECTS = re.compile(r"\bexecution\b|\bon th(?:at|e) (?:deficiency )?judgment\b")


def answer_judgment(draft: Draft, turn: Turn) -> bool:
    """Answer for somebody against whom a deficiency judgment was entered; returns whether the question tells of one.

    What the state's rule says of a claim is told as what could have been said before, and decides nothing: no outcome is given.
    """
    question = turn.question
    if not judgment_stands(question.text):
        return False
    lapsed = turn.assessment.first.lapsed if turn.assessment is not None else None
    if lapsed is not None and _COLLECTS.search(lapsed.rule.act):
        return False  # the state's own time to collect on a judgment has run: the rule says that
    draft.used("search_corpus")
    draft.say(
        "**A court has decided this already: its judgment can be collected until it is paid, settled, ended by bankruptcy, "
        "set aside or too old.**",
        LASTS,
    )
    draft.add("A court can enter one even on a claim that came too late, or for too much, when nobody objects.", STANDS)
    draft.say(
        "Get a copy of the judgment and the proof of service from the clerk, and take both to a lawyer this week. One that you "
        "knew nothing about, or that came by default, can sometimes be set aside, but the time to ask is short.",
        AFTER,
    )
    draft.say(
        "How long it lasts is set by the law of the state where it was entered, and many states let the creditor renew it. Ask "
        "the clerk when it ends and whether it was renewed.",
        LASTS,
    )
    draft.say(
        "With a judgment the lender can reach part of your wages, money in bank accounts, and liens on other property; state law "
        "decides how far, and what is protected.",
        TOOLS,
    )
    if turn.record is not None:
        draft.state = turn.record.code
        if turn.assessment is not None:
            _by_the_state(draft, turn, turn.record, turn.assessment)
        if Topic.GARNISHMENT in question.topics or turn.record.wages is not None:
            say_state_wages(draft, turn.record)
    return True


def _by_the_state(draft: Draft, turn: Turn, record: Record, found: Assessment) -> None:
    """A state's own time to collect, and what its rule would have said against the claim."""
    for due in found.first.deadlines:
        if _COLLECTS.search(due.rule.act):
            draft.say(deadline_words(due, turn.today, turn.rough), deadline_id(record.code, due.rule.id))
    case = found.first.case
    # where the state has a time to collect that does not reach this home, its rule says so
    limited = [rule for rule in record.deadlines if rule.bars and _COLLECTS.search(rule.act)]
    if limited and found.outcome == "allowed" and not any(d.rule in limited for d in found.first.deadlines):
        draft.say(case.effect, rule_id(record.code, case.id))
    if found.outcome == "barred":
        draft.say(
            f"{record.name} law has a bar against such a claim, so tell the lawyer if nobody spoke of it before the judgment: "
            f"{first_sentence(case.effect)}",
            rule_id(record.code, case.id),
        )
