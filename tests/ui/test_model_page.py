"""The page with a language model behind it: who gets what is said first, and under each answer what was checked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.agent.scripted.server import Scripted, scripted_server
from tests.ui.server import ChatServer, chat_server
from tests.ui.visit import ask, needs_browser, photograph, rests, shows, visiting

pytestmark = pytest.mark.browser
needs_browser()

ARIZONA = "I'm Maria Lopez. My house in Arizona was sold at a trustee's sale, can the lender still come after me?"


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted_server() as running:
        yield running


def page_with(behaviour: str, model: Scripted, kept: Path, browser: Any) -> Iterator[tuple[ChatServer, Any]]:
    settings = {"model": f"openai:{behaviour}", "model_base_url": model.url}
    with chat_server(conversations=kept / "c.db", **settings) as server, visiting(browser, server) as visit:
        yield server, visit


def test_who_gets_what_is_said_before_and_the_answer_is_marked(model: Scripted, tmp_path: Path, browser: Any) -> None:
    for _, visit in page_with("correct-after-being-sent-back", model, tmp_path, browser):
        page = visit()
        note = (
            page.get_by_test_id("stMainBlockContainer")
            .get_by_text("worded by a language model")
            .inner_text()
            .replace("\u2060", "")
        )
        assert f"openai at {model.url.removesuffix('/v1')}, which is this machine" in note
        assert "without names" in note
        assert model.requests() == []  # nothing is sent before the first message
        ask(page, ARIZONA, "each sentence was checked against")
        shown = page.inner_text("body")
        assert "Its first draft was put right: number without a source" in shown
        assert "87,654" not in shown
        assert "Maria" not in "".join(row["raw"] for row in model.requests())
        photograph(page, "model-wide")
        page.reload()
        shows(page, "each sentence was checked against")


def test_a_model_that_fails_is_told_and_the_built_in_answer_stands(
    model: Scripted, tmp_path: Path, browser: Any
) -> None:
    for _, visit in page_with("http-401", model, tmp_path, browser):
        page = visit(width=360)
        ask(page, ARIZONA, "The built-in engine answered.")
        rests(page)
        shown = page.inner_text("body")
        assert "did not accept the key" in shown
        assert "Arizona law does not let the lender collect" in shown
        photograph(page, "model-fails-phone")
