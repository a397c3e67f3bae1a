"""What each amount is (debt, bid, market value …), from the words around it, and which bare numbers are thousands."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.understand.addingup import with_what_adds_up
from bot.understand.amounts import AmountMention, read_amounts
from bot.understand.counted import interest_days
from bot.understand.matching import Cue, assign, cue_table
from bot.understand.notmoney import masks
from bot.understand.othercreditors import without_other_debts
from bot.understand.paidback import with_paid_back
from bot.understand.plannotes import with_note
from bot.understand.roledamount import Role, RoledAmount
from bot.understand.roledescribe import INCLUDABLE, describe, read_frequency
from bot.understand.rolesentence import from_sentences, without_asked
from bot.understand.rolesnoted import with_equation, with_labels_behind, with_minus, with_slashes
from bot.understand.roleturns import (
    turn_roles,
    with_fees_asked,
    with_lower_offer,
    with_the_debt,
    with_their_value,
)
from bot.understand.rolewords import (
    BUT_IT_IS,
    CORRECTION,
    I_SAID,
    I_SAY,
    NAMES_THE_CLAIM,
    PAYS_BEFORE,
    SAYS,
    VALUES,
)
from bot.understand.sumroles import judged
from bot.understand.text import SENTENCE_END, Taken, fold
from bot.understand.thousands import in_thousands

__all__ = ["Role", "RoledAmount", "assign_roles", "read_frequency", "read_money"]

LEAST_VALUE = Decimal(2000)  # dollars; no home is worth less
_LARGE_COST, _MOST_COSTS = 40_000, Decimal("0.6")  # dollars, and the share of a debt that its costs stay below
_LEAST_CLAIM = 5_000  # dollars, of a sum that stands alone
# of a home that was lost a claim of two digits is in thousands: "foreclosed last year, short 50"
_HOME_LOST = re.compile(
    r"\b(?:foreclos\w+|auction\w*|trustee\w*|sheriff\w*|short sale|sold (?:it |the house |our house |my house )?short|deed in lieu)\b"
)
_OF_PAYMENTS = re.compile(r"\b(?:payments?|months?|rent|per month|weekly|fees?)\b")
_CLOSES = re.compile(r" ?[.?!]*$")
_MAY_BE_CLAIMED = (Role.OFFER, Role.INSTALMENT, Role.DEBT, None)
_OWED = frozenset({Role.DEBT, Role.PRINCIPAL})


def assign_roles(
    text: str, mentions: Sequence[AmountMention], *, thousands_before: bool = False, judge: bool = True
) -> list[RoledAmount]:
    """What each amount is, in order; small bare numbers that mean thousands come back as such. Never raises.

    A bare number from 20 to 999 means thousands where it is a debt, a price or a value of a house; another role
    follows when a house amount in the text is that large. With a dollar sign it does so only where two or more house
    amounts are as small and none is larger. What is said in dollars, per month or in late fees stays as written.
    thousands_before: earlier turns spoke of a house's amounts, so that "do I owe 60?" alone means thousands too.
    judge: whether the trained judgement (`sumroles.py`) has the last word, rather than the nearest words.

    >>> text = "owed 212k plus 8k fees, sold for 150"
    >>> [(str(r.role), str(r.amount.value)) for r in assign_roles(text, read_amounts(text))]
    [('debt', '212000'), ('fees', '8000'), ('sale_price', '150000')]
    """
    folded = fold(text)
    spans = [mention.span for mention in mentions]
    money = Taken(len(text))
    for span in spans:
        money.add(*span)
    found = cue_table("amount_cues").find(folded)
    telling = [cue for cue in found if cue.role != "nothing" and not money.overlaps(cue.start, cue.end)]
    cues = without_asked(folded, telling)
    # what stands between a cue and its amount without being money (a date, an address) does not part them
    bare = masks(text, folded).blanked()
    read = [
        describe(folded, mention, cue, _next_start(spans, place))
        for place, (mention, cue) in enumerate(
            zip(mentions, _valued(folded, assign(bare, spans, cues), cues), strict=True)
        )
    ]
    told = with_the_debt(turn_roles(folded, from_sentences(folded, read, cues)))
    asked = with_fees_asked(folded, with_lower_offer(folded, with_their_value(folded, told)))
    turned = with_labels_behind(folded, with_minus(folded, with_equation(folded, with_slashes(folded, asked))))
    claimed = _claims(folded, _with_days(text, without_other_debts(folded, turned)))
    by_words = _correct(folded, with_note(folded, with_paid_back(folded, claimed)))
    lost = _HOME_LOST.search(folded) is not None and _OF_PAYMENTS.search(folded) is None
    whole = in_thousands(judged(text, folded, by_words) if judge else by_words, thousands_before, lost=lost)
    whole = with_what_adds_up(folded, whole)
    if len(whole) == 1 and _is_lone_claim(folded, whole[0]):
        return [whole[0].model_copy(update={"role": Role.CLAIMED})]
    most = max((one.amount.value for one in whole if one.role in _OWED), default=None)
    return [one.model_copy(update={"role": None}) if _is_impossible(one, most) else one for one in whole]


def _is_lone_claim(folded: str, one: RoledAmount) -> bool:
    """Whether a note on a case closes with a sum and no word of it: "MA auction sept 15 2024; notice mailed sept 1. 60k"."""
    start, end = one.amount.span
    alone = _CLOSES.match(folded, end) is not None and folded[:start].rstrip(" $").endswith((".", ";"))
    return one.role is None and one.amount.value >= _LEAST_CLAIM and alone


def _is_impossible(one: RoledAmount, owed: Decimal | None) -> bool:
    """Whether no house and no loan has such a sum: "the 450 dollar appraisal" is what it cost, "2nd, $0 recd" no balance.

    owed: the largest debt of the text. What is nearly as large is no cost of it: "156,500, net after trustee fees 150,000".
    """
    value = one.amount.value
    if one.role in INCLUDABLE - {Role.INTEREST} and owed is not None and value >= _LARGE_COST < owed:
        return value > owed * _MOST_COSTS
    return (one.role in VALUES and 0 < value < LEAST_VALUE) or (one.role == Role.SECOND_MORTGAGE and value == 0)


def read_money(text: str) -> list[RoledAmount]:
    """The amounts of a text with their roles: `read_amounts` and `assign_roles` in one."""
    return assign_roles(text, read_amounts(text))


def _valued(folded: str, chosen: list[Cue | None], cues: Sequence[Cue]) -> list[Cue | None]:
    """`the appraisal, and they say 181,000`: what those say who value the home is its value and no claim."""
    told = {id(cue) for cue in chosen}
    turned: list[Cue | None] = []
    for cue in chosen:
        values = None
        if cue is not None and cue.role == Role.CLAIMED and SAYS.fullmatch(folded, cue.start, cue.end):
            own = (
                I_SAY.search(folded, max(0, cue.start - 16), cue.start) is not None
            )  # what one says oneself is no claim
            near = [
                c for c in cues if c.end <= cue.start <= c.end + 60 and (own or id(c) not in told) and c.role in VALUES
            ]
            values = near[-1] if near and not SENTENCE_END.search(folded, near[-1].end, cue.start) else None
        turned.append(values or cue)
    return turned


def _with_days(text: str, read: list[RoledAmount]) -> list[RoledAmount]:
    """A daily interest with the days for which it ran, where these stand elsewhere."""
    daily = [r for r in read if r.role == Role.PER_DIEM]
    if len(daily) != 1 or daily[0].days is not None or (days := interest_days(text)) is None:
        return read
    return [r.model_copy(update={"days": days}) if r is daily[0] else r for r in read]


def _next_start(spans: Sequence[tuple[int, int]], place: int) -> int | None:
    return spans[place + 1][0] if place + 1 < len(spans) else None


def _claims(folded: str, read: list[RoledAmount]) -> list[RoledAmount]:
    """`settle a 62k deficiency for 15k`: the amount that the noun follows is the claim, and the other is the offer."""
    named = [r.role in _MAY_BE_CLAIMED and bool(NAMES_THE_CLAIM.match(folded, r.amount.span[1])) for r in read]
    if not any(named):
        return _grown(read)
    turned = []
    for r, is_claim in zip(read, named, strict=True):
        start = r.amount.span[0]
        paid = r.role is None and bool(PAYS_BEFORE.search(folded, max(0, start - 12), start))
        role = Role.CLAIMED if is_claim else Role.OFFER if paid or r.role == Role.CLAIMED else r.role
        turned.append(r.model_copy(update={"role": role}))
    return turned


def _grown(read: list[RoledAmount]) -> list[RoledAmount]:
    """`they say 99,750 plus $16.02 daily, bid 81,000`: what grows by the day and a bid comes off is the debt."""
    roles = [r.role for r in read]
    grows = Role.PER_DIEM in roles and Role.SALE_PRICE in roles and roles.count(Role.CLAIMED) == 1
    if not grows or Role.DEBT in roles or Role.PRINCIPAL in roles:
        return read
    return [r.model_copy(update={"role": Role.DEBT}) if r.role == Role.CLAIMED else r for r in read]


def _correct(folded: str, read: list[RoledAmount]) -> list[RoledAmount]:
    """The later of two amounts wins where words of correction stand between them, and takes the role if it has none."""
    for place in range(1, len(read)):
        earlier, later = read[place - 1], read[place]
        between = folded[earlier.amount.span[1] : later.amount.span[0]]
        if earlier.superseded and len(between) <= 12 and later.role is None:
            read[place] = later.model_copy(update={"role": earlier.role, "cue": earlier.cue})
        elif later.superseded and len(between) <= 16 and later.role in (None, earlier.role):
            read[place] = later.model_copy(update={"role": earlier.role or later.role})
            if earlier.role is None:
                read[place - 1] = earlier.model_copy(update={"role": later.role, "cue": later.cue})
        elif (
            later.role == earlier.role
            and BUT_IT_IS.fullmatch(between)
            and I_SAID.search(folded, 0, earlier.amount.span[0])
        ):
            read[place - 1] = earlier.model_copy(update={"superseded": True})
        elif len(between) <= 60 and CORRECTION.search(between):
            if later.role is None and earlier.role is not None:
                later = later.model_copy(update={"role": earlier.role, "cue": earlier.cue})
            if later.role == earlier.role:
                read[place - 1], read[place] = earlier.model_copy(update={"superseded": True}), later
    return read
