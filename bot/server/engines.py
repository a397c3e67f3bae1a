"""The engine in service: a newly published index is opened beside the old one, which closes with its last request."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import structlog

from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import Storage
from bot.conversation.work import Work
from bot.errors import SearchIndexError, ShortfallError
from bot.law.record import get_record
from bot.retrieval.published import current_build
from bot.settings import Settings

FIRST_QUESTION = "The bank sold my house in Ohio for 150k and I owed 220k. Can they sue me for the rest?"
AGAIN_SECONDS = 30.0  # a build that could not be opened is tried again after this long

_log = structlog.get_logger("bot.server")


@dataclass
class Opened:
    """One build in use. users: how many requests work with it now; retired: a newer one has taken its place."""

    engine: Shortfall
    conversations: Conversations
    users: int = 0
    retired: bool = False

    @property
    def build(self) -> str:
        """The name of the build."""
        return self.engine.index.build.name


class Engines:
    """Holds the build in service and takes up each new one. Usable from several threads at once.

    fault: why there is none, or why it cannot be searched; None while all is well. Nothing is opened before the first
    `take_up`.
    """

    def __init__(self, settings: Settings, storage: Storage) -> None:
        self._settings, self._storage = settings, storage
        self._lock, self._taking = Lock(), Lock()
        self._now: Opened | None = None
        self.fault: ShortfallError | None = SearchIndexError(
            "The search index is still being opened. Ask again in a moment."
        )
        self._retry_at = 0.0
        self._seen = ""

    @property
    def now(self) -> Opened:
        """The build that a request would be given now; for work, take it by `using`.

        Raises SearchIndexError where there is none.
        """
        if self._now is None:
            raise self.fault or SearchIndexError("There is no search index in service.")
        return self._now

    @contextlib.contextmanager
    def using(self) -> Iterator[Opened]:
        """The build in service, which stays open until the block ends. Raises SearchIndexError where there is none."""
        with self._lock:
            opened = self.now
            opened.users += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.users -= 1
                unused = opened.retired and not opened.users
            if unused:
                opened.engine.index.close()

    def take_up(self) -> bool:
        """Open and load the build that is published, where it is not the one in service; whether there was one.

        What cannot be opened or searched leaves the build before in service; without one `fault` says why.
        """
        with self._taking:
            try:
                build = current_build(self._settings.index_dir)
            except SearchIndexError as error:
                self._note(error, "")
                return False
            if self._now is not None and build == self._now.engine.index.build:
                return False
            if build.name == self._seen and time.monotonic() < self._retry_at:
                return False
            try:
                engine = Shortfall(self._settings)
                engine.index.load()
            except ShortfallError as error:
                self._note(error, build.name)
                return False
            _warm(engine)
            self._swap(Opened(engine, Conversations(engine, self._storage)))
            return True

    def close(self) -> None:
        """Let go of the build in service, once its last request is done."""
        with self._lock:
            opened, self._now = self._now, None
            self.fault = SearchIndexError("The service is stopping.")
            if opened is not None:
                opened.retired = True
        if opened is not None and not opened.users:
            opened.engine.index.close()

    def _swap(self, fresh: Opened) -> None:
        with self._lock:
            before, self._now, self.fault = self._now, fresh, None
            if before is not None:
                before.retired = True
        # the records belong to the corpus that the new build was made from
        get_record.cache_clear()
        if before is not None and not before.users:
            before.engine.index.close()
        _log.info("index_in_service", build=fresh.build)

    def _note(self, error: ShortfallError, build: str) -> None:
        if self._now is None:
            self.fault = error
        if build != self._seen or time.monotonic() >= self._retry_at:
            _log.warning("index_not_opened", build=build, error=type(error).__name__, in_service=self._now is not None)
        self._seen, self._retry_at = build, time.monotonic() + AGAIN_SECONDS


def _warm(engine: Shortfall) -> None:
    """Answer one question, so that nobody's first one waits for tables that are read when they are needed."""
    try:
        engine.steps.run(Work(text=FIRST_QUESTION, speaks=False))
    except Exception as error:  # it may still answer others
        _log.warning("first_question", error=type(error).__name__)
