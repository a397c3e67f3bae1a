"""The page without a browser: Streamlit's own test harness runs the script."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bot.ui.markdown import literal, shown

APP = str(Path(__file__).parent.parent.parent / "app.py")


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_file(APP, default_timeout=120).run()


def test_three_examples_are_offered_and_one_is_answered(page: AppTest) -> None:
    examples = [b for b in page.button if b.key and b.key.startswith("example-")]
    assert len(examples) == 3
    examples[0].click().run()
    assert not page.exception
    assert any("Arizona" in m.value for m in page.markdown)


def test_a_question_is_answered_with_sources_that_open(page: AppTest) -> None:
    page.chat_input[0].set_value("Utah trustee's sale, owed $318,000, sold for $255,000").run()
    assert not page.exception
    assert any("63,000" in m.value for m in page.markdown)
    assert page.expander
    assert any("57-1-32" in e.label for e in page.expander)


def test_the_state_picker_gives_the_state(page: AppTest) -> None:
    page.selectbox[0].set_value("Ohio").run()
    page.chat_input[0].set_value("can the lender still come after me for the rest?").run()
    assert any("Ohio" in m.value for m in page.markdown)


def test_an_empty_question_is_a_message_on_the_page(page: AppTest) -> None:
    page.chat_input[0].set_value("???").run()
    assert not page.exception
    assert page.warning


def test_start_over_clears_the_conversation(page: AppTest) -> None:
    page.chat_input[0].set_value("Ohio, owed $318,000, sold for $255,000").run()
    assert page.chat_message
    button(page, "Start over").click().run()
    assert len([b for b in page.button if b.key and b.key.startswith("example-")]) == 3
    assert not page.chat_message and "c" not in page.query_params


def test_a_page_opened_by_its_address_shows_the_conversation_and_can_delete_it(page: AppTest) -> None:
    page.chat_input[0].set_value("Utah trustee's sale, owed $318,000, sold for $255,000").run()
    again = AppTest.from_file(APP, default_timeout=120)
    again.query_params["c"] = page.query_params["c"]
    again.run()
    assert [m.markdown[0].value for m in again.chat_message] == [m.markdown[0].value for m in page.chat_message]
    button(again, "Delete this conversation").click().run()
    assert not again.exception and not again.chat_message
    page.chat_input[0].set_value("why?").run()
    assert any("no conversation" in w.value for w in page.warning), "deleted elsewhere while it was open here"


def button(page: AppTest, label: str) -> Any:
    return next(b for b in page.button if b.label == label)


def test_dollars_are_escaped_for_the_page() -> None:
    assert shown("$1 and $2") == r"\$1 and \$2"
    assert literal("<b>$x$</b> [a](b)") == r"\<b\>\$x\$\</b\> \[a\]\(b\)"
