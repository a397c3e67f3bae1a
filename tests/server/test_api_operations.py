"""What whoever runs it relies on: readiness, numbers, a new index without a restart, and an end that loses nothing."""

import json
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.conversation.storage import open_storage
from bot.errors import ShortfallError
from bot.retrieval.published import BUILDS, CURRENT, MANIFEST, current_build
from bot.server.engines import Engines
from bot.server.run import listening, serve
from bot.settings import Settings, get_settings
from tests.server.conftest import serving
from tests.server.running import Running

OHIO = {"question": "Can they sue me after the sale in Ohio?"}


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Published:
    """An index folder of its own, with copies of the build in service as its builds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / BUILDS).mkdir(parents=True)
        self._original = current_build(get_settings().index_dir)

    def publish(self, number: int, *, damaged: bool = False) -> str:
        """Put one more copy in service; its name."""
        name = f"{self._original.name[:12]}-20260101T{number:012}Z"
        shutil.copytree(self._original, self.folder / BUILDS / name)
        if damaged:
            (self.folder / BUILDS / name / MANIFEST).write_text("{}")
        new = self.folder / "new"
        new.write_text(name)
        new.replace(self.folder / CURRENT)
        return name


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return Published(tmp_path / "index")


def test_without_an_index_it_says_so_and_takes_up_the_first_and_each_later_one(
    tmp_path: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published.publish(1)
    pointer = published.folder / CURRENT
    with serving(tmp_path, index_dir=published.folder, index_watch_seconds=0.05, batch_runner=False) as client:

        def in_service() -> str | None:
            index: str | None = client.get("/readyz").json()["index"]
            return index

        assert in_service() == first
        # a build that cannot be opened changes nothing
        published.publish(2, damaged=True)
        engines = client.app.state.service.engines  # type: ignore[attr-defined]
        until(lambda: engines._seen.endswith("2Z"))
        assert client.post("/v1/answers", json=OHIO).status_code == 200
        assert in_service() == first
        third = published.publish(3)
        until(lambda: in_service() == third)
        assert client.post("/v1/answers", json=OHIO).json()["state"] == "OH"
        # neither does a pointer that is gone
        pointer.unlink()
        time.sleep(0.2)
        assert in_service() == third


def test_nothing_is_answered_before_there_is_an_index(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    given = {"conversations": str(tmp_path / "c.db"), "index_dir": tmp_path / "empty", "batch_runner": False}
    from fastapi.testclient import TestClient  # noqa: PLC0415

    from bot.server.app import create_app  # noqa: PLC0415

    with TestClient(create_app(Settings(**given))) as client:  # type: ignore[arg-type]
        assert client.get("/healthz").json() == {"status": "ok"}
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["ready"], ready.json()["index"]) == (503, False, None)
        assert "index" in ready.json()["missing"][0]
        for given_back in (client.post("/v1/answers", json=OHIO), client.get("/v1/states")):
            assert (given_back.status_code, given_back.json()["type"]) == (503, "urn:shortfall:unavailable")
            assert int(given_back.headers["retry-after"]) >= 1
            assert str(tmp_path) not in given_back.text
        # what is kept can be reached all the same
        assert client.post("/v1/conversations").status_code == 201


def test_the_old_build_closes_with_its_last_request(tmp_path: Path, published: Published) -> None:
    first = published.publish(1)
    with open_storage(str(tmp_path / "c.db")) as storage:
        engines = Engines(Settings(index_dir=published.folder), storage)
        assert engines.take_up()
        with engines.using() as old:
            second = published.publish(2)
            assert engines.take_up()
            assert not engines.take_up()
            with engines.using() as new:
                assert (old.build, new.build) == (first, second)
            # asked before the search, which would open it again
            assert old.engine.index._loaded is not None
            assert old.engine.index.search("redemption", state="OH")
        assert old.engine.index._loaded is None
        assert engines.now.engine.index._loaded is not None
        engines.close()


def numbers(text: str) -> dict[str, float]:
    return {
        name: float(value)
        for name, value in re.findall(r"^(shortfall_\S+(?:\{.*\})?) (\S+)$", text, flags=re.MULTILINE)
    }


def test_an_open_address_needs_a_key_and_a_taken_port_is_told(tmp_path: Path) -> None:
    settings = Settings(conversations=str(tmp_path / "c.db"), host="0.0.0.0", port=0)
    with pytest.raises(ShortfallError, match="shortfall keys create"):
        serve(settings)
    with listening("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(ShortfallError, match=f"127.0.0.1:{port} cannot be listened on"),
            listening("127.0.0.1", port),
        ):
            pass


def test_readers_that_do_not_read_hold_nobody_up(server: Running) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    body = json.dumps({**OHIO, "stream": True}).encode()
    head = f"POST /v1/answers HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {server.key}\r\n".encode()
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    opened = []
    try:
        for _ in range(20):
            slow = socket.create_connection((host, int(port)))
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
            slow.sendall(head + body)
            opened.append(slow)
        given = httpx.post(f"{server.url}/v1/answers", json=OHIO, headers=server.headers, timeout=60)
        assert given.status_code == 200
    finally:
        for slow in opened:
            slow.close()


@pytest.fixture
def stoppable(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path, work_at_once=1, batch_runner="false")
    try:
        yield running
    finally:
        running.stop()


@pytest.mark.thorough
def test_a_kill_loses_no_answered_turn_and_an_end_in_order_loses_none_at_all(stoppable: Running) -> None:
    stoppable.start()
    id = httpx.post(f"{stoppable.url}/v1/conversations").json()["id"]
    address = f"{stoppable.url}/v1/conversations/{id}"
    answered: list[str] = []

    def talk() -> None:
        for number in range(1_000):
            text = f"I owed ${200 + number},000 and it sold for $150,000 in Ohio."
            try:
                given = httpx.post(f"{address}/turns", json={"text": text}, timeout=60)
            except httpx.TransportError:
                return
            if given.status_code == 200:
                answered.append(text)

    talking = threading.Thread(target=talk)
    talking.start()
    until(lambda: len(answered) >= 3)
    stoppable.kill()
    talking.join()

    # again, over the same database, as two workers
    stoppable.start("--workers", "2")
    until(lambda: all(httpx.get(f"{stoppable.url}/readyz").status_code == 200 for _ in range(20)))
    pending = httpx.get(address).json()["pending"]
    resumed = httpx.post(f"{address}/turns/resume", timeout=60)
    assert resumed.status_code == (200 if pending else 204)
    kept = [turn["question"] for turn in httpx.get(f"{address}/turns").json()["turns"]]
    assert kept[: len(answered)] == answered
    assert len(kept) <= len(answered) + 1
    assert httpx.get(address).json()["pending"] is None

    # the numbers of both workers are added up
    before = numbers(httpx.get(f"{stoppable.url}/metrics").text)
    for _ in range(10):
        assert httpx.post(f"{stoppable.url}/v1/answers", json=OHIO, timeout=60).status_code == 200
    after = numbers(httpx.get(f"{stoppable.url}/metrics").text)
    name = 'shortfall_requests_total{method="POST",route="/v1/answers",status="200"}'
    assert after[name] - before.get(name, 0) == 10
    given = 'shortfall_answers_total{declined="false",engine="built-in",outcome="allowed"}'
    assert after[given] - before.get(given, 0) == 10
    assert after['shortfall_jobs{status="done"}'] == 0
    assert after["shortfall_in_work"] == after["shortfall_waiting"] == 0
    assert after["shortfall_index_built_seconds"] > 1.7e9

    # told to stop while much is asked: whatever was taken in is answered
    results: list[int | str] = []

    def ask() -> None:
        history = [f"I owed ${200 + number},000 on a house in Ohio." for number in range(10)]
        try:
            results.append(
                httpx.post(f"{stoppable.url}/v1/answers", json={**OHIO, "history": history}, timeout=60).status_code
            )
        except httpx.TransportError as error:
            results.append(type(error).__name__)

    asking = [threading.Thread(target=ask) for _ in range(8)]
    for thread in asking:
        thread.start()
    until(lambda: numbers(httpx.get(f"{stoppable.url}/metrics").text)["shortfall_waiting"] >= 4)
    stoppable.tell_to_stop()
    for thread in asking:
        thread.join()
    assert results == [200] * 8
    assert stoppable.wait() == 0
