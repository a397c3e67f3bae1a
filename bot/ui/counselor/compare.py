"""The same case under the rules of up to four states, side by side."""

from collections.abc import Sequence

import streamlit as st
from pydantic import BaseModel, ConfigDict

from bot.answer.assessed import main_deadline
from bot.answer.limitation import years_on_the_note
from bot.answer.prose import capital, clause, listed
from bot.answer.rule_words import SHORT
from bot.brief.law import standing_words
from bot.calculator.deadlines import in_words
from bot.calculator.figure import ZERO, dollars
from bot.conversation.sheet import CaseSheet
from bot.conversation.standing import Standing, standing
from bot.errors import ShortfallError
from bot.law.facts import FACTS
from bot.settings import Settings
from bot.ui.counselor.tables import show_table
from bot.ui.markdown import literal
from bot.understand.statenames import TITLES

MOST = 4
ROWS = ("Statute", "May the lender collect the rest?", "At most", "Deadline", "Turns on", "Record")


class ComparedColumn(BaseModel):
    """One state's column: its name and a cell for each of `ROWS`."""

    model_config = ConfigDict(frozen=True)

    state: str
    cells: tuple[str, ...]


def show_comparison(sheet: CaseSheet, settings: Settings, key: str) -> None:
    """Draw the choice of states and the table. key: names the choice within the page."""
    own = [sheet.state] if sheet.state else []
    picked = st.multiselect(
        "States to compare",
        sorted(TITLES, key=lambda code: TITLES[code]),
        default=own,
        format_func=lambda code: TITLES[code],
        max_selections=MOST,
        placeholder=f"Up to {MOST} states",
        key=key,
    )
    if not picked:
        st.info("Choose the states. The facts of this case are laid under the rule of each.")
        return
    try:
        columns = compared(sheet, settings, picked)
    except ShortfallError as error:
        st.warning(literal(str(error)))
        return
    rows = [(name, *(column.cells[place] for column in columns)) for place, name in enumerate(ROWS)]
    show_table(("", *(column.state for column in columns)), rows, "The same case under each state's rule")
    st.caption("What was not told is taken as usual in each state. The state where the house stands decides.")


def compared(sheet: CaseSheet, settings: Settings, states: Sequence[str]) -> list[ComparedColumn]:
    """The case under the rule of each state, given by USPS code.

    Raises AmountError for amounts that cannot be.
    """
    return [column(standing(sheet, settings, state)) for state in states]


def column(one: Standing) -> ComparedColumn:
    """One state's column; the standing must have a state."""
    record, found = one.record, one.assessment
    if record is None or found is None:
        raise ValueError("a column needs a state")
    cites = list(dict.fromkeys(p.case.cite for p in found.possibilities))
    cells = (
        "\n".join(cites),
        _outcome(one),
        _most(one),
        _deadline(one),
        capital(listed([FACTS[fact].subject for fact in found.asks])) or "nothing that is open",
        f"checked {in_words(record.checked)}, confidence {record.confidence}",
    )
    return ComparedColumn(state=record.name, cells=cells)


def _outcome(one: Standing) -> str:
    assert one.assessment is not None
    found = one.assessment
    if found.outcome == "depends":
        ways = list(dict.fromkeys(SHORT[p.outcome] for p in found.possibilities))
        return f"It depends: {listed(ways, 'or')}"
    return "No: its time has run" if found.first.lapsed else capital(SHORT[found.outcome])


def _most(one: Standing) -> str:
    assert one.assessment is not None
    found, amounts = one.assessment, one.amounts
    if found.outcome == "barred":
        return dollars(ZERO)
    told = amounts.debt is not None or amounts.sale_price is not None or amounts.junior_debt is not None
    return dollars(found.amount) if told and found.amount is not None else "not known yet"


def _deadline(one: Standing) -> str:
    assert one.assessment is not None
    assert one.record is not None
    main = main_deadline(one.assessment)
    if one.assessment.outcome == "barred" and not one.assessment.first.lapsed:
        return "no claim"
    if main is None or main.rule.period is None:
        cite, years = one.record.limitations.cite, years_on_the_note(one.record, one.facts, one.assessment)
        return f"{years} on the note ({cite})" if years else f"general limit ({cite})"
    rule = main.rule
    lines = [rule.cite.split(";")[0], f"{main.rule.period.words()} {rule.direction} {clause(rule.starts)}"]
    lines += [f"Last day: {in_words(main.last_day)}"] if main.last_day else []
    return "\n".join([*lines, capital(standing_words(main, one.today))])
