"""What a figure says about itself: its terms in words, its inputs, its arithmetic on one line."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import bot.calculator
from bot.calculator import (
    Debt,
    Figure,
    arithmetic,
    capped_deficiency,
    deadline,
    deficiency,
    foreclosure_gain,
    garnishment_cap,
    per_diem_interest,
    simple_interest,
    sources,
    value_credit,
)
from bot.settings import get_settings


def words(figure: Figure) -> str:
    return " | ".join(f"{step.label}: {step.expression}" for step in figure.steps)


def ogden(**change: object) -> Figure:
    facts = {"debt_total": 318000, "sale_price": 255000, "value": 300000, "formula": "greater_of_value_and_price"}
    return capped_deficiency(**facts | change)  # type: ignore[arg-type]


def test_the_arithmetic_reads_as_people_write_it() -> None:
    figure = deficiency(Debt(principal=212000, costs=8000), 150000)
    assert arithmetic(figure) == "$212,000 + $8,000 − $150,000 = $70,000"
    assert [step.label for step in figure.steps] == ["Principal", "Costs", "Sale price"]


def test_a_surplus_starts_from_what_the_sale_brought() -> None:
    figure = deficiency(Debt(principal=150000, costs=5000), 180000, credits=1000)
    assert arithmetic(figure) == "$180,000 + $1,000 − $150,000 − $5,000 = $26,000"
    assert figure.formula == "sale price + credits − debt"


def test_the_arithmetic_of_a_lesser_of_shows_both_limits() -> None:
    assert arithmetic(garnishment_cap(250)) == "lesser of $62.50 and $32.50 = $32.50"


def test_a_low_bid_is_said_not_to_enter() -> None:
    assert "the sale price of $255,000 does not enter, because it is below the market value" in words(ogden())


def test_a_value_below_the_bid_is_said_not_to_enter() -> None:
    said = words(ogden(sale_price=310000))
    assert "market value of $300,000 does not enter, because it is below the price" in said


def test_a_value_below_the_bid_after_liens_is_explained_with_the_liens() -> None:
    said = words(ogden(deduct_from_value=60000))
    assert "market value of $300,000 less $60,000 not cleared does not enter" in said


def test_a_rule_without_a_value_says_that_the_price_counts() -> None:
    assert "counts the price, not the market value" in words(ogden(formula="none"))


def test_a_rule_of_value_alone_says_that_the_price_does_not_enter() -> None:
    assert "the sale price does not enter" in words(ogden(formula="value_only"))


def test_the_louisiana_step_names_the_percentage_and_the_appraisal() -> None:
    said = words(ogden(formula="percent_of_appraisal", appraisal=520000))
    assert said.startswith(
        "Payoff total: None | 50% of the $520,000 appraisal: the sale price of $255,000 does not enter"
    )


def test_each_ceiling_is_a_step_of_its_own() -> None:
    figure = ogden(claim_price=310000)
    assert figure.amount == Decimal(10000)
    assert figure.steps[-1].label.startswith("Never above what the claimant paid for the debt, $310,000")
    assert ogden(value=400000).steps[-1].label.endswith("nothing is left to claim")


def test_a_capped_figure_carries_the_statute_it_was_given() -> None:
    figure = ogden(source="Utah Code § 57-1-32")
    assert figure.source == "Utah Code § 57-1-32"
    assert value_credit(deficiency(318000, 255000), figure).source == "Utah Code § 57-1-32"


def test_inputs_hold_what_was_given_and_nothing_else() -> None:
    given = Debt(total=212000, per_diem="34.5616", interest_days=30)
    assert deficiency(given, 200000).inputs == {
        "total": "212000.00",
        "per_diem": "34.5616",
        "interest_days": "30",
        "sale_price": "200000.00",
    }
    assert ogden().inputs == {"total": "318000.00", "sale_price": "255000.00", "value": "300000.00"}


def test_a_rate_is_shown_as_it_was_given() -> None:
    figure = simple_interest(200000, "6.125", start="2026-01-01", end=date(2026, 1, 31))
    assert figure.inputs["annual_rate"] == "6.125"
    assert figure.steps[0].expression == "$200,000 × 6.125% × 30 days ÷ 365"
    assert per_diem_interest("34.5616", 30).steps[0].expression == "$34.5616 a day × 30 days"


def test_a_loss_on_a_home_is_said_not_to_be_deductible() -> None:
    result = foreclosure_gain(debt=220000, fair_market_value=150000, basis=200000, recourse=True)
    assert "cannot be deducted" in words(result.gain)
    assert arithmetic(result.gain) == "$200,000 − $150,000 = $50,000"


def test_a_weekend_is_pointed_out_even_when_it_is_not_carried() -> None:
    plain = deadline("2026-06-01", days=90)
    assert plain.steps[-1].startswith("That is a weekend")
    assert plain.steps[1] == "90 days later is Sunday, August 30, 2026."
    assert deadline("2026-06-01", days=90, roll_weekend=True).steps[-1].endswith("Monday, August 31, 2026.")


@pytest.mark.parametrize("file", sorted(Path(bot.calculator.__file__).parent.glob("*.py")), ids=lambda file: file.name)
def test_the_calculator_can_be_used_alone(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    own = {name for name in imported if name.split(".")[0] == "bot"}
    assert all(name == "bot.errors" or name.startswith("bot.calculator") for name in own)
    assert imported.isdisjoint({"langchain", "chromadb", "streamlit"})


@pytest.mark.parametrize("source", sorted(text for text in vars(sources).values() if str(text).startswith("guide/")))
def test_each_guide_passage_that_gives_a_formula_is_in_the_guide(source: str) -> None:
    file, section = source.split("#")
    guide = get_settings().corpus_dir / f"{file}.md"
    assert f"{{#{section}}}" in guide.read_text(encoding="utf-8")
