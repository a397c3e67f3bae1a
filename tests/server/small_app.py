"""A small app behind the real guard, for tests of what a request passes before a route sees it."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Annotated, Any

import httpx
from fastapi import Body, Depends, FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

from bot.conversation.storage import Storage
from bot.server.access.caller import Caller, needs
from bot.server.access.guard import guard
from bot.server.access.keys import Keys
from bot.server.errors import install
from bot.settings import Settings

OUTSIDE = "203.0.113.9"


def small_app(storage: Storage, **settings: Any) -> FastAPI:
    """Routes that tell who asked, take bodies, stream, take long and fail."""
    app = FastAPI()
    app.state.service = SimpleNamespace(keys=Keys(storage, refresh=0.2))

    @app.get("/v1/whoami/{id}")
    async def whoami(id: str, caller: Annotated[Caller, Depends(needs("read"))]) -> dict[str, Any]:
        return {"owner": caller.owner, "key": caller.key, "scopes": sorted(caller.scopes)}

    @app.get("/open")
    async def open_to_all() -> JSONResponse:
        return JSONResponse({"ok": True}, headers={"Server": "x", "X-Powered-By": "x", "X-Request-ID": "x"})

    @app.get("/healthz")
    async def healthz() -> dict[str, bool]:
        return {"ok": True}

    @app.post("/v1/answers")
    async def answers(body: Annotated[dict[str, Any], Body()]) -> dict[str, int]:
        return {"fields": len(body)}

    @app.post("/v1/documents")
    async def documents(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.get("/slow")
    async def slow() -> dict[str, bool]:
        await asyncio.sleep(30)
        return {"ok": True}

    @app.get("/stream")
    async def stream(count: int = 3, pause: float = 0.0) -> StreamingResponse:
        async def events() -> AsyncIterator[bytes]:
            for number in range(count):
                yield f"data: {number}\n\n".encode()
                await asyncio.sleep(pause)

        return StreamingResponse(events(), media_type="text/event-stream")

    @app.get("/fails")
    async def fails() -> None:
        raise RuntimeError("Maria Lopez owes 212,000 in /etc/passwd")

    install(app, lambda path: ("GET",))
    guard(app, Settings(**settings))
    return app


def send(app: FastAPI, method: str, path: str, *, peer: str = "127.0.0.1", **more: Any) -> httpx.Response:
    """One request to the app, in this process. peer: the address it comes from."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(peer, 40000), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, **more)

    return asyncio.run(sent())


def bearer(key: str) -> dict[str, str]:
    """The header that presents a key."""
    return {"Authorization": f"Bearer {key}"}
