"""Reading an answer's words: for matching what it says, and for targets that give nothing but text."""

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bot.answer.model import Outcome
from bot.answer.verify import numbers
from bot.understand.numberwords import find_word_numbers
from bot.understand.places import read_places

MARKS = re.compile(r"\[\d+\]|[*_`#>]|\\(?=\$)")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u202f": " "})  # fmt: skip
MONEY = re.compile(r"\$\s?(\d[\d,]*(?:\.\d{1,2})?)")
MONTHS = {
    name: n
    for n, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
LONG_DAY = re.compile(rf"\b({'|'.join(MONTHS)})\s+(\d{{1,2}}),?\s+(\d{{4}})\b", re.I)
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)}),?\s+(\d{{4}})\b", re.I)
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
PERIOD = re.compile(
    r"(?<![\d.,/])(\d+)(?: \(\d+\))?(?: (?:to|or|and) (\d+))? "
    r"(?:(?:business|working|calendar|court|full|more) )?(day|week|month|year)s?\b"
)
SECTION = re.compile(
    r"(?:§+\s*|\b[Ss]ections?\s+|\b(?:[A-Z][\w.]*\.?\s+){0,3}(?:Code|Stats?|Ann|Rev|Laws?|Comp|Gen|Civ|Proc|Prop)\.?\s+(?:Ann\.\s+)?(?:§+\s*)?"
    r"|\b(?:A\.?R\.?S|O\.?R\.?S|R\.?C\.?W|N\.?R\.?S|K\.?S\.?A|K\.?R\.?S|O\.?C\.?G\.?A|M\.?C\.?L\.?A?|I\.?L\.?C\.?S|C\.?R\.?S|H\.?R\.?S|R\.?S\.?A|C\.?F\.?R|U\.?S\.?C|N\.?J\.?S\.?A|R\.?S\.?Mo|SDCL|RPAPL)\.?\s+(?:§+\s*)?)"
    r"(\d+[A-Za-z]?(?:[-.:/]\d+[A-Za-z]?)*(?:\(\w{1,4}\))*)"
)
HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z])")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")

_DECLINED = re.compile(
    r"\b(?:can(?:not|'t)|won't|will not|unable to|not able to|don't) (?:help|assist|answer|do that|discuss|comply|provide)"
    r"|outside (?:what|of what|my)|only (?:help|answer|talk) (?:with|about)|i(?:'m| am) (?:sorry|afraid)[^.]{0,40}(?:can't|cannot)",
)
_NO = re.compile(
    r"(?:cannot|can't|can not|may not|is not allowed to|isn't allowed to|is barred|are barred|prohibit\w*|not (?:permitted|allowed|available)|no right to (?:collect|sue|pursue|seek|recover)|no longer|does not let|doesn't let|only from the (?:home|house|land|property))"
    r"(?![^.]{0,20}(?:say|tell|promise|know))|\b(?:do not|don't|would not|wouldn't|will not|won't) owe|not responsible for|(?:can|may|will) never|\bowe nothing|nothing (?:more |else )?(?:is owed|(?:can|may) be (?:collected|claimed))|no deficiency|not liable|non-?recourse"
)
_JUDGE = re.compile(r"(?:judge|court)[^.]{0,30}(?:decides?|discretion|may (?:refuse|deny|reduce)|equit)|discretion")
_CAPPED = re.compile(r"limited to|at most|no more than|capped|fair (?:market )?value|reduced by|difference between")
_YES = re.compile(
    r"\b(?:can|may|could|is allowed to|are allowed to|has the right to)\b[^.]{0,60}(?:sue|collect|pursue|seek|claim|recover|come after|deficiency)|\b(?:able|permitted|allowed) to (?:sue|collect|pursue|seek|claim|recover|come after)|deficiency judgments? (?:is|are) (?:generally |still )?(?:allowed|permitted|available)|\blets? the (?:lender|bank)\b|\byou (?:still|may|could|might) owe|\byes\b"
)
_DEPENDS = re.compile(r"\bdepends?\b|turns on|varies")
_ASK_WORDS = {
    "process": ("court", "trustee", "judicial"),
    "state": ("state", "where"),
    "loan": ("refinanc", "purchase", "loan for"),
    "lien": ("second", "first mortgage", "junior"),
    "occupancy": ("live in", "lived", "residence", "occup"),
    "sale_price": ("sell for", "sold for", "sale price", "price"),
    "debt": ("owe", "owed", "balance"),
    "fair_market_value": ("worth", "value"),
    "sale_date": ("date", "when"),
    "buyer": ("bought", "buyer"),
}


class Told(NamedTuple):
    """What a text says, as far as words show it."""

    state: str | None
    outcome: Outcome | None
    amount: Decimal | None
    date: dt.date | None
    period: str | None
    cites: tuple[str, ...]
    asks: tuple[str, ...]
    declined: bool


def plain(text: str) -> str:
    """Text for matching: no Markdown, no markers, straight quotes, lower case, single spaces.

    >>> plain("**$0.** They can’t. [1]")
    "$0. they can't."
    """
    return " ".join(MARKS.sub("", text.translate(QUOTES)).lower().split())


@cache
def canonical(text: str) -> str:
    """Plain text with numbers in digits, so that "ninety-day" and "90 days" can meet.

    >>> canonical("You have **ninety days**, or a 6-month period"), canonical("two-thirds of it")
    ('you have 90 days, or a 6 month period', '2 thirds of it')
    """
    low = HYPHEN.sub(" ", plain(text))
    for found in reversed(find_word_numbers(low)):
        if not found.vague and low[found.start : found.end] not in ("a", "an", "half", "quarter"):
            low = f"{low[: found.start]}{found.value.normalize():f}{low[found.end :]}"
    return low


def says(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text says one of the phrases; `text` is already canonical."""
    return any(canonical(phrase) in text for phrase in phrases)


def days(text: str) -> list[dt.date]:
    """The calendar days that a text names, in order.

    >>> days("by August 30, 2026, or 2027-01-02")
    [datetime.date(2026, 8, 30), datetime.date(2027, 1, 2)]
    """
    found = [(m.start(), int(m[3]), MONTHS[m[1].lower()], int(m[2])) for m in LONG_DAY.finditer(text)]
    found += [(m.start(), int(m[3]), MONTHS[m[2].lower()], int(m[1])) for m in DAY_FIRST.finditer(text)]
    found += [(m.start(), int(m[1]), int(m[2]), int(m[3])) for m in ISO_DAY.finditer(text)]
    return [day for _, year, month, number in sorted(found) if (day := _day(year, month, number))]


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def periods(text: str) -> list[tuple[str, str]]:
    """The periods that a text names, each as a number and a unit.

    >>> periods("within ninety days, or 6 months; a 90-day period")
    [('90', 'day'), ('6', 'month'), ('90', 'day')]
    >>> periods("thirty (30) business days, six to twelve months")
    [('30', 'day'), ('6', 'month'), ('12', 'month')]
    """
    return [(number, match[3]) for match in PERIOD.finditer(canonical(text)) for number in match.group(1, 2) if number]


def all_numbers(text: str) -> set[str]:
    """The numbers of a text in digits, those in words too: "ninety days" holds 90."""
    return numbers(text) | {f"{n.value.normalize():f}" for n in find_word_numbers(plain(text))}


def said_numbers(text: str) -> set[str]:
    """The numbers that a text claims, in digits: figures, and words where they are large or count time.

    >>> sorted(said_numbers("One lender has ninety days to sue for $5,000 or two hundred"))
    ['200', '5000', '90']
    """
    low = plain(text)
    large = {f"{n.value.normalize():f}" for n in find_word_numbers(low) if n.large and not n.vague}
    return numbers(low) | large | {number for number, _ in periods(text)}


def sections(text: str) -> list[str]:
    """The sections of statutes that a text names.

    >>> sections("Under A.R.S. § 33-814(G) and Section 51.003 of the Texas Property Code; ORS 86.797")
    ['33-814(G)', '51.003', '86.797']
    """
    return list(dict.fromkeys(match[1] for match in SECTION.finditer(text)))


@cache
def read_told(text: str, turns: tuple[str, ...]) -> Told:
    """What a text says of outcome, amount and day. The person's own figures are no findings."""
    typed = "\n".join(turns)
    own = numbers(typed) | {f"{n}000" for n in numbers(typed)}
    low = plain(text)
    outcome = said_outcome(low)
    amounts = [Decimal(m.replace(",", "")) for m in MONEY.findall(text) if not numbers(m) <= own]
    amount = amounts[0].quantize(Decimal("0.01")) if amounts else None
    if amount is None and outcome == "barred" and MONEY.search(typed + text):
        amount = Decimal("0.00")
    told_days = [day for day in days(text) if day not in days(typed)]
    named = periods(text)
    asked = " ".join(s for s in SENTENCE.split(low) if s.endswith("?"))
    return Told(
        state=read_places(typed).state or read_places(text).state,
        outcome=outcome,
        amount=amount,
        date=told_days[0] if told_days else None,
        period=" ".join(named[0]) if named else None,
        cites=tuple(sections(text)),
        asks=tuple(fact for fact, words in _ASK_WORDS.items() if any(word in asked for word in words)),
        declined=bool(_DECLINED.search(low)) and not amounts and outcome is None,
    )


def said_outcome(low: str) -> Outcome | None:
    """What the first sentence that speaks of it says; a limit that is named later makes "may" a limited claim."""
    for sentence in SENTENCE.split(low):
        if _DECLINED.search(sentence):
            continue
        if _DEPENDS.search(sentence):
            return "depends"
        if _NO.search(sentence):
            return "barred"
        if _JUDGE.search(sentence):
            return "discretionary"
        if _YES.search(sentence):
            return "limited" if _CAPPED.search(low) else "allowed"
    return None
