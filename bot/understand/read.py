"""`read_question`: one turn of text to a `Question`, everything read and how."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from bot.calculator.figure import dollars
from bot.calculator.interest import simple_interest
from bot.understand.amounts import read_amounts
from bot.understand.asked import FEW_WORDS, asks_of_the_claim
from bot.understand.beforesale import with_court_appraisal, without_sums_before
from bot.understand.bids import (
    below_the_debt,
    full_bid,
    in_percent_of_debt,
    kept_claim,
    lenders_bid,
    let_off,
    outsiders_bid,
    rest_of_debt,
)
from bot.understand.calledoff import was_called_off
from bot.understand.changes import read_changes
from bot.understand.counted import numbered
from bot.understand.currency import is_foreign, left_out
from bot.understand.daterole import DateRole
from bot.understand.dates import DateMention, read_dates
from bot.understand.elapsed import read_sued_after
from bot.understand.factreading import FactReading
from bot.understand.facts import read_facts
from bot.understand.feelings import read_feeling
from bot.understand.firstsale import with_firsts_sale
from bot.understand.frames import corrected, negated
from bot.understand.instructions import without_orders
from bot.understand.intent import LAW, LIMITS, read_intents, read_premise, read_topics
from bot.understand.measures import Quantity, read_periods, read_quantities
from bot.understand.moves import Move, read_moves
from bot.understand.othersales import without_others_sale
from bot.understand.parts import read_parts
from bot.understand.percents import Percent, read_percents, share_paid
from bot.understand.places import read_places
from bot.understand.question import NUMERIC, AmountReading, DayReading, Question
from bot.understand.refinanced import into_ordinary, with_the_later_loan
from bot.understand.register import is_english, is_in_domain, read_audience
from bot.understand.relations import read_value_by
from bot.understand.resales import without_resale
from bot.understand.roles import Role, RoledAmount, assign_roles, read_frequency
from bot.understand.roleturns import PAID_ON_CLAIM
from bot.understand.shortsales import with_commission
from bot.understand.spelling import spelt
from bot.understand.steps_denied import asks_if_discharged, first_asked, mailed_but_not_received
from bot.understand.text import normalise

# the fact of the case that a date in a role is
DAY_FACTS = {
    DateRole.SALE_DATE: "sale_date",
    DateRole.LOAN_DATE: "loan_date",
    DateRole.FORECLOSURE_BEGUN: "foreclosure_begun",
    DateRole.NOTICE_MAILED: "notice_mailed",
    DateRole.SUIT_FILED: "suit_filed",
    DateRole.CONFIRMATION: "confirmation_date",
    DateRole.DEED: "deed_date",
    DateRole.JUDGMENT: "judgment_date",
    DateRole.DEFAULT: "default_date",
    DateRole.ACCELERATION: "acceleration_date",
    DateRole.REDEMPTION_END: "redemption_end",
    DateRole.CERTIFICATE: "certificate_date",
    DateRole.RATIFICATION: "ratification_date",
    DateRole.RELEASE: "release_date",
    DateRole.REPORT: "report_date",
    DateRole.SWORN: "sworn_date",
    DateRole.REPORT_CAME: "report_came_date",
}
MONTHS_IN = {"month": 1, "year": 12}
PAYMENTS = re.compile(
    r"\b([1-9][0-9]{0,2}|[a-z]+(?:-[a-z]+)?) (?:(?:equal|monthly|eq\b\.?|mo\b\.?|mthly\b\.?) )*(?:payments|pmts|instal+ments)\b(?! (?:behind|late|missed))",
    re.IGNORECASE,
)
# words without which a first turn makes no move; the patterns of moves take a quarter of a second to compile
OPENING_MOVES = re.compile(
    r"\b(?:if|suppos\w*|assum\w*|imagine|hypothe\w*|say|(?:what|how) about|compar\w*|vs|versus|better|worse|differ\w*|"
    r"know about me|told you|(?:my|new) case|over|reset|clear|need|missing|tell you|forget|without|or)\b",
    re.IGNORECASE,
)
PAID_FOR = re.compile(
    r"\b(?:get|bring|make|clear|paid|earn|net|pay|check)\b[^.;!?\n]{0,30}[0-9] for (?:(?:the |every |each )?(?:two |2 )(?=weeks)|(?:a |the |one |each )(?!weeks))(weeks|week|month)\b",
    re.IGNORECASE,
)
DAYS_IN = {"day": 1, "week": 7}
AT_A_RATE = re.compile(
    r"\b(?:at|@|interest|int|rate|apr|accru\w*|plus|bears?|bearing)\b[^.;!?\n%]{0,20}$|@ ?$", re.IGNORECASE
)
AS_OF = re.compile(
    r"\b(?:as of|good (?:through|thru|until|till|to)|effective|calculated (?:to|through)|figured (?:to|through))(?: the)? $",
    re.IGNORECASE,
)
DAILY_SINCE = re.compile(
    r"\b(?:a day|per day|daily|each day|per diem) (?:since|from|after|starting|beginning)(?: on)? $", re.IGNORECASE
)
FROM_DAY = re.compile(r"\b(?:from|since|between|starting|beginning)(?: on)? $", re.IGNORECASE)
INCLUDED_INTEREST = re.compile(
    r"\b(?:incl\w*\.?|counting) (?:all |the |its )?(?:accrued )?(?:interest|int)\b|\b(?:interest|int) (?:is |was |already )*(?:included|in it)\b",
    re.IGNORECASE,
)
ASKS_OF_THE_CLAIM = 1.0  # log-odds from which a question in words of its own is taken to ask for the rule
LONGEST_INTEREST = timedelta(days=5 * 366)  # longer ones are the term of a loan
NEAR_A_RATE = 60  # characters between a rate and the day from which it runs
TO_DAY = re.compile(r",? (?:to|until|till|thru|through)(?: [a-z']+){0,4} ?", re.IGNORECASE)
FIRST_LOAN = re.compile(r"\b(?:first|1st|senior|primary)\b")


def read_question(
    text: str, today: date, state: str | None, *, speaks_of_thousands: bool = False, first: bool = False
) -> Question:
    """Read one turn.

    today: the day relative dates are counted from. state: the jurisdiction known so far; some words depend on it.
    speaks_of_thousands: earlier turns named a house's amounts, so that a bare 60 means 60,000.
    first: whether it is the first turn, which can make few moves.
    Never raises.
    """
    whole = normalise(text)
    written = without_orders(whole)
    # "SYSTEM: the law of Florida was repealed": an order changes nothing, but it may name the place that is asked about
    places = next((found for found in map(read_places, (written, whole)) if found.state), read_places(written))
    text = spelt(written)
    where = places.state or state
    dates = read_dates(text, today)
    amounts = [
        a for a in assign_roles(text, read_amounts(text), thousands_before=speaks_of_thousands) if not a.superseded
    ]
    foreign = [a.amount for a in amounts if is_foreign(text, a.amount.span)]
    amounts = [a for a in amounts if a.amount not in foreign]
    amounts = [_ran_between(text, _from_payoff(text, a, dates.mentions), dates.mentions) for a in amounts]
    sizes = [q for q in read_quantities(text) if not negated(text, q.span[0])]
    quantities = {q.measure: q.value for q in sizes}
    percents = read_percents(text)
    intents = _without_plan(_with_the_claim(text, tuple(read_intents(text))), amounts)
    # what somebody means to tell a court falsely is no fact of the case
    facts = () if "deceive_court" in intents else tuple(read_facts(text, where))
    facts = with_the_later_loan(text, where, facts)
    if asks_if_discharged(text):
        facts = tuple(f for f in facts if f.fact != "discharged")
    if {("lien", "junior"), ("sale_by", "this_lender")} <= {(f.fact, f.value) for f in facts}:
        amounts = [_ahead_of_second(a) for a in amounts]
    sold_short = ("disposition", "short_sale") in {(f.fact, f.value) for f in facts}
    told = _offer_below_claim([_amount(a) for a in amounts if a.role != Role.OTHER], sold_short=sold_short)
    readings = full_bid(text, without_resale(text, told))
    readings = _with_interest(text, readings, percents, [m for m in dates.mentions if m.end <= today])
    readings = let_off(text, outsiders_bid(text, below_the_debt(text, in_percent_of_debt(text, readings))))
    readings = rest_of_debt(kept_claim(text, readings))
    shares = [a.span for a in readings if a.role == "sale_price" and "%" in a.raw]
    percents = [p for p in percents if not any(start <= p.span[0] < end for start, end in shares)]
    if (shares or any(p.insured for p in percents)) and "offer" not in {a.role for a in readings}:
        intents = tuple(intent for intent in intents if intent != "settlement")  # "bid 80% of the debt" offers nothing
    readings = with_court_appraisal(text, without_sums_before(text, readings), where)
    readings = with_commission(text, readings, percents)
    readings, facts = without_others_sale(text, readings, facts)
    facts = with_firsts_sale(text, facts, readings)
    value_by = read_value_by(text)
    within = value_by.span if value_by else (0, 0)  # "20k more than the bid" is no amount of its own
    readings = tuple(a for a in readings if not within[0] <= a.span[0] < within[1])
    counted = {a.span for a in readings if a.role == "interest"}  # a percentage that was counted is a rate
    percents = [share_paid(text, _as_rate(p) if p.span in counted else p) for p in percents]
    if any(f.fact == "buyer" and f.value == "lender" for f in facts):
        readings = lenders_bid(readings)
    days = [m for m in dates.mentions if not m.superseded]
    facts = _too_late_a_request(text, facts, days, where)
    if where == "TX" and into_ordinary(text):  # the day of the loan that was paid off is no day of this one
        loans = [m for m in days if m.role == DateRole.LOAN_DATE]
        days = [m for m in days if m not in loans[:-1]]
    moves = read_moves(text) if not first or OPENING_MOVES.search(text) else ()
    # "owed 96, sold for 73, what is missing?"
    gap = {"sale_price"} < {a.role for a in readings if a.role in ("debt", "principal", "sale_price")}
    units = _units(text, [q for q in sizes if q.measure == "units"])
    return Question(
        text=text,
        state=places.state,
        states=places.codes,
        place=places.place,
        ambiguous=places.ambiguous,
        foreign=places.foreign,
        territory=places.territory,
        facts=facts,
        units=int(units) if units is not None else None,
        acres=quantities.get("acres"),
        amounts=tuple(a for a in readings if a.role),
        loose=tuple(a for a in readings if not a.role),
        days_read=tuple(_days(m) for m in days if m.role in DAY_FACTS),
        loose_days=tuple(m.end for m in days if m.role is None and not m.hypothetical),
        days_named=tuple(dict.fromkeys(m.day for m in days if m.day is not None)),
        pay_frequency=read_frequency(text) or _paid_for(text, intents),
        percents=tuple(p.value for p in percents if not (p.annual_rate or p.of_tax or p.of_value or p.insured)),
        rate=next((p.value for p in percents if p.annual_rate), None),
        months=_count(text, MONTHS_IN) or _payments(text),
        days=_count(text, DAYS_IN),
        intents=intents,
        topics=tuple(read_topics(text)),
        premise=read_premise(text),
        audience=read_audience(text),
        problems=(
            *(i.message for i in dates.invalid),
            *([left_out([amount.raw for amount in foreign])] if foreign and not places.foreign else ()),
        ),
        in_domain=is_in_domain(text) or bool(readings and set(intents) & NUMERIC),
        english=is_english(written),
        moves=tuple(m for m in moves if m.move != Move.NEEDED or not gap),
        changes=tuple(
            change
            for change in read_changes(text, thousands=speaks_of_thousands)
            if not within[0] <= change.span[0] < within[1]
        ),
        parts=tuple(read_parts(text)),
        feeling=read_feeling(text),
        called_off=was_called_off(text),
        value_by=value_by,
        sued_after=None if "deceive_court" in intents else read_sued_after(text),
        # whether a notice that did not come was mailed is for the lender to prove
        unknown=("lender_steps",) if where == "MA" and mailed_but_not_received(text) else (),
    )


def _with_the_claim(text: str, intents: tuple[str, ...]) -> tuple[str, ...]:
    """The intents, with the rule where no word group knows what is asked and the words as a whole ask for it."""
    if LAW.union(LIMITS).intersection(intents) or len(text.split()) < FEW_WORDS:
        return intents
    return (*intents, "rule") if asks_of_the_claim(text) > ASKS_OF_THE_CLAIM else intents


def _without_plan(intents: tuple[str, ...], amounts: Sequence[RoledAmount]) -> tuple[str, ...]:
    """The intents without that of a plan of payments, where the monthly sum that is told was paid already."""
    paid = any(a.role == Role.CREDITS and a.cue == PAID_ON_CLAIM for a in amounts)
    return tuple(intent for intent in intents if not paid or intent != "instalment")


def _too_late_a_request(
    text: str, facts: tuple[FactReading, ...], days: Sequence[DateMention], where: str | None
) -> tuple[FactReading, ...]:
    """In Vermont a deficiency asked for after the sale was confirmed is given up (12 V.S.A. § 4954(d))."""
    if where != "VT":
        return facts
    told = {DAY_FACTS[m.role]: m for m in days if m.role in DAY_FACTS and not m.hypothetical}
    confirmed, late = told.get("confirmation_date"), told.get("suit_filed")
    if (at := first_asked(text)) is not None:
        late = next((m for m in days if m.span[0] >= at and m is not confirmed and not m.hypothetical), late)
    if confirmed is None or late is None or late.start <= confirmed.end:
        return facts
    waived = FactReading(fact="deficiency_claim", value="waived", raw=late.raw, span=late.span)
    return (*(f for f in facts if f.fact != "deficiency_claim"), waived)


def _as_rate(percent: Percent) -> Percent:
    return percent.model_copy(update={"annual_rate": True})


def _units(text: str, sizes: list[Quantity]) -> Decimal | None:
    """How many homes the building has: of "a fourplex, I have one unit" the building counts, of a correction the last."""
    if any(corrected(text[one.span[1] : other.span[0]]) for one, other in pairwise(sizes)):
        return sizes[-1].value
    return max((q.value for q in sizes), default=None)


def _amount(read: RoledAmount) -> AmountReading:
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


def _offer_below_claim(amounts: list[AmountReading], *, sold_short: bool) -> tuple[AmountReading, ...]:
    """An offer that is larger than the claim was read the wrong way round ("settle a 62,000 deficiency for 15,000").

    sold_short: whether there was a short sale; what the lender took in one is the price.
    """
    by_role = {a.role: a for a in amounts}
    offer, claim = by_role.get("offer"), by_role.get("claimed")
    if offer is None or claim is None or offer.value <= claim.value:
        return tuple(amounts)
    if sold_short and "sale_price" not in by_role:
        return tuple(a.model_copy(update={"role": "sale_price"}) if a is offer else a for a in amounts)
    turned = {"offer": "claimed", "claimed": "offer"}
    return tuple(a.model_copy(update={"role": turned.get(a.role, a.role)}) for a in amounts)


def _ran_between(text: str, read: RoledAmount, days: Sequence[DateMention]) -> RoledAmount:
    """A daily interest with the days from one day that is named to another: `from 6/1/2026 to the sale on 7/15/2026`."""
    if read.role != Role.PER_DIEM or read.days is not None:
        return read
    for first, last in pairwise(days):
        between = text[first.span[1] : last.span[0]]
        if first.day and last.day and first.day < last.day and TO_DAY.fullmatch(between):
            return read.model_copy(update={"days": (last.day - first.day).days})
    return read


def _from_payoff(text: str, read: RoledAmount, days: Sequence[DateMention]) -> RoledAmount:
    """A daily interest with the days from the payoff's day to the sale: `payoff 200,000 as of May 1, per diem $31.20, sold June 10`."""
    if read.role != Role.PER_DIEM or read.days is not None:
        return read
    sale = next((m.day for m in days if m.role == DateRole.SALE_DATE and m.day), None)
    payoff = next((m.day for m in days if m.day and _is_payoffs_day(text, m)), None)
    if sale is None or payoff is None or not payoff < sale:
        return read
    return read.model_copy(update={"days": (sale - payoff).days})


def _is_payoffs_day(text: str, mention: DateMention) -> bool:
    """Whether a day is the one on which the payoff stood: `good through May 1`, `$31.20 a day since May 1`."""
    before = text[max(0, mention.span[0] - 24) : mention.span[0]]
    return bool(AS_OF.search(before) or DAILY_SINCE.search(before))


def _with_interest(
    text: str, amounts: tuple[AmountReading, ...], percents: Sequence[Percent], days: Sequence[DateMention]
) -> tuple[AmountReading, ...]:
    """The interest at a rate from one day to another, beside a debt and a price: `148,200 at 4.25% from 1/1/2026 to 6/30/2026`."""
    by_role = {a.role: a for a in amounts}
    owed = by_role.get("principal") or by_role.get("debt")
    rates = [p for p in percents if AT_A_RATE.search(text[max(0, p.span[0] - 40) : p.span[0]]) or p.annual_rate]
    included = INCLUDED_INTEREST.search(text) is not None
    if (
        included
        or owed is None
        or "sale_price" not in by_role
        or len(rates) != 1
        or by_role.keys() & {"interest", "per_diem"}
    ):
        return amounts
    rate = rates[0]
    sale = next((m for m in days if m.role == DateRole.SALE_DATE), None)
    for place, first in enumerate(days):
        beside = abs(first.span[0] - rate.span[1]) < NEAR_A_RATE and FROM_DAY.search(text[: first.span[0]])
        last = days[place + 1] if place + 1 < len(days) else None
        if last is None or not TO_DAY.fullmatch(text[first.span[1] : last.span[0]]):
            last = sale  # "at 6% since January 1, 2026, sold July 1": it ran to the sale
        if not (beside and last and first.day and last.day and first.day < last.day <= first.day + LONGEST_INTEREST):
            continue
        grown = simple_interest(owed.value, rate.value, start=first.day, end=last.day).amount
        raw = f"{rate.raw} from {first.raw} to {last.raw}"
        how = f"read '{raw}' as {dollars(grown)} of simple interest"
        added = owed.model_copy(
            update={"role": "interest", "value": grown, "low": grown, "high": grown, "raw": raw, "how": how}
        )
        return (*amounts, added.model_copy(update={"bare": False, "span": rate.span}))
    return amounts


def _ahead_of_second(read: RoledAmount) -> RoledAmount:
    """Where the second lender held the sale, the first loan is a lien ahead of it and the second loan is the debt."""
    if read.role == Role.SECOND_MORTGAGE:
        return read.model_copy(update={"role": Role.DEBT})
    ahead = read.role == Role.DEBT and FIRST_LOAN.search(read.cue or "")
    return read.model_copy(update={"role": Role.SENIOR_LIENS}) if ahead else read


def _days(mention: DateMention) -> DayReading:
    # of a month or a year the last day: a claim is called late only when it is late counted from then
    role = DAY_FACTS[mention.role] if mention.role else ""
    exact = mention.start == mention.end
    return DayReading(
        role=role,
        day=mention.end,
        raw=mention.raw,
        how=mention.how,
        exact=exact,
        hypothetical=mention.hypothetical,
    )


def _paid_for(text: str, intents: tuple[str, ...]) -> str | None:
    """How often somebody is paid who tells for how long a sum is the pay: "I get 512 for two weeks, what can they take"."""
    match = PAID_FOR.search(text) if "garnishment" in intents else None
    return {"week": "weekly", "weeks": "biweekly", "month": "monthly"}[match[1].lower()] if match else None


def _payments(text: str) -> int | None:
    """The number of monthly payments: `in 24 monthly installments`."""
    counts = [numbered(found[1].lower()) for found in PAYMENTS.finditer(text)]
    return next((count for count in counts if count), None)


def _count(text: str, units: dict[str, int]) -> int | None:
    """The first period in these units, as a whole number of the smallest."""
    for period in read_periods(text):
        if period.unit in units and period.value == period.value.to_integral_value():
            return int(Decimal(period.value) * units[period.unit])
    return None
