"""Whether the process lives, whether it can answer, and what it has done."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from bot.errors import ShortfallError
from bot.server.access.caller import Caller, needs
from bot.server.describe import gives
from bot.server.metrics import CONTENT_TYPE
from bot.server.schemas import Alive, Ready
from bot.server.service import Service, service_of

router = APIRouter(tags=["operations"])


@router.get("/healthz", responses=gives("healthz", "The process lives."))
async def healthz() -> Alive:
    """Whether the process lives. Says nothing of whether it can answer."""
    return Alive()


@router.get(
    "/readyz",
    response_model=Ready,
    responses={
        **gives("readyz", "It can answer."),
        503: {
            "description": "It cannot answer yet, and why.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ready"}}},
        },
    },
)
async def readyz(request: Request) -> Response:
    """Whether this process can answer: the index is open, the model is loaded, the storage can be reached."""
    service = service_of(request)
    missing = []
    if service.engines.fault is not None:
        missing.append("The search index is not in service: it is still being opened, or `shortfall doctor` says why.")
    try:
        await service.read(lambda: service.storage.list(limit=1))
    except ShortfallError:
        missing.append("The storage of conversations cannot be reached.")
    ready = Ready(
        ready=not missing, missing=missing, index=None if service.engines.fault else service.engines.now.build
    )
    headers = {} if ready.ready else {"Retry-After": "5"}
    return JSONResponse(ready.model_dump(), 200 if ready.ready else 503, headers)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"description": "Prometheus' text form.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    },
)
async def metrics(request: Request, caller: Annotated[Caller, Depends(needs("metrics"))]) -> Response:
    """The numbers of this service for Prometheus, of all its workers together."""
    service = service_of(request)
    text = await service.read(lambda: _text(service))
    return Response(text, media_type=CONTENT_TYPE)


def _text(service: Service) -> bytes:
    own = service.metrics
    if service.engines.fault is None:
        own.index_built.set(service.engine.index.manifest.built.timestamp())
    own.show_jobs(service.jobs.counts())
    return own.text()
