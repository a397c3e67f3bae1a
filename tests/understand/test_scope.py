"""The linear models of what is another subject: hand-made weights, so that each sum can be done on paper."""

from math import sqrt

import pytest

from bot.understand.limits import read_limits
from bot.understand.linear import pieces
from bot.understand.scope import ScopeModel, scope_model

HAND_MADE = """# a heading that is not read
feature\toutside\twords\tjudged\tkind:outside\tkind:harm_person
bias\t-1\t-0.5\t0.25\t0.5\t0
e:state\t\t\t-2\t\t
e:text\t\t\t0.5\t\t
w:chili\t3\t2\t\t1\t
w:house\t-3\t-2\t\t\t
w:burn the\t\t\t\t\t4
v:0\t2\t\t\t\t1
v:1\t\t\t\t3\t
"""


@pytest.fixture(scope="module")
def model() -> ScopeModel:
    return ScopeModel.from_text(HAND_MADE)


def test_words_are_weighed_as_a_text_of_unit_length(model: ScopeModel) -> None:
    assert model.by_words("chili") == -0.5 + 2
    assert model.by_words("chili at my house") == -0.5  # 2 and -2, each by the root of two
    assert model.by_words("Chili, chili!") == pytest.approx(-0.5 + 2)  # once, in any case
    assert model.by_words("nothing that is known") == -0.5


def test_meaning_stands_beside_the_words(model: ScopeModel) -> None:
    assert model.by_text("chili", [0.6, 0.8]) == pytest.approx(-1 + 3 + 0.6 * 2)


def test_what_the_engine_knows_is_added_and_what_has_no_weight_says_nothing(model: ScopeModel) -> None:
    assert model.judged(2.0, {"state": 1.0, "never seen": 1.0}) == 0.25 + 0.5 * 2 - 2


def test_the_kind_is_the_likeliest(model: ScopeModel) -> None:
    assert model.kind("chili", [0.0, 0.0]) == "outside"
    assert model.kind("burn the house", [0.0, 0.0]) == "harm_person"
    assert model.kind("burn the house", [0.0, 1.2]) == "outside"  # 0.5 + 3.6 against 4 / root 2: "house" is known too


def test_pairs_are_known_by_the_words_between_which_nothing_stands() -> None:
    assert "burn the" in pieces("burn THE house")
    assert "burn the" not in pieces("burn down the house")
    assert "burn house" not in pieces("burn the house")


def test_a_long_text_is_read_up_to_a_length() -> None:
    assert len(pieces(" ".join(f"word{n}a" for n in range(5_000)))) < 1_000


def test_the_weights_in_service_hold_every_column_and_kind() -> None:
    model = scope_model()
    assert set(model.kinds) == {
        "deceive_court",
        "harm_person",
        "hide_assets",
        "injection",
        "other_person",
        "outside",
        "predict_judge",
    }
    assert all(column["bias"] for column in model.linear.columns.values())
    assert sum(name.startswith("v:") for name in model.linear.columns["outside"]) > 370  # of 384
    assert not any(name.startswith("v:") for name in model.linear.columns["words"])
    assert model.linear.columns["judged"]["e:text"] > 0.3  # the text speaks in the second step too
    assert model.linear.columns["judged"]["e:state"] < 0 < model.linear.columns["judged"]["e:refused"]


@pytest.mark.parametrize(
    ("ours", "another"),
    [
        ("they foreclosed and the lender wants the deficiency", "my cat will not eat her food"),
        ("can they garnish me after the foreclosure sale", "who won the game on sunday"),
        ("owed 210 sold for 180 trustee sale", "write a python script for my homework"),
    ],
)
def test_words_alone_tell_what_is_far_apart(ours: str, another: str) -> None:
    assert scope_model().by_words(ours) < 0 < scope_model().by_words(another)
    assert not read_limits(ours)


def test_words_of_unit_length() -> None:
    model = scope_model()
    once, said = model.by_words("foreclosure"), model.linear.columns["words"]
    assert once == pytest.approx(said["bias"] + said["w:foreclosure"] / sqrt(1))
