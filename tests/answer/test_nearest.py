"""What is nearer to the question than all that is said is said too, and nothing else is."""

from datetime import date

import pytest

from bot.answer.model import Answer
from bot.conversation.shortfall import Shortfall
from bot.settings import get_settings

TOLLING = 'A written agreement can extend it, so read any form that mentions "tolling".'
REFUND = "A private lender cannot have the Treasury hold back your federal tax refund for a deficiency."


@pytest.fixture(scope="module")
def engine() -> Shortfall:
    return Shortfall(get_settings().model_copy(update={"today": date(2026, 11, 23)}))


def last(answer: Answer) -> str:
    return [segment.text for segment in answer.segments if segment.citations][-1]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("a collector mailed me a tolling agreement on the balance. whats tolling and do i sign", TOLLING),
        ("chase got a deficiency judgement on me. can chase make the IRS hand over my tax refund", REFUND),
    ],
)
def test_the_nearest_sentence_is_said_wherever_the_answer_came_from(
    engine: Shortfall, question: str, sentence: str
) -> None:
    assert sentence in engine.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "own a fourplex in mesa az, i stay in unit 1 and rent the other three. trustee sale was oct 28 2026. can they come after me?",
        "trustee sold our home in Yakima WA in july, no court. do we owe that bank anything at all",
    ],
)
def test_a_rule_is_not_followed_by_a_sentence_on_another_case(engine: Shortfall, question: str) -> None:
    passages = {citation.passage.partition("#")[2] for citation in engine.ask(question).citations}
    assert "overview" not in passages
    assert last(engine.ask(question)).startswith("If instead")


def test_a_sum_is_not_followed_by_one(engine: Shortfall) -> None:
    answer = engine.ask("owed 97,000 on the place in tulsa. whats my deficiency likely to be")
    assert answer.asked == "sale_price"
    assert "worked-example" not in " ".join(citation.passage for citation in answer.citations)


def test_nothing_is_added_to_a_refusal(engine: Shortfall) -> None:
    answer = engine.ask("help me hide my savings in my cousin's account before the bank gets its judgment")
    assert answer.declined
    assert all(segment.kind != "claim" or segment.citations for segment in answer.segments)
