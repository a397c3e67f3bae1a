"""A file of questions answered on the page: CSV or JSON lines in, both out."""

from dataclasses import dataclass, field
from hashlib import sha256

import streamlit as st

from bot.conversation.batch import Problem, Result, Row, answer_rows, json_rows
from bot.conversation.batch.spreadsheet import csv_rows, to_csv
from bot.conversation.shortfall import Shortfall
from bot.errors import ShortfallError
from bot.ui.markdown import literal

MOST_LINES, MEGABYTES = 2_000, 2
SHOWN_PROBLEMS = 50
HOW = (
    "**CSV** with a column `question`, and if you like `id` and `state`; or **JSON lines** "
    '`{"id": …, "question": …, "history": […]}`. '
    f"At most {MOST_LINES:,} questions and {MEGABYTES} MB. The file is answered on this machine and not kept."
)


@dataclass
class _Kept:
    """What was answered of an upload, so that a rerun of the page does not answer it again. file: its SHA-256."""

    file: str
    rows: int
    results: list[Result] = field(default_factory=list)


def show_batch(engine: Shortfall, key: str) -> None:
    """Draw the upload, answer it with a progress bar, and offer the results. key: names the parts within the page."""
    st.markdown(HOW)
    upload = st.file_uploader("File of questions", type=["csv", "jsonl"], max_upload_size=MEGABYTES, key=f"{key}-file")
    if upload is None:
        return
    data = upload.getvalue()
    try:
        rows = read_rows(upload.name, data)
    except ShortfallError as error:
        st.error(literal(str(error)))
        return
    name, file = f"{key}-kept", sha256(data).hexdigest()
    kept: _Kept | None = st.session_state.get(name)
    if kept is not None and kept.file != file:
        kept = None
    count = f"{len(rows):,} question{'s' * (len(rows) != 1)}"
    if st.button(f"Answer {count}", type="primary", key=f"{key}-answer"):
        kept = st.session_state[name] = _Kept(file, len(rows))
        _answer(engine, rows, kept)
    if kept is not None:
        _show_results(kept, key)


def read_rows(name: str, data: bytes) -> list[Row]:
    """The rows of an uploaded file, by its name's ending.

    Raises ShortfallError where it is too large, has no question, or is no such file.
    """
    if len(data) > MEGABYTES * 1024 * 1024:
        raise ShortfallError(
            f"The file has {len(data) / 1024 / 1024:.1f} MB; at most {MEGABYTES} MB are answered here. "
            "Split it, or use `shortfall batch` on the command line."
        )
    rows = list(csv_rows(data) if name.lower().endswith(".csv") else json_rows(data.splitlines()))
    if not rows:
        raise ShortfallError("The file has no question. Write one a line below the names of the columns.")
    if len(rows) > MOST_LINES:
        raise ShortfallError(
            f"The file has {len(rows):,} questions; at most {MOST_LINES:,} are answered here. "
            "Split it, or use `shortfall batch` on the command line."
        )
    return rows


def _answer(engine: Shortfall, rows: list[Row], kept: _Kept) -> None:
    bar = st.progress(0.0, text=f"0 of {len(rows):,}")
    for result in answer_rows(engine, rows):
        kept.results.append(result)  # so that what was answered is there when the page is left halfway
        done = len(kept.results)
        bar.progress(done / len(rows), text=f"{done:,} of {len(rows):,}")
    bar.empty()


def _show_results(kept: _Kept, key: str) -> None:
    problems = [r.outcome for r in kept.results if isinstance(r.outcome, Problem)]
    answered = len(kept.results) - len(problems)
    said = f"{answered:,} answered, {len(problems):,} not answered."
    if len(kept.results) < kept.rows:
        st.warning(f"Stopped after {len(kept.results):,} of {kept.rows:,}: {said} Press the button to begin again.")
    else:
        st.success(said)
    for problem in problems[:SHOWN_PROBLEMS]:
        st.markdown(f"- **Line {problem.line}:** {literal(problem.message)}")
    if (left := len(problems) - SHOWN_PROBLEMS) > 0:
        st.caption(f"{left:,} more stand in the files.")
    if not kept.results:
        return
    lines = "".join(f"{result.as_json()}\n" for result in kept.results)
    # a spreadsheet takes the file for UTF-8 only where it begins with the mark
    table = to_csv(kept.results).encode("utf-8-sig")
    left_column, right_column = st.columns(2)
    left_column.download_button(
        "Download CSV", table, "answers.csv", "text/csv", key=f"{key}-csv", on_click="ignore", width="stretch"
    )
    right_column.download_button(
        "Download JSON lines",
        lines,
        "answers.jsonl",
        "application/jsonl",
        key=f"{key}-jsonl",
        on_click="ignore",
        width="stretch",
    )
