"""How interest grows on a claim: by the day, or at a rate over a time that is told."""

import re
from decimal import Decimal

from bot.answer.draft import Draft
from bot.answer.turn import Turn
from bot.calculator import (
    Debt,
    Figure,
    arithmetic,
    balance,
    daily_interest,
    dollars,
    interest_for_days,
    interest_for_months,
    per_diem_interest,
    simple_interest,
)
from bot.calculator.figure import last_step
from bot.calculator.sources import INTEREST

DAILY = re.compile(r"\b(?:per|a|each|every) day\b|/day\b|\bdaily\b|\bper[- ]?diem\b|\bp/d\b", re.IGNORECASE)
SMALL = Decimal(1000)  # dollars; a day's interest on a home loan is less


def answer_interest(draft: Draft, turn: Turn) -> bool:
    """Interest by the day or from a rate; where a sale price is told the deficiency is meant and interest is a part."""
    question = turn.question
    figure = None if question.says("sale_price") else _interest_figure(turn)
    if figure is None:
        return False
    draft.state = turn.state or draft.state
    draft.used("calculate_interest")
    draft.figure(figure)
    draft.amount = figure.amount
    what = "a day" if figure.name == "per_diem" else "of interest"
    draft.say(f"**{dollars(figure.amount)} {what}.**", INTEREST, kind="arithmetic")
    draft.say(last_step(figure), INTEREST, kind="arithmetic")
    if figure.name == "accrued_interest" and "annual_rate" in figure.inputs:
        draft.add("That is simple interest; check the rate in the judgment or the note.", INTEREST)
    claimed = question.money("claimed") or question.money("principal") or question.money("debt")
    if figure.name == "accrued_interest" and claimed is not None:
        whole = balance(Debt(principal=claimed, accrued_interest=figure.amount))
        draft.figure(whole)
        draft.add(f"Together: {arithmetic(whole)}.", INTEREST, kind="arithmetic")
    return True


def _interest_figure(turn: Turn) -> Figure | None:
    question = turn.question
    per_diem, days = question.reading("per_diem"), question.days
    if per_diem is not None and per_diem.value < SMALL:
        days = per_diem.days or days or _days_told(turn)
        return per_diem_interest(per_diem.value, days) if days else None
    named = [question.money(role) for role in ("principal", "debt", "claimed", "interest")]
    loose = [a.value for a in question.loose[:1]]
    principal = next((a for a in (*named, per_diem.value if per_diem else None, *loose) if a is not None), None)
    rate = question.rate if question.rate is not None else next(iter(question.percents), None)
    if principal is None or rate is None:
        return None
    if question.from_day and question.to_day:
        return simple_interest(principal, rate, start=question.from_day, end=question.to_day)
    if question.days and not question.months:
        return interest_for_days(principal, rate, question.days)
    if question.months:
        return interest_for_months(principal, rate, question.months)
    if question.days_named and question.days_named[0] < turn.today:
        return simple_interest(principal, rate, start=question.days_named[0], end=turn.today)
    return daily_interest(principal, rate) if per_diem is not None or DAILY.search(question.text) else None


def _days_told(turn: Turn) -> int | None:
    """The days between two days that were told."""
    first, last = turn.question.from_day, turn.question.to_day
    return (last - first).days if first and last else None
