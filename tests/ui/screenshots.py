"""The README's two pictures of the page, taken in a real browser: `make screenshots`."""

import tempfile
from pathlib import Path
from typing import Any

from tests.ui.server import ROOT, chat_server, chromium
from tests.ui.visit import ask, ready, rests

CASE = "bank sold our place in ogden at the trustee sale on october 6, we owed 318 with everything and they bid 255. zillow had it at 300"
DESKTOP, PHONE = {"width": 1280, "height": 1480}, {"width": 390, "height": 844}


def main() -> None:
    """Take both pictures into docs/."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        chat_server(conversations=Path(folder) / "conversations.db") as server,
    ):
        for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
            page = browser.new_context(viewport=size, device_scale_factor=1.5).new_page()
            page.goto(server.address)
            ready(page)
            ask(page, CASE, "At most $18,000")
            if name == "desktop":
                _open_dates(page)
            _to_the_answer(page)
            page.screenshot(path=ROOT / "docs" / f"page-{name}.png")


def _open_dates(page: Any) -> None:
    page.get_by_text("Pictures of the case").click()
    page.locator("[data-testid=stVegaLiteChart]").first.wait_for()
    rests(page)


def _to_the_answer(page: Any) -> None:
    page.locator("[data-testid=stChatMessage]").first.scroll_into_view_if_needed()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
