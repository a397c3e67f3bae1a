"""A full disk: the files of the service may not grow, by a limit that is set on the running process, or on a real file system."""

import resource
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.faults.people import Talk, answers, batch, talking
from bench.faults.place import Place, place
from bench.faults.report import Report

FULL_SECONDS = 3.0
SMALL_MB = 8


def limited(here: Place, report: Report) -> None:
    """No file of the running service may grow beyond a few bytes (RLIMIT_FSIZE), and later it may again."""
    pid = here.service.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    with talking(here.service, report) as talk:
        report.expect(talk.go_on(), "turns are not acknowledged before the disk is full")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            _while_full(here, report, talk)
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
        report.recovers(lambda: _begins(here, report))
        report.expect(talk.go_on(), "turns are not acknowledged once there is room")


def limit(folder: Path, report: Report) -> None:
    """`limited`, with a service of its own."""
    with place(folder) as here:
        limited(here, report)


def full(folder: Path, report: Report) -> None:
    """The database is on a file system of a few MB that is filled to the last byte, and emptied later. Needs root."""
    with _small_disk(folder / "small") as disk, place(folder, conversations=disk / "kept.db") as here:
        filler = disk / "filler"
        with batch(here.service, report), talking(here.service, report) as talk:
            report.expect(talk.go_on(), "turns are not acknowledged before the disk is full")
            with filler.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(4096))
                except OSError:
                    pass
            _while_full(here, report, talk)
            filler.unlink()
            report.recovers(lambda: _begins(here, report))
            report.expect(talk.go_on(), "turns are not acknowledged once there is room")


def _while_full(here: Place, report: Report, talk: Talk) -> None:
    began = time.monotonic()
    report.expect(answers(here.service, report), "a question that nothing is kept of is not answered")
    report.expect(not _begins(here, report), "a conversation was begun on a full disk")
    while time.monotonic() - began < FULL_SECONDS:
        time.sleep(0.1)
    report.expect(report.errors[503] > 0, "nobody was told that nothing can be kept")
    for path in ("/healthz", "/v1/conversations"):
        told = httpx.get(here.service.url + path, headers=here.service.headers, timeout=60)
        report.expect(report.took(told), f"{path} cannot be read while the disk is full")


def _begins(here: Place, report: Report) -> bool:
    try:
        response = httpx.post(f"{here.service.url}/v1/conversations", json={}, headers=here.service.headers, timeout=60)
    except httpx.TransportError:
        report.was_cut()
        return False
    return report.took(response)


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_MB}m", "shortfall", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
