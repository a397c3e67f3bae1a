"""Whether a court has decided already: told, asked about, or feared."""

import pytest

from bot.understand.judgment import judgment_stands

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
)


@pytest.mark.parametrize("text", STANDS)
def test_a_judgment_that_was_given_is_read(text: str) -> None:
    assert judgment_stands(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_one_that_may_come_or_did_not_is_not(text: str) -> None:
    assert not judgment_stands(text)
