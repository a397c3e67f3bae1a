"""Each amount gets the role that the words around it give; small bare numbers of a house are thousands."""

from pathlib import Path

import pytest

from bot.understand.amounts import read_amounts
from bot.understand.roles import Role, RoledAmount, assign_roles, read_money
from bot.yamlfile import load_yaml

FOLDER = Path(__file__).parent
CASES = load_yaml(FOLDER / "roles.yaml") + load_yaml(FOLDER / "roles_unlearned.yaml")


def shown(roled: RoledAmount) -> str:
    mark = " not" if roled.superseded else " if" if roled.hypothetical else ""
    return f"{roled.role or 'null'} {roled.amount.value}{mark}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_roles_follow_the_nearest_cue(text: str, expected: list[str]) -> None:
    assert [shown(r) for r in read_money(text)] == expected


def only(text: str) -> RoledAmount:
    (roled,) = read_money(text)
    return roled


@pytest.mark.parametrize(
    ("text", "frequency", "pay"),
    [
        ("I make 900 a week take home", "weekly", "disposable"),
        ("gross 2400 biweekly", "biweekly", "gross"),
        ("my pay is 2,400 every two weeks", "biweekly", None),
        ("I earn 1,900 twice a month before taxes", "semimonthly", "gross"),
        ("my income is 4,000 monthly", "monthly", None),
        ("salary of 52,000 a year", "annual", None),
        ("disposable earnings of 700 per week", "weekly", "disposable"),
        ("I make $22 an hour", "hourly", None),
    ],
)
def test_income_keeps_its_frequency_and_kind(text: str, frequency: str, pay: str | None) -> None:
    roled = only(text)
    assert (roled.role, roled.frequency, roled.pay) == (Role.INCOME, frequency, pay)


def test_daily_interest_keeps_its_days() -> None:
    assert only("per diem of 32.50 for 90 days").days == 90


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("$29.90 a day interest. The sale came 14 days after", 14),
        ("per diem 33.10, two weeks later it sold", 14),
        ("per diem 33.10, 45 days from payoff to sale", 45),
        ("p/d 52.31 x 33", 33),
        ("per diem 33.10, and they have 90 days to sue", None),
        ("per diem 33.10, 90 days to sue", None),
        ("per diem 33.10 (45 days)", 45),
        ("per diem 33.10, three months from the sale", None),
        ("per diem 33.10, 10 days later they wrote, 20 days later they sold", None),
        ("per diem 33.10, the bank has 30 days after the sale to report it", None),
    ],
)
def test_daily_interest_takes_its_days_from_elsewhere(text: str, days: int | None) -> None:
    assert only(text).days == days


@pytest.mark.parametrize(
    ("text", "months"),
    [("300 a month for 24 months", 24), ("24 payments of $500", 24), ("250 a month for two years", 24)],
)
def test_an_instalment_keeps_its_number_of_months(text: str, months: int) -> None:
    roled = only(text)
    assert (roled.role, roled.months) == (Role.INSTALMENT, months)


def test_it_is_said_that_a_bare_number_was_read_as_thousands() -> None:
    assert only("we owed 318").amount.how == "read '318' as $318,000"


def test_a_range_in_thousands_keeps_its_ends() -> None:
    amount = only("sold for between 140 and 150").amount
    assert (amount.low, amount.high, amount.how) == (140_000, 150_000, "read '140 and 150' as $140,000 to $150,000")


@pytest.mark.parametrize(
    "text",
    [
        "paid $500 in fees, owed 212",
        "late fees of 800, owed 212",
        "owed 212, rent is 950",
        "owed 212 and paid 200 dollars",
    ],
)
def test_small_amounts_that_are_no_house_price_stay_as_written(text: str) -> None:
    small = next(r for r in read_money(text) if r.role != Role.DEBT)
    assert small.amount.value < 1000


def test_one_small_amount_with_a_dollar_sign_beside_a_large_one_stays_as_written() -> None:
    assert [str(r.amount.value) for r in read_money("owed $212,000 and they bid $100")] == ["212000", "100"]


def test_earlier_talk_of_thousands_makes_a_bare_claim_thousands() -> None:
    text = "do i still owe 60?"
    before, after = (
        assign_roles(text, read_amounts(text)),
        assign_roles(text, read_amounts(text), thousands_before=True),
    )
    assert (before[0].amount.value, after[0].amount.value) == (60, 60_000)


def test_the_cue_that_told_the_role_is_kept() -> None:
    assert only("suing me for 62,000").cue == "suing me for"


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("sold for 198,000 to bank. owed 241,000. hoa was owed 4,200.", 241_000),
        ("sold for 150k, i owed 200k. county was owed 6k taxes", 200_000),
        ("owed 200k on the mortgage and owed 30k on cards, sold 160k", 200_000),
        ("sold 160k, owed 200k, owed 20k for the truck", 200_000),
        ("owed 200k, sold 160k, and I owe my brother 12k", 200_000),
        # whom a loan on the house is owed to, and where the house stands, is no other debt
        ("i owed 200k to my brother who held the mortgage, sold 160k", 200_000),
        ("owed 200k in Fulton county, sold 160k to the county", 200_000),
        ("owed 200k to city bank, sold 160k", 200_000),
    ],
)
def test_what_another_creditor_is_owed_is_not_the_mortgage_debt(text: str, owed: int) -> None:
    assert [int(r.amount.value) for r in read_money(text) if r.role == Role.DEBT] == [owed]
