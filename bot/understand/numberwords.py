"""Numbers in words: `two hundred and twelve thousand`, `half a million`, `three eighteen` as people say it."""

import re
from dataclasses import dataclass
from decimal import Decimal

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = (
    {word: n for n, word in enumerate(_ONES + _TEENS)}
    | {word: n * 10 for n, word in enumerate(_TENS, start=2)}
    | {"fourty": 40, "ninty": 90, "dozen": 12}
)
"""Words below a hundred."""
_SCALES = {
    "thousand": 1_000,
    "thousands": 1_000,
    "grand": 1_000,
    "thou": 1_000,
    "million": 1_000_000,
    "mil": 1_000_000,
    "mill": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_MILLION = 1_000_000
_HUNDREDS = ("hundred", "hundreds", "hundo", "hunnerd", "hunderd", "hundrd")
_VOCABULARY = {
    *SMALL,
    *_SCALES,
    "hundred",
    "hundreds",
    *_HUNDREDS,
    "buck",
    "a",
    "an",
    "and",
    "half",
    "quarter",
    "quarters",
    "of",
    "couple",
    "k",
    "oh",
    "point",
}
_WORD = re.compile(r"[a-z]+")
# "three hundred thousand, two hundred twelve dollars" is one amount
_GOES_ON = re.compile(r", ?(?=(?:[a-z]+[ -]){1,6}(?:dollars\b|and [a-z0-9-]+ cents\b))")
# "they sold it to themselves for a dollar"
_A_DOLLAR = re.compile(
    r"\b(?:for|at|paid|bid(?: of| was)?|was)(?: (?:just|only|like))? (?P<a>a)(?= dollar\b(?! (?:for|amount|figure|value|sign|store|more|less|a)\b))"
)
_JOINT = re.compile(r"[ \n-]{1,3}")
COUNTED = re.compile(
    r"[ -](?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|acres?|percent|pct|kids|people|times|bed\w*|baths?|units?|plex|of|more|other|hundred)\b"
)


@dataclass(frozen=True)
class WordNumber:
    """A number in words; `large` where a scale word (hundred, thousand, grand …) says so, `vague` for "a couple"."""

    value: Decimal
    start: int
    end: int
    large: bool
    year: bool = False
    vague: bool = False


def find_word_numbers(folded: str) -> list[WordNumber]:
    """All numbers in words in a lower-case text, in order.

    >>> [str(n.value) for n in find_word_numbers("owed two hundred and twelve thousand, sold for one fifty")]
    ['212000', '150']
    """
    found: list[WordNumber] = []
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(folded):
        known = word[0] in _VOCABULARY and not _touches_digit(folded, word)
        joint = run and (
            _JOINT.fullmatch(folded, run[-1].end(), word.start())
            or (run[-1][0] in ("thousand", "million") and _GOES_ON.match(folded, run[-1].end()))
        )
        if run and not (known and joint):
            found += _read_run(run, folded)
            run = []
        if known:
            run.append(word)
    found += _read_run(run, folded)
    found += [WordNumber(Decimal(1), *match.span("a"), large=False) for match in _A_DOLLAR.finditer(folded)]
    return sorted(found, key=lambda n: n.start)


def _touches_digit(folded: str, word: re.Match[str]) -> bool:
    return folded[max(0, word.start() - 1) : word.start()].isdigit() or folded[word.end() : word.end() + 1].isdigit()


def _read_run(run: list[re.Match[str]], folded: str) -> list[WordNumber]:
    words = [match[0] for match in run]
    found: list[WordNumber] = []
    at = 0
    while at < len(words):
        number = _Reader(words, at).number()
        if number is None:
            at += 1
            continue
        value, end, large, year = number
        spoken = end < len(run) and _half_thousand(value, words[at : end + 1], words[end + 1 : end + 2])
        if spoken and not COUNTED.match(folded, run[end].end()):
            value, end = value + Decimal(SMALL[words[end]]) / 10, end + 1
        if (behind := _sum_behind(value, words[at:end], words[end:])) is not None:
            value, end, large = value * 1000 + behind, len(words), True
        elif (hundreds := _hundreds_behind(value, words[at:end], words[end:])) is not None:
            value, end, large = value * 1000 + hundreds, end + 2, True
        if not COUNTED.match(folded, run[end - 1].end()):
            value = _spoken_million(value, words[end - 1])
        span = run[at].start(), run[end - 1].end()
        found.append(WordNumber(value, *span, large=large, year=year, vague="couple" in words[at:end]))
        at = end
    return found


def _half_thousand(value: Decimal, words: list[str], following: list[str]) -> bool:
    """Whether a closing "five" means five hundred of thousands, as spoken: `one forty two five` is 142.5 thousand."""
    if len(words) < 3 or SMALL.get(words[-1], 0) not in range(1, 10) or following:
        return False
    first, second = SMALL.get(words[0], 0), SMALL.get(words[1], 0)
    return (first < 10 <= second and 100 <= value < 1000) or (len(words) == 3 and first >= 20 and 1 <= second < 10)


def _hundreds_behind(value: Decimal, words: list[str], following: list[str]) -> int | None:
    """The hundreds behind thousands as spoken: `one ninety two four hundred` is 192,400."""
    spoken = (
        len(words) > 1 and SMALL.get(words[0], 0) in range(1, 10) and 100 <= value < 1000 and "hundred" not in words
    )
    if not spoken or len(following) < 2 or following[1] != "hundred" or following[2:3]:
        return None
    ones = SMALL.get(following[0], 0)
    return ones * 100 if 1 <= ones <= 9 else None


def _sum_behind(value: Decimal, words: list[str], following: list[str]) -> int | None:
    """What follows thousands in the same breath: `one twenty seven one fifty` is 127,150; None for anything else."""
    three = len(words) == 3 and SMALL.get(words[0], 0) in range(1, 10) and 100 <= value < 1000
    if not three or "hundred" in words or len(following) not in (2, 3):
        return None
    first, tens, ones = ([SMALL.get(word, 0) for word in following] + [0])[:3]
    if (
        first not in range(1, 10)
        or tens < 10
        or (ones and (tens < 20 or ones > 9))
        or (len(following) == 3 and not ones)
    ):
        return None
    return first * 100 + tens + ones


def _spoken_million(value: Decimal, last: str) -> Decimal:
    """What is meant by `a million two` and `one million two fifty`: 1.2 and 1.25 million.

    last: the word with which the number closes; behind "hundred" or "thousand" it is meant as it is said.
    """
    millions, rest = divmod(value, _MILLION)
    if not 0 < millions < 100 or last not in SMALL or last == "dozen":
        return value
    if rest in range(1, 10):
        return millions * _MILLION + rest * 100_000
    return millions * _MILLION + rest * 1_000 if rest in range(100, 1_000) else value


class _Reader:
    """Reads one number from a list of words, beginning at one of them."""

    def __init__(self, words: list[str], at: int) -> None:
        self.words, self.at, self.start = words, at, at
        self.large = self.year = False

    def word(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.words[place] if place < len(self.words) else ""

    def number(self) -> tuple[Decimal, int, bool, bool] | None:
        value = self._fraction_of_scale()
        if value is None:
            value = self._with_point()
        if value is None:
            value = self._whole()
        if value is None:
            return None
        return value, self.at, self.large, self.year

    def _fraction_of_scale(self) -> Decimal | None:
        """`half a million`, `a quarter of a million`, `three quarters of a million`."""
        place, part = self.at, Decimal(1)
        words = self.words
        if words[place] in ("a", "an", "one"):
            place += 1
        elif words[place] == "three":
            place, part = place + 1, Decimal(3)
        if place >= len(words) or words[place] not in ("half", "quarter", "quarters"):
            return None
        part *= Decimal("0.5") if words[place] == "half" else Decimal("0.25")
        place += 1
        for filler in ("of", "a"):
            if place < len(words) and words[place] == filler:
                place += 1
        if place >= len(words) or words[place] not in _SCALES:
            return None
        self.at, self.large = place + 1, True
        return part * _SCALES[words[place]]

    def _with_point(self) -> Decimal | None:
        """`one point two million`: digits behind the point, and a scale without which a point is none."""
        whole = SMALL.get(self.word(), 0)
        digits: list[str] = []
        while 0 <= SMALL.get(self.word(2 + len(digits)), -1) < 10:
            digits.append(str(SMALL[self.word(2 + len(digits))]))
        scale = self.word(2 + len(digits))
        if self.word(1) != "point" or not whole or not digits or scale not in _SCALES:
            return None
        self.at, self.large = self.at + 3 + len(digits), True
        return Decimal(f"{whole}.{''.join(digits)}") * _SCALES[scale]

    def _whole(self) -> Decimal | None:
        total = Decimal(0)
        smallest = None
        while True:
            mark = self.at
            if smallest is not None and self.word() == "and":
                self.at += 1
            group = self._group(first=smallest is None)
            if group is None:
                self.at = mark
                break
            scale = self._scale()
            if smallest is not None and scale >= smallest:
                self.at = mark  # the next number begins here
                break
            total, smallest = total + group * scale, scale
            if scale == 1:
                total += self._tenths(total)
                break
            if (part := self._and_a_part()) is not None:  # a million and a half
                return total + scale * part
        return total if smallest is not None else None

    def _tenths(self, whole: Decimal) -> Decimal:
        """`a hundred eighty point five`, of thousands: what stands behind the point, else nothing."""
        tenths = SMALL.get(self.word(1), 0)
        if self.word() != "point" or not 1 <= tenths <= 9 or not 100 <= whole < 1000 or SMALL.get(self.word(2)):
            return Decimal(0)
        self.at += 2
        return Decimal(tenths) / 10

    def _and_a_part(self) -> Decimal | None:
        """`and a half`, `and a quarter`, `and three quarters` behind a scale."""
        if self.word() != "and":
            return None
        ahead = 2 if self.word(1) in ("a", "one", "three") else 1
        part = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.75")}.get(self.word(ahead))
        if part is None or (part == Decimal("0.75")) != (self.word(1) == "three"):
            return None
        self.at += ahead + 1
        return part

    def _scale(self) -> int:
        if self.word() == "k":
            self.at, self.large = self.at + 1, True
            return 1_000
        if self.word() in _SCALES:
            self.large = True
            scale = _SCALES[self.word()]
            self.at += 1
            return scale
        return 1

    def _group(self, *, first: bool) -> Decimal | None:
        """A number below ten thousand: `two hundred and twelve`, `twelve hundred`, `one fifty`, `twenty-five`."""
        start = self.at
        if (buck := self._buck()) is not None:
            return buck
        value = self._below_hundred()
        if value is None:
            if self.word() in ("a", "an") and (
                self.word(1) in ("hundred", "couple", "dozen") or self.word(1) in _SCALES
            ):
                self.at += 1
            if self.word() == "couple":
                self.at += 2 if self.word(1) == "of" else 1
                value = 2
            elif self.word() == "dozen":
                self.at, value = self.at + 1, 12
            elif (self.word() == "hundred" or self.word() in _SCALES) and (first or self.at == start):
                value = 1 if first and self.words[start] in ("a", "an", "hundred") else None
            if value is None:
                self.at = start
                return None
        if self.word() in _HUNDREDS:
            self.at, self.large = self.at + 1, True
            return Decimal(value * 100 + self._rest_of_hundred())
        if self.word() == "and" and self.word(1) == "a" and self.word(2) == "half" and self.word(3) in _SCALES:
            self.at += 3  # two and a half million
            return Decimal(value) + Decimal("0.5")
        return Decimal(value)

    def _buck(self) -> Decimal | None:
        """`a buck eighty`, as dealers say 180."""
        ahead = 1 if self.word() in ("a", "one") else 0
        tens = SMALL.get(self.word(ahead + 1), 0)
        if self.word(ahead) != "buck" or tens < 10 or self.word(ahead + 1) == "dozen":
            return None
        self.at += ahead + 1
        return Decimal(100 + (self._below_hundred(spoken=False) or 0))

    def _rest_of_hundred(self) -> int:
        mark = self.at
        if self.word() == "and":
            self.at += 1
        rest = self._below_hundred(spoken=False)
        if rest is None or self.word() in _HUNDREDS:
            self.at = mark
            return 0
        return rest

    def _below_hundred(self, *, spoken: bool = True) -> int | None:
        """A number below a hundred or, as spoken, below a thousand (`three eighteen`) or a year (`twenty fifteen`)."""
        first = SMALL.get(self.word())
        if first is None or self.word() == "dozen":
            return None
        self.at += 1
        second = SMALL.get(self.word(), 0)
        if first >= 20 and 1 <= second <= 9:
            self.at += 1
            return first + second
        if spoken and 1 <= first <= 9 and self.word() == "oh" and 1 <= SMALL.get(self.word(1), 0) <= 9:
            self.at += 2  # "two oh five"
            return first * 100 + SMALL[self.words[self.at - 1]]
        if spoken and 10 <= second <= 99 and self.word(1) not in ("hundred", "dozen"):
            if 1 <= first <= 9:
                return first * 100 + (self._below_hundred(spoken=False) or 0)
            if first in (19, 20):
                self.year = True
                return first * 100 + (self._below_hundred(spoken=False) or 0)
        return first
