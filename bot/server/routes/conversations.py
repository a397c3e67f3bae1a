"""Conversations: begun, listed, renamed, exported and deleted, each by its owner alone."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response

from bot.conversation.storage import ConversationInfo, Feedback
from bot.conversation.storage.transcript import export
from bot.server.access.caller import Caller, needs
from bot.server.describe import asked, gives
from bot.server.errors import ServiceError
from bot.server.routes import turns
from bot.server.schemas import ConversationId, ConversationList, Named, NewConversation, Opinion
from bot.server.service import Service, service_of

router = APIRouter(tags=["conversations"])

Id = Annotated[ConversationId, Path(examples=["5f2b8c1d9e0a4b7c8d6e5f4a3b2c1d0e"])]
May = Annotated[Caller, Depends(needs("ask"))]
MOST = 200


@router.post("/v1/conversations", status_code=201, responses=gives("conversation", "The new conversation.", status=201))
async def begin(
    request: Request,
    caller: May,
    body: Annotated[NewConversation | None, Body(openapi_examples=asked("conversation"))] = None,
) -> ConversationInfo:
    """Begin an empty conversation."""
    service = service_of(request)
    title = body.title if body else ""
    return await service.read(lambda: service.storage.create(title, caller.owner))


@router.get("/v1/conversations", responses=gives("conversations", "A page of them, the latest used first."))
async def listed(
    request: Request,
    caller: May,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Leave out so many of the latest.")] = 0,
) -> ConversationList:
    """List your conversations."""
    service = service_of(request)
    found = await service.read(lambda: service.storage.list(limit + 1, offset, owner=caller.owner))
    return ConversationList(conversations=found[:limit], next=offset + limit if len(found) > limit else None)


@router.get("/v1/conversations/{id}", responses=gives("conversation", "What a list shows of it."))
async def one(request: Request, id: Id, caller: May) -> ConversationInfo:
    """One conversation: its title, times, number of turns, and a question that was cut off before its answer."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    return await service.read(lambda: service.storage.info(id))


@router.patch("/v1/conversations/{id}", responses=gives("conversation", "It, renamed."))
async def rename(
    request: Request, id: Id, body: Annotated[Named, Body(openapi_examples=asked("rename"))], caller: May
) -> ConversationInfo:
    """Give a conversation another title."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    return await service.read(lambda: service.storage.rename(id, body.title))


@router.delete("/v1/conversations/{id}", status_code=204, responses={204: {"description": "It is gone."}})
async def delete(request: Request, id: Id, caller: May) -> Response:
    """Delete a conversation for good: its turns, its case, its title and what was thought of its answers."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    async with service.turn_of(id):
        await service.read(lambda: service.storage.delete(id))
    return Response(status_code=204)


@router.get("/v1/conversations/{id}/export", responses=gives("export", "Everything that is kept of it."))
async def everything(request: Request, id: Id, caller: May) -> dict[str, Any]:
    """Everything that is kept of a conversation, as `shortfall conversations export` writes it."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    return await service.read(lambda: export(service.storage, id))


@router.put(
    "/v1/conversations/{id}/turns/{number}/feedback", responses=gives("feedback", "What was noted, with its time.")
)
async def opinion(
    request: Request,
    id: Id,
    number: Annotated[int, Path(ge=1, le=1_000_000, description="The turn, from 1.", examples=[1])],
    body: Annotated[Opinion, Body(openapi_examples=asked("feedback"))],
    caller: May,
) -> Feedback:
    """Say whether an answer helped; a later word on the same turn takes its place."""
    service = service_of(request)
    await service.owned(id, caller.owner)
    return await service.read(lambda: _noted(service, id, number, body))


def _noted(service: Service, id: str, number: int, body: Opinion) -> Feedback:
    if number > service.storage.info(id).turns:
        raise ServiceError(404, "not_found", f"The conversation has no turn {number}. Count from 1.")
    service.storage.note_feedback(id, number, helpful=body.helpful, reason=body.reason)
    return next(one for one in service.storage.feedback(id) if one.turn == number)


router.include_router(turns.router)
