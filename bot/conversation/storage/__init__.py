"""Where conversations are kept: the checkpoints of their graph, and of each its title, times and pending question.

Two backends do the same: SQLite in a file of its own, the default, and Postgres by URL.

    with open_storage("data/conversations.db") as storage:
        graph = builder.compile(checkpointer=storage.checkpointer)
        info = storage.create("The house in Ogden")
        with storage.lock(info.id):
            storage.note_pending(info.id, question)
            graph.invoke({...}, {"configurable": {"thread_id": info.id}}, durability="exit")
            storage.note_answered(info.id, turns=1)
"""

from pathlib import Path

from bot.conversation.storage.base import Storage, storable
from bot.conversation.storage.model import ConversationInfo, Feedback, KeptTurn
from bot.errors import ConversationError

__all__ = ["ConversationInfo", "Feedback", "KeptTurn", "Storage", "open_storage", "storable"]


def open_storage(url: str) -> Storage:
    """Open the conversations kept at `url`, making an empty place where there is none.

    url: a path, `sqlite:///relative/path`, `sqlite:////absolute/path`, or `postgresql://user:password@host/name`.
    Raises ConversationError, which says what to mend and never shows a password.
    """
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest = "sqlite", f"/{url}"
    if scheme in ("postgresql", "postgres"):
        try:
            from bot.conversation.storage.postgres import PostgresStorage  # noqa: PLC0415  # an optional package
        except ImportError as error:
            raise ConversationError(
                f"Conversations in Postgres need packages that are not installed ({error.name}): "
                "run `pip install 'shortfall[postgres]'`"
            ) from error
        return PostgresStorage(url)
    path = rest.removeprefix("/")
    if scheme != "sqlite" or not rest.startswith("/") or not path.strip() or path == ":memory:" or "\0" in path:
        raise ConversationError(
            "Conversations are kept in a file or in Postgres: set SHORTFALL_CONVERSATIONS to a path, "
            "sqlite:///relative/path, sqlite:////absolute/path or postgresql://user:password@host/name"
        )
    from bot.conversation.storage.sqlite import SqliteStorage  # noqa: PLC0415  # imports LangGraph

    return SqliteStorage(Path(path).expanduser())
