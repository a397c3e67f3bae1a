"""The page in a real browser: a question typed, a cited answer read, dollar signs whole, wide and narrow."""

from typing import Any

import pytest

from tests.ui.server import ChatServer, fits
from tests.ui.visit import needs_browser, photograph

pytestmark = pytest.mark.browser
needs_browser()


@pytest.mark.parametrize(("name", "width"), [("wide", 1280), ("narrow", 360)])
def test_a_typed_question_gets_a_cited_answer_with_whole_dollar_signs(
    browser: Any, server: ChatServer, name: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(server.address)
    box = page.get_by_test_id("stChatInputTextArea")
    box.wait_for(timeout=90_000)
    box.fill("Utah trustee's sale, owed $318,000, sold for $255,000, worth $300,000")
    box.press("Enter")
    page.get_by_text("At most $18,000").first.wait_for(timeout=90_000)
    page.get_by_role("button", name="[1] Utah Code").click(timeout=30_000)
    page.get_by_role("link", name="57-1-32").first.wait_for(timeout=30_000)
    body = page.inner_text("body")
    assert "$318,000" in body and "$63,000" in body
    assert page.locator(".katex").count() == 0
    assert fits(page)
    photograph(page, f"chat-{name}")
    page.close()


def test_hostile_text_is_shown_as_text(browser: Any, server: ChatServer) -> None:
    page = browser.new_page()
    page.goto(server.address)
    box = page.get_by_test_id("stChatInputTextArea")
    box.wait_for(timeout=90_000)
    box.fill("<script>window.hacked = 1</script> **x** [a](http://example.org) $1$ in Ohio do I owe?")
    box.press("Enter")
    page.get_by_text("<script>window.hacked = 1</script>").first.wait_for(timeout=60_000)
    assert page.evaluate("window.hacked") is None
    assert page.locator("a[href='http://example.org']").count() == 0
    page.close()
