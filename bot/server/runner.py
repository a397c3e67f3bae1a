"""The thread of a process that answers batches, one line at a time, beside the live answers and after them.

A job is worked on for a few seconds and then goes back to the end of the queue, so that a short batch does not wait for a
long one. While it is held its lease is lengthened; a process that is killed stops doing so, and another one goes on.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

from bot.conversation.batch import Result, Row, answer_rows
from bot.errors import ConversationError, ModelError, SearchIndexError, ShortfallError
from bot.server.jobs import Claim
from bot.server.logs import short

if TYPE_CHECKING:
    from bot.server.service import Service

POLL_SECONDS = 1.0
SLICE_SECONDS = 5.0
# how long a line gives way to live answers, so that a busy service still comes to the end of its batches
GIVES_WAY_SECONDS = 2.0
EXPIRE_SECONDS = 600.0

_log = structlog.get_logger("bot.server.runner")


class Runner:
    """Answers the jobs of a service."""

    def __init__(self, service: "Service") -> None:
        self._service, self._jobs = service, service.jobs
        self._name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="batches", daemon=True)
        self._expired_at = float("-inf")
        self._waits = False

    def start(self) -> None:
        """Begin to look for jobs."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the line that is being answered, let go of the job and end. Returns when it has."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                worked = self._turn()
            except ShortfallError as error:
                # the database is away: what is held runs out by itself, and is taken up again
                _log.warning("batches_wait", error=type(error).__name__)
                worked = False
            except Exception:
                # a fault of the program must not end the thread that all batches wait for
                _log.exception("batch_fault")
                worked = False
            if not worked:
                self._stop.wait(POLL_SECONDS)

    def _turn(self) -> bool:
        """Work on one job for a while; whether there was one."""
        if time.monotonic() - self._expired_at > EXPIRE_SECONDS:
            self._expired_at = time.monotonic()
            self._jobs.expire(self._service.settings.job_days)
        if not self._can_answer() or (claim := self._jobs.claim(self._name)) is None:
            return False
        try:
            with self._kept(claim) as held:
                self._slice(claim, held)
        except (SearchIndexError, ModelError) as error:
            # nothing can be answered now: the job waits for the index, and so does this thread
            self._jobs.release(claim, "queued")
            self._wait_for(error)
            return False
        except ConversationError:
            raise
        except Exception:
            self._jobs.release(
                claim,
                "failed",
                "The service met an error of its own in this batch. Send the lines without results again.",
            )
            raise
        return True

    def _can_answer(self) -> bool:
        """Whether there is an index; without one no job is taken from a process that has it."""
        try:
            with self._service.engines.using():
                self._waits = False
        except SearchIndexError as error:
            self._wait_for(error)
        return not self._waits

    def _wait_for(self, error: ShortfallError) -> None:
        if not self._waits:
            _log.warning("batches_wait", error=type(error).__name__)
        self._waits = True

    def _slice(self, claim: Claim, held: threading.Event) -> None:
        ends = time.monotonic() + SLICE_SECONDS
        while rows := self._jobs.next_lines(claim):
            for row in rows:
                self._give_way()
                if self._stop.is_set():
                    self._jobs.release(claim, "queued")
                    return
                if not held.is_set() or not self._jobs.record(claim, self._answer(row, claim.owner)):
                    return  # cancelled, deleted or taken over
                if time.monotonic() > ends:
                    self._jobs.release(claim, "queued")
                    return
        self._jobs.release(claim, "done")
        _log.info("batch_done", job=short(claim.job))

    def _answer(self, row: Row, owner: str) -> Result:
        with self._service.engines.using() as opened:
            return next(answer_rows(opened.engine, [row], owner=owner))

    def _give_way(self) -> None:
        ends = time.monotonic() + GIVES_WAY_SECONDS
        while self._service.work.running and time.monotonic() < ends and not self._stop.is_set():
            self._stop.wait(0.01)

    @contextmanager
    def _kept(self, claim: Claim) -> Iterator[threading.Event]:
        """The lease is lengthened while the block runs; the event is cleared once the job is lost."""
        held, ended = threading.Event(), threading.Event()
        held.set()

        def keep() -> None:
            while not ended.wait(self._jobs.lease / 3):
                try:
                    if not self._jobs.keep(claim):
                        held.clear()
                        return
                except ShortfallError:
                    continue  # the next attempt may still come in time; if not, another process takes over

        thread = threading.Thread(target=keep, name="batch-lease", daemon=True)
        thread.start()
        try:
            yield held
        finally:
            ended.set()
            thread.join()
