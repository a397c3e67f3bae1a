"""One question by itself: the contract's answer, whole or as a stream."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Request, Response

from bot.agent.evidence import Listen
from bot.answer.model import Answer
from bot.server.access.caller import Caller, needs
from bot.server.describe import STREAM, asked, gives
from bot.server.schemas import Asked
from bot.server.service import Service, service_of
from bot.server.stream import respond, wants_stream

router = APIRouter(tags=["answers"])

Accept = Annotated[str | None, Header(include_in_schema=False)]


def as_json(answer: Answer, headers: dict[str, str] | None = None) -> Response:
    """An answer as `shortfall ask --json` prints it, without the line breaks."""
    return Response(answer.model_dump_json(), media_type="application/json", headers=headers)


@router.post(
    "/v1/answers",
    response_model=Answer,
    responses=gives("answers", "The answer, or its events as they come.", content=STREAM),
)
async def answer(
    request: Request,
    body: Annotated[Asked, Body(openapi_examples=asked("answers"))],
    caller: Annotated[Caller, Depends(needs("ask"))],
    accept: Accept = None,
) -> Response:
    """Answer one question.

    With `"stream": true` or `Accept: text/event-stream` the answer comes as server-sent events: `segment` for each piece,
    `replaced` where a draft is taken back, then `answer` with the whole object, or `error`.
    """
    service = service_of(request)

    async def making(listen: Listen | None = None) -> Answer:
        return await answered(service, body, listen, caller.owner)

    if wants_stream(accept, body.stream):
        return await respond(making)
    return as_json(await making())


async def answered(service: Service, asked: Asked, listen: Listen | None = None, owner: str = "") -> Answer:
    """The answer to a question with its history, worked out off the event loop."""
    history = [earlier.message() for earlier in asked.history]
    answer = await service.think(
        lambda opened: opened.engine.ask(
            asked.question, history, state=asked.state, terse=asked.terse, listen=listen, owner=owner
        )
    )
    return service.answered(answer.model_copy(update={"id": asked.id}))
