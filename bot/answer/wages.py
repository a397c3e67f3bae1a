"""What may be taken from a paycheck: the federal cap, and a state's own protection."""

import re
from decimal import Decimal

from bot.answer.agency import is_of_benefits
from bot.answer.draft import Draft
from bot.answer.prose import first_sentence
from bot.answer.turn import Turn
from bot.calculator import Figure, dollars, garnishment_cap
from bot.calculator.figure import ZERO
from bot.law.record import Record
from bot.retrieval.passage import state_id
from bot.retrieval.sentences import sentences

PAY_RULES = "federal/wage-garnishment-cap#disposable-earnings"
WAGES = "federal/wage-garnishment-cap#the-cap"
PAY_QUESTION = "How much do you take home after taxes, and how often are you paid?"
HOW_MUCH = re.compile(
    r"\bhow (?:much|many dollars)\b|\bwhat (?:amount|sum|percent\w*|part|share|portion|fraction|%)|\bdollars? (?:amount|figure)\b"
    r"|\bwhat (?:(?:will|can|do|could|would|might|does) (?:they|it|he|she|the \w+) (?:\w+ )?(?:take|get|garnish)|(?:comes?|goes|will come|will go|gets taken|is taken)) (?:out )?(?:of|from|out of)\b",
    re.IGNORECASE,
)
PAY_WORDS = {
    "weekly": "a week",
    "biweekly": "every two weeks",
    "semimonthly": "twice a month",
    "monthly": "a month",
}
_EACH = {"monthly": "each month's pay", "annual": "each month's pay", "weekly": "each week's pay"}


def answer_wages(draft: Draft, turn: Turn) -> bool:
    """The most that may be taken from each paycheck; False where no pay was told and no sum is asked for.

    Gross pay gives a ceiling in words only: the cap counts take-home pay, which is asked for.
    """
    question, record = turn.question, turn.record
    pay = question.money("income")
    if is_of_benefits(question) or (pay is None and not HOW_MUCH.search(question.text)):
        return False  # the cap is one on pay
    if record is not None:
        draft.state = record.code
    if pay is None:
        _unknown_pay(draft, turn)
        return True
    frequency = question.frequency
    draft.used("calculate_garnishment_cap")
    if record is not None and record.wages is not None and record.wages.protected == "all":
        _protected(draft, record, _cap(pay, frequency), frequency)
        return True
    gross = question.gross or frequency in ("hourly", "daily") or (frequency == "annual" and not question.take_home)
    if gross:
        _from_gross(draft, pay, frequency)
    else:
        _from_take_home(draft, turn, _cap(pay, frequency), pay)
    say_state_wages(draft, record)
    if record is None:
        draft.ask("state")
    if gross:
        draft.ask_for("take_home_pay", PAY_QUESTION)
    elif frequency is None:
        draft.ask_for("pay_frequency", "How often are you paid?")
    elif record is None:
        draft.ask_for("state", "Which state do you work in?")
    return True


def _unknown_pay(draft: Draft, turn: Turn) -> None:
    """The rule in words, and the pay that the sum needs."""
    record = turn.record
    if record is not None and record.wages is not None and record.wages.protected == "all":
        _protected(draft, record, None)
        return
    protected = garnishment_cap(ZERO, "weekly").steps[1].amount
    draft.say(
        "**At most a quarter (25 percent) of what you take home from each paycheck under federal law, once there is a court "
        "judgment, and less or nothing from small pay.**",
        WAGES,
    )
    draft.say(f"Nothing may be taken from a week's pay of {dollars(protected)} or less.", WAGES)
    say_state_wages(draft, record)
    draft.ask_for("take_home_pay", PAY_QUESTION)
    draft.ask("pay_frequency")
    if record is None:
        draft.ask("state")


def say_state_wages(draft: Draft, record: Record | None) -> None:
    """The state's own protection of pay, where it is known."""
    if record is not None and record.wages is not None:
        draft.say(record.wages.text, state_id(record.code, "wages"))
    elif record is not None:
        draft.say(
            f"If {record.name} law protects more of your pay, it wins over the federal cap; my sources for "
            f"{record.name} name no such rule, so ask a legal aid office.",
            PAY_RULES,
        )
    else:
        draft.say("State law that protects more of your pay wins over the federal cap.", PAY_RULES)


def say_protected_wages(draft: Draft, record: Record | None) -> bool:
    """That a state protects all of the pay; returns whether it does."""
    if record is None or record.wages is None or record.wages.protected != "all":
        return False
    draft.say(record.wages.text, state_id(record.code, "wages"))
    return True


def _cap(pay: Decimal, frequency: str | None) -> Figure:
    if frequency == "annual":
        return garnishment_cap((pay / 12).quantize(Decimal("0.01")), "monthly")
    return garnishment_cap(pay, frequency if frequency in PAY_WORDS else "weekly")


def _each(frequency: str | None) -> str:
    """The pay that a cap is one of: a person who is paid weekly must not read a month's cap as that of a week."""
    return _EACH.get(frequency or "", "each paycheck")


def _protected(draft: Draft, record: Record, cap: Figure | None, frequency: str | None = None) -> None:
    """A state in which wages cannot be taken for such a debt."""
    if record.wages is None:
        raise ValueError(f"{record.code} has no wage rule")
    own = state_id(record.code, "wages")
    draft.amount = ZERO
    draft.say(f"**Nothing from your paycheck. {first_sentence(record.wages.text)}**", own)
    draft.say(" ".join(sentences(record.wages.text)[1:]), own)
    if cap is not None:
        draft.figure(cap)
        draft.say(
            f"The federal cap alone would allow {dollars(cap.amount)} of {_each(frequency)}.", WAGES, kind="arithmetic"
        )


def _from_gross(draft: Draft, pay: Decimal, frequency: str | None) -> None:
    draft.ask("take_home_pay")
    if frequency not in PAY_WORDS:
        draft.ask("pay_frequency")
        draft.say(
            "**At most a quarter (25 percent) of what you take home from each paycheck under federal law, once there is a court "
            "judgment, and less or nothing from small pay.**",
            WAGES,
        )
        draft.say(f"The cap counts take-home pay, so {dollars(pay)} before taxes does not settle it.", PAY_RULES)
        return
    cap = _cap(pay, frequency)
    draft.figure(cap)
    draft.say(
        f"**Less than {dollars(cap.amount)} of {_each(frequency)} under federal law, once there is a court judgment.**",
        WAGES,
        kind="arithmetic",
    )
    draft.say(
        f"{dollars(cap.amount)} would be the cap if all of the {dollars(pay)} were take-home pay; taxes come off first.",
        PAY_RULES,
        kind="arithmetic",
    )


def _from_take_home(draft: Draft, turn: Turn, cap: Figure, pay: Decimal) -> None:
    question = turn.question
    draft.figure(cap)
    draft.amount = cap.amount
    protected, quarter, excess = cap.steps[1:4]
    if cap.amount == 0:
        draft.say(
            f"**Nothing: federal law leaves the first {dollars(protected.amount)} of each such paycheck alone.**",
            WAGES,
            kind="arithmetic",
        )
    else:
        draft.say(
            f"**At most {dollars(cap.amount)} of {_each(question.frequency)} under federal law, once there is a court judgment.**",
            WAGES,
            kind="arithmetic",
        )
        draft.say(
            f"The smaller of two sums: {quarter.expression} = {dollars(quarter.amount)}, and {excess.expression} = "
            f"{dollars(excess.amount)}. The protected {dollars(protected.amount)} are {protected.expression}.",
            WAGES,
            kind="arithmetic",
        )
    if question.frequency is None:
        draft.ask("pay_frequency")
        draft.add(f"I took {dollars(pay)} as your take-home pay a week.", kind="reading")
    elif question.frequency == "annual":
        draft.add(f"I took {dollars(pay)} a year as twelve equal monthly paychecks.", kind="reading")
    elif not question.take_home:
        draft.add(
            f"I took {dollars(pay)} {PAY_WORDS[question.frequency]} as take-home pay, after taxes; from the gross pay "
            "the sum would come out too high.",
            kind="reading",
        )
