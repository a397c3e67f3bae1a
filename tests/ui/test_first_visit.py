"""The first visit: the page stands before anything heavy is loaded, and builds the index where there is none."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest  # noqa: F401 (by its name this file gets a process of its own)

from tests.ui.server import ROOT, chat_server
from tests.ui.visit import LONG_MS, needs_browser, visiting

needs_browser()
HEAVY = ("torch", "sentence_transformers", "chromadb", "altair")
FIRST_PAINT = """
import sys
from bot.retrieval.search import Index
Index.load_in_background = lambda self: None  # what is loaded beside the page is not on its way
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("app.py", default_timeout=120).run()
assert not page.exception and page.chat_input
print([name for name in {heavy!r} if name in sys.modules])
"""


def test_nothing_heavy_is_loaded_on_the_way_to_the_first_paint() -> None:
    code = FIRST_PAINT.format(heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_a_missing_index_is_built_while_the_page_says_so(tmp_path: Path, browser: Any) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "tests" / "ingest" / "corpus", corpus)
    with (
        chat_server(
            conversations=tmp_path / "c.db", corpus_dir=str(corpus), index_dir=str(tmp_path / "index")
        ) as server,
        visiting(browser, server),
    ):
        page = browser.new_page()
        page.goto(server.address)
        page.get_by_text("Building the search index").wait_for(timeout=LONG_MS)
        page.get_by_test_id("stChatInputTextArea").wait_for(timeout=2 * LONG_MS)
        assert (tmp_path / "index" / "current").exists()
        page.close()
