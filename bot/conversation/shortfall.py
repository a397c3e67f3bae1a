"""`Shortfall`: one question in, one verified answer out. The command line, the page and the evaluation all call this."""

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from bot.agent.evidence import Listen
from bot.answer.model import Answer
from bot.answer.own_words import without_own
from bot.conversation.context import asked_in
from bot.conversation.own import OwnDocuments
from bot.conversation.steps import Steps
from bot.conversation.work import Work
from bot.errors import QuestionError
from bot.retrieval.search import Index
from bot.settings import Settings, get_settings

if TYPE_CHECKING:
    from bot.retrieval.embedder import TextEmbedder

LONGEST = 8_000  # characters; far more than a person tells in one turn


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
        self.index = index or Index.open(self.settings.index_dir, self._embedder, self.settings.chroma_url)
        self.own = OwnDocuments(self.settings, self.index)
        self.steps = Steps(self.settings, self.index, self.own)

    def _embedder(self) -> "TextEmbedder":
        from bot.retrieval.embedder import shared_embedder  # noqa: PLC0415 (only a search needs it, and LangChain loads slowly)

        return shared_embedder(self.settings.embedding_model)

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        *,
        state: str | None = None,
        terse: bool | None = None,
        listen: Listen | None = None,
        owner: str = "",
    ) -> Answer:
        """Answer one question.

        history: earlier turns, oldest first; the user's are gone through as in a conversation, so that the answer is
        the one a live conversation would have given. state: the USPS code to take where no turn names one. terse:
        whether a short answer, statute first, is wanted; None goes by the words. listen: is told each sentence of a
        language model once it was checked.
        owner: whose own documents may be quoted, beside those that are everybody's.
        Raises QuestionError for an empty or far too long question.
        """
        began = time.perf_counter()
        text = checked_text(question)
        work = Work(text=text, picked=state, speaks=False, owner=owner)
        for message in history:
            if message.role == "assistant":
                work = self._told(work, message.content)
            elif told := _seen(message.content):
                work = self._after(self.steps.run(replace(work, text=told[:LONGEST])), text)
        talk = tuple((one.role, _heard(one)) for one in history if one.content.strip())
        answer = self.steps.run(replace(work, speaks=True, talk=talk, listen=listen, terse=terse)).answer
        assert answer is not None
        return answer.model_copy(update={"latency_ms": round((time.perf_counter() - began) * 1000)})

    def _after(self, done: Work, text: str) -> Work:
        """The next turn's beginning."""
        assert done.sheet is not None
        return Work(text=text, picked=done.picked, speaks=False, before=done.sheet, last=done.answer, owner=done.owner)

    def _told(self, work: Work, told: str) -> Work:
        """What the user was told says what a bare answer belongs to, and is no source of facts."""
        asked = asked_in(without_own(told), work.before.state or work.picked, self.settings.corpus_dir / "states")
        return replace(work, before=work.before.model_copy(update={"open_question": asked}))


def _heard(message: Message) -> str:
    """An earlier message as a language model is told it: what was quoted from an agency's own document stays here."""
    return without_own(message.content) if message.role == "assistant" else message.content


def checked_text(question: str) -> str:
    """The question without control characters.

    Raises QuestionError where nothing is left or it is longer than a person would type.
    """
    text = _seen(question)
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


def _seen(text: str) -> str:
    """A text without what nobody sees: control characters, joiners and marks."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in seen).strip()
