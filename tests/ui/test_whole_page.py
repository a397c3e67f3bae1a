"""The whole page as people use it, in a real browser: sheet, card, sources, pictures, counselor's tools, history."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.ui.server import ChatServer, fits
from tests.ui.visit import LONG_MS, ask, messages, needs_browser, photograph, rests, shows

pytestmark = pytest.mark.browser
needs_browser()

CASE = "Utah trustee's sale, owed $318,000, sold for $255,000, worth $300,000"
HOSTILE = "<script>window.hacked=1</script> [click](http://evil.example) $1$ **x** `y` :name: Ohio, do I owe?"


def change(page: Any, label: str, value: str, then: str) -> None:
    """Change a field of the case sheet and wait for what the answer says then."""
    box = page.get_by_label(label, exact=True)
    box.fill(value)
    box.press("Enter")
    shows(page, then)
    rests(page)


def test_a_source_opens_with_the_sentence_that_was_used(visit: Any) -> None:
    page = visit()
    ask(page, CASE, "At most $18,000")
    page.get_by_role("button", name="[1] Utah Code").click()
    opened = page.get_by_test_id("stPopoverBody")
    opened.get_by_role("link", name="57-1-32").first.wait_for(timeout=LONG_MS)
    assert opened.locator("mark").inner_text().strip()
    assert "Checked" in opened.inner_text()
    photograph(page, "source-wide")


def test_the_case_sheet_changes_the_answer_at_once(visit: Any) -> None:
    page = visit()
    ask(page, CASE, "At most $18,000")
    change(page, "The home's market value", "310,000", "$8,000")
    assert "The home's market value is $310,000." in page.inner_text("body")
    ask(page, "and if it had sold for $315,000?", "Then at most $3,000")
    assert messages(page) == 6


def test_a_state_is_switched_on_the_map(visit: Any) -> None:
    page = visit()
    ask(page, CASE, "At most $18,000")
    page.get_by_text("Pictures of the case").click()
    page.get_by_role("tab", name="States").click()
    tile = page.locator("[data-testid=stVegaLiteChart] svg text, [data-testid=stVegaLiteChart] canvas").first
    tile.wait_for(timeout=LONG_MS)
    photograph(page, "map-wide")
    _click_state(page, "AZ")
    shows(page, "Nothing more may be collected")
    rests(page)
    assert "The house is in Arizona." in page.inner_text("body")


def _click_state(page: Any, code: str) -> None:
    """Click a tile of the map: its place is found by the chart itself, as a screen reader finds it."""
    label = page.locator(f"[data-testid=stVegaLiteChart] [aria-label*='{code}']").first
    label.wait_for(timeout=LONG_MS)
    label.click(force=True)


def test_the_counselor_view_lays_out_the_rule_and_saves_a_brief(visit: Any) -> None:
    page = visit()
    page.get_by_role("tab", name="Help").click()
    page.get_by_text("Counselor view").click()
    shows(page, "For the counselor")
    ask(page, CASE, "$18,000")
    shows(page, "For the counselor")
    photograph(page, "counselor-wide")
    page.get_by_role("tab", name="Brief").click()
    with page.expect_download(timeout=LONG_MS) as saved:
        page.get_by_role("button", name="Save the brief as PDF").click()
    pdf = PdfReader(io.BytesIO(Path(saved.value.path()).read_bytes()))
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert len(pdf.pages) <= 2
    assert "$18,000" in text and "57-1-32" in text and "not legal advice" in text


def test_a_batch_is_answered_on_the_page(visit: Any) -> None:
    page = visit()
    page.get_by_role("tab", name="Help").click()
    page.get_by_text("Counselor view").click()
    page.get_by_role("tab", name="Batch").click()
    rows = b"id,question\n1,Arizona trustee's sale of our home do we owe?\n2,Utah owed 318000 sold for 255000\n"
    page.locator("input[type=file][accept*=csv]").set_input_files(
        {"name": "q.csv", "mimeType": "text/csv", "buffer": rows}
    )
    shows(page, "2 questions")


def test_the_page_is_readable_in_the_dark_and_on_a_phone(visit: Any) -> None:
    for name, width, scheme in (("dark-wide", 1280, "dark"), ("phone", 360, "light"), ("dark-phone", 360, "dark")):
        page = visit(width=width, color_scheme=scheme)
        ask(page, CASE, "At most $18,000")
        assert fits(page), name
        photograph(page, f"page-{name}")


def test_the_drawer_opens_on_a_phone(visit: Any) -> None:
    page = visit(width=360)
    ask(page, CASE, "At most $18,000")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_label("What was owed", exact=True).wait_for(state="visible", timeout=LONG_MS)
    photograph(page, "drawer-phone")


def test_hostile_text_is_text_everywhere(visit: Any) -> None:
    page = visit()
    ask(page, HOSTILE, "<script>window.hacked=1</script>")
    page.get_by_role("tab", name="History").click()
    rests(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator("a[href*='evil.example']").count() == 0
    assert page.locator(".katex").count() == 0


def test_fifty_thousand_characters_get_a_clear_message(visit: Any) -> None:
    page = visit()
    page.get_by_test_id("stChatInputTextArea").fill("owed a lot " * 4_600)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    shows(page, "please keep it under 8,000")
    rests(page)
    ask(page, CASE, "At most $18,000")


def test_the_history_of_one_browser_is_not_that_of_another(visit: Any) -> None:
    first, second = visit(), visit()
    ask(first, CASE, "At most $18,000")
    first.get_by_role("tab", name="History").click()
    first.get_by_role("button", name="New conversation").click()
    shows(first, "For example:")
    rests(first)
    first.reload()
    rests(first)
    first.get_by_role("tab", name="History").click()
    first.get_by_role("button", name="Utah trustee's sale").click()
    shows(first, "At most $18,000")
    second.reload()
    rests(second)
    second.get_by_role("tab", name="History").click()
    assert "Utah" not in second.inner_text("body")


def test_nothing_is_fetched_from_another_machine(browser: Any, server: ChatServer) -> None:
    page = browser.new_page()
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith((server.address, "data:", "blob:")) else None,
    )
    page.goto(server.address)
    page.get_by_test_id("stChatInputTextArea").wait_for(timeout=LONG_MS)
    ask(page, CASE, "At most $18,000")
    page.get_by_text("Pictures of the case").click()
    page.wait_for_timeout(2_000)
    assert elsewhere == []
    page.close()
