"""The brief of a conversation that is kept."""

from collections.abc import Sequence

from bot.answer.draft import Library
from bot.brief.make import make_brief
from bot.brief.model import Brief
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import standing
from bot.conversation.storage import Storage
from bot.conversation.storage.transcript import ConversationTurn, sheet, turns
from bot.settings import Settings


def brief_of(storage: Storage, conversation: str, library: Library, settings: Settings) -> Brief:
    """The brief of a conversation as it stands on the settings' day.

    Raises ConversationError for an unknown conversation, AmountError for amounts that cannot be.
    """
    told, case = turns(storage, conversation), sheet(storage, conversation)
    now = standing(case, settings, state_of(case, told))
    return make_brief(now, told, case, library, today=settings.current_day())


def state_of(case: CaseSheet, told: Sequence[ConversationTurn]) -> str | None:
    """The state of a case: as it was told, or else the one picked beside the chat, for which it was last answered."""
    answered = (t.answer.state for t in reversed(told) if t.answer.state and t.answer.act != "what_if")
    return case.state or next(answered, None)
