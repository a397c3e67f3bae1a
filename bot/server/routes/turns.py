"""The turns of a conversation and its case: asked, changed by hand, taken up again and read."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Request, Response

from bot.agent.evidence import Listen
from bot.answer.model import Answer
from bot.conversation.storage.transcript import sheet, turns
from bot.server.access.caller import Caller, needs
from bot.server.describe import STREAM, asked, gives
from bot.server.engines import Opened
from bot.server.errors import ServiceError
from bot.server.once import Once
from bot.server.routes.answers import Accept, as_json
from bot.server.schemas import CaseNow, ConversationId, Edits, IdempotencyKey, NewTurn, TurnList
from bot.server.service import Service, service_of
from bot.server.stream import respond, wants_stream

router = APIRouter()

Id = Annotated[ConversationId, Path(examples=["5f2b8c1d9e0a4b7c8d6e5f4a3b2c1d0e"])]
May = Annotated[Caller, Depends(needs("ask"))]
Key = Annotated[
    IdempotencyKey | None,
    Header(
        alias="Idempotency-Key",
        description="The same key and text, sent again, gets the kept answer and no second turn.",
    ),
]
MOST = 100


@router.post(
    "/v1/conversations/{id}/turns",
    response_model=Answer,
    responses=gives("turn", "The answer, or its events as they come.", content=STREAM),
)
async def say(
    request: Request,
    id: Id,
    body: Annotated[NewTurn, Body(openapi_examples=asked("turn"))],
    caller: May,
    key: Key = None,
    accept: Accept = None,
) -> Response:
    """Take the next turn. The question is kept before it is worked on and the answer before it is sent."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    await _stands(service, id, body.instead_of)

    async def making(listen: Listen | None = None) -> Answer:
        def take(opened: Opened) -> Answer:
            return opened.conversations.say(
                id,
                body.text,
                state=body.state,
                terse=body.terse,
                instead_of=body.instead_of,
                listen=listen,
                once=Once(service.storage, caller.owner, key, body) if key else None,
            )

        return await _turn(service, id, take)

    if wants_stream(accept, body.stream):
        return await respond(making)
    return as_json(await making())


@router.post(
    "/v1/conversations/{id}/turns/resume",
    response_model=Answer,
    responses={**gives("turn", "Its answer."), 204: {"description": "No question waits for an answer."}},
)
async def resume(request: Request, id: Id, caller: May) -> Response:
    """Answer the question that was cut off before its answer (`pending`); where there is none, nothing is done."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    async with service.turn_of(id):
        answer = await service.think(lambda opened: opened.conversations.resume(id))
    return Response(status_code=204) if answer is None else as_json(service.answered(answer))


@router.get("/v1/conversations/{id}/turns", responses=gives("turns", "A page of the transcript."))
async def transcript(
    request: Request,
    id: Id,
    caller: May,
    after: Annotated[int, Query(ge=0, le=1_000_000, description="Turns with a higher number than this.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many.")] = 50,
) -> TurnList:
    """The turns with their answers, oldest first."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    found = [turn for turn in await service.read(lambda: turns(service.storage, id)) if turn.number > after]
    return TurnList(turns=found[:limit], next=found[limit - 1].number if len(found) > limit else None)


@router.get("/v1/conversations/{id}/case", responses=gives("case", "The case as it stands."))
async def case(request: Request, id: Id, caller: May) -> CaseNow:
    """What the conversation has established, each fact with the turn and the words it comes from."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    return CaseNow.of(await service.read(lambda: sheet(service.storage, id)))


@router.patch(
    "/v1/conversations/{id}/case",
    response_model=Answer,
    responses=gives("edits", "The answer to the case as it is then."),
)
async def change(
    request: Request, id: Id, body: Annotated[Edits, Body(openapi_examples=asked("edits"))], caller: May
) -> Response:
    """Change the case by hand, as a turn of its own: values set, put right or (empty) taken out."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    edits = [one.edit() for one in body.edits]

    def take(opened: Opened) -> Answer:
        return opened.conversations.change(id, edits, state=body.state, terse=body.terse)

    return as_json(await _turn(service, id, take))


async def _turn(service: Service, id: str, take: Callable[[Opened], Answer]) -> Answer:
    async with service.turn_of(id):
        return service.answered(await service.think(take))


async def _stands(service: Service, id: str, turn: int | None) -> None:
    """Make sure that the turn to be replaced is there."""
    if turn is not None and turn > (await service.read(lambda: service.storage.info(id))).turns:
        raise ServiceError(422, "unprocessable", f"instead_of: the conversation has no turn {turn}.")
