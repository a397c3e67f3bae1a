"""What the tests of the service share: one real process, and apps within this one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.server.app import create_app
from bot.settings import Settings
from tests.server.running import TODAY, Running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service as a process of its own, with a key; it is not to be stopped by a test."""
    running = Running(tmp_path_factory.mktemp("served"), key_rate="100000/minute", failed_rate="100000/minute")
    running.with_key()
    try:
        yield running.start()
    finally:
        running.stop()


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[TestClient]:
    """The service within this process, over a database of its own, once it can answer."""
    given = {"conversations": str(folder / "conversations.db"), "today": TODAY, **settings}
    with TestClient(create_app(Settings(**given))) as client:
        deadline = time.monotonic() + 120
        while client.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline, client.get("/readyz").text
            time.sleep(0.05)
        yield client


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service within this process, without a key."""
    with serving(tmp_path_factory.mktemp("app")) as client:
        yield client
