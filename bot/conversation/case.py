"""The case so far: what the turns of a conversation have established, later turns over earlier ones."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from bot.calculator.deficiency import Debt
from bot.law.case import Amounts
from bot.law.facts import Facts
from bot.understand.intent import LAW
from bot.understand.question import NUMERIC, AmountReading, DayReading, Question

# what adds to the debt when it is told beside it
ADDED = {"accrued_interest": "interest", "late_fees": "late_fees", "costs": "costs", "other": "fees"}
SINGLE = {
    "sale_price": "sale_price",
    "fair_market_value": "fair_market_value",
    "appraisal": "appraisal",
    "prior_liens": "senior_liens",
    "claim_price": "claim_price",
    "credits": "credits",
    "junior_debt": "second_mortgage",
    "claimed": "claimed",
}
# several amounts of one turn that add up: attorney fees and court costs, two credits, two liens ahead
SUMMED = frozenset({"costs", "fees", "late_fees", "interest", "credits", "senior_liens"})
FEES = ("fees", "costs", "late_fees")
CORRECTS = re.compile(
    r"^\W*(?:no|nope|sorry|actually|wait|correction|oops)\b|\b(?:i meant|i mean|my mistake|make that)\b", re.IGNORECASE
)
# a claim is a deficiency only once the house is gone
AFTER_SALE = re.compile(
    r"\b(?:deficien\w+|shortfall|short\b|su(?:ed|ing)|lawsuit|sold|auctioned|foreclosed|after|the (?:rest|difference)|collector|"
    r"judge?ment|summons)",
    re.IGNORECASE,
)
BEFORE_SALE = re.compile(
    r"\b(?:reinstat\w+|catch up|behind on|modif\w+|(?:sale|auction|foreclosure) (?:is |comes |scheduled )?"
    r"(?:next|tomorrow|coming|set for|scheduled|in \w+ (?:days|weeks)))",
    re.IGNORECASE,
)
# amounts of which more leaves less to pay
LOWERS = frozenset({"sale_price", "fair_market_value", "appraisal", "credits", "claim_price"})
# what a question asked about: an answer that is a bare number or day belongs to it
ASKED = (
    ("income", re.compile(r"take[- ]home|your pay\b|paychecks?|how often are you paid", re.IGNORECASE)),
    ("fair_market_value", re.compile(r"\bworth\b|market value", re.IGNORECASE)),
    ("sale_price", re.compile(r"\bs(?:ell|old)\b[^.?]*\bfor\b|sale price|\bbid\b|bring at", re.IGNORECASE)),
    ("debt", re.compile(r"\bow(?:e|ed|ing)\b|\bpayoff\b|\bdebt\b|\bbalance\b", re.IGNORECASE)),
)
SHORT = 8  # words; a longer turn says itself what its numbers are
End = Literal["low", "high"]


def state_of(turns: Sequence[Question]) -> str | None:
    """The jurisdiction the conversation is about: the last one that was meant."""
    return next((q.state for q in reversed(turns) if q.state), None)


def facts_of(turns: Sequence[Question]) -> Facts:
    """The facts of all turns; a later word replaces an earlier one."""
    values: dict[str, object] = {}
    for question in turns:
        values |= {k: v for k, v in question.fact_values().items() if k in Facts.model_fields}
    return Facts.model_validate(values)


def in_context(asked: Question, before: Sequence[Question], last_answer: str = "") -> Question:
    """A turn as it is meant after the turns before it.

    A turn that asks nothing itself goes on with what was asked before ("1,200 every two weeks", "Texas"). A bare number
    or day in a short turn is what was asked for, or the one that is still missing. The amounts of the turns before
    are kept beside its own. last_answer: what the user was told last; it tells what was asked, never a fact.
    """
    if not before:
        return asked
    intents = asked.intents
    if not intents:
        previous = next((q.intents for q in reversed(before) if q.intents), ())
        intents = tuple(name for name in previous if name in LAW | NUMERIC)
    earlier = tuple(a for q in reversed(before) for a in _latest_first(q) if not a.hypothetical)
    asked = asked.model_copy(update={"intents": intents, "earlier": earlier})
    if len(asked.text.split()) > SHORT:
        return asked
    if len(asked.loose) == 1 and not asked.amounts:
        role = _asked_for(last_answer) or _missing(asked)
        amounts = tuple(a.model_copy(update={"role": role}) for a in asked.loose) if role else ()
        asked = asked.model_copy(update={"amounts": tuple(_in_thousands(a) for a in amounts)})
    roles = {d.role for q in (*before, asked) for d in q.days_read}
    if len(asked.loose_days) == 1 and not asked.days_read and "sale_date" not in roles:
        day = DayReading(role="sale_date", day=asked.loose_days[0], raw=asked.text, how="read as the day of the sale")
        asked = asked.model_copy(update={"days_read": (day,)})
    return asked


def _latest_first(question: Question) -> tuple[AmountReading, ...]:
    return question.amounts[::-1]


def _asked_for(answer: str) -> str | None:
    """The amount that the last question of an answer asks for."""
    questions = re.findall(r"[^.?!\n]*\?", answer)
    return next((role for role, words in ASKED if questions and words.search(questions[-1])), None)


def _missing(asked: Question) -> str | None:
    """The amount that the case still needs, where only one comes into question."""
    if "garnishment" in asked.intents and asked.reading("income") is None:
        return "income"
    debt = asked.reading("debt") or asked.reading("principal")
    price = asked.reading("sale_price")
    if (debt is None) == (price is None):
        return None
    return "debt" if debt is None else "sale_price"


def _in_thousands(read: AmountReading) -> AmountReading:
    """A small bare house amount means thousands here as it does beside its words."""
    bare = re.fullmatch(r"[0-9]{2,3}(?:\.[0-9])?", read.raw) is not None
    if not bare or read.value >= 1000 or read.role == "income":
        return read
    value = read.value * 1000
    how = f"read '{read.raw}' as ${value:,.0f}"
    return read.model_copy(update={"value": value, "low": value, "high": value, "how": how})


def amounts_of(turns: Sequence[Question]) -> Amounts:
    """The amounts of all turns; a later figure in the same role replaces an earlier one.

    What an earlier turn only supposed ("what if it had sold for 180") does not last beyond it where the fact is told.
    `lowest` and `highest` are the amounts that leave least and most to pay, where a range was told; the amounts
    themselves then stand on its middle.
    Raises AmountError for amounts that cannot be.
    """
    told = _told(turns)
    amounts = _amounts(turns, {role: a.value for role, a in told.items()})
    if not any(a.is_range for a in told.values()):
        return amounts
    ends: dict[End, Amounts] = {}
    for end in ("low", "high"):
        values = {role: a.low if (end == "low") != (role in LOWERS) else a.high for role, a in told.items()}
        ends[end] = _amounts(turns, values)
    return amounts.model_copy(update={"lowest": ends["low"], "highest": ends["high"]})


def _told(turns: Sequence[Question]) -> dict[str, AmountReading]:
    told: dict[str, AmountReading] = {}
    supposed: dict[str, AmountReading] = {}
    for place, question in enumerate(turns):
        readings = _summed(question.amounts)
        if CORRECTS.search(question.text) and any(a.role in FEES for a in readings):
            for (
                role
            ) in FEES:  # "no, the fees were 7k" takes the place of the fees told before, whatever they were called
                told.pop(role, None)
        for reading in readings:
            lasts = not reading.hypothetical or place == len(turns) - 1
            (told if lasts else supposed)[reading.role] = reading
    return supposed | told


def _summed(readings: Sequence[AmountReading]) -> list[AmountReading]:
    """The readings of a turn with those that belong together added up; the same sum told twice counts once."""
    found: list[AmountReading] = []
    seen: set[tuple[str, Decimal]] = set()
    for reading in readings:
        again = (reading.role, reading.value) in seen
        seen.add((reading.role, reading.value))
        same = next((i for i, a in enumerate(found) if a.role == reading.role and reading.role in SUMMED), None)
        if same is None:
            found.append(reading)
        elif not again:
            parts = {name: getattr(found[same], name) + getattr(reading, name) for name in ("value", "low", "high")}
            found[same] = found[same].model_copy(update=parts)
    return found


def _amounts(turns: Sequence[Question], told: dict[str, Decimal]) -> Amounts:
    per_diem: tuple[Decimal, int] | None = None
    for question in turns:
        for reading in question.amounts:
            if reading.role == "per_diem" and (days := reading.days or question.days):
                per_diem = (reading.value, days)
    added = {part: told[role] for part, role in ADDED.items() if role in told}
    owed = told.get("principal", told.get("debt"))
    breakdown = None
    if owed is not None:
        # a balance beside which interest is told is the principal; a payoff total would hold it
        base = "principal" if "principal" in told or "accrued_interest" in added else "total"
        rest = {"per_diem": per_diem[0], "interest_days": per_diem[1]} if per_diem else {}
        breakdown = Debt.model_validate({base: owed, **added, **rest})
    if "claimed" in told and not told.keys() & {"second_mortgage", "debt", "principal"}:
        told = {**told, "second_mortgage": told["claimed"]}  # what a second lender claims is its balance
    if not any(AFTER_SALE.search(q.text) for q in turns) or any(BEFORE_SALE.search(q.text) for q in turns):
        told = {role: value for role, value in told.items() if role != "claimed"}
    single = {name: told[role] for name, role in SINGLE.items() if role in told}
    return Amounts(debt=breakdown.amount if breakdown else None, breakdown=breakdown, **single)
