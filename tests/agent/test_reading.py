"""How a model's text is taken apart: sentences, the sources behind them, and what needs none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agent.reading import read_draft, whole_sentences


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It may sue. [1]", [("It may sue.", (1,))]),
        ("It may sue [1].", [("It may sue.", (1,))]),
        ("It may sue.[1][2] It has 90 days.[3]", [("It may sue.", (1, 2)), ("It has 90 days.", (3,))]),
        ("It may sue [1, 2]. And then?", [("It may sue.", (1, 2)), ("And then?", ())]),
        ("Under A.R.S. § 33-814(G) no. [4]", [("Under A.R.S. § 33-814(G) no.", (4,))]),
        ("**No.** [1]\n\n- First. [2]\n- Second. [3]", [("No.", (1,)), ("First.", (2,)), ("Second.", (3,))]),
        ("It may\nsue. [1]", [("It may sue.", (1,))]),
        ("It may sue.\n[1]", [("It may sue.", (1,))]),
        ("# Answer\n\nIt may. [1]", [("Answer", ()), ("It may.", (1,))]),
        ("", []),
        ("[1]", []),
    ],
)  # fmt: skip
def test_a_marker_belongs_to_the_sentence_before_it(text: str, said: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(one.text, one.sources) for one in read_draft(text)] == said


@pytest.mark.parametrize("text", ["I am so sorry this happened to you.", "Let's look at this together.", "Here is what I found.", "Thank you for telling me."])  # fmt: skip
def test_words_of_comfort_need_no_source(text: str) -> None:
    assert [one.kind for one in read_draft(text)] == ["help"]


@pytest.mark.parametrize(
    "text",
    [
        "You owe nothing.",
        "It is over.",
        "You are in the clear.",
        "Your wages are safe.",
        "I am sorry, but you owe the bank $70,000.",
        "Let's say they have ninety days.",
        "Here is the rule: nobody can sue.",
        "This is barred.",
        "The judge will side with you.",
        "I am sorry, nothing can be done.",
        "I know that the lender gave up.",
        "Ignore the summons.",
    ],
)
def test_whatever_could_be_wrong_is_a_claim(text: str) -> None:
    assert [one.kind for one in read_draft(text)] == ["claim"]


@given(st.text(alphabet="ab .!?[]1,2\n-*", max_size=120))
def test_what_is_whole_stays_as_it_is_when_more_comes(text: str) -> None:
    before = whole_sentences(text)
    assert text.startswith(before)
    assert read_draft(text)[: len(read_draft(before)) - 1] == read_draft(before)[:-1]


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    assert all(any(c.isalnum() for c in one.text) for one in read_draft(text))
