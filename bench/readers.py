"""The readers on the longest turns: no text of 8,000 characters may take long, whatever is repeated in it."""

import time
from collections.abc import Callable
from datetime import date

from bot.understand.changes import read_changes
from bot.understand.dates import read_dates
from bot.understand.feelings import read_feeling
from bot.understand.moves import read_moves, withdrawn
from bot.understand.parts import read_parts
from bot.understand.replies import read_reply
from bot.understand.roles import read_money

LENGTH, ROUNDS = 8_000, 3
TODAY = date(2026, 11, 23)
PIECES = (
    "i'm so ", "I ", "my husband just ", "please", "not ", "a", "\n", "i am really very ", "10k more ", "half ", "another 5k ",
    "minus ", "20% less ", "1 ", "double ", "forget the fees, ", "if it was ", "i don't know ", "ok ", "1,", "would it change if ",
    "and in a ", "? ", "i want to know ", "is that right? ", "if ", "the ", "it was ", "no ", "i think ", ", ", "2 ",
    "can they sue me and ", "what if they bid 310? ", "was the same bank one ", "3/2 ", "$3 ", "12 ", "1 day ", "5% ",
)  # fmt: skip
READERS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("dates", lambda text: read_dates(text, TODAY)),
    ("money", read_money),
    ("moves", read_moves),
    ("withdrawn", withdrawn),
    ("changes", read_changes),
    ("parts", read_parts),
    ("feelings", read_feeling),
    ("replies", lambda text: read_reply(text, "buyer")),
)


def slowest_reading() -> tuple[float, str]:
    """The worst of all readers and texts in milliseconds of the processor, and which it was."""
    worst = (0.0, "")
    for name, read in READERS:
        read("ok")  # the vocabulary is compiled with the first text
        for piece in PIECES:
            text = (piece * LENGTH)[:LENGTH]
            took = min(_milliseconds(read, text) for _ in range(ROUNDS))
            worst = max(worst, (took, f"{name} on {piece!r}"))
    return worst


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return (time.process_time() - began) * 1000
