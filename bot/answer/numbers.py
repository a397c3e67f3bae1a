"""Answers whose number is not the deficiency itself: settlement, instalments, wages, canceled debt, gain, interest."""

from collections.abc import Callable
from decimal import Decimal

from bot.answer.draft import Draft
from bot.answer.prose import first_sentence
from bot.answer.turn import Turn
from bot.calculator import (
    Figure,
    arithmetic,
    cancelled_debt_income,
    dollars,
    foreclosure_gain,
    forgiven,
    garnishment_cap,
    lump_sum_or_instalments,
    monthly_instalment,
    per_diem_interest,
    settlement,
    settlement_range,
    simple_interest,
)
from bot.calculator.figure import ZERO
from bot.calculator.inputs import plain
from bot.retrieval.passage import state_id
from bot.retrieval.sentences import sentences

SETTLE = "guide/negotiating-a-settlement#how-much"
RELEASE = "guide/negotiating-a-settlement#written-release"
LUMP_SUM = "guide/negotiating-a-settlement#lump-sum"
PAY_RULES = "federal/wage-garnishment-cap#disposable-earnings"
WAGES = "federal/wage-garnishment-cap#the-cap"
CANCELED = "federal/cod-income-basics#when-it-is-income"
INSOLVENT = "federal/insolvency-exclusion-form-982#the-test"
FORM_982 = "federal/insolvency-exclusion-form-982#claiming-it"
GAIN = "federal/recourse-nonrecourse-tax#foreclosure-is-a-sale"
INTEREST = "guide/how-a-deficiency-is-calculated#interest-grows"
PAY_WORDS = {
    "weekly": "a week",
    "biweekly": "every two weeks",
    "semimonthly": "twice a month",
    "monthly": "a month",
}


def answer_numbers(draft: Draft, turn: Turn) -> bool:
    """Answer the first of the question's numeric intents that has the amounts it needs.

    Returns whether it did; a question that lacks an amount is left to the general answer.
    """
    return any(intent in _ANSWERS and _ANSWERS[intent](draft, turn) for intent in turn.question.intents)


def deficiency_in_question(turn: Turn) -> Decimal | None:
    """The deficiency that is spoken of: the claim as told, or what the case leaves recoverable."""
    claimed = turn.question.money("claimed")
    if claimed is not None:
        return claimed
    if turn.assessment is not None and turn.numeric:
        return turn.assessment.amount
    return turn.plain.amount if turn.plain is not None and turn.plain.name == "deficiency" else None


def _settlement(draft: Draft, turn: Turn) -> bool:
    owed, offer = deficiency_in_question(turn), turn.question.money("offer")
    if owed is None or owed == 0:
        return False
    draft.used("calculate_settlement")
    draft.figure(turn.plain)
    percents = turn.question.percents
    if offer is not None and offer <= owed:
        saved = forgiven(owed, offer)
        share = (offer * 100 / owed).quantize(Decimal("0.1"))
        draft.figure(saved.model_copy(update={"inputs": {**saved.inputs, "percent_paid": plain(share)}}))
        draft.amount = saved.amount
        draft.say(
            f"**Paying {dollars(offer)} settles {plain(share)}% of the {dollars(owed)} and leaves "
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
        low, high = settlement_range(owed, *sorted(percents)[:2]) if len(percents) > 1 else settlement_range(owed)
        for figure in (low, high):
            draft.figure(figure)
        draft.amount = low.amount
        draft.say(
            f"**Between {dollars(low.amount)} and {dollars(high.amount)}, if the lender takes "
            f"{low.inputs['percent']} to {high.inputs['percent']} percent of {dollars(owed)}.**",
            SETTLE,
            kind="arithmetic",
        )
        if not percents:
            draft.say("That range is what people report, not a rule; some lenders take less and some refuse.", SETTLE)
    draft.say("Before you pay, get a letter that says the rest is released, and ask about Form 1099-C.", RELEASE)
    return True


def _instalment(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    monthly, months, lump = question.money("monthly_payment"), question.months, question.money("lump_sum")
    rate = question.rate or Decimal(0)
    if monthly is not None and months and lump is not None:
        plan = lump_sum_or_instalments(lump, monthly, months, rate)
        for figure in plan:
            draft.figure(figure)
        draft.used("calculate_instalments")
        draft.amount = plan.total.amount
        cheaper = "more" if plan.difference.amount >= 0 else "less"
        draft.say(
            f"**The plan costs {dollars(plan.total.amount)} in all, {dollars(abs(plan.difference.amount))} {cheaper} than "
            f"the lump sum of {dollars(lump)}.**",
            LUMP_SUM,
            kind="arithmetic",
        )
        draft.say(arithmetic(plan.total), LUMP_SUM, kind="arithmetic")
        return True
    owed = question.money("offer") or lump or deficiency_in_question(turn) or question.money("debt")
    if owed is None or not months:
        return False
    each = monthly_instalment(owed, months, rate)
    draft.used("calculate_instalments")
    draft.figure(each)
    draft.amount = each.amount
    draft.say(f"**{dollars(each.amount)} a month for {months} months.**", LUMP_SUM, kind="arithmetic")
    draft.say(arithmetic(each), LUMP_SUM, kind="arithmetic")
    return True


def _garnishment(draft: Draft, turn: Turn) -> bool:
    pay, frequency = turn.question.money("income"), turn.question.frequency
    if pay is None:
        return False
    period = frequency or "weekly"
    if period == "annual":
        pay, period = (pay / 12).quantize(Decimal("0.01")), "monthly"
    cap = garnishment_cap(pay, period)
    draft.used("calculate_garnishment_cap")
    draft.figure(cap)
    record = turn.record
    own = state_id(record.code, "wages") if record and record.wages else None
    if record and record.wages and own:
        draft.state = record.code
        if record.wages.protected == "all":
            draft.amount = ZERO
            draft.say(f"**Nothing from your paycheck. {first_sentence(record.wages.text)}**", own)
            draft.say(" ".join(sentences(record.wages.text)[1:]), own)
            draft.say(
                f"The federal cap alone would allow {dollars(cap.amount)} of each paycheck.", WAGES, kind="arithmetic"
            )
            return True
    draft.amount = cap.amount
    draft.say(
        f"**At most {dollars(cap.amount)} of each paycheck under federal law, once there is a court judgment.**",
        WAGES,
        kind="arithmetic",
    )
    draft.say(f"{cap.steps[-1].expression or cap.formula} = {dollars(cap.amount)}.", WAGES, kind="arithmetic")
    if frequency is None:
        draft.ask("pay_frequency")
        draft.say(f"I took {dollars(pay)} as your take-home pay a week. How often are you paid?", kind="reading")
    elif not turn.question.take_home:
        draft.say(
            f"I took {dollars(pay)} {PAY_WORDS[period]} as take-home pay, after taxes; from the gross pay the sum would "
            "come out too high.",
            kind="reading",
        )
    if record and record.wages and own:
        draft.say(record.wages.text, own)
    else:
        draft.say("State law that protects more of your pay wins over the federal cap.", PAY_RULES)
    if turn.question.state is None:
        draft.ask("state")
        draft.say("Which state do you work in?", kind="question")
    return True


def _cod_income(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    cancelled, offer, owed = question.money("cancelled_debt"), question.money("offer"), deficiency_in_question(turn)
    if cancelled is None and offer is not None and owed is not None and offer <= owed:
        saved = forgiven(owed, offer)
        draft.figure(saved)
        cancelled = saved.amount
    if cancelled is None:
        return False
    assets, liabilities = question.money("assets"), question.money("liabilities")
    both = assets is not None and liabilities is not None
    result = cancelled_debt_income(cancelled, assets if both else None, liabilities if both else None)
    draft.used("calculate_cancelled_debt_income")
    for figure in result:
        draft.figure(figure)
    draft.amount = result.taxable.amount
    if both:
        draft.say(
            f"**{dollars(result.taxable.amount)} of the {dollars(cancelled)} would count as income; insolvency keeps "
            f"{dollars(result.excluded.amount)} out.**",
            INSOLVENT,
            kind="arithmetic",
        )
        draft.say(_line(result.excluded), INSOLVENT, kind="arithmetic")
        draft.say(
            "You claim it on Form 982 with your return; a tax adviser can check the list of what counts.", FORM_982
        )
    else:
        draft.say(f"**Up to {dollars(cancelled)} may count as income, unless an exclusion applies.**", CANCELED)
        draft.say(
            "If your debts were larger than everything you owned right before, the difference can be kept out.",
            INSOLVENT,
        )
        for fact in ("assets", "liabilities"):
            draft.ask(fact)
        draft.say("What was everything you owned worth then, and how much did you owe in all?", kind="question")
    return True


def _line(figure: Figure) -> str:
    last = figure.steps[-1]
    return f"{last.label}: {last.expression or figure.formula} = {dollars(figure.amount)}."


def _gain(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    debt, value, basis = question.money("debt"), question.money("fair_market_value"), question.money("basis")
    if debt is None or value is None or basis is None:
        return False
    result = foreclosure_gain(debt=debt, fair_market_value=value, basis=basis, recourse=not question.nonrecourse)
    draft.used("calculate_foreclosure_gain")
    for figure in result:
        draft.figure(figure)
    draft.amount = result.gain.amount
    word = "gain" if result.gain.name == "gain" else "loss, which cannot be deducted for your own home"
    draft.say(f"**{dollars(result.gain.amount)} {word}.**", GAIN, kind="arithmetic")
    draft.say(
        f"Amount realized: {dollars(result.amount_realized.amount)} "
        f"({result.amount_realized.steps[0].expression}). {arithmetic(result.gain)}.",
        GAIN,
        kind="arithmetic",
    )
    if not question.nonrecourse:
        draft.say(
            f"If the lender also cancels the rest, {dollars(result.cancelled_debt.amount)} more may count as income.",
            GAIN,
            kind="arithmetic",
        )
    return True


def _interest(draft: Draft, turn: Turn) -> bool:
    question = turn.question
    principal, per_diem = question.money("principal") or question.money("debt"), question.money("per_diem")
    figure: Figure | None = None
    if per_diem is not None and question.days:
        figure = per_diem_interest(per_diem, question.days)
    elif principal is not None and question.rate is not None and question.from_day and question.to_day:
        figure = simple_interest(principal, question.rate, start=question.from_day, end=question.to_day)
    if figure is None:
        return False
    draft.used("calculate_interest")
    draft.figure(figure)
    draft.amount = figure.amount
    draft.say(f"**{dollars(figure.amount)} of interest.**", INTEREST, kind="arithmetic")
    draft.say(f"{figure.steps[-1].expression} = {dollars(figure.amount)}.", INTEREST, kind="arithmetic")
    return True


_ANSWERS: dict[str, Callable[[Draft, Turn], bool]] = {
    "garnishment": _garnishment,
    "cod_income": _cod_income,
    "foreclosure_gain": _gain,
    "instalment": _instalment,
    "settlement": _settlement,
    "interest": _interest,
}
