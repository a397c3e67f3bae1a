"""How quick the page is in a real browser: until it can be used, and until an answer begins to stand on it."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.ui.server import chat_server, chromium
from tests.ui.visit import LONG_MS, rests

VISITS = 5
WARM_UP = "Ohio sheriff's sale, owed $212,000, sold for $150,000"
# each with the words that its answer begins with
ASKED = (
    ("Utah trustee's sale, owed $318,000, sold for $255,000, worth $300,000", "At most $18,000"),
    ("and if it had sold for $310,000?", "Then at most $8,000"),
    ("why?", "57-1-32"),
)


@dataclass(frozen=True)
class PageTimes:
    """first_paint: seconds until the question can be typed, on a warm server. answer: ms from Enter to the answer."""

    first_paint: float
    answer: float


def page_times() -> PageTimes:
    """The medians over some visits with a browser of their own each."""
    paints, answers = [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        chat_server(conversations=Path(folder) / "conversations.db") as server,
    ):
        _visit(browser, server.address, ((WARM_UP, "At most"),))
        for _ in range(VISITS):
            paint, told = _visit(browser, server.address, ASKED)
            paints.append(paint)
            answers += told
    return PageTimes(first_paint=median(paints), answer=median(answers))


def _visit(browser: Any, address: str, asked: tuple[tuple[str, str], ...]) -> tuple[float, list[float]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    box = page.get_by_test_id("stChatInputTextArea")
    box.wait_for(timeout=LONG_MS)
    paint = time.perf_counter() - began
    rests(page)
    took = []
    for number, (text, answer) in enumerate(asked, start=1):
        box.fill(text)
        began = time.perf_counter()
        box.press("Enter")
        page.get_by_test_id("stChatMessage").nth(2 * number - 1).get_by_text(answer).first.wait_for(timeout=LONG_MS)
        took.append((time.perf_counter() - began) * 1000)
        rests(page)
    context.close()
    return paint, took
