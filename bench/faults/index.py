"""The index: replaced while answers stream, damaged on the disk, and built anew under load."""

import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from bench.faults.people import TOLD, answers, talking
from bench.faults.place import Place, place
from bench.faults.report import Report
from bot.retrieval.published import BUILDS, CURRENT, PASSAGES, VECTORS
from bot.settings import ROOT
from tests.server.running import Running

STREAMS = 12


def in_service(service: Running) -> str:
    """The build that answers now; empty for none."""
    try:
        told = httpx.get(f"{service.url}/readyz", timeout=60).json()
    except httpx.TransportError:
        return ""
    return str(told.get("index") or "")


def replaced(here: Place, report: Report) -> None:
    """A new index is published while answers stream and turns are taken: each stream comes to its end."""
    with talking(here.service, report, people=1) as talk, ThreadPoolExecutor(STREAMS) as threads:
        report.expect(talk.go_on(1), "turns are not acknowledged before")
        reading = threading.Barrier(STREAMS + 1, timeout=60)
        streams = [threads.submit(_stream, here.service, reading, number) for number in range(STREAMS)]
        reading.wait()
        new = here.publish()
        report.recovers(lambda: in_service(here.service) == new)
        ends = [stream.result(timeout=120) for stream in streams]
        report.acknowledged += STREAMS
        report.kept += ends.count("answer")
        report.expect(talk.go_on(1), "turns are not acknowledged with the new index")


def _stream(service: Running, reading: threading.Barrier, number: int) -> str:
    """The name of the last event of an answer; the question is on its way before the barrier opens."""
    body = {"question": f"{TOLD} I paid back {number} thousand.", "stream": True}
    address = f"{service.url}/v1/answers"
    with httpx.Client(timeout=60) as client:
        reading.wait()
        with client.stream("POST", address, json=body, headers=service.headers) as response:
            names = [line.removeprefix("event: ") for line in response.iter_lines() if line.startswith("event: ")]
    return names[-1] if names else str(response.status_code)


def replace(folder: Path, report: Report) -> None:
    """`replaced`, with a service of its own."""
    with place(folder) as here:
        replaced(here, report)


def damaged(here: Place, report: Report) -> None:
    """A damaged index is published, then the one in service is overwritten on the disk; a whole one mends both."""
    before = in_service(here.service)
    with talking(here.service, report, people=1) as talk:
        here.publish(damaged=True)
        report.expect(talk.go_on(2), "turns are not acknowledged beside a damaged index")
        report.expect(in_service(here.service) == before, "a damaged index was taken up")
        report.expect(not report.errors, "a damaged index that is not in service made an error")
        _spoil(here.published.folder / BUILDS / before)
        for _ in range(3):
            answers(here.service, report)
        new = here.publish()
        report.recovers(lambda: in_service(here.service) == new and answers(here.service, report))
        report.expect(talk.go_on(2), "turns are not acknowledged with the new index")


def _spoil(build: Path) -> None:
    """Overwrite its passages and vectors where they are, as a failing disk does."""
    for path in (build / PASSAGES, *(path for path in (build / VECTORS).rglob("*") if path.is_file())):
        with path.open("r+b") as file:
            file.write(b"\xa5" * path.stat().st_size)


def damage(folder: Path, report: Report) -> None:
    """`damaged`, with a service of its own that is started again on the damaged index."""
    with place(folder) as here:
        damaged(here, report)
        _spoil(here.published.folder / BUILDS / in_service(here.service))
        here.service.kill()
        here.service.start(ready=False)
        ready = httpx.get(f"{here.service.url}/readyz", timeout=60)
        report.expect(ready.status_code == 503, "/readyz is content with a damaged index")
        report.expect(not answers(here.service, report), "a damaged index answers")
        here.publish()
        report.recovers(lambda: answers(here.service, report))


def ingestion(folder: Path, report: Report) -> None:
    """The whole corpus is built anew while turns are taken; the new index is taken up and nobody notices."""
    with place(folder) as here:
        before = (here.published.folder / CURRENT).read_text().strip()
        made = ROOT / "index" / "embeddings.sqlite"
        (here.published.folder / made.name).write_bytes(made.read_bytes())
        corpus = folder / "corpus"
        shutil.copytree(ROOT / "corpus", corpus)
        page = corpus / "guide" / "what-a-deficiency-is.md"
        page.write_text(page.read_text() + "\n")  # another corpus, whose texts are the same
        environment = {**here.environment(), "SHORTFALL_CORPUS_DIR": str(corpus)}
        with talking(here.service, report) as talk:
            report.expect(talk.go_on(), "turns are not acknowledged before")
            began = time.monotonic()
            command = [sys.executable, "-c", "from bot.cli import main; main()", "ingest"]
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=900
            )
            report.expect(done.returncode == 0, f"ingestion failed: {done.stderr[-300:]}")
            report.notes.append(f"built in {time.monotonic() - began:.0f} s beside {talk.acknowledged} turns")
            report.expect((here.published.folder / CURRENT).read_text().strip() != before, "nothing new was published")
            report.recovers(lambda: in_service(here.service) == (here.published.folder / CURRENT).read_text().strip())
            report.expect(talk.go_on(), "turns are not acknowledged with the new index")
        report.expect(not report.errors and not report.cut, "somebody noticed the ingestion")
