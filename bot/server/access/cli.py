"""`shortfall keys`: who may use the service."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import ShortfallError
from bot.settings import get_settings

if TYPE_CHECKING:
    from bot.server.access.keys import Keys

app = typer.Typer(help="The keys of those who may use the service.", no_args_is_help=True)

_TIME = re.compile(r"(\d{1,5})([mhd]?)")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Who uses it: an office, a script.")],
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", "-s", help="ask, read, batch, documents or metrics; ask and read without."),
    ] = None,
    owner: Annotated[
        str, typer.Option(help="Keys of one owner share conversations and batches; the key's own without.")
    ] = "",
    expires: Annotated[str, typer.Option(help="After which time it ends, as in 90d; never without.")] = "",
) -> None:
    """Make a key and print it, this once: only a hash of it is kept."""
    until = datetime.now(UTC) + time_of(expires) if expires else None
    with _keys() as keys:
        key, presented = keys.create(name, owner=owner, scopes=scope or ("ask", "read"), expires=until)
    print(presented)
    ends = f"until {key.expires:%Y-%m-%d %H:%M} UTC" if key.expires else "until it is revoked"
    print(
        f"key {key.id} for {key.name}: {', '.join(sorted(key.scopes))}, {ends}. It is not shown again.", file=sys.stderr
    )


@app.command("list")
def list_keys() -> None:
    """List the keys, the oldest first."""
    now = datetime.now(UTC)
    with _keys() as keys:
        for key in keys.list():
            used = f"used {key.used:%Y-%m-%d %H}h" if key.used else "never used"
            ends = f", until {key.expires:%Y-%m-%d %H:%M}" if key.expires else ""
            follows = f", follows {key.follows}" if key.follows else ""
            scopes = ",".join(sorted(key.scopes))
            print(f"{key.id}  {key.standing(now):7}  {scopes}  {key.owner}  {used}{ends}{follows}  {key.name}")


@app.command("revoke")
def revoke(id: Annotated[str, typer.Argument(help="The id of the key.")]) -> None:
    """End a key; a service that runs knows it within five seconds."""
    with _keys() as keys:
        key = keys.revoke(id)
    print(f"revoked {key.id} ({key.name})", file=sys.stderr)


@app.command("rotate")
def rotate(
    id: Annotated[str, typer.Argument(help="The id of the key.")],
    overlap: Annotated[str, typer.Option(help="How long the old key works beside the new one, as in 12h or 7d.")] = "0",
) -> None:
    """Make a key in place of another and print it; the old one ends after the overlap."""
    with _keys() as keys:
        key, presented = keys.rotate(id, time_of(overlap))
    print(presented)
    print(f"key {key.id} follows {key.follows}. It is not shown again.", file=sys.stderr)


def time_of(text: str) -> timedelta:
    """A time as it is written on the command line.

    >>> time_of("7d")
    datetime.timedelta(days=7)

    Raises ShortfallError for what is none.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None or (not match[2] and match[1] != "0"):
        raise ShortfallError(f"{text!r} is no time: write minutes, hours or days as 30m, 12h or 7d, or 0.")
    return int(match[1]) * _UNITS.get(match[2], timedelta(0))


@contextmanager
def _keys() -> Iterator["Keys"]:
    from bot.conversation.storage import open_storage  # noqa: PLC0415 (imports LangGraph)
    from bot.server.access.keys import Keys  # noqa: PLC0415

    with open_storage(get_settings().conversations_url()) as storage:
        yield Keys(storage)
