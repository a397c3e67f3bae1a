"""A turn that is sent twice with one Idempotency-Key is taken once, over processes and after a kill too."""

from bot.answer.model import Answer
from bot.conversation.shortfall import checked_text
from bot.conversation.storage import ConversationInfo, Storage
from bot.conversation.storage.transcript import turns
from bot.server.errors import ServiceError
from bot.server.schemas import NewTurn


class Once:
    """Says, within the lock of a conversation, whether the turn of a key was taken; for `Conversations.say`."""

    def __init__(self, storage: Storage, owner: str, key: str, asked: NewTurn) -> None:
        self._storage, self._owner, self._key, self._asked = storage, owner, key, asked

    def __call__(self, info: ConversationInfo) -> Answer | None:
        """The kept answer; None where the turn is still to be taken, after its key was noted.

        Raises ServiceError 422 where the key was sent with another text, 409 where its turn was replaced since.
        """
        asked = self._asked
        text = asked.model_dump_json(exclude={"stream"})
        kept = self._storage.kept_turn(self._owner, self._key, text)
        before = kept is not None
        if kept is None:
            number = asked.instead_of or info.turns + 1
            kept = self._storage.note_turn(self._owner, self._key, info.id, number, text)
        if kept.conversation != info.id or not kept.same_text:
            detail = "This Idempotency-Key was sent before with another turn. Make a new key for each turn."
            raise ServiceError(422, "idempotency_key_reused", detail)
        return self._taken(info, kept.turn) if before else None

    def _taken(self, info: ConversationInfo, number: int) -> Answer | None:
        question = checked_text(self._asked.text)
        turn = next((turn for turn in turns(self._storage, info.id) if turn.number == number), None)
        if number > info.turns:  # it was cut off, at the worst after its answer was kept
            if turn is None or turn.question != question or info.pending != question:
                return None
            self._storage.note_answered(info.id, number)
            return turn.answer
        if turn is None or turn.question != question:
            detail = "The turn of this Idempotency-Key was replaced by a later one. Make a new key to ask again."
            raise ServiceError(409, "turn_replaced", detail)
        return turn.answer
