"""The counselor's views without a browser: reasoning, ranks, comparison."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bot.conversation.standing import standing
from bot.ui.counselor.compare import ROWS, compared
from bot.ui.counselor.ranks import found, ranked
from bot.ui.counselor.reasoning import explain
from tests.brief.talk import UTAH, engine, told

VIEWS = str(Path(__file__).parent / "counselor_views.py")


def view(name: str, case: str | None = None) -> AppTest:
    page = AppTest.from_file(VIEWS, default_timeout=120).run()
    if case is not None:
        page.text_input[0].set_value(case)
    page.radio[0].set_value(name).run()
    assert not page.exception
    return page


def tables(page: AppTest) -> str:
    return " ".join(part.value for part in page.html)


def test_the_deciding_case_stands_first_with_its_statute() -> None:
    page = view("Reasoning")
    assert page.markdown[0].value.startswith("**A.R.S. § 33-814(A), (D)**")
    assert "Decides" in page.markdown[0].value
    assert "✓ holds" in tables(page) and "Told: the house was sold without a court" in tables(page)


def test_what_was_ruled_out_names_the_fact_and_whether_it_was_told() -> None:
    page = view("Reasoning")
    assert any(e.label == "Ruled out before it: 5" for e in page.expander)
    assert "Needs: at most 2 homes in the building; here (told): 3 homes in the building" in tables(page)
    assert "here (taken as usual): the loan is your first mortgage" in tables(page)


def test_what_was_taken_as_usual_says_what_would_change_it() -> None:
    taken = next(m.value for m in view("Reasoning").markdown if m.value.startswith("**Taken as usual**"))
    assert "- The loan is your first mortgage. It would change if it is about a second loan" in taken


def test_an_open_fact_leaves_several_cases_and_is_named() -> None:
    page = view("Reasoning", "California court foreclosure of our heloc, owed $90,000")
    shown = " ".join(m.value for m in page.markdown)
    assert shown.count("May decide:") == 2
    assert "**Open:** whose sale it was" in shown
    assert "? open" in tables(page) and "Open: whose sale it was" in tables(page)


def test_a_way_of_foreclosing_that_the_state_does_not_have_is_a_warning() -> None:
    page = view("Reasoning", "Ohio trustee's sale without a court, owed $212,000, sold for $150,000")
    assert any("does not exist for homes in Ohio: how the house was sold" in w.value for w in page.warning)


def test_without_a_state_the_reasoning_says_so() -> None:
    assert "No state's rule is applied yet" in view("Reasoning", "owed $212,000, sold for $150,000").info[0].value


def test_the_pure_part_gives_the_cases_in_the_records_order() -> None:
    now = told(UTAH).standing
    assert now.record is not None
    assert [line.id for line in explain(now)] == [case.id for case in now.record.deficiency]


def test_ranks_name_both_rankings_and_the_fused_score() -> None:
    page = view("Ranks")
    assert "Fused score" in tables(page) and "cosine" in tables(page) and "states/AZ#" in tables(page)
    assert not any(f"states/{other}#" in tables(page) for other in ("CA", "NV", "TX"))
    assert len(page.expander) >= 5


def test_hits_are_of_the_state_and_their_ranks_are_those_of_the_search() -> None:
    now = told(UTAH).standing
    hits = found(engine().index, "how long does the lender have to sue in Utah", now)
    assert all(hit.passage.state in ("UT", None) for hit in hits)
    assert any("#deadline" in hit.passage.id for hit in hits)
    first = hits[0]
    cells = ranked(1, first)
    assert cells[0].startswith(f"1. {first.passage.cite}") and cells[1] == f"{first.score:.3f}"
    assert cells[2] == (f"{first.lexical_rank} (score {first.lexical_score:.2f})" if first.lexical_rank else "–")


def empty_question() -> None:
    from bot.ui.counselor.ranks import show_ranks  # noqa: PLC0415 (Streamlit runs this function as a page)
    from tests.brief.talk import UTAH, engine, told  # noqa: PLC0415

    show_ranks(engine().index, "   ", told(UTAH).standing)


def test_an_empty_question_is_a_message_and_no_error() -> None:
    page = AppTest.from_function(empty_question, default_timeout=120).run()
    assert not page.exception
    assert "empty" in page.warning[0].value


def test_the_same_case_under_several_rules() -> None:
    sheet, settings = told(UTAH).sheet, engine().settings
    columns = {
        column.state: dict(zip(ROWS, column.cells, strict=True))
        for column in compared(sheet, settings, ["UT", "CA", "FL"])
    }
    assert columns["Utah"]["At most"] == "$18,000"
    assert "Last day: January 1, 2027" in columns["Utah"]["Deadline"] and "39 days left" in columns["Utah"]["Deadline"]
    assert columns["California"]["May the lender collect the rest?"] == "The lender cannot collect the rest"
    assert (columns["California"]["At most"], columns["California"]["Deadline"]) == ("$0", "no claim")
    assert columns["Florida"]["Statute"].startswith("Fla. Stat.")


@pytest.mark.parametrize("state", ["AZ", "NY", "OH"])
def test_a_column_is_what_the_assessment_says(state: str) -> None:
    sheet, settings = told(UTAH).sheet, engine().settings
    now = standing(sheet, settings, state)
    assert now.assessment is not None
    (column,) = compared(sheet, settings, [state])
    assert column.cells[0].split("\n")[0] in {p.case.cite for p in now.assessment.possibilities}


def test_the_case_s_own_state_is_chosen_and_four_is_the_most() -> None:
    page = view("Compare")
    choice = page.multiselect[0]
    assert choice.value == ["AZ"] and choice.proto.max_selections == 4
    choice.set_value(["AZ", "TX"]).run()
    assert not page.exception
    assert '<th scope="col">Texas</th>' in tables(page) and "Tex. Prop. Code" in tables(page)
    page.multiselect[0].set_value([]).run()
    assert page.info and not page.exception
