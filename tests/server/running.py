"""The service as a real process on loopback, which can be killed and started again."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from bot.conversation.storage import open_storage
from bot.server.access.keys import SCOPES, Keys

ROOT = Path(__file__).parent.parent.parent
TODAY = "2026-11-23"
START_SECONDS = 300.0  # a bound for a machine that has much else to do
_ADDRESS = re.compile(rb"listens on (http://\S+)")


class Running:
    """`shortfall serve` over one database. url: its address, once it was started; the port stays over a restart.

    settings: by name, as SHORTFALL_… variables.
    """

    program = "from bot.cli import main; main()"

    def __init__(self, folder: Path, **settings: object) -> None:
        self._folder = folder
        self._environment = {**os.environ, "SHORTFALL_TODAY": TODAY, "PYTHONPATH": str(ROOT)}
        self._environment["SHORTFALL_CONVERSATIONS"] = str(folder / "conversations.db")
        self._environment |= {f"SHORTFALL_{name.upper()}": str(value) for name, value in settings.items()}
        self._process: subprocess.Popen[bytes] | None = None
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (kept until the process is gone)
        self._port = "0"
        self.url = ""
        self.key = ""

    def with_key(self, name: str = "tests", owner: str = "") -> str:
        """Make a key that may do everything, so that one is needed from now on; the key."""
        with open_storage(str(self.database)) as storage:
            _, self.key = Keys(storage).create(name, owner=owner, scopes=SCOPES)
        return self.key

    @property
    def headers(self) -> dict[str, str]:
        """What a request with its key sends."""
        return {"Authorization": f"Bearer {self.key}"}

    @property
    def database(self) -> Path:
        """The file that conversations are kept in."""
        return self._folder / "conversations.db"

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    def start(self, *options: str, ready: bool = True) -> "Running":
        """Start it and wait until it answers, or only until it listens."""
        self._log = tempfile.TemporaryFile()  # noqa: SIM115
        command = [sys.executable, "-c", self.program, "serve", "--port", self._port, *options]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL, stderr=self._log
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._reached("/readyz" if ready else "/healthz"):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The service does not start:\n{self.log()}")
            time.sleep(0.1)
        return self

    def log(self) -> str:
        """What it wrote so far."""
        return os.pread(self._log.fileno(), 10_000_000, 0).decode("utf-8", "replace")

    def tell_to_stop(self) -> None:
        """Send SIGTERM and return at once."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Wait until it has ended; its exit status."""
        assert self._process is not None
        status = self._process.wait(timeout=120)
        self._process = None
        return status

    def stop(self) -> None:
        """End it in order; nothing where it is down."""
        if self._process is not None:
            self.tell_to_stop()
            self.wait()

    def kill(self) -> None:
        """End it in mid-work, as a crash does; nothing where it is down."""
        if self._process is not None:
            self._process.kill()
            self.wait()

    def _reached(self, path: str) -> bool:
        found = _ADDRESS.search(os.pread(self._log.fileno(), 100_000, 0))
        if found is None:
            return False
        self.url = found[1].decode()
        self._port = self.url.rpartition(":")[2]
        try:
            return httpx.get(self.url + path, timeout=5).status_code == 200
        except httpx.TransportError:
            return False
