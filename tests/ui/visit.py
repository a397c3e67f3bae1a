"""Visiting the page in a real browser: opening it, asking, waiting until it rests, looking at it."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.ui.server import CHROMIUM, ROOT, ChatServer

LONG_MS = 60_000  # the first answer of a server on a busy machine
# nothing is being drawn, and the code of each kind of field has come: until then a grey bar stands for it
STILL = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]')"""
# the last answer is drawn for good as well: what can be done with it stands under it
RESTS = f"""() => {{
    const last = [...document.querySelectorAll('[data-testid=stChatMessage]')].at(-1);
    const done = !last || last.querySelector('[data-testid=stFeedback], [data-testid=stAlert]');
    return ({STILL})() && (done || last.innerText.includes('Stopped here'));
}}"""


def needs_browser() -> None:
    """Leave the module out where there is no Chromium; in CI that is a failure."""
    if CHROMIUM is None:
        reason = "left out: no Chromium here; run scripts/install.sh chromium to test the page in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason, allow_module_level=True)


@contextmanager
def visiting(browser: Any, server: ChatServer) -> Iterator[Callable[..., Any]]:
    """Opens the page as a person of their own, with nothing of anybody else's in their browser."""
    contexts = []

    def visit(query: str = "", width: int = 1280, **how: Any) -> Any:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **how))
        page = contexts[-1].new_page()
        page.goto(server.address + query)
        ready(page)
        return page

    try:
        yield visit
    finally:
        for context in contexts:
            context.close()


def ready(page: Any) -> None:
    """Wait until the page can be used."""
    heading = page.get_by_test_id("stMain").get_by_test_id("stHeading")  # the side has headings too, and stands earlier
    page.get_by_test_id("stChatInputTextArea").or_(heading).first.wait_for(timeout=LONG_MS)
    rests(page)


def ask(page: Any, text: str, answer: str) -> None:
    """Type a question and wait until `answer` stands on the page and the page has come to rest."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    box.press("Enter")
    shows(page, answer)
    rests(page)


def shows(page: Any, text: str) -> None:
    """Wait until a text stands on the page."""
    page.get_by_text(text).first.wait_for(timeout=LONG_MS)


def rests(page: Any) -> None:
    """Wait until nothing is being drawn: an answer is drawn twice, and its sources stand only under the second."""
    page.wait_for_function(RESTS, timeout=LONG_MS)


def still(page: Any) -> None:
    """Wait until nothing is being drawn, whatever the page is."""
    page.wait_for_function(STILL, timeout=LONG_MS)


def conversation(page: Any) -> str:
    """The conversation in the page's address."""
    page.wait_for_url(re.compile(r"\?c=[0-9a-f]{32}$"), timeout=LONG_MS)
    return str(page.url.rsplit("=", 1)[1])


def messages(page: Any) -> int:
    """How many messages stand on the page, questions and answers."""
    return int(page.get_by_test_id("stChatMessage").count())


def photograph(page: Any, name: str) -> None:
    """Save a picture of the page to look at."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
