"""The OpenAI-compatible routes."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.responses import StreamingResponse

from bot.answer.model import Answer
from bot.server.access.caller import Caller, needs
from bot.server.describe import asked, gives, streamed
from bot.server.errors import as_service_error, body_of, note_fault
from bot.server.openai import MODEL, ChatRequest, Completion, ModelLine, ModelList, chunks, completion
from bot.server.service import Service, service_of
from bot.server.stream import ALIVE_SECONDS, HEADERS, STATUS_SECONDS

router = APIRouter(tags=["openai"])

May = Annotated[Caller, Depends(needs("ask"))]
PATH = "/v1/chat/completions"
STREAMED = streamed(
    'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"No. "}}]}\n\ndata: [DONE]\n\n'
)


@router.get("/v1/models", responses=gives("models", "The one model there is."))
async def models(request: Request, caller: May) -> ModelList:
    """The models that /v1/chat/completions takes; whatever name is asked for, this one answers."""
    built = service_of(request).engine.index.manifest.built
    return ModelList(data=[ModelLine(created=int(built.timestamp()))])


@router.post(
    PATH, response_model=Completion, responses=gives("completion", "The completion, or its chunks.", content=STREAMED)
)
async def complete(
    request: Request, body: Annotated[ChatRequest, Body(openapi_examples=asked("completion"))], caller: May
) -> Response:
    """Answer the last message of the user; the messages before it are the history.

    Sampling settings are accepted and have no effect: the same question gets the same answer. Messages of the system
    cannot change the rules of an answer. With `"stream": true` the chunks end in `data: [DONE]`.
    """
    service = service_of(request)
    making = asyncio.ensure_future(_answered(service, body, caller.owner))
    if not body.stream:
        return Response(completion(await making).model_dump_json(), media_type="application/json")
    await asyncio.wait({making}, timeout=STATUS_SECONDS)
    if making.done():
        making.result()  # a fault that is known by now is told by the status
    wanted = body.stream_options is not None and body.stream_options.include_usage
    return StreamingResponse(_chunks(making, wanted), media_type="text/event-stream", headers=HEADERS)


async def _answered(service: Service, body: ChatRequest, owner: str) -> Answer:
    question, history = body.asked()
    return service.answered(await service.think(lambda opened: opened.engine.ask(question, history, owner=owner)))


async def _chunks(making: "asyncio.Future[Answer]", with_usage: bool) -> AsyncIterator[bytes]:
    try:
        while not making.done():
            await asyncio.wait({making}, timeout=ALIVE_SECONDS)
            if not making.done():
                yield b": still at it\n\n"
        for chunk in chunks(making.result(), with_usage=with_usage):
            yield _data(chunk)
        yield b"data: [DONE]\n\n"
    except Exception as error:  # the status is sent already
        note_fault(error)
        yield _data(body_of(as_service_error(error), PATH))
    finally:
        making.cancel()


def _data(what: object) -> bytes:
    return f"data: {json.dumps(what, ensure_ascii=False)}\n\n".encode()


__all__ = ["MODEL", "router"]
