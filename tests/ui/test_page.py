"""The page without a browser: Streamlit's own test harness runs the script."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bot.ui.markdown import literal, shown

APP = str(Path(__file__).parent.parent.parent / "app.py")
UTAH = "Utah trustee's sale, owed $318,000, sold for $255,000"


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_file(APP, default_timeout=120).run()


def ask(page: AppTest, text: str) -> AppTest:
    page.chat_input[0].set_value(text).run()
    assert not page.exception
    return page


def button(page: AppTest, label: str) -> Any:
    return next(b for b in page.button if b.label == label)


def field(page: AppTest, label: str) -> Any:
    fields = [*page.text_input, *page.selectbox, *page.date_input]
    return next(f for f in fields if f.label == label)


def side(page: AppTest, tab: str) -> AppTest:
    page.session_state["side"] = tab
    return page.run()


def said(page: AppTest) -> str:
    return "\n".join(m.value for m in page.markdown)


def questions(page: AppTest) -> list[str]:
    return [m.markdown[0].value for m in page.chat_message if m.name == "user"]


def test_three_examples_are_offered_and_one_is_answered(page: AppTest) -> None:
    examples = [b for b in page.button if b.key and b.key.startswith("example-")]
    assert len(examples) == 3
    examples[0].click().run()
    assert not page.exception
    assert "Arizona" in said(page)
    assert not [b for b in page.button if b.key and b.key.startswith("example-")]


def test_a_question_is_answered_with_its_bottom_line_and_sources_that_open(page: AppTest) -> None:
    ask(page, UTAH)
    text = said(page)
    assert "Only up to a limit" in text and r"At most **\$63,000**" in text
    assert "3 months from the trustee's sale" in text
    assert any("57-1-32" in chip.proto.popover.label for chip in page.get("popover")) and "Checked" in "\n".join(
        c.value for c in page.caption
    )
    assert "?view=library&passage=states%2FUT%23rule-" in text


def test_the_state_picker_gives_the_state_before_anything_is_said(page: AppTest) -> None:
    field(page, "Where is the house?").set_value("OH").run()
    ask(page, "can the lender still come after me for the rest?")
    assert "Ohio" in said(page)


def test_a_value_changed_in_the_case_sheet_is_answered_at_once(page: AppTest) -> None:
    ask(page, UTAH)
    field(page, "The sale price").set_value("280,000").run()
    assert not page.exception
    assert questions(page)[-1] == r"The sale price is \$280,000\."
    assert r"At most **\$38,000**" in said(page)
    field(page, "The home's market value").set_value("$300k").run()
    assert r"At most **\$18,000**" in said(page)
    field(page, "Where is the house?").set_value("AZ").run()
    assert "Nothing more may be collected" in said(page)


def test_a_value_that_cannot_be_is_a_message_and_changes_nothing(page: AppTest) -> None:
    ask(page, UTAH)
    field(page, "The sale price").set_value("a lot").run()
    assert any("is no amount" in w.value for w in page.warning)
    assert field(page, "The sale price").value == "$255,000"


def test_what_is_not_told_and_matters_is_marked(page: AppTest) -> None:
    ask(page, UTAH)
    marked = [c.value for c in page.caption if "Not told yet" in c.value]
    assert marked and field(page, "When the sale was").value is None


def test_a_choice_under_the_answer_answers_what_was_asked(page: AppTest) -> None:
    ask(page, "Michigan: we owed $150,000, the house sold for $90,000. Do I owe $60,000?")
    choice = next(b for b in page.button if b.label.startswith("The lender "))
    choice.click().run()
    assert not page.exception
    assert "Only up to a limit" in said(page)
    assert field(page, "Who bought the house").value == "lender"


def test_a_turn_is_put_in_other_words(page: AppTest) -> None:
    ask(page, UTAH)
    ask(page, "why?")
    button(page, "Edit").click().run()
    page.text_area[0].set_value("Arizona trustee's sale of our home, do we owe?")
    button(page, "Send").click().run()
    assert not page.exception
    assert questions(page) == [r"Arizona trustee's sale of our home, do we owe?"]
    assert "Nothing more may be collected" in said(page)


def test_an_answer_is_asked_for_again(page: AppTest) -> None:
    ask(page, UTAH)
    button(page, "Try again").click().run()
    assert not page.exception
    assert len(questions(page)) == 1


def test_an_empty_question_is_a_message_on_the_page(page: AppTest) -> None:
    page.chat_input[0].set_value("???").run()
    assert not page.exception
    assert page.warning
    ask(page, UTAH)
    assert r"At most **\$63,000**" in said(page)
    ask(page, "why?")
    assert len(questions(page)) == 3


def test_a_new_conversation_leaves_the_old_one_in_the_history(page: AppTest) -> None:
    ask(page, UTAH)
    button(side(page, "History"), "New conversation").click().run()
    assert not page.chat_message and "c" not in page.query_params
    past = next(b for b in page.button if b.label.startswith("Utah trustee"))
    past.click().run()
    assert len(page.chat_message) == 2


def test_a_conversation_is_renamed_and_deleted(page: AppTest) -> None:
    ask(page, UTAH)
    field(side(page, "History"), "Title").set_value("The house in Ogden").run()
    assert field(page, "Title").value == "The house in Ogden"
    button(page, "Delete it").click().run()
    assert not page.chat_message and "c" not in page.query_params
    assert not [b for b in page.button if b.label == "The house in Ogden"]


def test_a_page_opened_by_its_address_shows_the_conversation_and_can_delete_it(page: AppTest) -> None:
    ask(page, UTAH)
    again = AppTest.from_file(APP, default_timeout=120)
    again.query_params["c"] = page.query_params["c"]
    again.run()
    assert questions(again) == questions(page)
    button(side(again, "History"), "Delete it").click().run()
    assert not again.exception and not again.chat_message
    page.chat_input[0].set_value("why?").run()
    assert any("no conversation" in w.value for w in page.warning), "deleted elsewhere while it was open here"


def test_the_counselor_view_answers_with_the_statute_and_fewer_words(page: AppTest) -> None:
    side(page, "Help").toggle[0].set_value(True).run()
    ask(page, "My house in Ohio was sold by the sheriff, can they still come after me?")
    first = page.chat_message[1].markdown
    assert any("R.C. 2329.08" in m.value for m in first[:3])


def test_a_thumb_down_asks_why_and_both_are_kept(page: AppTest) -> None:
    from bot.conversation.storage import open_storage  # noqa: PLC0415
    from bot.settings import get_settings  # noqa: PLC0415

    ask(page, UTAH)
    page.feedback[0].set_value(0).run()
    reason = next(f for f in page.text_input if f.label == "What was wrong?")
    reason.set_value("the date is wrong")
    button(page, "Keep").click().run()
    with open_storage(get_settings().conversations_url()) as storage:
        kept = storage.feedback(page.query_params["c"])
    assert [(one.turn, one.helpful, one.reason) for one in kept] == [(1, False, "the date is wrong")]


def test_an_address_leads_straight_to_a_state(page: AppTest) -> None:
    there = AppTest.from_file(APP, default_timeout=120)
    there.query_params["state"] = "AZ"
    there.run()
    assert not there.exception
    assert "33-814" in said(there)


def test_dollars_are_escaped_for_the_page() -> None:
    assert shown("$1 and $2") == r"\$1 and \$2"
    assert literal("<b>$x$</b> [a](b)") == r"\<b\>\$x\$\</b\> \[a\]\(b\)"
