"""What a conversation's state may hold, as it is written: plain values only, so that reading runs no code.

LangGraph's own serializer writes objects of any class and rebuilds those of its list when it reads; a value that became
another on the way would be noticed only turns later. This one refuses when the turn is written.
"""

from typing import Any
from uuid import UUID

import ormsgpack

from bot.errors import ConversationError

_OPTIONS = (
    ormsgpack.OPT_NON_STR_KEYS
    | ormsgpack.OPT_REPLACE_SURROGATES
    # passed through to `_plain`, which refuses them
    | ormsgpack.OPT_PASSTHROUGH_DATACLASS
    | ormsgpack.OPT_PASSTHROUGH_DATETIME
    | ormsgpack.OPT_PASSTHROUGH_ENUM
    | ormsgpack.OPT_PASSTHROUGH_UUID
)


class PlainSerializer:
    """LangGraph's `SerializerProtocol` for dict, list, str, int (64 bits), float, bool, bytes and None.

    >>> PlainSerializer().loads_typed(PlainSerializer().dumps_typed({"state": "UT", "asks": ["sale_date"]}))
    {'state': 'UT', 'asks': ['sale_date']}
    """

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        """The value as ("msgpack", bytes). Raises TypeError for a value that is not plain."""
        try:
            return "msgpack", ormsgpack.packb(obj, default=_plain, option=_OPTIONS)
        except ormsgpack.MsgpackEncodeError as error:
            raise TypeError(
                "A conversation keeps dict, list, str, int, float, bool, bytes and None: turn every other value into "
                f"those before it enters the graph's state ({error})"
            ) from error

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        """The value back. Raises ConversationError for bytes that `dumps_typed` did not write."""
        kind, packed = data
        try:
            if kind != "msgpack":
                raise ValueError(f"its form is {kind}")
            return ormsgpack.unpackb(packed, option=ormsgpack.OPT_NON_STR_KEYS)
        except ValueError as error:
            raise ConversationError(
                f"A turn of this conversation cannot be read ({error}): it is damaged or of another version; "
                "delete the conversation or restore a copy of the database"
            ) from error


def after(id: str, latest: str | None) -> str:
    """The id for a checkpoint that is to be the latest of its conversation: `id`, or the next one after `latest`.

    The latest checkpoint is the one with the highest id, a UUID of version 6, which begins with the time. Where the clock
    was set back, or another machine's is ahead, a new turn would otherwise stand before those it follows, and be hidden.

    >>> after("1ef4f797-8335-6428-8001-8a1503f9b875", "1ef4f797-8335-6fff-8001-000000000000")
    '1ef4f797-8336-6000-8001-8a1503f9b875'
    """
    if latest is None or id > latest:
        return id
    last = UUID(latest).int
    time = ((last >> 80) << 12 | (last >> 64) & 0xFFF) + 1
    new = (time >> 12) << 80 | 6 << 76 | (time & 0xFFF) << 64 | UUID(id).int & (1 << 64) - 1
    return str(UUID(int=new))


def _plain(value: object) -> str:
    # LangGraph notes the exception of a node that failed; refusing it would hide the exception itself
    if isinstance(value, BaseException):
        return repr(value)
    raise TypeError
