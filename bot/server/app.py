"""The service as one app: what it opens, its routes, and what it lets go of at the end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from importlib.metadata import version
from threading import Event, Thread

from fastapi import FastAPI

from bot.conversation.storage import Storage, open_storage
from bot.server import errors
from bot.server.access.guard import guard
from bot.server.access.keys import Keys
from bot.server.describe import describe, methods_of
from bot.server.engines import Engines
from bot.server.jobs import Jobs
from bot.server.metrics import Measured, Metrics
from bot.server.routes import answers, batches, cases, conversations, documents, health, openai, sources
from bot.server.runner import Runner
from bot.server.service import READERS, Service
from bot.server.work import Work
from bot.settings import Settings, get_settings
from bot.understand.gazetteer import cities

ROUTERS = (
    answers.router,
    conversations.router,
    batches.router,
    documents.router,
    sources.router,
    cases.router,
    openai.router,
    health.router,
)
AT_ONCE, AT_ONCE_WITH_MODEL = 2, 16  # answers that are being made; a language model is mostly waited for
READERS_WAITING = 1_000


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service. What it needs is opened when it starts to serve, not here.

    Raises ConversationError at its start where the storage cannot be opened; a missing index only makes /readyz say so,
    and it is taken up once it is there.
    """
    settings = settings or get_settings()
    metrics = Metrics()

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_storage(settings.conversations_url()) as storage:
            service = _service(settings, storage, metrics)
            app.state.service = service
            stop = Event()
            watching = Thread(target=_watch, args=(app, service, stop), name="watch-index", daemon=True)
            watching.start()
            runner = Runner(service) if settings.batch_runner else None
            if runner is not None:
                runner.start()
            try:
                yield
            finally:
                stop.set()
                if runner is not None:
                    await asyncio.to_thread(runner.stop)
                await service.work.drain()
                await service.reads.drain()
                await asyncio.to_thread(watching.join)
                service.engines.close()
                metrics.leave()

    app = FastAPI(
        title="Shortfall",
        version=version("shortfall"),
        lifespan=lifespan,
        docs_url=None,  # the page would load its scripts from elsewhere
        redoc_url=None,
    )
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    errors.install(app, lambda path: methods_of(app, path))
    guard(app, settings)
    app.add_middleware(Measured, metrics=metrics)
    return app


def _service(settings: Settings, storage: Storage, metrics: Metrics) -> Service:
    at_once = settings.work_at_once or (AT_ONCE_WITH_MODEL if settings.model else AT_ONCE)
    work = Work(at_once, settings.work_waiting, "answer", changed=metrics.show_work, refused=metrics.refused.inc)
    return Service(
        settings=settings,
        storage=storage,
        engines=Engines(settings, storage),
        jobs=Jobs(storage, most_lines=settings.job_lines, most_jobs=settings.jobs_per_owner),
        keys=Keys(storage),
        work=work,
        reads=Work(READERS, READERS_WAITING, "read", refused=metrics.refused.inc),
        metrics=metrics,
    )


def _watch(app: FastAPI, service: Service, stop: Event) -> None:
    """Open the index at the start, and each one that is published later."""
    # made before the first request that needs them, and not on the event loop
    describe(app)
    cities()
    while True:
        try:
            service.engines.take_up()
        except Exception as error:  # nothing may end this thread: a later build mends what is wrong with this one
            errors.note_fault(error)
        if stop.wait(service.settings.index_watch_seconds):
            return
