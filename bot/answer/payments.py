"""What settling a claim for less comes to, or paying it by the month: settlement, instalments, a lump sum instead of them."""

import re
from decimal import Decimal

from bot.answer.claim import claim_in_question
from bot.answer.draft import Draft
from bot.answer.grown import DAILY
from bot.answer.turn import Turn
from bot.calculator import (
    dollars,
    forgiven,
    instalments_total,
    lump_sum_or_instalments,
    monthly_instalment,
    payments_needed,
    settlement,
    settlement_range,
)
from bot.calculator.figure import last_step
from bot.calculator.inputs import plain
from bot.calculator.settlement import MOST_MONTHS
from bot.calculator.sources import PAYMENT_PLAN, SETTLEMENT
from bot.understand.question import AmountReading, Question

RELEASE = "guide/negotiating-a-settlement#written-release"
# a sum over a number of months; "we lived there for 8 years" and "they waited over 2 years" are no plan of payments
_MONTHS = r"[\w-]+ (?:(?:equal|monthly) )*(?:months|years)\b(?! (?:ago|late|behind))"
SPREAD = re.compile(
    rf"(?:[0-9k%]|\b(?:deficiency|balance|debt|rest|amount|out|it|that|this)) over {_MONTHS}"
    r"|\b(?:payments|instal+ments|pmts)\b(?! (?:behind|late))|\b(?:mo(?:nthly|\.)? (?:pmt|payment)|(?:pmt|payment) (?:amt|amount)) ?[?=]"
    rf"|\b(?:pay(?!off)\w*|spread|split|divided?|settle\w*|plan|month(?:ly)?|instal\w*)\b[^.;!?\n]{{0,80}}\b(?:over|for|in) {_MONTHS}"
    rf"|\b(?:over|for|in) {_MONTHS}[^.;!?\n]{{0,40}}\b(?:a|per|each|every) month\b"
    rf"|\b(?:a|per|each|every) (?:month|mo)\b[^.;!?\n]{{0,20}}\b(?:over|for|in) {_MONTHS}"
)

_HOW_MUCH_FORGIVEN = re.compile(
    r"\b(?:how much|what)\b[^.?!]{0,40}\b(?:forgiv\w+|wiped|written off|cancel+ed|waived|let go)\b", re.IGNORECASE
)
_BEFORE_A_PRICE = re.compile(r"\b(?:sold|auction\w*|owed|bids?)\b", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:or|vs|versus|instead|otherwise)\b", re.IGNORECASE)  # two ways of paying


def answer_settlement(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    owed, offer, percents = claim_in_question(turn), _last_offer(question), sorted(question.percents)
    if percents and owed is None:
        owed = offer if offer is not None else next((a.value for a in question.loose), None)
        offer = None  # "20% of a $83,000 settlement": the amount is what the percentage is taken of
    if (
        percents
        and owed is None
        and {one.role for one in question.amounts} == {"debt"}
        and not _BEFORE_A_PRICE.search(question.text)
    ):
        owed = question.money(
            "debt"
        )  # "balance is 41,000, what would 30 percent be"; before a price it is not yet the claim
    if offer is not None and not question.says("offer") and percents:
        offer = None  # what is asked now goes before an offer of an earlier turn
    of_time = SPREAD.search(question.text.lower()) or DAILY.search(question.text)  # a rate, and no share of the claim
    other = (question.rate is not None and not percents) or (percents and of_time)
    if not owed or (other and offer is None) or (offer is not None and offer > owed):
        return False
    draft.state = turn.state or draft.state
    draft.used("calculate_settlement")
    draft.figure(turn.plain)
    if offer is not None:
        saved = forgiven(owed, offer)
        share = (offer * 100 / owed).quantize(Decimal("0.1"))
        draft.figure(saved.model_copy(update={"inputs": {**saved.inputs, "percent_paid": plain(share)}}))
        draft.amount = saved.amount
        draft.say(
            f"**Paying {dollars(offer)} settles the debt for {plain(share)}% of the {dollars(owed)} and leaves "
            f"{dollars(saved.amount)} forgiven.**",
            SETTLEMENT,
            kind="arithmetic",
        )
    elif len(percents) == 1:
        one = settlement(owed, percents[0])
        draft.figure(one)
        draft.amount = one.amount
        draft.say(
            f"**{plain(percents[0])}% of {dollars(owed)} is {dollars(one.amount)}.**", SETTLEMENT, kind="arithmetic"
        )
        if _HOW_MUCH_FORGIVEN.search(question.text):
            saved = forgiven(owed, one.amount)
            draft.figure(saved)
            draft.amount = saved.amount
            draft.add(f"Paying that leaves {dollars(saved.amount)} forgiven.", SETTLEMENT, kind="arithmetic")
    else:
        low, high = settlement_range(owed, percents[0], percents[-1]) if percents else settlement_range(owed)
        between = [settlement(owed, p, name=f"settlement_{plain(p)}_percent") for p in percents[1:-1]]
        for figure in (low, *between, high):
            draft.figure(figure)
        draft.amount = low.amount
        draft.say(
            f"**Between {dollars(low.amount)} and {dollars(high.amount)}, if the lender takes "
            f"{low.inputs['percent']} to {high.inputs['percent']} percent of {dollars(owed)}.**",
            SETTLEMENT,
            kind="arithmetic",
        )
        for figure in between:
            draft.say(f"{figure.inputs['percent']}% is {dollars(figure.amount)}.", SETTLEMENT, kind="arithmetic")
        if not percents:
            draft.say(
                "That range is what people report, not a rule; some lenders take less and some refuse.", SETTLEMENT
            )
    draft.say("Before you pay, get a letter that says the rest is released, and ask about Form 1099-C.", RELEASE)
    return True


def _last_offer(question: Question) -> Decimal | None:
    """The last of the offers that this turn tells, else that of an earlier one: "they offered 30k and now 18k"."""
    own = [a.value for a in question.amounts if a.role == "offer"]
    return own[-1] if own else question.money("offer")


def answer_instalment(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    plan = question.reading("instalment")
    if plan is None and not question.says("sale_price"):  # beside a sale a monthly payment is the mortgage's
        plan = question.reading("monthly_payment")
    if plan is None and question.says("monthly_payment") and question.says("sale_price"):
        return False  # the length of the loan is no plan
    parts = parted(question)
    months = (plan.months if plan else None) or question.months or (parts[0].months if parts else None)
    rate = question.rate or next(iter(question.percents), None) or Decimal(0)
    lump = _lump_sum(question)
    owed = _note(question, plan) or claim_in_question(turn) or question.money("debt")
    owed = owed or (question.money("offer") if plan else None) or (parts[0].value if parts else None)
    if plan is not None and months:
        _plan(draft, plan.value, months, lump, rate, owed)
    elif plan is not None and owed and owed > plan.value * MOST_MONTHS:
        most = instalments_total(plan.value, MOST_MONTHS)
        draft.figure(most)
        draft.say(
            f"**{dollars(plan.value)} a month does not pay off {dollars(owed)} in a hundred years: that comes to {dollars(most.amount)}.**",
            PAYMENT_PLAN,
            kind="arithmetic",
        )
        draft.say(f"{last_step(most)} That is without interest.", PAYMENT_PLAN, kind="arithmetic")
    elif plan is not None and owed:
        needed = payments_needed(owed, plan.value)
        draft.figure(needed)
        draft.say(
            f"**{needed.inputs['payments']} payments of {dollars(plan.value)}.**", PAYMENT_PLAN, kind="arithmetic"
        )
        draft.say(f"{needed.steps[-1].expression}. That is without interest.", PAYMENT_PLAN, kind="arithmetic")
    elif (spread := question.money("offer") or lump or owed) and months and SPREAD.search(question.text.lower()):
        each = monthly_instalment(spread, months, rate)
        draft.figure(each)
        draft.amount = each.amount
        draft.say(f"**{dollars(each.amount)} a month for {months} months.**", PAYMENT_PLAN, kind="arithmetic")
        draft.say(last_step(each), PAYMENT_PLAN, kind="arithmetic")
    else:
        return False
    draft.state = turn.state or draft.state
    draft.used("calculate_instalments")
    return True


def _note(question: Question, plan: AmountReading | None) -> Decimal | None:
    """The smaller debt that a plan of this turn pays off: "a 15k note at 125/mo"; not "15k, or 125 a month"."""
    note = next((a for a in question.amounts if a.role == "offer"), None)
    if note is None or plan is None or plan not in question.amounts or note.value <= plan.value:
        return None
    first, second = sorted((note.span, plan.span))
    return None if _EITHER.search(question.text, first[1], second[0]) else note.value


def parted(question: Question) -> list[AmountReading]:
    """The one amount of no role that is parted into payments: "if i split 14,400 in 24 payments"."""
    parted = [a for a in question.loose if a.months]
    return parted if len(question.loose) == 1 else []


def _lump_sum(question: Question) -> Decimal | None:
    """One payment instead of many; beside a plan an amount without a role is that payment."""
    lump = question.money("lump_sum")
    if lump is None and len(question.loose) == 1 and question.says("instalment"):
        return question.loose[0].value
    return lump


def _plan(
    draft: Draft, monthly: Decimal, months: int, lump: Decimal | None, rate: Decimal, owed: Decimal | None
) -> None:
    """What a plan costs in all, beside the lump sum or the debt."""
    if lump is None:
        total = instalments_total(monthly, months)
        draft.figure(total)
        draft.amount = total.amount
        draft.say(f"**{dollars(total.amount)} in all.**", PAYMENT_PLAN, kind="arithmetic")
        draft.say(last_step(total), PAYMENT_PLAN, kind="arithmetic")
        if owed and owed > total.amount:
            rest = forgiven(owed, total.amount)
            draft.figure(rest)
            words = f"Of the {dollars(owed)} that leaves {dollars(rest.amount)}: get its release in writing."
            draft.add(words, RELEASE, kind="arithmetic")
        return
    plan = lump_sum_or_instalments(lump, monthly, months, rate)
    for figure in plan:
        draft.figure(figure)
    draft.amount = plan.total.amount
    gap = plan.difference.amount
    compared = f"{dollars(abs(gap))} {'more' if gap > 0 else 'less'} than" if gap else "the same as"
    draft.say(
        f"**The plan costs {dollars(plan.total.amount)} in all, {compared} the lump sum of {dollars(lump)}.**",
        PAYMENT_PLAN,
        kind="arithmetic",
    )
    draft.say(last_step(plan.total), PAYMENT_PLAN, kind="arithmetic")
