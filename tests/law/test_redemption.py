"""The time to redeem: which times of a record belong to a case, and their last days."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from bot.law.case import Amounts
from bot.law.record import get_record
from bot.law.record_parts import Period, Redemption, RedemptionTime
from bot.law.redemption import TWO_THIRDS, times_to_redeem
from bot.settings import get_settings

STATES = get_settings().corpus_dir / "states"
SALE = date(2026, 8, 3)
NOTHING = Amounts()


def times(state: str, amounts: Amounts = NOTHING, **known: object) -> list[tuple[date | None, tuple[str, ...]]]:
    found = times_to_redeem(get_record(STATES, state), known, amounts)
    return [(one.last_day, one.open) for one in found]


def test_one_time_after_a_court_sale_and_none_after_a_trustees_sale() -> None:
    assert times("OR", process="judicial", sale_date=SALE) == [(date(2027, 1, 30), ())]
    assert times("OR", process="nonjudicial", sale_date=SALE) == []


def test_where_the_kind_of_sale_is_not_known_it_is_a_condition() -> None:
    assert times("OR", sale_date=SALE) == [(date(2027, 1, 30), ("it was a court sale",))]


def test_what_no_fact_tells_stays_a_condition() -> None:
    (first, why), (second, why_else) = times("KS", sale_date=SALE)
    assert (first, second) == (date(2027, 8, 3), date(2026, 11, 3))
    assert why and why_else and why != why_else


def test_a_month_that_is_too_short_ends_the_time() -> None:
    assert times("WY", sale_date=date(2026, 11, 30))[0][0] == date(2027, 2, 28)


def test_the_price_and_the_appraisal_decide_in_kentucky() -> None:
    low = Amounts(sale_price=Decimal(110_000), appraisal=Decimal(180_000))
    just = Amounts(sale_price=Decimal(120_000), appraisal=Decimal(180_000))  # two thirds, and not below
    assert times("KY", low, sale_date=SALE) == [(date(2027, 2, 3), ())]
    assert times("KY", just, sale_date=SALE) == []
    assert times("KY", sale_date=SALE) == [(date(2027, 2, 3), (TWO_THIRDS,))]


def test_the_share_of_the_loan_still_owed_decides_in_michigan() -> None:
    owed = [Amounts(debt=Decimal(debt), original_loan=Decimal(150_000)) for debt in (139_000, 100_000)]
    out_of_court = {"process": "nonjudicial", "sale_date": date(2026, 9, 2)}
    assert times("MI", owed[0], **out_of_court) == [(date(2027, 3, 2), ())]
    assert times("MI", owed[1], **out_of_court) == [(date(2027, 9, 2), ())]  # two thirds, and not more
    assert [last for last, _ in times("MI", Amounts(debt=Decimal(139_000)), **out_of_court)] == [
        date(2027, 3, 2),
        date(2027, 9, 2),
    ]


def test_in_minnesota_a_large_share_leaves_the_listed_cases_open() -> None:
    small, large = (Amounts(debt=Decimal(debt), original_loan=Decimal(150_000)) for debt in (90_000, 139_000))
    assert times("MN", small, sale_date=SALE) == [(date(2027, 8, 3), ())]
    assert [last for last, why in times("MN", large, sale_date=SALE) if why] == [date(2027, 2, 3), date(2027, 8, 3)]


def test_land_told_as_a_home_is_no_farm_and_a_farm_of_an_unknown_size_may_be_one_in_wyoming() -> None:
    assert times("WY", sale_date=SALE, property="dwelling") == [(date(2026, 11, 3), ())]
    assert times("WY", sale_date=SALE, property="farm", acres=Decimal(120)) == [(date(2027, 8, 3), ())]
    assert len(times("WY", sale_date=SALE, property="farm")) == 2


def test_a_short_redemption_mortgage_runs_from_its_certificate_in_south_dakota() -> None:
    recorded = date(2026, 7, 1)
    assert times("SD", redemption_track="short", certificate_date=recorded) == [(date(2026, 12, 28), ())]
    assert len(times("SD", certificate_date=recorded)) == 2


def test_a_time_may_end_with_the_day_of_the_event_itself() -> None:
    assert times("OH", confirmation_date=SALE) == [(SALE, ())]
    assert times("OH", sale_date=SALE) == [(None, ())]


def test_a_time_of_certain_sales_must_be_told_in_words_and_count_from_a_day() -> None:
    with pytest.raises(ValidationError, match="where"):
        RedemptionTime(when={"process": "judicial"}, period=Period(days=10))
    with pytest.raises(ValidationError, match="date fact"):
        RedemptionTime(period=Period(days=10), event="process")


def test_where_there_is_no_right_nothing_is_counted() -> None:
    with pytest.raises(ValidationError, match="no right"):
        Redemption(
            exists="no", period="None.", cite="Stat. 1", source=("a",), times=(RedemptionTime(period=Period(days=1)),)
        )


def test_every_time_is_told_in_the_words_of_its_record() -> None:
    words = {
        3: "three", 6: "six", 8: "eight", 9: "nine", 10: "ten", 12: "twelve", 30: "thirty", 60: "sixty", 1: "one", 2: "two",
    }  # fmt: skip
    for path in sorted(STATES.glob("*.yaml")):
        record = get_record(STATES, path.stem)
        for time in record.redemption.times:
            if time.period is None:
                continue
            number = next(value for _, value in time.period if value)
            unit = next(name for name, value in time.period if value).rstrip("s")
            told = record.redemption.period.lower()
            assert any(f"{one} {unit}" in told for one in (str(number), words.get(number, "-"))), (
                path.stem,
                number,
                unit,
            )
