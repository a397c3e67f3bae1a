"""The tax numbers of a lost home: canceled debt as income, and the foreclosure taken as a sale."""

import re

from bot.answer.claim import claim_in_question
from bot.answer.draft import Draft
from bot.answer.quoting import say_opening
from bot.answer.turn import Turn
from bot.calculator import Figure, arithmetic, cancelled_debt_income, dollars, foreclosure_gain, forgiven
from bot.retrieval.sentences import sentences
from bot.understand.question import Question

CANCELED = "federal/cod-income-basics#when-it-is-income"
EXCLUSIONS = "federal/cod-income-basics#ways-to-exclude"
INSOLVENT = "federal/insolvency-exclusion-form-982#the-test"
FORM_982 = "federal/insolvency-exclusion-form-982#claiming-it"
NO_FORM = "federal/form-1099c-6050p#what-it-means"
GAIN = "federal/recourse-nonrecourse-tax#foreclosure-is-a-sale"
RECOURSE = "federal/recourse-nonrecourse-tax#recourse"
HOME = "federal/principal-residence-exclusion#expired"
_OF_A_REFUND = re.compile(r"\b(?:tax )?refunds?\b", re.IGNORECASE)  # what is taken, and no tax on what is forgiven
_RECOURSE = re.compile(r"(?<!non)(?<!non-)(?<!non )\brecourse\b|\bpersonally liable\b", re.IGNORECASE)
_HOW_MUCH_CANCELED = re.compile(
    r"\b(?:how much|what|figure|amount)\b[^.?!]{0,40}\b(?:cancel+ed debt|cod(?: income)?|debt (?:is |was |gets |got )?(?:cancel+ed|forgiven)|cancel+ation of debt|forgiven debt)\b",
    re.IGNORECASE,
)
_COVERED = re.compile(r"\b20(?:0[7-9]|1\d|2[0-5])\b")  # years of canceled debt that the main-home exclusion covers


# what a question tells that decides its tax, and the section that says how
_DECIDES = (
    (
        re.compile(
            r"\b(?:chapter|ch\.?|chap) ?(?:7|11|12|13)\b|\bbankrupt\w*|\bdischarged\b|\btitle 11\b", re.IGNORECASE
        ),
        "federal/bankruptcy-exclusion-tax#no-tax-on-discharged-debt",
    ),
    (
        re.compile(
            r"\b(?:main|principal|primary|own)[- ](?:home|house|residence)\b|\bqpri\b|\bhome exclusion\b|"
            r"\b(?:special|old|mortgage|obama|homeowner'?s?) (?:tax )?(?:break|relief|forgiveness (?:act|law))\b|\brelief act\b|"
            r"\b(?:cancel+ed|forg(?:ave|iven)|1099-?\s?c|form)\b[^?]*\b202[0-5]\b",
            re.IGNORECASE,
        ),
        HOME,
    ),
    (
        re.compile(
            r"(?=.*\bgains?\b)(?=.*(?:\blived (?:there|here|in it)\b|\b(?:main|principal|primary) (?:home|residence)\b|\bour (?:home|house)\b))",
            re.IGNORECASE | re.DOTALL,
        ),
        "federal/home-gain-exclusion#the-exclusion",
    ),
    (
        re.compile(
            r"\b(?:no|never got|won'?t (?:get|send)|without|not getting|not sending|don'?t (?:get|send)) (?:a |any |me a )?(?:1099|form)|\bunder \$?600\b|"
            r"\bless than \$?600\b|\b1099-?c? (?:never|hasn'?t|did ?n'?t|is ?n'?t)",
            re.IGNORECASE,
        ),
        NO_FORM,
    ),
    (
        re.compile(
            r"\bmore debts? than\b|\bowed? more than (?:i|we|he|she) (?:owns?|owned|had|have)\b|\binsolven\w+|\bdebts (?:were |was |are )?(?:bigger|larger|more|greater) than\b",
            re.IGNORECASE,
        ),
        INSOLVENT,
    ),
    (
        re.compile(
            r"\b(?:me and (?:my )?(?:wife|husband|spouse|ex)|(?:wife|husband|spouse|ex) and (?:i|me)|both (?:of us )?(?:got|received|get)|each of us|joint\w*|co-?borrower)\b"
            r".*\b1099-?\s?c\b|\b1099-?\s?c\b.*\b(?:both|each) of us\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "federal/form-1099c-6050p#joint-borrowers",
    ),
)
LONGEST = 2500  # characters of a question that are looked at
DECIDING_WORDS = 50  # of a section that decides the tax


def say_what_decides(draft: Draft, turn: Turn, *, leading: bool) -> bool:
    """The sections on what the question itself tells that decides its tax; returns whether one was said."""
    text = turn.question.text[:LONGEST]
    gain = "gain" in text.lower()
    said = False
    for told, passage in _DECIDES:
        if told.search(text) and not (gain and passage == HOME):
            found = draft.library.passage(passage)
            if passage == NO_FORM or (passage == HOME and _COVERED.search(text)):
                # that it counts without a form, and that an earlier year is covered, stand further down
                words = "still" if passage == NO_FORM else "covers"
                still = next((s for s in sentences(found.text) if words in s), None)
                if still is not None:
                    draft.say(f"**{still}**" if leading and not said else still, passage)
                    said = True
                    continue
            said = say_opening(draft, found, DECIDING_WORDS, bold=leading and not said) or said
    return said


def answer_canceled_debt(draft: Draft, turn: Turn) -> bool:
    """How much of a forgiven debt counts as income; False where no forgiven amount can be told."""
    question = turn.question
    cancelled, offer, owed = question.money("cancelled_debt"), question.money("offer"), claim_in_question(turn)
    if cancelled is None and offer is not None and owed is not None and offer <= owed:
        saved = forgiven(owed, offer)
        draft.figure(saved)
        cancelled = saved.amount
    beside = _beside_the_sale(question) if cancelled is None else None
    if beside is not None:
        draft.used("calculate_foreclosure_gain")
        draft.figure(beside)
        cancelled = beside.amount
    if cancelled is None:
        return False
    assets, liabilities = question.total("assets"), question.total("liabilities")
    if liabilities is None and assets is not None and not question.says("sale_price"):
        liabilities = question.money("debt")  # "I own 210,000 and owed 200,000" speaks of everything owed
    gap = question.money("insolvent_by")
    both = assets is not None and liabilities is not None
    known = both or gap is not None
    if both:
        result = cancelled_debt_income(cancelled, assets, liabilities)
    else:
        result = cancelled_debt_income(cancelled, insolvent_by=gap)
    draft.used("calculate_cancelled_debt_income")
    for figure in result:
        draft.figure(figure)
    draft.amount = result.taxable.amount
    if known and result.excluded.amount == 0:
        draft.say(
            f"**All {dollars(cancelled)} may count as income: your debts were not larger than what you owned.**",
            INSOLVENT,
            kind="arithmetic",
        )
        draft.say("Another exclusion may still fit, such as bankruptcy; ask a tax adviser before you file.", EXCLUSIONS)
    elif known:
        none = result.taxable.amount == 0
        draft.say(
            f"**{'Nothing' if none else dollars(result.taxable.amount)} of the {dollars(cancelled)} would count as "
            f"income; insolvency keeps {dollars(result.excluded.amount)} out.**",
            INSOLVENT,
            kind="arithmetic",
        )
        draft.say(_insolvency(result.excluded), INSOLVENT, kind="arithmetic")
        draft.say(
            "You claim it on Form 982 with your return; a tax adviser can check the list of what counts.", FORM_982
        )
    else:
        draft.say(f"**Up to {dollars(cancelled)} may count as income, unless an exclusion applies.**", CANCELED)
        if beside is not None:
            how = "On a recourse loan the canceled debt is what was owed less what the home was worth"
            draft.say(f"{how}: {arithmetic(beside)}.", RECOURSE, kind="arithmetic")
        draft.say(
            "If your debts were larger than everything you owned right before (you were insolvent), the difference can be kept out.",
            INSOLVENT,
        )
        say_what_decides(draft, turn, leading=False)
        draft.ask_for("assets", "What was everything you owned worth then, and how much did you owe in all?")
        draft.ask("liabilities")
    return True


def add_own_canceled_debt(draft: Draft, turn: Turn) -> None:
    """To a general answer on tax: what the case itself could add to the income, where the claim is known."""
    claim = claim_in_question(turn)
    if not claim or turn.question.tells or _OF_A_REFUND.search(turn.question.text):
        return
    taxable = cancelled_debt_income(claim).taxable
    draft.used("calculate_cancelled_debt_income")
    draft.figure(taxable)
    draft.say(
        f"In your case: if the lender forgave all {dollars(claim)}, up to {dollars(taxable.amount)} could count as income, "
        "unless an exclusion applies.",
        CANCELED,
        kind="arithmetic",
    )
    draft.add("Bankruptcy and insolvency are the usual exclusions.", EXCLUSIONS)


def _beside_the_sale(question: Question) -> Figure | None:
    """The debt canceled in a foreclosure on a recourse loan, apart from the sale; None where it is not asked or an amount is missing."""
    debt, value = question.money("debt"), question.money("fair_market_value")
    if debt is None or value is None or not asks_what_is_canceled(question):
        return None
    figure = foreclosure_gain(debt=debt, fair_market_value=value, basis=value, recourse=True).cancelled_debt
    return figure if figure.amount else None


def asks_what_is_canceled(question: Question) -> bool:
    """Whether the canceled debt of a recourse loan is asked for, that the home's value leaves."""
    return _RECOURSE.search(question.text) is not None and _HOW_MUCH_CANCELED.search(question.text) is not None


def _insolvency(excluded: Figure) -> str:
    """How insolvent, and that no more than the canceled debt is kept out."""
    by, debt, lesser = excluded.steps
    how = f"{by.expression} = {dollars(by.amount)}" if by.expression else f"You were insolvent by {dollars(by.amount)}"
    return (
        f"{how}; kept out is the smaller of that and the canceled {dollars(debt.amount)}, so {dollars(lesser.amount)}."
    )


def answer_gain(draft: Draft, turn: Turn) -> bool:
    """Gain or loss on the foreclosure taken as a sale; False where an amount is missing."""
    question = turn.question
    debt, basis = question.money("debt") or question.money("principal"), question.money("basis")
    if basis is None and len(question.loose) == 1:
        basis = question.loose[0].value  # "paid 290k for it"
    value = question.money("fair_market_value") or question.money("appraisal")
    price = question.money("sale_price")
    if value is None:
        value = price
    if debt is None or value is None or basis is None:
        return False
    result = foreclosure_gain(debt=debt, fair_market_value=value, basis=basis, recourse=not question.nonrecourse)
    draft.used("calculate_foreclosure_gain")
    for figure in result:
        draft.figure(figure)
    draft.amount = result.gain.amount
    loss = result.gain.name == "foreclosure_loss"
    words = "a loss, which cannot be deducted for your own home" if loss else "gain from the foreclosure"
    draft.say(f"**{dollars(result.gain.amount)}: {words}.**", GAIN, kind="arithmetic")
    draft.say(
        f"Amount realized: {dollars(result.amount_realized.amount)} "
        f"({result.amount_realized.steps[0].expression}). {arithmetic(result.gain)}.",
        GAIN,
        kind="arithmetic",
    )
    if value is price:
        draft.add("I took the sale price as the home's value.", kind="reading")
    gap = question.money("insolvent_by")
    if not question.nonrecourse and result.cancelled_debt.amount and gap is not None:
        income = cancelled_debt_income(result.cancelled_debt.amount, insolvent_by=gap)
        draft.used("calculate_cancelled_debt_income")
        for figure in income:
            draft.figure(figure)
        draft.say(
            f"Of the {dollars(result.cancelled_debt.amount)} that the lender cancels beside it {dollars(income.taxable.amount)} "
            f"would count as income; insolvency keeps {dollars(income.excluded.amount)} out.",
            INSOLVENT,
            kind="arithmetic",
        )
    elif not question.nonrecourse and result.cancelled_debt.amount:
        draft.say(
            f"If the lender also cancels the rest, {dollars(result.cancelled_debt.amount)} more may count as income.",
            GAIN,
            kind="arithmetic",
        )
        if "recourse" not in question.text.lower():
            draft.add("I took the loan as one for which you were personally liable.", kind="reading")
    say_what_decides(draft, turn, leading=False)
    return True
