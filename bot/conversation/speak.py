"""Lets a configured language model word an answer; every other turn, and every failure, keeps the built-in answer."""

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from bot.agent.evidence import Evidence
from bot.answer.model import ModelUse
from bot.conversation.lookback import ACTS
from bot.conversation.work import Work
from bot.errors import ShortfallError
from bot.retrieval.search import Index
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.agent.engine import ModelEngine

# what a model may word; the rest is about the conversation itself, and is done by rule
SPOKEN = frozenset({"answer", "what_if", "compare", *ACTS})


class Speaker:
    """The language model of the settings, opened with the first turn that it may word."""

    def __init__(self, settings: Settings, index: Index) -> None:
        self.settings, self.index = settings, index
        self._lock = Lock()
        self._engine: ModelEngine | None = None

    def __call__(self, work: Work) -> Work:
        """The work with the answer in the model's words, or as it was."""
        if not self.settings.model or not may_speak(work):
            return work
        assert work.answer is not None
        assert work.turn is not None
        evidence = Evidence(
            said=(*(text for role, text in work.talk if role == "user"), work.text),
            turn=work.turn,
            built_in=work.answer,
            library=self.index,
            beside=tuple(one for one in (work.as_told, work.disputed, *work.compared) if one is not None),
        )
        try:
            engine = self._opened()
        except ShortfallError as error:
            told = ModelUse(name=self.settings.model, replaced=str(error))
            return replace(work, answer=work.answer.model_copy(update={"model": told}))
        return replace(work, answer=engine.speak(evidence, work.talk, self.index, work.listen))

    def _opened(self) -> "ModelEngine":
        from bot.agent.engine import ModelEngine  # noqa: PLC0415 (LangChain's agents load slowly, and few set a model)

        with self._lock:
            if self._engine is None:
                self._engine = ModelEngine(self.settings)
            return self._engine


def may_speak(work: Work) -> bool:
    """Whether a turn is one that a model may word: an answer about the law, no limit, no crisis, no edit by hand."""
    if not work.speaks or work.edits or work.refused is not None or work.answer is None or work.turn is None:
        return False
    asked = work.turn.question
    if work.answer.declined or asked.problems or "self_harm" in asked.intents or not work.answer.citations:
        return False
    return work.plan.act in SPOKEN
