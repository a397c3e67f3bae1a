"""What is told beside the house: other people's loans, another state, and what no sum answers."""

import pytest

from bot.answer.beside import (
    CANCELED,
    COSIGNER,
    DEFENSES,
    DISCHARGE,
    DIVORCE,
    INSURER,
    WARNING_WORDS,
    WHICH_STATE,
    asks_beside_the_sum,
    told_beside,
)
from bot.answer.signers import DEATH, ON_TITLE, SPOUSE

TOLD = [
    ("my mom died, the condo was in her name alone, do us kids have to pay", 1, DEATH),
    ("widow here, he took the loan years before we met", 1, DEATH),
    ("we inherited grandma's place and it was foreclosed", 1, DEATH),
    ("sister is on the title but never signed the mortgage", 1, ON_TITLE),
    ("my wife is on the deed but not on the loan", 1, SPOUSE),
    ("my husband did not sign the note, can they sue him", 1, SPOUSE),
    ("can they come after my wife", 1, SPOUSE),
    ("is my husband on the hook too? sold 300 owed 352", 1, SPOUSE),
    ("foreclosed in Nevada, we live in Utah now", 2, WHICH_STATE),
    ("which state's law applies to us", 0, WHICH_STATE),
    ("divorced, the decree says he pays the mortgage", 1, DIVORCE),
    ("I co-signed for my nephew", 1, COSIGNER),
    ("they sent a 1099-C and still sue me", 1, CANCELED),
    ("what defense do we have", 1, DEFENSES),
    ("PMI wants 12,000 from us", 1, INSURER),
    ("lost the house in 2015, chapter 7 in 2016, now the bank says i owe 45k", 1, DISCHARGE),
    ("sold for 150, owed 200, I filed chapter 13 after the sale", 1, DISCHARGE),
    ("sold for 150, owed 200, my husband and i filed chapter 7 in 2019", 1, DISCHARGE),
    ("can they sue me after my chapter 7", 1, DISCHARGE),
    ("they sold it before my bankruptcy, owed 200", 1, DISCHARGE),
    ("the lender is asking us to sign a promissory note for 30k after the short sale", 1, WARNING_WORDS),
    ("they offered an unsecured note for the rest", 1, WARNING_WORDS),
    # near misses
    ("I never signed the promissory note, only the deed", 1, None),
    ("they sued me on the promissory note", 1, None),
    ("sold for 150, owed 200, should I file chapter 7?", 1, None),
    ("my chapter 13 in 2024 was dismissed", 1, None),
    ("the lender had a bankruptcy in 2020", 1, None),
    ("my ex filed chapter 13 in may 2024, sold for 150, owed 200", 1, None),
    ("my dad's bankruptcy in 2020 was on the news", 1, None),
    ("he filed chapter 7 last year", 1, None),
    ("thinking about bankruptcy in 2027", 1, None),
    ("what if i did chapter 13", 1, None),
    ("my dad died, I missed payments on my loan and lost the house", 1, None),
    ("the deadline passed and nobody wrote", 1, None),
    ("my husband passed the inspection report to the bank", 1, None),
    ("my wife and I both owe, the house was sold", 1, None),
    ("can they come after my wife's brother", 1, None),
    ("I never signed for the certified letter", 1, None),
    ("we live in Ohio now", 1, None),
    ("the deed was recorded last week", 1, None),
    ("got a 1099-C, what is it", 1, None),
    ("I paid PMI every month", 1, None),
    ("which defense lawyer do I need", 1, None),
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
