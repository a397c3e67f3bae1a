"""Which days are the sale's, where its words do not stand beside them."""

import re
from datetime import date

from bot.understand.daterole import DateRole
from bot.understand.matching import Cue
from bot.understand.text import SENTENCE_END

_RUNS_FROM = re.compile(
    r"\b(?:interest|int|accru\w*|per diem|a day|daily|%|percent)[^;!?\n]{0,40}\b(?:from|since) (?:the )?(?:payoff |statement |decree |judge?ment )*(?:date |day )?(?:on |of )?$"
)
_UNTIL = re.compile(r",? (?:to|until|till|thru|through)\b")
_WALKED = re.compile(
    r"\b(?:walked (?:away|out|off)|(?:mailed|sent|gave|turned|handed)(?: (?:them|the bank|back|in|over|up))* (?:the |our |my )?keys|let (?:it|the (?:house|home|place)) go)\b[^.;!?\n]*$"
)
_LONG_SINCE = 5  # years after which a house that was given up has been sold
# "sold our house under the trust deed on May 3": the sale is dated, and not the paper
_PAPER = re.compile(r"\b(?:deed of trust|trust deed|dot)$")
_SOLD_UNDER = re.compile(
    r"\b(?:sold|sale|auctioned|unloaded|foreclosed)\b(?:[^.;!?\n]|(?<=\b[a-z])\.)*\b(?:under|off|by|per|through|on) (?:(?:a|the|our|my|that) )?$"
)
# "we bought at 210,000 in 2016": the home, long before it was lost
_BOUGHT_AT = re.compile(r"bought\b")
_THE_OWNERS = re.compile(r"(?:^|[.;,!?\n] ?|\band )(?:we|i|he|she|they|my \w+|our \w+) (?:had |first |originally )?$")
# "bought for 150 in 2004, they sold for 170", without the one who bought; not "bought for 95k in 2024 by an investor"
_NOBODY = re.compile(r"(?:^|[.;!?\n] ?)(?:first |originally )?$")
_BY_WHOM = re.compile(r"[^.;,!?\n]{0,40} by (?:the|an?|some|bank|lender)\b")
# "the sheriff's sale of our place in Toms River was August 4"
_IT_WAS = re.compile(r"(?:\b(?:was|took place|happened|was held)(?: held)?(?: back)?(?: on| in)?|,) $")
# "I did not redeem by the last law day. That was November 9", "a report of sale? It came by post on November 9"
_THAT_WAS = re.compile(
    r"[.;!?\n] ?(?:and )?(?:that|this|it|which) (?:(?P<came>came|arrived|reached|got)|was|fell|is)"
    r"(?: (?:to|on|in|by|from|me|us|the|my|our|post|mail|bank|lender|servicer|office|clerk|court|back))* $"
)
_COMES = frozenset({DateRole.REPORT_CAME, DateRole.NOTICE_MAILED, DateRole.LETTER, DateRole.SERVED})
_SENTENCE_BEFORE = 70  # characters to the words that such a sentence speaks of
_ABOUT = re.compile(r"\b(?:about|before|after|regarding|until|till|for|to) (?:the |our |my |that |a )?$")
_OWN_SENTENCE = re.compile(
    r"[.;!?\n] ?(?:(?:and )?(?:that|this|it|all|sale|auction)(?: (?:was|happened|all))* )?(?:(?:about|around|just|maybe|like|back|in|on|early|only|over|almost) ){0,3}$"
)
_LISTED_BEFORE = re.compile(r"(?:^|[,;:] ?|\b(?:trustee|sheriff|nonjud\w*|judicial) )$")
_LISTED_AFTER = re.compile(r" ?(?:[,;.]|$)")
_OF_A_SALE = re.compile(r"\b(?:trustee|sheriff|auction\w*|sale|bid|sold)\b")
# "in 2018 it was worth 300, sold 200": the day of another statement than the sale's
_ELSEWHERE = re.compile(
    r"\b(?:worth|value[ds]?|apprais\w+|zillow|zestimate|assess\w+|balance|owed?|owing|loan|mortgage|note|borrowed|refi\w*|paid|sent|payments?)\b"
)
_LOAN_OF = re.compile(r"\b(?:loan|mortgage|note|borrowed|refi\w*)\b")
_STANDS_AT = re.compile(r"\b(?:balance|owed?|owing|payments?|paid|sent|worth|value[ds]?)\b")
_ITS_SALE = re.compile(
    r"\b(?:sold|sale|auction\w*|foreclos\w+|bid|went|lost|los[et]|took|taken|trustee'?s?|sheriff'?s?|hammer|bought|purchased|struck)\b"
)
_CLAUSE_ENDS = re.compile(r"[.,;:!?](?=\s)|\n|$| (?:and|but|then) ")
_AFTER_THE_SALE = re.compile(
    r" after (?:(?:they|the (?:bank|lender)) (?:foreclosed|sold|auctioned)|(?:the|that) (?:foreclosure |trustee's |sheriff's )?(?:sale|auction|foreclosure)\b)"
)
_SENTENCE_ENDS = re.compile(r" ?(?:[.;!?\n]|$|i think\b|or so\b)")


def alone(
    folded: str, spans: list[tuple[int, int]], roles: list[DateRole | None], cues: list[Cue]
) -> list[DateRole | None]:
    """`they sold it to a stranger. Two months ago.`: a day that is a sentence of its own is the sale's before it.

    A day from which interest runs ("from March 1 until the sale") is none of the case.
    """
    sold = DateRole.SALE_DATE in roles
    for place, ((start, end), role) in enumerate(zip(spans, roles, strict=True)):
        if role == DateRole.SALE_DATE:
            if _RUNS_FROM.search(folded, max(0, start - 60), start) and _UNTIL.match(folded, end):
                roles[place] = None
            continue
        if role is not None:
            continue
        if (
            len(spans) == 1
            and _LISTED_BEFORE.search(folded, max(0, start - 20), start)
            and _LISTED_AFTER.match(folded, end)
        ):
            if _OF_A_SALE.search(folded):
                roles[place] = DateRole.SALE_DATE  # "Boise, trustee, 9/15/26."
        elif not sold and _OWN_SENTENCE.search(folded, max(0, start - 40), start):
            before = [c for c in cues if c.end <= start and start - c.start < 160]
            if before and before[-1].role == DateRole.SALE_DATE and _SENTENCE_ENDS.match(folded, end):
                roles[place] = DateRole.SALE_DATE
                sold = True
    return roles


def of_the_sale(
    folded: str, spans: list[tuple[int, int]], roles: list[DateRole | None], chosen: list[Cue | None], cues: list[Cue]
) -> list[DateRole | None]:
    """Days of a sale whose words stand far off or beside a paper's, and of a purchase that is none."""
    made, sold = list(roles), DateRole.SALE_DATE in roles
    for place, (cue, role) in enumerate(zip(chosen, roles, strict=True)):
        said = folded[cue.start : cue.end] if cue else ""
        before = folded[max(0, cue.start - 120) : cue.start] if cue else ""
        bought = role == DateRole.SALE_DATE and _BOUGHT_AT.match(said) is not None
        if bought and cue and (_THE_OWNERS.search(before) or _is_bought_before(folded, before, cue, cues)):
            made[place] = DateRole.LOAN_DATE
        elif sold:
            continue
        elif role == DateRole.LOAN_DATE and _PAPER.search(said) and _SOLD_UNDER.search(before):
            made[place] = DateRole.SALE_DATE
        elif role is None and _IT_WAS.search(folded, max(0, spans[place][0] - 40), spans[place][0]):
            start = spans[place][0]
            if any(other[1] <= start and not SENTENCE_END.search(folded, other[1], start) for other in spans):
                continue
            sentence = [c for c in cues if c.end <= start and not SENTENCE_END.search(folded, c.end, start)]
            of_it = [c for c in sentence if not _ABOUT.search(folded, 0, c.start)]
            if of_it and {c.role for c in sentence} == {DateRole.SALE_DATE}:
                made[place] = DateRole.SALE_DATE
    return made


def _is_bought_before(folded: str, before: str, cue: Cue, cues: list[Cue]) -> bool:
    """Whether a purchase of nobody's opens a sentence, and a sale is told behind it."""
    opens = _NOBODY.search(before) is not None and not _BY_WHOM.match(folded, cue.end)
    return opens and any(c.role == DateRole.SALE_DATE and c.start > cue.end for c in cues)


def of_something_else(
    folded: str, spans: list[tuple[int, int]], roles: list[DateRole | None], chosen: list[Cue | None]
) -> list[DateRole | None]:
    """Without the days that the words of a sale in another clause would take: `in 2018 it was worth 300, sold 200`."""
    made = list(roles)
    for place, ((start, end), cue, role) in enumerate(zip(spans, chosen, roles, strict=True)):
        if role != DateRole.SALE_DATE:
            continue
        if _AFTER_THE_SALE.match(folded, end):
            made[place] = None  # "I sent 2,000 in August after they foreclosed"
            continue
        first = max(
            (m.end() for m in _CLAUSE_ENDS.finditer(folded, max(0, start - 120)) if m.end() <= start), default=0
        )
        last = next(m.start() for m in _CLAUSE_ENDS.finditer(folded, end))
        clause = folded[first:last]
        apart = cue is None or cue.start >= last or cue.end <= first
        if apart and _ELSEWHERE.search(clause) and not _ITS_SALE.search(clause):
            of_loan = _LOAN_OF.search(clause) and not _STANDS_AT.search(clause)
            made[place] = DateRole.LOAN_DATE if of_loan else None
    return made


def of_the_sentence_before(
    folded: str, spans: list[tuple[int, int]], roles: list[DateRole | None], chosen: list[Cue | None], cues: list[Cue]
) -> list[DateRole | None]:
    """`I did not redeem by the last law day. That was November 9`: the day of what the sentence before names last."""
    made = list(roles)
    for place, ((start, end), cue) in enumerate(zip(spans, chosen, strict=True)):
        said = _THAT_WAS.search(folded, max(0, start - 80), start)
        if said is None or (cue and said.start() < cue.start <= end + 1):
            continue
        named = [c for c in cues if c.end <= said.start() + 1 and said.start() - c.end < _SENTENCE_BEFORE]
        if named and (not said["came"] or named[-1].role in _COMES):
            made[place] = DateRole(named[-1].role)
    return made


def given_up(
    folded: str, spans: list[tuple[int, int]], roles: list[DateRole | None], ends: list[date], today: date
) -> list[DateRole | None]:
    """`we walked away in 2010`: where no sale is dated, the time of the loss; of late there may have been no sale yet."""
    if DateRole.SALE_DATE in roles:
        return roles
    return [
        DateRole.SALE_DATE
        if role in (None, DateRole.MOVED_OUT)
        and end.year <= today.year - _LONG_SINCE
        and _WALKED.search(folded, max(0, start - 50), start)
        else role
        for role, (start, _), end in zip(roles, spans, ends, strict=True)
    ]
