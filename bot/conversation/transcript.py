"""A conversation as it is kept: its turns and its case, read back without an engine."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.answer.model import Answer
from bot.conversation.case_data import case_facts
from bot.conversation.sheet import CaseSheet
from bot.conversation.storage import Storage


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
    """The transcript, oldest first.

    Raises ConversationError for an unknown conversation.
    """
    storage.info(conversation)
    found: dict[int, ConversationTurn] = {}
    for at, values in _kept(storage, conversation):
        number = int((values.get("sheet") or {}).get("turn", 0))
        if number and number not in found and values.get("answer"):
            answer = Answer.model_validate(values["answer"])
            found[number] = ConversationTurn(number=number, question=values["text"], answer=answer, at=at)
    return [found[number] for number in sorted(found)]


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
        "transcript": [turn.model_dump(mode="json") for turn in turns(storage, conversation)],
    }


def _kept(storage: Storage, conversation: str, limit: int | None = None) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """The checkpoints of a conversation, the latest first, each as when and its values."""
    for kept in storage.checkpointer.list(config(conversation), limit=limit):
        yield datetime.fromisoformat(kept.checkpoint["ts"]), kept.checkpoint["channel_values"]
