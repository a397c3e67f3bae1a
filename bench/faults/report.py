"""What came of a fault: what was acknowledged and is there afterwards, and whether every refusal was a clear one."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import httpx

RECOVERY_SECONDS = 180.0  # longer than any recovery takes on a machine that has much else to do


@dataclass
class Report:
    """Of one fault. Usable from several threads.

    acknowledged: answers the service gave to what changes something. kept: those found afterwards, as they were given.
    twice: what was sent again and taken a second time. errors: problems by status. cut: requests whose connection broke,
    which acknowledges nothing. unclear: responses that were neither an answer nor a clear problem. broken: other promises
    that were not held. recovered: seconds from the end of the fault until the service did again what it could not.
    """

    name: str
    acknowledged: int = 0
    kept: int = 0
    twice: int = 0
    cut: int = 0
    errors: Counter[int] = field(default_factory=Counter)
    unclear: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    recovered: float | None = None
    _lock: Lock = field(default_factory=Lock)

    def took(self, response: httpx.Response) -> bool:
        """Whether it is an answer; anything else is counted, and must be a clear problem."""
        if response.is_success:
            return True
        fault = unclear(response)
        with self._lock:
            self.errors[response.status_code] += 1
            if fault:
                self.unclear.append(fault)
        return False

    def was_cut(self) -> None:
        """Count a connection that broke."""
        with self._lock:
            self.cut += 1

    def expect(self, holds: bool, promise: str) -> None:
        """Note a promise that was not held."""
        if not holds:
            with self._lock:
                self.broken.append(promise)

    def recovers(self, works: Callable[[], bool], seconds: float = RECOVERY_SECONDS) -> None:
        """Wait until `works`; the longest recovery of a fault counts."""
        began = time.monotonic()
        while not works():
            if time.monotonic() - began > seconds:
                self.broken.append(f"it did not recover within {seconds:g} s")
                return
            time.sleep(0.05)
        self.recovered = max(self.recovered or 0.0, time.monotonic() - began)

    @property
    def lost(self) -> int:
        """How much of what was acknowledged is gone."""
        return self.acknowledged - self.kept

    @property
    def fine(self) -> bool:
        """Whether nothing was lost or done twice, every error was clear, and it recovered by itself."""
        held = not (self.lost or self.twice or self.unclear or self.broken)
        return held and self.recovered is not None and self.acknowledged > 0

    def __str__(self) -> str:
        recovered = "did not recover" if self.recovered is None else f"recovered after {self.recovered:.1f} s"
        kinds = ", ".join(f"{count} x {status}" for status, count in sorted(self.errors.items()))
        lines = [
            f"{self.name}: acknowledged {self.acknowledged}, there afterwards {self.kept}, lost {self.lost}, answered with "
            f"an error {self.errors.total()}{f' ({kinds})' if kinds else ''}, cut {self.cut}, taken twice {self.twice}, {recovered}"
        ]
        lines += [f"  {note}" for note in self.notes]
        lines += [f"  NOT CLEAR: {fault}" for fault in dict.fromkeys(self.unclear)]
        lines += [f"  NOT HELD: {fault}" for fault in dict.fromkeys(self.broken)]
        return "\n".join(lines)


def unclear(response: httpx.Response) -> str:
    """What an error lacks of a clear one, a JSON problem with a sentence that says what to do; empty for a clear one."""
    try:
        problem: Any = response.json()
    except ValueError:
        return f"{response.status_code} with no JSON: {response.text[:100]!r}"
    if not response.headers.get("content-type", "").startswith("application/problem+json"):
        return f"{response.status_code} as {response.headers.get('content-type')}"
    detail = str(problem.get("detail", ""))
    if {"type", "title", "status", "detail"} - set(problem) or problem["status"] != response.status_code:
        return f"{response.status_code} without the parts of a problem: {sorted(problem)}"
    if not detail.endswith(".") or len(detail.split()) < 4:
        return f"{response.status_code} without a sentence: {detail[:100]!r}"
    if "/" in detail.replace("/openapi.json", "") or "Traceback" in detail:
        return f"{response.status_code} tells a path: {detail[:100]!r}"
    if response.status_code == 500:
        return "500: the service did not know what happened"
    if response.status_code in (429, 503) and "retry-after" not in response.headers:
        return f"{response.status_code} without Retry-After"
    return ""
