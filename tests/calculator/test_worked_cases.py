"""The worked cases of cases.yaml."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot import calculator
from bot.calculator import Deadline, Debt, Figure
from bot.yamlfile import load_yaml

CASES = load_yaml(Path(__file__).with_name("cases.yaml"))


def figures(result: Figure | tuple[Figure, ...]) -> tuple[Figure, ...]:
    return (result,) if isinstance(result, Figure) else result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: dict[str, Any]) -> None:
    args = dict(case["args"])
    if isinstance(args.get("debt"), dict):
        args["debt"] = Debt(**args["debt"])
    result = getattr(calculator, case["call"])(**args)
    if isinstance(result, Deadline):
        assert {"date": result.date, "period": result.period} == case["expect"]
        return
    assert {figure.name: str(figure.amount) for figure in figures(result)} == case["expect"]
    for figure in figures(result):
        terms = [step.amount for step in figure.steps]
        assert (sum(terms, Decimal(0)) if figure.additive else terms[-1]) == figure.amount
        assert figure.source
        assert Figure.model_validate_json(figure.model_dump_json()) == figure


def test_every_public_function_that_calculates_has_a_worked_case() -> None:
    helpers = {"arithmetic", "dollars", "money", "add_period", "interest_days", "settlement", "value_credit"}
    functions = {name for name in calculator.__all__ if name.islower()} - helpers
    assert functions == {case["call"] for case in CASES}
