"""The facts of a case in plain words."""

import re
from datetime import date
from decimal import Decimal

from bot.answer.places import state_name
from bot.answer.prose import clause
from bot.answer.rule_words import value_words
from bot.calculator.deadlines import in_words
from bot.calculator.figure import dollars
from bot.conversation.sheet import BANKRUPTCY, SIGNER, SUIT_AFTER, VALUE_BY, Entry
from bot.law.facts import FACTS
from bot.law.record import Record

AMOUNTS = {
    "debt": "what was owed",
    "principal": "the principal owed",
    "original_loan": "the loan when it was made",
    "interest": "interest",
    "per_diem": "interest a day",
    "late_fees": "late fees",
    "costs": "costs",
    "fees": "fees",
    "credits": "payments and credits",
    "sale_price": "the sale price",
    "fair_market_value": "the home's market value",
    "appraisal": "the appraised value",
    "income": "your pay",
    "offer": "the settlement offer",
    "lump_sum": "a lump sum",
    "instalment": "the payment a month",
    "monthly_payment": "the mortgage payment",
    "assets": "what you own",
    "liabilities": "what you owe in all",
    "basis": "what you paid for the home",
    "down_payment": "the down payment",
    "cancelled_debt": "the forgiven debt",
    "insolvent_by": "how far you were insolvent",
    "senior_liens": "loans ahead of this one",
    "second_mortgage": "the second loan",
    "claimed": "what the lender claims",
    "claim_price": "what the claim was bought for",
    "other": "another amount",
}
# a day as the beginning of a clause
DAY_CLAUSES = {
    "sale_date": "the sale was on",
    "loan_date": "the loan was made on",
    "notice_mailed": "the notice was mailed on",
    "deed_date": "the deed was delivered on",
    "ratification_date": "the auditor's report was ratified on",
    "certificate_date": "the certificate was issued on",
    "redemption_end": "the time to redeem ended on",
    "foreclosure_begun": "the foreclosure was started on",
    "suit_filed": "the lender sued on",
    "confirmation_date": "the sale was confirmed on",
    "judgment_date": "the judgment was entered on",
    "default_date": "the payments stopped on",
    "acceleration_date": "the whole loan was called due on",
    "release_date": "the lien was released on",
    "report_date": "the sale was reported to a judge on",
    "sworn_date": "the mailing was sworn to on",
    "report_came_date": "the report of sale came on",
}
DAYS = {
    "suit_filed": "when the lender sued",
    SUIT_AFTER: "when the lender sued",
    BANKRUPTCY: "your bankruptcy case",
    VALUE_BY: "what the home was worth",
    SIGNER: "who signed the loan",
    "confirmation_date": "when the sale was confirmed",
    "judgment_date": "when the judgment was entered",
    "default_date": "when the payments stopped",
    "acceleration_date": "when the whole loan was called due",
    "release_date": "when the lien was released",
    "report_date": "when the sale was reported to a judge",
    "sworn_date": "when the mailing was sworn to",
    "report_came_date": "when the report of sale came",
}
SIGNERS = {
    "heir": "the loan was a person's who died, and you did not sign it",
    "spouse": "your spouse signed the loan, and you did not",
    "owner": "you own a share of the house and did not sign the loan",
    "death": "somebody of the family died",
    "marriage": "you speak of a spouse",
    "signed": "you signed the loan",
}
PLURAL = frozenset({"late_fees", "costs", "fees", "credits", "senior_liens"})
UNITS = {"units": "homes in the building", "acres": "acres of land"}


def label(name: str) -> str:
    """What an entry is called: `the sale price`, `how the house was sold`."""
    if name == "state":
        return "the state"
    if name in ("take_home_pay", "pay_frequency"):
        return "your pay"
    if name == "junior_debt":
        return AMOUNTS["second_mortgage"]
    return AMOUNTS.get(name) or UNITS.get(name) or DAYS.get(name) or (FACTS[name].subject if name in FACTS else name)


def value_of(entry: Entry, record: Record | None = None) -> str:
    """An entry's value in words: `$255,000`, `Utah`, `the house was sold without a court`."""
    if entry.kind == "place":
        return state_name(entry.value)
    if entry.kind == "amount":
        reading = entry.amounts[0] if entry.amounts else None
        if reading is not None and reading.is_range:
            return f"{dollars(reading.low)} to {dollars(reading.high)}"
        return dollars(Decimal(entry.value))
    if entry.kind == "day":
        day = date.fromisoformat(entry.value)
        return in_words(day) if entry.exact else f"{entry.raw.strip()} (counted as its last day)"
    if entry.kind == "count":
        return f"{Decimal(entry.value).normalize():f} {UNITS[entry.name]}"
    if entry.name == BANKRUPTCY:
        return "filed"
    if entry.name == SIGNER:
        return SIGNERS.get(entry.value, entry.value)
    if record is not None and entry.name in FACTS:
        return clause(value_words(record, entry.name, entry.value))
    return clause(FACTS[entry.name].words.get(entry.value, entry.value)) if entry.name in FACTS else entry.value


def told_words(entry: Entry, record: Record | None = None) -> str:
    """An entry as a clause: `the sale price is $255,000`, `the house was sold without a court`."""
    if entry.status == "withdrawn":
        return f"without {label(entry.name)}"
    value = value_of(entry, record)
    if entry.kind == "place":
        return f"the house is in {value}"
    if entry.name == SUIT_AFTER:
        return f"the lender sued {value}"
    if entry.name == BANKRUPTCY:
        return "you filed a bankruptcy case"
    if entry.name == VALUE_BY:
        return f"the home was worth {value}"
    if entry.kind == "fact":
        return value
    if entry.kind == "count":
        return f"there are {value}" if entry.name == "units" else f"the land has {value}"
    if entry.kind == "day":
        clause_ = DAY_CLAUSES.get(entry.name, label(entry.name))
        if not entry.exact:  # "the loan was made in 2012", "the sale was last month"
            month = re.match(
                r"\W*(?:(?:in|on|by|around|about|early|mid|late)\b|last\b|this\b)", entry.raw, re.IGNORECASE
            )
            clause_ = clause_.removesuffix(" on") + ("" if month else " in")
        return f"{clause_} {value}"
    return f"{label(entry.name)} {'are' if entry.name in PLURAL else 'is'} {value}"
