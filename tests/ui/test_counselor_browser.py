"""The counselor's views in a real browser: on a phone a table scrolls by itself, and files go in and out."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.server import ROOT, chat_server
from tests.ui.visit import needs_browser

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
needs_browser()

VIEWS = Path(__file__).parent / "counselor_views.py"
LONG_MS = 240_000  # the first search of a server loads the model, on a machine that may be busy
# what reaches over the page's edge, besides the insides of what scrolls by itself
WIDE = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return [document.documentElement, main].filter(e => e.scrollWidth > e.clientWidth + 1).length
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with chat_server(page=VIEWS) as running:
        yield running.address


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:
    pages = []

    def open_page(view: str, width: int, shows: str) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900}, accept_downloads=True)
        pages.append(page)
        page.goto(address)
        page.get_by_text("Ruled out before it").wait_for(timeout=LONG_MS)
        page.locator("label", has_text=view).first.click()
        page.get_by_text(shows).first.wait_for(timeout=LONG_MS)
        return page

    yield open_page
    for page in pages:
        page.close()


def photograph(page: Any, name: str) -> None:
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"counselor-{name}.png", full_page=True)


@pytest.mark.parametrize(("name", "width"), [("wide", 1280), ("phone", 360)])
def test_no_view_reaches_over_the_edge(visit: Any, name: str, width: int) -> None:
    page = visit("Reasoning", width, "Deadlines")
    for view, shows in (
        ("Reasoning", "Deadlines"),
        ("Ranks", "Fused score"),
        ("Compare", "Statute"),
        ("Batch", "At most 2,000"),
    ):
        page.locator("label", has_text=view).first.click()
        page.get_by_text(shows).first.wait_for(timeout=LONG_MS)
        photograph(page, f"{view.lower()}-{name}")
        assert page.evaluate(WIDE) == 0, view
        assert page.locator(".katex").count() == 0, view


def test_on_a_phone_the_comparison_scrolls_by_itself_also_by_keyboard(visit: Any) -> None:
    page = visit("Compare", 360, "Statute")
    box = page.get_by_test_id("stMultiSelect").locator("input")
    for state in ("Nevada", "Texas", "Florida"):
        box.click()
        box.fill(state)
        page.get_by_role("option", name=state).wait_for(timeout=LONG_MS)
        box.press("Enter")
        page.locator("th", has_text=state).wait_for(timeout=LONG_MS)
    box.press("Escape")  # while the choice is open the rest of the page is hidden from readers
    table = page.get_by_role("region", name="The same case under each state's rule")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth && e.tabIndex === 0")
    assert page.evaluate(WIDE) == 0
    table.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.words-table').scrollLeft > 0", timeout=LONG_MS)
    assert "$42,000" in table.inner_text()


def test_a_file_is_answered_and_its_answers_downloaded(visit: Any, tmp_path: Path) -> None:
    source = tmp_path / "questions.csv"
    source.write_text('id,question\n=1,"Utah trustee\'s sale, owed $318,000, sold for $255,000"\n2,\n', "utf-8")
    page = visit("Batch", 1280, "At most 2,000")
    page.locator("input[type=file][accept*=csv]").set_input_files(source)
    page.get_by_role("button", name="Answer 2 questions").click(timeout=LONG_MS)
    page.get_by_text("1 answered, 1 not answered.").wait_for(timeout=LONG_MS)
    page.get_by_text("Line 3:").wait_for(timeout=LONG_MS)
    with page.expect_download(timeout=LONG_MS) as download:
        page.get_by_role("button", name="Download CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as table:  # noqa: PTH123 (a path of the browser)
        first, second = csv.DictReader(table)
    assert (first["id"], first["state"], first["amount"]) == ("'=1", "UT", "63000.00")
    assert "empty" in second["error"]
