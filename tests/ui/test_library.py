"""The library's pages, run by Streamlit's own harness: what an address shows, and where a press leads."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import standing
from bot.settings import get_settings
from bot.ui.library.finding import found
from bot.ui.library.state import usual_words
from tests.conversation.talker import engine

PAGE = str(Path(__file__).parent / "library_page.py")


def opened(**params: str) -> AppTest:
    page = AppTest.from_file(PAGE, default_timeout=120)
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    """Everything on the page, without escapes."""
    blocks = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption]
    return "\n".join(block.value for block in blocks).replace("\\", "")


def press(page: AppTest, label: str) -> None:
    next(b for b in page.button if label in b.label.replace("\\", "")).click().run()
    assert not page.exception


def params(page: AppTest) -> dict[str, Any]:
    return {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}


def test_the_first_page_leads_to_every_guide_and_federal_rule() -> None:
    page = opened(view="library")
    assert page.title[0].value == "Browse the sources"
    labels = [b.label.replace("\\", "") for b in page.button]
    assert {"What to do this week", "VA-guaranteed loans"} <= set(labels)
    assert len(labels) > 60
    assert len(page.selectbox[0].options) == 51


def test_a_guide_is_read_from_its_first_section_to_its_sources() -> None:
    page = opened(view="library", guide="redemption")
    text = said(page)
    assert [h.value for h in page.header] == [
        "What redemption means",
        "What it costs",
        "How it affects the shortfall",
        "Living there meanwhile",
        "Sources",
    ]
    assert "Selling the right, or taking a new loan to use it" in text
    assert "https://www.alllaw.com/articles/nolo/foreclosure/right-of-redemption.html" in text
    assert "Checked November" in text


def test_a_federal_rule_names_the_authority_of_each_section() -> None:
    text = said(opened(federal="va-loans"))
    assert "38 U.S.C. § 3703(e)(1)" in text and "United States v. Shimer" in text
    assert "What a foreclosure does to your VA loan benefit" in text


def test_a_state_shows_its_whole_record() -> None:
    page = opened(state="AZ")
    text = said(page)
    assert "For the usual home: the lender cannot collect the rest." in text
    assert [h.value.replace("\\", "") for h in page.subheader][:2] == ["1. Purchase money home", "2. Wiped out junior"]
    for words in (
        "within 90 days of the date of the trustee's sale",
        "you have six months to buy the home back",
        "homes are usually foreclosed without a court",
        "the home's market value counts against the debt",
        "the general time limit for a suit on the note is 6 years",
        "the protection of homes applies whatever the loan papers say",
        "Only subsection A and quoted copies of G and H",
        "https://azleg.gov/ars/12/01566.htm",
        "well supported by its sources",
    ):
        assert words in text, words
    assert [h.value for h in page.header] == [
        "In short",
        "The rule, case by case",
        "Deadlines",
        "How long a lender may sue",
        "The home's value",
        "Getting the home back",
        "How homes are foreclosed",
        "What the lender has to do",
        "What protects you",
        "What is not certain",
    ]


def test_every_state_says_what_follows_for_the_usual_home() -> None:
    for code in engine().index.manifest.states:
        found = standing(CaseSheet(), get_settings(), code)
        assert found.record is not None and found.assessment is not None
        words = usual_words(found.record, found.assessment)
        assert words.startswith("**For the usual home"), code
        assert "If :" not in words and "**." not in words, code


def test_a_state_that_turns_on_a_fact_says_on_which() -> None:
    text = said(opened(state="MI"))
    assert "For the usual home it depends:" in text
    assert "- If someone else bought the house: **the lender may collect the rest.**" in text


def test_ways_that_come_to_the_same_are_told_once() -> None:
    assert "For the usual home: the lender cannot collect the rest." in said(opened(state="OR"))


def test_the_states_are_gone_through_one_by_one_and_picked() -> None:
    page = opened(state="AZ", c="0a1b")
    assert page.selectbox[0].value == "AZ"
    press(page, "Arkansas →")
    assert params(page) == {"view": "library", "state": "AR", "c": "0a1b"}
    assert page.selectbox[0].value == "AR"
    press(page, "← Arizona")
    page.selectbox[0].set_value("WY").run()
    assert params(page)["state"] == "WY" and "Wyoming" in page.title[0].value
    assert not any("→" in b.label for b in page.button), "Wyoming is the last one"


def test_a_passage_is_shown_whole_with_the_sentence_marked() -> None:
    quote = "It does not matter what the loan was for or who lived there."
    page = opened(passage="states/AZ#rule-trustee-sale-home", quote=quote)
    marked = [m.value.replace("\\", "") for m in page.markdown if "<mark>" in m.value]
    assert len(marked) == 1
    assert f"<mark>{quote}</mark>" in marked[0] and "The land must be limited" in marked[0]
    assert "A.R.S. §§ 33-729(A), 33-814(G), (H) as of 2015" in said(page)
    press(page, "The whole Arizona rule")
    assert params(page) == {"view": "library", "state": "AZ"}


def test_a_passage_that_is_split_for_the_search_is_shown_as_one() -> None:
    for id in ("states/AZ#rule-purchase-money-home", "states/AZ#rule-purchase-money-home~2"):
        text = said(opened(passage=id))
        assert "can be collected only from the home" in text and "voluntary waste" in text


def test_a_term_is_found_by_its_name_or_its_id() -> None:
    for name in ("Deficiency judgment", "deficiency-judgment"):
        page = opened(term=name)
        assert "a court order that makes the former owner pay" in said(page)
    press(page, "All words explained")
    assert len([h for h in page.header if len(h.value) == 1]) > 15
    assert "Strict foreclosure" in said(page)


def test_a_search_lists_titles_citations_and_the_sentence_that_fits() -> None:
    page = opened(view="library")
    page.text_input[0].set_value("redemption price")
    press(page, "Search")
    assert params(page) == {"view": "library", "q": "redemption price"}
    assert "Getting the home back after the sale: redemption: What it costs" in [
        b.label.replace("\\", "") for b in page.button
    ]
    press(page, "redemption: What it costs")
    assert params(page)["passage"] == "guide/redemption#price"
    assert any("<mark>" in m.value for m in page.markdown)


def test_a_search_that_names_a_state_shows_its_own_rule_first_and_no_other_states() -> None:
    state, hits = found(engine().index, "deadline to sue in Ohio")
    assert state == "OH"
    kinds = [hit.passage.state for hit in hits]
    assert kinds[0] == "OH"
    assert set(kinds) <= {"OH", None}


def test_a_search_without_a_state_shows_no_states_rule() -> None:
    state, hits = found(engine().index, "how long do they have to sue")
    assert state is None and hits
    assert {hit.passage.state for hit in hits} == {None}


@pytest.mark.parametrize(("number", "state"), [("33-814", "AZ"), ("580b", "CA")])
def test_a_statutes_number_is_found_in_whatever_state_it_is(number: str, state: str) -> None:
    _, hits = found(engine().index, number)
    assert hits[0].passage.state == state


@pytest.mark.parametrize("words", ["best pizza in town", "asdfgh qwerty", "quantum physics", "zzz", "???"])
def test_a_search_for_something_else_says_what_to_try(words: str) -> None:
    page = opened(q=words)
    assert "Nothing here fits these words" in said(page) and "Name the state" in said(page)


@pytest.mark.parametrize(
    "bad",
    [
        {"state": "ZZ"},
        {"state": "../../etc/passwd"},
        {"guide": "<script>alert(1)</script>"},
        {"federal": "' OR 1=1 --"},
        {"passage": "states/AZ#rule-%00"},
        {"passage": "states/ZZ"},
        {"passage": "#"},
        {"term": "$x$ [a](javascript:b)"},
        {"guide": "x" * 5000},
    ],
)
def test_an_address_of_nothing_is_a_clear_message_with_a_way_on(bad: dict[str, str]) -> None:
    page = opened(view="library", **bad)
    assert page.title[0].value == "There is no such page"
    assert "<script>" not in "".join(m.value for m in page.markdown)
    press(page, "Browse everything")
    assert page.title[0].value == "Browse the sources"


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", "$$", "[a](javascript:b)", "x" * 5000, "\u202e\u0000"])
def test_strange_words_and_quotes_do_no_harm(bad: str) -> None:
    assert "<mark>" not in "".join(m.value for m in opened(passage="guide/redemption#price", quote=bad).markdown)
    opened(q=bad)


def test_reading_keeps_the_conversation_in_the_address() -> None:
    page = opened(view="library", c="0a1b")
    press(page, "What to do this week")
    assert params(page) == {"view": "library", "guide": "what-to-do-this-week", "c": "0a1b"}
    press(page, "Browse everything")
    assert params(page) == {"view": "library", "c": "0a1b"}
