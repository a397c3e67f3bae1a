"""What an amount is by its cue and the words right beside it: role, how often, for how long, before or after taxes."""

from decimal import Decimal
from typing import Literal

from bot.understand.amounts import AmountMention
from bot.understand.counted import is_a_day, numbered, paid_since, uncredited_payments
from bot.understand.hypothesis import is_hypothetical
from bot.understand.matching import Cue
from bot.understand.paidback import PAID_ON_CLAIM
from bot.understand.roledamount import Role, RoledAmount
from bot.understand.rolewords import (
    A_DAY_BEFORE,
    CLAUSE,
    COUNT_BEFORE,
    DAYS,
    DENIED,
    DISPOSABLE,
    ENDS,
    FOR_KEYS,
    FREQUENCIES,
    GETS,
    GROSS,
    INCLUDED,
    INCLUDED_AFTER,
    LESS_THAN_OWED,
    LIVING,
    MONTHS,
    NOT_INCLUDED,
    NOT_ONLY,
    OFTEN,
    PAID,
    PAYMENTS,
    PAYS_ONCE,
    PAYS_THEM,
    PER_DIEM,
    TIMES,
    Frequency,
)
from bot.understand.sumroles import DIFFERENCE
from bot.understand.text import SENTENCE_END, fold
from bot.understand.thousands import times

MOST_A_DAY = Decimal(5000)  # dollars of interest
INCLUDABLE = frozenset({Role.INTEREST, Role.COSTS, Role.FEES, Role.LATE_FEES})
"""What a sum that is told may hold already."""


def describe(folded: str, mention: AmountMention, cue: Cue | None, following: int | None) -> RoledAmount:
    """An amount with its role and what else is told of it.

    folded: the text in lower case. cue: the words that name it. following: where the next amount begins.
    """
    start, end = mention.span
    after = folded[end : min(end + 60, following if following is not None else end + 60)]
    before = folded[max(0, start - 40) : start]
    near = ENDS.split(PER_DIEM.split(after[:34])[0])[0]
    counting = before if PAYMENTS.search(before) or TIMES.match(after) else ""
    frequency = _frequency(near) or (
        _frequency(_last_sentence(folded, start)) if cue and cue.role == Role.INCOME else None
    )
    role, words = _told(folded, mention, cue, before, after, frequency)
    days = months = None
    if role == Role.PER_DIEM and (match := DAYS.search(after)):
        days = int(match[1] or match[2] or match[3])
    if role in (Role.INSTALMENT, Role.OFFER, Role.CLAIMED, Role.MONTHLY_PAYMENT, None) or (
        role == Role.COSTS and frequency == "monthly"
    ):
        months = _months(counting, after)
        small = mention.value < 10_000  # "interest on 75k for 6 months" tells no payment of 75,000
        if months and frequency in ("monthly", None) and role not in (Role.OFFER, Role.CLAIMED) and small:
            role = Role.INSTALMENT
    if role == Role.INSTALMENT and months and months > (60 if PAID.search(before) else 120):
        role, months = Role.MONTHLY_PAYMENT, None  # "the payment was 2,950 a month for 14 years"
    if role == Role.INSTALMENT and months and frequency == "monthly" and paid_since(before, after):
        mention = times(mention, months, f"{months} payments of {mention.raw}")
        role, words, months, frequency = Role.CREDITS, PAID_ON_CLAIM, None, None
    # "three payments of 1,450 after I fell behind", "we paid 1,450 twice and they never credited it"
    told_apart = words == "behind" or (counting and TIMES.match(after))
    if (role in (Role.INSTALMENT, Role.CREDITS, None) or told_apart) and (
        count := uncredited_payments(counting, folded[end : end + 90])
    ):
        role, months, frequency = Role.CREDITS, None, None
        mention = times(mention, count, f"{count} payments of {mention.raw}")
    if role != Role.PER_DIEM and mention.value != (cents := mention.value.quantize(Decimal("0.01"))):
        mention = mention.model_copy(update={"value": cents})
    pay: Literal["gross", "disposable"] | None = None
    if role == Role.INCOME:
        near = f"{CLAUSE.split(before)[-1]} {CLAUSE.split(after)[0]}"
        pay = _pay(near) or _pay(f"{before} {after}")
    denied = bool(DENIED.search(before)) and not NOT_ONLY.search(before)
    return RoledAmount(
        amount=mention,
        role=role,
        cue=words if role else None,
        frequency=frequency,
        pay=pay,
        days=days,
        months=months,
        hypothetical=is_hypothetical(folded, start),
        superseded=denied,
    )


def _told(
    folded: str, mention: AmountMention, cue: Cue | None, before: str, after: str, frequency: Frequency | None
) -> tuple[Role | None, str | None]:
    """The role that the cue tells, as the words right beside the amount turn it, and those words."""
    start, end = mention.span
    role = Role(cue.role) if cue else None
    words = folded[cue.start : cue.end] if cue else None
    if mention.value < MOST_A_DAY and (A_DAY_BEFORE.search(before) or is_a_day(before, after)):
        role, words = Role.PER_DIEM, "per diem"
    elif role == Role.PER_DIEM and mention.value >= MOST_A_DAY:
        role = None  # the words are those of the amount behind
    if role in (Role.INCOME, Role.INSTALMENT) and LIVING.match(after):
        role = Role.OTHER  # "I pay $900 in rent"
    elif role == Role.OFFER and FOR_KEYS.match(after):
        role = Role.OTHER  # "they offered 3k cash for keys"
    elif role == Role.DEBT and frequency == "monthly":
        role = Role.MONTHLY_PAYMENT
    elif role == Role.INCOME and frequency is None and cue and GETS.fullmatch(folded, cue.start, cue.end):
        role = None
    elif role == Role.INCOME and words == "pay" and frequency in ("monthly", "weekly") and PAYS_THEM.search(before):
        role = Role.INSTALMENT  # "can i just pay 200 a month" tells no income
    elif role == Role.INCOME and words == "pay" and frequency is None and PAYS_ONCE.search(before):
        role = Role.OFFER  # "if i pay 20k how much is forgiven"
    elif role == Role.CLAIMED and frequency:
        role = Role.INSTALMENT if MONTHS.search(after) else None
    elif role == Role.INSTALMENT and frequency is None and mention.value >= 10_000 and cue and cue.start >= end:
        role = None  # "75k at 10% for 6 months" is no payment of 75,000
    elif (role in INCLUDABLE and _is_included(before, after)) or (
        cue and start < cue.start and _is_included("", after)
    ):
        role = Role.OTHER  # "owed 212k including 8k in fees", "2,340 already in the judgment": the sum holds it already
    elif role in (Role.SALE_PRICE, Role.DEBT, Role.CLAIMED, None) and LESS_THAN_OWED.match(folded, end):
        role, words = Role.CLAIMED, DIFFERENCE
    return role, words


def _last_sentence(folded: str, start: int) -> str:
    """What stands before a place in its own sentence, as far as it can tell how often somebody is paid."""
    return SENTENCE_END.split(folded[max(0, start - 70) : start])[-1]


def _is_included(before: str, after: str) -> bool:
    """Whether a sum that was told holds this one already: "212k including 8k in fees"."""
    if NOT_INCLUDED.search(before):
        return False
    return bool(INCLUDED.search(before) or INCLUDED_AFTER.match(after))


def _pay(words: str) -> Literal["gross", "disposable"] | None:
    """Whether pay is said to be before or after taxes."""
    return "disposable" if DISPOSABLE.search(words) else "gross" if GROSS.search(words) else None


def read_frequency(text: str) -> Frequency | None:
    """How often somebody is paid, from words apart from an amount: `every two weeks`. None where it is not told."""
    found = _frequency(fold(text))
    return None if found in ("daily", "annual") else found


def _frequency(words: str) -> Frequency | None:
    if not OFTEN.search(words):
        return None
    found = [(match.start(), place, name) for place, (name, p) in enumerate(FREQUENCIES) if (match := p.search(words))]
    return min(found)[2] if found else None


def _months(before: str, after: str) -> int | None:
    match = MONTHS.search(after) or COUNT_BEFORE.search(before)
    if match is None:
        return None
    groups = match.groupdict()
    count = groups.get("n") or groups.get("times") or groups.get("often") or ""
    number = 1 if count == "a" else numbered(count) or 0
    if (groups.get("unit") or "").startswith("y"):
        number *= 12
    return number or None
