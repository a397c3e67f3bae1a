"""What a storage tells of a conversation beside its transcript."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class ConversationInfo(BaseModel):
    """What a list of conversations shows of one.

    id: 32 hexadecimal digits, never used twice. title: may be empty. created, updated: aware, in UTC.
    turns: how many were answered. pending: a question that was sent and not yet answered.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: int
    pending: str | None


class Feedback(BaseModel):
    """What a reader thought of one answer. turn: from 1. reason: in their words, may be empty. given: aware, in UTC."""

    model_config = ConfigDict(frozen=True)

    turn: int
    helpful: bool
    reason: str
    given: datetime


class KeptTurn(BaseModel):
    """The turn that an Idempotency-Key stands for.

    conversation: its id. turn: the number that the turn has, or will have once it is answered; from 1.
    same_text: whether the text is the one that the key was first sent with.
    """

    model_config = ConfigDict(frozen=True)

    conversation: str
    turn: int
    same_text: bool
