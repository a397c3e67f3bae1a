"""What every request passes before a route sees it, from the outside in:

    Observed    a request id, safe headers, one line in the log, a plain error for whatever went wrong
    Shape       the address, the headers, the kind of the body
    CORS        closed unless SHORTFALL_CORS_ORIGINS names origins
    Admission   how often a key or an address may ask
    Bounded     the size of the body, its time to arrive, the time of the answer

Each is plain ASGI: nothing is collected in memory, so streams pass as they are made.
"""

import re

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from bot.errors import ShortfallError
from bot.server.access.admission import Admission
from bot.server.access.bounded import Bounded
from bot.server.access.observed import Observed
from bot.server.access.shape import Shape
from bot.settings import Settings

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


def guard(app: FastAPI, settings: Settings) -> None:
    """Put the layers around an app. To be called once, after all other middleware was added.

    Raises ShortfallError, now or when the app starts, for a setting that cannot be read.
    """
    origins = origins_of(settings.cors_origins)
    Admission(app, settings)  # so that a bad rate or proxy is told before the service listens
    app.add_middleware(Bounded, settings=settings)
    app.add_middleware(Admission, settings=settings)
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=sorted(origins),
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Accept", "Idempotency-Key", "X-Request-ID"],
            expose_headers=["X-Request-ID", "Retry-After"],
            max_age=600,
        )
    app.add_middleware(Shape, origins=origins)
    app.add_middleware(Observed)


def origins_of(setting: str) -> frozenset[str]:
    """The origins of the setting. Raises ShortfallError for a wildcard or what is no origin."""
    origins = [part.strip().rstrip("/") for part in setting.split(",") if part.strip()]
    if not all(_ORIGIN.fullmatch(origin) for origin in origins):
        raise ShortfallError(
            "SHORTFALL_CORS_ORIGINS cannot be read: write whole origins with commas between, such as "
            "https://agency.example,http://localhost:3000. There is no wildcard."
        )
    return frozenset(origins)
