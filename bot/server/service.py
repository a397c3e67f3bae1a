"""What the requests of one process share, and the two ways in which they get work done off the event loop."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fastapi import Request

from bot.answer.model import Answer
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import Storage
from bot.server.engines import Engines, Opened
from bot.server.errors import ServiceError, not_found
from bot.server.metrics import Metrics
from bot.server.work import Work
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.server.access.keys import Keys
    from bot.server.jobs import Jobs

T = TypeVar("T")
READERS = 4  # threads that only read and write what is kept
TURNS_WAITING = 8  # turns of one conversation that may wait for the one before
TURN_SECONDS = 30.0


@dataclass
class Service:
    """One process's part of the service.

    work: makes answers and searches. reads: the short work with what is kept; apart, so that a list never waits for
    an answer.
    """

    settings: Settings
    storage: Storage
    engines: Engines
    jobs: "Jobs"
    keys: "Keys"
    work: Work
    reads: Work
    metrics: Metrics
    _turns: dict[str, "_Turns"] = field(default_factory=dict)

    @property
    def engine(self) -> Shortfall:
        """The engine in service. Raises SearchIndexError where there is none."""
        return self.engines.now.engine

    @property
    def conversations(self) -> Conversations:
        """The conversations, answered by the engine in service. Raises SearchIndexError where there is none."""
        return self.engines.now.conversations

    async def think(self, job: Callable[[Opened], T]) -> T:
        """Do what an answer or a search needs, with a build that stays open meanwhile.

        Raises ServiceError 429 where too much waits, SearchIndexError where there is no index, and what `job` raises.
        """

        def with_build() -> T:
            with self.engines.using() as opened:
                return job(opened)

        return await self.work.run(with_build)

    async def read(self, job: Callable[[], T]) -> T:
        """Read or write what is kept. Raises ServiceError 429 where too much waits, and what `job` raises."""
        return await self.reads.run(job)

    async def owned(self, conversation: str, owner: str) -> None:
        """Make sure that a conversation is this owner's. Raises ServiceError 404 where it is not, or is not there."""
        if await self.read(lambda: self.storage.owner(conversation)) != owner:
            raise not_found("conversation")

    @contextlib.asynccontextmanager
    async def turn_of(self, conversation: str) -> AsyncIterator[None]:
        """One turn of a conversation at a time, waited for without a thread; other processes wait in the storage.

        Raises ServiceError 429 where too many wait already, 409 where the one before lasts too long.
        """
        turns = self._turns.setdefault(conversation, _Turns())
        if turns.waiting > TURNS_WAITING:
            raise ServiceError(429, "busy", "Too many turns of this conversation are waiting.", {"Retry-After": "2"})
        turns.waiting += 1
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await turns.lock.acquire()
        except TimeoutError:
            detail = "Another turn of this conversation is still in progress. Wait for its answer and send this again."
            raise ServiceError(409, "conversation_busy", detail, {"Retry-After": "5"}) from None
        finally:
            turns.waiting -= 1
            self._forget(conversation, turns)
        try:
            yield
        finally:
            turns.lock.release()
            self._forget(conversation, turns)

    def answered(self, answer: Answer) -> Answer:
        """Count an answer that was given."""
        self.metrics.count_answer(answer)
        return answer

    def _forget(self, conversation: str, turns: "_Turns") -> None:
        if not turns.waiting and not turns.lock.locked():
            self._turns.pop(conversation, None)


@dataclass
class _Turns:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


def service_of(request: Request) -> Service:
    """The service of the app that a request came to."""
    state: Any = request.app.state
    return cast(Service, state.service)
