"""How long after the sale, or another day of the case, the lender is told to have sued: "they sued me 4 months after the sale"."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.understand.measures import Period, read_periods
from bot.understand.text import SENTENCE_END, fold

Bound = Literal["exact", "more", "less"]
Unit = Literal["days", "months"]


class SuedAfter(BaseModel):
    """The lender's suit or motion came so many days or months after a day of the case.

    event: the fact of the case that is that day. bound: `more` for "over 3 months", `less` for "within 60 days".
    """

    model_config = ConfigDict(frozen=True)

    event: str
    unit: Unit
    number: int
    bound: Bound = "exact"
    raw: str = ""

    def words(self) -> str:
        """As it is kept and shown: `over 3 months after the sale`."""
        lead = {"exact": "", "more": "over ", "less": "within "}[self.bound]
        return f"{lead}{self.number} {self.unit if self.number > 1 else self.unit[:-1]} after {WORDS[self.event]}"

    @classmethod
    def of_words(cls, words: str) -> "SuedAfter | None":
        """What `words` wrote; None for anything else."""
        match = _KEPT.fullmatch(words)
        event = next((event for event, spoken in WORDS.items() if match and spoken == match["event"]), None)
        if match is None or event is None:
            return None
        bound: Bound = "more" if match["lead"] == "over " else "less" if match["lead"] else "exact"
        unit: Unit = "days" if match["unit"] == "day" else "months"
        return cls(event=event, unit=unit, number=int(match["number"]), bound=bound, raw=words)


_KEPT = re.compile(r"(?P<lead>over |within )?(?P<number>[0-9]{1,4}) (?P<unit>day|month)s? after (?P<event>.+)")
MOST = 1_000  # days, weeks, months or years; a longer time is a slip
# what the suit is counted from; the first that fits
EVENTS: tuple[tuple[str, str, str], ...] = (
    ("redemption_end", "the law day", r"(?:law days?|(?:the )?redemption(?: period)?|(?:time|right) to redeem)"),
    (
        "deed_date",
        "the deed",
        r"(?:(?:sheriff|referee|trustee|master)(?:'?s?'?) )?deed\b(?! in lieu)(?: (?:was |got )?(?:deliver\w*|record\w*|given|issued|signed))?",
    ),
    (
        "certificate_date",
        "the certificate",
        r"(?:cert(?:ificate)?s? of (?:title|sale)|title was issued|certificate was issued)",
    ),
    (
        "confirmation_date",
        "the confirmation",
        r"(?:(?:the )?(?:judge|court) (?:had )?(?:confirmed|approved)|confirmation|(?:sale |it )?(?:was |got )?confirmed)",
    ),
    ("ratification_date", "the ratification", r"(?:ratif\w+|auditor'?s? report)"),
    (
        "sale_date",
        "the sale",
        r"(?:(?:foreclosure|trustee'?s?'?|sheriff'?s?'?|public|court|house|actual) )*(?:sale|auction|foreclosure)(?: date| day| was held| took place| happened)?"
        r"|(?:(?:it|they|he|the (?:bank|lender|trustee|sheriff|house|home|place|property|condo)|house|we|i)(?: (?:was|got|had|had been|were))* )?(?:sold|auctioned|foreclosed)(?: off)?",
    ),
)
WORDS = {event: words for event, words, _ in EVENTS}
_SUED = (
    r"(?:(?<!i )(?<!we )(?<!\bcan )(?<!could )(?<!would )(?:sued|was sued|got sued|been sued|were sued)"
    r"|(?<!i )(?<!we )(?:filed|brought|started|made)(?: (?:in court|suit|a suit|the suit|its suit|their suit|(?:a|the|its|their|this|that) (?:\w+ )?(?:lawsuit|suit|motion|complaint|case|petition|claim|action|application)|against (?:me|us)|it|for (?:a |the )?deficiency\w*|papers|court papers|to sue)){0,3}"
    r"|(?:moved|asked(?: the (?:court|judge))?|applied|petitioned)(?: the court)? for (?:a |the |its |their )?deficiency(?: judge?ment)?"
    r"|took (?:me|us|him|her|them) to court|went to court"
    r"|(?<!no )(?<!any )(?<!without a )(?:law)?suit(?: (?:was|came|got|is dated))?(?: (?:filed|brought|started))?"
    r"|(?<!no )(?<!any )(?<!without a )motion(?: for (?:a |the )?deficiency(?: judge?ment)?)?(?: (?:was|came|got))?(?: (?:filed|made|brought))?)"
)
_OTHER_PAPERS = re.compile(
    r"\b(?:bankrupt\w*|chapter (?:7|11|13)|evict\w*|unlawful detainer|divorce\w*|tax(?:es)? return|1099\w*|appeal\w*|surplus|complaint with|notice of default|lis pendens)\b"
)
_OPEN = re.compile(
    r"\b(?:if|unless|suppos\w+|can|could|(?<!in )may|might|will|would|must|should|do|does|did|has to|have to|had to|needs? to|when|until|supposed to|deadline|limit)\b(?! (?:they|it|he) (?:sued|filed))"
)
_WITHIN = re.compile(r"\b(?:within|in(?: just| only| under)?|less than|under|not even|before) (?:about )?$")
_OVER = re.compile(r"\b(?:over|more than|past|beyond|well over|longer than|at least|upwards of|a little over) $")
_LEAD = r",? ?(?:later |after the fact )?(?:later|after|following|from|past|since|of|out from|once|passed)(?: (?:the|our|my|its|their|that|this|when|your|his|her))* ?"
_AFTER = tuple((event, re.compile(rf"{_LEAD}(?:{words})\b")) for event, _, words in EVENTS)
_BEFORE_IT = re.compile(rf"\b{_SUED}\b[^.;!?\n]{{0,45}}$")
_BEHIND_IT = re.compile(
    rf"[^.;!?\n]{{0,30}}?(?:\b(?:they|the (?:bank|lender|second|credit union|heloc)\w*|(?:bank|lender)|he|she|it|and|then|before|i|we)\b[^.;!?\n]{{0,24}}?)?\b{_SUED}\b"
)
# "they didn't sue until 14 months after the sale"
_NOT_UNTIL = re.compile(
    r"\b(?:did ?n'?t|did not|never|only|finally) (?:(?:even|finally|get around to|ever) )*(?:su(?:e|ed|ing)|fil(?:e|ed|ing)|mov(?:e|ed) for|bring|brought|go to court|take (?:me|us) to court)"
    r"[^.;!?\n]{0,30}\b(?:until|till|til|before)(?: (?:about|over|more than|like|almost|nearly|at least))* $"
)
# "if they sue five months after the sale": supposed, and worked out as such
_IF_THEY = re.compile(
    r"\b(?:if|suppos\w+|say) (?:they|he|she|it|the (?:bank|lender|second|credit union|heloc)\w*) (?:had |only |just |finally |actually |were to )*"
    r"(?:su(?:e|es|ed)|fil(?:e|es|ed)|wait(?:s|ed)?(?: to sue)?|(?:go|goes|went) to court|(?:take|takes|took) (?:me|us) to court)[^.;!?\n]{0,30}$"
)
_WAITED = re.compile(
    r"\b(?:waited|took|sat on it|let)(?: (?:them|it|the (?:bank|lender)))? (?:about |over |more than |almost |nearly |like )*$"
)
# "the bank waited 8 years": nothing came before, whatever came then
_THAT_LONG = re.compile(
    r"\W*$|,? (?:and|before|to|then|until)\b[^.;!?\n]{0,40}\b(?:call\w*|wr(?:ote|ite|iting)|contact\w*|com(?:e|ing)|came|ask\w*|want\w*|collect\w*|demand\w*|say\w*|tell\w*)\b"
)
_LENDER_WAITED = re.compile(
    r"\b(?:they|bank|lender|servicer|credit union|second|2nd|collector)(?:'?ve| have| has| had)? (?:just |only |only just )?(?:waited|sat on it|did nothing for)(?: (?:about|over|more than|almost|nearly|like))* $"
)
_TO_SUE = re.compile(
    r"[^.;!?\n]{0,40}?\b(?:to|before|and then|until|till|then|and) (?:they |it |the bank |the lender )?(?:finally |only |just |then )?(?:su(?:e|ed|ing)|fil(?:e|ed|ing)|(?:take|took|taking) (?:me|us) to court|mov(?:e|ed|ing) for)\b"
)
_LATER = re.compile(r",? (?:later|afterwards?|after(?= they| the bank| the lender|[,.;]| ?$))\b")
_OF_A_SALE = re.compile(
    r"\b(?:sale|sold|auction\w*|foreclosed|(?:statutory|non-?judicial|power[- ]of[- ]sale|trustee'?s?) foreclosure)\b"
)
_OF_A_DEED = re.compile(r"\bdeed[- ]in[- ]lieu\b")
_OTHER_START = re.compile(
    r"\b(?:stop\w*|quit|missed|behind|default\w*|notice|last paid|payments?|bankrupt\w*|died|divorced)\b"
)


_MAY_TELL = re.compile(r"su|fil|mo|court|waited|sat on it|did nothing")


def read_sued_after(text: str, *, sold: bool = False) -> SuedAfter | None:
    """How long after which day the lender sued, where that is told; None for what one only asks or supposes. Never raises.

    sold: whether a sale was told before, so that "they took 11 months to sue" counts from it.

    >>> found = read_sued_after("they sued me 4 months after the sale")
    >>> found.event, found.number, found.unit
    ('sale_date', 4, 'months')
    >>> read_sued_after("can they sue me 4 months after the sale?") is None
    True
    """
    folded = fold(text)
    if not _MAY_TELL.search(folded):
        return None
    for period in read_periods(text):
        if (event := _event(folded, *period.span, sold=sold)) and (found := _length(folded, period, event)):
            return found
    return None


def _event(folded: str, start: int, end: int, *, sold: bool) -> str | None:
    """The day from which a period runs to the lender's suit; None where it runs to nothing of the kind."""
    before = SENTENCE_END.split(folded[max(0, start - 110) : start])[-1]
    after = SENTENCE_END.split(folded[end : end + 110])[0]
    if _OTHER_PAPERS.search(before) or _OTHER_PAPERS.search(after):
        return None
    counted = next(((event, match.end()) for event, words in _AFTER if (match := words.match(after))), None)
    waited = _WAITED.search(before) is not None
    rest = after[counted[1] :] if counted else after
    if waited and _TO_SUE.match(rest):
        return counted[0] if counted else "sale_date" if _after_a_sale(folded[:start], sold=sold) else None
    if _LENDER_WAITED.search(before) and _THAT_LONG.match(after) and _after_a_sale(folded[:start], sold=sold):
        return "sale_date"
    if counted and (_NOT_UNTIL.search(before) or _IF_THEY.search(before)):
        return counted[0]
    if _OPEN.search(before):
        return None
    if counted:
        told = _BEFORE_IT.search(before) or (_BEHIND_IT.match(rest) and not _OPEN.search(rest[:30]))
        return counted[0] if told else None
    later = _LATER.match(after)
    deed = _after_a_deed(folded[:start])
    if later is None or not (deed or _after_a_sale(folded[:start], sold=sold)):
        return None
    return (
        ("deed_date" if deed else "sale_date")
        if _BEFORE_IT.search(before) or _BEHIND_IT.match(after[later.end() :])
        else None
    )


def _after_a_sale(before: str, *, sold: bool) -> bool:
    """Whether what was told last is a sale, and not a payment missed or a notice."""
    sale = max((match.start() for match in _OF_A_SALE.finditer(before)), default=-1)
    return (sale >= 0 or sold) and not _OTHER_START.search(before, max(sale, 0))


def _after_a_deed(before: str) -> bool:
    """Whether what was told last is a deed in lieu, and no sale, missed payment or notice behind it."""
    deed = max((match.end() for match in _OF_A_DEED.finditer(before)), default=-1)
    return deed >= 0 and not _OF_A_SALE.search(before, deed) and not _OTHER_START.search(before, deed)


def _length(folded: str, period: Period, event: str) -> SuedAfter | None:
    lead = folded[max(0, period.span[0] - 20) : period.span[0]]
    return length_of(period, event, "less" if _WITHIN.search(lead) else "more" if _OVER.search(lead) else "exact")


def length_of(period: Period, event: str, bound: Bound) -> SuedAfter | None:
    """A period as that from a day of the case to the suit, in whole days or months; None where it cannot be one."""
    value, unit = period.value, period.unit
    if period.low is not None or unit == "hour" or value > MOST:
        return None
    if unit == "year":
        value, unit = value * 12, "month"
    elif unit == "week":
        value, unit = value * 7, "day"
    if value != int(value):
        if bound == "less":
            return None
        bound = "more"
    if int(value) < 1:
        return None
    days_or_months: Unit = "months" if unit == "month" else "days"
    return SuedAfter(event=event, unit=days_or_months, number=int(value), bound=bound, raw=period.raw)
