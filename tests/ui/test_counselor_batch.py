"""A file of questions on the page: read, answered, limited, and given back without formulas."""

import csv
import io
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bot.answer.model import Answer
from bot.conversation.batch import Problem, Result, Row, answer_rows, json_rows
from bot.conversation.batch.spreadsheet import COLUMNS, csv_rows, guarded, to_csv
from bot.errors import ShortfallError
from bot.ui.counselor.batch import read_rows
from tests.brief.talk import engine

VIEWS = str(Path(__file__).parent / "counselor_views.py")
GOOD = (
    "id,state,question\r\n"
    'a1,,"Utah trustee\'s sale, owed $318,000, sold for $255,000"\r\n'
    ",Ohio,can the lender still come after me for the rest?\r\n"
    'x,Narnia,"do I owe?"\r\n'
    "e,,\r\n"
    "f,oh,\r\n"
)


def rows(text: str) -> list[Row]:
    return list(csv_rows(text.encode()))


def results(text: str) -> list[Result]:
    return list(answer_rows(engine(), csv_rows(text.encode())))


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_questions_are_answered_in_their_state_and_errors_are_named_by_line() -> None:
    found = results(GOOD)
    assert [r.row.number for r in found] == [2, 3, 4, 5, 6]
    first, second, third, *empty = (r.outcome for r in found)
    assert isinstance(first, Answer) and (first.id, first.state) == ("a1", "UT")
    assert isinstance(second, Answer) and (second.id, second.state) == (None, "OH")
    assert isinstance(third, Problem) and (third.line, third.id) == (4, "x") and "Narnia" in third.message
    assert all(isinstance(one, Problem) and "empty" in one.message for one in empty)


def test_a_question_over_several_lines_keeps_the_numbers_right() -> None:
    found = rows('question\n"Ohio:\nowed 212k\nsold 150k"\n\nUtah do I owe?\n')
    assert [row.number for row in found] == [2, 6]


@pytest.mark.parametrize("part", [",", ";", "\t"])
def test_a_mark_of_utf8_and_other_separators_are_read(part: str) -> None:
    (row,) = rows(f"\ufeffID{part}Question\n7{part}Ohio: “do I owe”?\n")
    assert not isinstance(row.asked, Problem)
    assert (row.asked.id, row.asked.question) == ("7", "Ohio: “do I owe”?")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"frage\nOhio?\n", "no column named question"),
        (b"", "no column named question"),
        (b"question\n\xff\xfe\n", "not UTF-8"),
        (b'question\n"never closed\n', r"Line \d+ of the CSV cannot be read"),
        (b"question\n" + b"x" * 200_000 + b"\n", "cannot be read"),
    ],
)
def test_what_is_no_such_csv_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(ShortfallError, match=says):
        list(csv_rows(data))


def test_a_file_that_is_too_large_or_empty_is_refused() -> None:
    with pytest.raises(ShortfallError, match=r"2\.1 MB; at most 2 MB"):
        read_rows("q.csv", b"x" * 2_200_000)
    with pytest.raises(ShortfallError, match="2,001 questions; at most 2,000"):
        read_rows("q.csv", b"question\n" + b"Ohio?\n" * 2001)
    assert len(read_rows("Q.CSV", b"question\n" + b"Ohio?\n" * 2000)) == 2000
    with pytest.raises(ShortfallError, match="no question"):
        read_rows("q.jsonl", b"\n\n")


def test_json_lines_are_read_as_on_the_command_line() -> None:
    data = b'{"id": 1, "question": "Ohio?", "state": "TX"}\nnot json\n\n{"id": 2}\n'
    found = read_rows("q.jsonl", data)
    assert [row.number for row in found] == [1, 2, 4]
    assert [isinstance(row.asked, Problem) for row in found] == [False, True, True]
    assert found[0].state is None, "what an evaluation expects is not told to the one who answers"
    assert list(json_rows(data.splitlines())) == found


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://evil")'])
def test_a_cell_cannot_begin_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_the_output_guards_every_cell_and_keeps_the_rest_as_it_is() -> None:
    found = results('id,question\n=cmd|calc,"=1+1 Ohio, owed $212,000, sold for $150,000"\n-5,@x\n+e,\n')
    table = read_back(to_csv(found))
    assert tuple(table[0]) == COLUMNS
    cells = [cell for line in table for cell in line.values()]
    assert not any(cell[:1] in "=+-@" for cell in cells if cell)
    assert (table[0]["id"], table[0]["state"], table[0]["amount"]) == ("'=cmd|calc", "OH", "62000.00")
    assert table[0]["question"].startswith("'=1+1 Ohio") and "$62,000" in table[0]["answer"]
    assert "empty" in table[2]["error"] and table[2]["answer"] == ""


def test_json_lines_out_are_the_answers_and_the_problems_in_place() -> None:
    good, _, bad, *_ = [json.loads(result.as_json()) for result in results(GOOD)]
    assert (good["id"], good["state"]) == ("a1", "UT")
    assert set(bad) == {"id", "line", "error"} and bad["line"] == 4


def uploaded(name: str, data: bytes) -> AppTest:
    page = AppTest.from_file(VIEWS, default_timeout=240).run()
    page.radio[0].set_value("Batch").run()
    page.file_uploader[0].set_value((name, data, "text/csv")).run()
    assert not page.exception
    return page


def test_an_upload_is_answered_on_the_page_and_can_be_downloaded() -> None:
    page = uploaded("q.csv", GOOD.encode())
    assert not page.download_button, "nothing is answered before the button is pressed"
    button = next(b for b in page.button if b.label == "Answer 5 questions")
    button.click().run()
    assert not page.exception
    assert page.success[0].value == "2 answered, 3 not answered."
    assert any(m.value.startswith("- **Line 4:** state") for m in page.markdown)
    assert {b.label for b in page.download_button} == {"Download CSV", "Download JSON lines"}
    page.run()
    assert page.success[0].value == "2 answered, 3 not answered.", "a rerun keeps the results"


def test_a_file_that_cannot_be_read_is_a_message() -> None:
    page = uploaded("q.csv", b"a,b\n1,2\n")
    assert "no column named question" in page.error[0].value
    assert not any(b.label.startswith("Answer") for b in page.button)
