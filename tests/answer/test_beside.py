"""What is told beside the house: other people's loans, another state, and what no sum answers."""

import pytest

from bot.answer.beside import COSIGNER, DEATH, DIVORCE, ON_TITLE, SPOUSE, WHICH_STATE, asks_beside_the_sum, told_beside

TOLD = [
    ("my mom died, the condo was in her name alone, do us kids have to pay", 1, DEATH),
    ("widow here, he took the loan years before we met", 1, DEATH),
    ("we inherited grandma's place and it was foreclosed", 1, DEATH),
    ("sister is on the title but never signed the mortgage", 1, ON_TITLE),
    ("my wife is on the deed but not on the loan", 1, SPOUSE),
    ("my husband did not sign the note, can they sue him", 1, SPOUSE),
    ("foreclosed in Nevada, we live in Utah now", 2, WHICH_STATE),
    ("which state's law applies to us", 0, WHICH_STATE),
    ("divorced, the decree says he pays the mortgage", 1, DIVORCE),
    ("I co-signed for my nephew", 1, COSIGNER),
    # near misses
    ("my dad died, I missed payments on my loan and lost the house", 1, None),
    ("the deadline passed and nobody wrote", 1, None),
    ("my husband passed the inspection report to the bank", 1, None),
    ("my wife and I both owe, the house was sold", 1, None),
    ("I never signed for the certified letter", 1, None),
    ("we live in Ohio now", 1, None),
    ("the deed was recorded last week", 1, None),
]


@pytest.mark.parametrize(("text", "states", "passage"), TOLD)
def test_the_section_on_what_is_told_beside_the_house(text: str, states: int, passage: str | None) -> None:
    found = told_beside(text, states)
    assert (found.passage if found else None) == passage


@pytest.mark.parametrize(
    "text",
    [
        "buyer offers 140 and we owe 170, who must approve that",
        "bids went to 240 on a 210 debt, does the lender keep all that",
        "the lender 'bid' 88,000. did any real money move",
        "sold for 300, owed 250. who gets the extra",
        "do we need the bank's permission to sell at 150",
    ],
)
def test_a_question_that_no_sum_answers(text: str) -> None:
    assert asks_beside_the_sum(text)


@pytest.mark.parametrize(
    "text",
    [
        "owed 195, sold for 160, how much is left?",
        "loan 250k, auction 180k. what now",
        "bank wants the rest of 40k",
        "",
    ],
)
def test_a_question_about_the_sum(text: str) -> None:
    assert not asks_beside_the_sum(text)


def test_long_texts_are_read_fast() -> None:
    long = "my husband never " * 500
    told_beside(long, 1)
    assert not asks_beside_the_sum("the bank and the lender " * 400)
