"""Blocking work off the event loop: so many at once, so many waiting, and a plain refusal beyond that."""

import asyncio
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.server.errors import ServiceError

T = TypeVar("T")
FIRST_GUESS = 0.1  # seconds that one piece of work is taken to last before any was measured
LONGEST_WAIT = 60  # seconds that a client is told to wait at most


class Work:
    """A pool of threads with a bounded queue before it. To be used from one event loop.

    A request that is given up while it waits leaves the queue; one that is being worked on is finished, because a thread
    cannot be stopped, and its place is free only then.
    """

    def __init__(
        self,
        at_once: int,
        waiting: int,
        name: str = "work",
        *,
        changed: Callable[[int, int], None] | None = None,
        refused: Callable[[], None] | None = None,
    ) -> None:
        """at_once: threads. waiting: how many may wait beside those that are worked on.

        changed: is told how many wait and how many are worked on, whenever that changes. refused: of each refusal.
        """
        self.at_once, self.most_waiting = at_once, waiting
        self._changed, self._refused = changed or (lambda waiting, running: None), refused or (lambda: None)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix=name)
        self._free = asyncio.Semaphore(at_once)
        self._seconds = FIRST_GUESS
        self.waiting = self.running = 0
        self._closed = False

    async def run(self, job: Callable[[], T]) -> T:
        """What `job` returns, worked out in a thread.

        Raises ServiceError 429 with Retry-After where the queue is full, and whatever `job` raises.
        """
        if self._closed:
            raise ServiceError(503, "stopping", "The service is stopping. Ask again in a moment.", {"Retry-After": "5"})
        if self._free.locked() and self.waiting >= self.most_waiting:
            self._refused()
            raise ServiceError(
                429,
                "busy",
                "More is being asked than can be answered now. Nothing was done; send this again after the time in Retry-After.",
                {"Retry-After": str(self.wait_seconds())},
            )
        self._count(waiting=1)
        try:
            await self._free.acquire()
        finally:
            self._count(waiting=-1)
        self._count(running=1)
        began = time.monotonic()
        try:
            future = asyncio.get_running_loop().run_in_executor(self._threads, job)
        except BaseException:
            self._done(began)
            raise
        future.add_done_callback(lambda _: self._done(began))
        return await asyncio.shield(future)

    def wait_seconds(self) -> int:
        """After how many seconds the queue of now will have been worked off; at least 1."""
        return min(LONGEST_WAIT, max(1, math.ceil(self._seconds * (self.waiting + self.running) / self.at_once)))

    async def drain(self) -> None:
        """Take nothing more and wait until what was begun is finished."""
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(None, self._threads.shutdown)

    def _count(self, waiting: int = 0, running: int = 0) -> None:
        self.waiting += waiting
        self.running += running
        self._changed(self.waiting, self.running)

    def _done(self, began: float) -> None:
        self._count(running=-1)
        self._seconds += 0.1 * (time.monotonic() - began - self._seconds)
        self._free.release()
