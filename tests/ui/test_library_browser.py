"""Reading in the library in a real browser: the way back, links within a page, and the conversation that waits."""

from typing import Any

import pytest

from tests.ui.visit import LONG_MS, ask, conversation, messages, needs_browser, rests, shows

pytestmark = pytest.mark.browser
needs_browser()


def test_one_reads_goes_back_and_finds_the_conversation_as_it_was(visit: Any) -> None:
    page = visit()
    ask(page, "Utah trustee's sale, owed $318,000, sold for $255,000", "$63,000")
    id = conversation(page)
    page.get_by_role("button", name="Browse the sources").click()
    page.get_by_role("button", name="What to do this week").click()
    page.get_by_role("heading", name="What to do this week").wait_for(timeout=LONG_MS)
    assert page.title() == "What to do this week | Shortfall"
    page.go_back()
    page.get_by_role("heading", name="Browse the sources").wait_for(timeout=LONG_MS)
    rests(page)
    assert f"c={id}" in page.url
    page.get_by_role("button", name="Chat", exact=True).click()
    shows(page, "$63,000")
    rests(page)
    assert messages(page) == 2 and conversation(page) == id


def test_a_link_within_a_page_stays_there_and_a_source_opens_beside_it(visit: Any) -> None:
    page = visit("/?state=AZ")
    page.get_by_role("link", name="Deadlines").click()
    page.wait_for_url("**/?state=AZ#deadline", timeout=LONG_MS)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="All its sources").first.click()
    beside = opened.value
    beside.get_by_role("heading", name="Sources").wait_for(timeout=LONG_MS)
    assert len(page.context.pages) == 2 and "passage=states%2FAZ%23overview" in beside.url
