"""Batches that are answered in the background: what was asked, how far they are, and their results, line by line.

A job is kept with its lines in the database of conversations, so that any process can work on it and go on where another
one was killed. A result is written once: for a line that has one, or by a process that no longer holds the job, nothing is.
"""

import builtins
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from bot.conversation.batch import BatchLine, Problem, Result, Row
from bot.conversation.storage import Storage, clock, storable
from bot.server.errors import ServiceError, not_found

Status = Literal["queued", "running", "done", "cancelled", "failed"]
LEASE_SECONDS = 30.0
MOST_RESULTS = 1_000  # of one page

_OPEN = "status IN ('queued', 'running')"
_COLUMNS = "id, status, lines, created, updated, finished, fault"
_COUNTS = (
    "(SELECT COUNT(*) FROM shortfall_job_results WHERE job = shortfall_jobs.id AND failed = 0), "
    "(SELECT COUNT(*) FROM shortfall_job_results WHERE job = shortfall_jobs.id AND failed = 1)"
)


class Job(BaseModel):
    """What is told of a batch.

    id: 32 hexadecimal digits. lines: how many there are; answered and failed: how many of them have an answer, and how
    many an error in its place. created, updated, finished: aware, in UTC. fault: why it failed as a whole, in words.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    status: Status
    lines: int
    answered: int
    failed: int
    created: datetime
    updated: datetime
    finished: datetime | None = None
    fault: str | None = None


class JobLine(BaseModel):
    """One result. line: its number, from 1. failed: whether it is an error. text: one line of JSON, as `shortfall batch`
    writes it: the answer, or `{"id", "line", "error"}`."""

    model_config = ConfigDict(frozen=True)

    line: int
    failed: bool
    text: str


class Claim(BaseModel):
    """A job that a process works on until its lease runs out. owner: whose it is."""

    model_config = ConfigDict(frozen=True)

    job: str
    worker: str
    owner: str


class Jobs:
    """The batches of a storage. Usable from several threads and several processes at once."""

    def __init__(
        self, storage: Storage, *, most_lines: int = 10_000, most_jobs: int = 50, lease: float = LEASE_SECONDS
    ) -> None:
        """most_lines: of one job. most_jobs: of one owner, finished ones counted. lease: seconds."""
        self._storage, self._most_lines, self._most_jobs = storage, most_lines, most_jobs
        self.lease = lease

    def submit(self, owner: str, lines: Sequence[BatchLine | Row]) -> Job:
        """Keep a batch to be answered; when this returns it is on the disk.

        lines: as `bot.conversation.batch.json_rows` reads them, so that one that cannot be read becomes an error of its
        own; a BatchLine has its place in the sequence as its number.
        Raises ServiceError: 422 for an empty batch, 413 for too many lines, 429 for too many jobs.
        """
        rows = [line if isinstance(line, Row) else Row(number=n, asked=line) for n, line in enumerate(lines, start=1)]
        if not rows:
            raise ServiceError(422, "empty_batch", "The batch has no lines. Send at least one question.")
        if len(rows) > self._most_lines:
            detail = f"The batch has {len(rows):,} lines; one may have {self._most_lines:,}. Send it as several."
            raise ServiceError(413, "batch_too_long", detail)
        id, now, owner = secrets.token_hex(16), clock.now(), storable(owner)
        # checked where it is added, so that it holds over processes; in Postgres two in the same instant may both be let in
        kept = self._storage.run(
            "INSERT INTO shortfall_jobs (id, owner, status, lines, created, updated, served) "
            "SELECT ?, ?, 'filling', ?, ?, ?, ? WHERE (SELECT COUNT(*) FROM shortfall_jobs WHERE owner = ?) < ? RETURNING id",
            (id, owner, len(rows), now, now, now, owner, self._most_jobs),
        )
        if not kept:
            raise ServiceError(
                429,
                "too_many_batches",
                f"There are {self._most_jobs} batches of yours already. Delete one whose results you have.",
                {"Retry-After": "60"},
            )
        # a process that dies before this leaves an empty job, which no list shows and `expire` removes
        self._storage.run_all(
            (
                "INSERT INTO shortfall_job_lines (job, line, asked) VALUES (?, ?, ?)",
                [(id, row.number, _written(row)) for row in rows],
            ),
            ("UPDATE shortfall_jobs SET status = 'queued' WHERE id = ?", [(id,)]),
        )
        return self.job(owner, id)

    def job(self, owner: str, id: str) -> Job:
        """One job. Raises ServiceError 404 where this owner has none of that id."""
        rows = self._storage.run(
            f"SELECT {_COLUMNS}, {_COUNTS} FROM shortfall_jobs WHERE id = ? AND owner = ? AND status <> 'filling'",  # nosec B608 # names of this program only; values are bound
            (storable(id), storable(owner)),
        )
        if not rows:
            raise not_found("batch")
        return _job(rows[0])

    def list(self, owner: str, limit: int = 50, offset: int = 0) -> builtins.list[Job]:
        """At most `limit` jobs of this owner, the latest first, after leaving out `offset`."""
        rows = self._storage.run(
            f"SELECT {_COLUMNS}, {_COUNTS} FROM shortfall_jobs WHERE owner = ? AND status <> 'filling' "  # nosec B608 # names of this program only; values are bound
            "ORDER BY created DESC, id LIMIT ? OFFSET ?",
            (storable(owner), max(limit, 0), max(offset, 0)),
        )
        return [_job(row) for row in rows]

    def results(self, owner: str, id: str, after: int = 0, limit: int = MOST_RESULTS) -> builtins.list[JobLine]:
        """The results there are so far of lines beyond number `after`, in their order; at most `limit`.

        While the job runs, lines are answered in their order, so that the last number that was given is the next `after`.
        Raises ServiceError 404 where this owner has no such job.
        """
        self.job(owner, id)
        rows = self._storage.run(
            "SELECT line, failed, outcome FROM shortfall_job_results WHERE job = ? AND line > ? ORDER BY line LIMIT ?",
            (storable(id), max(after, 0), max(0, min(limit, MOST_RESULTS))),
        )
        return [JobLine(line=line, failed=bool(failed), text=text) for line, failed, text in rows]

    def cancel(self, owner: str, id: str) -> Job:
        """Stop a job after the line that is being answered; its results stay. A finished one stays as it is.

        Raises ServiceError 404 where this owner has no such job.
        """
        now = clock.now()
        self._storage.run(
            "UPDATE shortfall_jobs SET status = 'cancelled', updated = ?, finished = ?, lease = NULL, worker = NULL "  # nosec B608 # names of this program only; values are bound
            f"WHERE id = ? AND owner = ? AND {_OPEN}",
            (now, now, storable(id), storable(owner)),
        )
        return self.job(owner, id)

    def delete(self, owner: str, id: str) -> None:
        """Remove a job for good, with its questions and its answers.

        Raises ServiceError 404 where this owner has no such job, ConversationError where another program keeps the
        deleted words from being overwritten.
        """
        self.job(owner, id)
        self._remove([id])
        self._storage.scrub()

    def counts(self) -> Mapping[str, int]:
        """How many jobs there are of each status, of all owners together."""
        rows = self._storage.run("SELECT status, COUNT(*) FROM shortfall_jobs GROUP BY status")
        found = {str(status): int(count) for status, count in rows}
        return {status: found.get(status, 0) for status in get_args(Status)}

    def expire(self, days: float) -> int:
        """Remove the jobs that were finished more than `days` ago, and what a killed submission left; how many."""
        then, hour_ago = clock.now() - round(days * 86_400e6), clock.now() - round(3600e6)
        rows = self._storage.run(
            "SELECT id FROM shortfall_jobs WHERE finished < ? OR (status = 'filling' AND created < ?) LIMIT 100",
            (then, hour_ago),
        )
        if rows:
            self._remove([id for (id,) in rows])
            self._storage.scrub()
        return len(rows)

    # --- for those who work on jobs

    def claim(self, worker: str) -> Claim | None:
        """Take the job that was worked on longest ago and that nobody holds; None where there is none.

        A lease that lies further ahead than any is given was made before the clock was set back, and does not count; nor
        does a time of work that lies ahead.
        """
        now = clock.now()
        free = f"{_OPEN} AND (lease IS NULL OR lease < ? OR lease > ?)"
        limits = (now, now + 2 * round(self.lease * 1e6))
        # the condition stands twice: where two processes choose the same job, the second finds it taken
        rows = self._storage.run(
            "UPDATE shortfall_jobs SET status = 'running', worker = ?, lease = ?, served = ?, updated = ? "  # nosec B608 # names of this program only; values are bound
            f"WHERE id = (SELECT id FROM shortfall_jobs WHERE {free} "
            f"ORDER BY CASE WHEN served > ? THEN 0 ELSE served END, id LIMIT 1) AND {free} RETURNING id, owner",
            (worker, now + round(self.lease * 1e6), now, now, *limits, now, *limits),
        )
        return Claim(job=rows[0][0], worker=worker, owner=rows[0][1]) if rows else None

    def keep(self, claim: Claim) -> bool:
        """Lengthen the lease; False where the job was cancelled, deleted or taken over."""
        rows = self._storage.run(
            "UPDATE shortfall_jobs SET lease = ? WHERE id = ? AND worker = ? AND status = 'running' RETURNING id",
            (clock.now() + round(self.lease * 1e6), claim.job, claim.worker),
        )
        return bool(rows)

    def next_lines(self, claim: Claim, limit: int = 20) -> builtins.list[Row]:
        """The first lines that have no result."""
        rows = self._storage.run(
            "SELECT asked FROM shortfall_job_lines AS lines WHERE job = ? AND NOT EXISTS (SELECT 1 FROM "
            "shortfall_job_results AS results WHERE results.job = lines.job AND results.line = lines.line) "
            "ORDER BY line LIMIT ?",
            (claim.job, limit),
        )
        return [Row.model_validate_json(asked) for (asked,) in rows]

    def record(self, claim: Claim, result: Result) -> bool:
        """Keep the result of a line; False where the job is no longer held, and then nothing is kept."""
        failed = int(isinstance(result.outcome, Problem))
        line, text = result.row.number, storable(result.as_json())
        # the row of the job is locked before the result is written: a deletion comes before or after both
        self._storage.run_all(
            (
                "UPDATE shortfall_jobs SET updated = ? WHERE id = ? AND worker = ? AND status = 'running'",
                [(clock.now(), claim.job, claim.worker)],
            ),
            (
                "INSERT INTO shortfall_job_results (job, line, failed, outcome) SELECT ?, ?, ?, ? WHERE EXISTS "
                "(SELECT 1 FROM shortfall_jobs WHERE id = ? AND worker = ? AND status = 'running') "
                "ON CONFLICT (job, line) DO NOTHING",
                [(claim.job, line, failed, text, claim.job, claim.worker)],
            ),
        )
        return bool(
            self._storage.run("SELECT 1 FROM shortfall_jobs WHERE id = ? AND worker = ?", (claim.job, claim.worker))
        )

    def release(self, claim: Claim, status: Literal["queued", "done", "failed"], fault: str | None = None) -> None:
        """Let go of a job: back to the others' turn, finished, or given up. fault: why, in words for its owner."""
        now = clock.now()
        self._storage.run(
            "UPDATE shortfall_jobs SET status = ?, finished = ?, updated = ?, fault = ?, lease = NULL, worker = NULL "
            "WHERE id = ? AND worker = ? AND status = 'running'",
            (status, None if status == "queued" else now, now, fault, claim.job, claim.worker),
        )

    def _remove(self, ids: Sequence[str]) -> None:
        rows = [(id,) for id in ids]
        self._storage.run_all(
            # the job first: who holds it finds it gone before its results are
            ("DELETE FROM shortfall_jobs WHERE id = ?", rows),
            ("DELETE FROM shortfall_job_lines WHERE job = ?", rows),
            ("DELETE FROM shortfall_job_results WHERE job = ?", rows),
        )


def _job(row: tuple[Any, ...]) -> Job:
    id, status, lines, created, updated, finished, fault, answered, failed = row
    return Job(
        id=id,
        status=status,
        lines=lines,
        answered=answered,
        failed=failed,
        created=clock.moment(created),
        updated=clock.moment(updated),
        finished=None if finished is None else clock.moment(finished),
        fault=fault,
    )


def _written(row: Row) -> str:
    """A row as JSON that can be kept; half of a surrogate pair, which pydantic refuses to write, becomes a question mark."""
    return storable(json.dumps(row.model_dump(mode="json"), ensure_ascii=False))
