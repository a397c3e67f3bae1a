"""Why the answer is what it is: the case of the record that decides, those ruled out, deadlines, what was assumed."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from bot.answer.model import Answer
from bot.answer.places import state_name
from bot.answer.prose import capital, clause, listed
from bot.answer.rule_words import SHORT, otherwise_words
from bot.brief.explain import BASIS_WORDS, Check, RuleLine, against_words, explain, fact_words
from bot.brief.law import standing_words
from bot.calculator.deadlines import in_words
from bot.conversation.standing import Standing
from bot.conversation.words import label
from bot.law.assess import Assessment
from bot.law.facts import FACTS, choices
from bot.law.record import Record
from bot.ui.counselor.tables import show_table
from bot.ui.markdown import literal, shown

__all__ = ["RuleLine", "explain", "show_reasoning"]

HOLDS = {True: "✓ holds", False: "✗ fails", None: "? open"}


def show_reasoning(standing: Standing, answer: Answer | None) -> None:
    """Draw the reasoning behind the case as it stands. answer: the last one, for contradictions in what was told."""
    record, found = standing.record, standing.assessment
    if record is None or found is None:
        st.info("No state's rule is applied yet. The state of the house comes first.")
        return
    lines = explain(standing)
    deciding = [line for line in lines if line.verdict in ("decides", "possible")]
    st.caption(
        f"{record.name} record, checked {in_words(record.checked)}, confidence {record.confidence}. "
        "Its cases are read from the top; the first that holds decides."
    )
    if found.asks:
        st.markdown(shown(f"**Open:** {'; '.join(FACTS[fact].subject for fact in found.asks)}."))
    for line in deciding:
        _deciding(line)
    _ruled_out([line for line in lines if line.verdict in ("ruled_out", "overtaken")])
    _deadlines(standing, found)
    _assumed(record, found)
    _conflicts(record, found, answer)


def _deciding(line: RuleLine) -> None:
    verdict = "Decides" if line.verdict == "decides" else "May decide"
    st.markdown(shown(f"**{line.cite}**  \n{verdict}: {SHORT[line.outcome]} (`{line.id}`)"))
    st.markdown(shown(line.effect))
    if not line.checks:
        st.caption("It asks for nothing: it is the rule for every case that none before it fits.")
        return
    rows = [(HOLDS[check.holds], capital(check.needs), _has(check)) for check in line.checks]
    show_table(("Condition", "It asks for", "Here"), rows, f"The conditions of {line.cite} and the facts of the case")


def _has(check: Check) -> str:
    if check.has is None:
        return f"Open: {FACTS[check.fact].subject}" if check.fact in FACTS else "Open"
    return f"{capital(BASIS_WORDS[check.basis])}: {check.has}"


def _ruled_out(lines: Sequence[RuleLine]) -> None:
    if not lines:
        return
    with st.expander(f"Ruled out before it: {len(lines)}"):
        rows = [(line.cite, capital(against_words(line)), SHORT[line.outcome]) for line in lines]
        show_table(
            ("Law", "Why not", "It would mean"), rows, "The cases of the record that were ruled out, and by what"
        )


def _deadlines(standing: Standing, found: Assessment) -> None:
    if not found.deadlines:
        return
    st.markdown("**Deadlines**")
    rows = [
        (
            d.rule.cite,
            f"{capital(d.rule.actor)}: {clause(d.rule.act)}",
            f"{d.rule.period.words()} {d.rule.direction} {clause(d.rule.starts)}" if d.rule.period else d.rule.starts,
            in_words(d.last_day) if d.last_day else "not known",
            capital(standing_words(d, standing.today)) + ("; ends the claim" if d.has_run else ""),
        )
        for d in found.deadlines
    ]
    show_table(("Law", "Who must do what", "Time", "Last day", "How it stands"), rows, "Deadlines and how they stand")


def _assumed(record: Record, found: Assessment) -> None:
    if not found.taken:
        return
    others: dict[str, list[Any]] = {}
    for other in found.otherwise:
        others.setdefault(other.fact, []).append(other.value)
    lines = []
    for fact, value in found.taken.items():
        change = f" It would change if {_instead(record, fact, others[fact])}." if fact in others else ""
        lines.append(f"- {capital(fact_words(record, fact, value, told=False))}.{change}")
    st.markdown(shown("\n".join(["**Taken as usual**", "", *lines])))


def _instead(record: Record, fact: str, values: Sequence[Any]) -> str:
    """What would have to be so instead: sizes as one limit, anything else value by value."""
    if not choices(fact):
        return otherwise_words(record, fact, values)
    return listed([otherwise_words(record, fact, [value]) for value in values], "or")


def _conflicts(record: Record, found: Assessment, answer: Answer | None) -> None:
    for fact in found.conflicts:
        st.warning(
            shown(f"Told, but it does not exist for homes in {state_name(record.code)}: {FACTS[fact].subject}."),
            icon=":material/warning:",
        )
    for told in answer.case if answer else ():
        if told.disputed is not None:
            st.warning(
                f"Two values told for {label(told.name)}: {literal(told.value)}, and before {literal(told.disputed)}.",
                icon=":material/warning:",
            )
    doubts = [f"- Not confirmed: {text}" for text in record.open_questions]
    doubts += [f"- Where sources disagree: {text}" for text in record.conflicts]
    if doubts:
        with st.expander(f"Doubts about the {record.name} record: {len(doubts)}"):
            st.markdown(shown("\n".join(doubts)))
