"""An ordinary answer: limits first, then what is asked, each separate question in its turn."""

import re
from collections.abc import Callable
from functools import cache

from bot.answer.draft import Draft
from bot.answer.full_bid import answer_full_bid
from bot.answer.leads import lead_named
from bot.answer.limits import decline, decline_with, is_mash, off_subject, small_talk
from bot.answer.nearest import add_nearest
from bot.answer.scope import NOT_COVERED, OUTSIDE, Scope, is_there_for, judge, refusal
from bot.answer.section import add_named, answer_named
from bot.answer.stopping import asks_to_stop
from bot.answer.turn import Turn
from bot.answer.untold import add_untold, answer_untold, asks_nothing_else, names_a_thing
from bot.answer.urgent import say_left_lying
from bot.conversation.answering import answer, of_the_claim
from bot.conversation.ellipsis import IGNORED
from bot.conversation.several import compose_parts
from bot.conversation.wording import word_asked
from bot.retrieval.fusion import Hit
from bot.retrieval.search import Index
from bot.understand.intent import LAW, LIMITS
from bot.understand.question import Question

# "asking for a friend whose house got auctioned"
_HOME_LOST = re.compile(
    r"\b(?:house|home|condo)\b[^.?!]{0,25}\b(?:auctioned|foreclosed)\b|\b(?:auctioned|foreclosed)\b[^.?!]{0,25}\b(?:house|home|condo)\b"
    r"|\b(?:lost|losing) (?:his|her|their|the|a|my|our) (?:house|home|condo)\b|\b(?:house|home) to (?:the|a) bank\b",
    re.IGNORECASE,
)
SMALL_TALK = ("greeting", "thanks", "capabilities")


def compose(draft: Draft, turn: Turn, index: Index) -> None:
    """Fill the draft with the answer to a turn: limits first, then what is asked, each separate question in its turn."""
    question = turn.question
    intents = question.intents
    read = next((name for name in intents if name in LIMITS), None)
    hits = cache(lambda: index.search(question.text, state=question.state, topics=question.topics, k=5))
    scope = cache(lambda: judge(question, hits()))  # made where it is first needed, if at all
    if read is None and not question.english:
        decline(draft, "language")
    elif read is None and (question.foreign or question.territory):
        decline(draft, "foreign" if question.foreign else "territory", question.foreign or question.territory or "")
    elif (
        read is None
        and (talk := next((name for name in SMALL_TALK if name in intents), None))
        and not set(intents) & LAW
    ):
        small_talk(draft, talk)
    elif (limit := _limit(question, index, read, hits, scope)) is not None:
        _decline(draft, question, hits, limit)
    elif not (asks_nothing_else(question) and answer_untold(draft, turn, index)):
        if not answer_full_bid(draft, turn) and not answer_named(draft, turn, index):
            compose_parts(draft, turn, lambda part, one: _answer_part(part, one, index, question, scope))
            add_named(draft, turn)
        add_untold(draft, turn, index)
        add_nearest(draft, turn, index)


def _limit(
    question: Question, index: Index, read: str | None, hits: Callable[[], list[Hit]], scope: Callable[[], Scope]
) -> str | None:
    """The limit by which a question is declined, by its words (`read`) and the judgement; None where it is answered."""
    if read is None and (question.stands_for or is_mash(question.text) or word_asked(question, index) is not None):
        return None  # what was asked before of another case, no words at all, or a word of this subject
    elsewhere = read is None and off_subject(question) and not names_a_thing(question)
    if elsewhere and not (question.follows and scope().ours):
        read = "out_of_scope"
    if read is None and asks_to_stop(question.text):
        return None
    lead = lead_named(question.text, in_a_state=question.state is not None)
    over = lead is not None and lead.surely and not question.follows and read in (OUTSIDE, "out_of_scope")
    if lead is not None and (read is None or over):
        return None  # its words name a section that answers, whatever they sound like
    limit = refusal(question, read, scope)
    if read is None and limit in (OUTSIDE, "out_of_scope"):
        # a thing of this subject, somebody's lost home, or this tool: their words are few, and the judgement unsure of them
        ours = names_a_thing(question) or _HOME_LOST.search(question.text)
        return None if ours or is_there_for(question, hits()) else limit
    return limit


def _decline(draft: Draft, question: Question, hits: Callable[[], list[Hit]], limit: str) -> None:
    """Say no; for another subject with the section that tells who helps there, where the search finds one."""
    if limit == OUTSIDE and OUTSIDE not in question.intents:
        best = next(iter(hits()), None)
        if best is not None and best.passage.id.startswith(NOT_COVERED):
            decline_with(draft, best.passage)
            return
        limit = limit if question.in_domain else "out_of_scope"
    decline(draft, limit)


def _answer_part(draft: Draft, turn: Turn, index: Index, whole: Question, scope: Callable[[], Scope]) -> None:
    """One separate question of a turn: what no source tells is said, everything else is answered."""
    if turn.question.stands_for == IGNORED:
        say_left_lying(draft)
    elif not answer_untold(draft, turn, index):
        answer(draft, of_the_claim(turn), index, whole, scope)
