"""Conversations that last: each turn is answered, kept, and there again after a restart."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from bot.agent.evidence import Listen, Talk
from bot.agent.spans import span
from bot.answer.model import Answer
from bot.answer.own_words import reviewed_part
from bot.conversation.edits import Edit, told
from bot.conversation.graph import build_graph
from bot.conversation.sheet import CaseSheet
from bot.conversation.shortfall import Shortfall, checked_text
from bot.conversation.storage import ConversationInfo, Storage
from bot.conversation.storage.transcript import ConversationTurn, config, sheet, state_after, turns
from bot.conversation.work import Work

TALK = 30  # turns that a language model is told of; the case holds the facts of all of them
TITLE = 60  # characters of the first question that name a conversation


class Conversations:
    """All conversations of a storage, answered by one engine. Usable from several threads at once."""

    def __init__(self, engine: Shortfall, storage: Storage) -> None:
        self.engine, self.storage = engine, storage
        self._graph = build_graph(engine.steps, storage.checkpointer)

    def start(self, title: str = "", owner: str = "") -> ConversationInfo:
        """A new, empty conversation. owner: whose list it stands in, if anybody's."""
        return self.storage.create(title, owner)

    def say(
        self,
        conversation: str,
        text: str,
        *,
        state: str | None = None,
        terse: bool | None = None,
        instead_of: int | None = None,
        listen: Listen | None = None,
        once: Callable[[ConversationInfo], Answer | None] | None = None,
    ) -> Answer:
        """Take one turn.

        The question is noted before it is worked on and the answer is kept before it is returned: a turn that was
        answered is never lost, and one that was cut off is found as `pending`.
        state: the USPS code to take where no turn names one. terse: whether short answers, statute first, are wanted from
        now on; None leaves it as it is. instead_of: the number of an earlier turn, which is taken
        back with all that came after it, once the answer to this one is kept. listen: is told each sentence of a
        language model once it was checked. once: is asked within the lock whether this very turn was taken before, and
        gives its answer then.
        Raises QuestionError for an empty or far too long question, ConversationError for an unknown conversation.
        """
        question = checked_text(text)
        with self.storage.lock(conversation):
            info = self.storage.info(conversation)
            if once is not None and (kept := once(info)) is not None:
                return kept
            return self._take(info, question, state, terse=terse, instead_of=instead_of, listen=listen)

    def change(
        self, conversation: str, edits: Sequence[Edit], *, state: str | None = None, terse: bool | None = None
    ) -> Answer:
        """Change the case by hand, as a turn of its own, and answer the case as it is then.

        Raises CaseError for a change that cannot be, ConversationError for an unknown conversation.
        """
        with self.storage.lock(conversation):
            text = told(self.sheet(conversation), edits)
            return self._take(self.storage.info(conversation), text, state, edits=edits, terse=terse)

    def resume(self, conversation: str) -> Answer | None:
        """Answer the question that was cut off, where there is one; a turn whose answer was kept is not taken twice.

        Waits for a turn in progress, so that one that is on its way is not taken for one that was cut off.
        Raises ConversationError for an unknown conversation.
        """
        if self.storage.info(conversation).pending is None:
            return None
        with self.storage.lock(conversation):
            info = self.storage.info(conversation)
            if info.pending is None:
                return None
            kept = self.turns(conversation)
            if len(kept) == info.turns + 1 and kept[-1].question == info.pending:  # kept, but not yet noted
                self.storage.note_answered(conversation, len(kept), _title(info, info.pending))
                return kept[-1].answer
            again = info.turns + 1 if len(kept) > info.turns else None
            return self._take(info, info.pending, None, instead_of=again)

    def _take(
        self,
        info: ConversationInfo,
        question: str,
        state: str | None,
        *,
        edits: Sequence[Edit] = (),
        terse: bool | None = None,
        instead_of: int | None = None,
        listen: Listen | None = None,
    ) -> Answer:
        """Take a turn, within the lock of its conversation."""
        began = time.perf_counter()
        turn: dict[str, Any] = {
            "text": question,
            "picked": state,
            "edits": [edit.model_dump() for edit in edits],
            "terse": terse,
            "talk": self._talk(info, instead_of),
            "listen": listen,
            "owner": self.storage.owner(info.id) if self.engine.own.any() else "",
        }
        before = None
        if instead_of is not None:
            before = instead_of - 1
            turn |= state_after(self.storage, info.id, before)
        self.storage.note_pending(info.id, question, before)
        with span("turn", number=info.turns + 1):
            done: Work = self._graph.invoke(turn, config(info.id), output_keys="work", durability="exit")  # type: ignore[assignment]
        answer, sheet = done.answer, done.sheet
        assert answer is not None
        assert sheet is not None
        self.storage.note_answered(info.id, sheet.turn, _title(info, question))
        return answer.model_copy(update={"latency_ms": round((time.perf_counter() - began) * 1000)})

    def _talk(self, info: ConversationInfo, instead_of: int | None) -> Talk:
        """The last turns in words, for a language model; nothing where none is set."""
        if not self.engine.settings.model or not info.turns:
            return []
        kept = self.turns(info.id)[: None if instead_of is None else instead_of - 1]
        return [
            line
            for turn in kept[-TALK:]
            for line in (("user", turn.question), ("assistant", reviewed_part(turn.answer).text))
        ]

    def turns(self, conversation: str) -> list[ConversationTurn]:
        """The transcript, oldest first.

        Raises ConversationError for an unknown conversation.
        """
        return turns(self.storage, conversation)

    def sheet(self, conversation: str) -> CaseSheet:
        """The case as it stands.

        Raises ConversationError for an unknown conversation.
        """
        return sheet(self.storage, conversation)


def _title(info: ConversationInfo, question: str) -> str | None:
    """The beginning of the first question as the title of a conversation that has none."""
    return None if info.title else " ".join(question.split())[:TITLE]
