"""Places for conversations: a file, and a database of a real Postgres server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversation.postgres import PostgresServer, postgres_server


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for conversations, in a folder of its own or a new database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept' / 'conversations.db'}"
    running = request.getfixturevalue("server")
    return str(running.url(running.new_database()))
