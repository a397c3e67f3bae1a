"""Everybody can read and use the page: axe finds nothing serious, text may be twice as large, a keyboard is enough.

axe-core is run on each view on a phone in the dark; `make thorough` adds the desktop and the light.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.ui.server import ChatServer
from tests.ui.visit import LONG_MS, ask, needs_browser, rests, shows

pytestmark = pytest.mark.browser
needs_browser()

CASE = "Utah trustee's sale on November 2, 2026, owed $318,000, sold for $255,000, worth $300,000"
PASSAGE = (
    "?passage=states/AZ%23rule-trustee-sale-home&quote=It+does+not+matter+what+the+loan+was+for+or+who+lived+there."
)
LIBRARY = {
    "the library": "?view=library",
    "a guide": "?view=library&guide=redemption",
    "a federal rule": "?view=library&federal=va-loans",
    "a state": "?view=library&state=AZ",
    "a passage": PASSAGE,
    "a term": "?view=library&term=deficiency",
    "the terms": "?view=library&term=all",
    "a search": "?view=library&q=redemption",
    "no such page": "?view=library&guide=nothing",
}
DRAWER = 768  # pixels: on a narrower page the side is a drawer
GRAVE = ("serious", "critical")
# what Streamlit itself makes and a page cannot mend: the rule, the element it is about, and why it stays
REMAINS: dict[str, tuple[str, str]] = {}
# `best-practice` too: headings in order, landmarks, one main heading
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# how far the content reaches over the right edge, in pixels, of the page and of what scrolls it
OVER = """(part) => {
    window.scrollTo(1000, 0);
    let worst = window.scrollX;
    window.scrollTo(0, 0);
    // only what scrolls: the handle that makes the side wider stands out of it and moves nothing
    for (let e = document.querySelector(`[data-testid=${part}]`); e; e = e.parentElement)
        if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
            worst = Math.max(worst, e.scrollWidth - e.clientWidth);
    return worst;
}"""
# what the focused control is called, and whether an outline, a shadow or a coloured edge shows where the focus is
FOCUSED = """() => {
    const e = document.activeElement;
    if (!e.matches('a, button, summary, input, textarea, [role=button], [role=tab], [role=combobox]')) return ['', false];
    const name = [e.getAttribute('aria-label'), e.getAttribute('placeholder'), e.innerText].join(' ');
    const accent = new Set(['rgb(31, 95, 139)', 'rgb(46, 123, 176)']);
    let seen = false;
    for (let at = e, n = 0; at && n < 4; at = at.parentElement, n++) {
        const style = getComputedStyle(at);
        seen ||= style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        seen ||= accent.has(style.borderTopColor) || (n === 0 && style.boxShadow !== 'none');
    }
    return [name, seen];
}"""
# nothing fades or slides any more; what turns without an end does not count
STILL = "() => document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)"
TWICE = "html {font-size: 200% !important}"


def views(page: Any, server: ChatServer) -> Iterator[str]:
    """Each view in turn, by name; the page shows it when its name is given out."""
    yield "chat, empty"
    ask(page, CASE, "At most $18,000")
    yield "chat, with an answer"
    page.get_by_role("button", name="[1] Utah Code").click()
    page.get_by_test_id("stPopoverBody").get_by_role("link").first.wait_for(timeout=LONG_MS)
    yield "chat, a source open"
    page.keyboard.press("Escape")
    yield from pictures(page)
    drawer(page)
    for tab in ("Your case", "History", "Help"):
        open_tab(page, tab)
        yield f"side, {tab}"
    page.get_by_text("Counselor view").first.click()
    page.get_by_role("tabpanel", name="Reasoning").get_by_test_id("stElementContainer").first.wait_for(timeout=LONG_MS)
    rests(page)
    yield "side and counselor view"
    close_drawer(page)
    yield from counselor(page)
    for name, address in LIBRARY.items():
        page.goto(f"{server.address}/{address}")
        page.get_by_test_id("stMain").get_by_role("heading", level=1).wait_for(timeout=LONG_MS)
        rests(page)
        yield name


def pictures(page: Any) -> Iterator[str]:
    """The pictures of the case, each with its words open."""
    page.get_by_text("Pictures of the case").click()
    for tab in ("Amount", "Dates", "What if", "States"):
        open_tab(page, tab, "stVegaLiteChart")
        page.get_by_text("In words").filter(visible=True).first.click()
        yield f"pictures, {tab}"


def counselor(page: Any) -> Iterator[str]:
    """The counselor's tools below the answer."""
    for tab in ("Reasoning", "Compare states", "Search", "Brief", "Batch", "Your documents"):
        open_tab(page, tab)
        yield f"counselor, {tab}"


def open_tab(page: Any, name: str, holds: str = "stElementContainer") -> None:
    """Open a tab and wait until what it holds is drawn: it is drawn only when it is opened."""
    page.get_by_role("tab", name=name, exact=True).click()
    page.get_by_role("tabpanel", name=name, exact=True).get_by_test_id(holds).first.wait_for(timeout=LONG_MS)
    rests(page)


def drawer(page: Any) -> None:
    """Open the side where it is a drawer."""
    opener = page.get_by_test_id("stExpandSidebarButton")
    if opener.is_visible():
        opener.click()
        page.get_by_role("tab", name="Help").wait_for(timeout=LONG_MS)


def close_drawer(page: Any) -> None:
    """Close the side where it lies over the page."""
    if page.viewport_size["width"] < DRAWER:
        page.get_by_test_id("stSidebarCollapseButton").locator("button").click()
        page.get_by_test_id("stExpandSidebarButton").wait_for(timeout=LONG_MS)


def violations(page: Any) -> list[str]:
    """What axe finds grave in the page as it stands, a line for each element."""
    page.wait_for_timeout(300)
    page.wait_for_function(STILL, timeout=LONG_MS)  # a drawer or a popover fades in: what is half seen has no contrast
    found = Axe().run(page, options={"resultTypes": ["violations"], **RULES}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()[:140]})"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
        if not remains(rule["id"], node["html"])
    ]


def too_wide(page: Any, name: str) -> list[str]:
    """What reaches over the edge with text of twice the size, or nothing."""
    style = page.add_style_tag(content=TWICE)
    # on a phone the drawer lies over the page, which is then not to be read
    over = page.evaluate(OVER, "stSidebarUserContent" if name.startswith("side") else "stMainBlockContainer")
    style.evaluate("e => e.remove()")
    return [f"{over} pixels over the edge at 200 percent"] if over > 1 else []


def remains(rule: str, html: str) -> bool:
    """Whether an element is one of Streamlit's own that are listed with their reason."""
    known = REMAINS.get(rule)
    return known is not None and known[0] in html


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "dark"),
        pytest.param(1280, "light", marks=pytest.mark.thorough),
        pytest.param(1280, "dark", marks=pytest.mark.thorough),
        pytest.param(360, "light", marks=pytest.mark.thorough),
    ],
)
def test_no_view_has_a_grave_fault_and_text_of_twice_the_size_fits(
    visit: Any, server: ChatServer, width: int, scheme: str
) -> None:
    page = visit(width=width, color_scheme=scheme)
    found = [f"{name}: {fault}" for name in views(page, server) for fault in (*violations(page), *too_wide(page, name))]
    assert not found, "\n".join(found)


def tab_to(page: Any, what: str, presses: int = 150) -> None:
    """Go on with the Tab key until a control whose name or text holds `what` has the focus, and is seen to have it."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if what in page.evaluate(FOCUSED)[0]:
            page.wait_for_timeout(300)  # an edge takes on its colour little by little
            assert page.evaluate(FOCUSED)[1], f"nothing shows that {what!r} has the focus"
            return
    raise AssertionError(f"{presses} presses of Tab do not lead to {what!r}")


def test_a_keyboard_is_enough_to_ask_and_to_open_a_source(visit: Any) -> None:
    page = visit()
    tab_to(page, "Ask in your own words")
    page.keyboard.type(CASE)
    page.keyboard.press("Enter")
    shows(page, "At most $18,000")
    rests(page)
    page.evaluate("document.activeElement.blur()")
    tab_to(page, "[1] Utah Code")
    page.keyboard.press("Enter")
    source = page.get_by_test_id("stPopoverBody")
    source.get_by_role("link", name="57-1-32").first.wait_for(timeout=LONG_MS)
    assert source.locator("mark").inner_text().strip()
    page.keyboard.press("Escape")
    source.wait_for(state="hidden", timeout=LONG_MS)
    page.keyboard.press("Space")
    source.wait_for(timeout=LONG_MS)


def test_a_keyboard_is_enough_to_find_and_read_a_page_of_the_library(visit: Any) -> None:
    page = visit("/?view=library")
    tab_to(page, "For example: redemption in Michigan")
    page.keyboard.type("redemption price")
    page.keyboard.press("Enter")
    shows(page, "Search: redemption price")
    rests(page)
    page.evaluate("document.activeElement.blur()")
    tab_to(page, "redemption: What it costs")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for(timeout=LONG_MS)
    assert "passage=guide" in page.url
