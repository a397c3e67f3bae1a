"""Who a request speaks for, and what it may do.

Without any key in the database, whoever sits at this machine is the owner "local" and may do everything. As soon as one
key was made, a key is needed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from bot.server.access.address import from_this_machine
from bot.server.access.keys import SCOPES, Key, Keys
from bot.server.errors import ServiceError

LOCAL = "local"
_IDENTITY = "shortfall.identity"
_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="A key made by `shortfall keys create`. None is needed from this machine while no key was ever made.",
)


@dataclass(frozen=True)
class Caller:
    """owner: whose conversations, batches and documents are meant. key: the id of the key, None without one."""

    owner: str
    key: str | None
    scopes: frozenset[str]


@dataclass(frozen=True)
class Identity:
    """What is known of the sender of a request. presented: whether there was a key, valid or not. key: the valid one.

    local: whether no key is needed: none was ever made, and the request comes from this machine.
    """

    presented: bool
    key: Key | None
    local: bool


def needs(scope: str) -> Callable[..., Awaitable[Caller]]:
    """A FastAPI dependency: the caller, who may do what `scope` names.

    The dependency raises ServiceError: 401 without a valid key, 403 for a key without this scope.
    """
    if scope not in SCOPES:
        raise ValueError(f"There is no scope {scope!r}: {', '.join(SCOPES)}")

    async def caller(request: Request, _: Annotated[Any, Depends(_BEARER)] = None) -> Caller:
        identity = await identify(request.scope)
        if identity.key is not None:
            if scope not in identity.key.scopes:
                raise ServiceError(
                    403,
                    "scope_missing",
                    f"This key may not do that: it lacks the scope {scope!r}. Use a key that has it.",
                )
            return Caller(identity.key.owner, identity.key.id, frozenset(identity.key.scopes))
        if identity.local:
            return Caller(LOCAL, None, frozenset(SCOPES))
        raise no_key(identity)

    return caller


def no_key(identity: Identity) -> ServiceError:
    """The answer to a request without a valid key where one is needed."""
    if identity.presented:
        detail = "This key is unknown, expired or revoked. Ask whoever runs the service for another."
    else:
        detail = "Send a key in the header `Authorization: Bearer sf_…`; `shortfall keys create` makes one."
    return ServiceError(401, "key_needed", detail, {"WWW-Authenticate": 'Bearer realm="shortfall"'})


async def identify(scope: Any) -> Identity:
    """The sender of the request of an ASGI scope; worked out once a request."""
    known = scope.get(_IDENTITY)
    if isinstance(known, Identity):
        return known
    keys: Keys = scope["app"].state.service.keys
    presented = [value for name, value in scope["headers"] if name == b"authorization"]
    # several are no key: a proxy before this may have looked at another of them
    token = _token(presented[0]) if len(presented) == 1 else ""
    key = None
    if token:
        key = keys.find(token) if keys.fresh(token) else await asyncio.to_thread(keys.find, token)
    # while no key is needed any text passes for one: programs made for other services must send something
    local = key is None and from_this_machine(scope.get("client"), scope["headers"]) and not await _any(keys)
    identity = scope[_IDENTITY] = Identity(bool(presented), key, local)
    return identity


async def _any(keys: Keys) -> bool:
    return keys.any() if keys.fresh(None) else await asyncio.to_thread(keys.any)


def _token(header: bytes) -> str:
    """The key in an Authorization header; empty for any other kind."""
    kind, _, token = header.decode("latin-1").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.isascii() else ""
