"""What the tests in a real browser share: the browser, a server with conversations of its own, and visits to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.server import ChatServer, chat_server, chromium
from tests.ui.visit import visiting


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    with chat_server(conversations=tmp_path_factory.mktemp("kept") / "conversations.db") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(browser: Any, server: ChatServer) -> Iterator[Any]:
    with visiting(browser, server) as opened:
        yield opened
