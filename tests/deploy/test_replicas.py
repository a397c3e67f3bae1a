"""Two replicas behind nginx over one Postgres and one Chroma server: all real processes on loopback."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.conversation.storage import open_storage
from bot.server.access.keys import SCOPES, Keys
from bot.settings import ROOT
from tests.conversation.postgres import postgres_server
from tests.deploy.nginx import nginx
from tests.retrieval.chroma_server import ChromaServer
from tests.server.running import Running

pytestmark = pytest.mark.thorough  # four minutes: an ingestion and five servers

TOLD = "They sold my house in Ohio on 2026-09-01. I owed 200k and it went for 150k."


@dataclass
class Stack:
    """What runs: the address in front, the replicas behind it, the header of a key."""

    url: str
    replicas: list[Running]
    chroma: ChromaServer
    headers: dict[str, str]

    def post(self, path: str, body: object) -> httpx.Response:
        return httpx.post(self.url + path, json=body, headers=self.headers, timeout=60)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, headers=self.headers, timeout=60)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("replicas")
    chroma = ChromaServer(folder / "chroma")
    chroma.start()
    replicas: list[Running] = []
    try:
        with postgres_server() as postgres:
            url = postgres.url(postgres.new_database())
            with open_storage(url) as storage:
                key = Keys(storage).create("tests", scopes=SCOPES)[1]
            index = folder / "index"
            ingest(index, chroma.url)
            settings = {
                "conversations": url,
                "chroma_url": chroma.url,
                "index_dir": index,
                "trusted_proxies": "127.0.0.1",
            }
            replicas = [Running(folder, **settings) for _ in range(2)]
            for replica in replicas:
                replica.start()
            with nginx(folder / "nginx", [replica.url for replica in replicas]) as front:
                yield Stack(front, replicas, chroma, {"Authorization": f"Bearer {key}"})
    finally:
        for replica in replicas:
            replica.kill()
        chroma.kill()


def ingest(index: Path, chroma: str) -> None:
    """Build the index with the vectors on the server; the vectors that this machine has made are taken over."""
    index.mkdir()
    made = ROOT / "index" / "embeddings.sqlite"
    (index / made.name).write_bytes(made.read_bytes())
    environment = {**os.environ, "SHORTFALL_CHROMA_URL": chroma, "SHORTFALL_INDEX_DIR": str(index)}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ingest"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def served(stack: Stack) -> list[int]:
    """How many turns each replica has answered, by its own numbers."""
    counts = []
    for replica in stack.replicas:
        lines = httpx.get(f"{replica.url}/metrics", headers=stack.headers, timeout=30).text.splitlines()
        turns = [line for line in lines if line.startswith("shortfall_requests_total") and "turns" in line]
        counts.append(int(sum(float(line.rpartition(" ")[2]) for line in turns)))
    return counts


def test_a_conversation_moves_between_replicas_at_every_turn(stack: Stack) -> None:
    before = served(stack)
    conversation = stack.post("/v1/conversations", {}).json()["id"]
    first = stack.post(f"/v1/conversations/{conversation}/turns", {"text": TOLD}).json()
    assert (first["state"], first["amount"]) == ("OH", "50000.00")
    for text in ("it was a mortgage on my own home", "and if it had sold for 160k?", "what about Texas?"):
        assert stack.post(f"/v1/conversations/{conversation}/turns", {"text": text}).status_code == 200
    last = stack.post(f"/v1/conversations/{conversation}/turns", {"text": "back to Ohio: how much could they take?"})
    assert last.json()["state"] == "OH"
    assert len(stack.get(f"/v1/conversations/{conversation}/turns").json()["turns"]) == 5
    after = served(stack)
    assert all(now > then for now, then in zip(after, before, strict=True)), f"one replica did it all: {before} {after}"


def test_an_answer_streams_through_nginx(stack: Stack) -> None:
    body = {"question": "Sold at auction in Arizona, do I still owe?", "stream": True}
    with httpx.stream("POST", f"{stack.url}/v1/answers", json=body, headers=stack.headers, timeout=60) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = list(response.iter_lines())
    last = json.loads(next(line for line in reversed(lines) if line.startswith("data:")).removeprefix("data:"))
    assert last["state"] == "AZ"


def test_numbers_of_the_service_are_not_for_everybody(stack: Stack) -> None:
    assert httpx.get(f"{stack.url}/metrics", timeout=30).status_code == 401
    assert stack.get("/metrics").status_code == 200


def test_chroma_away_is_said_and_over_when_it_is_back(stack: Stack) -> None:
    ask = {"question": "Can they take the money in my bank account in Nevada after a judgment?"}
    stack.chroma.kill()
    away = [stack.post("/v1/answers", ask) for _ in range(2)]
    assert {response.status_code for response in away} == {503}
    assert all("cannot reach its sources" in response.json()["detail"] for response in away)
    assert all("Retry-After" in response.headers for response in away)
    stack.chroma.start()
    assert [stack.post("/v1/answers", ask).status_code for _ in range(2)] == [200, 200]


def test_a_killed_replica_is_passed_over_and_its_conversation_goes_on(stack: Stack) -> None:
    conversation = stack.post("/v1/conversations", {}).json()["id"]
    assert stack.post(f"/v1/conversations/{conversation}/turns", {"text": TOLD}).status_code == 200
    stack.replicas[0].kill()
    try:
        for n in range(6):
            answer = stack.post(
                f"/v1/conversations/{conversation}/turns", {"text": f"and if it had sold for {151 + n}k?"}
            )
            assert answer.status_code == 200, answer.text
        assert len(stack.get(f"/v1/conversations/{conversation}/turns").json()["turns"]) == 7
    finally:
        stack.replicas[0].start()
