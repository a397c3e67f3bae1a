"""Roles that the sentence turns: a difference between two amounts, an amount told again, the price a bank bought for."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.understand.roledamount import Role, RoledAmount, dollars_of
from bot.understand.text import SENTENCE_END

_THE = r"(?: (?:the|my|our|his|her|their|its|that|this|what|total|full|whole|unpaid|remaining|mortgage|loan|foreclosure|original)){0,4}"
_DEBT = r"(?:loan|debt|mortgage|balance|payoff|judge?ment|note|amount (?:owed|due)|(?:i|we|she|he|they|was|is|were) (?:still )?ow(?:e|ed|es|ing)|owed|indebtedness)"
_WORTH = r"(?:value|fmv|market|apprais\w+|worth|(?:it|house|home|place|property) (?:is|was) worth|assessment|zillow|zestimate|asking|list)"
_LESS = r"(?:less than|lower than|under|below|beneath|short of|shy of|smaller than|shorter than|beyond)"
_MORE = r"(?:more than|higher than|over|above|greater than|bigger than|in excess of|on top of)"
_DIFFERENCE = re.compile(
    rf" ?(?:dollars |bucks )?(?:or so )?(?:too )?(?:(?P<less>{_LESS})|(?P<more>{_MORE})){_THE} (?:(?P<debt>{_DEBT})|(?P<worth>{_WORTH}))\b"
)
# "owed 90 more than it sold for" tells the gap
_OVER_THE_PRICE = re.compile(
    r" ?(?:dollars )?(?:more|over|above)(?: than)?(?: (?:what|the amount))?(?: (?:it|they|the (?:house|home|place|bank|lender)|that))? (?:sold|went|brought|got|fetched|bid|paid)(?: it)?(?: for)?\b"
    r"| ?(?:more than|over|above) (?:the )?(?:sale|auction|bid)(?: price| amount)?\b"
)
_SOLD_BEFORE = re.compile(
    r"\b(?:sold|sell|went|go|bids?|brought|got|fetched|price|sale|auction\w*|paid|bought|purchased|let go|made|took)\b[^.;!?\n]{0,70}$"
)
# "does the 140 help me", "credit me with that 560,000", "150 is more than 140"
_AGAIN = re.compile(
    r"\b(?:that|this|those|the|the same|the whole|the full|their|his|her|your)(?: (?:same|whole|full))? ?[$~]?$"
)
_COMPARED = re.compile(r" (?:is|was|being|isn't) (?:more|less|higher|lower|bigger|smaller|over|under|above|below)\b")
_VALUES = ("fair_market_value", "appraisal")
_TOLD = ("sale_price", *_VALUES)
_OWNER = re.compile(
    r"(?<!house )(?<!home )(?<!place )(?<!property )(?<!condo )(?<!where )\b(?:i|we|my (?:husband|wife|ex|mom|dad|mother|father|parents|brother|sister|son)|us|our family|client)\b"
)
_BANKS = re.compile(
    r"\b(?:bank|lender|ldr|lndr|mortgagee|mtgee|plaintiff|pltf|servicer|mortgage company|credit union|bidder|buyer|investor|stranger|flipper|llc|beneficiary|"
    r"third party|outsider|hedge fund|noteholder|they)\b"
)
_FORECLOSED = re.compile(r"\b(?:foreclos\w*|auction\w*|sale|sold|bid|took|seized|repossess\w*|sheriff\w*|trustee\w*)\b")
_LONG_AGO = re.compile(r"\b(?:19|20)[0-9]{2}\b|\b(?:originally|brand new|back in|when (?:i|we)|years ago)\b")


# "settle 40k for 10k": what is settled is the claim
_SETTLES = re.compile(
    r",?(?: (?:debt|deficiency|balance|judge?ment|claim|of debt|they want|owed|i owe))? (?:for|down to|at|with) (?:just |only |like |about |maybe |say )*[$]?"
)
_ON_A_DEBT = re.compile(r" (?:on|against|towards?) (?:a |an |the |my |our |about |around )*[$]?")
_APPRAISED = re.compile(r"(?:\w+ )*apprais")
_BY_COURT = re.compile(
    r" (?:by|from|per|for) (?:the )?(?:(?:court|sheriff|county|master|special|court-appointed|three|two|official)(?:'?s?'?) ?)*"
    r"(?:commissioners?|court|sheriff(?:'s)?|appraisers for the (?:court|sheriff))\b"
)
_FOR_COSTS = re.compile(
    r",? (?:in |of |for )?(?:just |only |court |sheriff'?s? |legal |the )*costs?\b(?! (?:of|for|to)\b)"
)
_SOLD_FOR = re.compile(
    r"\b(?:sold|went|bid|bought|got|took|taken|goes|struck down)\b[^.;,!?\n$0-9]{0,24} (?:for|of|at)(?: (?:just|only|about))* [$]?$"
)
LESS_BEHIND = re.compile(r" (?:dollars )?(?:less|short|under|below)(?: (?:than )?(?:that|it))?(?= ?(?:[.,;!?)]|$))")
_SHORT_BEHIND = re.compile(r" (?:is |was |still )*(?:left|short|remaining)(?= ?(?:[.,;!?)]|$|to pay\b|owing\b|over\b))")
_FOR = re.compile(r"(?:for|at|of|bid|price|brought|fetched)$")
_LEFT = re.compile(r"(?:was |were |still |is )?left(?: (?:owing|over))?")
_WOULD_BRING = re.compile(
    r" (?:is|was|'s) (?:about |around )?what (?:it|(?:the|my|our|that) (?:house|home|place|property|condo))(?:'d| would| could| should| might)"
    r"(?: (?:really|easily|actually|honestly|normally|have|probably))* (?:bring|brought|fetch(?:ed)?|sell for|sold for|go for|gone for|get|be worth)\b"
)
_HAD_A_LOAN = re.compile(r"had (?!out\b)(?:a|the|our|my) (?:loan|mortgage|note)")
_IS_DUE = re.compile(r"(?:they|bank|lender|servicer) (?:now )?(?:say|says|saying|said|claim|claims)\b")
_WANTED = re.compile(r"wanted$")
# "they also want 6,200 attorney fees" asks for costs and names no whole claim
_FEES_BEHIND = re.compile(
    r" ?(?:dollars )?(?:more )?(?:in |of |for )?(?:attorney'?s?'?|lawyer'?s?|legal|court|trustee'?s?'?|sheriff'?s?|foreclosure|collection) (?:fees?|costs?|expenses?)\b(?! (?:and|plus|included))"
    r"|(?<=[0-9k]) (?:in |of |for )?(?:attorney'?s?'?|lawyer'?s?|legal) fees? and (?=\$?[0-9])"
)
# "they got a judgment of 58,300 for the deficiency"
_FOR_THE_DEFICIENCY = re.compile(
    r" (?:dollars )?(?:for|as) (?:the|a|my|our|her|his|their) (?:deficiency|shortfall)\b(?!(?: of| was| is)* [$]?[0-9])"
)
# "worth 140, they say 100": what the lender thinks it worth, and no claim; not "they say 100 is owed"
_THEY_SAY = re.compile(
    r",?(?: but)? (?:they|the (?:bank|lender)|bank|lender) (?:only )?(?:say|says|said)(?: it'?s| only| just| about| more like)* [$]?"
)
_CLAUSE_ENDS = re.compile(r" ?(?:[;!?)]|[.,](?![0-9])|$)| (?:and|but|so|when|because|owed?)\b")
_LEAST_OF_VALUE = Decimal("0.6")  # a smaller sum is rather a claim
NOW_SAY = re.compile(
    r"\b(?:now|then|later)(?: they)?(?: only)? (?:say|says|said|want|wants|wanted|ask for|asked for|went to)(?: (?:only|just))* ?[$]?$"
)
_ENTERED = re.compile(r"(?:judge|court|ct|clerk) .*(?:entered|awarded|granted|ordered)$")
_OPENING = re.compile(r"(?:opening|starting|minimum|reserve|first)\b")


def turn_roles(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """The amounts with the roles that the words around them turn."""
    turned: list[RoledAmount] = []
    told: dict[object, RoledAmount] = {}  # one of each kind: a text may repeat one amount a thousand times
    owed = any(r.role in ("debt", "principal") for r in read)
    priced = any(r.role == "sale_price" for r in read) or sum(r.role == "debt" for r in read) > 1
    for place, r in enumerate(read):
        start, end = r.amount.span
        role = r.role
        after = read[place + 1] if place + 1 < len(read) else None
        if turned and turned[-1].role == "claimed" and read[place - 1].role == "offer" and role is None:
            role = Role.OFFER
        elif role == "offer" and after and after.role is None and _SETTLES.fullmatch(folded, end, after.amount.span[0]):
            role = Role.CLAIMED
        elif role == "sale_price" and _OPENING.match(r.cue or "") and _is_told_twice(r, read):
            role = Role.OTHER  # "opening bid 120, final 163"
        elif role == "debt" and (_OVER_THE_PRICE.match(folded, end) or _FOR_THE_DEFICIENCY.match(folded, end)):
            role = Role.CLAIMED
        elif role in ("sale_price", "debt") and _told_beyond(folded, r) and _is_told_twice(r, read):
            role = None  # "bid 165,000 ... is the math 55,300? judicial sale"
        elif role == "claimed" and not owed and after and _WANTED.search(r.cue or "") and _is_lower_price(after, r):
            role = Role.DEBT  # "they wanted 318, the hammer fell at 262"
        elif role in ("claimed", None) and _WOULD_BRING.match(folded, end):
            role = Role.FAIR_MARKET_VALUE  # "a broker says 120 is what it'd bring"
        elif role == "debt" and not priced and _ENTERED.match(r.cue or ""):
            role = Role.CLAIMED  # "the judge entered 43,000 against me", and no price beside it
        elif role == "sale_price" and owed and LESS_BEHIND.match(folded, end):
            role = Role.CLAIMED  # "owed 228k, sold for 20k less"
        elif role == "sale_price" and not owed and _SHORT_BEHIND.match(folded, end) and not _FOR.search(r.cue or ""):
            role = Role.CLAIMED  # "trustee sale 50k left"
        elif role == "debt" and _LEFT.fullmatch(r.cue or "") and not priced and _FORECLOSED.search(folded, 0, start):
            role = Role.CLAIMED  # "auctioned. 40k left"
        elif match := _DIFFERENCE.match(folded, end):
            short = match["less"] and match["debt"] and _SOLD_BEFORE.search(folded, max(0, start - 90), start)
            role = Role.CLAIMED if short else None
        elif role in ("credits", "down_payment", "claimed", "debt", "fees", "costs") and _is_again(
            folded, r, told.values()
        ):
            role = None
        elif (
            role in ("costs", "fees")
            and _FOR_COSTS.match(folded, end)
            and _SOLD_FOR.search(folded, max(0, start - 40), start)
        ):
            role = Role.SALE_PRICE  # "the sheriff sold it for $1,500 costs"
        elif role is None and place and _ON_A_DEBT.fullmatch(folded, read[place - 1].amount.span[1], start):
            told_price = turned[-1].role == "sale_price" and r.amount.value > turned[-1].amount.value
            role = Role.DEBT if told_price and not owed else None  # "bid 96k on 121k"
        elif role == "fair_market_value" and _BY_COURT.match(folded, end) and _APPRAISED.match(r.cue or ""):
            role = Role.APPRAISAL  # "appraised 150k by the master commissioner"
        elif role == "debt" and (r.cue or "").startswith("on the hook") and _is_own_reckoning(r, read):
            role = Role.OTHER  # "we owed 166,200 ... I'm on the hook for 16,200 tops" tells no second debt
        elif role == "basis" and _bought_by_bank(folded, r):
            role = Role.SALE_PRICE
        elif role == "sale_price" and r.cue in ("got", "got only", "got just") and not owed:
            role = None  # "got 20,000" alone may be anything
        turned.append(r if role == r.role else r.model_copy(update={"role": role, "cue": r.cue if role else None}))
        told.setdefault((r.amount.value, r.amount.bare, role), turned[-1])
    return turned


def with_the_debt(read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """The debt told by another name, where a price and no debt stands beside it."""
    roles = {r.role for r in read}
    if "sale_price" not in roles or not roles.isdisjoint(("debt", "principal")):
        return list(read)
    return [
        r.model_copy(update={"role": Role.DEBT})
        # "she had a loan of 133,700. the sale brought 99,000"; "398k they say is due, bid 300k, market value 365k"
        if (r.role == "original_loan" and _HAD_A_LOAN.match(r.cue or ""))
        or (r.role == "claimed" and _is_owed_in_all(r, read))
        else r
        for r in read
    ]


def with_their_value(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """`worth 140, they say 100`: what the lender says of the value is neither a claim nor the owner's own figure."""
    found = list(read)
    for place, (before, r) in enumerate(pairwise(read), 1):
        if r.role in ("claimed", None) and _is_their_value(folded, before, r):
            found[place] = r.model_copy(update={"role": Role.OTHER, "cue": "what they say"})
    return found


def with_lower_offer(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """`they want 40k, offered to settle for 30k and now say 18k`: what they say after an offer, below it, is the next offer."""
    found = list(read)
    claims = [r.amount.value for r in read if r.role in ("claimed", "debt")]
    for place, (before, r) in enumerate(pairwise(read), 1):
        now = NOW_SAY.search(folded, before.amount.span[1], r.amount.span[0])
        if (
            found[place - 1].role == "offer"
            and r.role in ("claimed", None)
            and now
            and r.amount.value < min(before.amount.value, max(claims, default=Decimal(0)))
        ):
            found[place] = r.model_copy(update={"role": Role.OFFER, "cue": now[0].strip()})
    return found


def with_fees_asked(folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """`they also want 6,200 attorney fees`: what is asked for is a part of the claim."""
    return [
        r.model_copy(update={"role": Role.COSTS})
        if r.role == "claimed" and _FEES_BEHIND.match(folded, r.amount.span[1])
        else r
        for r in read
    ]


def _is_their_value(folded: str, before: RoledAmount, r: RoledAmount) -> bool:
    """Whether a sum is what the lender says of a value that was told right before it: a little less, and nothing else."""
    start, end = before.amount.span[1], r.amount.span[0]
    if before.role not in _VALUES or not _THEY_SAY.fullmatch(folded, start, end):
        return False
    share = dollars_of(r) / (dollars_of(before) or 1)
    return _LEAST_OF_VALUE <= share < 1 and _CLAUSE_ENDS.match(folded, r.amount.span[1]) is not None


def _is_own_reckoning(r: RoledAmount, read: Sequence[RoledAmount]) -> bool:
    """Whether the amount is a part of a debt that is told beside it."""
    return any(o.role in ("debt", "principal") and o.amount.value > r.amount.value for o in read if o is not r)


def _told_beyond(folded: str, r: RoledAmount) -> bool:
    """Whether what names an amount stands only in the sentence after it."""
    start, end = r.amount.span
    cue = r.cue or ""
    behind = folded.find(cue, end)
    led = folded.rfind(cue, max(0, start - 90), start) >= 0
    return bool(cue) and not led and behind >= 0 and SENTENCE_END.search(folded, end, behind) is not None


def _is_told_twice(r: RoledAmount, read: Sequence[RoledAmount]) -> bool:
    return any(o.role == r.role and o is not r for o in read)


def _is_owed_in_all(r: RoledAmount, read: Sequence[RoledAmount]) -> bool:
    """Whether what the lender says is due is the whole debt: it is above the price and the value, and both are near it."""
    told = {o.role: o.amount.value for o in read if o.role in ("sale_price", "fair_market_value")}
    said = _IS_DUE.match(r.cue or "") is not None
    return said and len(told) == 2 and max(told.values()) < r.amount.value < 2 * min(told.values())


def _is_lower_price(r: RoledAmount, than: RoledAmount) -> bool:
    """Whether an amount is a price below another amount."""
    return r.role == "sale_price" and r.amount.value < than.amount.value


def _is_again(folded: str, r: RoledAmount, before: Iterable[RoledAmount]) -> bool:
    """Whether a price or value told before is spoken of again."""
    start, end = r.amount.span
    for told in before:
        short = r.amount.bare and r.amount.value * 1000 == told.amount.value
        same = short or r.amount.value in (told.amount.value, told.amount.value * 1000)
        if not same or told.role == r.role:
            continue
        if r.role in ("credits", "down_payment") and told.role is not None:
            return True
        led = _AGAIN.search(folded, max(0, start - 24), start)
        if r.role == "claimed" and told.role in ("debt", "principal") and short and not told.amount.bare:
            return True  # "judgment 112,000 ... it isn't in the 112 yet"
        if told.role in _TOLD and (led or _COMPARED.match(folded, end) or (short and not told.amount.bare)):
            return True
    return False


def _bought_by_bank(folded: str, r: RoledAmount) -> bool:
    """Whether a bank or bidder, and not the owner, is who bought: "the bank foreclosed and purchased it for 100"."""
    start = r.amount.span[0]
    cue = folded.rfind(r.cue or "", max(0, start - 110), start)
    if cue < 0 or _OWNER.match(folded, cue) or _LONG_AGO.search(folded, cue, start):
        return False
    before = folded[max(0, cue - 160) : cue]
    ends = [m.end() for m in SENTENCE_END.finditer(before)]
    sentence = before[ends[-1] :] if ends else before
    banks, owners = [list(p.finditer(sentence)) for p in (_BANKS, _OWNER)]
    if not banks or (owners and owners[-1].start() > banks[-1].start()):
        return False
    return bool(_FORECLOSED.search(sentence)) or len(sentence) - banks[-1].end() <= 14
