"""How often somebody may ask, decided before anything is done for them."""

import asyncio
from typing import Any

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import ShortfallError
from bot.server.access.address import Proxies, counted_as
from bot.server.access.caller import identify, no_key
from bot.server.access.keys import Key, Keys
from bot.server.access.limits import Limit
from bot.server.access.observed import PROBES
from bot.server.errors import ServiceError, as_service_error, response_of
from bot.settings import Settings

_WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")

_log = structlog.get_logger("bot.server")


class Admission:
    """ASGI middleware. A valid key has a rate of its own, whatever others do from the same address; who has none is
    counted by address, and wrong keys more strictly."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Raises ShortfallError for a rate or an address in the settings that cannot be read."""
        self._app = app
        self._proxies = Proxies(settings.trusted_proxies)
        workers = settings.workers
        self._key = Limit("SHORTFALL_KEY_RATE", settings.key_rate, workers)
        self._address = Limit("SHORTFALL_ADDRESS_RATE", settings.address_rate, workers)
        self._failed = Limit("SHORTFALL_FAILED_RATE", settings.failed_rate, workers)
        self._noting: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with 429 and the time until the next is allowed."""
        if scope["type"] != "http" or scope["path"] in PROBES:
            await self._app(scope, receive, send)
            return
        try:
            seconds = await self._wait(scope)
            if not seconds:
                await self._needs_key_to_send(scope)
        except ShortfallError as error:
            await response_of(as_service_error(error), scope["path"])(scope, receive, send)
            return
        if not seconds:
            await self._app(scope, receive, send)
            return
        refused = ServiceError(
            429,
            "rate_limited",
            f"Too many requests. Nothing was done; send this again in {seconds} seconds.",
            {"Retry-After": str(seconds)},
        )
        await response_of(refused, scope["path"])(scope, receive, send)

    async def _wait(self, scope: Any) -> int:
        """Seconds to wait; 0 for a request that is let in, which is counted."""
        identity = await identify(scope)
        if identity.key is not None:
            scope["state"]["key"] = identity.key.id
            await self._note_use(scope["app"].state.service.keys, identity.key)
            return self._key.hit(identity.key.id)
        if identity.local:
            return 0
        address = counted_as(self._proxies.client(scope.get("client"), scope["headers"]))
        if identity.presented and (seconds := self._failed.hit(address)):
            return seconds
        return self._address.hit(address)

    async def _needs_key_to_send(self, scope: Any) -> None:
        """Refuse a body from nobody known before it is read: a route looks at the key only when it has the whole of it."""
        identity = await identify(scope)
        if scope["method"] not in _WITHOUT_BODY and identity.key is None and not identity.local:
            raise no_key(identity)

    async def _note_use(self, keys: Keys, key: Key) -> None:
        """Note the use beside the request, once an hour."""
        if not keys.due(key) or self._noting:
            return

        async def note() -> None:
            try:
                await asyncio.to_thread(keys.note_use, key)
            except ShortfallError:
                # the request itself does not depend on it
                _log.warning("key_use_not_noted", key=key.id)

        task = asyncio.get_running_loop().create_task(note())
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)
