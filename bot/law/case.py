"""The case that is assessed: the facts and the amounts, as far as they are known."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict

from bot.calculator.deficiency import Debt
from bot.calculator.figure import ZERO
from bot.law.facts import Facts
from bot.law.record_parts import Period


class Amounts(BaseModel):
    """The dollars of a case; None is unknown, except where the default is zero.

    debt: everything owed before the sale, with interest, fees and costs.
    fair_market_value: the home's market value on the day of the sale.
    appraisal: the value set for the sale (a sheriff's or court appraisal).
    credits: payments and other credits after default. prior_liens: liens ahead that survived the sale.
    claim_price: what the claimant paid for the debt. breakdown: the debt's components, where they were told.
    junior_debt: the balance of a second loan, told beside the first. junior_surplus: what the first lender's sale brought
    beyond its own debt, which goes to the second loan before it goes to the owner. original_loan: what was first borrowed.
    claimed: the deficiency as the lender claims it; it counts where debt or price are unknown.
    value_above_price: how far the home's value lay above the price, where neither of them is known beside the claim.
    lowest, highest: where ranges were told, the amounts at the ends that leave least and most to pay; the amounts
    themselves are the middle.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    debt: Decimal | None = None
    sale_price: Decimal | None = None
    fair_market_value: Decimal | None = None
    appraisal: Decimal | None = None
    credits: Decimal = ZERO
    prior_liens: Decimal = ZERO
    claim_price: Decimal | None = None
    breakdown: Debt | None = None
    junior_debt: Decimal | None = None
    junior_surplus: Decimal = ZERO
    original_loan: Decimal | None = None
    claimed: Decimal | None = None
    value_above_price: Decimal | None = None
    lowest: "Amounts | None" = None
    highest: "Amounts | None" = None

    def known(self) -> Iterator[Decimal]:
        """Every amount that is known."""
        return (value for _, value in self if isinstance(value, Decimal))


class SuitAfter(BaseModel):
    """The lender's suit as told by how long after a day of the case it came.

    event: the fact that is that day. bound: `more` where it came later than the period, `less` where within it.
    """

    model_config = ConfigDict(frozen=True)

    event: str
    period: Period
    bound: Literal["exact", "more", "less"] = "exact"


class Stay(BaseModel):
    """A bankruptcy case of the borrower's, during which no lender may sue (11 U.S.C. § 362(a)(1)).

    first, last: the years in which it may have been open; None where they are not known.
    """

    model_config = ConfigDict(frozen=True)

    first: int | None = None
    last: int | None = None

    def may_reach(self, start: date | None, end: date | None, day: date) -> bool:
        """Whether a time from one day to another may have been made so long that it was not over on a later day (§ 108(c)).

        It ends no sooner than 30 days after the case, and of the law of some states later by all the days the case was open.
        """
        if start is not None and self.last is not None and self.last < start.year:
            return False
        if end is None or self.first is None:
            return True
        if self.first > end.year:
            return False
        if self.last is None:
            return True
        longer = end + relativedelta(years=self.last - self.first + 1)
        return max(longer, date(self.last + 1, 1, 31)) >= day


class Case(BaseModel):
    """One foreclosure: where, what is known of it, and its amounts. state: a USPS code. suit_after: when the lender sued, told by a period.
    stay: the borrower's own bankruptcy case.

    begun_on: the days from which deadlines count that count from no fact of the vocabulary, by the deadline's id.
    done_on: the days on which the acts of deadlines were done, by the deadline's id, where no fact of the vocabulary tells it.
    """

    model_config = ConfigDict(frozen=True)

    state: str
    facts: Facts = Facts()
    amounts: Amounts = Amounts()
    suit_after: SuitAfter | None = None
    stay: Stay | None = None
    begun_on: dict[str, date] = {}
    done_on: dict[str, date] = {}
