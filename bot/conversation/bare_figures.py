"""A figure without a word beside it, and which amount of the case it is: "310", "no, 98,000", "and if it comes out at 250?"."""

import re
from decimal import Decimal

from bot.conversation.retold import CORRECTS
from bot.conversation.sheet import HOUSE_AMOUNTS, CaseSheet
from bot.understand.moves import Move
from bot.understand.paidback import paid_back
from bot.understand.question import AmountReading, Question
from bot.understand.roleturns import NOW_SAY
from bot.understand.text import fold

SMALLEST = 20  # a smaller bare number is no house amount in thousands
# what the question that was asked is called, and the role of the amount that answers it
AMOUNT_ASKED = {
    "income": "income",
    "take_home_pay": "income",
    "junior_debt": "second_mortgage",
    **{role: role for role in ("debt", "sale_price", "fair_market_value", "appraisal", "assets", "liabilities")},
}
# "so do they get 35?" asks about a claim, and tells no price
_CLAIM_ASKED = re.compile(
    r"\b(?:do|does|can|could|will|would|may|might) (?:they|the (?:bank|lender|first|second|1st|2nd|he-?loc)(?: (?:bank|lender|one))?|it|he|she) (?:really |still |just |only |actually )?"
    r"(?:get|have|want|collect|claim|take|sue|ask|come)\b|\b(?:do|would|will) (?:i|we) (?:really |still |just |only |actually )?(?:owe|pay)\b|"
    r"^\W*(?:(?:so|then|ok|and)\W+)*(?:is it|it'?s|its|that'?s|thats)\b[^?]*\?",
    re.IGNORECASE,
)
_DOUBTS = re.compile(r"\b(?:you|u|is that|that'?s) (?:really |absolutely )?(?:sure|certain|right)\b", re.IGNORECASE)
# who finds what a home was worth, in a supposition: "if the judge finds 275,000 instead", "if they come out at 250"
_IF_FOUND = re.compile(
    r"\bif (?:the |an? |my |our |their )?(?:judge|court|jury|apprais\w+|they|it|he|she|value|referee|commissioner)\b(?: \w+)?? "
    r"(?:finds?|found|says?|said|sets?|decides?|comes?|came|puts?|goes|values?|picks?|uses?)\b",
    re.IGNORECASE,
)
_SHARE_OF_THAT = re.compile(
    r"\W*(?:(?:and|so|ok|then|but)\W+)*(?:what(?:'?s| is| would| does)?|how much(?:'?s| is| would)?)? ?(?:be )?"
    r"(?:(?P<percent>[1-9][0-9]?)(?: ?%| percent| pct)|(?:a )?(?P<part>half|quarter)) of (?:that|it|the (?:rest|deficiency|shortfall))(?: (?:be|come to))?\W*",
    re.IGNORECASE,
)
# not "they offered 3k cash for keys"
_THEY_OFFER = re.compile(
    r"\W*(?:(?:ok|so|and|but|now|well|then|hey)\W+)*(?:they|he|she|(?:the )?(?:bank|lender|collector|servicer|attorney|lawyer|debt buyer))"
    r"(?:(?:'ve|'re| have| has| are| is| just| now| finally)* (?:offer(?:ed|s|ing)?|counter(?:ed|s)?)|(?:'?d|'?ll| would| will)(?: probably| maybe| just| only)* (?:take|accept|settle for))\b"
    r"(?!.*\b(?:keys|mov(?:e|ing)|relocat\w+)\b)",
    re.IGNORECASE,
)


def bare_figure(asked: Question, sheet: CaseSheet) -> Question:
    """The turn with its one bare figure in the role that it has in the case; as it is where that cannot be told."""
    if len(asked.loose) != 1 or asked.amounts or asked.changes:
        return asked
    if asked.move(Move.WITHDRAW) and _is_known(asked.loose[0].value, sheet):
        return asked  # "forget the 240": the figure that is taken back answers nothing
    if _CLAIM_ASKED.search(asked.text):
        role: str | None = "claimed"
    else:
        told = AMOUNT_ASKED.get(sheet.open_question or "") or _put_right(asked, sheet)
        role = told or _of_second(asked) or _made_exact(asked, sheet) or _missing(asked)
    if role is None:
        return asked
    read = _in_thousands(asked.loose[0].model_copy(update={"role": role}))
    return asked.model_copy(update={"amounts": (read,), "loose": ()})


def paid_on_the_claim(asked: Question, sheet: CaseSheet) -> Question:
    """The turn with its one sum as paid on the claim that is spoken of: "we already paid 17.9k".

    Beside a debt and a price it must be said that it was paid since, or of what was left: more was paid before the sale.
    """
    sums = [*asked.amounts, *asked.loose]
    if len(sums) != 1 or sums[0].hypothetical or sums[0].frequency:
        return asked
    paid = paid_back(fold(asked.text), *sums[0].span)
    claim = _claim(sheet, since=paid in ("since", "on it"))
    if paid in (None, "otherwise") or claim is None or sums[0].value > claim:
        return asked
    intents = tuple(name for name in asked.intents if name not in ("instalment", "settlement"))
    credit = sums[0].model_copy(update={"role": "credits"})
    return asked.model_copy(update={"amounts": (credit,), "loose": (), "intents": intents})


def share_asked(asked: Question, sheet: CaseSheet) -> Question:
    """The turn as one on a share of what was answered: "what's 55% of that"; after a supposition it may be one of the price."""
    match = _SHARE_OF_THAT.fullmatch(asked.text)
    if match is None or sheet.supposed:
        return asked
    share = Decimal(match["percent"] or {"half": 50, "quarter": 25}[match["part"].lower()])
    return asked.model_copy(
        update={"percents": (share,), "changes": (), "moves": (), "loose": (), "intents": ("settlement",)}
    )


def offer_told(asked: Question, sheet: CaseSheet) -> Question:
    """The turn as one on the settlement that it tells, where it tells no more: "they offered 30k", and then "now they say 18k"."""
    before = sheet.known("offer")
    if len(asked.amounts) != 1 or asked.loose or asked.intents or asked.facts:
        return asked
    told = asked.amounts[0]
    lower = before is not None and told.role == "claimed" and told.value < Decimal(before.value)
    offered = told.role == "offer" and not told.hypothetical and _THEY_OFFER.match(asked.text)
    if not (offered or (lower and NOW_SAY.search(fold(asked.text), 0, told.span[0]))):
        return asked
    return asked.model_copy(
        update={"amounts": (told.model_copy(update={"role": "offer"}),), "intents": ("settlement",)}
    )


def _claim(sheet: CaseSheet, *, since: bool) -> Decimal | None:
    """What the lender claims, as it was told or, of what was paid since, as the debt less the price."""
    claimed, debt, price = (sheet.known(name) for name in ("claimed", "debt", "sale_price"))
    if claimed is not None:
        return Decimal(claimed.value)
    return Decimal(debt.value) - Decimal(price.value) if since and debt is not None and price is not None else None


def _is_known(value: Decimal, sheet: CaseSheet) -> bool:
    told = {Decimal(e.value) for e in sheet.entries.values() if e.known and e.kind == "amount"}
    return bool(told & {value, value * 1000})


def value_found(asked: Question, sheet: CaseSheet) -> Question:
    """The turn with its figure as the home's value, where a judge or an appraiser is supposed to find another one."""
    match = _IF_FOUND.search(asked.text)
    if match is None or len(asked.loose) != 1 or asked.amounts or not sheet.laid_over().known("fair_market_value"):
        return asked
    read = _in_thousands(asked.loose[0].model_copy(update={"role": "fair_market_value"}))
    read = read.model_copy(update={"hypothetical": True})
    return asked.model_copy(update={"amounts": (read,), "loose": (), "intents": asked.intents or ("amount",)})


def _put_right(asked: Question, sheet: CaseSheet) -> str | None:
    """The amount that a bare figure corrects: the one that was this figure before, else the one told last."""
    if not CORRECTS.search(asked.text) or _DOUBTS.search(asked.text):
        return None
    amounts = sorted((e for e in sheet.entries.values() if e.known and e.kind == "amount"), key=lambda e: -e.turn)
    value = asked.loose[0].value
    before = next((e.name for e in amounts if e.was and Decimal(e.was) in (value, value * 1000)), None)
    house = [e for e in amounts if e.name in HOUSE_AMOUNTS]
    meant = value * 1000 if value < 1000 else value
    swapped = [e.name for e in house if sorted(e.value) == sorted(f"{meant:f}")]
    if before or len(swapped) == 1:
        return before or swapped[0]
    last = [e for e in house if e.turn == house[0].turn]  # of those told together, the nearest
    return min(last, key=lambda e: abs(Decimal(e.value) - meant)).name if last else None


def _made_exact(asked: Question, sheet: CaseSheet) -> str | None:
    """The one amount that was told as a range around a bare figure: "exactly 146,212.50"."""
    value = asked.loose[0].value
    ranges = [e for e in sheet.entries.values() if e.known and e.amounts and e.amounts[0].is_range]
    around = [e.name for e in ranges if e.amounts[0].low <= value <= e.amounts[0].high]
    return around[0] if len(around) == 1 else None


def _of_second(asked: Question) -> str | None:
    """A bare figure beside the second loan is its balance."""
    return "second_mortgage" if any((f.fact, f.value) == ("lien", "junior") for f in asked.facts) else None


def _missing(asked: Question) -> str | None:
    """The amount that the case still needs, where only one comes into question."""
    if "garnishment" in asked.intents and asked.reading("income") is None:
        return "income"
    debt = asked.reading("debt") or asked.reading("principal")
    price = asked.reading("sale_price")
    if (debt is None) == (price is None):
        return None
    return "debt" if debt is None else "sale_price"


def _in_thousands(read: AmountReading) -> AmountReading:
    """A small bare house amount means thousands here as it does beside its words."""
    cents = read.value != read.value.quantize(Decimal("0.1"))
    if not read.bare or cents or not SMALLEST <= read.value < 1000 or read.role == "income":
        return read
    ends = {end: getattr(read, end) * 1000 for end in ("value", "low", "high")}
    meant = f"${ends['low']:,.0f} to ${ends['high']:,.0f}" if read.is_range else f"${ends['value']:,.0f}"
    return read.model_copy(update={**ends, "how": f"read '{read.raw}' as {meant}"})
