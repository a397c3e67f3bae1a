"""How an amount is changed against what it was: `10k more`, `20% less`, `half of that`, `double the fees`.

For suppositions and corrections ("and if it sold for 10k more?"); a comparison of two amounts ("sold for 10k more than
I owed", "more than 200k") is no change.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.understand.amounts import AmountMention, read_amounts
from bot.understand.matching import assign, cue_table
from bot.understand.notmoney import masks
from bot.understand.numerals import find_numerals
from bot.understand.percents import read_percents
from bot.understand.text import Taken, fold

_LONG, _FEW = 400, 3  # a longer text is read by its sentences, the first few in which a change may stand
_SENTENCE = re.compile(r"[^.;!?\n](?:[^.;!?\n]|\.(?=[0-9])){0,220}")
_HINT = re.compile(
    r"more|less|high|low|large|great|bigg|small|few|cheap|extra|addition|another|off|on top|than|above|under|by |up |down |plus|minus|[-+]|"
    r"add|subtract|deduct|half|halv|twice|doubl|tripl|trebl|quadr|times|quarter|tenth|[0-9] ?x|%|percent|pct|per cent|put on|"
    r"throw|tack|rais|increas|bump|lift|hik|boost|reduc|decreas|drop|cut|knock|shav|slash|take"
)


class Change(BaseModel):
    """A relative change of an amount.

    role: what changes, a role of roles.py such as `sale_price`; None where the words do not tell.
    kind: `add` with signed dollars (less is negative), or `times` with a factor (0.8 for 20% less).
    raw: the words, text[span[0]:span[1]].
    """

    model_config = ConfigDict(frozen=True)

    role: str | None
    kind: Literal["add", "times"]
    amount: Decimal
    raw: str
    span: tuple[int, int]


# what may follow "more" so that it is a change and no comparison or count
_SINCE = (
    r" than (?:that|this|before|now|originally|it (?:did|was|is)|it (?:actually |really )?(?:sold|went) for|(?:they|it) (?:did|bid)|"
    r"(?:what )?(?:i|they|you|we) (?:said|told you|bid|paid)|(?:the|their) (?:actual |original |first )?(?:bid|sale|price|sale price))"
)
_STOPS = (
    r"(?=\s*(?:$|[.,;:!?)\n]|(?:if|would|could|then|in|at|for|on|and|or|but|what|how|do|does|did|can|will|instead|dollars|bucks|each|"
    r"total|please|on top|of (?:fees|interest|costs|debt)|fees|costs|interest|late|attorney|legal|debt|a month|per month|am|is|so|because|"
    r"when|with|to|from|i|they|we|it|that)\b))"
)
_MORE = r"(?:more|higher|extra|additional|larger|greater|bigger|better|on top of (?:that|it|this)|on top|over that|above that)"
_LESS = r"(?:less|lower|fewer|cheaper|smaller|under that|below that|off|short of that)"
_AFTER = re.compile(
    rf"(?: ?dollars| ?bucks)?(?: a lot| even| still)? (?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?! or less| or more)"
    rf"(?:{_SINCE}\b|(?! than\b)(?:(?<!less)|(?! (?:fees|costs|interest|late|attorney|legal))){_STOPS}|(?<=off)(?= (?:of )?(?:the|my|our|their|that|it|what)\b))"
)
# a difference is no change where it is asked for or paid: "they want 10k more"
_CLAIMED = re.compile(
    r"\b(?:want|wants|wanted|ask\w*|demand\w*|need\w*|after me|come after|coming after|i (?:pay|paid)|we (?:pay|paid)|su(?:e|es|ed|ing)|collect|"
    r"come up with|saved?|borrow\w*)\b[^.;,!?\n]{0,24}$"
)
_UP = r"(?:rais\w+|increas\w+|bump\w*|lift\w*|hik\w+|boost\w*)"
_DOWN = r"(?:lower\w*|reduc\w+|decreas\w+|drop\w*|cut\w*|knock\w*|shav\w+|slash\w*)"
_IT = r"(?:it|that|this|(?:the|my|their|our) (?:[a-z]+ )?[a-z]+)"
_ADVERB = r"(?:about|around|like|maybe|say|only|just|up|another|an extra|an additional)"
_BEFORE = re.compile(
    rf"(?:(?P<more>\b(?:{_UP} (?:{_IT} )?by|(?:went|goes|go|gone|was|were|is|came|come|moved) up(?: by)?|up by|(?:more|higher) by|"
    rf"{_UP} {_IT}|adds?|adding|tack on|throw in|put on|(?:with|plus|and|add|for|had|there(?:'s| is| was))? ?(?:another|an extra|an additional|extra)))|"
    rf"(?P<less>\b(?:{_DOWN} (?:{_IT} )?by|(?:went|goes|go|gone|was|were|is|came|come|moved) down(?: by)?|down by|(?:less|lower) by|"
    rf"{_DOWN} {_IT}|{_DOWN} off|take off|takes? away|took off|subtract\w*|deduct\w*|minus)))(?: {_ADVERB}){{0,2}} ?\$? ?$"
)
_SIGNED = re.compile(
    r"(?:^|[.,;:!?\n] ?|\b(?:and|ok|so|but|if|with|then|now|what about|how about) )(?:(?P<more>plus|\+)|(?P<less>minus|-)) ?\$? ?$"
)
_TAKEN_OFF = re.compile(
    r"\b(?:take|takes|took|knock|knocks|knocked|cut|shave|shaved|drop|dropped)(?: about| another| like)? $"
)
_BEHIND_AMOUNT = re.compile(r"^[^.;!?\n]{0,16}$")  # "212k and another 8k in fees" tells an amount of its own
_NOUNS = re.compile(
    r"\s*(?:more |extra )?(?:days?|weeks?|months?|years?|hours?|payments?|times|units?|acres?|points?|letters?|houses?|homes?|people|bids?)\b"
)
_PER_CENT = re.compile("%|p(?:er ?)?cen?t")
_SHARE_OF_PAY = re.compile(
    r"\b(?:garnish\w*|take|takes|taking|tax\w*|keep|keeps|settl\w*|pay|offer\w*)\b[^.;!?\n]{0,20}$"
)
_RATE_BEFORE = re.compile(r"\b(?:rate|apr)\b[^.;!?\n]{0,20}$")
_RATE = re.compile(r"^[^.;!?\n]{0,12}\b(?:rate|apr|interest|down ?payment)\b")
_PERCENT_AFTER = re.compile(
    rf"(?: ?age)? (?:(?P<more>more|higher|increase|over that|above that|up|extra|larger|bigger)|(?P<less>less|lower|off|decrease|cheaper|"
    rf"discount|below that|under that|reduction|cut|smaller))\b(?:{_SINCE}\b|(?! than\b))"
)
_PERCENT_OF = re.compile(r" of (?:that|it|the (?:sale |winning )?(?:price|bid)|what it (?:did|was|sold for))\b")
_ALIKE = r"(?:as (?:much|high|large|big|low)|that(?: much| amount| price| number)?|this|what it (?:did|was|sold for)|the (?:sale |winning |auction )?(?:price|bid|fees?|costs?|interest|amount)|it\b(?! was))"
_NOT_DOUBLE = r"(?![ -]?(?:check|wide|dip|bill|charg|sid|whammy|jeopardy|digit|payment|book|count|team|think|standard|lot|team|mortgage|bind|time))"
_MULTIPLES: tuple[tuple[re.Pattern[str], Decimal], ...] = tuple(
    (re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"), Decimal(factor))
    for pattern, factor in (
        (
            rf"twice {_ALIKE}|two times {_ALIKE}|2 ?x\b(?: {_ALIKE})?|doubled?{_NOT_DOUBLE}(?: {_ALIKE})?|100 percent more",
            "2",
        ),
        (rf"(?:three|3) times {_ALIKE}|3 ?x\b(?: {_ALIKE})?|tripled?(?: {_ALIKE})?|trebled?", "3"),
        (rf"(?:four|4) times {_ALIKE}|quadrupled?", "4"),
        (
            rf"(?:one and a half|1\.5|1 1/2) (?:times|x)(?: {_ALIKE})?|1\.5 ?x|half again(?: as much)?|half (?:more|higher)",
            "1.5",
        ),
        (
            rf"(?:cut |reduced |down |only |just )?(?:in|by) half|half (?:of )?{_ALIKE}|halved?|half (?:less|lower)|half off",
            "0.5",
        ),
        (r"a quarter (?:less|lower|off)|three[ -]quarters of (?:that|it)", "0.75"),
        (r"a quarter (?:more|higher)", "1.25"),
        (r"a quarter of (?:that|it)", "0.25"),
        (r"(?:a|one) tenth (?:more|higher)", "1.1"),
        (r"(?:a|one) tenth (?:less|lower)", "0.9"),
    )
)
_PRICE = re.compile(
    r"\b(?:price|got|gotten|get|fetch(?:ed)?|brought|bring)\b"
)  # with no amount beside it, no cue of its own
_NOT_CHANGED = frozenset({"down_payment", "other", "claimed"})
# paid in dollars, never in thousands
_IN_DOLLARS = frozenset({"income", "late_fees", "per_diem", "monthly_payment", "instalment"})
_A_MONTH = re.compile(r" (?:a|per|every|each) (?:day|week|month|year|paycheck)\b")
_Found = tuple[int, int, Literal["add", "times"], Decimal, bool]


def read_changes(text: str, *, thousands: bool = False) -> list[Change]:
    """The relative changes of a text, in order. Never raises.

    thousands: a bare number from 1 to 999 means thousands ("10 more" is $10,000), as it does beside a house's amounts;
    otherwise it is plain dollars.

    >>> [(c.role, c.kind, str(c.amount)) for c in read_changes("and if it sold for 10k more?")]
    [('sale_price', 'add', '10000')]
    >>> [(c.role, c.kind, str(c.amount)) for c in read_changes("what if the value was 20% less")]
    [('fair_market_value', 'times', '0.8')]
    >>> read_changes("sold for 10k more than i owed")
    []
    """
    folded = fold(text)
    read: list[Change] = []
    for start, end in _stretches(folded):
        read += _read(text[start:end], folded[start:end], start, thousands)
    return read


def _stretches(folded: str) -> list[tuple[int, int]]:
    """The parts of a text in which a change may stand: all of a short one, a few sentences of a long one."""
    if len(folded) <= _LONG:
        return [(0, len(folded))] if _HINT.search(folded) else []
    found = [m.span() for m in _SENTENCE.finditer(folded) if _HINT.search(folded, *m.span())]
    return found[:_FEW]


def _read(text: str, folded: str, offset: int, thousands: bool) -> list[Change]:
    found: list[_Found] = []
    taken = Taken(len(text))
    for change in (*_percents(folded), *_multiples(folded), *_sums(text, folded)):
        if not taken.overlaps(*change[:2]):
            taken.add(*change[:2])
            found.append(change)
    found.sort()
    read = []
    for (start, end, kind, amount, small), role in zip(found, _roles(folded, found, taken), strict=True):
        scaled = thousands and small and role not in _IN_DOLLARS and not _A_MONTH.match(folded, end)
        value = amount * 1000 if scaled else amount
        value = Decimal(int(value)) if kind == "add" and value == value.to_integral_value() else value
        span = start + offset, end + offset
        read.append(Change(role=role, kind=kind, amount=value, raw=text[start:end], span=span))
    return read


def _roles(folded: str, found: list[_Found], taken: Taken) -> list[str | None]:
    """What each change is a change of: a word for an amount in the change itself ("double the fees") or near it."""
    if not found:
        return []
    cues = [cue for cue in cue_table("amount_cues").find(folded) if cue.role not in _NOT_CHANGED]
    free = [cue for cue in cues if not taken.overlaps(cue.start, cue.end)]
    near = assign(folded, [(start, end) for start, end, *_ in found], free)
    roles: list[str | None] = []
    for (start, end, *_), other in zip(found, near, strict=True):
        own = next((c for c in cues if start <= c.start and c.end <= end), None)
        cue = own or other
        priced = cue is None and _PRICE.search(folded, max(0, start - 24), end)
        roles.append(cue.role if cue else "sale_price" if priced else None)
    return roles


def _sums(text: str, folded: str) -> Iterator[_Found]:
    """Dollars more or less, and whether the number is small and bare."""
    last = -1  # where the last amount that stands for itself ended
    for mention in _amounts(text, folded):
        start, end = mention.span
        value = mention.value
        small = mention.bare and not mention.signed and 1 <= value < 1000
        before = folded[max(0, start - 60) : start]
        after = _AFTER.match(folded, end)
        if after is not None and not _CLAIMED.search(before):
            off = after["less"] == "off" and (lead := _TAKEN_OFF.search(before))
            start = start - len(before) + lead.start() if off and lead else start
            yield start, after.end(), "add", -value if after["less"] else value, small
            continue
        led = _BEFORE.search(before) or _SIGNED.search(before)
        own = last >= 0 and _BEHIND_AMOUNT.match(folded[last:start]) is not None
        if led is None or own or _NOUNS.match(folded, end) or _CLAIMED.search(before[: led.start()]):
            last = end
            continue
        first = start - len(before) + (led.start("less") if led["less"] else led.start("more"))
        first += len(folded[first:start]) - len(folded[first:start].lstrip())
        yield first, end, "add", -value if led["less"] else value, small


def _amounts(text: str, folded: str) -> list[AmountMention]:
    """The amounts of a text, and small bare numbers right before "more" or "less", which are no amounts elsewhere."""
    found = read_amounts(text)
    taken = Taken(len(text))
    for mention in found:
        taken.add(*mention.span)
    for number in find_numerals(folded):
        small = 1 <= number.value < 20 and number.form in ("plain", "decimal", "words") and not number.large
        if not small or taken.overlaps(number.start, number.end) or not _AFTER.match(folded, number.end):
            continue
        if (number.in_words and number.value < 2) or masks(text, folded).covers(number):
            continue
        span = number.start, number.end
        raw = text[span[0] : span[1]]
        found.append(
            AmountMention(value=number.value, span=span, raw=raw, how="as written", is_money="possible", bare=True)
        )
    return sorted(found, key=lambda m: m.span)


def _percents(folded: str) -> Iterator[_Found]:
    """Percent more, less or of it."""
    for percent in read_percents(folded) if _PER_CENT.search(folded) else ():
        start, end = percent.span
        share = percent.value / 100
        before = folded[max(0, start - 60) : start]
        if _RATE.match(folded[end : end + 40]) or (percent.annual_rate and not _PERCENT_AFTER.match(folded, end)):
            continue
        if _RATE_BEFORE.search(before):
            continue
        if after := _PERCENT_AFTER.match(folded, end):
            yield start, after.end(), "times", _factor(1 - share if after["less"] else 1 + share), False
        elif (part := _PERCENT_OF.match(folded, end)) and not _SHARE_OF_PAY.search(before):
            yield start, part.end(), "times", _factor(share), False
        elif led := _BEFORE.search(before):
            first = start - len(before) + (led.start("less") if led["less"] else led.start("more"))
            yield first, end, "times", _factor(1 - share if led["less"] else 1 + share), False


def _factor(value: Decimal) -> Decimal:
    return max(Decimal(0), value).normalize() + 0


def _multiples(folded: str) -> Iterator[_Found]:
    """Double, half, twice as much."""
    for pattern, factor in _MULTIPLES:
        for match in pattern.finditer(folded):
            yield match.start(), match.end(), "times", factor, False
