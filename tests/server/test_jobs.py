"""Batches in the background: kept when they are acknowledged, each line answered once, whoever is killed meanwhile."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.batch import BatchLine, Problem, Result, Row, json_rows
from bot.conversation.shortfall import Message
from bot.conversation.storage import Storage, open_storage
from bot.errors import SearchIndexError
from bot.server.errors import ServiceError
from bot.server.jobs import Jobs
from bot.server.runner import Runner
from tests.conversation.kept import kept_bytes
from tests.server.batch_worker import ToyEngine, Worker, toy_service

SECRET = "Auntie Mabel's cottage"
UNKNOWN = "0" * 32


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Storage]:
    with open_storage(str(tmp_path / "c.db")) as opened:
        yield opened


def lines(count: int) -> list[BatchLine]:
    return [BatchLine(id=f"q{n}", question=f"question {n}") for n in range(1, count + 1)]


@contextmanager
def working(jobs: Jobs, **more: Any) -> Iterator[Runner]:
    runner = Runner(toy_service(jobs, **more))
    runner.start()
    try:
        yield runner
    finally:
        runner.stop()


def until_finished(jobs: Jobs, owner: str, id: str, seconds: float = 60.0) -> str:
    deadline = time.monotonic() + seconds
    while (job := jobs.job(owner, id)).status in ("queued", "running"):
        assert time.monotonic() < deadline, job
        time.sleep(0.02)
    return job.status


def texts(jobs: Jobs, owner: str, id: str) -> list[Any]:
    return [json.loads(line.text) for line in jobs.results(owner, id)]


def test_a_batch_is_answered_line_by_line_and_a_bad_line_has_its_error_with_its_number(storage: Storage) -> None:
    jobs = Jobs(storage)
    body = b'{"id": "a", "question": "one", "history": ["x", {"role": "assistant", "content": "y"}]}\nnot json\n\n{"id": 4}\n'
    job = jobs.submit("me", [*json_rows(body.splitlines()), Row(number=5, asked=BatchLine(question=""), state="AZ")])
    assert (job.status, job.lines, job.answered, job.failed, job.finished) == ("queued", 4, 0, 0, None)
    with working(jobs):
        assert until_finished(jobs, "me", job.id) == "done"
    done = jobs.job("me", job.id)
    assert (done.answered, done.failed) == (1, 3) and done.finished is not None
    first, *errors = texts(jobs, "me", job.id)
    assert (first["id"], first["text"]) == ("a", "one after 2")
    assert [(error["line"], error["id"]) for error in errors] == [(2, None), (4, 4), (5, None)]
    assert "not a JSON object" in errors[0]["error"] and "question" in errors[1]["error"]
    assert "empty" in errors[2]["error"]


def test_the_state_and_the_history_of_a_line_reach_the_engine(own: Storage) -> None:
    jobs = Jobs(own)
    asked = BatchLine(question="one", history=[Message(content="before")])
    job = jobs.submit("me", [Row(number=1, asked=asked, state="AZ")])
    with working(jobs):
        until_finished(jobs, "me", job.id)
    assert [(one["text"], one["state"]) for one in texts(jobs, "me", job.id)] == [("one after 1", "AZ")]


def test_results_come_in_pages_in_the_order_of_the_lines(own: Storage) -> None:
    jobs = Jobs(own)
    job = jobs.submit("me", lines(25))
    with working(jobs):
        until_finished(jobs, "me", job.id)
    numbers: list[int] = []
    while page := jobs.results("me", job.id, after=numbers[-1] if numbers else 0, limit=10):
        numbers += [line.line for line in page]
        assert len(page) <= 10
    assert numbers == list(range(1, 26))
    assert jobs.results("me", job.id, limit=0) == jobs.results("me", job.id, limit=-3) == []


def test_somebody_elses_batch_is_not_there_by_any_way(storage: Storage) -> None:
    jobs = Jobs(storage)
    job = jobs.submit("me", lines(2))
    for attempt in (jobs.job, jobs.results, jobs.cancel, jobs.delete):
        for owner, id in (("them", job.id), ("me", UNKNOWN), ("", job.id), ("me", "' OR 1=1 --"), ("me", "\0")):
            with pytest.raises(ServiceError) as caught:
                attempt(owner, id)
            assert caught.value.status == 404
    assert jobs.list("them") == [] and [one.id for one in jobs.list("me")] == [job.id]
    assert jobs.job("me", job.id).status == "queued"


def test_too_much_is_refused_and_says_what_is_allowed(own: Storage) -> None:
    jobs = Jobs(own, most_lines=3, most_jobs=2)
    refused = {}
    for name, given in {"empty": [], "long": lines(4)}.items():
        with pytest.raises(ServiceError) as caught:
            jobs.submit("me", given)
        refused[name] = (caught.value.status, str(caught.value))
    assert refused["empty"][0] == 422 and refused["long"][0] == 413 and "one may have 3" in refused["long"][1]
    first = jobs.submit("me", lines(3))
    jobs.submit("me", lines(1))
    with pytest.raises(ServiceError, match="Delete one") as caught:
        jobs.submit("me", lines(1))
    assert caught.value.status == 429 and "Retry-After" in caught.value.headers
    jobs.submit("them", lines(1))
    jobs.delete("me", first.id)
    jobs.submit("me", lines(1))


def test_a_cancelled_batch_stops_keeps_its_results_and_stays_cancelled(storage: Storage) -> None:
    jobs = Jobs(storage)
    job = jobs.submit("me", lines(6))
    reached, go_on = threading.Event(), threading.Event()

    def asked(question: str) -> None:
        if question == "question 3":
            reached.set()
            assert go_on.wait(20)

    with working(jobs, asked=asked):
        assert reached.wait(20)
        assert jobs.cancel("me", job.id).status == "cancelled"
        go_on.set()
    assert [one["id"] for one in texts(jobs, "me", job.id)] == ["q1", "q2"]
    assert jobs.cancel("me", job.id) == jobs.job("me", job.id)
    assert jobs.claim("another") is None


def test_a_batch_deleted_while_it_is_worked_on_leaves_no_word(storage: Storage, url: str) -> None:
    jobs = Jobs(storage)
    job = jobs.submit("me", [BatchLine(question=f"{n}: {SECRET}") for n in range(4)])
    kept = jobs.submit("me", lines(1))
    assert b"Mabel" in kept_bytes(url)
    reached, go_on = threading.Event(), threading.Event()

    def asked(question: str) -> None:
        if question.startswith("2"):
            reached.set()
            assert go_on.wait(20)

    with working(jobs, asked=asked):
        assert reached.wait(20)
        jobs.delete("me", job.id)
        go_on.set()
        assert until_finished(jobs, "me", kept.id) == "done"
    left = kept_bytes(url)
    assert b"Mabel" not in left and job.id.encode() not in left
    assert [one["id"] for one in texts(jobs, "me", kept.id)] == ["q1"]


def test_old_batches_and_half_made_ones_go_by_themselves(own: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs(own)
    old, open_one = jobs.submit("me", lines(2)), jobs.submit("me", lines(2))
    jobs.cancel("me", old.id)
    columns = "id, owner, status, lines, created, updated, served"
    own.run(f"INSERT INTO shortfall_jobs ({columns}) VALUES ('half', 'me', 'filling', 1, 0, 0, 0)")
    assert len(jobs.list("me")) == 2, "what is not acknowledged is not shown"
    assert jobs.expire(7) == 1
    assert jobs.expire(7) == 0
    later = time.time_ns() + 8 * 86_400 * 10**9
    monkeypatch.setattr("bot.conversation.storage.clock.time.time_ns", lambda: later)
    assert jobs.expire(7) == 1
    assert [job.id for job in jobs.list("me")] == [open_one.id]


def test_counts_are_of_all_owners(own: Storage) -> None:
    jobs = Jobs(own)
    jobs.cancel("me", jobs.submit("me", lines(1)).id)
    jobs.submit("them", lines(1))
    assert jobs.counts() == {"queued": 1, "running": 0, "done": 0, "cancelled": 1, "failed": 0}


# --- who works on it


def test_one_of_many_that_ask_at_once_gets_a_batch(storage: Storage) -> None:
    jobs = Jobs(storage)
    for _ in range(3):
        jobs.submit("me", lines(1))
    start, claims = threading.Barrier(8), []

    def claim(name: str) -> None:
        start.wait()
        for _ in range(6):
            if taken := jobs.claim(name):
                claims.append(taken.job)

    threads = [threading.Thread(target=claim, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claims) == len(set(claims)) == 3


def test_a_lease_that_is_kept_is_respected_and_one_that_ran_out_is_not(
    own: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns()
    clock = {"now": now}
    monkeypatch.setattr("bot.conversation.storage.clock.time.time_ns", lambda: clock["now"])
    jobs = Jobs(own, lease=30)
    jobs.submit("me", lines(3))
    first = jobs.claim("first")
    assert first is not None
    row = jobs.next_lines(first)[0]
    clock["now"] = now + 29 * 10**9
    assert jobs.claim("second") is None and jobs.keep(first)
    clock["now"] = now + 58 * 10**9
    assert jobs.claim("second") is None
    clock["now"] = now + 60 * 10**9
    second = jobs.claim("second")
    assert second is not None and second.job == first.job
    # the first one, which only was slow, neither keeps the job nor writes into it, nor ends it
    assert not jobs.keep(first)
    late = Result(row=row, outcome=Problem(line=1, id=None, message="late"))
    assert not jobs.record(first, late)
    jobs.release(first, "failed")
    assert jobs.results("me", first.job) == [] and jobs.job("me", first.job).status == "running"
    in_time = Result(row=row, outcome=Problem(line=1, id=None, message="in time"))
    assert jobs.record(second, in_time) and jobs.record(second, late)
    assert [json.loads(line.text)["error"] for line in jobs.results("me", first.job)] == ["in time"]


def test_a_clock_that_is_set_back_holds_no_batch_up(own: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    jobs = Jobs(own, lease=30)
    jobs.submit("me", lines(1))
    assert jobs.claim("dies") is not None
    monkeypatch.setattr("bot.conversation.storage.clock.time.time_ns", lambda: now - 3600 * 10**9)
    assert jobs.claim("another") is not None


def test_a_short_batch_does_not_wait_for_a_long_one(own: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.server.runner.SLICE_SECONDS", 0.0)
    jobs = Jobs(own)
    long = jobs.submit("me", lines(40))
    short = jobs.submit("them", lines(2))
    order: list[str] = []
    with working(jobs, asked=order.append):
        assert until_finished(jobs, "them", short.id) == "done"
        assert jobs.job("me", long.id).answered < 40
        assert until_finished(jobs, "me", long.id) == "done"
    assert jobs.job("me", long.id).answered == 40 and len(order) == 42


def test_live_answers_go_first_and_a_busy_service_still_comes_to_its_batches(
    own: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.server.runner.GIVES_WAY_SECONDS", 0.2)
    jobs = Jobs(own)
    job = jobs.submit("me", lines(3))
    moments: list[float] = []
    with working(jobs, asked=lambda _: moments.append(time.monotonic()), busy=2):
        assert until_finished(jobs, "me", job.id) == "done"
    assert moments[1] - moments[0] > 0.15 and moments[2] - moments[1] > 0.15


def test_a_stopped_runner_lets_go_so_that_the_next_goes_on_at_once(own: Storage) -> None:
    jobs = Jobs(own)
    job = jobs.submit("me", lines(30))
    reached = threading.Event()

    def asked(question: str) -> None:
        reached.set()
        time.sleep(0.02)

    with working(jobs, asked=asked):
        assert reached.wait(20)
    stopped = jobs.job("me", job.id)
    assert stopped.status == "queued" and 0 < stopped.answered < 30
    again: list[str] = []
    with working(jobs, asked=again.append):
        assert until_finished(jobs, "me", job.id) == "done"
    assert len(again) == 30 - stopped.answered


def test_a_batch_waits_for_an_index_and_a_fault_of_the_program_is_told_without_its_words(
    own: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.server.runner.POLL_SECONDS", 0.02)
    jobs = Jobs(own)
    job = jobs.submit("me", lines(2))
    service = toy_service(jobs)
    using, tried = service.engines.using, []

    def no_index() -> Any:
        tried.append(1)
        if len(tried) < 4:
            raise SearchIndexError("There is no search index.")
        return using()

    service.engines.using = no_index
    runner = Runner(service)
    runner.start()
    try:
        assert until_finished(jobs, "me", job.id) == "done"
        assert len(tried) >= 6, "three in vain, one before the batch was taken, and one for each line"

        def broken(*given: Any, **more: Any) -> Any:
            raise RuntimeError(SECRET)

        monkeypatch.setattr(ToyEngine, "ask", broken)
        bad = jobs.submit("me", lines(1))
        assert until_finished(jobs, "me", bad.id) == "failed"
        monkeypatch.undo()
        fault = jobs.job("me", bad.id).fault
        assert fault is not None and "own" in fault and "Mabel" not in fault
        assert until_finished(jobs, "me", jobs.submit("me", lines(1)).id) == "done", "the thread lives on"
    finally:
        runner.stop()


@pytest.mark.parametrize("rounds", [3])
def test_killed_processes_leave_each_line_answered_exactly_once(url: str, rounds: int) -> None:
    with open_storage(url) as storage:
        jobs = Jobs(storage, lease=1.0)
        job = jobs.submit("me", lines(20))
        answered: list[str] = []
        for _ in range(rounds):
            worker = Worker(url, stops=5, lease=1.0)
            told = [worker.says() for _ in range(6)]
            assert told[-1] == "stopped"
            assert worker.kill() == []
            answered += [str(question) for question in told[:5]]
        # each was killed within its fifth line, which the next one begins anew; four of each are kept
        assert jobs.job("me", job.id).answered == 4 * rounds
        with working(jobs, asked=answered.append):
            assert until_finished(jobs, "me", job.id) == "done"
        assert [(one["id"], one["text"]) for one in texts(jobs, "me", job.id)] == [
            (f"q{n}", f"question {n} after 0") for n in range(1, 21)
        ]
        assert len(answered) == 20 + rounds, "only the lines it died in were begun twice"


def test_two_processes_at_once_share_the_batches_without_a_line_twice(url: str) -> None:
    with open_storage(url) as storage:
        jobs = Jobs(storage)
        made = [jobs.submit("me", lines(15)) for _ in range(4)]
        workers = [Worker(url, stops=-1, lease=30.0) for _ in range(2)]
        for job in made:
            assert until_finished(jobs, "me", job.id) == "done"
        told = [line for worker in workers for line in worker.kill()]
        assert len(told) == 60
        for job in made:
            assert [one["id"] for one in texts(jobs, "me", job.id)] == [f"q{n}" for n in range(1, 16)]
