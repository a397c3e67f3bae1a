"""A conversation as it is kept: its turns and its case, read back without an engine."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.answer.model import Answer
from bot.conversation.case import case_facts
from bot.conversation.sheet import CaseSheet
from bot.conversation.storage.base import Storage
from bot.errors import ConversationMissingError


class ConversationTurn(BaseModel):
    """One turn of a transcript. number: from 1. at: when it was answered."""

    model_config = ConfigDict(frozen=True)

    number: int
    question: str
    answer: Answer
    at: datetime


def config(conversation: str) -> Any:
    """What names a conversation to its graph."""
    return {"configurable": {"thread_id": conversation}}


def turns(storage: Storage, conversation: str) -> list[ConversationTurn]:
    """The transcript, oldest first; a turn that was asked again in other words stands only as it was asked last.

    Raises ConversationError for an unknown conversation.
    """
    storage.info(conversation)
    return [
        ConversationTurn(number=number, question=v["text"], answer=Answer.model_validate(v["answer"]), at=at)
        for number, at, v in reversed(list(_living(storage, conversation)))
    ]


def state_after(storage: Storage, conversation: str, turn: int) -> dict[str, Any]:
    """What the graph goes on from after a turn: the case and the answer as they were; empty before the first.

    Raises ConversationError where there is no such turn.
    """
    if turn == 0:
        return {"sheet": {}, "answer": {}}
    for number, _, values in _living(storage, conversation):
        if number == turn:
            return {"sheet": values["sheet"], "answer": values["answer"]}
    raise ConversationMissingError(f"The conversation has no turn {turn}.")


def _living(storage: Storage, conversation: str) -> Iterator[tuple[int, datetime, dict[str, Any]]]:
    """The turns that stand, the latest first: whatever followed a turn that was asked again went with it."""
    above = None
    for at, values in _kept(storage, conversation):
        number = int((values.get("sheet") or {}).get("turn", 0))
        if number and values.get("answer") and (above is None or number < above):
            above = number
            yield number, at, values
            if number == 1:
                return


def sheet(storage: Storage, conversation: str) -> CaseSheet:
    """The case as it stands.

    Raises ConversationError for an unknown conversation.
    """
    storage.info(conversation)
    latest = next(_kept(storage, conversation, limit=1), None)
    return CaseSheet.model_validate((latest[1].get("sheet") if latest else None) or {})


def export(storage: Storage, conversation: str) -> dict[str, Any]:
    """Everything that is kept of a conversation, as JSON values.

    Raises ConversationError for an unknown conversation.
    """
    return {
        **storage.info(conversation).model_dump(mode="json"),
        "case": [fact.model_dump(mode="json") for fact in case_facts(sheet(storage, conversation))],
        "feedback": [one.model_dump(mode="json") for one in storage.feedback(conversation)],
        "transcript": [turn.model_dump(mode="json") for turn in turns(storage, conversation)],
    }


def _kept(storage: Storage, conversation: str, limit: int | None = None) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """The checkpoints of a conversation, the latest first, each as when and its values."""
    for kept in storage.checkpointer.list(config(conversation), limit=limit):
        yield datetime.fromisoformat(kept.checkpoint["ts"]), kept.checkpoint["channel_values"]
