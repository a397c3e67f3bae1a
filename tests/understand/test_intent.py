"""What a question asks for, and what it only seems to ask for: tests/understand/intents.yaml."""

from pathlib import Path

import pytest

from bot.topics import Topic
from bot.understand.intent import LAW, LIMITS, read_intents, read_premise, read_topics
from bot.understand.register import is_in_domain, read_audience
from bot.understand.spelling import spelt
from bot.yamlfile import load_yaml

ROWS: list[tuple[str, list[str], list[str]]] = load_yaml(Path(__file__).parent / "intents.yaml")


@pytest.mark.parametrize(("phrase", "wanted", "unwanted"), ROWS, ids=[row[0] for row in ROWS])
def test_the_intents_of_a_phrase(phrase: str, wanted: list[str], unwanted: list[str]) -> None:
    found = read_intents(phrase)
    assert set(wanted) <= set(found), found
    assert not set(unwanted) & set(found), found


def test_every_law_intent_and_every_limit_is_reached_by_some_phrase() -> None:
    reached = {intent for phrase, _, _ in ROWS for intent in read_intents(phrase)}
    assert reached >= LAW | LIMITS


def test_a_crisis_comes_before_everything_else() -> None:
    assert read_intents("the sale is tomorrow and I want to die, how do I hide my money")[0] == "self_harm"


@pytest.mark.parametrize(
    ("phrase", "premise"),
    [
        ("Texas doesn't allow deficiency judgments, so I can ignore the letter?", "no_deficiency"),
        ("florida is non-recourse so im fine right?", "no_deficiency"),
        ("isnt ohio a nonrecourse state", "no_deficiency"),
        ("once they foreclosed the debt is gone", "no_deficiency"),
        ("the bank can't come after me here", "no_deficiency"),
        ("they will automatically get a judgment", "always_owe"),
        ("I have to pay the whole thing back", "always_owe"),
        ("everyone tells me florida cant go after you once the house is gone", "no_deficiency"),
        ("banks automatically get the deficiency", "always_owe"),
        ("you can't be sued after foreclosure, right?", "no_deficiency"),
        ("why can't they sue me", None),
        ("I can't get a loan", None),
        ("can they come after me", None),
        ("is Texas a non-recourse state", None),
        ("do I owe anything", None),
    ],
)
def test_a_belief_taken_for_granted(phrase: str, premise: str | None) -> None:
    assert read_premise(phrase) == premise


@pytest.mark.parametrize(
    ("phrase", "topic"),
    [
        ("short sale or deed in lieu", Topic.SHORT_SALE),
        ("my wife was not on the loan", Topic.COSIGNER),
        ("they froze my bank account", Topic.BANK_LEVY),
        ("sold for more than I owed, who gets the surplus", Topic.SURPLUS),
        ("my bankrupcy", Topic.BANKRUPTCY),
        ("how does this hit my credit score", Topic.CREDIT),
    ],
)
def test_the_subject_of_a_question(phrase: str, topic: Topic) -> None:
    assert topic in read_topics(phrase)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("forclosure by the sherrif", "foreclosure by the sheriff"),
        ("they forclosed", "they foreclosed"),
        ("a non judical foreclosur sale", "a nonjudicial foreclosure sale"),
        ("trustie sale", "trustee sale"),
        ("defficiency judgement", "deficiency judgment"),
        ("statue of limitations", "statute of limitations"),
        ("they waved the deficiency", "they waived the deficiency"),
        ("she waved at the trusty dog", "she waved at the trusty dog"),
        ("wasnt it", "wasn't it"),
        ("foreclosure judgment", "foreclosure judgment"),
    ],
)
def test_misspelt_words_of_the_subject_are_put_right(wrong: str, right: str) -> None:
    assert spelt(wrong) == right
    assert spelt(right) == right


def test_who_is_asking() -> None:
    assert read_audience("MA, POS 3/2/26, def action viable?") == "counselor"
    assert read_audience("my client's def judgment, is it viable") == "counselor"
    assert read_audience("is my deficiency claim with a client relations person viable") == "homeowner"
    assert read_audience("can they come after us") == "homeowner"


def test_a_misspelt_question_is_still_about_this_subject() -> None:
    assert is_in_domain("forclosed on us")
    assert not is_in_domain("what is the weather")
