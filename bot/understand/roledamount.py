"""What an amount is: the roles that amounts have in a case, and an amount with its role."""

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.understand.amounts import AmountMention
from bot.understand.rolewords import Frequency


class Role(StrEnum):
    """What an amount is. `other` is money that no calculation here uses (rent, repairs, arrears)."""

    DEBT = "debt"
    PRINCIPAL = "principal"
    ORIGINAL_LOAN = "original_loan"
    INTEREST = "interest"
    PER_DIEM = "per_diem"
    LATE_FEES = "late_fees"
    COSTS = "costs"
    FEES = "fees"
    CREDITS = "credits"
    SALE_PRICE = "sale_price"
    FAIR_MARKET_VALUE = "fair_market_value"
    APPRAISAL = "appraisal"
    INCOME = "income"
    OFFER = "offer"
    LUMP_SUM = "lump_sum"
    INSTALMENT = "instalment"
    MONTHLY_PAYMENT = "monthly_payment"
    ASSETS = "assets"
    LIABILITIES = "liabilities"
    BASIS = "basis"
    DOWN_PAYMENT = "down_payment"
    CANCELLED_DEBT = "cancelled_debt"
    INSOLVENT_BY = "insolvent_by"
    SENIOR_LIENS = "senior_liens"
    SECOND_MORTGAGE = "second_mortgage"
    CLAIMED = "claimed"
    CLAIM_PRICE = "claim_price"
    OTHER = "other"


class RoledAmount(BaseModel):
    """An amount with what it is.

    role: None where the words do not tell. cue: the words that told.
    frequency: of an income or payment. pay: gross or disposable (take-home). days: of a daily interest.
    months: the number of instalments. hypothetical: supposed, not told.
    superseded: corrected later in the same text, or denied ("not 220").
    """

    model_config = ConfigDict(frozen=True)

    amount: AmountMention
    role: Role | None = None
    cue: str | None = None
    frequency: Frequency | None = None
    pay: Literal["gross", "disposable"] | None = None
    days: int | None = None
    months: int | None = None
    hypothetical: bool = False
    superseded: bool = False


def dollars_of(one: RoledAmount) -> Decimal:
    """An amount in dollars as it is probably meant, before it is settled whether it means thousands."""
    return one.amount.value * (1000 if one.amount.bare and one.amount.value < 1000 else 1)
