"""Whether a home can be got back after its sale: until which day, for what price, and by whom."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.answer.draft import Draft
from bot.answer.holders import held, say_held
from bot.answer.model import AnswerDeadline
from bot.answer.prose import capital, clause, listed, uncapital
from bot.answer.quoting import say_opening
from bot.answer.rule import add_rule
from bot.answer.rule_words import CALENDAR, MAY_MOVE
from bot.answer.turn import Turn, tells_of_a_sale
from bot.calculator import Figure, dollars, redemption_interest, redemption_price, redemption_price_after
from bot.calculator.deadlines import in_words
from bot.calculator.inputs import plain
from bot.law.record import Record
from bot.law.record_parts import RedemptionPrice
from bot.law.redemption import TWO_THIRDS, TimeToRedeem, times_to_redeem
from bot.retrieval.passage import state_id
from bot.retrieval.sentences import sentences

MEANING = "guide/redemption#what-it-is"
WORDS = 60  # of what redemption is, where no state is told
MOST_BESIDE = 2  # subjects that are told beside it
ITS_PRICE = re.compile(
    r"\b(?:how much|what (?:amount|sum|price|would|will|do|does|must|should)\b|the price\b|what it costs?)[^.?!]{0,50}"
    r"\b(?:redeem|redemption|(?:buy|get|win) (?:it|the (?:house|home|place)|my (?:house|home|place)|our (?:house|home|place)) back|buy.?back)\b"
    r"|\b(?:want|buy|get) (?:it|(?:the|my|our) (?:house|home|place)) back,? (?:at )?(?:what |the |whats the |what's the )?price\b"
    r"|\b(?:redeem|redemption|(?:buy|get|win) (?:it|(?:the|my|our) (?:house|home|place)) back)\b[^?]{0,160}"
    r"\b(?:how much (?:money )?(?:(?:is|will|would|does) (?:it|that)|(?:do|would|will|must) (?:i|we) (?:have to |need to )?(?:pay|bring|need))|what (?:do|would|will|must) (?:i|we) (?:have to |need to )?(?:pay|bring|come up with))\b",
    re.IGNORECASE,
)
_ITS_LAST_DAY = re.compile(
    r"\b(?:until when|till when|by when|last day|deadline|how long|how much time|how many (?:days|weeks|months))\b[^.?!]{0,60}"
    r"\b(?:redeem|redemption|(?:buy|get) (?:it|(?:the|my|our) (?:house|home|place)) back)\b"
    r"|\b(?:redeem|redemption|(?:buy|get|want|win) (?:it|(?:the|my|our) (?:house|home|place)) back)\b[^.?!]{0,30}"
    r"\b(?:until when|till when|by when|last day|deadline|how long|expires?|ends?|run out|runs out|over)\b",
    re.IGNORECASE,
)
# so long after the sale: not the time that there is to redeem
_AFTER = re.compile(
    r"\bafter (?:exactly |just |about )?[\w-]+ (?:days|months?)\b|\b(?:days|months?) (?:after|from|past|later|since|in)\b|\bin [\w-]+ (?:days|months?)\b",
    re.IGNORECASE,
)
# that nothing comes on top of the price and its interest, told or supposed
_NO_COSTS = re.compile(
    r"\b(?:no|zero|without(?: any)?|leaving out|leave out|ignor\w+|apart from|not counting|excluding|besides|before|paid no|has not paid|hasn't paid|didn't pay)\b[^.?!]{0,30}\b(?:costs?|expenses?|taxes|liens|fees)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:i|we|my|our|mine|ours)\b", re.IGNORECASE)
_NONE = re.compile(r"\bno (?:such )?right\b", re.IGNORECASE)
# the day that a time is counted from, as what follows "from"
EVENTS = {
    "sale_date": "the sale",
    "confirmation_date": "the day the court confirms the sale",
    "ratification_date": "the day the court ratifies the sale",
    "certificate_date": "the day the certificate of sale is filed",
    "deed_date": "the day the deed is delivered",
}


def asks_only_to_redeem(turn: Turn, record: Record) -> bool:
    """Whether nothing but getting the home back is asked, whatever sums and days are told beside it."""
    text, parts = turn.question.text, turn.question.parts
    if len(parts) == 1 and parts[0].subject == "redemption":
        return True
    if record.redemption.price is not None and ITS_PRICE.search(text):
        return True
    return bool(record.redemption.times) and _ITS_LAST_DAY.search(text) is not None


def answer_without_a_state(draft: Draft, turn: Turn) -> bool:
    """What redemption is, and the question where the house is, where until when is asked and no state is told; False elsewhere."""
    question = turn.question
    if turn.record is not None or question.states or not {"redemption", "deadline"} <= set(question.intents):
        return False
    say_opening(draft, draft.library.passage(MEANING), WORDS, bold=True)
    draft.used("search_corpus")
    draft.ask_for("state", "Which state is the house in? Its law sets the time.")
    return True


def answer_redemption(draft: Draft, turn: Turn, record: Record) -> bool:
    """Whether the home can be got back, until when, for how much and by whom."""
    section = state_id(record.code, "redemption")
    draft.used("assess_state_rule")
    draft.state = record.code
    times = times_to_redeem(record, turn.facts.known(), turn.amounts)
    opening = _opening(record, times, turn.today)
    ahead = turn.facts.sale_date is not None and turn.facts.sale_date > turn.today  # it may be put off
    dated = [time for time in times if time.last_day is not None and not ahead]
    word = {"yes": "Yes", "no": "No", "limited": "In some cases"}[record.redemption.exists]
    period = record.redemption.period
    named = period if record.name in period else f"in {record.place} {uncapital(period)}"
    beside = [one for one in held(draft, turn) if one.name != "redemption"]
    if away := next((one for one in beside if one.subject.name in ("waiver", "selling_redemption")), None):
        say_held(draft, away, first=True, alone=False)  # whether it can be taken away, before how long it is
    asks_price = ITS_PRICE.search(turn.question.text) is not None
    priced = asks_price and not away and _say_price(draft, turn, record, section, leads=True)
    if away or opening or priced:
        if opening:
            draft.say(opening if away or priced else f"**{opening}**", section)
        draft.say(_without(opening, named), section)
        if priced and not opening and dated:
            _say_each(draft, turn, times, section)
    else:
        first, *more = sentences(named)
        bold = f"**{word}: {uncapital(clause(first))}.**"
        draft.say(bold if dated else " ".join([bold, *more]), section)
        if dated:
            _say_each(draft, turn, times, section)
            if more:
                draft.say(" ".join(more), section)
    if any(time.last_day >= turn.today for time in dated if time.last_day):
        draft.say(MAY_MOVE, CALENDAR)
    if not priced:
        _say_price(draft, turn, record, section)
    if record.redemption.who:
        draft.say(f"Who may redeem: {clause(record.redemption.who)}.", section)
    for one in beside[:MOST_BESIDE]:
        say_held(draft, one, first=False, alone=False)
    if priced:  # the sum of the answer is a price to pay, and no claim: the rule beside it would make it one
        draft.amount = next((one.amount for one in draft.figures if one.name == "redemption_price"), None)
    elif tells_of_a_sale(turn.question):
        add_rule(draft, turn)
    _keep(draft, record, times)
    from_sale = any(time.time.event == "sale_date" for time in times)
    if from_sale and not dated and _MINE.search(turn.question.text):
        draft.ask_for("sale_date", "When was the sale? I can give you the exact last day.")
    return True


def _opening(record: Record, times: Sequence[TimeToRedeem], today: date) -> str | None:
    """What is true of this very sale; None where it turns on what is not known, or on a day that is not."""
    if record.redemption.times and not times:
        if any(time.below_two_thirds for time in record.redemption.times):
            return f"No, by what you told: {TWO_THIRDS.replace('was below', 'was not below')}."
        none_then = next((one for one in sentences(record.redemption.period) if _NONE.search(one)), None)
        return f"No: {uncapital(clause(none_then))}." if none_then else None
    if len(times) == 1 and times[0].time.below_two_thirds and not times[0].open and times[0].last_day is None:
        return f"Yes, by what you told: {TWO_THIRDS}."
    if len(times) != 1 or times[0].open or times[0].last_day is None:
        return None
    time, last = times[0].time, times[0].last_day
    if time.period is None:
        when = EVENTS[time.event].removeprefix("the day ")
        if last < today:
            when = when.replace("confirms", "confirmed").replace("ratifies", "ratified")
        return f"{'Yes, until' if last >= today else 'No, not after'} {in_words(last)}, the day {when}."
    counted = f"({time.period.words()} from {EVENTS[time.event]})"
    if last >= today:
        return f"Yes, in {record.place} {'at least ' * time.at_least}until {in_words(last)} {counted}."
    if time.at_least:
        return f"Probably not: in {record.place} the time ran until {in_words(last)} {counted} or somewhat longer."
    return f"No longer: in {record.place} the time ended on {in_words(last)} {counted}."


def _say_each(draft: Draft, turn: Turn, times: Sequence[TimeToRedeem], section: str) -> None:
    """The last day under each condition that is open."""
    for found in times:
        time, last = found.time, found.last_day
        condition = f"**If {listed(found.open)}**: " if found.open else "**After this sale**: "
        period = f"{time.period.words()} from {EVENTS[time.event]}" if time.period else f"until {EVENTS[time.event]}"
        if last is None:
            draft.point(f"{condition}{period}.", section)
            continue
        latest = " at the latest, by what you told" if time.event in turn.rough else ""
        past = ", which has passed" if last < turn.today else ""
        least = "at least " if time.at_least else ""
        counted = f" ({period})" if time.period else ""
        draft.point(f"{condition}{least}until {in_words(last)}{latest}{counted}{past}.", section)


def _say_price(draft: Draft, turn: Turn, record: Record, section: str, *, leads: bool = False) -> bool:
    """What the sale price grows by; False where the law does not say or the price is not known."""
    terms, price = record.redemption.price, turn.amounts.sale_price
    if terms is None or price is None:
        return False
    cite, percent = record.redemption.cite, f"{plain(terms.percent)}%"
    after = _price_after(turn, price, terms, cite)
    if after is not None:
        figure = after
        interest = after.steps[1]
        draft.used("calculate_redemption_price")
        text = (
            f"The price to buy it back then is {dollars(price)} + {dollars(interest.amount)} = {dollars(after.amount)} "
            f"({interest.expression})"
        )
    elif terms.per == "once":
        figure = redemption_price(price, terms.percent, source=cite)
        draft.used("calculate_redemption_price")
        text = f"The price to buy it back is {dollars(price)} + {percent} = {dollars(figure.amount)}"
    else:
        figure = redemption_interest(price, terms.percent, terms.per, source=cite)
        draft.used("calculate_redemption_interest")
        text = (
            f"The price to buy it back is the {dollars(price)} of the sale with {percent} interest a {terms.per} "
            f"({dollars(price)} × {percent} = {dollars(figure.amount)})"
        )
    draft.figure(figure)
    if figure.name == "redemption_price" and _NO_COSTS.search(turn.question.text):
        text += ", if no costs come on top of it."
    else:
        text += ", and the costs that the law adds."
    draft.say(f"**{text}**" if leads else text, section, kind="arithmetic")
    return True


def _price_after(turn: Turn, price: Decimal, terms: RedemptionPrice, cite: str) -> Figure | None:
    """The price so long after the sale as the question says; None where it says nothing, or days where the law counts months."""
    months, days = turn.question.months, turn.question.days
    if terms.per == "once" or not ITS_PRICE.search(turn.question.text) or not _AFTER.search(turn.question.text):
        return None
    if months is not None:
        return redemption_price_after(price, terms.percent, terms.per, months=months, source=cite)
    if days is not None and terms.per == "year":
        return redemption_price_after(price, terms.percent, terms.per, days=days, source=cite)
    return None


def _without(opening: str | None, told: str) -> str:
    """The rule in words without the sentence that the answer opened with."""
    opened = clause((opening or "").partition(": ")[2]).lower()
    return " ".join(one for one in sentences(capital(told)) if clause(one).lower() != opened)


def _keep(draft: Draft, record: Record, times: Sequence[TimeToRedeem]) -> None:
    """The same as data: the last days beside the deadlines of the rule."""
    for found in times:
        kept = AnswerDeadline(
            date=found.last_day,
            period=found.time.period.words() if found.time.period else None,
            act="buy the home back (redeem)",
            cite=record.redemption.cite,
            actor="borrower",
            starts=EVENTS[found.time.event],
            missed="the right to buy it back is lost",
        )
        if draft.outcome is None and draft.deadline is None and len(times) == 1 and not found.open:
            draft.deadline = kept
        draft.deadlines.append(kept)
