"""How quick the page is in a real browser, beside the least page that Streamlit can show, visit by visit in one run."""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.ui.server import chat_server, chromium
from tests.ui.visit import LONG_MS, rests, still

VISITS = 7
BARE = Path(__file__).with_name("bare_page.py")
WARM_UP = "Ohio sheriff's sale, owed $212,000, sold for $150,000"
# each with the words that its answer begins with
ASKED = (
    ("Utah trustee's sale, owed $318,000, sold for $255,000, worth $300,000", "At most $18,000"),
    ("and if it had sold for $310,000?", "Then at most $8,000"),
    ("why?", "57-1-32"),
)
ECHOED = tuple((text, f"You said: {text}") for text, _ in ASKED)
_FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass
class PageTimes:
    """Of each visit with an empty cache, on a warm server. Medians are taken of them.

    paint: seconds until the browser has painted the first content, by its own clock. usable: seconds until a question can be typed.
    answer: milliseconds from Enter until the answer's first words stand on the page.
    """

    paint: list[float] = field(default_factory=list)
    usable: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)

    def medians(self) -> tuple[float, float, float]:
        """Of paint, usable and answer."""
        return median(self.paint), median(self.usable), median(self.answer)


def page_times() -> tuple[PageTimes, PageTimes]:
    """Of our page, and of the bare one."""
    ours, bare = PageTimes(), PageTimes()
    with ExitStack() as stack:
        kept = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "conversations.db"
        browser = stack.enter_context(chromium())
        page = stack.enter_context(chat_server(conversations=kept)).address
        echo = stack.enter_context(chat_server(page=BARE)).address
        _visit(browser, page, ((WARM_UP, "At most"),), PageTimes(), rests)
        _visit(browser, echo, ECHOED, PageTimes(), still)
        for _ in range(VISITS):
            _visit(browser, page, ASKED, ours, rests)
            _visit(browser, echo, ECHOED, bare, still)
    return ours, bare


def _visit(
    browser: Any, address: str, asked: tuple[tuple[str, str], ...], times: PageTimes, settle: Callable[[Any], None]
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    box = page.get_by_test_id("stChatInputTextArea")
    box.wait_for(timeout=LONG_MS)
    times.usable.append(time.perf_counter() - began)
    settle(page)
    times.paint.append(page.evaluate(_FIRST_PAINT) / 1000)
    for number, (text, answer) in enumerate(asked, start=1):
        box.fill(text)
        began = time.perf_counter()
        box.press("Enter")
        page.get_by_test_id("stChatMessage").nth(2 * number - 1).get_by_text(answer).first.wait_for(timeout=LONG_MS)
        times.answer.append((time.perf_counter() - began) * 1000)
        settle(page)
    context.close()
