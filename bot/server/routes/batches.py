"""Batches: many questions handed in at once, answered in the background, fetched when they are done."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from bot.conversation.batch import Problem, Row, json_rows
from bot.server.access.caller import Caller, needs
from bot.server.describe import asked, gives
from bot.server.errors import ServiceError
from bot.server.jobs import MOST_RESULTS, Job
from bot.server.schemas import CODES, ConversationId
from bot.server.service import Service, service_of

router = APIRouter(tags=["batches"])

NDJSON = "application/x-ndjson"
Id = Annotated[ConversationId, Path(examples=["0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f"])]
May = Annotated[Caller, Depends(needs("batch"))]
MOST = 200
_TWO = asked("batch")["Two lines"]["value"]
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["question"],
                        "properties": {"question": {"type": "string"}},
                        "description": "As the body of POST /v1/answers: id, question, history, state.",
                    },
                },
                "examples": asked("batch"),
            },
            NDJSON: {
                "schema": {"type": "string", "description": "One such object a line."},
                "example": "\n".join(json.dumps(line) for line in _TWO) + "\n",
            },
        },
    }
}


class JobList(BaseModel):
    """A page of batches, the latest first. next: the offset of the page after it, null on the last."""

    batches: list[Job]
    next: int | None


@router.post(
    "/v1/batches",
    status_code=202,
    response_model=Job,
    responses=gives("batch", "It is kept and will be answered.", status=202),
    openapi_extra=BODY,
)
async def submit(request: Request, caller: May) -> Response:
    """Hand in a batch, as a JSON list or as JSON lines; when this returns it is kept.

    A line that cannot be answered gets an error in its place, with its number, and the others go on.
    """
    service = service_of(request)
    body = await request.body()
    whole = request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"

    def keep() -> Job:
        lines = _listed(body) if whole else body.splitlines()
        return service.jobs.submit(caller.owner, [_with_state(row, lines) for row in json_rows(lines)])

    job = await service.read(keep)
    where = {"Location": f"/v1/batches/{job.id}"}
    return Response(job.model_dump_json(), 202, where, media_type="application/json")


@router.get("/v1/batches", responses=gives("batches", "A page of them, the latest first."))
async def listed(
    request: Request,
    caller: May,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Leave out so many of the latest.")] = 0,
) -> JobList:
    """List your batches."""
    service = service_of(request)
    found = await service.read(lambda: service.jobs.list(caller.owner, limit + 1, offset))
    return JobList(batches=found[:limit], next=offset + limit if len(found) > limit else None)


@router.get("/v1/batches/{id}", responses=gives("batch", "How far it is."))
async def one(request: Request, id: Id, caller: May) -> Job:
    """How far a batch is."""
    service = service_of(request)
    return await service.read(lambda: service.jobs.job(caller.owner, id))


@router.post("/v1/batches/{id}/cancel", responses=gives("batch", "It, stopped; what was answered stays."))
async def cancel(request: Request, id: Id, caller: May) -> Job:
    """Stop a batch after the line that is being answered; a finished one stays as it is."""
    service = service_of(request)
    return await service.read(lambda: service.jobs.cancel(caller.owner, id))


@router.delete("/v1/batches/{id}", status_code=204, responses={204: {"description": "It is gone."}})
async def delete(request: Request, id: Id, caller: May) -> Response:
    """Delete a batch for good, with its questions and its answers."""
    service = service_of(request)
    await service.read(lambda: service.jobs.delete(caller.owner, id))
    return Response(status_code=204)


@router.get(
    "/v1/batches/{id}/results",
    response_class=StreamingResponse,
    responses=gives(
        "results",
        "JSON lines: answers, or {id, line, error}.",
        media=NDJSON,
        headers={
            "Batch-Status": {"description": "As in the batch itself.", "schema": {"type": "string"}},
            "Next-After": {
                "description": "The `after` of the next page; missing where nothing more is there yet.",
                "schema": {"type": "integer"},
            },
        },
    ),
)
async def results(
    request: Request,
    id: Id,
    caller: May,
    after: Annotated[int, Query(ge=0, le=1_000_000, description="Results of lines beyond this number.")] = 0,
    limit: Annotated[int | None, Query(ge=1, le=MOST_RESULTS, description="How many; all there are without.")] = None,
) -> Response:
    """The results there are so far, in the order of the lines."""
    service = service_of(request)
    job = await service.read(lambda: service.jobs.job(caller.owner, id))
    headers: dict[str, str] = {"Batch-Status": job.status}
    if limit is None:
        return StreamingResponse(_all(service, caller.owner, id, after), media_type=NDJSON, headers=headers)
    page = await service.read(lambda: service.jobs.results(caller.owner, id, after, limit))
    if len(page) == limit:
        headers["Next-After"] = str(page[-1].line)
    return Response("".join(f"{one.text}\n" for one in page), media_type=NDJSON, headers=headers)


async def _all(service: Service, owner: str, id: str, after: int) -> AsyncIterator[bytes]:
    """Every result, page by page: a slow client keeps neither a thread nor the whole batch in memory."""
    while True:
        start = after
        page = await service.read(lambda: service.jobs.results(owner, id, start, MOST))  # noqa: B023 (awaited at once)
        if not page:
            return
        yield "".join(f"{one.text}\n" for one in page).encode()
        after = page[-1].line


def _listed(body: bytes) -> list[bytes]:
    """The lines of a JSON list."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, list):
        detail = f"The body is not a JSON list. Send one, or JSON lines with Content-Type: {NDJSON}."
        raise ServiceError(422, "unprocessable", detail)
    return [json.dumps(line).encode() for line in told]


def _with_state(row: Row, lines: list[bytes]) -> Row:
    """The row with the state that its line names beside the question."""
    if isinstance(row.asked, Problem):
        return row
    state = json.loads(lines[row.number - 1].decode("utf-8-sig")).get("state")
    if state is None or state in CODES:
        return row.model_copy(update={"state": state})
    detail = "state: give the two letters of a state or DC, as in OH."
    return row.model_copy(update={"asked": Problem(line=row.number, id=row.asked.id, message=detail)})
