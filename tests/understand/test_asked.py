"""What the words of a question as a whole ask for, where no word group knows them."""

import datetime as dt

import pytest

from bot.understand.asked import asks_of_the_claim
from bot.understand.intent import LAW, read_intents
from bot.understand.read import read_question

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "bank foreclosed on our home outside rutland vermont. can they squeeze more cash outta us",
        "our Idaho home was sold by the trustee, purchase loan. can those people still squeeze us",
    ],
)
def test_a_claim_is_asked_after_in_words_of_its_own(text: str) -> None:
    assert not LAW.intersection(read_intents(text))  # no word group knows it
    assert asks_of_the_claim(text) > 0
    assert "rule" in read_question(text, TODAY, None).intents


@pytest.mark.parametrize(
    "text",
    [
        "how do i find a free housing counselor near me",
        "what goes in a letter to the servicer about wrong fees",
        "the tenants in our house got a notice too, when must they go",
    ],
)
def test_a_section_is_asked_after(text: str) -> None:
    assert asks_of_the_claim(text) < 0
    assert "rule" not in read_question(text, TODAY, None).intents


def test_a_few_words_ask_for_nothing_by_themselves() -> None:
    assert read_question("bank again, Ohio", TODAY, None).intents == ()
