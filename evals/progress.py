"""How far a run is, on a terminal as a bar, elsewhere as a line at each tenth."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bar(console: Console, what: str = "Asking") -> Iterator[Callable[[int, int], None]]:
    """A function to call with how many are done, of how many."""
    if not console.is_terminal:
        told = -1

        def line(done: int, total: int) -> None:
            nonlocal told
            if total and done * 10 // total > told:
                told = done * 10 // total
                console.print(f"{what}: {done} of {total}")

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
