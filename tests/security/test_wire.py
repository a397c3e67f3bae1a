"""Requests as bytes to a real process: whatever is wrong with them, nothing is smuggled, leaked or left hanging."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from bot.yamlfile import load_yaml
from tests.security.hostile import INSIDES, unfolded
from tests.server.running import Running

ROWS: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "wire" / "requests.yaml")["rows"]
GUARD = 60.0  # seconds after which a connection counts as hung
LATER = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) \w")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service as a process, with a key; a body must come within two seconds."""
    often = "100000/minute"
    running = Running(
        tmp_path_factory.mktemp("wire"), receive_seconds=2, key_rate=often, address_rate=often, failed_rate=often
    )
    running.with_key()
    try:
        yield running.start(ready=False)
    finally:
        running.kill()  # in order it would wait for the index that is being opened, which no test here needs


def answered(served: Running, content: bytes) -> bytes:
    """All that comes back for some bytes and a plain request behind them, until the connection is closed."""
    address = httpx.URL(served.url)
    got = bytearray()
    with socket.create_connection((address.host, address.port or 80), timeout=GUARD) as line:
        try:
            line.sendall(content)
            line.sendall(LATER)
            while piece := line.recv(65536):
                got += piece
        except (BrokenPipeError, ConnectionResetError):
            pass  # closed before all of it was read
    return bytes(got)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_bytes_on_the_wire_gain_nothing(row: dict[str, Any], served: Running) -> None:
    text = row["send"] if "send" in row else "\r\n".join(row["lines"])
    text = unfolded(text).replace("{host}", served.url.removeprefix("http://")).replace("{key}", served.key)
    got = answered(served, text.encode("latin-1"))
    statuses = [int(status) for status in _STATUS.findall(got)]
    allowed = [[], [400]] if row["answers"] == "refused" else [row["answers"]]
    # the later request is answered where the connection is still open, and by nothing but itself
    later = got.endswith(b'{"status":"ok"}') and [*statuses[:-1]] in allowed
    assert later or statuses in allowed, got[:600]
    seen = got.decode("latin-1")
    assert [word for word in INSIDES if word in seen] == []
    assert served.key not in seen
    assert "evil.example" not in seen


def test_afterwards_it_is_well_and_its_log_holds_nothing_of_it(served: Running) -> None:
    with httpx.Client(base_url=served.url, headers=served.headers, timeout=GUARD) as client:
        assert client.get("/healthz").status_code == 200
        assert len(client.get("/v1/conversations").json()["conversations"]) == 0
    log = served.log()
    assert '"route":"/v1/conversations"' in log.replace(" ", "")
    assert [
        word for word in ("evil.example", "passwd", "HACK", "X-Owner", served.key, "Traceback") if word in log
    ] == []
    assert '"event":"fault"' not in log.replace(" ", "")
    server = psutil.Process(served.pid)
    assert [one for one in server.net_connections("tcp") if one.status == psutil.CONN_ESTABLISHED] == []
