"""From a case to its brief: everything is taken from the assessment, the figures and the passages."""

from collections.abc import Sequence
from datetime import date

from bot.answer.draft import Draft, Library
from bot.answer.exits import answer_agreed_exit
from bot.answer.federal import answer_federal_bar
from bot.answer.rule import add_rule
from bot.answer.shortfall import FORMULA, answer_plain
from bot.answer.turn import Turn
from bot.brief import advice, law
from bot.brief.case_facts import facts, taken_as_usual
from bot.brief.model import Brief, Line
from bot.brief.sources import Sources
from bot.brief.sums import sums
from bot.calculator.deadlines import in_words
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import Standing
from bot.conversation.storage.transcript import ConversationTurn
from bot.settings import get_settings
from bot.understand.factreading import FactReading
from bot.understand.question import Question

DISCLAIMER = "This brief is education, not legal advice. A lawyer or legal aid should look at the papers before anyone acts on it."
NOTHING_YET = "Nothing can be worked out yet: the state, what was owed and what the house sold for are not all known."


def make_brief(
    standing: Standing, turns: Sequence[ConversationTurn], sheet: CaseSheet, library: Library, *, today: date
) -> Brief:
    """The brief of a case.

    standing: the state's rule applied to the sheet. turns: the conversation, oldest first. library: where passages are
    looked up, as the index is. today: the day from which days left are counted.
    Raises SearchIndexError for a passage that the library does not have.
    """
    sources, record = Sources(library), standing.record
    stale_after_days = get_settings().stale_after_days
    rough = frozenset(e.name for e in sheet.entries.values() if e.kind == "day" and e.known and not e.exact)
    bottom_line, *first = _bottom_line(standing, sheet, sources, stale_after_days)
    return Brief(
        title=f"Case brief: {record.name if record else 'state not known yet'}",
        state=record.code if record else None,
        state_name=record.name if record else None,
        day=today,
        about=_about(turns, today),
        bottom_line=bottom_line,
        first=tuple(first),
        rules=law.rules(standing, sources),
        sums=sums(standing, turns, sources),
        deadlines=law.deadlines(standing, sources, today, rough),
        facts=facts(sheet, record),
        taken=taken_as_usual(standing, sources),
        unknown=advice.unknown(standing, sheet, sources),
        next_steps=advice.next_steps(standing, sheet, sources),
        ruled_out=law.ruled_out(standing, sources),
        doubts=(*law.redemption(standing, sources), *law.doubts(standing, sources, today, stale_after_days)),
        help_lines=advice.help_lines(sources),
        sources=sources.all(),
        disclaimer=DISCLAIMER,
    )


def _about(turns: Sequence[ConversationTurn], today: date) -> str:
    """When it was prepared, and from what."""
    prepared = f"Prepared on {in_words(today)}"
    if not turns:
        return f"{prepared}."
    messages = f"{len(turns)} message{'s' * (len(turns) > 1)}"
    first, last = turns[0].at.date(), turns[-1].at.date()
    days = f"on {in_words(first)}" if first == last else f"from {in_words(first)} to {in_words(last)}"
    return f"{prepared}, from a conversation of {messages} {days}."


def _bottom_line(standing: Standing, sheet: CaseSheet, sources: Sources, stale_after_days: int) -> list[Line]:
    """Whether the lender may still collect, as an answer would begin, then what decides beside the state's rule."""
    draft, turn = Draft(sources.library), _as_asked(standing, sheet, stale_after_days)
    if not answer_federal_bar(draft, turn) and not answer_agreed_exit(draft, turn):
        if turn.record is not None:
            add_rule(draft, turn)
        elif turn.plain is not None:
            answer_plain(draft, turn)
        else:
            return [sources.line(NOTHING_YET, FORMULA)]
    return sources.drafted(draft)


def _as_asked(standing: Standing, sheet: CaseSheet, stale_after_days: int) -> Turn:
    """The case as a turn that asks whether the lender may still collect."""
    told = [entry for entry in sheet.entries.values() if entry.known and entry.kind == "fact"]
    readings = tuple(FactReading(fact=e.name, value=e.value, raw="", span=(0, 0)) for e in told)
    return Turn(
        question=Question(text="", intents=("rule",), facts=readings, audience="counselor"),
        case=standing.case,
        facts=standing.facts,
        amounts=standing.amounts,
        plain=standing.plain,
        record=standing.record,
        assessment=standing.assessment,
        today=standing.today,
        stale_after_days=stale_after_days,
    )
