"""`shortfall serve`: the service on an address, in one process or several, until it is told to stop."""

import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from threading import Thread

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from bot.conversation.storage import open_storage
from bot.errors import ShortfallError
from bot.server.access.keys import Keys
from bot.server.app import create_app
from bot.server.logs import setup_logs
from bot.server.patience import Patient
from bot.settings import Settings, get_settings

KEEP_ALIVE = 75  # seconds; longer than proxies keep an idle connection, so that it is they who close it
BACKLOG = 2048
PARENT_SECONDS = 1.0  # how often a worker looks whether its parent is still there

if sys.platform != "win32":
    import resource


def from_environment() -> FastAPI:
    """The app of one worker process, from the settings of its environment."""
    settings = get_settings()
    setup_logs(settings)
    if settings.workers > 1:
        Thread(target=_end_with, args=(os.getppid(),), name="watch-parent", daemon=True).start()
    return create_app(settings)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; answers in flight are finished first, for `settings.drain_seconds` at most.

    Raises ShortfallError where the address is open to others while there is no key, or cannot be had, and
    ConversationError where the storage cannot be opened.
    """
    with open_storage(settings.conversations_url()) as storage:
        if not is_loopback(settings.host) and not Keys(storage).any():
            raise ShortfallError(
                f"Without a key the service listens on this machine alone, not on {settings.host}. "
                "Make one with `shortfall keys create NAME` and start it again, or leave --host out."
            )
    setup_logs(settings)
    _many_connections()
    with listening(settings.host, settings.port) as bound, _numbers_of_all(settings.workers):
        _lets_go(bound, settings.stream_seconds)
        os.environ.update(_for_workers(settings))
        config = uvicorn.Config(
            "bot.server.run:from_environment",
            factory=True,
            http=Patient,
            workers=settings.workers,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who is believed is the guard's to say
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=settings.drain_seconds,
            backlog=BACKLOG,
        )
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"Shortfall listens on http://{host}:{bound.getsockname()[1]}", file=sys.stderr, flush=True)
        if settings.workers > 1:
            Multiprocess(config, sockets=[bound]).run()
            return
        server = uvicorn.Server(config)
        server.run(sockets=[bound])
        if not server.started:
            raise ShortfallError("The service could not start; the log above says where. Run `shortfall doctor`.")


def _end_with(parent: int) -> None:
    """Finish and end where the process that started the workers is gone: a killed one can tell them nothing."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens; port 0 takes any free one.

    Raises ShortfallError where it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, port))
        except OSError as error:
            raise ShortfallError(
                f"{host}:{port} cannot be listened on ({error.strerror}). Stop what uses the port, or name another "
                "with --port or SHORTFALL_PORT."
            ) from None
        bound.set_inheritable(True)
        yield bound


@contextmanager
def _numbers_of_all(workers: int) -> Iterator[None]:
    """A folder in which several workers keep their numbers for /metrics; gone with the service."""
    if workers == 1 or os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="shortfall-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        try:
            yield
        finally:
            del os.environ["PROMETHEUS_MULTIPROC_DIR"]


def _for_workers(settings: Settings) -> dict[str, str]:
    """What the command line changed, for the processes that read the environment anew."""
    told = {
        "HOST": settings.host,
        "PORT": settings.port,
        "WORKERS": settings.workers,
        "INDEX_DIR": settings.index_dir,
        "TODAY": settings.today.isoformat() if settings.today else "",
    }
    get_settings.cache_clear()
    return {f"SHORTFALL_{name}": str(value) for name, value in told.items() if value != ""}


def _lets_go(bound: socket.socket, seconds: float) -> None:
    """Let the system end a connection whose client has taken nothing of what was sent for so long.

    Nothing above it can: what is written waits in the server until there is room, and a close waits for what is written.
    """
    if sys.platform == "linux":  # passed on to each connection that is accepted
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(seconds * 1000))


def _many_connections() -> None:
    """Let the process hold as many connections as the system grants it; the usual first limit is about a thousand."""
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
