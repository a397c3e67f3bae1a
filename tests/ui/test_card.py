"""The bottom line above an answer."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from bot.answer.model import Answer, AnswerDeadline, Outcome
from bot.ui.card import BADGES, bottom_line

TODAY = date(2026, 11, 23)


def answer(**changes: object) -> Answer:
    return Answer.model_validate({"text": "x", "segments": (), **changes})


def deadline(day: date | None, actor: str = "lender") -> AnswerDeadline:
    return AnswerDeadline.model_validate(
        {"date": day, "period": "90 days", "act": "sue", "cite": "§ 1", "actor": actor, "starts": "the sale"}
    )


def test_every_outcome_has_words_a_sign_and_a_colour_of_its_own() -> None:
    assert set(BADGES) == set(get_args(Outcome))
    for name in ("words", "sign", "colour"):
        assert len({getattr(badge, name) for badge in BADGES.values()}) == len(BADGES)


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "1 day left"),
        (date(2027, 1, 6), "44 days left"),
        (date(2026, 11, 22), "1 day ago"),
        (date(2022, 11, 23), "1,461 days ago"),
    ],
)
def test_the_days_left(day: date, left: str) -> None:
    lines = bottom_line(answer(outcome="limited", deadline=deadline(day)), TODAY)
    assert lines[0].startswith("The lender's last day to sue: **") and lines[0].endswith(f"({left})")


def test_a_day_that_is_not_known_is_told_by_its_period_and_your_own_as_yours() -> None:
    assert bottom_line(answer(outcome="limited", deadline=deadline(None)), TODAY) == [
        "The lender's last day: 90 days from the sale"
    ]
    assert bottom_line(answer(outcome="limited", deadline=deadline(None, "borrower")), TODAY)[0].startswith("Your last")


def test_the_amount_and_what_is_open() -> None:
    assert bottom_line(answer(outcome="barred", amount=Decimal(0)), TODAY) == ["**$0** to pay"]
    lines = bottom_line(answer(outcome="depends", amount=Decimal(60000), asks=("buyer", "sale_date")), TODAY)
    assert lines == ["At most **$60,000**", "It turns on: who bought the house and when the sale was"]


def test_an_answer_on_something_else_has_no_card() -> None:
    assert bottom_line(answer(amount=Decimal(100), asks=("take_home_pay",)), TODAY) == []
    assert bottom_line(answer(deadline=deadline(TODAY)), TODAY) == []
