"""The sums of a turn: each in the role that its own words give it, then put right by what the rest of the turn tells."""

import re
from collections.abc import Sequence

from bot.understand.amounts import read_amounts
from bot.understand.beforesale import with_court_appraisal, without_sums_before
from bot.understand.bids import (
    below_the_debt,
    full_bid,
    in_percent_of_debt,
    kept_claim,
    let_off,
    outsiders_bid,
    paid_for_loan,
    rest_of_debt,
)
from bot.understand.currency import is_foreign
from bot.understand.dates import DateMention
from bot.understand.factreading import FactReading
from bot.understand.interestdays import with_interest, with_its_days
from bot.understand.percents import Percent
from bot.understand.question import AmountReading, in_role
from bot.understand.resales import without_resale
from bot.understand.roles import Role, RoledAmount, assign_roles

_FIRST_LOAN = re.compile(r"\b(?:first|1st|senior|primary)\b")


def roled_sums(
    text: str, days: Sequence[DateMention], *, thousands_before: bool
) -> tuple[list[RoledAmount], list[str]]:
    """The sums in dollars, each as its own words tell what it is; and those in another country's money, as written.

    thousands_before: whether a bare 60 means 60,000, because earlier turns named a house's amounts.
    """
    read = [a for a in assign_roles(text, read_amounts(text), thousands_before=thousands_before) if not a.superseded]
    foreign = [a for a in read if is_foreign(text, a.amount.span)]
    return [with_its_days(text, a, days) for a in read if a not in foreign], [a.amount.raw for a in foreign]


def put_right(
    text: str,
    read: Sequence[RoledAmount],
    facts: Sequence[FactReading],
    percents: Sequence[Percent],
    days: Sequence[DateMention],
    state: str | None,
) -> tuple[AmountReading, ...]:
    """The sums as the whole turn tells them: a price by a bid of the debt, interest by its days, what is no price of this sale.

    days: those that have come. state: the jurisdiction that is meant, where it is known.
    """
    told = {(f.fact, f.value) for f in facts}
    if {("lien", "junior"), ("sale_by", "this_lender")} <= told:
        read = [_ahead_of_second(a) for a in read]
    shares = {percent.value for percent in percents}
    sums = tuple(_reading(a) for a in read if a.role != Role.OTHER)
    # "they take 25%, and the other one wants its own 25": a share that is told again without its sign
    sums = tuple(a for a in sums if not (a.bare and a.value <= 100 and a.value in shares))
    sums = _offer_below_claim(sums, sold_short=("disposition", "short_sale") in told)
    sums = full_bid(text, without_resale(text, sums))
    sums = with_interest(text, sums, percents, days)
    sums = let_off(text, outsiders_bid(text, below_the_debt(text, in_percent_of_debt(text, sums))))
    sums = rest_of_debt(paid_for_loan(text, kept_claim(text, sums)))
    return with_court_appraisal(text, without_sums_before(text, sums), state)


def _ahead_of_second(read: RoledAmount) -> RoledAmount:
    """Where the second lender held the sale, the first loan is a lien ahead of it and the second loan is the debt."""
    if read.role == Role.SECOND_MORTGAGE:
        return read.model_copy(update={"role": Role.DEBT})
    ahead = read.role == Role.DEBT and _FIRST_LOAN.search(read.cue or "")
    return read.model_copy(update={"role": Role.SENIOR_LIENS}) if ahead else read


def _reading(read: RoledAmount) -> AmountReading:
    amount = read.amount
    return AmountReading(
        role=str(read.role or ""),
        value=amount.value,
        low=amount.low if amount.low is not None else amount.value,
        high=amount.high if amount.high is not None else amount.value,
        raw=amount.raw,
        how=amount.how,
        frequency=read.frequency,
        take_home=read.pay == "disposable",
        gross=read.pay == "gross",
        days=read.days,
        months=read.months,
        hypothetical=read.hypothetical,
        approximate=amount.approximate,
        bare=amount.bare,
        span=amount.span,
    )


def _offer_below_claim(amounts: tuple[AmountReading, ...], *, sold_short: bool) -> tuple[AmountReading, ...]:
    """An offer that is larger than the claim was read the wrong way round ("settle a 62,000 deficiency for 15,000").

    sold_short: whether there was a short sale; what the lender took in one is the price.
    """
    by_role = {a.role: a for a in amounts}
    offer, claim = by_role.get("offer"), by_role.get("claimed")
    if offer is None or claim is None or offer.value <= claim.value:
        return amounts
    if sold_short and "sale_price" not in by_role:
        return in_role(amounts, "sale_price", lambda a: a is offer)
    turned = {"offer": "claimed", "claimed": "offer"}
    return tuple(a.model_copy(update={"role": turned.get(a.role, a.role)}) for a in amounts)
