"""Things that are asked about by name, and words like theirs that name nothing."""

from pathlib import Path

import pytest

from bot.answer.subjects import subjects
from bot.answer.things import things, things_named

NAMED = [
    ("is there mediation before the sale?", "mediation"),
    ("Which newspaper must the sale be advertised in?", "newspaper"),
    ("must they post it on my front door", "posting"),
    ("at what hour do trustee sales happen", "place_of_sale"),
    ("how many years do they have to start a foreclosure", "time_to_foreclose"),
    ("can they foreclose without holding the note, who holds the note", "holder"),
    ("they never produced the note, is that ok", "lost_note"),
    ("who can be the substitute trustee?", "substitute_trustee"),
    ("can I strip the second lien in chapter 13", "lien_strip"),
    ("how much is the homestead exemption", "homestead_amount"),
    ("irs had a lien too when bank foreclosed, do they redeem", "irs_redemption"),
    ("does Act 91 apply", "Act 91"),
    ("what does RCW 61.24.163 say", "61.24.163"),
    ("is § 2924.11 on my side", "2924.11"),
    ("what about the Homeowner Protection Program", "Homeowner Protection Program"),
]
NOT_NAMED = [
    "they foreclosed by advertisement in Michigan",  # a way of foreclosing
    "I was served by publication",
    "they sold it on the courthouse steps, do I owe",
    "can he run the sale himself the way banks do",
    "how long after the foreclosure can they sue me",
    "the sale was on 3-2-26 for 150.000",
    "I owe 45-60 days of payments, section 8 or not",
    "my FICO 620 will drop",
    "can i redeem if the irs took my refund",
    "call HUD 800-569-4287",
    "they act 91 years old",
    "my neighbors keep asking",
    "where did the money from the sale go",
    "santa fe new mexico trustee sale",
    "what does a deed restriction mean for my chicken coop",
    "debtor exam subpoena, do I have to go",
    "nothing in the paper about releasing us",
    "my docker container exits with code 137",
    "the draft lacks release language, redline suggestions?",
    "sheriff's deed recorded in May, too late for them to sue?",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_named(text: str, name: str) -> None:
    assert name in [thing.name for thing in things_named(text)]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_not_named(text: str) -> None:
    assert not [thing.name for thing in things_named(text) if thing.name not in ("Act 91", "public_benefits")]


def test_every_thing_points_to_what_there_is() -> None:
    known = {subject.name for subject in subjects()}
    guide = {path.stem for path in Path("corpus/guide").glob("*.md")} | {
        p.stem for p in Path("corpus/federal").iterdir()
    }
    for thing in things():
        assert thing.beside <= known, thing.name
        assert (thing.guide is not None) == (thing.law == "general"), thing.name
        if thing.guide:
            assert thing.guide.partition("#")[0].partition("/")[2] in guide
            assert thing.told.pattern
