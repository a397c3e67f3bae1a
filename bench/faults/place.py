"""Where a fault happens: a service of its own on loopback, with a database, an index and a clock that can be spoilt."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.faults.clock import Clocked
from bot.conversation.storage import open_storage
from bot.server.access.keys import SCOPES, Keys
from tests.server.test_api_operations import Published

SETTINGS = {
    "key_rate": "1000000/minute",
    "failed_rate": "5/minute",
    "index_watch_seconds": 0.5,
    "receive_seconds": 3,
    "stream_seconds": 8,
}


class Place:
    """service: with a key. published: its index, copies of the one of this machine. folder: what it keeps."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.published = Published(folder / "index")
        self._builds = 0
        self.publish()
        self.settings = {
            **SETTINGS,
            "index_dir": self.published.folder,
            "documents_dir": folder / "documents",
            "conversations": folder / "conversations.db",
            **settings,
        }
        self.service = Clocked(folder, **self.settings)

    def key(self, expires: datetime | None = None) -> str:
        """Make a key that may do everything."""
        with open_storage(str(self.settings["conversations"])) as storage:
            return Keys(storage).create("faults", scopes=SCOPES, expires=expires)[1]

    def environment(self) -> dict[str, str]:
        """The settings as another program of the project reads them."""
        return {**os.environ, **{f"SHORTFALL_{name.upper()}": str(value) for name, value in self.settings.items()}}

    def publish(self, *, damaged: bool = False) -> str:
        """Put one more build in service; its name."""
        self._builds += 1
        return self.published.publish(self._builds, damaged=damaged)


@contextmanager
def place(folder: Path, **settings: Any) -> Iterator[Place]:
    """A place whose service has started; it is ended with the block."""
    made = Place(folder, **settings)
    made.service.key = made.key()
    try:
        made.service.start()
        yield made
    finally:
        made.service.kill()
