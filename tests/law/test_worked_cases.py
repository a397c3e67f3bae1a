"""The worked cases of every jurisdiction, as a lawyer would check them: tests/law/XX.yaml."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.law.assess import Assessment, assess
from bot.law.case import Amounts, Case
from bot.law.facts import Facts
from bot.law.record import get_record
from bot.yamlfile import load_yaml

HERE = Path(__file__).parent
STATES = HERE.parent.parent / "corpus" / "states"
TODAY = date(2026, 11, 23)
CODES = sorted(path.stem for path in STATES.glob("*.yaml"))


def worked_cases() -> list[Any]:
    return [
        pytest.param(path.stem, row, id=f"{path.stem}-{row['name']}")
        for path in sorted(HERE.glob("[A-Z][A-Z].yaml"))
        for row in load_yaml(path)
    ]


def _facts(raw: dict[str, Any]) -> Facts:
    words = {True: "yes", False: "no"}
    return Facts(**{k: words[v] if isinstance(v, bool) else v for k, v in raw.items()})


def _assess(code: str, row: dict[str, Any]) -> Assessment:
    amounts = Amounts(**{name: Decimal(str(value)) for name, value in row.get("amounts", {}).items()})
    case = Case(state=code, facts=_facts(row["facts"]), amounts=amounts)
    return assess(case, get_record(STATES, code), row.get("today", TODAY))


@pytest.mark.parametrize(("code", "row"), worked_cases())
def test_worked_case(code: str, row: dict[str, Any]) -> None:
    result, expect = _assess(code, row), row["expect"]
    assert set(expect) <= {"outcome", "amount", "case", "cite", "deadline", "asks", "possible"}
    assert row["why"]
    assert result.outcome == expect["outcome"]
    if "amount" in expect:
        assert result.amount == (None if expect["amount"] is None else Decimal(expect["amount"]))
    if "case" in expect:
        assert result.first.case.id == expect["case"]
    if "cite" in expect:
        assert expect["cite"].replace(" ", "") in result.first.case.cite.replace(" ", "")
    if "deadline" in expect:
        assert [d.last_day for d in result.first.deadlines][:1] == [expect["deadline"]]
    if "asks" in expect:
        assert list(result.asks) == expect["asks"]
    if "possible" in expect:
        assert {p.outcome for p in result.possibilities} == set(expect["possible"])


@pytest.mark.parametrize("code", CODES)
def test_the_worked_cases_reach_every_case_of_the_record(code: str) -> None:
    rows = load_yaml(HERE / f"{code}.yaml")
    assert len(rows) >= 5
    reached = {p.case.id for row in rows for p in _assess(code, row).possibilities}
    assert reached == {case.id for case in get_record(STATES, code).deficiency}


@pytest.mark.parametrize("code", CODES)
def test_a_worked_case_leaves_a_deciding_fact_unknown(code: str) -> None:
    rows = load_yaml(HERE / f"{code}.yaml")
    record = get_record(STATES, code)
    if len({case.outcome for case in record.deficiency}) > 1 or any(d.bars for d in record.deadlines):
        assert any((a := _assess(code, row)).outcome == "depends" or a.otherwise or not row["facts"] for row in rows)
