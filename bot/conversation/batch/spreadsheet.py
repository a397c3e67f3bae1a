"""Questions and answers as a spreadsheet's CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

from bot.answer.model import Answer
from bot.conversation.batch.model import BatchLine, Problem, Result, Row
from bot.errors import ShortfallError
from bot.understand.statenames import CODES, NAMES

COLUMNS = (
    "line",
    "id",
    "question",
    "state",
    "outcome",
    "amount",
    "statute",
    "last_day",
    "deadline",
    "asks",
    "answer",
    "sources",
    "error",
)
FORMULA = frozenset("=+-@\t\r\n")
"""With these a spreadsheet begins a formula, which a question that somebody else wrote must not become."""


def csv_rows(data: bytes) -> Iterator[Row]:
    """The rows of a CSV with a column `question`, and if wanted `id` and `state`; a row without any text is passed over.

    Commas, semicolons or tabs may part the columns. state: a postal code or a name.
    Raises ShortfallError where the file is no such CSV.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ShortfallError("The file is not UTF-8 text. Save it as CSV UTF-8 and upload it again.") from None
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if "question" not in names:
            raise ShortfallError(
                "The CSV has no column named question. Give the columns names in the first line, for example: "
                "id,state,question."
            )
        begun = reader.line_num + 1
        for cells in reader:
            number, begun = begun, reader.line_num + 1  # a quoted cell may go over several lines
            if any(cell.strip() for cell in cells):
                yield _row(number, dict(zip(names, cells, strict=False)))
    except csv.Error as error:
        raise ShortfallError(
            f"Line {reader.line_num} of the CSV cannot be read: {error}. Check the quotation marks around that cell."
        ) from error


def _row(number: int, cells: dict[str, str]) -> Row:
    given, place = cells.get("id", "").strip() or None, cells.get("state", "").strip()
    code = place.upper() if place.upper() in CODES else NAMES.get(place.lower())
    if place and code is None:
        message = f"state: {place[:40]!r} is no state; write its postal code, such as OH, or leave the cell empty."
        return Row(number=number, asked=Problem(line=number, id=given, message=message))
    return Row(number=number, asked=BatchLine(id=given, question=cells.get("question", "")), state=code)


def to_csv(results: Iterable[Result]) -> str:
    """The results as CSV, a line each; no cell can begin a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for result in results:
        writer.writerow([guarded(cell) for cell in _cells(result)])
    return out.getvalue()


def guarded(cell: str) -> str:
    """A cell that a spreadsheet shows as text.

    >>> guarded("=1+1"), guarded("$5")
    ("'=1+1", '$5')
    """
    first = cell.lstrip(" \u00a0\ufeff")[:1]
    return f"'{cell}" if first in FORMULA else cell


def _cells(result: Result) -> tuple[str, ...]:
    asked, found = result.row.asked, result.outcome
    question = asked.question if isinstance(asked, BatchLine) else ""
    if isinstance(found, Problem):
        known = {"id": _text(found.id), "state": _text(result.row.state), "error": found.message}
    else:
        known = _answered(found)
    told = {"line": str(result.row.number), "question": question, **known}
    return tuple(told.get(name, "") for name in COLUMNS)


def _answered(answer: Answer) -> dict[str, str]:
    deadline, first = answer.deadline, answer.citations[0] if answer.citations else None
    return {
        "id": _text(answer.id),
        "state": _text(answer.state),
        "outcome": _text(answer.outcome),
        "amount": f"{answer.amount:.2f}" if answer.amount is not None else "",
        "statute": first.cite if first and answer.outcome else "",
        "last_day": _text(deadline.date if deadline else None),
        "deadline": f"{deadline.period or ''} {deadline.act} ({deadline.cite})".strip() if deadline else "",
        "asks": ", ".join(answer.asks),
        "answer": answer.text,
        "sources": "; ".join(f"[{c.n}] {c.cite} {c.url}" for c in answer.citations),
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)
