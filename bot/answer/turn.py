"""What one turn has to go on: the question, the case so far, the state's record and the day."""

import re
from dataclasses import dataclass
from datetime import date

from bot.calculator.figure import Figure
from bot.law.assess import Assessment
from bot.law.case import Amounts, Case
from bot.law.facts import Facts
from bot.law.record import Record
from bot.understand.question import Question

MOST_STATES = 6
"""That are compared at once."""

_OF_A_SALE = frozenset(
    {
        "process",
        "disposition",
        "buyer",
        "sale_by",
        "lender_steps",
        "deficiency_claim",
        "redemption_track",
        "owner_election",
    }
)
_LOST = re.compile(
    r"\bfor?e?clos(?:ed|ure sale)|\bauctioned|\bsold (?:my|our|the) (?:house|home|place|condo)|"
    r"\b(?:lost|lose|took) (?:my|our|the) (?:\w+ )?(?:house|home|place|condo)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """Everything a composer may speak from.

    question: what this turn says. case: what is known of a foreclosure, where the state is known. facts, amounts: the same
    without a state. plain: debt less price before any rule, where both are known. assessment: the state's rule applied, where the state is
    known. today: the day deadlines are judged on. stale_after_days: a record checked longer ago says so.
    other_loan: the same by the first or second loan that the question is not about, where both balances are told.
    judged: whether a court has given judgment on the debt, as this turn or an earlier one told.
    rough: the days of which only the month or year was told, so that they count from its end. own_numbers: further numbers that are the user's own, in a plain form, as earlier turns told them.
    signer: what the conversation told of the one who asks and did not sign the loan (`signers.who_did_not_sign`).
    """

    question: Question
    case: Case | None
    facts: Facts
    amounts: Amounts
    plain: Figure | None
    record: Record | None
    assessment: Assessment | None
    today: date
    stale_after_days: int
    own_numbers: frozenset[str] = frozenset()
    rough: frozenset[str] = frozenset()
    other_loan: "Turn | None" = None
    signer: str | None = None
    judged: bool = False

    @property
    def state(self) -> str | None:
        """The postal code of the state whose record applies."""
        return self.record.code if self.record is not None else None

    @property
    def terse(self) -> bool:
        """Whether a counselor seems to be asking, who wants the statute first and few words."""
        return self.question.audience == "counselor"

    @property
    def asks_sum(self) -> bool:
        """Whether this very turn is about a sum; in a conversation the amounts may all come from earlier turns."""
        return self.numeric and (self.question.tells or not self.question.follows)

    @property
    def numeric(self) -> bool:
        """Whether amounts are in play, so that the answer is a number."""
        return (
            self.amounts.debt is not None or self.amounts.sale_price is not None or self.amounts.junior_debt is not None
        )


def tells_of_a_sale(question: Question) -> bool:
    """Whether this very turn tells of a home that was lost: how, when, to whom, for how much."""
    facts = {reading.fact for reading in question.facts}
    days = {reading.role for reading in question.days_read}
    return bool(facts & _OF_A_SALE or "sale_date" in days or question.says("sale_price")) or (
        _LOST.search(question.text) is not None
    )
