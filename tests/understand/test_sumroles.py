"""The trained judgement of what each sum is: hand-made weights, what it may not change, and what it reads in service."""

import pytest

from bot.understand.amounts import read_amounts
from bot.understand.roles import Role, assign_roles, read_money
from bot.understand.sumroles import SumRoles, features_of
from bot.understand.text import fold

HAND_MADE = """# a heading that is not read
bias\tdebt:0.5\tsale_price:0
l1=owed\tdebt:2\tsale_price:-1
rank=0\tdebt:1
"""


def test_the_likelihood_of_each_role_is_a_softmax_of_the_weights() -> None:
    model = SumRoles.from_text(HAND_MADE)
    likely = model.likely({"l1=owed": 1.0, "rank=0": 1.0, "never seen": 1.0})
    assert likely["debt"] == pytest.approx(0.98901, abs=1e-4)  # 3.5 against -1
    assert sum(likely.values()) == pytest.approx(1)


def test_what_is_known_of_a_sum() -> None:
    text = fold("owed 212, sold 150")
    first, second = features_of(text, assign_roles(text, read_amounts(text), judge=False))
    assert {"l1=owed", "first", "rank=0/2", "read=debt", "other=sale_price"} <= first.keys()
    assert {"l1=sold", "follows=,", "rank=1/2", "share=0.7", "before larger=True"} <= second.keys()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "upside down by a mile. mortgage 331, house 241 on a good day, it went for 206",
            "debt fair_market_value sale_price",
        ),
        ("my payment was 1,900, i owed 205,000 and it hammered at 171,000", "monthly_payment debt sale_price"),
    ],
)
def test_sums_in_words_that_no_group_has(text: str, roles: str) -> None:
    assert [str(one.role) for one in read_money(text)] == roles.split()
    assert [str(one.role) for one in assign_roles(text, read_amounts(text), judge=False)] != roles.split()


@pytest.mark.parametrize(
    ("text", "at", "role"),
    [
        ("owed 212,000 including 8,000 in fees, sold for 150,000 at the auction", 1, Role.OTHER),
        ("the debt was 238,000 and my basis in the house was 210,000 back then", 1, Role.BASIS),
        ("per diem of 32.50 for 90 days on top of the 140,000 that we owed them", 0, Role.PER_DIEM),
    ],
)
def test_what_the_words_settle_stays(text: str, at: int, role: Role) -> None:
    assert read_money(text)[at].role == role


def test_a_short_reply_is_left_to_the_question_that_it_answers() -> None:
    assert [one.role for one in read_money("about 212")] == [None]


def test_a_table_of_many_sums_is_left_to_its_words() -> None:
    text = "the list they sent has " + ", ".join(f"fee {n},100" for n in range(1, 40))
    judged, alone = read_money(text), assign_roles(text, read_amounts(text), judge=False)
    assert [one.role for one in judged] == [one.role for one in alone]
