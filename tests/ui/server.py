"""The page as a real server on loopback, and a real browser to read it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class ChatServer:
    """A running page: its address and its process."""

    address: str
    pid: int


@contextmanager
def chat_server(today: str = "2026-11-23") -> Iterator[ChatServer]:
    """Serve the page on a free port of this machine until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SHORTFALL_TODAY": today},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server)
        yield ChatServer(address, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(120):
        try:
            urlopen(f"{address}/_stcore/health", timeout=1).read()
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("the page's server ended before it answered") from None
            time.sleep(0.5)
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
