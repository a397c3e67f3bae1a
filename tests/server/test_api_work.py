"""How work is shared out: so many at once, so many waiting, a plain refusal beyond, and streams that hold nobody up."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.agent.evidence import Heard, Listen
from bot.answer.model import Answer, ModelUse, Segment
from bot.errors import QuestionError
from bot.server.errors import ServiceError
from bot.server.stream import respond
from bot.server.work import Work
from tests.server.test_api_answers import events


class Gate:
    """Jobs that wait in their threads until they are let go."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self.done: list[int] = []

    def job(self, number: int) -> Callable[[], int]:
        def work() -> int:
            assert self._open.wait(20)
            self.done.append(number)
            return number

        return work

    def open(self) -> None:
        self._open.set()


async def turn_over() -> None:
    """Let everything that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_what_is_beyond_the_queue_is_refused_and_everything_else_is_answered() -> None:
    seen: list[tuple[int, int]] = []
    refusals: list[int] = []

    async def flood() -> list[Any]:
        work = Work(2, 3, changed=lambda *now: seen.append(now), refused=lambda: refusals.append(1))
        gate = Gate()
        tasks = [asyncio.ensure_future(work.run(gate.job(number))) for number in range(10)]
        await turn_over()
        gate.open()
        try:
            return await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            await work.drain()

    found = asyncio.run(flood())
    assert found[:5] == [0, 1, 2, 3, 4]
    refused = found[5:]
    assert [type(one) for one in refused] == [ServiceError] * 5
    assert {(one.status, one.kind) for one in refused} == {(429, "busy")}
    assert all(1 <= int(one.headers["Retry-After"]) <= 60 for one in refused)
    assert len(refusals) == 5
    assert max(waiting for waiting, _ in seen) == 3
    assert max(running for _, running in seen) == 2
    assert seen[-1] == (0, 0)


def test_a_request_that_is_given_up_leaves_the_queue_but_not_a_thread() -> None:
    async def given_up() -> tuple[list[int], int]:
        work, gate = Work(1, 2), Gate()
        working, waiting = (asyncio.ensure_future(work.run(gate.job(number))) for number in (1, 2))
        await turn_over()
        waiting.cancel()
        working.cancel()
        await turn_over()
        held = work.running
        after = asyncio.ensure_future(work.run(gate.job(3)))
        await turn_over()
        gate.open()
        await after
        await work.drain()
        return gate.done, held

    # the first is finished although nobody waits for it, the second was never begun
    assert asyncio.run(given_up()) == ([1, 3], 1)


def test_what_was_begun_is_finished_at_the_end_and_nothing_more_is_taken() -> None:
    async def stopping() -> tuple[list[int], ServiceError]:
        work, gate = Work(1, 5), Gate()
        task = asyncio.ensure_future(work.run(gate.job(1)))
        await turn_over()
        draining = asyncio.ensure_future(work.drain())
        await turn_over()
        with pytest.raises(ServiceError) as refused:
            await work.run(gate.job(2))
        gate.open()
        await asyncio.gather(task, draining)
        return gate.done, refused.value

    done, refused = asyncio.run(stopping())
    assert done == [1]
    assert (refused.status, "Retry-After" in refused.headers) == (503, True)


def test_a_fault_of_a_job_is_the_callers_and_frees_its_place() -> None:
    async def failing() -> int:
        work = Work(1, 0)

        def fails() -> int:
            raise QuestionError("empty")

        with pytest.raises(QuestionError):
            await work.run(fails)
        try:
            return await work.run(lambda: 7)
        finally:
            await work.drain()

    assert asyncio.run(failing()) == 7


BUILT_IN = Answer(text="No.", segments=(Segment(text="No.", citations=(1,)),))


async def streamed(making: Callable[[Listen], Awaitable[Answer]]) -> list[tuple[str, Any]]:
    response = await respond(making)
    parts = [part async for part in response.body_iterator]
    return events(b"".join(bytes(part) for part in parts if isinstance(part, bytes)).decode())


def spoken(*heard: Heard, answer: Answer) -> Callable[[Listen], Awaitable[Answer]]:
    """An answer that is made in a thread, with these sentences on the way."""

    async def making(listen: Listen) -> Answer:
        def work() -> Answer:
            for one in heard:
                listen(one)
            return answer

        return await asyncio.to_thread(work)

    return making


def names(found: list[tuple[str, Any]]) -> list[str]:
    return [data.get("text", name) if name == "segment" else name for name, data in found]


def test_a_models_sentences_are_shown_as_they_come_and_not_again() -> None:
    answer = BUILT_IN.model_copy(update={"model": ModelUse(name="m")})
    making = spoken(Heard("sentence", "One."), Heard("sentence", "Two."), answer=answer)
    assert names(asyncio.run(streamed(making))) == ["One.", "Two.", "answer"]


def test_a_draft_that_is_taken_back_is_replaced() -> None:
    answer = BUILT_IN.model_copy(update={"model": ModelUse(name="m")})
    again = spoken(Heard("sentence", "One."), Heard("again"), Heard("sentence", "Two."), answer=answer)
    assert names(asyncio.run(streamed(again))) == ["One.", "replaced", "Two.", "answer"]
    given_up = BUILT_IN.model_copy(update={"model": ModelUse(name="m", replaced="It could not be reached.")})
    failed = spoken(Heard("sentence", "One."), answer=given_up)
    assert names(asyncio.run(streamed(failed))) == ["One.", "replaced", "No.", "answer"]


def test_a_fault_before_the_first_word_is_raised_and_one_after_it_is_an_event() -> None:
    async def fails(listen: Listen) -> Answer:
        raise QuestionError("The question is empty.")

    with pytest.raises(QuestionError):
        asyncio.run(streamed(fails))

    async def fails_later(listen: Listen) -> Answer:
        listen(Heard("sentence", "One."))
        await asyncio.sleep(0.01)
        raise RuntimeError("secret words of the user")

    first, (name, problem) = asyncio.run(streamed(fails_later))
    assert (first[0], name, problem["status"]) == ("segment", "error", 500)
    assert "secret" not in problem["detail"]


def test_a_reader_who_leaves_does_not_end_what_was_begun() -> None:
    ended: list[str] = []

    async def left() -> None:
        work, gate = Work(1, 1), Gate()

        async def making(listen: Listen) -> Answer:
            def job() -> Answer:
                listen(Heard("sentence", "One."))
                gate.job(1)()
                ended.append("kept")
                return BUILT_IN

            return await work.run(job)

        response = await respond(making)
        body = response.body_iterator
        await body.__anext__()
        await body.aclose()  # type: ignore[attr-defined]
        gate.open()
        await work.drain()

    asyncio.run(left())
    assert ended == ["kept"]
