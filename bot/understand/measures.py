"""Numbers that are not money: periods, and what a property measures (acres, dwellings, rooms)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.understand.numerals import Numeral, find_numerals
from bot.understand.text import Taken, fold

Unit = Literal["hour", "day", "week", "month", "year"]
MOST_UNITS = 500
Measure = Literal["acres", "units", "bedrooms", "bathrooms", "square_feet"]


class Period(BaseModel):
    """A length of time. `low` is the lower end of a range, whose upper end is `value`."""

    model_config = ConfigDict(frozen=True)

    value: Decimal
    unit: Unit
    span: tuple[int, int]
    raw: str
    low: Decimal | None = None
    business_days: bool = False


class Quantity(BaseModel):
    """What a property measures, for example 2.5 acres or 4 units (a fourplex)."""

    model_config = ConfigDict(frozen=True)

    measure: Measure
    value: Decimal
    span: tuple[int, int]
    raw: str


_UNIT = re.compile(
    r"(?P<half> ?(?:and|&) (?:an? )?half)?[ \n-]{0,2}(?:(?P<more>more|further|additional|extra|full|calendar|consecutive|straight|whole|long|odd) )?"
    r"(?P<business>business |working |court |banking )?"
    r"(?:(?P<hour>hours?|hrs?)|(?P<day>days?)|(?P<week>weeks?|wks?)|(?P<month>months?|mos?|mths?)|(?P<year>years?|yrs?))\b"
    r"(?! ?-?(?:old\b|of age))"
)
_SHORT_UNIT = re.compile(r"(?: ?(?P<day>d)|(?P<year>yr|y))\b(?!['.][a-z])")
_OLD = re.compile(r"[ -]?(?:years?|yrs?|y)?[ -]?(?:old|of age|y\.?/?o\.?)\b")
_A_PERIOD = re.compile(
    r"(?<![0-9k] )(?<!dollars )(?<!bucks )(?<!twice )(?<!once )(?<!times )(?<!per )\b"
    r"(?:(?P<halfof>half an? )|an? (?:full |whole )?|another )"
    r"(?:(?P<hour>hour)|(?P<day>day)|(?P<week>week)|(?P<month>month)|(?P<year>year))\b"
    r"(?P<half> and (?:an? )?half)?(?P<sure> (?:ago|later|after|before|from|earlier|behind|left|late|prior|since|to))?"
)
_LEADS_PERIOD = re.compile(
    r"\b(?:for|in|within|about|over|almost|nearly|than|under|only|just|least|wait\w*|take\w*|after|it's been|been|like)(?: (?:about|at least|over|only|just|like))? $"
)
_RANGE = re.compile(r" ?(?:-|to|or|and) ?")
_SMALLER: dict[str, tuple[Unit, int]] = {"year": ("month", 12), "week": ("day", 7)}
_AND_MORE = re.compile(r",?(?: and| &|) ")
_BEHIND = re.compile(r" (?:behind|late|short|later)\b")
_FRACTION = re.compile(
    r"(?<![0-9/.])(?:(?P<whole>[0-9]{1,3})[ -](?:and )?)?(?P<top>[1-9])/(?P<bottom>[2-9])(?=[ -](?:of an |an? )?(?P<unit>acre|year|yr|month|mo|day|week|wk))"
)
_ACRES = re.compile(r"(?P<half> ?(?:and|&) an? half)?[ -]?(?:acres?|ac)\b")
_PART_ACRE = re.compile(
    r"\b(?P<part>(?:a )?half(?: an?| of an)?|(?:a )?quarter(?: of an)?|three[ -]quarters?(?: of an)?|an|one) ?-?acre\b"
)
_PARTS = {"h": Decimal("0.5"), "q": Decimal("0.25"), "t": Decimal("0.75")}
# a square mile of the survey and its parts: "a quarter section of farmland"
_SECTION = re.compile(
    r"\b(?P<part>half|quarter)[- ]section\b|\b(?:a|one|full|whole|entire) section (?=of (?:\w+ )?(?:land|ground|farmland|pasture|wheat|corn)\b)"
)
_SECTIONS = {"half": Decimal(320), "quarter": Decimal(160), None: Decimal(640)}
_UNITS = re.compile(
    r"[ -]?(?:plex\b|(?:family|fam)\b(?=[ -](?:house|home|dwelling|property|residence|building|unit|rental)|[,.;!?]|$)|flats\b|(?:dwelling |rental |residential |apartment )?units?\b|apartments?\b(?= (?:building|house|complex|in (?:it|the building))|[,.;]|$))|-(?:family|fam)\b"
)
# "it has four apartments": of the building, and no flats that somebody rents elsewhere
_APARTMENTS = re.compile(r" (?:apartments|apts?|flats|homes|dwellings)\b")
_BUILT = re.compile(
    r"\b(?:(?:it|building|house|property|place|which|that)(?: (?:has|had|holds|held|contains|contained))|(?:building|house|property) (?:with|of)|(?:split|divided|cut) (?:up )?into) $"
)
_BUILDINGS = {
    "single": 1, "sf": 1, "one": 1, "du": 2, "two": 2, "2": 2, "tri": 3, "triple": 3, "three": 3, "3": 3, "quad": 4,
    "four": 4, "4": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
}  # fmt: skip
_BUILDING = re.compile(
    r"\b(?P<decker>triple|three)[ -]?decker\b|\b(?P<flat>two|three|four|2|3|4)[ -]flat\b|"
    r"\b(?P<kind>single|one)[ -]?family\b|\b(?P<sf>sf)[rd]\b|\b(?P<plex>du|tri|quad|quadru|two|three|four|five|six|seven|eight)[ -]?plex(?:es)?\b"
)
_ROOMS = re.compile(
    r"[ -]?(?:(?P<bedrooms>bed ?rooms?|beds?|br|bd|bdrm)|(?P<bathrooms>bath ?rooms?|baths?|ba)|(?P<square_feet>sq\.? ?(?:ft|feet)|square (?:feet|foot)|sqft|sf))\b"
)


def read_periods(text: str) -> list[Period]:
    """The lengths of time in a text. `$500 a month` is a frequency and not a period. Never raises.

    >>> [(str(p.value), p.unit) for p in read_periods("within 90 days, or a year and a half ago")]
    [('90', 'day'), ('1.5', 'year')]
    """
    return list(_periods(text))


@lru_cache(maxsize=4)  # the readers of one turn ask for those of the same text
def _periods(text: str) -> tuple[Period, ...]:
    folded = fold(text)
    found = [*_counted_periods(text, folded), *_single_periods(text, folded), *_fractions_of_periods(text, folded)]
    found.sort(key=lambda p: (p.span[0], -p.span[1]))
    kept: list[Period] = []
    for period in found:
        if not kept or period.span[0] >= kept[-1].span[1]:
            whole = _together(text, folded, kept[-1], period) if kept else None
            kept[-1 if whole else len(kept) :] = [whole or period]
    return tuple(kept)


def _together(text: str, folded: str, one: Period, other: Period) -> Period | None:
    """`2 years and a month` is 25 months, `1 week, 2 days` is 9 days; None where two periods stand for themselves."""
    smaller: tuple[Unit, int] | None = _SMALLER.get(one.unit)
    if smaller is None or smaller[0] != other.unit or one.low or other.low or other.value >= smaller[1]:
        return None
    if not _AND_MORE.fullmatch(folded, one.span[1], other.span[0]) or _BEHIND.match(folded, other.span[1]):
        return None
    span = one.span[0], other.span[1]
    return Period(value=one.value * smaller[1] + other.value, unit=other.unit, span=span, raw=text[span[0] : span[1]])


def read_quantities(text: str) -> list[Quantity]:
    """Acres, dwelling units, rooms and square feet in a text. Never raises.

    >>> [(q.measure, str(q.value)) for q in read_quantities("a triplex on 2.5 acres")]
    [('units', '3'), ('acres', '2.5')]
    """
    folded = fold(text)
    found: list[Quantity] = []
    taken = Taken(len(text))

    def add(measure: Measure, value: Decimal, start: int, end: int) -> None:
        if not taken.overlaps(start, end):
            taken.add(start, end)
            found.append(Quantity(measure=measure, value=value, span=(start, end), raw=text[start:end]))

    for match in _FRACTION.finditer(folded):
        if match["unit"] == "acre":
            end = folded.index("acre", match.end()) + 4
            add("acres", _fraction(match), match.start(), end)
    for match in _PART_ACRE.finditer(folded):
        part = match["part"].removeprefix("a ")
        add("acres", _PARTS.get(part[0], Decimal(1)), match.start(), match.end())
    for match in _SECTION.finditer(folded):
        add("acres", _SECTIONS[match["part"]], match.start(), match.end())
    for match in _BUILDING.finditer(folded):
        kind = match["kind"] or match["sf"] or match["decker"] or match["flat"] or match["plex"].removesuffix("ru")
        add("units", Decimal(_BUILDINGS[kind]), match.start(), match.end())
    for number in find_numerals(folded):
        if number.form not in ("plain", "decimal", "words", "grouped"):
            continue
        if mark := _ACRES.match(folded, number.end):
            add("acres", number.value + (Decimal("0.5") if mark["half"] else 0), number.start, mark.end())
        elif (mark := _APARTMENTS.match(folded, number.end)) and _BUILT.search(folded, 0, number.start):
            add("units", number.value, number.start, mark.end())
        elif (mark := _UNITS.match(folded, number.end)) and number.value == int(number.value):
            if number.value <= MOST_UNITS:  # "October 20, 2026 family home" is a year
                add("units", number.value, number.start, mark.end())
        elif mark := _ROOMS.match(folded, number.end):
            for measure in ("bedrooms", "bathrooms", "square_feet"):
                if mark[measure]:
                    add(measure, number.value, number.start, mark.end())
    return sorted(found, key=lambda q: q.span)


def is_age(folded: str, number: Numeral) -> bool:
    """Whether a number is someone's age by what follows it: `62 years old`."""
    return bool(_OLD.match(folded, number.end))


def _counted_periods(text: str, folded: str) -> Iterator[Period]:
    previous: Numeral | None = None
    for number in find_numerals(folded):
        mark = _UNIT.match(folded, number.end)
        if mark is None and not number.in_words:
            mark = _SHORT_UNIT.match(folded, number.end)
        paid = folded[max(0, number.start - 2) : number.start].strip().endswith("$")
        if mark is not None and not paid and number.form in ("plain", "decimal", "words", "grouped"):
            low = None
            start = number.start
            if previous and _RANGE.fullmatch(folded, previous.end, number.start) and previous.value < number.value:
                low, start = previous.value, previous.start
            groups = mark.groupdict()
            value = number.value + (Decimal("0.5") if groups.get("half") else 0)
            yield _period(text, value, groups, (start, mark.end()), low)
        previous = number


def _single_periods(text: str, folded: str) -> Iterator[Period]:
    for match in _A_PERIOD.finditer(folded):
        lead = folded[max(0, match.start() - 24) : match.start()]
        if (
            match["sure"]
            or match["half"]
            or match["halfof"]
            or match[0].startswith("another")
            or _LEADS_PERIOD.search(lead)
        ):
            value = Decimal("0.5") if match["halfof"] else Decimal("1.5") if match["half"] else Decimal(1)
            end = match.start("sure") if match["sure"] else match.end()
            yield _period(text, value, match.groupdict(), (match.start(), end))


def _fractions_of_periods(text: str, folded: str) -> Iterator[Period]:
    for match in _FRACTION.finditer(folded):
        if (mark := _UNIT.match(folded, match.end())) is not None:
            yield _period(text, _fraction(match), mark.groupdict(), (match.start(), mark.end()))


def _fraction(match: re.Match[str]) -> Decimal:
    return Decimal(match["whole"] or 0) + (Decimal(match["top"]) / Decimal(match["bottom"])).quantize(Decimal("0.01"))


def _period(
    text: str, value: Decimal, groups: dict[str, str | None], span: tuple[int, int], low: Decimal | None = None
) -> Period:
    units: tuple[Unit, ...] = ("hour", "day", "week", "month", "year")
    unit = next(name for name in units if groups.get(name))
    raw = text[span[0] : span[1]]
    return Period(value=value, unit=unit, span=span, raw=raw, low=low, business_days=bool(groups.get("business")))
