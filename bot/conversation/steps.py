"""The steps of one turn: understand, merge, plan, tools, compose, speak, verify. Each takes the work so far and adds its part.

`Shortfall` runs them one after the other; the conversation graph runs the very same ones.
"""

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.agent.spans import span
from bot.answer.beside import NOT_SIGNED
from bot.answer.crisis import CRISIS, crisis
from bot.answer.draft import Draft
from bot.answer.leads import lead_named
from bot.answer.limits import LIMITS, decline
from bot.answer.model import Answer
from bot.answer.own_words import reviewed_part
from bot.answer.turn import Turn
from bot.answer.urgent import urgent_help
from bot.answer.verify import verify
from bot.conversation import compare, lookback, manage, what_if
from bot.conversation.apart import whose_case
from bot.conversation.case import case_facts, own_numbers
from bot.conversation.compose import compose
from bot.conversation.context import read_turn
from bot.conversation.edits import as_question, edited
from bot.conversation.merge import Merged, merge
from bot.conversation.numbered import numbered_case
from bot.conversation.own import OwnDocuments
from bot.conversation.parted import take_apart
from bot.conversation.plan import Plan, plan
from bot.conversation.second_loan import other_loan
from bot.conversation.sheet import SIGNER, CaseSheet, Entry
from bot.conversation.speak import Speaker
from bot.conversation.standing import standing
from bot.conversation.work import Work
from bot.errors import AmountError
from bot.retrieval.search import Index
from bot.settings import Settings
from bot.understand.feelings import one_human_sentence
from bot.understand.intent import LAW
from bot.understand.moves import Move
from bot.understand.question import Question

BUILT_IN = "built-in"
UNCLEAR = LIMITS["unclear"].reason
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
        if not told_of:
            before = numbered_case(text, before, today) or whose_case(text, before, today)
        turned = before.whose != work.before.whose
        work = replace(work, before=before, told_of=told_of)
        asked = read_turn(text, before, today, work.picked)
        moves = tuple(move for move in asked.moves if move.move not in (Move.FIRST, Move.SECOND))
        if turned and not (asked.intents or asked.tells or asked.topics or moves or asked.state):
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
        return replace(work, merged=merged)

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
        draft.state = work.turn.record.code if work.turn.record else None
        draft.of_a_signer = work.turn.signer in NOT_SIGNED
        try:
            self._compose(draft, work, work.turn, work.merged)
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
        compared = tuple(line.state for line in answer.compared)
        if not compared and work.plan.act not in ("answer", "what_if", "adopt", "reset"):
            compared = sheet.compared  # the table still stands
        sheet = sheet.model_copy(
            update={"asked": asked, "open_question": answer.asked, "offer": work.offer, "compared": compared}
        )
        return replace(work, answer=answer.model_copy(update={"case": case_facts(sheet)}), sheet=sheet)

    def _compose(self, draft: Draft, work: Work, turn: Turn, merged: Merged) -> None:
        question, act = turn.question, work.plan.act
        draft.act = None if act == "answer" else act
        if "self_harm" in question.intents:
            crisis(draft, question.text)
            if question.tells and manage.has_a_result(turn):
                compose(draft, manage.asked_again(turn), self.index)
            else:
                draft.state = None
            return
        if act == "answer" and question.feeling is not None:
            draft.say(one_human_sentence(question.feeling, merged.sheet.turn), kind="help")
        for problem in question.problems:
            draft.say(problem, kind="reading")
        if question.problems and not (question.tells or question.parts or question.state):
            return  # what cannot be read is all that was said
        manage.another_case(draft, merged.sheet)
        if act in ("answer", "what_if"):
            urgent_help(draft, turn)
        what_if.contradiction(draft, turn, None if work.compared else work.disputed, merged.sheet)
        self._act(draft, work, turn, merged)

    def _act(self, draft: Draft, work: Work, turn: Turn, merged: Merged) -> None:
        act, last, sheet = work.plan.act, work.last, merged.sheet
        match act:
            case "reset":
                manage.reset(draft)
            case "recall":
                manage.recall(draft, sheet, turn)
            case "acknowledge":
                manage.acknowledge(draft, sheet)
            case "needed":
                manage.needed(draft, turn)
            case "nothing_supposed":
                manage.nothing_supposed(draft)
            case "unread":
                manage.unread(draft)
            case "compare":
                compare.compare(draft, work.compared, merged.sheet.whose_are(work.plan.cases), ranks=work.plan.ranks)
                if merged.supposed and work.as_told is not None:
                    what_if.stays(draft, work.as_told, sheet)
            case "compare_with_what":
                compare.compare_with_what(draft, turn)
            case "unknown":
                manage.not_known(draft, turn.question.unknown, turn)
            case "what_if" if work.as_told is not None and what_if.what_if(draft, turn, work.as_told, sheet):
                pass
            case "withdraw":
                if manage.take_back(draft, merged) and manage.has_a_result(turn):
                    compose(draft, manage.asked_again(turn), self.index)
            case "adopt":
                manage.adopted(draft, merged, turn)
                if manage.has_a_result(turn):
                    compose(draft, manage.asked_again(turn), self.index)
            case "answer" if last is not None and self._only_tells(turn, merged) and manage.noted(draft, turn, last):
                draft.act = "noted"
            case _ if last is not None and act in lookback.ACTS:
                lookback.look_back(act, draft, turn, last, sheet.laid_over(), self.index)
            case "answer" if _only_feels(turn):
                if self._despair(turn):
                    crisis(draft, turn.question.text)  # rather once too often than once too seldom
                else:
                    manage.steady(draft, turn)
            case _:
                compose(draft, turn, self.index)
                if draft.declined and draft.reason == UNCLEAR and turn.question.follows:
                    manage.as_things_stand(draft, turn)
                if act == "what_if" and work.as_told is not None and not draft.declined:
                    what_if.stays(draft, work.as_told, sheet)

    def _only_tells(self, turn: Turn, merged: Merged) -> bool:
        """Whether a turn tells facts and nothing else: it asks nothing, and no feeling or limit comes first."""
        question = turn.question
        quiet = not (question.parts or question.moves or question.feeling or question.changes or merged.supposed)
        told = (
            bool(merged.told)
            and SIGNER not in merged.told
            and merged.sheet.disputed() is None
            and set(question.intents) <= LAW
        )
        return turn.assessment is not None and quiet and told

    def _despair(self, turn: Turn) -> bool:
        """Whether talk of being overwhelmed is nearest to the crisis passage, in whatever words it comes."""
        feeling = turn.question.feeling
        if feeling is None or feeling.kind not in ("overwhelm", "grief"):
            return False
        hits = self.index.search(turn.question.text, state=None, k=1)
        return bool(hits) and hits[0].passage.id == CRISIS

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
        """The same case in another state."""
        there = Entry(name="state", kind="place", value=state, turn=sheet.turn)
        # another place in the turn does not unsettle this one
        named = {"ambiguous": (), "foreign": None, "territory": None}
        return self._turn(asked.model_copy(update=named), sheet.with_entries({"state": there}), None)


def _only_feels(turn: Turn) -> bool:
    """Whether a turn tells how somebody feels and nothing else."""
    question = turn.question
    asks = question.tells or question.parts or question.intents or question.topics
    return question.feeling is not None and not asks and lead_named(question.text, in_a_state=False) is None


def _refused(index: Index, error: AmountError) -> Answer:
    draft = Draft(index)
    draft.reason = f"impossible amount: {error.field}"
    draft.say(f"**Something in the amounts cannot be right: {error}**", kind="help")
    draft.ask_for(error.field, "Please check that figure and tell me again.")
    return draft.answer()
