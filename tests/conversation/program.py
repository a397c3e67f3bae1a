"""Another process that tells what it does over a pipe, to be contended with or killed."""

from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from typing import Any


class Told:
    """A process of a forkserver. run: called with the pipe's end and the arguments."""

    def __init__(self, processes: ForkServerContext, run: Callable[..., None], *arguments: Any) -> None:
        self._pipe, theirs = processes.Pipe()
        self.process = processes.Process(target=run, args=(theirs, *arguments), daemon=True)
        self.process.start()
        theirs.close()

    def says(self) -> str | None:
        """What it tells next; None when it has ended."""
        try:
            return str(self._pipe.recv())
        except (EOFError, OSError):
            return None

    def kill(self) -> list[str]:
        """Kill -9 it, which must find it alive; what it had still told until then."""
        assert self.process.is_alive()
        self.process.kill()
        return self.rest()

    def rest(self) -> list[str]:
        """Wait for its end; what it told until then."""
        told = list(iter(self.says, None))
        self.process.join()
        self._pipe.close()
        return told
