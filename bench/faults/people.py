"""Clients that talk with the service through a fault: they send again what was not acknowledged, and check what was."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from bench.faults.report import Report
from tests.server.running import Running

TOLD = "They sold my house in Ohio on 2026-09-01. I owed 200k and it went for 150k."
PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 300.0  # as long as a start may take on a machine that has much else to do
LINES = 12


class Talker(threading.Thread):
    """One conversation whose turns are taken one after the other until it is told to stop.

    A turn that met an error or a broken connection is sent again with its Idempotency-Key, so that it stands once.
    """

    def __init__(self, service: Running, report: Report) -> None:
        super().__init__(name="talker", daemon=True)
        self._report, self._ended = report, threading.Event()
        self._client = httpx.Client(base_url=service.url, headers=service.headers, timeout=60)
        self.conversation = ""
        self.answers: dict[str, str] = {}
        self._gave_up = ""

    def run(self) -> None:
        """Talk until `end`."""
        begun = self._sent("/v1/conversations", {}, secrets.token_hex(8))
        if begun is None:
            return
        self.conversation = begun["id"]
        number = 0
        while number == 0 or not self._ended.is_set():
            text = TOLD if number == 0 else f"and if it had sold for {150_000 + number * 1000} dollars?"
            answer = self._sent(f"/v1/conversations/{self.conversation}/turns", {"text": text}, secrets.token_hex(8))
            if answer is None:
                return
            self.answers[text] = answer["text"]
            number += 1

    def end(self) -> None:
        """Let the turn that was begun be acknowledged, and then stop."""
        self._ended.set()
        self.join(PATIENCE_SECONDS + 60)

    def check(self) -> None:
        """Count what was acknowledged and what is there of it."""
        report = self._report
        report.expect(not self._gave_up, f"a turn was refused to the end: {self._gave_up}")
        found = self._turns() if self.conversation else []
        asked = Counter(turn["question"] for turn in found)
        given = {turn["question"]: turn["answer"]["text"] for turn in found}
        report.acknowledged += len(self.answers)
        report.kept += sum(given.get(question) == answer for question, answer in self.answers.items())
        report.twice += sum(times - 1 for times in asked.values())
        if list(given) != list(self.answers):
            report.expect(set(given) != set(self.answers), "the turns of a conversation are in another order")
        self._client.close()

    def _turns(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        after: int | None = 0
        while after is not None:
            page = self._client.get(f"/v1/conversations/{self.conversation}/turns", params={"after": after}).json()
            found += page["turns"]
            after = page["next"]
        return found

    def _sent(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any] | None:
        """Send until it is acknowledged; None where it never is."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            try:
                response = self._client.post(path, json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError:
                self._report.was_cut()
            else:
                if self._report.took(response):
                    told: dict[str, Any] = response.json()
                    self._gave_up = ""
                    return told
                self._gave_up = f"{response.status_code} {response.text[:200]}"
            time.sleep(PAUSE_SECONDS)
        self._gave_up = self._gave_up or "no connection"
        return None

    def __str__(self) -> str:
        return f"{self.conversation}: {len(self.answers)}"


class Talk:
    """Several talkers at once."""

    def __init__(self, talkers: list[Talker]) -> None:
        self.talkers = talkers

    @property
    def acknowledged(self) -> int:
        """Turns so far."""
        return sum(len(talker.answers) for talker in self.talkers)

    def go_on(self, turns: int = 4, seconds: float = PATIENCE_SECONDS) -> bool:
        """Wait until so many more turns were acknowledged; whether they were in time."""
        wanted, ends = self.acknowledged + turns, time.monotonic() + seconds
        while self.acknowledged < wanted:
            if time.monotonic() > ends:
                return False
            time.sleep(0.02)
        return True


@contextmanager
def talking(service: Running, report: Report, people: int = 3) -> Iterator[Talk]:
    """Clients that talk while the block runs, and whose turns are looked for at its end."""
    talkers = [Talker(service, report) for _ in range(people)]
    for talker in talkers:
        talker.start()
    try:
        yield Talk(talkers)
    finally:
        for talker in talkers:
            talker.end()
    for talker in talkers:
        report.expect(not talker.is_alive(), "a client was still waiting at the end")
        talker.check()


@contextmanager
def batch(service: Running, report: Report) -> Iterator[None]:
    """A batch that is handed in before the block and must be answered after it, each line once."""
    lines = [
        {"id": n, "question": f"In Ohio I owed {200 + n}k and it sold for 150k. Can they sue me?"} for n in range(LINES)
    ]
    with httpx.Client(base_url=service.url, headers=service.headers, timeout=60) as client:
        response = client.post("/v1/batches", json=lines)
        if not report.took(response):
            yield
            return
        report.acknowledged += 1
        address = f"/v1/batches/{response.json()['id']}"
        yield

        def done() -> bool:
            try:
                return bool(client.get(address).json().get("status") == "done")
            except httpx.TransportError:
                return False

        # the lease of a killed process runs for half a minute
        ends = time.monotonic() + PATIENCE_SECONDS
        while not done() and time.monotonic() < ends:
            time.sleep(0.2)
        results = [line for line in client.get(f"{address}/results").text.splitlines() if line]
        report.kept += len(results) == LINES and not any('"error"' in line[:60] for line in results)


def answers(service: Running, report: Report, question: str = TOLD) -> bool:
    """Whether a question is answered now."""
    try:
        response = httpx.post(
            f"{service.url}/v1/answers", json={"question": question}, headers=service.headers, timeout=60
        )
    except httpx.TransportError:
        report.was_cut()
        return False
    return report.took(response)
