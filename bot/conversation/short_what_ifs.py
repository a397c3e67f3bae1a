"""Days and facts told by what the case holds: days before the sale, and a what-if in a few words: another day ("what if they sue on dec 1" - "and on november 10?"), or a fact ("in court instead")."""

import re
from datetime import date, timedelta

from bot.conversation.retold import CORRECTS
from bot.conversation.sheet import SUIT_AFTER, CaseSheet
from bot.law.facts import FACTS
from bot.topics import Topic
from bot.understand.besidesale import beside_sale
from bot.understand.elapsed import SuedAfter, length_of
from bot.understand.factreading import FactReading
from bot.understand.measures import read_periods
from bot.understand.moves import Move
from bot.understand.question import DayReading, Question
from bot.understand.replies import read_reply

# steps that come after the sale
_LATER = frozenset({"suit_filed", "confirmation_date", "ratification_date", "certificate_date", "deed_date"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d[/.-]\d{1,2}[/.-]\d\d\b")
_DAYS_BEFORE = re.compile(
    r"\b(?P<days>\d{1,3}) days? (?:before|ahead of|prior to|in advance)\b(?! (?:that|i|we|they)\b)", re.IGNORECASE
)
_MAILED = re.compile(
    r"\b(?:mail(?:ed|ing)?|sent|send|got|received)\b[^.;!?]{0,40}\b(?:notice|letter|it)\b|\bnotice\b", re.IGNORECASE
)
_GOES_ON = re.compile(r"^\W*(?:(?:ok|okay|so|and|or|but|what about|how about|what if|if)\W+)+", re.IGNORECASE)
_HAD_BEEN = re.compile(r"^(?:it|that)(?:'d| had| were| would have) (?:been )?", re.IGNORECASE)
FEW = 8  # words
# a fact that is supposed in a word or two: the way of foreclosing, and what the lender did with the claim
_NAMED = (
    (
        "process",
        "nonjudicial",
        re.compile(r"\b(?:without|out of|no) (?:a |the )?court\b|\bnon-?judicial", re.IGNORECASE),
    ),
    (
        "process",
        "judicial",
        re.compile(
            r"\b(?:in|to|through|via|by|picked|chosen?|used) (?:a |the )?court(?:house|room)?s?\b|\bjudicial(?:ly)?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "deficiency_claim",
        "asked",
        re.compile(
            r"\b(?:not|never|n'?t) (?:\w+ )?waiv|\b(?:they|bank|lender|it) (?:had |did |has |have )?ask(?:ed)? for (?:it|one|that)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "deficiency_claim",
        "waived",
        re.compile(r"\bwaiv(?:e|es|ed)\b(?! (?:the )?(?:fees?|late|apprais))", re.IGNORECASE),
    ),
)

# a little money sent to whoever asks for it: no pay, and no price of a home
_SENDS_A_LITTLE = re.compile(
    r"\b(?:if|should|can|could|do|did|when) (?:i|we) (?:just |simply |only |already )?(?:pay|paid|send|sent|give|gave|made|make)(?: (?:them|him|her|it|the (?:bank|lender|collector)))?"
    r"(?: a (?:small )?payment of)? ?\$?(?P<sum>\d[\d,.]*)\b(?! ?(?:k\b|thousand|%|a (?:month|week|year)))",
    re.IGNORECASE,
)
A_LITTLE = 1000  # dollars
SMALL_PAYMENT = "should I send a small payment on an old claim, does it restart the time limit"


def small_payment(asked: Question) -> Question:
    """ "what if i paid them 50 dollars last year" asks what a small payment does, and changes no sum of the case."""
    match = _SENDS_A_LITTLE.search(asked.text)
    if match is None:
        return asked
    of_it = [
        a
        for a in (*asked.amounts, *asked.loose)
        if match.start("sum") <= a.span[0] + 1 and a.span[0] <= match.end("sum")
    ]
    if not of_it or any(a.value >= A_LITTLE or a.role == "offer" for a in of_it) or len(asked.amounts) > len(of_it):
        return asked
    return asked.model_copy(
        update={
            "amounts": (),
            "loose": (),
            "moves": (),
            "intents": (),
            "topics": (Topic.DEBT_COLLECTOR,),
            "parts": (),
            "stands_for": SMALL_PAYMENT,
        }
    )


def day_supposed(asked: Question, sheet: CaseSheet) -> Question:
    """Another day in place of the one that the last what-if supposed."""
    days = [entry for entry in sheet.supposed.values() if entry.kind == "day"]
    if not sheet.supposed and asked.move(Move.WHAT_IF):  # "they sued june 8" - "and if it'd been june 10?"
        days = [entry for entry in sheet.entries.values() if entry.kind == "day" and entry.turn == sheet.turn]
    goes_on = _GOES_ON.match(asked.text) and len(asked.text.split()) <= FEW
    told = asked.loose_days or asked.days_named
    if len(days) != 1 or len(told) != 1 or asked.tells or not goes_on:
        return asked
    day = DayReading(role=days[0].name, day=told[0], raw=asked.text, how="read as the day supposed", hypothetical=True)
    return asked.model_copy(update={"days_read": (day,), "loose_days": (), "parts": ()})


def day_before_the_sale(asked: Question, sheet: CaseSheet) -> Question:
    """The day of a notice that was mailed some days before the sale: "they mailed it 10 days before", "no, it was 25 days before"."""
    told = next((day.day for day in asked.days_read if day.role == "sale_date"), None)
    kept = sheet.laid_over().known("sale_date")
    sale = told or (date.fromisoformat(kept.value) if kept and kept.exact else None)
    match = _DAYS_BEFORE.search(asked.text)
    speaks_of_it = _MAILED.search(asked.text) or (sheet.known("notice_mailed") and CORRECTS.search(asked.text))
    if sale is None or match is None or not speaks_of_it or any(d.role == "notice_mailed" for d in asked.days_read):
        return asked
    mailed = DayReading(
        role="notice_mailed",
        day=sale - timedelta(days=int(match["days"])),
        raw=match[0],
        how=f"{match['days']} days before the sale",
    )
    loose = tuple(one for one in asked.loose if one.value != int(match["days"]))
    return asked.model_copy(update={"days_read": (*asked.days_read, mailed), "loose": loose})


def suit_put_right(asked: Question, sheet: CaseSheet) -> Question:
    """How long after the sale the lender sued, told again: "they took 11 months to sue" - "sorry, 13 months"."""
    entry = sheet.known(SUIT_AFTER)
    told = SuedAfter.of_words(entry.value) if entry else None
    if told is None or asked.tells or not CORRECTS.search(asked.text) or len(asked.text.split()) > FEW:
        return asked
    periods = read_periods(asked.text)
    right = length_of(periods[0], told.event, "exact") if len(periods) == 1 else None
    return asked.model_copy(update={"sued_after": right, "moves": (), "intents": ("rule",)}) if right else asked


def suit_told(asked: Question, sheet: CaseSheet) -> Question:
    """The day of the lender's suit, told behind the case: "and they sued me on april 20" is held against its last day."""
    told = any(day.role == "suit_filed" and not day.hypothetical for day in asked.days_read)
    known = sheet.state is not None and (sheet.known("sale_date") or sheet.known("deed_date"))
    further = {*asked.intents} - {"summons"} or {*asked.topics} - {Topic.LAWSUIT}
    asks = "?" in asked.text or further or len(asked.text.split()) > FEW + FEW
    if not told or not known or asks:
        return asked
    return asked.model_copy(update={"intents": (*asked.intents, "rule"), "topics": ()})


def days_beside_the_sale(asked: Question, sheet: CaseSheet, today: date) -> Question:
    """A day without a year in the year that puts it beside the sale (or the law day) of the case."""
    told = next((day.day for day in asked.days_read if day.role == "sale_date"), None)
    kept = sheet.laid_over().known("sale_date") or sheet.laid_over().known("redemption_end")
    sale = told or (date.fromisoformat(kept.value) if kept else None)
    if sale is None:
        return asked
    days = tuple(_beside(day, sale, today) for day in asked.days_read)
    return asked.model_copy(update={"days_read": days}) if days != asked.days_read else asked


def _beside(day: DayReading, sale: date, today: date) -> DayReading:
    early = day.role in _LATER and day.day < sale  # which may be told of a day to come
    if _YEAR.search(day.raw) or not (early or (day.how.startswith("no year") and day.day <= today)):
        return day
    found = beside_sale(day.day, day.role, sale, date.max if early else today, exact=day.exact)
    if found == day.day:
        return day
    how = f"no year given, read beside the sale as {found:%B} {found.day}, {found.year}"
    return day.model_copy(update={"day": found, "how": how})


def fact_supposed(asked: Question, sheet: CaseSheet, where: str | None) -> Question:
    """A supposition in a few words, read as an answer to what the case turns on: "and if they had gone to court instead"."""
    move = asked.move(Move.WHAT_IF)
    sums_only = bool(asked.amounts) and not (asked.facts or asked.days_read or asked.unknown or asked.sued_after)
    if move is None or (asked.tells and not sums_only) or asked.changes or asked.state or not move.target:
        return asked
    named = next(((name, value) for name, value, words in _NAMED if words.search(move.target)), None)
    if named is not None and (named[0] == "process" or sheet.known(named[0])):
        fact = FactReading(fact=named[0], value=named[1], raw=move.target, span=move.span)
        return asked.model_copy(update={"facts": (fact,)})
    if sums_only:
        return asked
    told = [entry.name for entry in sheet.entries.values() if entry.kind == "fact"]
    for name in dict.fromkeys((*told, *reversed(sheet.asked), "process")):
        reply = read_reply(_HAD_BEEN.sub("it was ", move.target), name, where) if name in FACTS else None
        if reply is None or not isinstance(reply.value, str):
            continue
        known = sheet.known(name)
        if known is not None and known.value == reply.value:
            continue
        fact = FactReading(fact=name, value=reply.value, raw=move.target, span=move.span)
        return asked.model_copy(update={"facts": (fact,)})
    return asked
