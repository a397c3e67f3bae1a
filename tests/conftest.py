"""Settings of the whole test run."""

import atexit
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from bot.conversation.storage import Storage, open_storage
from tests.conversation.postgres import PostgresServer, postgres_server

# the same examples every time, so that a red run is red again; HYPOTHESIS_PROFILE=explore looks for new ones
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# conversations of the tests are kept apart from those of the person at this machine
_KEPT = tempfile.mkdtemp(prefix="shortfall-tests-")
atexit.register(shutil.rmtree, _KEPT, ignore_errors=True)
os.environ["SHORTFALL_CONVERSATIONS"] = str(Path(_KEPT) / "conversations.db")


STARTERS = (
    "tests/server",
    "tests/ingest",
    "tests/security",
    "tests/ui",
    "tests/agent",
    "tests/retrieval",
    "tests/conversation",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each file stays whole on one of the workers; those that share the service's process share a worker.

    What starts processes comes first: the quick ones fill the gaps at the end.
    """
    shares = {item.path for item in items if item.path.parent.name == "server" and "server" in _fixtures(item)}
    for item in items:
        item.add_marker(pytest.mark.xdist_group("service" if item.path in shares else str(item.path)))
    items.sort(key=lambda item: (not item.nodeid.startswith(STARTERS), item.path not in shares))


def _fixtures(item: pytest.Item) -> tuple[str, ...]:
    return tuple(getattr(item, "fixturenames", ()))


class _Loggers(dict[str, Any]):
    """The loggers by name. pytest goes through them around every test, while a thread that imports a library adds some."""

    def values(self) -> Any:
        return list(super().values())


logging.Logger.manager.loggerDict = _Loggers(logging.Logger.manager.loggerDict)


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """A Postgres server of a test file's own."""
    with postgres_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for conversations, in a folder of its own or a new database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept' / 'conversations.db'}"
    running = request.getfixturevalue("postgres")
    return str(running.url(running.new_database()))


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """The storage of that place, opened."""
    with open_storage(url) as opened:
        yield opened
