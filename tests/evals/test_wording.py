"""Reading plain answers: the outcome they tell, numbers and periods in any form, sections, days, refusals."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from evals.reply import Reply
from evals.wording import all_numbers, canonical, days, periods, plain, said_numbers, said_outcome, says, sections

TURNS = ("My house in Arizona was sold on June 1, 2026. I owed $388,000 and it brought $300,500.",)

ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("No. Under A.R.S. § 33-814(G) your lender **cannot** sue you for the $87,500.", {"outcome": "barred", "amount": "87500", "cites": ["33-814(G)"]}),
    ("Good news: you don’t owe the remaining $87,500.", {"outcome": "barred", "amount": "87500"}),
    ("The lender is prohibited from pursuing a deficiency judgment.", {"outcome": "barred", "amount": "0"}),
    ("Arizona is a non-recourse state for such homes, so nothing more is owed.", {"outcome": "barred", "amount": "0"}),
    ("You are not responsible for the rest, and you will not owe anything.", {"outcome": "barred", "amount": "0"}),
    ("A deficiency judgment is not allowed after a trustee's sale.", {"outcome": "barred", "amount": "0"}),
    ("Unfortunately, yes. The bank can sue you for $87,500.", {"outcome": "allowed", "amount": "87500"}),
    ("The lender may still pursue a deficiency judgment within ninety (90) days.", {"outcome": "allowed", "period": "90 day"}),
    ("The lender will be able to collect the shortfall until 30 August 2026.", {"outcome": "allowed", "date": dt.date(2026, 8, 30)}),
    ("In Arizona deficiency judgments are generally permitted.", {"outcome": "allowed"}),
    ("The bank may sue, but only for the difference between the debt and the fair market value.", {"outcome": "limited"}),
    ("Yes. They can claim $50,000 at most, under Section 33-814 of the Arizona Revised Statutes.", {"outcome": "limited", "amount": "50000", "cites": ["33-814"]}),
    ("The lender could seek the balance. The amount is limited to $40,000.25.", {"outcome": "limited", "amount": "40000.25"}),
    ("It is in the court's discretion whether the rest is granted.", {"outcome": "discretionary"}),
    ("A judge decides whether the lender gets anything.", {"outcome": "discretionary"}),
    ("It depends. Did you live in the home, and was it a purchase loan?", {"outcome": "depends", "asks": ["loan", "occupancy"]}),
    ("Whether they can sue depends on how it was sold: through a court or by a trustee?", {"outcome": "depends", "asks": ["process"]}),
    ("I'm sorry, but I can't help with that.", {"declined": True}),
    ("I can only answer questions about mortgages; that is outside of what I do.", {"declined": True}),
    ("Thank you for telling me, and good luck.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), ANSWERS)
def test_a_plain_answer_is_read_for_what_it_finds(text: str, told: dict[str, Any]) -> None:
    reply = Reply.of_text(text, TURNS, 12.0)
    assert reply.from_text
    assert (reply.state, reply.text, reply.latency_ms) == ("AZ", text, 12.0)
    assert reply.outcome == told.get("outcome")
    assert reply.amount == (Decimal(told["amount"]) if "amount" in told else None)
    assert (reply.deadline and reply.deadline.date) == told.get("date")
    assert (reply.deadline and reply.deadline.period) == told.get("period")
    assert [citation.cite for citation in reply.citations] == told.get("cites", [])
    assert sorted(reply.asks) == sorted(told.get("asks", []))
    assert reply.declined == told.get("declined", False)


def test_the_persons_own_amounts_and_days_are_no_findings() -> None:
    reply = Reply.of_text("You owed $388,000 on June 1, 2026. The gap is $87,500, until August 30, 2026.", TURNS)
    assert reply.amount == Decimal(87500)
    assert reply.deadline is not None
    assert reply.deadline.date == dt.date(2026, 8, 30)
    assert Reply.of_text("You owed $388,000.", TURNS).amount is None
    assert Reply.of_text("You owed $388,000.", ("owed 388 in arizona",)).amount is None


def test_the_state_is_the_one_that_was_typed_before_one_that_is_said() -> None:
    assert Reply.of_text("In Texas they may sue.", TURNS).state == "AZ"
    assert Reply.of_text("In Texas they may sue.", ("can they sue?",)).state == "TX"
    assert Reply.of_text("They may sue.", ("can they sue?",)).state is None


def test_an_amount_that_is_read_from_the_text_is_not_worked_out() -> None:
    told = {"text": "You owe $87,600.", "amount": "87600"}
    assert "87600" not in Reply.of_text(told["text"], TURNS).worked_out()
    assert "87600" in Reply.model_validate(told).worked_out()


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("I can't help with that. The lender cannot sue.", "barred"),
        ("First some words. They may sue.", "allowed"),
        ("The lender cannot sue. In other states it may.", "barred"),
        ("I cannot say that for sure.", None),
        ("A court may refuse the judgment.", "discretionary"),
        ("Nothing more can be collected.", "barred"),
        ("The lender has no right to collect it.", "barred"),
        ("There is no right to buy the home back.", None),
        ("The answer varies by county.", "depends"),
    ],
)
def test_the_first_sentence_that_speaks_of_it_tells_the_outcome(text: str, outcome: str | None) -> None:
    assert said_outcome(plain(text)) == outcome


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("**Ninety-day** period", "90 day period"),
        ("twenty-one days", "21 days"),
        ("They can’t — ever", "they can't - ever"),
        ("two hundred thousand", "200000"),
        ("§ 33\u00a0[2]", "§ 33"),
    ],
)
def test_ways_of_writing_meet_in_the_canonical_form(one: str, other: str) -> None:
    assert canonical(one).strip() == canonical(other).strip()


def test_an_article_and_a_fraction_stay_words() -> None:
    assert canonical("a half and an offer") == "a half and an offer"


def test_a_phrase_is_said_in_any_of_its_ways() -> None:
    text = canonical("The lender has **ninety days** to sue.")
    assert says(text, ("three months", "90 days"))
    assert not says(text, ("60 days",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by August 30, 2026", [dt.date(2026, 8, 30)]),
        ("by 30 August 2026 or 2027-01-02", [dt.date(2026, 8, 30), dt.date(2027, 1, 2)]),
        ("after December 1 2026, before january 5, 2026", [dt.date(2026, 12, 1), dt.date(2026, 1, 5)]),
        ("February 30, 2026 and 2026-13-01", []),
        ("may 90, 2026", []),
    ],
)
def test_days_in_any_form_and_no_day_that_there_is_not(text: str, found: list[dt.date]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ninety days, 6 months or a 1-year period", [("90", "day"), ("6", "month"), ("1", "year")]),
        ("thirty (30) days", [("30", "day")]),
        ("90 (ninety) calendar days", [("90", "day")]),
        ("six to twelve months", [("6", "month"), ("12", "month")]),
        ("one hundred twenty days", [("120", "day")]),
        ("1.5 years, 2026/7 days, a few weeks, the sale day", []),
    ],
)
def test_periods_in_figures_and_words(text: str, found: list[tuple[str, str]]) -> None:
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A.R.S. § 33-814(G), §§ 12-1566", ["33-814(G)", "12-1566"]),
        ("Section 51.003 of the Texas Property Code", ["51.003"]),
        ("Cal. Code Civ. Proc. § 580b(a)(3)", ["580b(a)(3)"]),
        ("735 ILCS 5/15-1603(b)", ["5/15-1603(b)"]),
        ("RCW 61.24.100 and ORS 86.797", ["61.24.100", "86.797"]),
        ("Fla. Stat. 95.11, Fla. Stat. 95.11", ["95.11"]),
        ("pay 5000 in 90 days", []),
    ],
)
def test_sections_of_statutes_are_found_once_each(text: str, found: list[str]) -> None:
    assert sections(text) == found


def test_numbers_are_held_in_any_form_but_claimed_only_as_figures_periods_or_large_words() -> None:
    text = "One lender has ninety days for $5,000 or two hundred thousand."
    assert {"1", "90", "5000", "200000"} <= all_numbers(text)
    assert said_numbers(text) == {"90", "5000", "200000"}
