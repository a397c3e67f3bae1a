from datetime import date

import pytest

from bot.answer.limits import LIMITS, is_bare, off_subject
from bot.understand.read import read_question

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text", ["what's the weather in Phoenix", "who is the governor of Ohio", "write a song about Nevada"]
)
def test_a_place_alone_does_not_bring_a_question_on_the_subject(text: str) -> None:
    question = read_question(text, TODAY, None)
    assert off_subject(question) or "outside" in question.intents


@pytest.mark.parametrize(
    "text",
    [
        "Texas",
        "and what about Texas then?",
        "sorry, Ohio",
        "am I safe in Ohio",
        "Phoenix, trustee sale in June",
        "Nevada, owed 300k",
        "what happens to my house in Ohio",
        "can they garnish my wages in Ohio",
    ],
)
def test_a_follow_up_and_a_case_are_on_the_subject(text: str) -> None:
    assert not off_subject(read_question(text, TODAY, None))


def test_a_limit_names_no_number_but_a_helpline() -> None:
    for name, limit in LIMITS.items():
        digits = [c for c in limit.says + limit.offers.replace("888-995-4673", "") if c.isdigit()]
        assert not digits, f"{name}: a number needs a passage, or verification refuses the answer"


@pytest.mark.parametrize("text", ["can they do this to us", "they took everything", "12,400", "is it allowed"])
def test_a_first_turn_that_says_nothing_yet_is_asked_about(text: str) -> None:
    assert is_bare(read_question(text, TODAY, None))


@pytest.mark.parametrize(
    "text", ["can they take my truck", "what is the weather", "Ohio", "who won the game", "fix my car"]
)
def test_a_turn_with_a_subject_of_its_own_is_not_bare(text: str) -> None:
    assert not is_bare(read_question(text, TODAY, None))
