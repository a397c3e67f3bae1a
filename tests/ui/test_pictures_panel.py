"""The pictures on the page: tabs, words under each, another price to try, and a click on the map."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.server import CHROMIUM, ROOT

SCRIPT = Path(__file__).parent / "pictures_cases.py"
LONG_MS = 60_000
# what scrolls sideways on the page; a table in words may, in a box of its own
WIDE = """() => [document.documentElement, ...document.querySelectorAll('[data-testid]')]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 100
        && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && !e.closest('table'))
    .map(e => e.dataset.testid)"""


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; run scripts/install.sh chromium")


def panel(name: str) -> AppTest:
    page = AppTest.from_file(str(SCRIPT), default_timeout=120)
    page.query_params["case"] = name
    return page.run()


def words(page: AppTest) -> str:
    return "\n".join(m.value for m in page.markdown)


@pytest.mark.parametrize(
    ("name", "tabs"),
    [
        ("texas", ["Amount", "Dates", "What if", "States"]),
        ("arizona", ["Amount", "States"]),
        ("surplus", ["Amount", "Dates", "What if"]),
        ("nowhere", ["Amount", "What if", "States"]),
    ],
)
def test_only_what_the_case_has_enough_for_has_a_tab(name: str, tabs: list[str]) -> None:
    page = panel(name)
    assert not page.exception
    assert [tab.label for tab in page.tabs] == tabs


def test_a_picture_has_its_words_and_its_table_with_whole_dollar_signs() -> None:
    page = panel("texas")
    assert [e.label for e in page.expander] == ["In words"]
    told = "\n".join(m.value for m in page.expander[0].markdown)
    assert r"Begin with the payoff total, \$318,000." in told and "| Step | Amount | Then |" in told
    assert "$" not in told.replace(r"\$", "")


def test_another_value_is_told_in_words_and_drawn() -> None:
    page = panel("texas")
    page.session_state["case-tabs"] = "What if"
    page.run()
    assert (page.slider[0].value, page.slider[0].min, page.slider[0].max) == (300_000, 127_500, 366_000)
    assert r"at most \$18,000" in words(page)
    page.slider[0].set_value(310_000).run()
    assert not page.exception
    assert (
        r"If the home's market value were \$310,000: under Texas law the lender may collect at most \$8,000."
        in words(page)
    )


def test_the_map_draws_and_nothing_is_clicked_yet() -> None:
    page = panel("texas")
    page.session_state["case-tabs"] = "States"
    page.run()
    assert not page.exception
    assert "clicked: nothing" in words(page) and "In Texas, your state" in words(page)


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            urlopen(address, timeout=1).read()
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the script's server did not answer within a minute")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(SCRIPT), *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_another_case_under_the_same_key_is_drawn_anew() -> None:
    page = panel("texas")
    page.session_state["case-tabs"] = "What if"
    page.run()
    page.slider[0].set_value(360_000).run()
    for name, worth in (("michigan", 120_000), ("parts", 190_000), ("arizona", None), ("texas", None)):
        page.query_params["case"] = name
        page.run()
        assert not page.exception
        assert [slider.value for slider in page.slider] == ([worth] if worth else []), name


class Visit:
    """The panel in a browser; what goes wrong in it is kept in `errors`."""

    def __init__(self, browser: Any, address: str, name: str, theme: str, width: int) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        # the charts' own warnings: a scale that is told two things, a line without an end
        self.page.on("console", lambda said: self.errors.append(said.text) if said.text.startswith("WARN") else None)
        self.page.goto(f"{address}/?case={name}")
        self.page.get_by_test_id("stTab").first.wait_for(timeout=LONG_MS)

    def open(self, tab: str, shows: str) -> None:
        """Open a tab and wait until its chart shows some words."""
        self.page.get_by_role("tab", name=tab, exact=True).click()
        self.page.locator("svg.marks, .vega-embed").get_by_text(shows).first.wait_for(timeout=LONG_MS)

    def clicks(self) -> str:
        """What the panel has returned so far."""
        return str(self.page.get_by_text("clicked:").inner_text())


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize(
    ("name", "theme", "width", "tabs"),
    [
        (
            "texas",
            "light",
            320,
            {"Amount": "= $18,000", "Dates": "557 days left", "What if": "as told:", "States": "NV"},
        ),
        (
            "michigan",
            "dark",
            360,
            {"Amount": "= $60,000", "Dates": "General limit", "What if": "the least", "States": "NV"},
        ),
        (
            "ranges",
            "dark",
            1280,
            {"Amount": "= $55,000", "Dates": "539 days ago", "What if": "at most $65,000", "States": "NV"},
        ),
    ],
)
def test_every_picture_is_drawn_within_the_page(
    browser: Any, address: str, name: str, theme: str, width: int, tabs: dict[str, str]
) -> None:
    visit = Visit(browser, address, name, theme, width)
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    for tab, shows in tabs.items():
        visit.open(tab, shows)
        chart = visit.page.locator("[data-testid=stVegaLiteChart]").last.bounding_box()
        assert chart["x"] >= 0 and chart["x"] + chart["width"] <= width
        assert visit.page.evaluate(WIDE) == []
        visit.page.screenshot(path=folder / f"pictures-{tab.lower().replace(' ', '-')}-{theme}-{width}.png")
    assert visit.errors == []
    visit.page.close()


@pytest.mark.browser
@needs_browser
def test_a_click_on_a_state_is_told_once(browser: Any, address: str) -> None:
    visit = Visit(browser, address, "texas", "light", 360)
    visit.open("States", "NV")
    visit.page.locator("svg.marks, .vega-embed").get_by_text("NV", exact=True).click()
    visit.page.get_by_text("clicked: NV").wait_for(timeout=LONG_MS)
    visit.open("Amount", "= $18,000")
    visit.open("States", "OH")
    visit.page.locator("svg.marks, .vega-embed").get_by_text("OH", exact=True).click()
    visit.page.get_by_text("clicked: NV OH").wait_for(timeout=LONG_MS)
    assert visit.clicks() == "clicked: NV OH"
    assert visit.errors == []
    visit.page.close()
