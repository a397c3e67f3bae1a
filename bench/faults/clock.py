"""A service whose clock can be set while it runs, and the fault of setting it a day ahead and a day back."""

import os
import sys
import time
import types
from datetime import datetime, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from tests.server.running import Running

OFFSET = "SHORTFALL_FAULT_CLOCK"  # the file that holds the seconds by which the wall clock is off
DAY = 86_400


class Clocked(Running):
    """`shortfall serve`, by a wall clock that `set_clock` changes at once. Its monotonic clock stays, as after settimeofday."""

    program = "from bench.faults.clock import serve; serve()"

    def __init__(self, folder: Path, **settings: object) -> None:
        self._offset = folder / "clock"
        self._offset.write_text(_written(0))
        super().__init__(folder, fault_clock=self._offset, **settings)

    def set_clock(self, seconds: float) -> None:
        """Let the wall clock be so many seconds ahead (or, negative, behind) from now on."""
        with self._offset.open("r+") as file:
            file.write(_written(seconds))


def _written(seconds: float) -> str:
    """Always as long, so that one write replaces the whole."""
    return f"{seconds:<31}\n"


def serve() -> None:
    """The command line with another wall clock: `time.time`, `time.time_ns` and `datetime.now` in the project's modules."""
    import_module("bot.server.access.keys")  # which tells whether a key has ended
    from bot.cli import main  # noqa: PLC0415

    true, true_ns = time.time, time.time_ns
    handle = os.open(os.environ[OFFSET], os.O_RDONLY)  # kept open: looking at the clock must not need another file

    def offset() -> float:
        return float(os.pread(handle, 32, 0))

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(true() + offset(), tz)

    time.time = lambda: true() + offset()
    time.time_ns = lambda: true_ns() + int(offset() * 1e9)
    modules: list[tuple[str, Any]] = list(sys.modules.items())
    for name, module in modules:
        if (
            name.startswith("bot.")
            and isinstance(module, types.ModuleType)
            and getattr(module, "datetime", 0) is datetime
        ):
            module.datetime = Wrong  # type: ignore[attr-defined]
    main()
