"""`Shortfall`: one question in, one verified answer out. The command line, the page and the evaluation all call this."""

import logging
import time
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.answer.draft import Draft
from bot.answer.limits import decline
from bot.answer.model import Answer
from bot.answer.turn import Turn
from bot.answer.verify import verify
from bot.conversation.case import amounts_of, facts_of, in_context, state_of
from bot.conversation.plan import compose
from bot.errors import AmountError, QuestionError
from bot.law.assess import assess
from bot.law.cap import plain_deficiency
from bot.law.case import Case
from bot.law.record import get_record
from bot.retrieval.embedder import Embedder
from bot.retrieval.search import Index
from bot.settings import Settings, get_settings
from bot.understand.question import Question
from bot.understand.read import read_question

LONGEST = 8_000  # characters; far more than a person tells in one turn
log = logging.getLogger(__name__)


class Message(BaseModel):
    """An earlier turn. An assistant's words are context, never a source of facts."""

    model_config = ConfigDict(frozen=True)

    role: Literal["user", "assistant"] = "user"
    content: str


class Shortfall:
    """The built-in engine over the published index. Deterministic: same question, same index, same day, same answer.

    >>> from bot import Shortfall
    >>> answer = Shortfall().ask("I owed $220,000 with legal costs and the house sold for $150,000")
    >>> answer.amount
    Decimal('70000.00')
    >>> answer.asks
    ('state',)
    """

    def __init__(self, settings: Settings | None = None, index: Index | None = None) -> None:
        """Open the index in service.

        Raises SearchIndexError where there is none; its message says what to run.
        """
        self.settings = settings or get_settings()
        self.index = index or Index.open(self.settings.index_dir, lambda: Embedder(self.settings.embedding_model))

    def ask(self, question: str, history: Sequence[Message] = (), *, state: str | None = None) -> Answer:
        """Answer one question.

        history: earlier turns, oldest first. state: the USPS code to take where no turn names one (a picker on a page).
        Raises QuestionError for an empty or far too long question.
        """
        began = time.perf_counter()
        text = checked_text(question)
        turns: list[Question] = []
        told = ""  # what the user was told last: it says what a bare answer belongs to, and is no source of facts
        for message in history:
            if message.role == "assistant":
                told = message.content
            elif message.content.strip():
                turns.append(self._read(message.content[:LONGEST], turns, state, told))
        asked = self._read(text, turns, state, told)
        answer = self._answer(asked, [*turns, asked], state)
        return answer.model_copy(update={"latency_ms": round((time.perf_counter() - began) * 1000)})

    def _read(self, text: str, turns: list[Question], picked: str | None, told: str) -> Question:
        """One turn as it is meant after the turns before it."""
        thousands = any(amount.value >= 10_000 for turn in turns for amount in turn.amounts)
        read = read_question(
            text, self.settings.current_day(), state_of(turns) or picked, speaks_of_thousands=thousands
        )
        return in_context(read, turns, told)

    def _answer(self, asked: Question, turns: list[Question], picked: str | None) -> Answer:
        draft = Draft(self.index)
        try:
            turn = self._turn(asked, turns, picked)
            draft.state = turn.record.code if turn.record else None
            compose(draft, turn, self.index)
        except AmountError as error:
            return _refused(self.index, error)
        answer = draft.answer()
        faults = verify(answer, self.index, turn)
        if not faults:
            return answer
        log.error("an answer failed verification: %s", "; ".join(f"{f.rule}: {f.detail}" for f in faults))
        safe = Draft(self.index)
        decline(safe, "not_verified")
        return safe.answer()

    def _turn(self, asked: Question, turns: list[Question], picked: str | None) -> Turn:
        today = self.settings.current_day()
        amounts, facts = amounts_of(turns), facts_of(turns)
        state = None if asked.ambiguous or asked.foreign or asked.territory else state_of(turns) or picked
        record = case = assessment = None
        if state is not None:
            record = get_record(self.settings.corpus_dir / "states", state)
            case = Case(state=state, facts=facts, amounts=amounts)
            assessment = assess(case, record, today)
        return Turn(
            question=asked,
            case=case,
            facts=facts,
            amounts=amounts,
            plain=plain_deficiency(amounts),
            record=record,
            assessment=assessment,
            today=today,
            stale_after_days=self.settings.stale_after_days,
        )


def checked_text(question: str) -> str:
    """The question without control characters.

    Raises QuestionError where nothing is left or it is longer than a person would type.
    """
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in question).strip()
    if not any(c.isalnum() for c in text):
        raise QuestionError(
            "The question is empty. Type what happened, for example: sold at auction in Ohio, do I owe?"
        )
    if len(text) > LONGEST:
        raise QuestionError(
            f"The question has {len(text):,} characters; please keep it under {LONGEST:,}. "
            "The state, what was owed, what it sold for and the dates are enough to begin."
        )
    return text


def _refused(index: Index, error: AmountError) -> Answer:
    draft = Draft(index)
    draft.reason = f"impossible amount: {error.field}"
    draft.say(f"**Something in the amounts cannot be right: {error}**", kind="help")
    draft.say("Please check that figure and tell me again.", kind="question")
    draft.ask(error.field)
    return draft.answer()
