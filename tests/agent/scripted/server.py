"""The scripted server from the side of a test: it is started, asked what it was sent, and ended."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

_HERE = Path(__file__).parent
# a proxy of the machine must not stand between a test and its own server
_OPENER = build_opener(ProxyHandler({}))


class Scripted:
    """A running server.

    url: the base URL of its interface, ending in /v1. pid: its process.
    """

    def __init__(self, url: str, pid: int) -> None:
        self.url = url
        self.pid = pid

    def requests(self, model: str = "") -> list[dict[str, Any]]:
        """What it was sent since it began or was last cleared, the oldest first; of one model if given.

        Each: path, headers (names in lower case), body as parsed, raw (the body's text as it came over the wire), step (which
        step of the behaviour was played) and problem (why a step could not be played, else empty).
        """
        rows: list[dict[str, Any]] = self._call("GET", "/requests")
        return [row for row in rows if not model or row["body"].get("model") == model]

    def clear(self) -> None:
        """Forget the requests, and how often each was made."""
        self._call("DELETE", "/requests")

    def play(self, model: str, behaviour: Any) -> None:
        """Add or replace a behaviour, in the form of the YAML files."""
        self._call("POST", "/behaviours", {model: behaviour})

    def models(self) -> list[str]:
        """The names of the behaviours."""
        return [row["id"] for row in self._call("GET", "/v1/models")["data"]]

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(
            self.url.removesuffix("/v1") + path, data, {"Content-Type": "application/json"}, method=method
        )
        with _OPENER.open(request, timeout=10) as reply:
            return json.loads(reply.read())


@contextmanager
def scripted_server(*behaviours: Path) -> Iterator[Scripted]:
    """Run the server, with further behaviour files if given, until the end of the block."""
    command = [sys.executable, str(_HERE / "serve.py"), *map(str, behaviours)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        if not said.startswith("http://"):
            raise RuntimeError(f"the scripted server did not start: {said!r}")
        yield Scripted(said.strip(), process.pid)
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()
