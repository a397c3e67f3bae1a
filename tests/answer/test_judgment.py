"""A judgment that stands is no claim: the rule for a claim gives it neither an outcome nor an amount."""

import pytest

from bot.conversation.shortfall import Shortfall
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
