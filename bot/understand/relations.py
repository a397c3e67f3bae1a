"""A home's value told by the debt or the price: "worth exactly what I owed", "worth 40k more than the bid"."""

import re
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.calculator.figure import dollars
from bot.understand.amounts import AmountMention, read_amounts
from bot.understand.frames import asked_whether, negated, not_known
from bot.understand.text import fold

Base = Literal["debt", "sale_price"]


class ValueBy(BaseModel):
    """What the home was worth, against another amount of the case.

    to: that amount. more: dollars above it; negative below. raw: the words, text[span[0]:span[1]].
    """

    model_config = ConfigDict(frozen=True)

    to: Base
    more: Decimal
    raw: str = ""
    span: tuple[int, int] = (0, 0)

    def words(self) -> str:
        """As it is kept and shown: `$40,000 more than the price`."""
        if not self.more:
            return f"as much as {WORDS[self.to]}"
        return f"{dollars(abs(self.more))} {'more' if self.more > 0 else 'less'} than {WORDS[self.to]}"

    @classmethod
    def of_words(cls, words: str) -> "ValueBy | None":
        """What `words` wrote; None for anything else."""
        match = _KEPT.fullmatch(words)
        if match is None:
            return None
        more = Decimal(match["sum"].replace(",", "")) if match["sum"] else Decimal(0)
        to: Base = "debt" if match["to"] == WORDS["debt"] else "sale_price"
        return cls(to=to, more=-more if match["way"] == "less" else more, raw=words)


WORDS: dict[Base, str] = {"debt": "the debt", "sale_price": "the price"}
_KEPT = re.compile(
    r"(?:as much as|\$(?P<sum>[0-9,]+(?:\.[0-9]{2})?) (?P<way>more|less) than) (?P<to>the debt|the price)"
)
_THE = r"(?:(?:the|my|our|their|that|its|whole|full|entire|total|unpaid|winning|sale|auction|foreclosure|mortgage|loan|bank's|lender's) ){0,4}"
_DEBT = rf"(?:(?:what )?(?:i|we|was|is) (?:still )?ow(?:ed?|ing)\b|(?:what was )?owed\b|{_THE}(?:debt|loan|mortgage|balance|payoff|judge?ment)\b)"
_PRICE = (
    rf"(?:(?:what )?(?:it|they|the (?:bank|lender|house|home|place)) (?:sold|went|brought|bid|paid)(?: it)?(?: for)?\b|"
    rf"{_THE}(?:bid|price)\b)"
)
_TARGET = rf"(?:(?P<debt>{_DEBT})|(?P<price>{_PRICE}))"
_VALUE = r"(?:worth|(?:market |fair |real |true )*value|fmv|apprais(?:ed|al)|zillow|zestimate)"
_LINK = r"(?: (?:of it|of the (?:house|home)|was|is|were|be|came|says|said|at|to|in|out|that day|then|really|easily|probably|maybe|actually|a|good)){0,4}"
_ABOUT = r"(?: (?:about|around|roughly|exactly|only|just|some|like|at least))?"
_BEFORE = re.compile(rf"\b{_VALUE}{_LINK}{_ABOUT} [$]?$")
_AFTER = re.compile(
    rf" ?(?:dollars )?(?:(?P<more>(?:more|higher|greater) than|above|over)|(?P<less>(?:less|lower) than|below|under)) {_TARGET}"
)
# "value in the judgment" compares nothing, so that only "worth" does without a word for it
_ALIKE = r"(?:the same as|same as|equal to|equaled|as much as|at least|exactly|precisely|just|about)"
_SAME = re.compile(
    rf"\b(?:worth(?: (?:about|around|roughly|really|only|easily|then|{_ALIKE})){{0,3}}|"
    rf"{_VALUE}(?: (?:of it|of the (?:house|home)|was|is|about|around|roughly|really|at)){{0,3}} {_ALIKE}) {_TARGET}"
)
_ABOVE_DEBT = re.compile(rf"\b{_VALUE}{_LINK} (?:(?:a lot|much|way) )?(?:more than|above|over) (?P<debt>{_DEBT})")
# "the price was 30k under market value": the same told the other way round
_SOLD_BEFORE = re.compile(
    r"\b(?:price|bid|sold|went|auctioned)\b(?: (?:was|came|in|at|for|it|them|only|about|some|a|good|off)){0,4} [$]?$"
)
_UNDER_VALUE = re.compile(
    r" ?(?:dollars )?(?:less than|lower than|below|under|short of) (?:(?:what )?(?:it|the (?:house|home|place)) (?:was|is) (?:really |actually )?worth\b|"
    r"(?:(?:its|the|fair|true|real) ){0,2}(?:market )?value\b)"
)
_ASKED = re.compile(
    r"(?:^|[.?!;,\n]|\b(?:and|so|but|whether)) ?(?:was|is|were) (?:it|the (?:house|home|place))(?: \w+){0,2} ?$",
    re.IGNORECASE,
)


def read_value_by(text: str) -> ValueBy | None:
    """The value that a text tells by another amount; None where it tells none, asks for it, or denies it.

    >>> read_value_by("it was worth 40k more than the bid").words()
    '$40,000 more than the price'
    >>> read_value_by("worth exactly what I owed").words()
    'as much as the debt'
    """
    folded = fold(text)
    for mention in read_amounts(text):
        found = _by_a_sum(folded, mention)
        if found is not None and not _open(text, found.span[0]):
            return found.model_copy(update={"raw": text[found.span[0] : found.span[1]]})
    for pattern in (_SAME, _ABOVE_DEBT):
        match = pattern.search(folded)
        if match is not None and not _open(text, match.start()):
            to: Base = "debt" if match["debt"] else "sale_price"
            return ValueBy(to=to, more=Decimal(0), raw=text[match.start() : match.end()], span=match.span())
    return None


def _by_a_sum(folded: str, mention: AmountMention) -> ValueBy | None:
    start, end = mention.span
    before = folded[max(0, start - 70) : start]
    more = mention.value * 1000 if mention.bare and mention.value < 1000 else mention.value
    if (lead := _BEFORE.search(before)) and (tail := _AFTER.match(folded, end)):
        span = start - len(before) + lead.start(), tail.end()
        return ValueBy(to="debt" if tail["debt"] else "sale_price", more=more if tail["more"] else -more, span=span)
    if (lead := _SOLD_BEFORE.search(before)) and (tail := _UNDER_VALUE.match(folded, end)):
        return ValueBy(to="sale_price", more=more, span=(start - len(before) + lead.start(), tail.end()))
    return None


def _open(text: str, start: int) -> bool:
    """Whether the value is denied, not known or only asked for."""
    asked = _ASKED.search(text[max(0, start - 60) : start])
    return bool(asked) or negated(text, start) or not_known(text, start) or asked_whether(text, start)
