"""One engine for the tests of conversations, and other processes that talk with it, to be contended with or killed."""

import multiprocessing
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from multiprocessing.connection import Connection

from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import open_storage
from bot.conversation.work import Work
from bot.settings import get_settings
from tests.conversation.program import Told

TODAY = date(2026, 11, 23)

# processes forked from one that has answered a question: each of them answers its first in milliseconds
_PROCESSES = multiprocessing.get_context("forkserver")


@cache
def engine() -> Shortfall:
    """The built-in engine on the day of the tests; opened once a process."""
    return Shortfall(get_settings().model_copy(update={"today": TODAY}))


def watched(step: str, during: Callable[[str], None]) -> Shortfall:
    """The engine with a step that first calls `during` with the turn's text."""
    own = Shortfall(engine().settings, engine().index)

    def around(done: Callable[[Work], Work]) -> Callable[[Work], Work]:
        def slow(work: Work) -> Work:
            during(work.text)
            return done(work)

        return slow

    assert step in dict(own.steps.all)
    own.steps.all = tuple((name, around(done) if name == step else done) for name, done in own.steps.all)
    return own


class Talker(Told):
    """Another process that says turns in a conversation, and tells after each that it was answered.

    stops: where it stops for good at its last turn: the name of a step, which it does not finish; "noted" for the moment
    when the answer is kept and not yet noted; None for nowhere.
    """

    def __init__(self, url: str, conversation: str, turns: Sequence[str], stops: str | None = None) -> None:
        _PROCESSES.set_forkserver_preload(["tests.conversation.talker_warm"])
        super().__init__(_PROCESSES, _talk, url, conversation, tuple(turns), stops)


def _talk(pipe: Connection, url: str, conversation: str, turns: Sequence[str], stops: str | None) -> None:
    def stop() -> None:
        pipe.send("stopped")
        pipe.recv()

    def at_the_last(text: str) -> None:
        if text == turns[-1]:
            stop()

    own = engine() if stops in (None, "noted") else watched(stops, at_the_last)
    with open_storage(url) as storage:
        talk = Conversations(own, storage)
        for number, text in enumerate(turns, start=1):
            if stops == "noted" and number == len(turns):
                storage.note_answered = lambda *_: stop()  # type: ignore[method-assign]
            talk.say(conversation, text)
            pipe.send(f"answered {text}")
