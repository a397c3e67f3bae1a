"""The bottom line above an answer: what may be collected, how much, until when, and what that depends on."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from bot.answer.model import Answer, AnswerDeadline, Outcome
from bot.answer.prose import listed
from bot.calculator.deadlines import days_words, in_words
from bot.calculator.figure import dollars
from bot.conversation.words import label
from bot.ui.markdown import shown

Colour = str


@dataclass(frozen=True)
class Badge:
    """An outcome at a glance: in words and with a sign of its own, so that it does not hang on the colour."""

    words: str
    sign: str
    colour: Colour


BADGES: dict[Outcome, Badge] = {
    "barred": Badge("Nothing more may be collected", ":material/shield:", "green"),
    "limited": Badge("Only up to a limit", ":material/vertical_align_top:", "blue"),
    "allowed": Badge("The lender may collect the rest", ":material/priority_high:", "red"),
    "discretionary": Badge("A court decides", ":material/balance:", "violet"),
    "depends": Badge("It depends", ":material/call_split:", "gray"),
}
# what the headline figure is called where no state's rule was applied
FIGURES = {
    "deficiency": "The shortfall, before any state's rule",
    "surplus": "Left over for you",
    "claimed": "What the lender claims",
}
MOST_ASKED = 3


def show_card(answer: Answer, today: date) -> None:
    """Draw the bottom line of an answer that has one."""
    lines = bottom_line(answer, today)
    if answer.outcome is None and not lines:
        return
    with st.container(border=True, gap="small"):
        if answer.outcome is not None:
            badge = BADGES[answer.outcome]
            st.badge(badge.words, icon=badge.sign, color=badge.colour)  # type: ignore[arg-type]
        if lines:
            st.markdown(shown("  \n".join(lines)))


def bottom_line(answer: Answer, today: date) -> list[str]:
    """The lines of the card in Markdown: amount, last day, what it depends on."""
    lines = []
    if amount := _amount(answer):
        lines.append(amount)
    if answer.outcome is not None and answer.deadline is not None and (until := _until(answer.deadline, today)):
        lines.append(until)
    open_facts = [label(name) for name in answer.asks if name not in ("take_home_pay", "pay_frequency")]
    if answer.outcome is not None and open_facts:
        turns_on = "It turns on" if answer.outcome == "depends" else "Still open"
        lines.append(f"{turns_on}: {listed(open_facts[:MOST_ASKED])}")
    return lines


def _amount(answer: Answer) -> str | None:
    figure = next((f for f in answer.figures if f.name in FIGURES), None)
    surplus = next((f for f in answer.figures if f.name == "surplus"), None)
    if surplus is not None and surplus.amount > 0:
        return f"{FIGURES['surplus']}: **{dollars(surplus.amount)}**"
    if answer.amount is None:
        return None
    if answer.outcome is not None:
        return f"At most **{dollars(answer.amount)}**" if answer.amount else "**$0** to pay"
    if figure is not None and figure.amount == answer.amount:
        return f"{FIGURES[figure.name]}: **{dollars(answer.amount)}**"
    return None


def _until(deadline: AnswerDeadline, today: date) -> str | None:
    """The day that matters most, with what is left of the time."""
    who = "The lender's last day" if deadline.actor == "lender" else "Your last day"
    if deadline.date is None:
        return f"{who}: {deadline.period} from {deadline.starts}" if deadline.period and deadline.starts else None
    return f"{who} to {deadline.act}: **{in_words(deadline.date)}** ({days_words(deadline.date, today)})"
