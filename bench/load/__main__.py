"""`python -m bench.load`: the service under load, on loopback, with locust in processes beside it.

Three measurements: many people with time to think, a spike of requests at once, and as many requests as two workers take.
Prints what docs/deployment.md quotes and writes bench/results/load.json. The clients share the machine with the service.
"""

import argparse
import asyncio
import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from bench.questions import QUESTIONS
from tests.server.running import Running

RESULTS = Path(__file__).parent.parent / "results" / "load.json"
PEOPLE = Path(__file__).with_name("people.py")
WARM_SECONDS, SAMPLE_SECONDS = 120, 5
SPIKE = 1000
LIMIT_MS = 500


class Memory:
    """Watches the memory of a process and its children, in MB, every few seconds until the block ends."""

    def __init__(self, pid: int) -> None:
        self._process, self._done = psutil.Process(pid), threading.Event()
        self.samples: list[tuple[float, float]] = []

    def __enter__(self) -> "Memory":
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def growth(self) -> float:
        """Percent between the minute after warm-up and the last one."""
        began = self.samples[0][0]
        whole = self.samples[-1][0] - began
        warm = min(WARM_SECONDS, whole / 3)
        early = [mb for at, mb in self.samples if warm <= at - began <= warm + 60]
        late = [mb for at, mb in self.samples if at - began >= whole - 60]
        return (sum(late) / len(late)) / (sum(early) / len(early)) * 100 - 100

    def _watch(self) -> None:
        while not self._done.wait(SAMPLE_SECONDS):
            tree = [self._process, *self._process.children(recursive=True)]
            self.samples.append((time.monotonic(), sum(process.memory_full_info().uss for process in tree) / 1e6))


def crowd(service: Running, users: int, seconds: int, think: bool) -> dict[str, float]:
    """What locust saw: requests, failures, rate, percentiles in milliseconds."""
    environment = {**os.environ, "LOAD_KEY": service.key, "LOAD_THINK": "1" if think else "0", "LOAD_SEED": str(users)}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "locust", "-f", str(PEOPLE), "--headless", "--host", service.url]
        command += ["-u", str(users), "-r", str(max(users / 20, 1)), "-t", f"{seconds}s", "--csv", f"{folder}/load"]
        done = subprocess.run(
            [*command, "--only-summary"], env=environment, capture_output=True, text=True, check=False
        )
        rows = {row["Name"]: row for row in csv.DictReader((Path(folder) / "load_stats.csv").open())}
        failures = list(csv.DictReader((Path(folder) / "load_failures.csv").open()))
    if not rows:
        raise RuntimeError(done.stderr[-2000:])
    whole = rows["Aggregated"]
    return {
        "requests": int(whole["Request Count"]),
        "failures": int(whole["Failure Count"]),
        "rate": float(whole["Requests/s"]),
        "p50": float(whole["50%"]),
        "p95": float(whole["95%"]),
        "p99": float(whole["99%"]),
        **{f"p95 {name}": float(row["95%"]) for name, row in rows.items() if name != "Aggregated"},
        **{f"failed: {row['Name']} {row['Error'][:80]}": int(row["Occurrences"]) for row in failures},
    }


async def _spike(service: Running) -> Counter[str]:
    limits = httpx.Limits(max_connections=SPIKE, max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=service.url, headers=service.headers, limits=limits, timeout=120) as client:

        async def one(n: int) -> str:
            question = f"{QUESTIONS[n % len(QUESTIONS)]} (number {n})"
            try:
                response = await client.post("/v1/answers", json={"question": question})
            except httpx.TransportError as error:
                return f"dropped: {type(error).__name__}"
            if response.status_code == 429:
                return "429 with Retry-After" if "Retry-After" in response.headers else "429 without Retry-After"
            return str(response.status_code)

        return Counter(await asyncio.gather(*(one(n) for n in range(SPIKE))))


def main() -> None:
    """Run the three and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    results: dict[str, Any] = {"users": arguments.users, "minutes": arguments.minutes, "workers": arguments.workers}
    with tempfile.TemporaryDirectory(prefix="shortfall-load-") as folder:
        service = Running(Path(folder), key_rate="1000000/minute", workers=arguments.workers)
        service.with_key()
        service.start()
        try:
            with Memory(service.pid) as memory:
                results["crowd"] = crowd(service, arguments.users, int(arguments.minutes * 60), think=True)
            results["memory_mb"] = memory.samples[-1][1]
            results["memory_growth_percent"] = memory.growth()
            results["spike"] = dict(asyncio.run(_spike(service)))
            results["most"] = max(
                (crowd(service, users, 30, think=False) for users in (2, 4, 8)),
                key=lambda run: run["rate"] if run["p95"] < LIMIT_MS and not run["failures"] else 0,
            )
        finally:
            service.stop()
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    table = Table("", "measured", "limit", title="Load")
    people = results["crowd"]
    table.add_row(f"{arguments.users} people, {arguments.minutes:g} min: requests", f"{people['requests']:,}", "")
    table.add_row("  a second", f"{people['rate']:.1f}", "")
    table.add_row("  failures", str(people["failures"]), "0")
    table.add_row(
        "  p50, p95, p99 ms", f"{people['p50']:.0f}, {people['p95']:.0f}, {people['p99']:.0f}", f"p95 < {LIMIT_MS}"
    )
    for name, value in people.items():
        if name.startswith(("p95 ", "failed")):
            table.add_row(f"  {name}", f"{value:.0f}", "")
    table.add_row("  memory at the end, MB", f"{results['memory_mb']:.0f}", "")
    table.add_row("  memory growth after warm-up, percent", f"{results['memory_growth_percent']:.1f}", "< 5")
    table.add_row(
        f"spike of {SPIKE}", ", ".join(f"{n} x {kind}" for kind, n in results["spike"].items()), "none dropped"
    )
    most = results["most"]
    table.add_row("highest sustained rate, a second", f"{most['rate']:.1f} (p95 {most['p95']:.0f} ms)", "")
    Console(width=140).print(table)
    failed = people["failures"] or people["p95"] >= LIMIT_MS or results["memory_growth_percent"] >= 5
    dropped = any(kind not in ("200", "429 with Retry-After") for kind in results["spike"])
    sys.exit(1 if failed or dropped else 0)


if __name__ == "__main__":
    main()
