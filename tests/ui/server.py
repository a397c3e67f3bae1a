"""The page as a real server on loopback, and a real browser to read it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium")
# without these the browser looks for its maker's servers at every start
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class ChatServer:
    """The page on one port of this machine; it can be killed and started again.

    page: the script that draws it. today: the day deadlines are judged as of. conversations: the file they are kept in; the tests' own without.
    settings: others, by name.
    """

    def __init__(self, today: str, conversations: Path | None, page: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._page = page
        self._env = {**os.environ, "SHORTFALL_TODAY": today, "PYTHONPATH": str(ROOT)}
        self._env |= {f"SHORTFALL_{name.upper()}": value for name, value in settings.items()}
        if conversations is not None:
            self._env["SHORTFALL_CONVERSATIONS"] = str(conversations)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={self._port}"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(self._page), *options],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._env,
        )
        _wait(self.address, self._process)

    def kill(self) -> None:
        """End it in mid-work, as a crash does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order; nothing where it is down."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(timeout=20)
        self._process = None


@contextmanager
def chat_server(
    today: str = "2026-11-23", conversations: Path | None = None, page: Path = ROOT / "app.py", **settings: str
) -> Iterator[ChatServer]:
    """Serve the page on a free port of this machine until the block ends."""
    server = ChatServer(today, conversations, page, **settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(240):
        try:
            urlopen(f"{address}/_stcore/health", timeout=1).read()
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("the page's server ended before it answered") from None
            time.sleep(0.25)
        else:
            return
    raise RuntimeError("the page's server did not answer within a minute")


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium of this machine."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where there is a browser)

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


def fits(page: Any) -> bool:
    """Whether nothing of the chat reaches over the edge, so that no part of the page scrolls sideways.

    The document alone does not tell: Streamlit scrolls the chat in a box of its own.
    """
    wide = """() => {
        const parts = [document.documentElement];
        for (let e = document.querySelector('[data-testid=stChatMessage]'); e; e = e.parentElement) parts.push(e);
        return parts.filter(e => e.scrollWidth > e.clientWidth + 1).length
    }"""
    return bool(page.evaluate(wide) == 0)
