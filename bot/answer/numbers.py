"""Answers whose number is not the deficiency itself: settlement, instalments, wages, canceled debt, gain, interest."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.answer.claim import claim_in_question
from bot.answer.draft import Draft
from bot.answer.section_words import OWES
from bot.answer.shortfall import ask_for_missing
from bot.answer.taxes import answer_canceled_debt, answer_gain
from bot.answer.turn import Turn
from bot.answer.wages import HOW_MUCH, answer_wages
from bot.calculator import (
    Debt,
    Figure,
    arithmetic,
    balance,
    daily_interest,
    dollars,
    forgiven,
    instalments_total,
    interest_for_days,
    interest_for_months,
    lump_sum_or_instalments,
    monthly_instalment,
    payments_needed,
    per_diem_interest,
    settlement,
    settlement_range,
    simple_interest,
)
from bot.calculator.inputs import plain
from bot.understand.question import NUMERIC, AmountReading, Question

SETTLE = "guide/negotiating-a-settlement#how-much"
RELEASE = "guide/negotiating-a-settlement#written-release"
LUMP_SUM = "guide/negotiating-a-settlement#lump-sum"
INTEREST = "guide/how-a-deficiency-is-calculated#interest-grows"
# a sum over a number of months; "we lived there for 8 years" and "they waited over 2 years" are no plan of payments
_MONTHS = r"[\w-]+ (?:(?:equal|monthly) )*(?:months|years)\b(?! (?:ago|late|behind))"
SPREAD = re.compile(
    rf"(?:[0-9k%]|\b(?:deficiency|balance|debt|rest|amount|out|it|that|this)) over {_MONTHS}"
    r"|\b(?:payments|instal+ments|pmts)\b(?! (?:behind|late))|\b(?:mo(?:nthly|\.)? (?:pmt|payment)|(?:pmt|payment) (?:amt|amount)) ?[?=]"
    rf"|\b(?:pay(?!off)\w*|spread|split|divided?|settle\w*|plan|month(?:ly)?|instal\w*)\b[^.;!?\n]{{0,80}}\b(?:over|for|in) {_MONTHS}"
    rf"|\b(?:over|for|in) {_MONTHS}[^.;!?\n]{{0,40}}\b(?:a|per|each|every) month\b"
)
TAKE = re.compile(r"\b(?:takes?(?! home)|taken|taking|garnish\w*|withhold|touch|grab|seize|lose)\b")
LIMIT = re.compile(r"\b(?:limit|cap|max(?:imum)?|most|ceiling)\b", re.IGNORECASE)
# "interest for 18 months": the months of interest, and not of a plan
GROWS = re.compile(
    r"\binterest\b(?:\W+\w+){0,5}?\W+(?:for|over|in|after) [\w-]+ (?:days|weeks|months|years)\b|\b(?:how much|what) (?:\w+ )?interest\b"
    r"|\b[0-9]{1,4} ?(?:days|d|weeks|wks|months|mos?|years|yrs?)'?,?(?: (?:of|worth of|-|–))* int(?:erest)?\b"
    r"|\bint(?:erest)?\.? accrued\b|\bint(?:erest)?,? [0-9]{1,3} ?(?:days|d|weeks|wks|months|mos?|years|yrs?)\b",
    re.IGNORECASE,
)
GAIN = re.compile(r"\b(?:capital )?gains?\b")  # not "judgment against me"
LOSS = re.compile(r"\bbasis\b.*\bloss\b(?! mit)|\bloss\b(?! mit).*\bbasis\b", re.DOTALL)
AS_INCOME = re.compile(r"\bas (?:my |our |taxable )?income\b|\btax(?:ed|able)\b")
DAILY = re.compile(r"\b(?:per|a|each|every) day\b|/day\b|\bdaily\b|\bper[- ]?diem\b|\bp/d\b", re.IGNORECASE)
PAY = re.compile(r"\b(?:pay ?che(?:ck|que)s?|wages?|my (?:\w+ )?pay|salary|earnings)\b")
# "the decree says 182k incl. interest" asks for none
OF_INTEREST = re.compile(r"\bint(?:erest)?\b")
INCLUDING = re.compile(r"\b(?:incl\w*\.?|with|plus|and) (?:all |the |its )?interest\b")
CLAIM = re.compile(r"\bdeficien\w*|\bdef\b|\bjudge?ments?\b|\bcreditors?\b", re.IGNORECASE)
_STILL_CLAIMED = re.compile(
    r"\b(?:collectors?|collection agency|debt buyer|lender|bank|they|servicer|law ?firm)\b(?: (?:now|still|also|is|are|then|keeps?)){0,3} "
    r"(?:wants?|wanting|demand(?:s|ing|ed)?|su(?:es|ed|ing)|bill(?:s|ing|ed)?|chas(?:es|ing)|asks?|asking|calls?|calling|after|coming after|claims?|claiming|collecting)\b",
    re.IGNORECASE,
)
_OF_TAX = re.compile(
    r"\btax\w*|\birs\b|\bincome\b|\bform 982\b|\binsolven\w+|\breport(?:ed|ing)? (?:it|this|that)\b", re.IGNORECASE
)
FEW_WORDS = 16  # that tell nothing but what somebody is paid
SMALL = Decimal(1000)  # dollars; a day's interest on a home loan is less


def answer_numbers(draft: Draft, turn: Turn) -> bool:
    """Answer the first of the question's numeric intents that has the amounts it needs.

    Returns whether it did; a question that lacks an amount is left to the general answer, except that a shortfall of
    which only one amount is known is asked for the other.
    """
    question = turn.question
    intents = [*(name for name in question.intents if name in NUMERIC), *_implied(question)]
    if turn.record is not None and _claimed_beside_a_form(question):
        intents = [name for name in intents if name != "cod_income"]
    if question.says("assets") and question.says("liabilities"):
        intents.insert(0, "cod_income")  # only insolvency asks for both
    return any(_ANSWERS[intent](draft, turn) for intent in dict.fromkeys(intents)) or ask_for_missing(draft, turn)


def _claimed_beside_a_form(question: Question) -> bool:
    """Whether it is asked if a debt that a Form 1099-C reported may be collected, and nothing of its tax."""
    text = question.text
    return "rule" in question.intents and _STILL_CLAIMED.search(text) is not None and not _OF_TAX.search(text)


def asks_for_a_figure(question: Question) -> bool:
    """Whether a figure other than the shortfall is asked for, by name or by the amounts that are told."""
    return bool(NUMERIC & {*question.intents}) or next(_implied(question), None) is not None


def _implied(question: Question) -> Iterator[str]:
    """What the amounts themselves ask for: "12 payments of $1,250", "they say 90k and will take 18k"."""
    text = question.text.lower()
    plan, claimed = question.reading("instalment"), question.reading("claimed")
    taken = TAKE.search(text) and (question.says("income") or (PAY.search(text) and HOW_MUCH.search(text)))
    if taken or _tells_only_pay(question) or _asks_what_is_taken(question):
        yield "garnishment"
    based = (GAIN.search(text) and (question.says("basis") or len(question.loose) == 1)) or LOSS.search(text)
    if based and question.says("debt"):
        yield "foreclosure_gain"
    if question.says("cancelled_debt") and AS_INCOME.search(text):
        yield "cod_income"
    rate = question.rate is not None or len(question.percents) == 1
    grows = rate and GROWS.search(text) and not question.says("instalment")
    if grows:
        yield "interest"
    planned = question.says("instalment") and plan is not None and plan.months
    spread = claimed is not None and SPREAD.search(text) and not grows
    split = bool(_parts(question)) and SPREAD.search(text)
    if planned or (question.says("offer") and question.months) or spread or split:
        yield "instalment"
    if question.follows and question.says("offer"):
        yield "settlement"
    if claimed is not None and (question.says("offer") or (question.percents and not question.says("sale_price"))):
        yield "settlement"
    timed = question.to_day or question.months or question.days or DAILY.search(text)
    if rate and timed and OF_INTEREST.search(INCLUDING.sub("", text)) and not question.says("loan"):
        yield "interest"


def _tells_only_pay(question: Question) -> bool:
    """Whether a few words tell what somebody is paid and no other sum: "net pay 1,150 biweekly, North Carolina deficiency"."""
    told = {reading.role for reading in question.amounts}
    paid = question.frequency is not None or question.take_home
    claimed = len(question.text.split()) <= FEW_WORDS and CLAIM.search(question.text) and not OWES.search(question.text)
    return bool(claimed) and bool(paid) and told == {"income"} and not set(question.intents) & NUMERIC


def _asks_what_is_taken(question: Question) -> bool:
    """Whether pay is told and its limit asked after: "I clear $275 a week. federal limit on what they get out of that?"."""
    told = {reading.role for reading in question.amounts}
    return told == {"income"} and LIMIT.search(question.text) is not None


def _worked(figure: Figure) -> str:
    """The last step of a figure: how it came about and the result."""
    return f"{figure.steps[-1].expression or figure.formula} = {dollars(figure.amount)}."


def _place(draft: Draft, turn: Turn) -> None:
    if turn.record is not None:
        draft.state = turn.record.code


def _settlement(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    owed, offer, percents = claim_in_question(turn), question.money("offer"), sorted(question.percents)
    if percents and owed is None:
        owed = offer if offer is not None else next((a.value for a in question.loose), None)
        offer = None  # "20% of a $83,000 settlement": the amount is what the percentage is taken of
    if offer is not None and not question.says("offer") and percents:
        offer = None  # what is asked now goes before an offer of an earlier turn
    of_time = SPREAD.search(question.text.lower()) or DAILY.search(question.text)  # a rate, and no share of the claim
    other = (question.rate is not None and not percents) or (percents and of_time)
    if not owed or (other and offer is None) or (offer is not None and offer > owed):
        return False
    _place(draft, turn)
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
            SETTLE,
            kind="arithmetic",
        )
    elif len(percents) == 1:
        one = settlement(owed, percents[0])
        draft.figure(one)
        draft.amount = one.amount
        draft.say(f"**{plain(percents[0])}% of {dollars(owed)} is {dollars(one.amount)}.**", SETTLE, kind="arithmetic")
    else:
        low, high = settlement_range(owed, percents[0], percents[-1]) if percents else settlement_range(owed)
        between = [settlement(owed, p, name=f"settlement_{plain(p)}_percent") for p in percents[1:-1]]
        for figure in (low, *between, high):
            draft.figure(figure)
        draft.amount = low.amount
        draft.say(
            f"**Between {dollars(low.amount)} and {dollars(high.amount)}, if the lender takes "
            f"{low.inputs['percent']} to {high.inputs['percent']} percent of {dollars(owed)}.**",
            SETTLE,
            kind="arithmetic",
        )
        for figure in between:
            draft.say(f"{figure.inputs['percent']}% is {dollars(figure.amount)}.", SETTLE, kind="arithmetic")
        if not percents:
            draft.say("That range is what people report, not a rule; some lenders take less and some refuse.", SETTLE)
    draft.say("Before you pay, get a letter that says the rest is released, and ask about Form 1099-C.", RELEASE)
    return True


def _instalment(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    plan = question.reading("instalment")
    if plan is None and not question.says("sale_price"):  # beside a sale a monthly payment is the mortgage's
        plan = question.reading("monthly_payment")
    if plan is None and question.says("monthly_payment") and question.says("sale_price"):
        return False  # the length of the loan is no plan
    parts = _parts(question)
    months = (plan.months if plan else None) or question.months or (parts[0].months if parts else None)
    rate = question.rate or next(iter(question.percents), None) or Decimal(0)
    lump = _lump_sum(question)
    owed = claim_in_question(turn) or question.money("debt") or (question.money("offer") if plan else None)
    owed = owed or (parts[0].value if parts else None)
    if plan is not None and months:
        _plan(draft, plan.value, months, lump, rate, owed)
    elif plan is not None and owed:
        needed = payments_needed(owed, plan.value)
        draft.figure(needed)
        draft.say(f"**{needed.inputs['payments']} payments of {dollars(plan.value)}.**", LUMP_SUM, kind="arithmetic")
        draft.say(f"{needed.steps[-1].expression}. That is without interest.", LUMP_SUM, kind="arithmetic")
    elif (spread := question.money("offer") or lump or owed) and months and SPREAD.search(question.text.lower()):
        each = monthly_instalment(spread, months, rate)
        draft.figure(each)
        draft.amount = each.amount
        draft.say(f"**{dollars(each.amount)} a month for {months} months.**", LUMP_SUM, kind="arithmetic")
        draft.say(_worked(each), LUMP_SUM, kind="arithmetic")
    else:
        return False
    _place(draft, turn)
    draft.used("calculate_instalments")
    return True


def _parts(question: Question) -> list[AmountReading]:
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
        draft.say(f"**{dollars(total.amount)} in all.**", LUMP_SUM, kind="arithmetic")
        draft.say(_worked(total), LUMP_SUM, kind="arithmetic")
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
        LUMP_SUM,
        kind="arithmetic",
    )
    draft.say(_worked(plan.total), LUMP_SUM, kind="arithmetic")


def _interest(draft: Draft, turn: Turn) -> bool:
    """Interest by the day or from a rate; where a sale price is told the deficiency is meant and interest is a part."""
    question = turn.question
    figure = None if question.says("sale_price") else _interest_figure(turn)
    if figure is None:
        return False
    _place(draft, turn)
    draft.used("calculate_interest")
    draft.figure(figure)
    draft.amount = figure.amount
    what = "a day" if figure.name == "per_diem" else "of interest"
    draft.say(f"**{dollars(figure.amount)} {what}.**", INTEREST, kind="arithmetic")
    draft.say(_worked(figure), INTEREST, kind="arithmetic")
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


_ANSWERS: dict[str, Callable[[Draft, Turn], bool]] = {
    "garnishment": answer_wages,
    "cod_income": answer_canceled_debt,
    "foreclosure_gain": answer_gain,
    "instalment": _instalment,
    "settlement": _settlement,
    "interest": _interest,
}
