"""Published classifications of the states: each is reproduced, and each difference is explained and real."""

import pytest

from bot.law.record import get_record
from evals.external.tables import NAMES, README, STATES, Table, classify, compare, load, ours, readme, statute

CODES = {path.stem for path in STATES.glob("*.yaml")}


@pytest.fixture(params=NAMES)
def table(request: pytest.FixtureRequest) -> Table:
    return load(request.param)


def test_every_jurisdiction_is_classified_or_said_to_be_left_out(table: Table) -> None:
    assert set(ours(table)) == set(table.theirs)
    assert set(table.theirs) | set(table.left_out) == CODES


def test_every_difference_is_explained_and_every_explanation_is_of_a_difference(table: Table) -> None:
    result = compare(table)
    assert result.unexplained == ()
    assert result.idle == ()
    assert len(result.agreements) + len(result.differences) == len(table.theirs)


def test_the_source_is_right_of_the_case_that_the_explanation_names(table: Table) -> None:
    for code, explanation in table.differences.items():
        assert classify(table, code, explanation.same_when) == table.theirs[code], code


def test_an_explanation_names_a_rule_of_our_record(table: Table) -> None:
    for code, explanation in table.differences.items():
        assert statute(get_record(STATES, code), explanation.rule), code


def test_a_difference_without_an_explanation_and_an_explanation_without_a_difference_are_found(table: Table) -> None:
    known = next(iter(table.differences))
    agreed = compare(table).agreements[0]
    moved = {code: said for code, said in table.differences.items() if code != known}
    moved[agreed] = table.differences[known]
    result = compare(table.model_copy(update={"differences": moved}))
    assert result.unexplained == (known,)
    assert result.idle == (agreed,)


def test_the_readme_is_what_the_tables_give() -> None:
    assert README.read_text("utf-8") == readme()
