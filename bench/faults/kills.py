"""kill -9 of the service in mid-request, of Postgres, and of a Chroma server."""

import time
from pathlib import Path

import httpx

from bench.faults.people import answers, batch, talking
from bench.faults.place import SETTINGS, place
from bench.faults.report import Report
from tests.conversation.postgres import postgres_server
from tests.deploy.test_replicas import ingest
from tests.retrieval.chroma_server import ChromaServer
from tests.server.running import Running

AWAY_SECONDS = 6.0  # how long a store is away; longer than a known key is trusted without a look


def api(folder: Path, report: Report, times: int = 3) -> None:
    """The service is killed while turns and a batch are worked on, and started again as a supervisor would."""
    with place(folder) as here, batch(here.service, report), talking(here.service, report) as talk:
        for _ in range(times):
            report.expect(talk.go_on(), "turns are not acknowledged before the kill")
            here.service.kill()
            began = time.monotonic()
            here.service.start()
            report.notes.append(f"{time.monotonic() - began:.1f} s from the kill until ready, with the start of Python")
            report.recovers(lambda: answers(here.service, report))
        report.expect(talk.go_on(), "turns are not acknowledged after the restart")


def postgres(folder: Path, report: Report) -> None:
    """Postgres is killed while turns and a batch are worked on, is away for a while, and comes back."""
    with postgres_server() as server:
        url = server.url(server.new_database())
        with (
            place(folder, conversations=url) as here,
            batch(here.service, report),
            talking(here.service, report) as talk,
        ):
            report.expect(talk.go_on(), "turns are not acknowledged before the kill")
            server.kill()
            began, waits = time.monotonic(), []
            while time.monotonic() - began < AWAY_SECONDS:
                sent = time.monotonic()
                answers(here.service, report)
                waits.append(time.monotonic() - sent)
            ready = httpx.get(f"{here.service.url}/readyz", timeout=60)
            report.expect(ready.status_code == 503, "/readyz does not say that the storage is away")
            report.notes.append(f"while it was away an error came after {max(waits):.1f} s at most")
            report.expect(report.errors[503] > 0, "nobody was told that the storage is away")
            server.start()
            report.recovers(lambda: answers(here.service, report))
            report.expect(talk.go_on(), "turns are not acknowledged after Postgres is back")


def chroma(folder: Path, report: Report) -> None:
    """A Chroma server is killed while questions are answered, is away for a while, and comes back."""
    server, index = ChromaServer(folder / "chroma"), folder / "index"
    server.start()
    service = Running(folder, **{**SETTINGS, "index_dir": index, "chroma_url": server.url})
    try:
        ingest(index, server.url)
        service.with_key()
        service.start()
        with batch(service, report), talking(service, report) as talk:
            report.expect(talk.go_on(), "turns are not acknowledged before the kill")
            server.kill()
            began, asked = time.monotonic(), 0
            while time.monotonic() - began < AWAY_SECONDS:
                asked += 1  # what was searched for lately is remembered
                answers(service, report, f"Can they take money from my bank in Nevada {asked} years after a judgment?")
            report.expect(report.errors[503] > 0, "nobody was told that the vectors are away")
            server.start()
            report.recovers(lambda: answers(service, report))
            report.expect(talk.go_on(), "turns are not acknowledged after Chroma is back")
        server.kill()
        service.kill()
        service.start(ready=False)  # a service that starts while it is away listens, and takes it up later
        report.expect(not answers(service, report), "there was an answer without vectors")
        server.start()
        report.recovers(lambda: answers(service, report))
    finally:
        report.notes += [
            line for line in service.log().splitlines() if '"fault"' in line and "SearchIndexError" not in line
        ]
        service.kill()
        server.kill()
