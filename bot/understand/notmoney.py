"""Where numbers stand that are not money: addresses, telephone and case numbers, statutes, dates, ages, counts."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from bot.understand.dateforms import date_spans
from bot.understand.measures import is_age, read_periods, read_quantities
from bot.understand.numerals import Numeral
from bot.understand.percents import read_percents
from bot.understand.zips import find_zips

_NOT_IN_ADDRESS = (
    "the their they in a my our your and or at of on by for to from was is it he she we i but with that before after "
    "all no never without dollars bucks plus minus less sold bid owed debt fees fee costs cost late attorney attorneys legal owe sale per principal balance value loan judgment mortgage ts jmt jgmt upb fmv sp"
).replace(" ", "|")
_STREET = r"(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|pl|place|cir|circle|ter|terrace|pkwy|parkway|hwy|highway|trl|trail|loop|sq|square|pike|way|row|alley)"
_STATUTES = r"(?:rcw|nrs|ors|mcl|ocga|ars|mgl|usc|usca|cfr|ccp|rpapl|cplr|ncgs|hrs|rsa|rsmo|ksa|krs|orc|crs|sdcl|ndcc|mca|ucc|tca|ilcs|irc|pub\. ?l|p\.l|stat)"

_MASKS = tuple(
    re.compile(pattern)
    for pattern in (
        # a paper of a court by its rule: "the 736 order", "a 120 hearing"
        r"(?<![0-9$.,])[0-9]{2,4} (?:order|hearing|motion|application|petition|proceeding|affidavit)s?\b",
        # how old somebody is: "clt 71, pension only"
        r"\b(?:clt|client|i'?m|i am|he'?s|she'?s|(?:mom|mother|mama|dad|father|grand\w+|aunt|uncle|wife|husband|they|client|she|he)(?:'?s| is| are)|age|aged|turn(?:ed|ing)?) (?:[5-9][0-9]|1[0-9]|[234][0-9])\b(?=,| and (?:retired|disabled|on)|\.? (?:on|w/|with) (?:a |ss|social|pension|disab))",
        # the Texas home equity section
        r"\b50 ?\(?a\)? ?\(?6\)?(?:\([a-z]\))?",
        # telephone, social security, card and account numbers
        r"(?<![0-9])(?:\+?1[-. ])?\(?[0-9]{3}\)?[-. ]{1,2}[0-9]{3}[-. ][0-9]{4}(?![0-9])",
        r"(?<![0-9-])[0-9]{3}-[0-9]{4}(?![0-9-])",
        r"(?<![0-9a-z])[0-9x*]{3}-[0-9x*]{2}-[0-9]{4}(?![0-9])",
        r"\b(?:call|dial|text|phone|tel|ssn|social(?: security)?(?: number| no\.?)?)(?: is|:| at)? ?[0-9][0-9 ().-]{1,14}",
        r"\b(?:loan|account|acct|case|file|docket|cause|ref|reference|claim|parcel|apn|instrument|policy|confirmation|id|"
        r"member|customer|index|civil|tax id|ein|mers|min|servicer|mortgage|bk|bankruptcy|cv|nmls|routing)"
        r" ?(?:no\.?|num\b\.?|number|#|id\b|nbr)[ :.#]{0,3}(?:is |was )?(?=[a-z0-9-]{0,12}[0-9])[a-z0-9][a-z0-9-]{0,29}",
        r"\b(?:acct|case|docket|apn|no\.|nos\.)[ :.#]{1,3}(?=[a-z0-9-]{0,12}[0-9])(?:[a-z0-9]{1,12}(?:-[a-z0-9]{1,12}){1,4}|[0-9]{6,20})\b(?!,[0-9]| ?k\b)",
        # a court's number: "24 CV 001877", "2024-CA-001234"; and no sum begins with a nought
        r"(?<![0-9a-z$.,])(?:[0-9]{2}|(?:19|20)[0-9]{2})[ -]?(?:cv|cve|cvf|cvg|civ|ca|cc|ce|ch|ci|cp|fc|mf|dr|sp)[ -]?[0-9]{3,8}(?:-[0-9a-z]{1,6})?\b",
        r"(?<![0-9.,$])0[0-9]{3,19}\b",
        r"\bending (?:in |with )[0-9]{3,6}",
        r"# ?[0-9][0-9a-z-]{0,24}",
        # letters and digits in one: 1099-c, w-2, 401k, cv-2019-12
        r"(?<![a-z0-9$.,-])(?:1099|1098|1040|8949|4506)(?:-?[a-z]{1,2})?\b(?![,.][0-9])",
        # a plan for old age, unless its name stands where a price or debt does: "sold for 401k"
        r"\b(?:401 ?\(k\)|(?:403|457) ?\(?b\)?(?![a-z0-9])|(?:401|403|457|529) plan)",
        r"\b401-?k\b(?= ?(?:s\b|plan|account|money|savings|loan|balance|retirement|funds?|from|and (?:ira|savings|pension)))",
        # the digits are looked for first: the many words before them would else be tried at each place of a text
        r"(?=401)(?<!for )(?<!at )(?<!owe )(?<!owed )(?<!owing )(?<!bid )(?<!was )(?<!were )(?<!is )(?<!sold )(?<!brought )(?<!fetched )(?<!debt )(?<!bal )(?<!balance )"
        r"(?<!payoff )(?<!worth )(?<!value )(?<!fmv )(?<!sp )(?<!upb )(?<!fj )(?<!price )(?<!judgment )(?<!jgmt )(?<!about )(?<!around )(?<!of )(?<!paid )(?<!says )(?<!said )"
        r"(?<!only )(?<!just )(?<!over )(?<!under )(?<!nearly )(?<!almost )(?<!roughly )(?<!to )(?<!px )(?<!loan )(?<!mortgage )(?<![$~@=:(])(?<![:=@] )\b401-?k\b",
        r"\b(?!usd|us\b)(?:[a-z]{1,4}[0-9]|(?!(?:bid|fmv|upb|int|bal|owe|owed|debt|sale|fees?|px|sp)-)[a-z]{1,4}-[0-9])[0-9]{0,9}(?:-[0-9a-z]{1,12}){0,4}\b",
        # money needs grouping in hyphened chains: 57-1-32, 33-814a
        r"(?<![0-9a-z$,.-])[0-9]{1,7}(?:-[0-9a-z]{1,7}){2,6}(?![0-9,])",
        r"(?<![0-9a-z$,.-])[0-9]{1,4}[a-z]?-[0-9]{1,5}[a-jl-z](?![a-z0-9])",
        r"(?<![0-9a-z$,.-])[0-9]{1,2}-[0-9]{3,5}(?![0-9a-z,.-]| ?(?:k|thousand|grand|million|dollars))",
        # statutes and the like
        r"(?:(?<!§)§++|\b(?:sections?|secs?|articles?|art|rules?|chapters?|ch|chap|titles?|forms?|schedule|code|statutes?|part|paragraph|para|"
        r"subsection|regulation|reg|publication|pub|page|step|exhibit|question|amendment)\b\.?)"
        r"[ :§]{0,3}(?:no\.? )?[0-9][0-9a-z.:-]{0,15}(?:\([0-9a-z]{1,4}\)){0,4}(?:/[0-9]{1,2}(?![0-9]))?",
        rf"\b{_STATUTES}\.?[ §]{{0,3}}[0-9][0-9a-z.:-]{{0,15}}(?:\([0-9a-z]{{1,4}}\)){{0,4}}",
        r"\b(?!f\.m|u\.p|s\.p|a\.m|p\.m)(?:[a-z]\. ?){2,5}(?:ann\. ?)?(?:c\. ?|ch\. ?)?[§ ]{0,3}[0-9][0-9a-z.:-]{0,15}(?:\([0-9a-z]{1,4}\)){0,4}",
        rf"(?<![0-9,$])[0-9]{{1,3}} (?:u\.? ?s\.? ?c|c\.? ?f\.? ?r|{_STATUTES})\b",
        r"(?<![0-9a-z$.,])[0-9]{1,4}[.-][0-9]{1,5}\([0-9a-z]{1,4}\)",
        # a section by its paragraph: "a 522(f) motion", "580d(b)"; a 401(k) has a place of its own
        r"(?<![0-9a-z$.,])[0-9]{2,4}[a-z]?\((?!k\))[a-z]\)(?:\([0-9a-z]{1,4}\)){0,3}",
        # places and ways
        rf"(?<![0-9a-z$.,])[0-9]{{1,6}} (?:[nsew]\.? )?(?:(?!(?:{_NOT_IN_ADDRESS})\b|grand\. |thousand\b)[a-z0-9'.]{{1,18}} ){{1,3}}{_STREET}\b(?! (?:costs?|fees?|below|above|more|less|too|over|under|off|high|low))"
        rf"(?:(?:,? (?!(?:{_NOT_IN_ADDRESS})\b)[a-z.]+){{0,3}},? [0-9]{{5}}(?:-[0-9]{{4}})?(?![0-9,.k]))?",
        r"\b(?:apartment|suite|unit|room|lot|block|po box|p\.o\. box|box|highway|route|exit|interstate|district|"
        r"department|division|judge|channel|book|page|line|tier|phase|floor|building|(?:apt|ste|rm|hwy|rt|dept|pg|bldg)\b\.?)[ #:]{1,2}[0-9]{1,7}[a-z]?\b(?! ?(?:k|thousand|grand)\b|,[0-9])",
        # the year behind what it dates: "orig. note 240k (2005)"
        r"(?<=[0-9k] )\((?:19|20)[0-9]{2}\)",
        # time, scores, fractions, ratios, telephone helplines
        r"(?<![0-9])[0-9]{1,2}:[0-9]{2}(?![0-9])(?: ?[ap]\.?m\b)?",
        r"(?<![0-9,.$])[0-9]{1,2} ?(?:am|pm|a\.m|p\.m|o'?clock)\b",
        r"(?<![0-9$/])(?:24/7|50/50|(?:80|75|85|90)/(?:10|15|20|25)(?![0-9/])|[0-9]{1,2}/[1-9](?![0-9/]))",
        r"\b(?:credit )?(?:score|fico)(?: (?:is|was|of|at|around|about|now|went|dropped|fell|down|to|from)){0,4}[ :]{1,2}[0-9]{3}\b"
        r"(?:,? (?:(?:and|but|then|now|it|it's|is|was|went|dropped|fell|down|to|after|today) ){1,5}[0-9]{3}\b(?![,.][0-9]| ?k\b| ?thousand))?",
        # how many times: "52.31 x 33", "1,450 x 12", "48 x 300"
        r"(?:(?<=[0-9]{3} )|(?<=\.[0-9]{2} )|(?<=\.[0-9]{2})|(?<=[0-9]{3})|(?<=month )|(?<=/mo )|(?<= mo ))[x*×] ?(?:[12]?[0-9]{1,2}|3[0-9]{2})\b(?![,.]?[0-9]| ?k\b)",
        r"(?<![0-9$,.])(?<!p/d )(?<!per diem )(?<!per-diem )[0-9]{1,3} ?[x×] ?(?=[$]?[0-9])",
        r"(?<![0-9,$])[0-9]{3} (?:credit|fico)(?: score)?\b",
        r"\b(?:family|household|party|group) of [0-9]{1,2}\b",
        r"\b(?:i am|i'?m|she'?s|he'?s|she is|he is|we'?re both|aged?|turned|turning) [0-9]{1,3}\b(?! ?(?:k|thousand|grand|dollars|bucks|percent|behind|in debt|short|under)|[.,][0-9])",
        r"\b(?:[12][0-9]{3}|(?<=my )[2-9]0|(?<=the )[2-9]0|(?<=his )[2-9]0|(?<=her )[2-9]0)'?s\b",
        r"\b(?:area|zip|country) code [0-9]{3,5}",
    )
)  # fmt: skip
_COUNTED = re.compile(
    r"[ -](?:(?:more|other|different|missed|late|monthly|equal|eq\.?|mo\.?|big|small|young|separate|junior|senior) ){0,2}"
    r"(?:people|persons?|kids?|child(?:ren)?|bidders?|bids|offers|liens|mortgages|loans|houses|homes|propert(?:y|ies)|"
    r"letters?|calls?|times|payments|pmts|installments|instalments|cars?|jobs?|copies|pages?|points?|miles?|feet|ft|stor(?:y|ies)|rooms?|of us|"
    r"creditors?|accounts|judge?ments|lawsuits?|owners?|heirs?|borrowers?|co-?signers?|signers?|parcels?|members?|"
    r"employees|dependents?|states?|questions?|options?|things?|ways|minutes?|seconds?|th|st|nd|rd|degrees?|"
    r"defendants?|notices?|companies|banks?|lenders?|attorneys?|lawyers?|dogs?|votes?|neighbou?rs?)\b(?! (?:fee|cost|was|balance|\$?[0-9]))"
)
# "owed 133 bank bid 100": of many the word stands in the plural
_ONE_OF_THEM = re.compile(
    r"[ -](?:bank|lender|attorney|lawyer|letter|notice|property|owner|borrower|creditor|servicer)\b"
)
_MANY = 20
_NO_COUNT = 10_000  # "fmv 180000 state CO": so many of nothing are told
# two loans by their shares of the price; "they want the 20" is then the second loan
_PIGGYBACK = re.compile(r"(?<![0-9/$])80[/-](?:10|15|20)(?![0-9/])")
_ITS_PART = re.compile(r"\b(?:the|that|my|our) (?:80|10|15|20)\b(?! ?(?:k|grand|thousand)\b|[,.][0-9])")


class Masks:
    """The stretches of a lower-case text whose numbers are not money."""

    def __init__(self, text: str, folded: str) -> None:
        spans: list[tuple[int, int]] = [*date_spans(folded), *((start, end) for start, end, _ in find_zips(folded))]
        spans += [percent.span for percent in read_percents(text)]
        spans += [period.span for period in read_periods(text)]
        spans += [quantity.span for quantity in read_quantities(text)]
        if _PIGGYBACK.search(folded):
            spans += [match.span() for match in _ITS_PART.finditer(folded)]
        for pattern in _MASKS:
            spans += [match.span() for match in pattern.finditer(folded)]
        self._folded = folded
        self._spans = _merged(spans)
        self._starts = [span[0] for span in self._spans]

    def blanked(self) -> str:
        """The text with spaces in place of what is not money."""
        pieces, at = [], 0
        for start, end in self._spans:
            pieces += [self._folded[at:start], " " * (end - start)]
            at = end
        return "".join((*pieces, self._folded[at:]))

    def covers(self, number: Numeral) -> bool:
        """Whether a number stands in one of the stretches, or is an age or a count by what follows it."""
        place = bisect_right(self._starts, number.start) - 1
        if place >= 0 and self._spans[place][1] > number.start:
            return True
        if place + 1 < len(self._spans) and self._spans[place + 1][0] < number.end:
            return True
        if is_age(self._folded, number):
            return True
        small = number.form in ("plain", "words") and not number.large and number.value < _NO_COUNT
        if number.value >= _MANY and _ONE_OF_THEM.match(self._folded, number.end):
            return False
        return small and _COUNTED.match(self._folded, number.end) is not None


@lru_cache(maxsize=4)  # the readers of amounts, of their roles and of days ask for those of the same text
def masks(text: str, folded: str) -> Masks:
    """The stretches of a text whose numbers are not money. folded: the text in lower case."""
    return Masks(text, folded)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
