"""A small service's belongings: a database with something of everything, a build, documents, and settings that name them."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.conversation.batch import BatchLine, Problem, Result, Row
from bot.conversation.storage import Storage, open_storage
from bot.retrieval.published import BUILDS, CURRENT, FORMAT, MANIFEST, Manifest
from bot.server.access.keys import Keys
from bot.server.jobs import Jobs
from bot.settings import Settings
from tests.conversation.kept import take_turn, toy_graph, transcript

BUILD = "0123456789ab-20261101T000000000000Z"


def settings_in(folder: Path, url: str = "") -> Settings:
    """Settings whose places are all in a folder. url: of the database, where it is not there."""
    return Settings(
        conversations=url or str(folder / "data" / "conversations.db"),
        index_dir=folder / "index",
        documents_dir=folder / "data" / "documents",
    )


def fill(settings: Settings) -> dict[str, Any]:
    """Keep two conversations, a key, a batch in work, feedback, a build and a document; what `seen` shows of it."""
    with open_storage(settings.conversations_url()) as storage:
        for name, turns in (("Ogden", 3), ("Provo", 1)):
            id = storage.create(name, owner="aid").id
            storage.note_turn("aid", f"key {name}", id, 1, "question 1")
            for number in range(1, turns + 1):
                take_turn(storage, toy_graph(storage), id, f"question {number} in {name} ’ 家")
            storage.note_feedback(id, 1, helpful=name == "Ogden", reason="because")
            storage.note_pending(id, "cut off")
        Keys(storage).create("Legal aid", owner="aid", scopes=["ask", "batch"])
        jobs = Jobs(storage)
        jobs.submit("aid", [BatchLine(id=n, question=f"line {n}") for n in range(5)])
        claim = jobs.claim("worker")
        assert claim is not None
        jobs.record(
            claim, Result(row=Row(number=1, asked=BatchLine(question="")), outcome=Problem(line=1, id=0, message="x"))
        )
        jobs.release(claim, "queued")
    publish_build(settings.index_dir)
    document = settings.documents_dir / "a1b2"
    document.mkdir(parents=True)
    (document / "text.md").write_text("The agency's own words.")
    (settings.documents_dir / ".lock").touch()
    return seen(settings)


def publish_build(index_dir: Path, name: str = BUILD, content: str = "") -> None:
    """A build without a passage, in service."""
    build = index_dir / BUILDS / name
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    (build / "passages.jsonl").write_text(content)
    (build / "vectors").mkdir()
    (build / "vectors" / "chroma.sqlite3").write_bytes(b"\0" * 1000)
    made = {
        "format": FORMAT,
        "corpus_hash": "0" * 64,
        "model_hash": "1" * 64,
        "built": datetime(2026, 11, 1, tzinfo=UTC),
        "passages": 0,
        "asks": 0,
        "vectors": {},
        "store": "directory",
        "states": {},
        "files": {"passages.jsonl": hashlib.sha256(content.encode()).hexdigest()},
        "versions": {},
    }
    (build / MANIFEST).write_text(Manifest.model_validate(made).model_dump_json())
    (index_dir / CURRENT).write_text(f"{name}\n")


def seen(settings: Settings) -> dict[str, Any]:
    """All that a user can see of what is kept."""
    with open_storage(settings.conversations_url()) as storage:
        return {
            "conversations": {info.title: _conversation(storage, info.id) for info in storage.list(owner="aid")},
            "keys": Keys(storage).list(),
            "digests": storage.run("SELECT id, digest FROM shortfall_keys"),
            "jobs": [job.model_dump() for job in Jobs(storage).list("aid")],
            "results": [line for job in Jobs(storage).list("aid") for line in Jobs(storage).results("aid", job.id)],
            "lines": storage.run("SELECT job, line, asked FROM shortfall_job_lines ORDER BY line"),
            "index": (settings.index_dir / CURRENT).read_text() if (settings.index_dir / CURRENT).exists() else None,
            "documents": {
                path.relative_to(settings.documents_dir).as_posix(): path.read_text()
                for path in settings.documents_dir.rglob("*.md")
            },
        }


def _conversation(storage: Storage, id: str) -> Any:
    kept = storage.kept_turn("aid", f"key {storage.info(id).title}", "question 1")
    return storage.info(id), transcript(toy_graph(storage), id), storage.feedback(id), kept
