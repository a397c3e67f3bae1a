"""What Prometheus reads: requests, answers, the queue, the jobs and the index.

With several workers (`shortfall serve --workers N`) each process writes its numbers to files of a folder that
PROMETHEUS_MULTIPROC_DIR names, and whichever is asked adds them up; with one, they stay in the process.
"""

import contextlib
import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.answer.model import Answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
UNKNOWN = "unmatched"  # addresses that no route knows share one label: made-up ones must not fill the memory


def several_processes() -> bool:
    """Whether the numbers of several processes are added up."""
    return bool(os.environ.get("PROMETHEUS_MULTIPROC_DIR"))


class Metrics:
    """The numbers of one app."""

    def __init__(self) -> None:
        self._registry = own = CollectorRegistry()
        live: Any = "livesum"
        self.requests = Counter("shortfall_requests", "Requests answered.", ("method", "route", "status"), registry=own)
        self.seconds = Histogram(
            "shortfall_request_seconds",
            "Time until a response began, by route.",
            ("route",),
            buckets=SECONDS,
            registry=own,
        )
        self.answers = Counter("shortfall_answers", "Answers given.", ("outcome", "engine", "declined"), registry=own)
        self.refused = Counter("shortfall_refused", "Requests refused because too many waited.", registry=own)
        self.in_work = Gauge(
            "shortfall_in_work", "Answers and searches being worked on.", registry=own, multiprocess_mode=live
        )
        self.waiting = Gauge(
            "shortfall_waiting", "Requests waiting for their turn.", registry=own, multiprocess_mode=live
        )
        self.jobs = Gauge(
            "shortfall_jobs", "Batches by status.", ("status",), registry=own, multiprocess_mode="mostrecent"
        )
        self.index_built = Gauge(
            "shortfall_index_built_seconds",
            "When the index in service was built, in seconds since 1970.",
            registry=own,
            multiprocess_mode="mostrecent",
        )

    def count_answer(self, answer: Answer) -> None:
        """Count one answer by what it came to."""
        engine = "built-in" if answer.engine == "built-in" else "model"
        self.answers.labels(answer.outcome or "none", engine, str(answer.declined).lower()).inc()

    def show_work(self, waiting: int, running: int) -> None:
        """Set how many requests wait and how many are worked on."""
        self.waiting.set(waiting)
        self.in_work.set(running)

    def show_jobs(self, counts: Mapping[str, int]) -> None:
        """Set the number of batches by status."""
        for status, number in counts.items():
            self.jobs.labels(status).set(number)

    def text(self) -> bytes:
        """Everything in Prometheus' text form."""
        if not several_processes():
            return generate_latest(self._registry)
        from prometheus_client import multiprocess  # noqa: PLC0415 (only with several workers)

        every = CollectorRegistry()
        multiprocess.MultiProcessCollector(every)  # type: ignore[no-untyped-call]
        return generate_latest(every)

    def leave(self) -> None:
        """Take this process's momentary numbers out of the sum; its counts stay."""
        if several_processes():
            from prometheus_client import multiprocess  # noqa: PLC0415

            with contextlib.suppress(OSError):
                multiprocess.mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]


class Measured:
    """ASGI middleware that counts each request and the time until its response begins."""

    def __init__(self, app: "ASGIApp", metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on, and note its route and status."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def noted(message: "Message") -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", UNKNOWN)
                method = scope["method"] if route != UNKNOWN else "any"
                self._metrics.requests.labels(method, route, str(message["status"])).inc()
                self._metrics.seconds.labels(route).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, noted)
