"""What memory costs: a turn in a kept conversation beside the same single question, and turn 200 beside turn 1."""

import tempfile
import time
from pathlib import Path
from statistics import median

from bench.questions import QUESTIONS
from bot.conversation.conversations import Conversations
from bot.conversation.shortfall import Shortfall
from bot.conversation.storage import open_storage

TURNS = 200
EDGE = 20  # turns at each end that are compared
# turns of all kinds, over and over, so that the end of a long conversation does what its beginning did
TALK = (
    "Utah trustee's sale, owed 318k, they bid 255k, worth 300k",
    "why?",
    "and if they had bid 310?",
    "how did you get that number?",
    "no, it sold for 250",
    "until when can they sue?",
    "what do you know about me?",
    "compare Utah and Nevada",
    "it was october 1 2026",
    "what if it was a refinance?",
)


def memory_cost(engine: Shortfall) -> tuple[float, float]:
    """Milliseconds, median: what a turn in a kept conversation takes more than the same question alone, and the latter.

    Each question is the first turn of a conversation of its own in a file on disk, so both do the same work.
    """
    with tempfile.TemporaryDirectory() as folder, open_storage(str(Path(folder) / "bench.db")) as storage:
        talk = Conversations(engine, storage)
        alone, kept = [], []
        for opening in ("hi, ", "ok so ", "please: "):
            for question in QUESTIONS:
                engine.ask(opening + question)  # so that neither is the first to see it
                conversation = talk.start().id
                alone.append(_milliseconds(lambda: engine.ask(opening + question)))  # noqa: B023 (called at once)
                kept.append(_milliseconds(lambda: talk.say(conversation, opening + question)))  # noqa: B023
        return median(k - a for k, a in zip(kept, alone, strict=True)), median(alone)


def long_conversation(engine: Shortfall) -> float:
    """The median of the last turns of a conversation of 200 over that of the first."""
    with tempfile.TemporaryDirectory() as folder, open_storage(str(Path(folder) / "bench.db")) as storage:
        talk = Conversations(engine, storage)
        conversation = talk.start().id
        for text in TALK:
            talk.say(conversation, text)  # warm
        conversation = talk.start().id
        times = [_milliseconds(lambda: talk.say(conversation, TALK[n % len(TALK)])) for n in range(TURNS)]  # noqa: B023
        return median(times[-EDGE:]) / median(times[:EDGE])


def _milliseconds(call: object) -> float:
    assert callable(call)
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
