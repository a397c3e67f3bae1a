"""The numbers that a text mentions, each with what it counts: dollars, a percentage, a period, a day, a plain number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.agent.verify.cites import cite_spans
from bot.understand.dateforms import DAYS_OF_MONTH, MONTHS
from bot.understand.numerals import Numeral, find_numerals
from bot.understand.percents import read_percents

Kind = Literal["money", "percent", "period", "day", "year", "fraction", "times", "number"]


@dataclass(frozen=True)
class Mention:
    """One number of a text.

    value: dollars, per cent, or what is counted; of a day it is None. unit: of a period in its smallest whole unit
    (day or month), of a plain number the measured thing (unit, acre) or the label before it (box, chapter).
    day: (year, month, day), each None where it is not said. words: whether it is written out.
    """

    kind: Kind
    value: Decimal | None
    start: int
    end: int
    unit: str = ""
    day: tuple[int | None, int | None, int | None] = (None, None, None)
    words: bool = False


_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_ORDINAL = "|".join(sorted((w.replace("-", "[- ]") for w in DAYS_OF_MONTH), key=len, reverse=True))
_DAY = rf"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9])|(?P<dayword>{_ORDINAL})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_MONTH} (?:the )?(?:{_DAY})(?:,? (?:of )?{_YEAR})?",
        rf"\b(?:{_DAY}) (?:day )?(?:of )?{_MONTH},? {_YEAR}",
        rf"\b{_MONTH},? (?:of )?{_YEAR}",
        r"(?<![0-9/])(?P<mm>[01]?[0-9])/(?P<day>[0-3]?[0-9])/(?P<yy>(?:19|20)?[0-9]{2})(?![0-9/])",
        r"(?<![0-9-])(?P<year>(?:19|20)[0-9]{2})-(?P<mm>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9-])",
    )
)
_UNIT = re.compile(
    r"(?P<half> ?(?:and|&) an? half)?[ \n-]{1,2}(?:(?:more|full|calendar|consecutive|straight|whole|long|extra|short) )?"
    r"(?P<business>business |working |court |banking )?(?P<unit>hour|day|week|month|year)s?\b(?![- ]old)"
)
_SHARED_UNIT = re.compile(r"[-–]?,? ?(?:or|and|to|through|[-–])[- ]?")
_A_UNIT = re.compile(
    r"(?<![a-z0-9])(?P<lead>(?:\$[0-9,.]+|dollars?|times|once|twice|hours?|wage|earn\w*) )?(?:an?|one|another|each|every|per)[ -](?:full |whole |single )?"
    r"(?P<unit>hour|day|week|month|year)\b"
)
_MEASURED = {
    "unit": ("unit", "units", "family", "dwelling", "dwellings", "home", "homes", "plex", "families"),
    "acre": ("acre", "acres"),
}  # fmt: skip
_NOUNS = {word: name for name, words in _MEASURED.items() for word in words}
_NOUN = re.compile(r"(?:[- ](?:to|or|and)[- ][a-z0-9]+)?[- ]+(?:(?:dwelling|separate|residential|more) )?([a-z]+)")
_LABEL = re.compile(r"\b(chapter|box|line|form|title|rule|publication|topic|circular|step|part)s? (?:no\. )?$")
_FRACTIONS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
              "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}  # fmt: skip
_TOPS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "nine": 9}
_FRACTION = re.compile(
    rf"\b(one|a|two|three|four|nine)[ -]({'|'.join(_FRACTIONS)})\b(?! (?:loan|lien|mortgage|lender|party))"
)
_SLASH = re.compile(r"(?<![0-9/])([1-9])/([2-9])(?![0-9/])")
_TIMES = {"twice": 2, "double": 2, "doubled": 2, "thrice": 3, "triple": 3, "tripled": 3}
_TIMES_WORD = re.compile(rf"\b({'|'.join(_TIMES)})\b")
_MONEY_AFTER = re.compile(r" ?(?:dollars?|bucks|usd)\b")
_SCALED = re.compile(r" ?(?P<k>k|thousand|grand)\b| ?(?P<m>million|mil|m)\b| ?(?P<b>billion|bn)\b")
_SCALE = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_DAYS = {"day": 1, "week": 7}
_MONTHS_IN = {"month": 1, "year": 12}


def mentions(text: str) -> list[Mention]:
    """The numbers of a text, in order; those of statute cites and case reports are left to `statutes`.

    >>> [(m.kind, str(m.value), m.unit) for m in mentions("$45,000 within three years, two and a half acres, § 33-814")]
    [('money', '45000', ''), ('period', '36', 'month'), ('number', '2.5', 'acre')]
    >>> [(m.kind, str(m.value)) for m in mentions("6, 10 or 15 years; box 6, 10 years")]
    [('period', '72'), ('period', '120'), ('period', '180'), ('number', '6'), ('period', '120')]
    """
    low = text.lower().replace("’", "'").replace("‑", "-")
    for start, end in cite_spans(text):
        low = low[:start] + "¤" * (end - start) + low[end:]
    found = _dates(low)
    for mention in found:
        low = low[: mention.start] + "¤" * (mention.end - mention.start) + low[mention.end :]
    found += _fractions(low)
    percents = {p.span[0]: p.value for p in read_percents(low)}
    numerals = [n for n in find_numerals(low) if not n.vague]
    taken = [(m.start, m.end) for m in found]
    for place, numeral in enumerate(numerals):
        if any(start < numeral.end and numeral.start < end for start, end in taken):
            continue
        found.append(_of(low, numeral, numerals[place + 1 :], percents))
    found += [
        _period(Decimal(1), m["unit"], m.start(), m.end(), words=True)
        for m in _A_UNIT.finditer(low)
        if not m["lead"]
        and not re.search(r"[$0-9] (?:\w+ )?$|\b(?:so|that|what|now|many|several) $", low[: m.start()])
        and not m[0].startswith(("each", "every", "per", "one"))
    ]
    return sorted(found, key=lambda m: m.start)


def _of(low: str, n: Numeral, following: Sequence[Numeral], percents: dict[int, Decimal]) -> Mention:
    value, start, end = n.value, n.start, n.end
    scaled = None if n.in_words else _SCALED.match(low, end)
    if scaled:
        value, end = value * _SCALE[str(scaled.lastgroup)], scaled.end()
    if low[:start].rstrip().endswith("$") or _MONEY_AFTER.match(low, end):
        return Mention("money", value, start, end, words=n.in_words)
    if start in percents:
        return Mention("percent", percents[start], start, end, words=n.in_words)
    if mark := _UNIT.match(low, end):
        value += Decimal("0.5") if mark["half"] else 0
        return _period(value, mark["unit"], start, mark.end(), words=n.in_words, business=bool(mark["business"]))
    if (last := _last_of_a_list(low, end, following)) is not None:
        if mark := _UNIT.match(low, last.end):  # "two or three years"
            return _period(value, mark["unit"], start, end, words=n.in_words, business=bool(mark["business"]))
        if noun := _NOUNS.get(_word_after(low, last.end)):
            return Mention("number", value, start, end, unit=noun, words=n.in_words)
    half = re.match(r" and a half", low[end:])
    if half and not n.large:
        value, end = value + Decimal("0.5"), end + half.end()
    if n.large or scaled:
        return Mention("money", value, start, end, words=n.in_words)
    if noun := _NOUNS.get(_word_after(low, end)):
        return Mention("number", value, start, end, unit=noun, words=n.in_words)
    if label := _LABEL.search(low[:start]):
        return Mention("number", value, start, end, unit=label[1], words=n.in_words)
    if n.form == "plain" and 1900 <= value <= 2099:
        return Mention("year", value, start, end)
    return Mention("number", value, start, end, words=n.in_words)


def _last_of_a_list(low: str, end: int, following: Sequence[Numeral]) -> Numeral | None:
    """The last number of a list, whose unit those before it share: "6, 10 or 15 years"."""
    for numeral in following:
        if _SHARED_UNIT.fullmatch(low, end, numeral.start):
            return numeral
        if low[end : numeral.start] != ", ":
            return None
        end = numeral.end
    return None


def _word_after(low: str, end: int) -> str:
    found = _NOUN.match(low, end)
    return found[1] if found else ""


def _period(value: Decimal, unit: str, start: int, end: int, *, words: bool, business: bool = False) -> Mention:
    if unit in _DAYS:
        return Mention("period", value * _DAYS[unit], start, end, "business day" if business else "day", words=words)
    if unit in _MONTHS_IN:
        return Mention("period", value * _MONTHS_IN[unit], start, end, "month", words=words)
    return Mention("period", value, start, end, unit, words=words)


def _fractions(low: str) -> list[Mention]:
    found = [
        Mention("fraction", Decimal(_TOPS[m[1]]) / _FRACTIONS[m[2]], m.start(), m.end(), words=True)
        for m in _FRACTION.finditer(low)
        if not (m[1] == "a" and m[2] in ("third", "fourth", "fifth"))
        and not re.search(r"\band $", low[: m.start()])
        and not re.match(r" (?:an? )?(?:acre|year|month|million)", low[m.end() :])
    ]
    found += [Mention("fraction", Decimal(m[1]) / int(m[2]), m.start(), m.end()) for m in _SLASH.finditer(low)]
    found += [
        Mention("times", Decimal(_TIMES[m[1]]), m.start(), m.end(), words=True) for m in _TIMES_WORD.finditer(low)
    ]
    return found


def _dates(low: str) -> list[Mention]:
    found: list[Mention] = []
    for form in _DATES:
        for match in form.finditer(low):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            parts = match.groupdict()
            month = MONTHS[parts["month"]] if parts.get("month") else int(parts.get("mm") or 0)
            if parts.get("month") == "may" and not (parts.get("year") or parts.get("day")):
                continue
            day = parts.get("day")
            if day is None and parts.get("dayword"):
                day = str(DAYS_OF_MONTH[re.sub(" ", "-", parts["dayword"])])
            year = parts.get("year") or parts.get("yy")
            whole = int(year) + (2000 if len(year) == 2 else 0) if year else None
            read = (whole, month or None, int(day) if day else None)
            found.append(Mention("day", None, match.start(), match.end(), day=read))
    return found


def same_day(said: tuple[int | None, int | None, int | None], known: date) -> bool:
    """Whether a day as said, perhaps without its year or its day, can be the known one."""
    return all(a is None or a == b for a, b in zip(said, (known.year, known.month, known.day), strict=True))
