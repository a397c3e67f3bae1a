"""What the tests in a real browser share: the browser, one server with conversations of its own, and visits to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.server import ChatServer, chat_server, chromium
from tests.ui.visit import visiting


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its conversations."""
    return tmp_path_factory.mktemp("kept") / "conversations.db"


@pytest.fixture(scope="session")
def server(kept: Path) -> Iterator[ChatServer]:
    with chat_server(conversations=kept) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(browser: Any, server: ChatServer) -> Iterator[Any]:
    with visiting(browser, server) as opened:
        yield opened
