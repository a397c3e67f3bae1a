"""What the tests of hostile input share: the service with two owners, one who attacks and one who has something to lose."""

import io
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from fastapi.testclient import TestClient

from bot.answer.model import Answer
from bot.server.access.keys import SCOPES, Keys
from bot.server.app import create_app
from bot.server.logs import setup_logs
from bot.settings import Settings
from tests.security.hostile import BASES, SECRET, Stage, result

TODAY = "2026-11-23"
OFTEN = "100000/minute"
DOCUMENT = "# Intake\nAsk for {} when you come to the walk-in intake on weekdays."


class Owner:
    """Somebody with a key, and what is theirs: a conversation with a turn and an opinion, a batch and a document."""

    def __init__(self, client: TestClient, name: str) -> None:
        keys: Keys = client.app.state.service.keys  # type: ignore[attr-defined]
        self.name, self.client = name, client
        self.key = keys.create(name, owner=name, scopes=SCOPES)[1]
        self.headers = {"Authorization": f"Bearer {self.key}"}

    def settle(self, words: str) -> dict[str, str]:
        """Make one thing of each kind that holds these words; their ids."""
        begun = self._post("/v1/conversations", json={"title": words})
        turns = f"/v1/conversations/{begun['id']}/turns"
        self._post(turns, json={"text": f"I am {words}. My house in Utah was sold for $255,000 and I owed $318,000."})
        self.client.put(f"{turns}/1/feedback", headers=self.headers, json={"helpful": True, "reason": words})
        batch = self._post("/v1/batches", json=[{"question": f"I am {words}. Can they sue me in Ohio?"}])
        about = {"title": "Intake", "state": "US", "url": "https://agency.example.org/intake"}
        added = self._post("/v1/documents", data=about, files={"file": ("intake.md", DOCUMENT.format(words).encode())})
        return {"conversation": begun["id"], "batch": batch["id"], "document": added["id"]}

    def _post(self, path: str, **body: object) -> dict[str, str]:
        given = self.client.post(path, headers=self.headers, **body)  # type: ignore[arg-type]
        assert given.is_success, given.text
        told: dict[str, str] = given.json()
        return told


@pytest.fixture(scope="session")
def log() -> Iterator[io.StringIO]:
    """What the service of these tests logs; logging is as it was before, afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    loggers = {name: logging.getLogger(name) for name in logging.root.manager.loggerDict}
    kept = {name: (one.handlers[:], one.propagate, one.disabled) for name, one in loggers.items()}
    setup_logs(Settings(log_text=False), out := io.StringIO())
    yield out
    root.handlers[:], root.level = handlers, level
    for name, (own, propagate, disabled) in kept.items():
        loggers[name].handlers[:], loggers[name].propagate, loggers[name].disabled = own, propagate, disabled
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory, log: io.StringIO) -> Iterator[TestClient]:
    """The service within this process. An answer that takes half a minute is given up with 504, which no test allows."""
    folder: Path = tmp_path_factory.mktemp("attacked")
    settings = Settings(
        conversations=str(folder / "conversations.db"),
        documents_dir=folder / "documents",
        today=TODAY,  # type: ignore[arg-type]
        key_rate=OFTEN,
        address_rate=OFTEN,
        failed_rate=OFTEN,
        answer_seconds=30,
        jobs_per_owner=1_000,
    )
    with TestClient(create_app(settings)) as client:
        deadline = time.monotonic() + 120
        while client.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline, client.get("/readyz").text
            time.sleep(0.05)
        yield client


@pytest.fixture(scope="session")
def victim(client: TestClient) -> Owner:
    """The one whose words nobody else may see."""
    return Owner(client, "victim")


@pytest.fixture(scope="session")
def theirs(victim: Owner) -> dict[str, str]:
    """The ids of what the victim has."""
    return victim.settle(SECRET)


@pytest.fixture(scope="session")
def mallory(client: TestClient) -> Owner:
    """The one who attacks, with a key that may do everything."""
    return Owner(client, "mallory")


@pytest.fixture(scope="session")
def stage(client: TestClient, mallory: Owner, theirs: dict[str, str]) -> Stage:
    """Where the hostile rows are played."""
    begun = client.post("/v1/conversations", headers=mallory.headers).json()["id"]
    client.post(f"/v1/conversations/{begun}/turns", headers=mallory.headers, json={"text": BASES["ut"]})
    results = {}
    for name, question in BASES.items():
        given = client.post("/v1/answers", headers=mallory.headers, json={"question": question})
        results[name] = result(Answer.model_validate(given.json()))
    names = {"mine": begun} | {f"their_{kind}": id for kind, id in theirs.items()}
    return Stage(client, mallory.key, names, results)
