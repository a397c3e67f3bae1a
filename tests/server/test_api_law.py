"""The rules, the passages, the search, and typed cases and sums: the same as in the program, and no text understood."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.calculator import Deadline, Debt, Figure
from bot.law.assess import assess
from bot.law.case import Amounts, Case
from bot.law.facts import Facts
from bot.law.record import get_record
from bot.server.sums import CALCULATORS, inputs_of
from bot.settings import get_settings

STATES = get_settings().corpus_dir / "states"


def test_every_jurisdiction_is_listed_with_its_day(api: TestClient) -> None:
    listed = api.get("/v1/states").json()["states"]
    assert len(listed) == 51
    assert [one["code"] for one in listed] == sorted(one["code"] for one in listed)
    assert listed[3] == {
        "code": "AZ",
        "name": "Arizona",
        "checked": get_record(STATES, "AZ").checked.isoformat(),
        "confidence": get_record(STATES, "AZ").confidence,
    }


def test_a_states_rule_comes_as_data_and_as_its_passages(api: TestClient) -> None:
    told = api.get("/v1/states/AZ").json()
    assert told["record"] == get_record(STATES, "AZ").model_dump(mode="json")
    assert {passage["state"] for passage in told["passages"]} == {"AZ"}
    first = told["passages"][0]
    assert api.get(f"/v1/passages/{first['id'].replace('#', '%23')}").json() == first


def test_a_passage_that_is_not_there_is_a_404(api: TestClient) -> None:
    for id in ("states/AZ%23nothing", "..%2f..%2fetc%2fpasswd", "%00", "a" * 199):
        assert api.get(f"/v1/passages/{id}").status_code in (400, 404), id


def test_a_search_stays_within_its_state_and_its_kinds(api: TestClient) -> None:
    asked = {"q": "how long do they have to sue?", "state": "AZ", "k": 10}
    found = api.get("/v1/search", params=asked).json()["hits"]
    assert len(found) == 10
    assert {hit["passage"]["state"] for hit in found} <= {"AZ", None}
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)
    only = api.get("/v1/search", params={**asked, "kind": ["state", "glossary"]}).json()["hits"]
    assert {hit["passage"]["kind"] for hit in only} <= {"state", "glossary"}
    assert api.get("/v1/search", params={"q": "?!"}).status_code == 422
    assert api.get("/v1/search", params={**asked, "kind": "poem"}).status_code == 422


def test_a_typed_case_is_assessed_as_the_law_engine_does(api: TestClient) -> None:
    facts = {"process": "nonjudicial", "sale_date": "2026-09-01", "units": 1, "acres": "0.25"}
    amounts = {"debt": 318000, "sale_price": "255000", "fair_market_value": "300000.00"}
    given = api.post("/v1/assess", json={"state": "UT", "facts": facts, "amounts": amounts, "today": "2026-10-01"})
    case = Case(
        state="UT",
        facts=Facts.model_validate(facts),
        amounts=Amounts(**{name: Decimal(value) for name, value in amounts.items()}),  # type: ignore[arg-type]
    )
    assert given.json() == assess(case, get_record(STATES, "UT"), date(2026, 10, 1)).model_dump(mode="json")
    assert given.json()["possibilities"][0]["recoverable"]["amount"] == "18000.00"


def test_unknown_facts_stay_unknown(api: TestClient) -> None:
    told = api.post("/v1/assess", json={"state": "CA"}).json()
    assert told["asks"] or told["taken"]
    assert told["possibilities"][0]["recoverable"]["amount"] in (None, "0.00")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"state": "UT", "facts": {"process": "magic"}}, "facts.process"),
        ({"state": "UT", "facts": {"units": True}}, "facts.units"),
        ({"state": "UT", "facts": {"sale_date": 0}}, "facts.sale_date"),
        ({"state": "UT", "facts": {"sale_date": "2026-02-30"}}, "facts.sale_date"),
        ({"state": "UT", "facts": {"sale_date": "9999-12-31"}}, "facts.sale_date"),
        ({"state": "UT", "facts": {"colour": "red"}}, "facts.colour"),
        ({"state": "UT", "amounts": {"debt": 1.5}}, "amounts.debt"),
        ({"state": "UT", "amounts": {"debt": "-1"}}, "amounts.debt"),
        ({"state": "UT", "amounts": {"debt": "1e9"}}, "amounts.debt"),
        ({"facts": {}}, "state"),
    ],
)
def test_a_case_that_cannot_be_is_told_by_its_field(api: TestClient, body: Any, field: str) -> None:
    given = api.post("/v1/assess", json=body)
    assert given.status_code == 422
    assert given.json()["detail"].startswith(field)


DEBT = {"principal": 200000, "accrued_interest": "12000", "costs": "8000.50"}
DEBT = {"principal": 200000, "accrued_interest": "12000", "costs": "8000.50"}
SUMS: dict[str, dict[str, Any]] = {
    "balance": {"debt": DEBT, "credits": 500},
    "before": {"start": "2026-05-31", "days": 10},
    "benefit_offset": {"benefit": 1400},
    "cancelled_debt_income": {"cancelled": 70000, "assets": 40000, "liabilities": 90000},
    "capped_deficiency": {"debt_total": 318000, "sale_price": 255000, "value": 300000, "formula": "value_only"},
    "daily_interest": {"principal": 70000, "annual_rate": "6.5", "basis": 360},
    "deadline": {"start": "2026-05-31", "months": 3},
    "deficiency": {"debt": DEBT, "sale_price": 150000},
    "difference": {"before": 300000, "after": 210000},
    "foreclosure_gain": {"debt": 300000, "fair_market_value": 250000, "basis": 200000, "recourse": True},
    "forgiven": {"deficiency": 70000, "payment": 15000},
    "garnishment_cap": {"disposable_earnings": 1800, "pay_period": "biweekly"},
    "instalments_total": {"monthly": 250, "months": 48},
    "interest_for_days": {"principal": 70000, "annual_rate": "6.5", "days": 90},
    "interest_for_months": {"principal": 70000, "annual_rate": "6.5", "months": 7},
    "lump_sum_or_instalments": {"lump_sum": 9000, "monthly": 250, "months": 48},
    "monthly_instalment": {"amount": 12000, "months": 48, "annual_rate": 5},
    "payments_needed": {"amount": 12000, "monthly": 250},
    "per_diem_interest": {"per_diem": "31.25", "days": 90},
    "redemption_interest": {"sale_price": 100000, "percent": 1, "per": "month"},
    "redemption_price": {"sale_price": 100000, "percent": 6},
    "redemption_price_after": {"sale_price": 146000, "percent": 10, "per": "year", "days": 73},
    "settlement": {"deficiency": 70000, "percent": 30},
    "settlement_range": {"deficiency": 70000},
    "simple_interest": {"principal": 70000, "annual_rate": 9, "start": "2026-01-01", "end": "2026-07-01"},
    "taxable_home_gain": {"gain": 300000, "joint": True},
    "withholding_cap": {"disposable_earnings": 1800, "pay_period": "biweekly"},
}


def test_there_is_a_sum_for_every_calculator() -> None:
    assert SUMS.keys() == CALCULATORS.keys()


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_is_the_calculators_own(api: TestClient, name: str) -> None:
    given = api.post("/v1/calculate", json={"name": name, "inputs": SUMS[name]}).json()
    result = CALCULATORS[name](**{key: Debt(**value) if value is DEBT else value for key, value in SUMS[name].items()})
    if isinstance(result, Deadline):
        assert given == {"name": name, "figures": [], "deadline": result.model_dump(mode="json")}
    else:
        figures = [result] if isinstance(result, Figure) else list(result)
        assert given == {"name": name, "figures": [one.model_dump(mode="json") for one in figures], "deadline": None}


def test_a_deadline_tells_how_it_was_counted(api: TestClient) -> None:
    told = api.post("/v1/calculate", json={"name": "deadline", "inputs": {"start": "2026-05-31", "months": 3}}).json()
    assert told["figures"] == []
    assert (told["deadline"]["date"], told["deadline"]["period"]) == ("2026-08-31", "3 months")


def test_every_calculator_is_listed_with_a_schema_that_names_its_inputs(api: TestClient) -> None:
    listed = {one["name"]: one for one in api.get("/v1/calculate").json()["calculators"]}
    assert set(listed) == set(CALCULATORS)
    for name, one in listed.items():
        assert one["inputs"] == inputs_of(name).model_json_schema()
        assert one["inputs"]["properties"], name
        assert one["summary"].endswith("."), name
    assert listed["garnishment_cap"]["inputs"]["properties"]["pay_period"]["enum"] == [
        "weekly",
        "biweekly",
        "semimonthly",
        "monthly",
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "guess", "inputs": {}},
        {"name": "deficiency", "inputs": {"debt": 220000.5, "sale_price": 1}},
        {"name": "deficiency", "inputs": {"debt": 220000}},
        {"name": "forgiven", "inputs": {"deficiency": 100, "payment": 200}},
        {
            "name": "simple_interest",
            "inputs": {"principal": 1, "annual_rate": 5, "start": "2026-02-01", "end": "2026-01-01"},
        },
        {"name": "deadline", "inputs": {"start": "2026-01-01"}},
    ],
)
def test_a_sum_that_cannot_be_is_refused(api: TestClient, body: Any) -> None:
    assert api.post("/v1/calculate", json=body).status_code == 422
