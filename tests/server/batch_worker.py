"""A process that works on batches with an engine of its own, to be killed in mid-job."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any

from bot.answer.model import Answer
from bot.conversation.shortfall import Message
from bot.conversation.storage import open_storage
from bot.errors import QuestionError
from bot.server.jobs import Jobs
from bot.server.runner import Runner
from bot.settings import Settings
from tests.conversation.program import Told

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.server.batch_worker", "bot.conversation.storage.sqlite"])


class ToyEngine:
    """Answers a question with itself. asked: called before each answer, with the question."""

    def __init__(self, asked: Callable[[str], None] = lambda question: None) -> None:
        self._asked = asked

    def ask(
        self, question: str, history: Sequence[Message] = (), *, state: str | None = None, owner: str = ""
    ) -> Answer:
        """The question again, after how many turns came before it. An empty one is refused."""
        self._asked(question)
        if not question:
            raise QuestionError("The question is empty.")
        return Answer(text=f"{question} after {len(history)}", segments=(), state=state)


def toy_service(jobs: Jobs, asked: Callable[[str], None] = lambda question: None, busy: int = 0) -> Any:
    """What a runner needs of a service. busy: how many live answers are in work."""

    @contextmanager
    def using() -> Iterator[Any]:
        yield SimpleNamespace(engine=ToyEngine(asked))

    return SimpleNamespace(
        jobs=jobs, settings=Settings(), engines=SimpleNamespace(using=using), work=SimpleNamespace(running=busy)
    )


class Worker(Told):
    """A process with a runner. It tells each question before it answers it, and stops for good before the `stops`-th."""

    def __init__(self, url: str, stops: int, lease: float) -> None:
        super().__init__(_PROCESSES, _run, url, stops, lease)


def _run(pipe: Connection, url: str, stops: int, lease: float) -> None:
    count = 0

    def asked(question: str) -> None:
        nonlocal count
        count += 1
        pipe.send(question)
        if count == stops:
            pipe.send("stopped")
            threading.Event().wait()

    with open_storage(url) as storage:
        runner = Runner(toy_service(Jobs(storage, lease=lease), asked))
        runner.start()
        threading.Event().wait()
