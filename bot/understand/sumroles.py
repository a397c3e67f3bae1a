"""What each sum is, by a trained judgement over all that the word groups read: "mortgage 330, house 240, went for 205".

The word groups of `amount_cues.yaml` give a sum the role of the words that stand nearest. People tell the same sums in more
ways than any list has, and then what stands around a sum, how large it is beside the others and what these are taken for
say more. A linear model weighs all of that, the word groups' reading among it; where it is sure of another role, that role
counts. The weights stand in `sumroles.tsv`, which `python -m evals.roles` writes.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path

from bot.meaning.reader import meaning
from bot.understand.addingup import JUDGED
from bot.understand.paidback import PAID_ON_CLAIM
from bot.understand.plannotes import NOTE
from bot.understand.roledamount import Role, RoledAmount
from bot.understand.rolesnoted import EQUATION
from bot.understand.text import SENTENCE_END

WEIGHTS = Path(__file__).parent / "sumroles.tsv"
NONE = "none"  # a number that is no sum of the case, or a sum that no calculation uses
REACH, WORDS = 70, 8  # characters and words looked at on each side
MOST_SUMS = 24  # a text with more of them is a table or made to be slow, and is left to the word groups
LEAST_WORDS = 9
LEAST_LIKELY = 0.0001  # of a role that the reader of meaning does not know
SURE, SURE_ALONE = 0.5, 0.8  # how likely another role must be, beside other sums and of the only sum
LARGER = Decimal("2.5")
THOUSAND, MILLION = 1_000, 1_000_000
# roles whose sums are added up in the same way
AS_ONE = (frozenset({Role.FEES, Role.COSTS, Role.LATE_FEES}), frozenset({Role.DEBT, Role.PRINCIPAL}))
# roles that few lines tell of, and that have words of their own
OWN_WORDS = frozenset(
    {Role.BASIS, Role.DOWN_PAYMENT, Role.INSOLVENT_BY, Role.LUMP_SUM, Role.CLAIM_PRICE, Role.PER_DIEM}
)
# parts of a debt that are called by their names
NAMED_PARTS = frozenset({Role.FEES, Role.COSTS, Role.LATE_FEES, Role.INTEREST, Role.CREDITS})
OF_A_TAX = frozenset({Role.BASIS, Role.INSOLVENT_BY})
_ADVANCED = re.compile(r"(?:bank|lender|servicer|they|mortgage company)\b.*\b(?:tax(?:es)?|insurance|escrow)\b")
# "I still owe 62k" and "balance 62k" may tell what is left after the sale
_LOAN = re.compile(r"\b(?:bal|upb|prin(?:cipal)?|payoff|loan|mortgage|mtge?|note|debt|judge?ment|jd?g?mt)$")
_AFTER_A_SALE = re.compile(r"[^.;!?\n]{0,12} (?:after|from|since) (?:the |that )?(?:sale|auction|foreclosure)")
DIFFERENCE = "less than what was owed"  # the cue of one
# "the total indebtedness including interest, fees and costs": a whole that names its parts is none of them
_WHOLE = re.compile(r"\b(?:including|inclusive of|comprising|consisting of|made up of)\b")
_TOKEN = re.compile(r"[a-z']+|[^\w\s]|\d[\d,.]*k?")
_HOUSE = (Role.DEBT, Role.SALE_PRICE, Role.FAIR_MARKET_VALUE)


@dataclass(frozen=True)
class SumRoles:
    """The weights of each feature by role. bias: by role."""

    bias: Mapping[str, float]
    weights: Mapping[str, tuple[tuple[str, float], ...]]

    @classmethod
    def from_text(cls, text: str) -> "SumRoles":
        """The weights from the lines of a file: a feature, then `role:weight` for each role that it speaks for or against."""
        rows: dict[str, tuple[tuple[str, float], ...]] = {}
        for line in text.splitlines():
            if line and not line.startswith("# "):
                feature, *said = line.split("\t")
                rows[feature] = tuple((role, float(weight)) for role, _, weight in (one.partition(":") for one in said))
        return cls(dict(rows.pop("bias")), rows)

    def likely(self, features: Mapping[str, float]) -> dict[str, float]:
        """How likely each role is, of what is known of a sum. The sum over all roles is 1."""
        odds = dict(self.bias)
        for feature, value in features.items():
            for role, weight in self.weights.get(feature, ()):
                odds[role] += weight * value
        most = max(odds.values())
        raised = {role: math.exp(one - most) for role, one in odds.items()}
        whole = sum(raised.values())
        return {role: one / whole for role, one in raised.items()}


def judged(text: str, folded: str, read: Sequence[RoledAmount]) -> list[RoledAmount]:
    """The sums with the roles of which the models are sure, the others as they were read."""
    counted = [place for place, one in enumerate(read) if not one.superseded]
    if not 0 < len(counted) <= MOST_SUMS or len(folded.split()) < LEAST_WORDS:
        return list(read)
    if any(read[place].role in OF_A_TAX or read[place].months for place in counted):
        return list(read)  # a tax form or a plan of payments, in which every sum has its place
    turned = list(read)
    meant = meaning(text).sums([read[place].amount.span for place in counted])
    known = features_of(folded, [read[place] for place in counted])
    for place, features, in_all in zip(counted, known, meant, strict=True):
        least = SURE_ALONE if len(counted) == 1 or _is_beside_its_word(folded, read[place]) else SURE
        if read[place].role is None and _dwarfs(read, place):
            continue  # "every answer is $1,000,000"
        if _is_owed_before_a_price(folded, read, place):
            continue
        made = _turned(read[place], both(sum_roles().likely(features), in_all), least, alone=len(counted) == 1)
        others = {one.role for n, one in enumerate(read) if n != place}
        if made.role != Role.SECOND_MORTGAGE or Role.SECOND_MORTGAGE not in others:
            turned[place] = made  # "second 40k, and 20k short": there is no third loan
    return turned


def both(beside: Mapping[str, float], in_all: Mapping[str, float] | None) -> dict[str, float]:
    """How likely each role is by both models: their product, in which the text as a whole counts half.

    beside: by what stands around a sum. in_all: by what the whole text means; None where that is not known.
    """
    if in_all is None:
        return dict(beside)
    product = {role: one * math.sqrt(in_all.get(role, LEAST_LIKELY)) for role, one in beside.items()}
    whole = sum(product.values())
    return {role: one / whole for role, one in product.items()}


def _dwarfs(read: Sequence[RoledAmount], place: int) -> bool:
    """Whether a sum is so much larger than all others that it belongs to no house among them."""
    others = [one.amount.value for n, one in enumerate(read) if n != place]
    return bool(others) and read[place].amount.value > LARGER * max(others)


def _is_owed_before_a_price(folded: str, read: Sequence[RoledAmount], place: int) -> bool:
    """Whether a sum is the only debt, by the word right before it, and a price follows: "bal 61.2k, third party bid 149k"."""
    one, others = read[place], [other for n, other in enumerate(read) if n != place]
    if one.role not in AS_ONE[1] or any(other.role in AS_ONE[1] for other in others):
        return False
    follows = any(other.role == Role.SALE_PRICE for other in read[place + 1 :])
    named = _is_beside_its_word(folded, one) and _LOAN.search(one.cue or "") is not None
    return follows and named and not _AFTER_A_SALE.match(folded, one.amount.span[1])


def _is_beside_its_word(folded: str, one: RoledAmount) -> bool:
    """Whether the word that gave a sum its role stands right before it: "FMV 20", "sold for 150"."""
    before = folded[: one.amount.span[0]].rstrip(" $:=~")
    return one.cue is not None and before.endswith(one.cue)


def _turned(one: RoledAmount, likely: Mapping[str, float], least: float, *, alone: bool) -> RoledAmount:
    role = max(sorted(likely), key=lambda name: likely[name])
    if role == role_of(one) or likely[role] < least or _is_settled(one, role):
        return one
    if role == NONE and one.role in NAMED_PARTS and alone:
        return one  # "the fees were 9k" tells them, whatever it may be for
    return one.model_copy(update={"role": Role.OTHER if role == NONE else Role(role), "cue": one.cue or JUDGED})


def _is_settled(one: RoledAmount, role: str) -> bool:
    """Whether the words themselves settle what a sum is, or nothing is figured otherwise in the other role."""
    if one.role == Role.OTHER or one.days or one.cue in (DIFFERENCE, EQUATION, NOTE, PAID_ON_CLAIM):
        return True  # "including 8,000 of fees", which the debt holds already
    if one.role == Role.DEBT and role in NAMED_PARTS and _WHOLE.search(one.cue or ""):
        return True
    if role == NONE and one.role == Role.COSTS and _ADVANCED.match(one.cue or ""):
        return True  # "the bank paid my taxes, 5,880": what it paid for the owner is owed
    return any(role in group and one.role in group for group in AS_ONE) or bool({role, one.role} & OWN_WORDS)


def role_of(one: RoledAmount) -> str:
    """A sum's role as the model names it."""
    if one.role in (None, Role.OTHER):
        return NONE
    return Role.FAIR_MARKET_VALUE.value if one.role == Role.APPRAISAL else one.role.value


def features_of(folded: str, read: Sequence[RoledAmount]) -> Iterator[dict[str, float]]:
    """What is known of each sum: the words around it, its size beside the others', and what the word groups take all for."""
    millions = any(one.amount.value >= MILLION for one in read)
    values = [_in_dollars(one, millions=millions) for one in read]
    roles = [role_of(one) if one.role is not None else "" for one in read]
    gaps = {abs(one - other) for one, other in permutations(values, 2)} if len(values) <= MOST_SUMS // 2 else set()
    for n, one in enumerate(read):
        start, end = one.amount.span
        first = read[n - 1].amount.span[1] if n else 0
        last = read[n + 1].amount.span[0] if n + 1 < len(read) else len(folded)
        before, after = folded[max(first, start - REACH) : start], folded[end : min(last, end + REACH)]
        said = {*_words(before, after)}
        said |= _size(n, values, gaps)
        said |= {f"signed={one.amount.signed}", f"bare={one.amount.bare}", f"money={one.amount.is_money}"}
        said |= _read(n, roles, one)
        said.add(f"follows={next(iter(_tokens(folded[first:start])), '^')}" if n else "first")
        features = dict.fromkeys(sorted(said), 1.0)
        features[f"read={roles[n]}"] = 1.5
        yield features


def _in_dollars(one: RoledAmount, *, millions: bool) -> float:
    """A sum as it is probably meant: a bare 212 in thousands, and 1.3 beside a sum of 1.2 million in millions."""
    value = float(one.amount.value)
    if not one.amount.bare or value >= THOUSAND:
        return value
    return value * (MILLION if millions and value < 10 else THOUSAND)


def _tokens(text: str) -> list[str]:
    return ["#" if token[0].isdigit() else token for token in _TOKEN.findall(text)]


def _words(before: str, after: str) -> Iterator[str]:
    for side, words in (("l", _tokens(before)[::-1][:WORDS]), ("r", _tokens(after)[:WORDS])):
        for place, word in enumerate(words, 1):
            yield f"{side}{place if place < 4 else '+'}={word}"
            yield f"{side}={word}"
        for one, other in pairwise(words):
            yield f"{side}{side}={one} {other}"
        for three in zip(words[:3], words[1:4], words[2:5], strict=False):
            yield f"{side}{side}{side}={' '.join(three)}"
    yield from (f"sentence<{word}" for word in _tokens(SENTENCE_END.split(before)[-1]))
    yield from (f"sentence>{word}" for word in _tokens(SENTENCE_END.split(after)[0]))


def _size(place: int, values: Sequence[float], gaps: set[float]) -> set[str]:
    mine, largest, count = values[place], max(values), min(len(values), 5)
    rank = min(sum(value > mine for value in values), 4)
    said = {
        f"rank={rank}",
        f"rank={rank}/{count}",
        f"share={round(mine / largest, 1) if largest else 0}",
        f"size={int(math.log10(max(mine, 0) + 1) * 2)}",
        f"count={count}",
        f"last={place == len(values) - 1}",
    }
    if place:
        said.add(f"before larger={values[place - 1] > mine}")
    if place + 1 < len(values):
        said.add(f"behind larger={values[place + 1] > mine}")
    if mine in gaps:
        said.add("is a difference")
    return said


def _read(place: int, roles: Sequence[str], one: RoledAmount) -> set[str]:
    others = {role for n, role in enumerate(roles) if n != place}
    mine = roles[place]
    said = {f"other={role}" for role in others} | {f"read={mine} other={role}" for role in others}
    said |= {f"lacks={role.value}" for role in _HOUSE if role.value not in others}
    said.add(f"before={roles[place - 1] if place else '^'}")
    said.add(f"behind={roles[place + 1] if place + 1 < len(roles) else '$'}")
    said.add(f"twice={mine in others}")
    return said | ({f"often={one.frequency}"} if one.frequency else set())


@cache
def sum_roles() -> SumRoles:
    """The weights in service, read once."""
    return SumRoles.from_text(WEIGHTS.read_text("utf-8"))
