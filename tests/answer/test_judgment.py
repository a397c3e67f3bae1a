"""A judgment that stands is no claim: the rule for a claim gives it neither an outcome nor an amount."""

import pytest

from bot.conversation.shortfall import Message, Shortfall
from tests.conversation.talker import engine


@pytest.fixture(scope="module")
def shortfall() -> Shortfall:
    return engine()


def test_no_outcome_and_no_amount_is_told_for_it(shortfall: Shortfall) -> None:
    answer = shortfall.ask(
        "A court in Arizona entered a deficiency judgment against me in 2018 for $62,000. Do I owe it?"
    )
    assert (answer.outcome, answer.amount, answer.state) == (None, None, "AZ")
    assert answer.text.startswith("**A court has decided this already")
    assert "set aside" in answer.text
    assert "Arizona law has a bar against such a claim" in answer.text


def test_a_state_s_own_time_to_collect_it_is_told(shortfall: Shortfall) -> None:
    answer = shortfall.ask("deficiency judgment entered 2015 in Ohio, still owe?")
    assert "2 years" in answer.text
    assert any("2329" in citation.cite for citation in answer.citations)


def test_a_judgment_that_the_state_lets_run_out_is_barred(shortfall: Shortfall) -> None:
    answer = shortfall.ask(
        "Our farm in Wisconsin was foreclosed and a deficiency judgment was entered against us on March 14, 2006. Still good?"
    )
    assert answer.outcome == "barred"
    assert "10 years" in answer.text


def test_a_claim_before_a_judgment_is_answered_by_the_rule(shortfall: Shortfall) -> None:
    answer = shortfall.ask("Can the bank get a deficiency judgment against me after a trustee's sale in Arizona?")
    assert answer.outcome == "barred"


@pytest.mark.parametrize(
    ("talk", "says"),
    [
        (("Judgment for 60k in Florida, entered 2024",), "A court has decided this already"),
        (
            ("Judgment for 60k in Florida, entered 2024", "can they take my house i live in now and my paycheck"),
            "homestead protection often stops it",
        ),
        (
            (
                "Illinois foreclosure, judge confirmed sale and entered an in personam deficiency for 41,312.55 in 2019",
                "interest is now how much",
            ),
            "My sources for Illinois do not say the rate of interest on a judgment",
        ),
        (("Vermont judge granted deficiency 20k in aug. can i appeal",), "do not say whether it can be appealed"),
        (
            ("my mom has a judgment in florida 45k, shes 80, lives on ss 1,800 and owns her condo",),
            "Private creditors may not take Social Security",
        ),
        (
            (
                "88k sitting in the company 401(k). bank has a judgment from the condo and their lawyer says cash it in or we grab it. can they",
            ),
            "out of a private creditor's reach",
        ),
        (("in georgia they got a judgment in 2016 for 60k", "can they renew it"), "Many states let the creditor renew"),
        (
            ("i get 2,400 social security and 600 pension, in Pennsylvania, judgment 40k, can they garnish",),
            "cannot be attached",
        ),
        # 25% of 2,800 = 700
        (("take home 2,800 a month, 2 kids, judgment in illinois, 34k",), "$700"),
    ],
)
def test_what_is_asked_of_a_judgment_is_answered(shortfall: Shortfall, talk: tuple[str, ...], says: str) -> None:
    answer = shortfall.ask(talk[-1], [Message(content=turn) for turn in talk[:-1]])
    assert says in answer.text
    assert answer.outcome is None


def test_the_judgment_of_the_foreclosure_is_a_debt(shortfall: Shortfall) -> None:
    answer = shortfall.ask("Ohio judgment 198,000, sold to a third party for 155,000")
    assert (answer.outcome, str(answer.amount)) == ("allowed", "43000.00")  # 198,000 - 155,000
    later = shortfall.ask("they got a judgment for 198,000", [Message(content="Ohio sheriff sale, sold for 150k")])
    assert later.outcome == "allowed"
