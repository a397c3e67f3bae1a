"""Clients that are slow or do nothing: those that ask are answered beside them, and they are let go in time."""

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from bench.faults.people import answers, talking
from bench.faults.place import Place, place
from bench.faults.report import Report
from tests.server.running import Running

SLOW = 10  # of each kind
IDLE = 10_000
PIPELINED = 100
SOURCES = 4  # loopback addresses that connections come from
KB_EACH = 100  # memory that an idle connection may cost


def slow(here: Place, report: Report) -> None:
    """Some send a head or a body bit by bit, some never read: others are answered meanwhile, and the slow ones are let go."""
    service = here.service
    host, port = _address(service)
    head = f"POST /v1/answers HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {service.key}\r\n".encode()
    with talking(service, report, people=1) as talk, _closing() as opened:
        heads = [_connect(opened, host, port) for _ in range(SLOW)]
        bodies = [_connect(opened, host, port) for _ in range(SLOW)]
        deaf = [_connect(opened, host, port, hears=4096) for _ in range(SLOW)]
        for one in heads:
            one.sendall(head + b"X-Slow: ")
        for one in bodies:
            one.sendall(head + b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
        for one in deaf:
            one.setblocking(False)
            request = f"GET /openapi.json HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {service.key}\r\n\r\n"
            one.send(request.encode() * PIPELINED)
        waiting = [*heads, *bodies]
        told: list[bytes] = []

        def let_go() -> bool:
            for one in list(waiting):
                try:
                    one.send(b"a")
                    one.settimeout(0.02)
                    got = one.recv(65536)
                except TimeoutError:
                    continue
                except OSError:
                    got = b""
                if got:
                    told.append(got)
                else:
                    waiting.remove(one)
            return not waiting

        report.expect(talk.go_on(2), "nobody is answered beside slow clients")
        report.recovers(let_go, 60)
        report.expect(talk.go_on(1), "nobody is answered beside slow clients")
        firsts = [first for first in told if first.startswith(b"HTTP/1.1 ")]
        report.errors[408] += len(firsts)
        for first in firsts:
            why = f"a slow client was told {first[:60]!r}"
            report.expect(first.startswith(b"HTTP/1.1 408") and b"problem+json" in first, why)
        report.expect(
            len(firsts) == len(heads) + len(bodies), f"{len(firsts)} of {2 * SLOW} slow clients were told why"
        )
        report.recovers(lambda: not _open(service, deaf), 60)
    report.recovers(lambda: answers(service, report))


def slow_clients(folder: Path, report: Report) -> None:
    """`slow`, with a service of its own."""
    with place(folder) as here:
        slow(here, report)


def idle(here: Place, report: Report, count: int) -> None:
    """So many connections do nothing, half of them after a request: others are answered, and they cost little memory."""
    service = here.service
    host, port = _address(service)
    process = psutil.Process(service.pid)
    report.expect(answers(service, report), "no answer before")
    before = process.memory_full_info().uss
    with talking(service, report, people=2) as talk, _closing() as opened:
        request = f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        held = []
        for number in range(count):
            one = _connect(opened, host, port, source=f"127.0.0.{1 + number % SOURCES}")
            if number % 2:
                one.sendall(request)
                report.expect(one.recv(4096).startswith(b"HTTP/1.1 200"), "a connection was not served")
            held.append(one)
        report.expect(talk.go_on(6), "nobody is answered beside idle connections")
        began = time.monotonic()
        report.expect(answers(service, report), "a question is not answered beside idle connections")
        took = time.monotonic() - began
        each = (process.memory_full_info().uss - before) / count / 1000
        still = _open(service, held)
        report.notes.append(
            f"{still} of {count} connections open, {each:.1f} kB each; an answer took {took:.2f} s beside them"
        )
        report.expect(each < KB_EACH, f"a connection costs {each:.0f} kB")
        # those that were silent from the beginning are let go, the others are kept for their next request
        report.recovers(lambda: _open(service, held[::2]) == 0, 240)
    report.recovers(lambda: answers(service, report))


def idle_connections(folder: Path, report: Report) -> None:
    """`idle`, ten thousand of them, with a service of its own that gives them a minute."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        with place(folder, receive_seconds=60) as here:
            idle(here, report, IDLE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def crowded(folder: Path, report: Report) -> None:
    """More connections than the service may open files: turns that were begun go on, and it recovers once they leave."""
    with place(folder, receive_seconds=60) as here:
        service = here.service
        host, port = _address(service)
        most = psutil.Process(service.pid).num_fds() + 60
        limit = resource.prlimit(service.pid, resource.RLIMIT_NOFILE)
        with talking(service, report) as talk:
            report.expect(talk.go_on(), "no turns before")
            resource.prlimit(service.pid, resource.RLIMIT_NOFILE, (most, limit[1]))
            with _closing() as opened:
                for _ in range(200):
                    _connect(opened, host, port)
                time.sleep(3)
                answers(service, report)
            report.recovers(lambda: answers(service, report))
            report.expect(talk.go_on(), "no turns after")


def _address(service: Running) -> tuple[str, int]:
    url = urlsplit(service.url)
    assert url.hostname is not None
    assert url.port is not None
    return url.hostname, url.port


def _connect(
    opened: list[socket.socket], host: str, port: int, *, source: str = "127.0.0.1", hears: int = 0
) -> socket.socket:
    """A connection. hears: bytes that its end takes before somebody reads them."""
    one = socket.socket()
    opened.append(one)
    if hears:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, hears)
    one.settimeout(60)
    one.bind((source, 0))
    one.connect((host, port))
    return one


@contextmanager
def _closing() -> Iterator[list[socket.socket]]:
    opened: list[socket.socket] = []
    try:
        yield opened
    finally:
        for one in opened:
            one.close()


def _open(service: Running, held: list[socket.socket]) -> int:
    """How many of these connections the service still holds."""
    ours = {one.getsockname() for one in held}
    theirs = psutil.Process(service.pid).net_connections("tcp")
    return sum(tuple(one.raddr) in ours for one in theirs if one.raddr and one.status != psutil.CONN_CLOSE_WAIT)
