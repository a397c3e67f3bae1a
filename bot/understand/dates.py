"""Dates in a text: resolved to days or ranges of days, with what they are the date of and how each was read."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict

from bot.errors import DateError
from bot.understand.besidesale import BEFORE_SALE, SOON_AFTER, beside_sale, last_until
from bot.understand.dateforms import RawDate, find_dates
from bot.understand.dateresolve import Resolved, resolve
from bot.understand.daterole import DateRole
from bot.understand.distances import without_acts
from bot.understand.heldsale import as_held
from bot.understand.hypothesis import is_hypothetical
from bot.understand.matching import Cue, assign, cue_table
from bot.understand.notmoney import masks
from bot.understand.saledays import alone, given_up, of_something_else, of_the_sale, of_the_sentence_before
from bot.understand.text import fold


class DateMention(BaseModel):
    """A date as read.

    start, end: first and last day meant; the same where a day is meant. precision: what the words fix.
    approximate: counted back from a rough period ("two months ago"). how: in words for the reader.
    hypothetical: stands in a supposition. superseded: corrected later in the same text.
    """

    model_config = ConfigDict(frozen=True)

    start: date
    end: date
    precision: str
    span: tuple[int, int]
    raw: str
    how: str
    role: DateRole | None = None
    approximate: bool = False
    hypothetical: bool = False
    superseded: bool = False

    @property
    def day(self) -> date | None:
        """The day, where one day is meant."""
        return self.start if self.start == self.end else None


class InvalidDate(BaseModel):
    """A date that cannot be, with what to do about it."""

    model_config = ConfigDict(frozen=True)

    span: tuple[int, int]
    raw: str
    message: str


class DateReading(BaseModel):
    """All dates of a text."""

    model_config = ConfigDict(frozen=True)

    mentions: tuple[DateMention, ...] = ()
    invalid: tuple[InvalidDate, ...] = ()

    def of(self, role: DateRole) -> DateMention | None:
        """The last standing, not superseded date of a role."""
        return next((m for m in reversed(self.mentions) if m.role == role and not m.superseded), None)


_AHEAD_BEFORE = re.compile(
    r"\b(?:will|won't|set(?! aside)|scheduled|upcoming|coming|going to|gonna|until|till|deadline|due|hearing|postponed to|plan\w*|"
    r"(?:sale|auction|hearing) is|want to|about to|have to|must|answer|respond|is on|is for|expires|ends|takes place)\b[^.;!?\n]{0,40}$"
    r"|(?:\b(?:are|is|am)|'re|'s) (?:now |gonna )?(?:taking|selling|auctioning|foreclosing)\b[^.;!?\n]{0,40}$"
    r"|\b(?:(?:will|to|gonna|set to|going to) be (?:sold|auctioned|foreclosed)|goes (?:up )?(?:to|for) (?:sale|auction))\b[^.;!?\n]{0,70}$|\bby (?:the )?$"
)
_PAST_BEFORE = re.compile(
    r"\b(?:sold|bought|was|were|did|filed|served|sued|mailed|got|took|signed|stopped|lost|had|happened|held|recorded|"
    r"ended|expired|confirmed|defaulted|missed|since|ago|foreclosed|received|sent|came|dated)\b[^.;!?\n]{0,40}$"
)
_LOAN_BEHIND = re.compile(
    r" (?:(?:cash[- ]?out|rate[- ]and[- ]term|purchase|bank|fha|va|usda|home) )?(?:refi(?:nance)?|home equity (?:loan|line)|he-?loc|purchase|loan|mortgage|note)\b"
    r"(?! (?:had|has|was|were|is|got|came|fell|would|they|we|i|that|foreclos\w+|sale|auction|trustee|company|payment|servicer|lender|deal))"
)
_REFINANCED = re.compile(r"\brefi")
_BOUGHT = re.compile(r"\b(?:bought|purchased?)\b")
# "nobody has sued me as of today" names no day of the case
_SO_FAR = re.compile(r"\b(?:as of|as per|up (?:to|until|till)|until|till|to) (?:right )?$")
# "is it too late in 2026" asks of now
_TOO_LATE = re.compile(r"\btoo (?:late |early )?(?:now )?$")
_CAN_SUE = re.compile(
    r"\b(?:can|could|may|able|allowed|ok|okay|right|time|late)\b[^.;!?\n]{0,25} sue\b(?: (?:me|us|him|her|in|on|still))*,? $"
)
_TILL_NOW = ("today", "tonight", "now")
_BY = re.compile(r"\bby (?:the )?$")
_AND = re.compile(r"[ ,(:-]*(?:on )?")
_NOTHING_YET = re.compile(r"\b(?:no|not|never|nobody|none|nothing|neither|without)\b|n't\b|\bzip\b")
_CORRECTION = re.compile(
    r"\b(?:no,? wait|wait,? no|no,? sorry|sorry|actually|i mean|i meant|make that|correction|scratch that|rather|oops)\b"
)


def read_dates(text: str, today: date) -> DateReading:
    """The dates of a text and the impossible ones. Never raises.

    today: the day from which relative dates and dates without a year are counted.
    Numeric dates are month/day/year. A date without a year is the latest one not after today, or the next one where
    the words speak of what is to come; `how` says so.

    >>> reading = read_dates("auction was 3/2/26, they sued me two weeks ago", date(2026, 6, 1))
    >>> [(str(m.start), str(m.role)) for m in reading.mentions]
    [('2026-03-02', 'sale_date'), ('2026-05-18', 'suit_filed')]
    >>> read_dates("sold 2/30/2026", date(2026, 6, 1)).invalid[0].message
    '"2/30/2026" is not a day in the calendar (month/day/year); which day was it?'
    """
    folded = fold(text)
    raws: list[RawDate] = []
    resolved: list[Resolved] = []
    invalid: list[InvalidDate] = []
    for raw in find_dates(folded):
        words = text[raw.start : raw.end]
        if _is_so_far(folded, raw) or _asks_of_now(folded, raw, today):
            continue
        try:
            reading = resolve(raw, today, ahead=_is_ahead(folded, raw))
        except DateError:
            message = f'"{words}" is not a day in the calendar (month/day/year); which day was it?'
            invalid.append(InvalidDate(span=(raw.start, raw.end), raw=words, message=message))
            continue
        if reading is not None:
            raws.append(raw)
            resolved.append(reading)
    spans = [(raw.start, raw.end) for raw in raws]
    cues = without_acts(text, cue_table("date_cues").find(folded))
    chosen = assign(masks(text, folded).blanked(), spans, cues)
    roles = [DateRole(cue.role) if cue else None for cue in chosen]
    roles = of_the_sale(folded, spans, roles, chosen, cues)
    roles = of_the_sentence_before(folded, spans, roles, chosen, cues)
    roles = given_up(folded, spans, roles, [reading.end for reading in resolved], today)
    exact = [reading.start == reading.end for reading in resolved]
    roles = as_held(folded, spans, _refinanced(folded, spans, alone(folded, spans, roles, cues), chosen, exact))
    roles = of_something_else(folded, spans, roles, chosen)
    # a loan that is still to be made is none of this case's: its end, or a new one
    roles = [None if r == DateRole.LOAN_DATE and d.start > today else r for r, d in zip(roles, resolved, strict=True)]
    roles = [None if _undone_by(folded, start) else role for role, (start, _) in zip(roles, spans, strict=True)]
    mentions = [
        DateMention(
            start=reading.start,
            end=reading.end,
            precision=reading.precision,
            span=span,
            raw=text[span[0] : span[1]],
            how=reading.how,
            role=role,
            approximate=reading.approximate,
            hypothetical=is_hypothetical(folded, span[0]),
        )
        for reading, span, role in zip(resolved, spans, roles, strict=True)
    ]
    mentions = _in_order(_correct(folded, _told_twice(folded, mentions)), today)
    return DateReading(mentions=tuple(mentions), invalid=tuple(invalid))


def _refinanced(
    folded: str, spans: list[tuple[int, int]], roles: list[DateRole | None], chosen: list[Cue | None], exact: list[bool]
) -> list[DateRole | None]:
    """Of `bought 2017, refinanced 2021` the later is the loan's date: the purchase loan was paid off then.

    What stands right behind a day names it, whatever stands before: `foreclosure on a March 2011 refi`. Not so of a day
    that stands right behind the words of a sale: `auction March 4, 2025 purchase loan`.
    """
    roles = [
        DateRole.LOAN_DATE
        if role == DateRole.SALE_DATE and _LOAN_BEHIND.match(folded, end) and not (day and cue and cue.end + 4 >= start)
        else role
        for role, (start, end), cue, day in zip(roles, spans, chosen, exact, strict=True)
    ]
    told = [folded[cue.start : cue.end] if cue else "" for cue in chosen]
    loans = [place for place, role in enumerate(roles) if role == DateRole.LOAN_DATE]
    behind = {place: _LOAN_BEHIND.match(folded, spans[place][1]) for place in loans}
    anew = [p for p in loans if _REFINANCED.search(told[p]) or ((found := behind[p]) and _REFINANCED.search(found[0]))]
    if anew:
        for place in loans:
            named = (behind[place] or [""])[0]
            if place not in anew and (_BOUGHT.search(told[place]) or _BOUGHT.search(named)):
                roles[place] = None
    return roles


def _is_so_far(folded: str, raw: RawDate) -> bool:
    """Whether a day only says until when nothing has happened: "nobody has sued me as of today"."""
    if raw.kind != "named" or folded[raw.start : raw.end].strip() not in _TILL_NOW:
        return False
    before = folded[max(0, raw.start - 120) : raw.start]
    sentence = re.split(r"[.;!?\n]", before)[-1]
    return bool(_SO_FAR.search(before) and _NOTHING_YET.search(sentence))


def _undone_by(folded: str, start: int) -> bool:
    """Whether a day only says by when something had not been done: "never reported the sale by nov 10"."""
    before = folded[max(0, start - 120) : start]
    return bool(_BY.search(before) and _NOTHING_YET.search(re.split(r"[.;,!?\n]", before)[-1]))


def _asks_of_now(folded: str, raw: RawDate, today: date) -> bool:
    """Whether a day or a year only says when it is asked: "is it too late in 2026", "can they still sue today"."""
    is_this_year = raw.parts.get("year") == str(today.year) and not raw.parts.keys() & {"m", "mon"}
    if is_this_year and _TOO_LATE.search(folded, max(0, raw.start - 16), raw.start):
        return True
    is_today = raw.kind == "named" and folded[raw.start : raw.end].strip() in _TILL_NOW
    return (is_this_year or is_today) and _CAN_SUE.search(folded, max(0, raw.start - 70), raw.start) is not None


def _is_ahead(folded: str, raw: RawDate) -> bool:
    if _undone_by(folded, raw.start):
        return False
    led = raw.kind in ("rel_day", "nth", "mon")  # forms that begin with a word such as "on" or "by"
    before = folded[max(0, raw.start - 90) : raw.end if led else raw.start]
    ahead, past = _AHEAD_BEFORE.search(before), _PAST_BEFORE.search(before)
    if raw.kind == "rel_day" and raw.parts["when"] in ("next", "coming", "this"):
        return True
    return ahead is not None and (past is None or ahead.start() >= past.start() - 8)


def _told_twice(folded: str, mentions: list[DateMention]) -> list[DateMention]:
    """`sued last week, on nov 16 2026`: of one day told twice over, the rough telling is left out."""
    kept: list[DateMention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if last is None or _AND.fullmatch(folded, last.span[1], mention.span[0]) is None:
            kept.append(mention)
            continue
        rough, finer = (last, mention) if last.day is None else (mention, last)
        written = finer.day is not None and any(sign.isdigit() for sign in finer.raw)
        if rough.day is not None or finer.day is None or not written or not rough.start <= finer.day <= rough.end:
            kept.append(mention)
        else:
            kept[-1] = finer.model_copy(update={"role": finer.role or rough.role})
    return kept


def _in_order(mentions: list[DateMention], today: date) -> list[DateMention]:
    """`sold 11/3/2024, confirmed Dec 10`: a day without a year lies on its side of the sale whose year is told.

    The sale may be told to the month, or be the one without a year: `sold March 3, confirmed April 2, 2025`.
    """
    mentions = _sale_before(mentions)
    sales = [m for m in mentions if m.role == DateRole.SALE_DATE and (m.day or m.precision == "month")]
    sale = next((m for m in sales if not m.how.startswith("no year")), None)
    if sale is None:
        return mentions
    return [_beside(m, sale.end if m.role in BEFORE_SALE else sale.start, today) for m in mentions]


def _sale_before(mentions: list[DateMention]) -> list[DateMention]:
    """A sale without a year is the last such day before the step that follows every sale and has one."""
    after = [m for m in mentions if m.role in SOON_AFTER and m.day and not m.how.startswith("no year")]
    if not after:
        return mentions
    first = min(m.start for m in after)
    return [_until(m, first) if m.role == DateRole.SALE_DATE else m for m in mentions]


def _until(mention: DateMention, last: date) -> DateMention:
    if not mention.how.startswith("no year") or mention.day is None or mention.hypothetical:
        return mention
    found = last_until(mention.day, last)
    if found == mention.day:
        return mention
    how = f"read before the step of {last:%B} {last.day}, {last.year} as {found:%B} {found.day}, {found.year}"
    return mention.model_copy(update={"start": found, "end": found, "how": how})


def _beside(mention: DateMention, sale: date, today: date) -> DateMention:
    exact = mention.day is not None
    if not mention.how.startswith("no year") or not (exact or mention.precision == "month") or mention.end > today:
        return mention
    found = beside_sale(mention.end, mention.role, sale, today, exact=exact)
    if found == mention.end:
        return mention
    named = f"{found:%B} {found.day}, {found.year}" if exact else f"{found:%B} {found.year}"
    start = found if exact else found.replace(day=1)
    how = f"no year given, read beside the sale as {named}"
    return mention.model_copy(update={"start": start, "end": found, "how": how})


def _correct(folded: str, mentions: list[DateMention]) -> list[DateMention]:
    """A later date after words of correction takes the place, and the role, of the one before it."""
    for place in range(1, len(mentions)):
        earlier, later = mentions[place - 1], mentions[place]
        between = folded[earlier.span[1] : later.span[0]]
        if len(between) > 60 or not _CORRECTION.search(between):
            continue
        if later.role is None:
            later = later.model_copy(update={"role": earlier.role})
        if later.role == earlier.role:
            mentions[place - 1] = earlier.model_copy(update={"superseded": True})
            mentions[place] = later
    return mentions
