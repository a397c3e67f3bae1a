"""Amounts of money in a text, each with how it was read; what counts something else is left out.

Whether a small bare number means thousands ("sold for 150") is decided with its role, in roles.py.
"""

import re
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.calculator.figure import LARGEST
from bot.understand.notmoney import masks
from bot.understand.numberwords import SMALL
from bot.understand.numerals import Numeral, find_numerals
from bot.understand.ranges import FURTHEST, begins_in_words, named_ends
from bot.understand.text import fold

Sureness = Literal["certain", "likely", "possible"]


class AmountMention(BaseModel):
    """An amount in dollars as read.

    value: exact; of a range its middle, with `low` and `high` its ends.
    is_money: `certain` with a dollar sign or word, `likely` by its form (212k, 212,000), `possible` for a bare number.
    approximate: said with "about", "~" or "-ish". bare: no sign, scale word or grouping: may mean thousands.
    signed: written with a dollar sign. how: in words for the reader.
    """

    model_config = ConfigDict(frozen=True)

    value: Decimal
    span: tuple[int, int]
    raw: str
    how: str
    is_money: Sureness
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    bare: bool = False
    signed: bool = False


_BEFORE = re.compile(r"(?:(?P<sign>us ?\$|\$|usd|€|£)[ -]{0,2})$")
_LONGEST_SIGN = 7  # characters of it: "us $", two blanks and the line end that `$` may stand before
_SCALE = re.compile(
    r"(?P<hundred>[ -](?:hundred|hundo))?[ -]{0,2}(?:(?P<k>k|gs?\b(?! ?f|/)|grand|thousands?|thou|large|stacks?|racks?|bands)|(?P<m>mm|mil|mill|millions?|m)|(?P<b>bn|billions?)|(?P<t>tn|trillions?|quadrillions?))"
    r"(?P<ish>[ -]?ish)?(?![a-z0-9])"
)
_HUNDRED = re.compile(r"[ -]hundred(?:[ -](?:and )?(?:(?P<tens>[1-9][0-9]?) ?)?(?P<k>k|grand|thousand))?\b")
# "31 thousand 2 hundred 50 dollars"
_REST_OF_THOUSAND = re.compile(
    r",?(?: and)? (?P<hundreds>[1-9]) hundred(?:(?: and)? (?P<ones>[1-9][0-9]?)(?![0-9,.%/-]|[0-9]* ?(?:k|thousand|hundred|days|months|years|percent)\b))?\b"
    r"|,?(?: and)? (?P<rest>[1-9][0-9]{0,2})(?= (?:dollars|bucks)\b)"
    # "79 thousand 900 here in paducah": not "212 thousand 150 bid"
    r"|(?<=thousand) (?P<spoken>[1-9][0-9]{2})(?= ?(?:[.;!?)]|,(?![0-9])|$)| (?:here|in|at|on|to|and|but|so|for|after|when|because|with|plus|the|they|i|we|it)\b)(?!\.[0-9])"
)
# "84 thousand 600": hundreds without their word, where the sum ends there
_TAIL_OF_THOUSAND = re.compile(
    r" (?P<rest>[1-9][0-9]{2})(?=[,;!?]? (?!percent\b)[a-z(]|[,;!?.]?$|\.(?![0-9]))(?=[,;!?.]|$| for (?:it|the|my|our)\b)"
)
_AND_A_HALF = re.compile(
    r" and a half\b(?![ -](?:years?|yrs?|months?|weeks?|days?|hours?|acres?|baths?|stor|percent|times|million|miles?|interest|of\b))"
)
_MINUS = re.compile(r"(?<=[a-z] )(?<![0-9k] )(-|−|minus |negative )\$?$")
_DOLLARS = re.compile(r"[ -]?(?:us )?(?:dollars?|bucks|usd)\b| ?\$(?! ?[0-9.])")
_CENTS = re.compile(r" ?(?:cents?|¢)(?![a-z])")
_SLANG = ("stack", "rack", "band")
# stacks and racks are thousands where the words speak of money, and heaps of something elsewhere
_SLANG_BEFORE = re.compile(
    r"\b(?:ow(?:e|es|ed|ing)|pa(?:y|id|ys|ying)|cost\w*|for|bid|sold|worth|short|wants?|wanted|debt|loan|balance|behind|settle\w*|offer\w*|saved|got|have|had|need|another|like|about)\b[^.;!?\n]{0,24}$"
)
_SLANG_AFTER = re.compile(r" (?:of (?!cash|money|dollars|bills|debt|it)|from|high|on the (?:table|desk|floor|porch))")
_AND_CENTS = re.compile(r",? and ([0-9]{1,2}|[a-z]+(?:[ -][a-z]+)?) cents\b")
_ISH = re.compile(r"[ -]?ish\b|(?: or so| (?:more or less|roughly|approx\w*|give or take))\b")
_ABOUT = re.compile(
    r"(?:~ ?|\b(?:about|around|approx\.?|approximately|roughly|circa|nearly|almost|maybe|like|some|over|under|est\.?|"
    r"estimated at|close to|somewhere around|more than|less than|just over|just under|ballpark|upwards of)[ :]?)\$? ?$"
)
_TENS_RANGE = re.compile(
    r"\b(?P<part>low|lower|mid|middle|high|higher|upper)(?: to (?:mid|high|upper))?[ -](?:the )?\$?$"
)
_PLURAL = re.compile(r"(?P<k>k)?'?s(?P<k2> ?k\b| thousand\b)?(?![a-z0-9])")
_JOIN = re.compile(r" ?(?:-|to|or|--) ?(?:about |maybe |like )?(?:us ?)?\$? ?")
_JOIN_AND = re.compile(r" ?(?:and|-|to) ?(?:us ?)?\$? ?")
_BETWEEN = re.compile(r"\b(?:between|btwn|btw|bet\.?) (?:about )?\$? ?$")
# "the bid went from 150 to 160" tells a change and no range; "brought from 150 to 160 thousand" tells a range
_FROM = re.compile(
    r"\b(?:(?:increas|dropp|rais|reduc|lower|chang|correct|chopp|slash|mark|boost|bump|jump|climb|balloon|grow|mov|cut|rose|rise|rising|"
    r"risen|fell|fall|grew|grown|went|going|gone|goes|up|down)\w*(?: (?:it|this|that|up|down|all the way|back|bid|debt|balance|price|number|figure|payment)){0,2} from"
    r"|increased|dropped|went|up|down|reduced) \$? ?$"
)
_MONEY_AFTER = re.compile(
    r",? (?:in |of )?(?:(?:late|attorney'?s?|legal|court|foreclosure|accrued|unpaid) )?(?:fees?|costs?|interest|int)\b"
)
# "bank bought it for 1.00", as deeds and sheriffs write a dollar
_CENTS_TOLD = re.compile(r"[0-9]{1,2}\.[0-9]{2}$")
_PRICE_BEFORE = re.compile(r"\b(?:for|bid|paid|price|sold|costs?|consideration)(?: (?:of|was|at|only|just|it|is))* $")
_MONEY_BEFORE = re.compile(
    r"\b(?:fees?|costs?|interest|int|atty|(?:escrow|esc|corp(?:orate)?|tax|ins) adv(?:ances?|s)?|per[- ]diem|p/d|daily (?:interest|accrual|rate))(?: (?:of|is|was|were|are|about))?[ :=]{1,3}$"
)
# "between 1.1 and 1.2 million": what makes the second number money makes the first
_SCALED_AFTER = re.compile(
    r" ?(?:-|to|or|and) ?\$?[0-9]{1,3}(?:\.[0-9]{1,2})? ?(?:k|grand|thousand|thou|mm|mil|mill|millions?|m)(?![a-z0-9])"
)
_MILLIONS = re.compile(r"[0-9] ?(?:mm|mil|mill|millions?|m)(?![a-z0-9])")
_PER = re.compile(
    r",? ?(?:(?:a|per|each|every|/) ?(?:day|week|wk|month|mo|year|yr|paycheck|pay period)|daily|weekly|bi-?weekly|monthly|annually|yearly)\b"
)
_TO_SCALE = (Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000), Decimal(1_000_000_000_000))
_PARTS = {"l": (0, 30), "m": (40, 60), "h": (70, 100), "u": (70, 100)}


def read_amounts(text: str) -> list[AmountMention]:
    """The amounts of money in a text, in order. Never raises.

    >>> [(str(a.value), a.how) for a in read_amounts("Owed $212k plus 8k fees, sold for 150")]
    [('212000', 'as written'), ('8000', 'as written'), ('150', 'as written')]
    >>> [(str(a.low), str(a.high)) for a in read_amounts("worth between 140 and 150k")]
    [('140000', '150000')]
    """
    folded = fold(text)
    not_money = masks(text, folded)
    found: list[AmountMention] = []
    for number in find_numerals(folded):
        if not_money.covers(number) or (found and number.start < found[-1].span[1]):
            continue
        mention = _read(text, folded, number)
        if mention is None or (found and mention.span[0] < found[-1].span[1]):
            continue  # one dollar sign belongs to one amount: "0$-0"
        joined = _join(text, folded, found[-1], mention) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(mention)
    return found


def _read(text: str, folded: str, number: Numeral) -> AmountMention | None:
    start, end, value = number.start, number.end, number.value
    sign = _BEFORE.search(folded, max(0, start - _LONGEST_SIGN), start)
    if sign is not None:
        start = sign.start()
    if number.form == "points" and (sign or str(value).endswith(("000", "500")) or _DOLLARS.match(folded, end)):
        value *= 1000  # 212.000 as Europeans write it
    elif number.form == "points" and value >= 100:
        return None
    if plural := _hundreds(text, folded, number, value, start):
        return plural
    scaled = _scale(folded, end, number)
    if scaled is not None:
        factor, end, approximate = scaled
        if value < 10_000 or factor != 1000:  # "205,000 thousand" says it twice
            value *= factor
        more = None if approximate or factor != 1000 or value % 1000 else _REST_OF_THOUSAND.match(folded, end)
        if more:
            value += int(more["hundreds"] or 0) * 100 + int(more["ones"] or more["rest"] or more["spoken"] or 0)
            end = more.end()
        elif not approximate and factor == 1000 and not value % 1000 and (tail := _TAIL_OF_THOUSAND.match(folded, end)):
            value, end = value + int(tail["rest"]), tail.end()
    else:
        approximate = number.vague
        half = _AND_A_HALF.match(folded, end) if number.form == "plain" and 20 <= value < 1000 else None
        if half:
            value, end = value + Decimal("0.5"), half.end()
        if end < len(folded) and (folded[end].isalnum() or folded[end] == "_") and not _ISH.match(folded, end):
            return None
    if cents := _CENTS.match(folded, end):
        return _mention(text, (start, cents.end()), value / 100, "certain", "")
    dollars = _DOLLARS.match(folded, end) if sign is None else None
    end = dollars.end() if dollars else end
    if more := _AND_CENTS.match(folded, end):
        hundredths = (
            int(more[1]) if more[1].isdecimal() else sum(SMALL.get(word, 0) for word in re.split("[ -]", more[1]))
        )
        value, end = value + Decimal(hundredths) / 100, more.end()
    if ish := _ISH.match(folded, end):
        end, approximate = ish.end(), True
    approximate = approximate or bool(_ABOUT.search(folded, max(0, start - 24), start))
    # an impossible amount of dollars is kept: the calculator refuses it by name
    worded = scaled is not None or number.large or (value <= LARGEST and number.form != "comma")
    if not worded and sign is None and dollars is None:
        return None
    sure: Sureness = (
        "certain" if sign or dollars else "likely" if scaled or number.large or value >= 10_000 else "possible"
    )
    if number.form in ("grouped", "european", "spaced", "points"):
        sure = "certain" if sign or dollars else "likely"
    bare = sure == "possible" or (
        sure == "certain" and scaled is None and not number.large and value < 1000 and not dollars
    )
    in_hundreds = number.in_words and scaled is None and not sign and not dollars and 100 <= value < 1000
    if sure == "possible" and not _may_be_money(folded, number, value):
        return None
    how = "as written" if number.form in ("plain", "grouped", "decimal") else ""
    if minus := _MINUS.search(folded, max(0, start - 12), start):
        start = minus.start(1)
    if minus or (sign and "-" in sign[0]):
        how = ""  # no amount of a loan is below zero: how it was read is said
    bare = in_hundreds or (bare and not number.large)
    return _mention(text, (start, end), value, sure, how, approximate, bare, sign is not None)


def _mention(
    text: str,
    span: tuple[int, int],
    value: Decimal,
    sure: Sureness,
    how: str,
    approximate: bool = False,
    bare: bool = False,
    signed: bool = False,
) -> AmountMention:
    raw = text[span[0] : span[1]]
    if value == value.to_integral_value():
        value = Decimal(int(value))
    elif value >= 1000 or value < 1:
        value = value.quantize(Decimal("0.01"))  # only a daily interest keeps fractions of a cent
    how = how or f"read '{raw}' as {_print(value)}"
    return AmountMention(
        value=value, span=span, raw=raw, how=how, is_money=sure, approximate=approximate, bare=bare, signed=signed
    )


def _print(value: Decimal) -> str:
    return f"${value:,.2f}".removesuffix(".00")


def _scale(folded: str, end: int, number: Numeral) -> tuple[Decimal, int, bool] | None:
    """The factor of a scale word after a number, where it ends, and whether it says "-ish"."""
    if number.large and not (number.in_words and number.value < 1000):
        return None
    mark = _SCALE.match(folded, end)
    if mark is None:
        hundred = None if number.in_words else _HUNDRED.match(folded, end)
        if hundred and hundred["tens"]:  # "2 hundred 40 thousand"
            whole = (number.value * 100 + int(hundred["tens"])) * 1000
            return whole / number.value, hundred.end(), False
        return (Decimal(100_000 if hundred["k"] else 100), hundred.end(), False) if hundred else None
    if mark["k"] and mark["k"].startswith(_SLANG):
        begins = max(0, number.start - 40)
        if not _SLANG_BEFORE.search(folded, begins, number.start) or _SLANG_AFTER.match(folded, mark.end()):
            return None
    factor = _TO_SCALE[0 if mark["k"] else 1 if mark["m"] else 2 if mark["b"] else 3] * (100 if mark["hundred"] else 1)
    return factor, mark.end(), bool(mark["ish"])


def _hundreds(text: str, folded: str, number: Numeral, value: Decimal, start: int) -> AmountMention | None:
    """`low 200s`, `the high 200s`: a range within the hundred."""
    plural = _PLURAL.match(folded, number.end)
    if plural is None or number.form != "plain" or value % 10 or not 10 <= value < 1000:
        return None
    part = _TENS_RANGE.search(folded, max(0, number.start - 20), number.start)
    if part is None and value < 100:
        return None
    step = Decimal(1) if value % 100 == 0 else Decimal("0.1")
    ends = _PARTS[part["part"][0]] if part else (0, 100)
    factor = 1000 if plural["k"] or plural["k2"] else 1
    low, high = ((value + step * percent) * factor for percent in ends)
    span = (part.start() if part else start, plural.end())
    sure: Sureness = "likely" if factor > 1 or text[span[0] : span[1]].count("$") else "possible"
    how = f"read '{text[span[0] : span[1]]}' as {_print(low)} to {_print(high)}"
    mention = _mention(text, span, (low + high) / 2, sure, how, True, factor == 1)
    return mention.model_copy(update={"low": low, "high": high})


def _may_be_money(folded: str, number: Numeral, value: Decimal) -> bool:
    """Whether a bare number is worth listing: a large one, or a small one beside a word for fees or interest."""
    if value >= 20:
        return True
    before = folded[max(0, number.start - 24) : number.start]
    named = bool(_MONEY_AFTER.match(folded, number.end) or _MONEY_BEFORE.search(before))
    named = named or (not number.in_words and bool(_SCALED_AFTER.match(folded, number.end)))
    named = named or (number.in_words and begins_in_words(folded, int(value), number.end))
    named = named or (number.form == "decimal" and value > 1 and bool(_MILLIONS.search(folded)))  # "1.2 mil, worth 1.3"
    if number.form == "decimal" and _CENTS_TOLD.match(folded[number.start : number.end]):
        named = named or bool(_PRICE_BEFORE.search(before))
    return value > 0 and (named or (not number.in_words and bool(_PER.match(folded, number.end))))


def _join(text: str, folded: str, first: AmountMention, second: AmountMention) -> AmountMention | None:
    """Two amounts as the ends of a range, where the words between them say so."""
    if first.low is not None or second.low is not None or second.span[0] - first.span[1] > FURTHEST:
        return None
    start, gap = first.span[0], (first.span[1], second.span[0])
    named = named_ends(folded, start, gap, second.span[1])
    joined, with_and = named or _JOIN.fullmatch(folded, *gap), _JOIN_AND.fullmatch(folded, *gap)
    if not joined and not with_and:
        return None
    between = bool(_BETWEEN.search(folded, max(0, start - 20), start))
    if not (with_and if between else joined) or (not between and _FROM.search(folded, max(0, start - 40), start)):
        return None
    low, high = first.value, second.value
    if low < 1000 <= high and first.bare and high / 1000 > low:
        low = Decimal(int(low * (1000 if high < 1_000_000 else 1_000_000)))
    if named and high < 1000 <= low and second.bare and first.value % 1000 == 0:
        high *= 1000  # "one says 66 grand, another says 68"
    if not low < high <= low * (3 if between else 2):
        return None
    sure: Sureness = "certain" if "certain" in (first.is_money, second.is_money) else second.is_money
    span = first.span[0], second.span[1]
    how = f"read '{text[span[0] : span[1]]}' as {_print(low)} to {_print(high)}"
    mention = _mention(text, span, (low + high) / 2, sure, how, True, first.bare and second.bare, first.signed)
    return mention.model_copy(update={"low": low, "high": high})
