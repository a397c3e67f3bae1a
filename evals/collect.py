"""Asking a target: every talk once, in parallel, each answer kept as soon as it is there."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ValidationError

from bot.errors import ShortfallError
from evals.cases import Probe
from evals.reply import Reply
from evals.targets import Target, choose_target

Talk = tuple[str, ...]
Replies = dict[Talk, Reply]
"""The reply to the last of the turns."""


class Kept(BaseModel):
    """A line of the record: what was typed and what came back, by whom."""

    fingerprint: str
    turns: Talk
    replies: tuple[Reply, ...]


def talks(probes: Sequence[Probe]) -> list[Talk]:
    """What has to be typed for all probes: turns that only begin a longer talk are not typed twice."""
    every = list(dict.fromkeys(probe.asked.turns for probe in probes))
    begun = {turns[:n] for turns in every for n in range(1, len(turns))}
    return [turns for turns in every if turns not in begun]


def collect(
    probes: Sequence[Probe],
    target: Target,
    record: Path,
    *,
    workers: int = 1,
    resume: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Replies:
    """Ask the target everything; return the reply to each turn of each talk.

    record: a file of answers, written line by line. resume: take the answers in it that this very target gave (a built-in
    engine of other code or another index is another target); what failed is asked again.
    Raises ShortfallError where the record cannot be written.
    """
    every = talks(probes)
    fingerprint = target.fingerprint
    replies: Replies = {}
    if resume:
        known = {kept.turns: kept.replies for kept in _read(record) if kept.fingerprint == fingerprint}
        for turns in every:
            if turns in known and not any(reply.error for reply in known[turns]):
                replies |= _each(turns, known[turns])
    todo = [turns for turns in every if turns not in replies]
    done = len(every) - len(todo)
    progress(done, len(every))
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        with record.open("a" if resume else "w", encoding="utf-8") as out:
            if resume and _is_torn(record):
                out.write("\n")
            for turns, got in _asked(target, todo, workers):
                out.write(Kept(fingerprint=fingerprint, turns=turns, replies=tuple(got)).model_dump_json() + "\n")
                out.flush()
                replies |= _each(turns, got)
                done += 1
                progress(done, len(every))
    except OSError as error:
        raise ShortfallError(f"{record}: {error.strerror}. Check the path and that it can be written.") from error
    return replies


def _each(turns: Talk, got: Sequence[Reply]) -> Replies:
    return {turns[:n]: reply for n, reply in enumerate(got, start=1)}


def _read(record: Path) -> Iterator[Kept]:
    """The lines of an earlier record; one that was cut off in the middle is left out."""
    if not record.exists():
        return
    for line in record.read_text("utf-8").splitlines():
        try:
            yield Kept.model_validate_json(line)
        except ValidationError:
            continue


def _is_torn(record: Path) -> bool:
    """Whether the last line was cut off: another would be lost on the end of it."""
    return record.stat().st_size > 0 and not record.read_bytes().endswith(b"\n")


def _asked(target: Target, todo: Sequence[Talk], workers: int) -> Iterator[tuple[Talk, list[Reply]]]:
    if workers == 1 or len(todo) < 2:
        for turns in todo:
            yield turns, target.talk(turns)
        return
    with _pool(target, min(workers, len(todo))) as (pool, ask):
        running = {pool.submit(ask, turns): turns for turns in todo}
        for future in as_completed(running):
            yield running[future], future.result()


@contextmanager
def _pool(target: Target, workers: int) -> Iterator[tuple[Executor, Callable[[Talk], list[Reply]]]]:
    pool: Executor
    if target.in_processes:
        # a forked copy of a process that has loaded PyTorch can hang
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_open, initargs=(target.name,))
        ask: Callable[[Talk], list[Reply]] = _talk
    else:
        pool, ask = ThreadPoolExecutor(workers), target.talk
    try:
        yield pool, ask
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_here: Target | None = None


def _open(name: str) -> None:
    global _here  # noqa: PLW0603 (one target for each worker's process)
    _here = choose_target(name)


def _talk(turns: Talk) -> list[Reply]:
    assert _here is not None
    return _here.talk(turns)
