"""Whether a court has decided already: told, asked about, or feared."""

import pytest

from bot.understand.judgment import judgment_gone, judgment_stands, money_judgment

STANDS = (
    "A court in Arizona entered a deficiency judgment against me in 2018 for $62,000. Can they still collect?",
    "Florida: the bank got a deficiency judgment against me six years ago for $80k, now they want to garnish my pay",
    "deficiency judgment entered 2015 in Ohio, still owe?",
    "I got hit with a deficiency judgment in Texas back in 2012, is it still good?",
    "they got a judgment for the rest, 45k, in Michigan last year. what can they do",
    "the lender already has a deficiency judgment. how long is it good for in Nevada",
    "I have a deficiency judgment from 2014 in Georgia, they never collected",
    "judge gave the bank a deficiency judgment of $40,000",
    "there is an old deficiency judgment on my credit from a 2010 foreclosure in Illinois",
    "default judgment for the deficiency was entered against us, we never got papers",
    "Chase won a judgment for the shortfall and now my account is frozen",
    "my deficiency judgment is 12 years old, can it be renewed?",
    "the court awarded them a deficiency judgment for 30k. do i have to pay",
    "Illinois foreclosure, judge confirmed sale and entered an in personam deficiency for 41,312.55 in 2019",
    "Vermont judge granted deficiency 20k in aug. can i appeal",
)
DOES_NOT = (
    "Can the bank get a deficiency judgment against me in Ohio?",
    "no deficiency judgment was entered",
    "what is a deficiency judgment",
    "how long does a lender have to get a deficiency judgment in Utah?",
    "will they get a deficiency judgment for $50,000?",
    "They foreclosed and may seek a deficiency judgment. do I owe",
    "Does Ohio have a deficiency judgment law",
    "the bank sued for a deficiency judgment, can they win",
    "Final judgment of foreclosure was entered for $300,000, sold for $250,000 in Florida",
    "judgment was 300k and it sold for 250k, Florida",
    "if they get a deficiency judgment can they take my car",
    "My lender filed a motion for deficiency judgment of $50,000 in Florida",
    "the lender never got a deficiency judgment",
    "They want a judgment for the rest, $40,000",
    "the bank says it will get a deficiency judgment against me",
    "Is there a deficiency judgment in Texas after a trustee sale?",
    "do they have a deficiency judgment against me automatically?",
    "work out my deficiency judgment: owed 300k, sold for 250k",
    "the judge granted a deficiency hearing in May",
    "can a judge grant a deficiency of 20k in Vermont",
)

FOR_MONEY = (
    "Judgment for 60k in Florida, entered 2024",
    "my second lender in Wisconsin sued in 2025, judgment entered may 2025 for 33,210. what now",
    "they got a judgment in 2016 for 60k",
    "my mom has a judgment in florida 45k, shes 80",
    "i get 2,400 social security in Pennsylvania, judgment 40k, can they garnish",
    "the bank has a judgment against me in Ohio",
    "social security 1,450 and a part time job 300 a week, judgment in ohio, what can they take",
)
OF_A_FORECLOSURE_OR_NONE = (
    "tampa rental. judgment 198,000 sold to third party 155,000",
    "Oklahoma lender's motion filed nov 20 2026, sheriff sale aug 20 2026, judgment 140k",
    "the court entered a judgment of foreclosure for 300k",
    "judgment 75,000.00 sale 75,000.01",
    "Case No. 26-CV-01877, judgment 318,990.25, sale 281,500.00. Remaining amount?",
    "can they garnish me once they have a judgment for 30k",
    "if they get a judgment for 40k can they take my car",
    "how long does a judgment last",
    "does the bank have a judgment against me?",
    "what happens when the bank has a judgment",
    "they have no judgment yet, only a letter",
    "final judgment entered for 210,000 in Florida",
)


@pytest.mark.parametrize("text", FOR_MONEY)
def test_a_judgment_for_money_is_read_where_no_sale_is_told(text: str) -> None:
    assert money_judgment(text)


@pytest.mark.parametrize("text", OF_A_FORECLOSURE_OR_NONE)
def test_the_judgment_of_a_foreclosure_or_a_supposed_one_is_none(text: str) -> None:
    assert not money_judgment(text)


def test_one_that_was_set_aside_is_gone() -> None:
    assert judgment_gone("the judgment was vacated in May")
    assert not judgment_gone("the judgment was entered in May")


@pytest.mark.parametrize("text", STANDS)
def test_a_judgment_that_was_given_is_read(text: str) -> None:
    assert judgment_stands(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_one_that_may_come_or_did_not_is_not(text: str) -> None:
    assert not judgment_stands(text)
