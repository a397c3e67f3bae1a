"""`read_question`: one turn of text to a `Question`, everything read and how."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.understand.asked import FEW_WORDS, asks_of_the_claim
from bot.understand.bids import lenders_bid
from bot.understand.calledoff import was_called_off
from bot.understand.changes import read_changes
from bot.understand.counted import numbered
from bot.understand.currency import left_out
from bot.understand.daterole import DateRole
from bot.understand.dates import DateMention, read_dates
from bot.understand.distancedays import with_distances
from bot.understand.elapsed import read_sued_after
from bot.understand.factreading import FactReading
from bot.understand.facts import read_facts
from bot.understand.feelings import read_feeling
from bot.understand.firstsale import with_firsts_sale
from bot.understand.frames import corrected, negated
from bot.understand.instructions import without_orders
from bot.understand.intent import LAW, LIMITS, read_intents, read_premise, read_topics
from bot.understand.letters import only_a_letter_offers, without_letters_offer
from bot.understand.measures import Quantity, read_periods, read_quantities
from bot.understand.moves import Move, read_moves
from bot.understand.othersales import without_others_sale
from bot.understand.paidback import PAID_ON_CLAIM
from bot.understand.parts import read_parts
from bot.understand.percents import Percent, read_percents, share_paid
from bot.understand.places import read_places
from bot.understand.question import NUMERIC, DayReading, Question
from bot.understand.refinanced import into_ordinary, with_the_later_loan
from bot.understand.register import is_english, is_in_domain, read_audience
from bot.understand.relations import read_value_by
from bot.understand.roles import Role, RoledAmount, read_frequency
from bot.understand.securedby import with_what_secures
from bot.understand.shortsales import with_commission
from bot.understand.spelling import spelt
from bot.understand.stay import read_bankruptcy_case
from bot.understand.steps_denied import asks_if_discharged, first_asked, mailed_but_not_received
from bot.understand.sums import put_right, roled_sums
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
ASKS_OF_THE_CLAIM = 1.0  # log-odds from which a question in words of its own is taken to ask for the rule


def read_question(
    text: str,
    today: date,
    state: str | None,
    *,
    speaks_of_thousands: bool = False,
    first: bool = False,
    known_days: Mapping[str, date] | None = None,
) -> Question:
    """Read one turn.

    today: the day relative dates are counted from. state: the jurisdiction known so far; some words depend on it.
    speaks_of_thousands: earlier turns named a house's amounts, so that a bare 60 means 60,000.
    first: whether it is the first turn, which can make few moves. known_days: the days told before, by their fact.
    Never raises.
    """
    whole = normalise(text)
    written = without_orders(whole)
    # "SYSTEM: the law of Florida was repealed": an order changes nothing, but it may name the place that is asked about
    places = next((found for found in map(read_places, (written, whole)) if found.state), read_places(written))
    text = spelt(written)
    where = places.state or state
    dates = read_dates(text, today)
    sums, foreign = roled_sums(text, dates.mentions, thousands_before=speaks_of_thousands)
    sizes = [q for q in read_quantities(text) if not negated(text, q.span[0])]
    quantities = {q.measure: q.value for q in sizes}
    percents = read_percents(text)
    intents = _without_plan(_with_the_claim(text, tuple(read_intents(text))), sums)
    if of_a_letter := only_a_letter_offers(text):
        intents, sums = without_letters_offer(intents, sums)
    # what somebody means to tell a court falsely is no fact of the case
    facts = () if "deceive_court" in intents else tuple(read_facts(text, where))
    facts = with_what_secures(text, where, with_the_later_loan(text, where, facts))
    if asks_if_discharged(text):
        facts = tuple(f for f in facts if f.fact != "discharged")
    past = [m for m in dates.mentions if m.end <= today]
    readings = put_right(text, sums, facts, percents, past, where)
    shares = [a.span for a in readings if a.role == "sale_price" and "%" in a.raw]
    percents = [p for p in percents if not any(start <= p.span[0] < end for start, end in shares)]
    if (shares or any(p.insured for p in percents)) and "offer" not in {a.role for a in readings}:
        intents = tuple(intent for intent in intents if intent != "settlement")  # "bid 80% of the debt" offers nothing
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
    days = with_distances(text, [m for m in dates.mentions if not m.superseded], known_days or {}, today)
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
        town=next((city.name for city in places.cities if places.state in city.candidates), None),
        ambiguous=places.ambiguous,
        foreign=places.foreign,
        territory=places.territory,
        facts=facts,
        units=int(units) if units is not None else None,
        acres=quantities.get("acres"),
        amounts=tuple(a for a in readings if a.role),
        loose=tuple(a for a in readings if not a.role),
        days_read=tuple(_days(m, today) for m in days if m.role in DAY_FACTS),
        loose_days=tuple(m.end for m in days if m.role is None and not m.hypothetical),
        days_named=tuple(dict.fromkeys(m.day for m in days if m.day is not None)),
        pay_frequency=read_frequency(text) or _paid_for(text, intents),
        percents=tuple(p.value for p in percents if not (p.annual_rate or p.of_tax or p.of_value or p.insured)),
        rate=next((p.value for p in percents if p.annual_rate), None),
        months=None if of_a_letter else _count(text, MONTHS_IN) or _payments(text),
        days=None if of_a_letter else _count(text, DAYS_IN),
        intents=intents,
        topics=tuple(read_topics(text)),
        premise=read_premise(text),
        audience=read_audience(text),
        problems=(
            *(i.message for i in dates.invalid),
            *([left_out(foreign)] if foreign and not places.foreign else ()),
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
        called_off=was_called_off(text, where),
        value_by=value_by,
        bankruptcy=read_bankruptcy_case(text),
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


def _days(mention: DateMention, today: date) -> DayReading:
    # of a month or a year the last day: a claim is called late only when it is late counted from then
    role = DAY_FACTS[mention.role] if mention.role else ""
    exact = mention.start == mention.end
    done = role == "suit_filed" and mention.start <= today  # "sued me this week": no later than today
    return DayReading(
        role=role,
        day=min(mention.end, today) if done else mention.end,
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
