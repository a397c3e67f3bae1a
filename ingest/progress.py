"""What an ingestion is doing, for whoever watches: a callback, and a progress bar for a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

Stage = Literal["read", "embed", "passages", "lexical", "vectors", "manifest", "publish", "prune"]

LABELS: dict[Stage, str] = {
    "read": "Reading the corpus",
    "embed": "Embedding",
    "passages": "Writing passages",
    "lexical": "Indexing words",
    "vectors": "Indexing vectors",
    "manifest": "Sealing the build",
    "publish": "Publishing",
    "prune": "Removing old builds",
}


@dataclass(frozen=True)
class Step:
    """A stage of an ingestion, and how much of it is done."""

    stage: Stage
    done: int
    total: int


Watcher = Callable[[Step], None]


def silent(step: Step) -> None:
    """Watch nothing."""


@contextmanager
def progress_bar(console: Console, *, show: bool | None = None) -> Iterator[Watcher]:
    """A watcher that draws a bar with counts and time left.

    show: draw it; None draws it on a terminal only.
    """
    if not (console.is_terminal if show is None else show):
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        tasks: dict[Stage, TaskID] = {}

        def report(step: Step) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bar.add_task(LABELS[step.stage], total=step.total)
            bar.update(tasks[step.stage], completed=step.done, total=step.total)

        yield report
