"""The forms in which people write dates, found in a text without yet knowing which day is today."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.understand.holidays import NAMES as HOLIDAYS
from bot.understand.measures import read_periods
from bot.understand.numerals import find_numerals

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    for name in names.split()
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}

_MON = r"(?P<mon>january|jan|february|febuary|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)\b(?:(?<!may)(?<!june)(?<!july)(?<![a-z]{5})\.|\.(?= ?[0-9]))?"
_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])|'(?P<yy>[0-9]{2})(?![0-9]))"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9a-z%]|[.,][0-9]| ?(?:k|grand|thousand|dollars|bucks|percent)\b)"
_DAY_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
    "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
DAYS_OF_MONTH = {name: number for number, name in enumerate(_DAY_WORDS, start=1)}
_DAY_WORD = "(?P<dayword>" + "|".join(name.replace("-", "[- ]") for name in reversed(_DAY_WORDS)) + r")(?![a-z-])"
_NO_YEAR = r" ?(?:k|grand|thousand|dollars|bucks|percent|days?|weeks?|months?|years?|payments?|people|bidders?|acres?)\b"  # behind a number that is none
_WHICH_YEAR = r"(?: (?:of )?(?P<whichyear>last|this) year)?"
_PART = r"(?P<part>early|late|mid|middle of|(?:the )?(?:beginning|start|end) of)"
_HOLIDAY = rf"(?P<holiday>{'|'.join(HOLIDAYS)})"
_CUE_MONTH = r"(?:in|since|last|this|next|by|until|till|from|during|before|after|around|past|coming|of|on|for|(?:early|mid|late|end of|beginning of|start of)(?: in)?)"
_START = r"(?<![a-z0-9/$.#-])"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("ymd", r"(?<![0-9/$.,#-])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})(?![0-9-])"),
        ("mdy", r"(?<![0-9/$.,#-])(?P<m>[0-9]{1,2})(?P<sep>[-/.])(?P<day>[0-9]{1,2})(?P=sep)'?(?P<year>(?:[0-9]{4}|[0-9]{2}))(?![0-9/-]|[.,][0-9])"),
        ("mon_d", rf"{_START}{_MON}[ -](?:the )?{_DAY}(?:(?:, ?| of | in | - |-| ){_YEAR}|, ?(?P<short>[0-9]{{2}})(?![0-9k,.])| (?P<near>2[0-9])(?![0-9a-z,/%-]|[.][0-9]|{_NO_YEAR}))?{_WHICH_YEAR}"),
        ("d_mon", rf"{_START}(?:the )?{_DAY}(?: day)?(?: of)?[ -]{_MON}(?:(?:, ?| of | in |-| ){_YEAR})?{_WHICH_YEAR}"),
        ("d_mon", rf"{_START}(?:the )?{_DAY}[ -]{_MON}(?:, ?| |-)(?P<yy>[0-9]{{2}})(?![0-9a-z%/-]|[.,][0-9]|{_NO_YEAR})"),
        ("mon_dw", rf"{_START}{_MON} (?:the )?{_DAY_WORD}(?:(?:, ?| of | in | ){_YEAR})?{_WHICH_YEAR}(?! (?:mortgage|loan|lien|quarter|half|week|sale|auction|payment|notice|letter))"),
        ("dw_mon", rf"\b(?:the )?{_DAY_WORD}(?: day)? of {_MON}(?:(?:, ?| of | in | ){_YEAR})?{_WHICH_YEAR}"),
        ("mon_of_y", rf"{_START}{_MON} of '?(?P<yy>0[0-9]|1[0-9]|2[0-9]|9[0-9])(?![0-9a-z%/,-]|[.][0-9])"),
        ("mon_y", rf"{_START}(?:{_PART}[ -])?{_MON},?(?: of)?[ -]?{_YEAR}"),
        ("y_mon_d", rf"(?<![0-9/$.,#-])(?P<year>(?:19|20)[0-9]{{2}})[ ,-]{{1,2}}{_MON}[ -](?:the )?{_DAY}"),
        ("y_mon", rf"(?<![0-9/$.,#-])(?P<year>(?:19|20)[0-9]{{2}})(?:, ?|[ -]){_MON}(?! ?[0-9])(?![ ](?:i|we|they|he|she|it|the|my|be|have)\b)"),
        ("m_y", r"(?<![0-9/$.,#-])(?P<m>0?[1-9]|1[0-2])[/-](?P<year>(?:19|20)[0-9]{2})(?![0-9/-])"),
        ("season", rf"\b(?:(?P<when>last|this|next|past)|(?P<cue>in|early|late)(?: the| in the)?)? ?\b(?P<season>spring|summer|fall|autumn|winter)\b(?:(?: of|,| in)? {_YEAR})?"),
        ("quarter", rf"\b(?:q(?P<q>[1-4])|(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter)(?: of| in|,)? {_YEAR}"),
        ("quarter", r"(?<![0-9/$.,#-])(?P<year>(?:19|20)[0-9]{2}),? ?q(?P<q>[1-4])\b"),
        ("part", rf"\b{_PART}[ -](?:in )?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])"),
        ("mon", rf"{_START}(?:(?P<when>last|this|next|past|coming)|(?P<cue>{_CUE_MONTH}))[ -]{_MON}(?! ?[0-9])"),
        ("mon_w", rf"{_START}{_MON}(?: of|,| in)? (?P<whichyear>last|this|next) year\b"),
        ("bare_mon", r"(?<![a-z0-9-])(?P<mon>january|february|july|september|october|november|december)(?![a-z0-9]| ?[0-9])"),
        ("bare_mon", r"(?<![a-z0-9-])(?P<mon>feb|apr|aug|sept|oct|nov)\.(?! ?[0-9])"),
        # a month that is all that was said: "august", "sometime in may i think"
        ("bare_mon", r"^[^a-z0-9]*(?:(?:it was|sometime|some time|around|about|maybe|like|um+|uh|i think|i believe|probably)[ ,.]+)*(?P<mon>march|april|may|june|august|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:[ ,.]+(?:i think|i believe|i guess|maybe|or so))?[^a-z0-9]*$"),
        ("rel_unit", r"\b(?P<when>last|this|next|coming) (?P<unit>week|month|year)\b(?!end| of\b|ly)"),
        ("rel_day", r"\b(?:(?P<when>last|this|next|past|coming|on) )(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"),
        ("holiday", rf"\b(?:(?P<when>last|this|next|past) )?{_HOLIDAY}(?: day)?(?: weekend| week)?(?:(?:,| of| in)? {_YEAR})?{_WHICH_YEAR}"),
        ("by_holiday", rf"\b(?:(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:(?P<count>a|one|two|three|[1-9]) )?(?P<unit>day|week)s?) (?P<side>before|after) (?:(?P<when>last|this|next|past) )?{_HOLIDAY}(?: day)?(?:(?:,| of| in)? {_YEAR})?{_WHICH_YEAR}"),
        ("nth_weekday", rf"\b(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?(?: of| in)?(?: the month of)? {_MON}(?:,? {_YEAR})?"),
        ("nth_weekday_in", r"\b(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?(?: of| in)? (?P<when>this|last|next) (?:month|mo)\b"),
        ("nth_weekday_in", r"\b(?P<when>this|last|next) month,?(?: on)?(?: (?:the|its))? (?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"),
        # "the first tuesday auction" and "on a saturday" name no day
        ("weekday", r"(?<!first )(?<!1st )(?<!second )(?<!2nd )(?<!third )(?<!3rd )(?<!every )(?<!each )(?<! a )\b(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"),
        ("named", r"\b(?P<named>day before yesterday|day after tomorrow|yesterday|today|tonight|this morning|last night|tomorrow|tomorow|tommorow|tommorrow|tmrw)\b"),
        ("nth", r"\b(?<!sue me )(?<!sue us )(?<!suing me )(?<!suing us )(?<!suing )(?<!sues me )(?<!sues us )(?:on|by|until|before|after|for) the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?: of (?P<when>last|this|next) month)?\b(?!(?: (?:floor|time|amendment|mortgage|lien|circuit|district|street|st|avenue|ave|day|judicial|century|loan|note|position|of [a-z]+))| ?-)"),
        ("nth", r"\bthe (?P<day>[0-9]{1,2})(?:st|nd|rd|th) of (?P<when>last|this|next) month\b"),
        ("weekdays_ago", r"\b(?P<count>two|2|three|3|four|4) (?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s (?:ago|back)\b"),
        ("md", r"(?<![0-9/$.,#a-z-])(?P<m>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9/%]|[.][0-9]| ?(?:acre|of an? |million|arm\b|arms\b|interest|share|house|home|condo|owner|banks?\b|bancorp))"),
        ("year", r"(?<![0-9/$.,#a-z(-])(?<!\$ )(?P<year>19[5-9][0-9]|20[0-4][0-9])(?![0-9]|[.,/][0-9]|-[0-9a-z]|[a-z(])"),
        ("short_year", r"\b(?:in|since|from|of|until|before|after|by|during|around) (?:(?:early|late|mid)[ -]?)?'(?P<yy>[0-9]{2})(?![0-9a-z%])"),
        ("bare_year", r"\b(?:in|since|back in|from) (?P<yy>0[0-9])(?![0-9a-z%/.,-]| ?(?:k|grand|percent))"),
    )
)  # fmt: skip
_CODE_BEFORE = re.compile(
    r"(?:§+|\b(?:section|sec|code|statutes?|stat|rule|chapter|ch|c|art|article|title|ann|no|number|case|#|[a-z]\.[a-z]\.(?:[a-z]\.)*)\.?) ?(?:no\.? ?|ann\.? ?)?$"
)
_FRACTION_CUE = re.compile(
    r"\b(?:on|by|dated|until|since|before|after|mailed|sale|sold|filed|served|recorded|notice|auction|sched\w*|date|is|was)[ :,]+$"
)
_PAID_YEAR = re.compile(
    r"\b(?:fees?|costs?|int|interest|pa(?:y|id|ying)|earn\w*|mak(?:e|ing)|rent|owed?|deposit|payments? of|\$|usd) (?:of |is |was |about )?$"
)
_MONEY_AFTER = re.compile(
    r" ?(?:(?:dollars|bucks|usd|per|/|a) ?(?:month|week|mo\b|year|wk)?|in (?:fees|costs|interest)|monthly|weekly|biweekly)(?![a-z])"
)
_AGO = re.compile(r"(?: or so)? ?(?:ago\b|back\b|earlier\b)")
_FROM_NOW = re.compile(r" ?from (?:now|today)\b")
_VAGUE_AGO = re.compile(
    r"\b(?P<vague>(?:a )?few|several|(?:a )?couple(?: of)?|many|some) (?P<unit>day|week|month|year)s? (?:ago|back)\b"
)
_AND = re.compile(r",?(?: and| &|) ")
_ON = re.compile(r",? on (?:the )?")
_BESIDE = re.compile(r",? (?:the )?")
_COMING = re.compile(
    r"\b(?:sale|auction|sell\w*|hearing|court|trial|foreclos\w*|comes?|coming|scheduled|set|evict\w*)\b[^.;!?\n]{0,30}\bin (?:about |just )?$"
)


@dataclass(frozen=True)
class RawDate:
    """A date as written: the form it has and its parts as strings."""

    kind: str
    start: int
    end: int
    parts: dict[str, str] = field(default_factory=dict)


def find_dates(folded: str) -> list[RawDate]:
    """The dates in a lower-case text, unresolved and in order; forms that stand for something else are left out.

    >>> [(d.kind, d.parts) for d in find_dates("sold 3/2/26")]
    [('mdy', {'m': '3', 'sep': '/', 'day': '2', 'year': '26'})]
    """
    return list(_found(folded))


@lru_cache(maxsize=4)  # the readers of days and of amounts look for them in the same text
def _found(folded: str) -> tuple[RawDate, ...]:
    found: list[RawDate] = _relative(folded)
    for kind, pattern in _FORMS:
        for match in pattern.finditer(folded):
            parts = {key: value for key, value in match.groupdict().items() if value}
            raw = RawDate(kind, match.start(), match.end(), parts)
            if _is_date(folded, raw):
                found.append(raw)
    # the longer form wins where two overlap; of equals, the earlier in the list
    found.sort(key=lambda d: (d.start, -d.end))
    kept: list[RawDate] = []
    for raw in found:
        names_day = "day" in raw.parts or "dayword" in raw.parts
        if (
            kept
            and kept[-1].kind in ("weekday", "rel_day")
            and names_day
            and _BESIDE.fullmatch(folded, kept[-1].end, raw.start)
        ):
            kept.pop()  # "Friday, June 5, 2026" is one day
        dated = kept and kept[-1].kind == "year" and names_day and not raw.parts.keys() & {"year", "yy"}
        if dated and _ON.fullmatch(folded, kept[-1].end, raw.start):  # "in 2024 on the ninth of May"
            year = kept.pop()
            kept.append(RawDate(raw.kind, year.start, raw.end, raw.parts | {"year": year.parts["year"]}))
            continue
        if kept and raw.start < kept[-1].end:
            if raw.end - raw.start > kept[-1].end - kept[-1].start:
                kept[-1] = raw
            continue
        kept.append(raw)
    return tuple(kept)


def date_spans(text_folded: str) -> list[tuple[int, int]]:
    """Where dates stand, for readers of other numbers."""
    return [(d.start, d.end) for d in find_dates(text_folded)]


def quarter_number(parts: dict[str, str]) -> int:
    """The quarter, 1 to 4, that the parts of a `quarter` form name."""
    return int(parts["q"]) if "q" in parts else _ORDINALS[parts["nth"]]


def _relative(folded: str) -> list[RawDate]:
    found = []
    periods = read_periods(folded)
    for place, period in enumerate(periods):
        start, end = period.span
        parts = {"value": str(period.value), "unit": period.unit} | ({"low": str(period.low)} if period.low else {})
        more = periods[place + 1] if place + 1 < len(periods) else None
        if more is not None and not _AND.fullmatch(folded, end, more.span[0]):
            more = None
        if more is not None and not more.low and _AGO.match(folded, more.span[1]):  # "3 months and 2 days ago"
            parts |= {"more": str(more.value), "more_unit": more.unit}
            end = more.span[1]
        if after := _AGO.match(folded, end):
            found.append(RawDate("ago", start, after.end(), parts))
        elif after := _FROM_NOW.match(folded, end):
            found.append(RawDate("ahead", start, after.end(), parts))
        elif _COMING.search(folded, max(0, start - 60), start):
            found.append(RawDate("ahead", start, end, parts))
    for match in _VAGUE_AGO.finditer(folded):
        vague = match["vague"]
        low, value = ("2", "2") if "couple" in vague else ("2", "5")
        found.append(RawDate("ago", match.start(), match.end(), {"value": value, "low": low, "unit": match["unit"]}))
    for number in find_numerals(folded):
        lead = folded[max(0, number.start - 8) : number.start]
        if number.in_words and 1950 <= number.value < 2050 and (number.year or re.search(r"\b(?:in|since) $", lead)):
            found.append(RawDate("year", number.start, number.end, {"year": str(int(number.value))}))
    return found


def _is_date(folded: str, raw: RawDate) -> bool:
    before = folded[max(0, raw.start - 24) : raw.start]
    parts = raw.parts
    slashed = raw.kind == "mdy" and parts["sep"] == "/"  # no statute is written so: "certificate of title 11/30/2025"
    if raw.kind in ("mdy", "md", "m_y", "year", "ymd") and not slashed and _CODE_BEFORE.search(before):
        return False
    if raw.kind == "mdy" and parts["sep"] in "-." and len(parts["year"]) == 2:
        return 1 <= int(parts["m"]) <= 12 and 1 <= int(parts["day"]) <= 31
    if raw.kind == "mdy":
        return len(parts["year"]) == 2 or 1900 <= int(parts["year"]) <= 2099
    if raw.kind == "md" and int(parts["m"]) < int(parts["day"]) <= 9:
        return bool(_FRACTION_CUE.search(before))
    if raw.kind == "year":
        return not (_PAID_YEAR.search(before) or _MONEY_AFTER.match(folded, raw.end))
    if raw.kind == "season":
        return (
            "when" in parts
            or "year" in parts
            or "yy" in parts
            or (parts.get("cue") == "in" and "the " in folded[raw.start : raw.end])
        )
    if raw.kind == "y_mon":
        return parts["mon"] != "may" or folded[raw.end : raw.end + 1] in ("", ".", ",", ";", "?", "!", ")")
    if raw.kind == "mon_dw":
        return (
            parts["mon"] != "may" or "year" in parts or folded[raw.end : raw.end + 1] in ("", ".", ",", ";", "?", "!")
        )
    if raw.kind in ("mon_d", "mon", "d_mon") and parts["mon"] in ("may", "march", "mar"):
        return parts["mon"] != "may" or "cue" in parts or "when" in parts or "day" in parts
    return True
