"""The engine itself: unknown stays unknown, usual facts are named, deadlines run, other lenders' sales are not credited."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.errors import CorpusError
from bot.law.assess import assess
from bot.law.case import Amounts, Case, Stay, SuitAfter
from bot.law.conditions import Bound, OneOf, holds
from bot.law.facts import EVENTS, FACTS, Facts, choices
from bot.law.record import Record, get_record, load_record
from bot.law.record_parts import Period
from bot.law.worlds import deciding_facts
from bot.yamlfile import load_yaml

STATES = Path(__file__).parent.parent.parent / "corpus" / "states"
CODES = sorted(path.stem for path in STATES.glob("*.yaml"))
TODAY = date(2026, 11, 23)


def run(code: str, amounts: Amounts | None = None, today: date = TODAY, **facts: Any) -> Any:
    case = Case(state=code, facts=Facts(**facts), amounts=amounts or Amounts())
    return assess(case, get_record(STATES, code), today)


def test_every_jurisdiction_has_a_record() -> None:
    assert len(CODES) == 51


def test_a_condition_on_an_unknown_fact_is_neither_true_nor_false() -> None:
    when = {"process": OneOf(values=("judicial",)), "units": Bound(max=Decimal(2))}
    assert holds(when, {"process": "judicial", "units": 1}) is True
    assert holds(when, {"process": "judicial"}) is None
    assert holds(when, {"process": "nonjudicial"}) is False
    assert holds({}, {}) is True


def test_bounds_include_their_ends() -> None:
    assert Bound(since=date(2015, 1, 1)).holds(date(2015, 1, 1))
    assert not Bound(until=date(2015, 1, 1)).holds(date(2015, 1, 2))
    assert not Bound(above=Decimal(40)).holds(Decimal(40))


def test_another_lenders_sale_price_is_no_credit_on_a_wiped_out_second_loan() -> None:
    amounts = Amounts(debt=Decimal(280000), sale_price=Decimal(300000), junior_debt=Decimal(40000))
    result = run("AZ", amounts, lien="junior", sale_by="other_lender", loan="home_equity")
    assert result.outcome == "allowed"
    assert result.amount == Decimal(40000)


def test_the_first_loans_debt_is_not_taken_for_the_second_loans() -> None:
    amounts = Amounts(debt=Decimal(280000), sale_price=Decimal(300000))
    result = run("AZ", amounts, lien="junior", sale_by="other_lender", loan="home_equity")
    assert result.amount is None
    assert result.first.recoverable.missing == ("junior_debt",)


def test_what_was_taken_as_usual_and_what_would_change_is_told() -> None:
    result = run("TX")
    assert result.taken["loan"] == "purchase"
    equity = next(o for o in result.otherwise if o.fact == "loan" and o.value == "home_equity")
    assert {p.outcome for p in equity.possibilities} == {"barred"}


def test_a_fact_that_is_known_is_never_asked_for() -> None:
    for code in CODES:
        for way in ("judicial", "nonjudicial"):
            assert "process" not in run(code, process=way).asks


def test_asking_the_first_question_leaves_fewer_outcomes() -> None:
    for code in CODES:
        result = run(code)
        if not result.asks:
            continue
        fact = result.asks[0]
        before = {p.outcome for p in result.possibilities}
        answers = [run(code, **{fact: value}) for value in choices(fact)]
        assert any({p.outcome for p in answer.possibilities} < before for answer in answers), code


@pytest.mark.parametrize("code", CODES)
def test_a_sale_that_a_state_does_not_have_is_named(code: str) -> None:
    process = get_record(STATES, code).process
    for way in ("judicial", "nonjudicial"):
        expected = ("process",) if getattr(process, way) == "unavailable" else ()
        assert run(code, process=way).conflicts == expected


def test_a_suit_filed_in_time_keeps_the_claim_and_a_late_one_loses_it() -> None:
    facts = {"process": "nonjudicial", "units": 4, "sale_date": date(2026, 6, 1)}
    last_day = date(2026, 6, 1) + timedelta(days=90)
    assert run("AZ", **facts, suit_filed=last_day).outcome == "limited"
    assert run("AZ", **facts, suit_filed=last_day + timedelta(days=1)).outcome == "barred"
    assert run("AZ", today=last_day, **facts).outcome == "limited"
    assert run("AZ", today=last_day + timedelta(days=1), **facts).outcome == "barred"


def known_facts() -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name in Facts.model_fields:
        if options := choices(name):
            fields[name] = st.sampled_from(options)
    fields |= {"units": st.integers(1, 60), "acres": st.decimals(0, 900, places=1)}
    days = st.dates(date(1985, 1, 1), date(2026, 12, 31))
    fields |= dict.fromkeys(sorted(EVENTS), days)
    return st.fixed_dictionaries({}, optional=fields)


@settings(max_examples=300, deadline=None)
@given(
    code=st.sampled_from(CODES),
    facts=known_facts(),
    debt=st.integers(1, 900_000),
    price=st.integers(0, 900_000),
    value=st.integers(0, 900_000),
)
def test_any_known_case_is_decided_and_never_costs_more_than_the_plain_shortfall(
    code: str, facts: dict[str, Any], debt: int, price: int, value: int
) -> None:
    amounts = Amounts(debt=Decimal(debt), sale_price=Decimal(price), fair_market_value=Decimal(value))
    result = run(code, amounts, **facts)
    assert result.possibilities
    assert (result.outcome == "depends") == (len({p.outcome for p in result.possibilities}) > 1)
    for p in result.possibilities:
        if p.outcome == "barred":
            assert p.recoverable.amount == 0
        if p.recoverable.amount is not None:
            assert 0 <= p.recoverable.amount <= debt
        if p.recoverable.amount is not None and facts.get("sale_by") == "this_lender":
            assert p.recoverable.amount <= max(0, debt - price)
    assert not set(result.asks) & set(facts)


@settings(max_examples=150, deadline=None)
@given(code=st.sampled_from(CODES), facts=known_facts())
def test_learning_a_fact_never_brings_an_outcome_that_was_ruled_out(code: str, facts: dict[str, Any]) -> None:
    facts = {name: value for name, value in facts.items() if name not in EVENTS}
    before = run(code, **facts)
    for fact in before.asks:
        for value in {v for p in before.possibilities for v in p.given.get(fact, ())}:
            after = run(code, **facts, **{fact: value})
            if fact == "lien":
                continue  # a junior lien opens the question of whose sale it was
            assert {p.outcome for p in after.possibilities} <= {p.outcome for p in before.possibilities}


def test_every_fact_that_decides_can_be_asked_for() -> None:
    for code in CODES:
        for fact in deciding_facts(get_record(STATES, code)):
            assert fact in FACTS, (code, fact)


def test_a_record_with_a_condition_on_no_fact_is_refused(tmp_path: Path) -> None:
    text = (
        (STATES / "AZ.yaml")
        .read_text("utf-8")
        .replace("      process: nonjudicial\n", "      proces: nonjudicial\n", 1)
    )
    path = tmp_path / "AZ.yaml"
    path.write_text(text)
    with pytest.raises(CorpusError, match=r"AZ.yaml: deficiency.4.when: proces is not a fact"):
        load_record(path)


def test_a_record_whose_source_is_not_listed_is_refused() -> None:
    raw = load_yaml(STATES / "AZ.yaml")
    raw["fair_value"]["source"] = ["nowhere"]
    with pytest.raises(ValidationError, match=r"'nowhere' of .* is not listed under sources"):
        Record.model_validate(raw)


def test_a_claim_older_than_the_general_time_is_taken_as_late() -> None:
    # Virginia: six years on the note, at the latest from the sale
    late = run("VA", process="nonjudicial", sale_date=date(2020, 11, 1))
    assert late.outcome == "barred"
    assert late.first.lapsed is not None
    assert late.first.lapsed.rule.cite == get_record(STATES, "VA").limitations.cite
    assert run("VA", process="nonjudicial", sale_date=date(2020, 12, 1)).outcome == "allowed"


def test_a_suit_or_a_judgment_in_time_keeps_an_old_claim() -> None:
    old = {"process": "nonjudicial", "sale_date": date(2012, 6, 1)}
    assert run("VA", **old, suit_filed=date(2015, 1, 1)).outcome == "allowed"
    assert run("VA", **old, judgment_date=date(2016, 1, 1)).outcome == "allowed"


def test_the_general_time_says_nothing_of_a_court_foreclosure() -> None:
    # the court that foreclosed may have given a judgment, which lives longer than the note
    assert run("IL", process="judicial", sale_date=date(2005, 6, 1)).outcome == "allowed"


def test_of_two_loans_from_one_lender_the_second_has_a_balance_of_its_own() -> None:
    amounts = Amounts(debt=Decimal(188_000), sale_price=Decimal(150_000), junior_debt=Decimal(25_000))
    found = run("WI", amounts, lien="junior", same_lender="yes", deficiency_claim="waived", process="judicial")
    assert found.amount == Decimal(25_000)


@pytest.mark.parametrize(
    ("period", "bound", "outcome"),
    [
        ({"months": 4}, "exact", "barred"),
        ({"days": 95}, "exact", "barred"),
        ({"months": 3}, "more", "barred"),
        ({"months": 2}, "exact", "limited"),
        ({"months": 3}, "less", "limited"),
        ({"months": 3}, "exact", "limited"),  # "three months after" may be either: nothing is taken from it
        ({"months": 4}, "less", "limited"),
    ],
)
def test_a_suit_told_by_how_long_after_the_sale_it_came_is_held_against_the_period(
    period: dict[str, int], bound: str, outcome: str
) -> None:
    told = SuitAfter(event="sale_date", period=Period(**period), bound=bound)
    case = Case(state="UT", facts=Facts(process="nonjudicial"), suit_after=told)
    assert assess(case, get_record(STATES, "UT"), TODAY).outcome == outcome


def test_a_suit_counted_from_another_day_says_nothing_of_the_period() -> None:
    told = SuitAfter(event="sale_date", period=Period(months=9))
    case = Case(state="NY", suit_after=told)  # New York counts from the deed
    assert assess(case, get_record(STATES, "NY"), TODAY).outcome == "limited"


def test_the_foreclosure_suit_is_no_suit_for_the_deficiency() -> None:
    days = {"sale_date": date(2026, 8, 12), "suit_filed": date(2026, 1, 5)}
    assert run("OK", process="judicial", **days).outcome == "barred"
    assert run("OK", process="judicial", **days | {"suit_filed": date(2026, 10, 1)}).outcome == "limited"


def test_a_second_lender_may_sue_before_the_first_ones_sale() -> None:
    days = {"sale_date": date(2026, 4, 8), "suit_filed": date(2026, 3, 1)}
    assert run("NV", lien="junior", sale_by="other_lender", loan="home_equity", **days).outcome == "allowed"


def test_a_suit_told_to_be_early_meets_the_general_time() -> None:
    facts = Facts(process="nonjudicial", sale_date=date(2012, 5, 1))
    record = get_record(STATES, "AL")
    told = SuitAfter(event="sale_date", period=Period(months=8))
    assert assess(Case(state="AL", facts=facts), record, TODAY).outcome == "barred"
    assert assess(Case(state="AL", facts=facts, suit_after=told), record, TODAY).outcome == "allowed"


@pytest.mark.parametrize(
    ("first", "last", "outcome"),
    [
        (None, None, "limited"),
        (2024, 2025, "limited"),
        (2018, 2019, "barred"),  # it was over before the sale
        (2024, 2024, "limited"),
        (2026, 2026, "limited"),
        (2026, 2031, "limited"),  # the time ended in that year, so that it may have been open before
        (2027, None, "barred"),
    ],
)
def test_a_bankruptcy_case_open_while_the_time_ran_leaves_it_open(
    first: int | None, last: int | None, outcome: str
) -> None:
    case = Case(state="TN", facts=Facts(sale_date=date(2024, 4, 12)), stay=Stay(first=first, last=last))
    found = assess(case, get_record(STATES, "TN"), TODAY)
    assert found.outcome == outcome
    assert any(d.stayed for d in found.first.deadlines) == (outcome == "limited")


def test_a_short_bankruptcy_case_moves_no_time_that_ended_years_ago() -> None:
    case = Case(state="TN", facts=Facts(sale_date=date(2015, 4, 12)), stay=Stay(first=2016, last=2017))
    assert assess(case, get_record(STATES, "TN"), TODAY).outcome == "barred"
