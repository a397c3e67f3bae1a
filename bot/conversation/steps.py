"""The steps of one turn: understand, merge, plan, tools, compose, speak, verify. Each takes the work so far and adds its part.

`Shortfall` runs them one after the other; the conversation graph runs the very same ones.
"""

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.agent.spans import span
from bot.answer.draft import Draft
from bot.answer.limits import decline
from bot.answer.model import Answer
from bot.answer.own_words import reviewed_part
from bot.answer.signers import NOT_SIGNED
from bot.answer.turn import Turn
from bot.answer.verify import verify
from bot.conversation.acts import write
from bot.conversation.apart import of_another, whose_case
from bot.conversation.case import case_facts, own_numbers
from bot.conversation.context import read_turn
from bot.conversation.edits import as_question, edited
from bot.conversation.merge import Merged, merge
from bot.conversation.names import named, named_case
from bot.conversation.numbered import numbered_case
from bot.conversation.own import OwnDocuments
from bot.conversation.parted import take_apart
from bot.conversation.plan import Plan, plan
from bot.conversation.readings import entries_of
from bot.conversation.second_loan import other_loan
from bot.conversation.sheet import SIGNER, CaseSheet, Entry
from bot.conversation.speak import Speaker
from bot.conversation.standing import standing
from bot.conversation.work import Work
from bot.errors import AmountError
from bot.retrieval.search import Index
from bot.settings import Settings
from bot.understand.moves import Move
from bot.understand.question import Question

BUILT_IN = "built-in"
log = logging.getLogger(__name__)


class Steps:
    """The steps over one index and one set of settings."""

    def __init__(self, settings: Settings, index: Index, own: OwnDocuments | None = None) -> None:
        self.settings, self.index = settings, index
        self.own = own or OwnDocuments(settings, index)
        self.all: tuple[tuple[str, Callable[[Work], Work]], ...] = (
            ("understand", self.understand),
            ("merge", self.merge),
            ("plan", self.plan),
            ("tools", self.tools),
            ("compose", self.compose),
            ("speak", Speaker(settings, index)),
            ("verify", self.verify),
        )

    def run(self, work: Work) -> Work:
        """All steps in order."""
        with span("turn", number=work.before.turn + 1):
            for _, step in self.all:
                work = step(work)
        return work

    def understand(self, work: Work) -> Work:
        """Read the turn as it is meant in its conversation."""
        with span("understand", characters=len(work.text)):
            return self._understand(work)

    def tools(self, work: Work) -> Work:
        """Apply the state's rule and the sums: to the case, to what is supposed, to the states that are compared."""
        with span("tools", act=work.plan.act, states=len(work.plan.states)):
            return self._tools(work)

    def _understand(self, work: Work) -> Work:
        if work.last is not None:
            work = replace(work, last=reviewed_part(work.last))
        if work.terse is not None:
            work = replace(work, before=work.before.model_copy(update={"terse": work.terse}))
        if work.edits:
            return replace(work, question=as_question(work.text, work.before))
        today = self.settings.current_day()
        before, text, told_of = take_apart(work.text, work.before, today)
        called = None
        if not told_of:
            called = named_case(text, before, today) or numbered_case(text, before, today)
            before = called or whose_case(text, before, today)
        turned = called is not None or before.whose != work.before.whose
        work = replace(work, before=before, told_of=told_of)
        asked = read_turn(text, before, today, work.picked)
        moves = tuple(move for move in asked.moves if move.move not in (Move.FIRST, Move.SECOND, Move.WHAT_IF))
        placed = asked.state not in (None, before.state)
        if turned and not (asked.intents or asked.tells or asked.topics or moves or placed):
            asked = asked.model_copy(
                update={"intents": ("rule",), "parts": (), "moves": ()}
            )  # "what about the first one"
        if work.before.offer and asked.move(Move.YES) and not asked.tells:
            asked = read_turn(work.before.offer, work.before, today, work.picked)
        if work.terse:
            asked = asked.model_copy(update={"audience": "counselor"})  # set by hand, whatever the words sound like
        return replace(work, question=asked)

    def merge(self, work: Work) -> Work:
        """Lay what the turn tells into the case."""
        assert work.question is not None
        merged = edited(work.before, work.edits) if work.edits else merge(work.before, work.question)
        return replace(work, merged=merged.model_copy(update={"sheet": named(merged.sheet, work.question.text)}))

    def plan(self, work: Work) -> Work:
        """Choose what the turn asks of the conversation."""
        assert work.question is not None
        assert work.merged is not None
        if work.edits:
            return replace(work, plan=Plan("edit"))
        return replace(work, plan=self._planned(work, work.question, work.merged))

    def _planned(self, work: Work, asked: Question, merged: Merged) -> Plan:
        return plan(asked, merged, work.before, answered=work.last is not None, told_of=work.told_of)

    def _tools(self, work: Work) -> Work:
        assert work.question is not None
        assert work.merged is not None
        sheet = work.merged.sheet
        try:
            as_told = self._turn(work.question, sheet, work.picked)
            turn = self._turn(work.question, sheet.laid_over(), work.picked) if sheet.supposed else as_told
            if other := other_loan(sheet.laid_over()):
                turn = replace(turn, other_loan=self._turn(work.question, other, work.picked))
            compared = tuple(self._elsewhere(work.question, sheet.laid_over(), state) for state in work.plan.states)
            compared += tuple(self._turn(work.question, sheet.case_of(whose), None) for whose in work.plan.cases)
            disputed = None
            if (entry := sheet.disputed()) and entry.disputed is not None:
                disputed = self._turn(work.question, sheet.with_entries({entry.name: entry.disputed}), work.picked)
        except AmountError as error:
            return replace(work, refused=_refused(self.index, error))
        return replace(work, turn=turn, as_told=as_told, compared=compared, disputed=disputed)

    def compose(self, work: Work) -> Work:
        """Write the answer."""
        if work.refused is not None:
            return replace(work, answer=work.refused)
        assert work.question is not None
        assert work.turn is not None
        assert work.merged is not None
        sheet = work.before
        heard = work.last.text if work.last is not None else ""
        draft = Draft(self.index, settled=frozenset(sheet.asked), unknown=work.merged.sheet.unknown, heard=heard)
        draft.state = work.turn.state
        draft.of_a_signer = work.turn.signer in NOT_SIGNED
        try:
            write(draft, work, work.turn, work.merged, self.index)
        except AmountError as error:
            return replace(work, answer=_refused(self.index, error))
        return replace(work, answer=draft.answer(), offer=draft.offer)

    def verify(self, work: Work) -> Work:
        """Let through only what has a source; note in the case what was asked."""
        work = self.own(work)
        assert work.answer is not None
        assert work.merged is not None
        answer = work.answer
        if work.turn is not None and answer.engine == BUILT_IN:  # a model's words were held against more than this
            # the compared states last, so that each one's own line is held against it
            others = (work.as_told, work.disputed, work.turn.other_loan)
            beside = (*(one for one in others if one is not None), *work.compared)
            faults = verify(answer, self.own.library(work.owner), work.turn, beside)
            if faults:
                log.error("an answer failed verification: %s", "; ".join(f"{f.rule}: {f.detail}" for f in faults))
                safe = Draft(self.index)
                decline(safe, "not_verified")
                answer = safe.answer()
        sheet = work.merged.sheet
        asked = (*sheet.asked, answer.asked) if answer.asked and answer.asked not in sheet.asked else sheet.asked
        compared = tuple(dict.fromkeys(line.state for line in answer.compared))
        if not compared and work.plan.act not in ("answer", "what_if", "adopt", "reset"):
            compared = sheet.compared  # the table still stands
        sheet = sheet.model_copy(
            update={"asked": asked, "open_question": answer.asked, "offer": work.offer, "compared": compared}
        )
        return replace(work, answer=answer.model_copy(update={"case": case_facts(sheet)}), sheet=sheet)

    def _turn(self, asked: Question, sheet: CaseSheet, picked: str | None) -> Turn:
        """What is known, with the state's rule applied where the state is known."""
        outside = asked.foreign or asked.territory
        unclear = asked.ambiguous and (sheet.state or picked) not in asked.ambiguous
        now = standing(sheet, self.settings, None if outside or unclear else sheet.state or picked)
        return Turn(
            question=asked,
            case=now.case,
            facts=now.facts,
            amounts=now.amounts,
            plain=now.plain,
            record=now.record,
            assessment=now.assessment,
            today=now.today,
            stale_after_days=self.settings.stale_after_days,
            own_numbers=own_numbers(sheet),
            signer=signer.value if (signer := sheet.known(SIGNER)) else None,
            judged=sheet.whose in sheet.judged,
            rough=frozenset(e.name for e in sheet.entries.values() if e.kind == "day" and e.known and not e.exact),
        )

    def _elsewhere(self, asked: Question, sheet: CaseSheet, state: str) -> Turn:
        """The same case in another state, or what the turn tells of somebody's house there."""
        there = {"state": Entry(name="state", kind="place", value=state, turn=sheet.turn)}
        if state != sheet.state and of_another(asked.text):
            told = {one.name: one for one in entries_of(asked, sheet) if one.kind in ("fact", "day")}
            kept = {name: one for name, one in sheet.entries.items() if one.kind != "day"}  # of another sale
            sheet = sheet.model_copy(update={"entries": {**kept, **told}})
        # another place in the turn does not unsettle this one
        named = {"ambiguous": (), "foreign": None, "territory": None}
        return self._turn(asked.model_copy(update=named), sheet.with_entries(there), None)


def _refused(index: Index, error: AmountError) -> Answer:
    draft = Draft(index)
    draft.reason = f"impossible amount: {error.field}"
    draft.say(f"**Something in the amounts cannot be right: {error}**", kind="help")
    draft.ask_for(error.field, "Please check that figure and tell me again.")
    return draft.answer()
