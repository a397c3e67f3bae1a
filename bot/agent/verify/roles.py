"""What an amount is said to be: the debt, the price, the value, or what is left; it must be that."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.agent.evidence import Evidence
from bot.agent.verify.mentions import Mention
from bot.answer.turn import Turn

_ROLES = {
    "left": r"(?:debt|judgment|costs?)\b[^;.$]{0,60}?\b(?:less|minus)\b[^;.$]{0,60}?(?:price|value|bid)(?: or the (?:price|value|winning bid))?|"
    r"by the (?:winning )?(?:bid|price)(?: alone)?|(?:take )?no more than|leaves?|gap|shortfall|deficiency|difference|the rest|left over|leftover|left owing|remaining|missing|off the table|claim(?:ed|s)?|"
    r"collect\w*|recover\w*|come after you for|sue (?:you |on the note )?for|at most|most|up to|maximum|cap|ceiling|comes? (?:down )?to|shrinks? to|did not (?:bring|cover|pay)|left unpaid",
    "price": r"(?:sale |auction )?price|sold for|sale at|winning bid|bid(?: of)?|fetched|went for|brought in",
    "value": r"worth|value[ds]?(?: at)?|appraised(?: at)?|appraisal",
    "debt": r"owed|debt|balance|judgment of|loan of",
}
_ANY = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _ROLES.items()) + r")\b")
_AFTER = re.compile(
    r" (?:(?P<left>gap|shortfall|deficiency|difference|rest|left over|leftover|remaining)|(?P<price>price|bid)|(?P<debt>debt|balance|loan)|(?P<value>value|appraisal))\b"
)
_TERM = re.compile(r"(?:minus|less|[−–-]|from|plus|\+) (?:the )?$")
_TERM_AFTER = re.compile(r" ?(?:minus|less|[−–+]|plus) ?")
_LIKE = re.compile(r"\b(?:if|accepts?|proves?|prove|at) (?:a |the )?(?:value of |figure of )?(?:the )?$")


def role_fault(mention: Mention, low: str, evidence: Evidence, cited: Iterable[Mention]) -> str | None:
    """What is wrong with the role of an amount, or None.

    Only an amount of the case is judged: one that a cited passage gives (an example) may have any role.
    """
    value = mention.value
    if value is None or any(m.value == value for m in cited if m.kind == "money"):
        return None
    roles = _roles_of(value, evidence)
    said = _said(mention, low)
    if not roles or said is None or said in roles:
        return None
    return f"is said as what is {_PLAIN[said]} and is {_list(roles)}"


_PLAIN = {"left": "left to pay", "price": "the sale price", "value": "the home's value", "debt": "the debt"}


def _said(mention: Mention, low: str) -> str | None:
    before, after = low[: mention.start], low[mention.end :]
    sign = before.rstrip("$ ")
    if _TERM.search(sign + " ") or _TERM_AFTER.match(after) or _LIKE.search(sign + " "):
        return None  # a term of a sum shown, or a value that is supposed
    if follows := _AFTER.match(after):
        return follows.lastgroup
    start = max((sign.rfind(mark) for mark in ("; ", ". ", ": ", ", but ", ", so ")), default=-1)
    found = list(_ANY.finditer(sign, max(start, 0)))
    return found[-1].lastgroup if found else None


def _roles_of(value: Decimal, evidence: Evidence) -> set[str]:
    found = {
        role for turn in (evidence.turn, *evidence.beside) for role, amount in _case_amounts(turn) if amount == value
    }
    figures = [*evidence.figures, *evidence.built_in.figures]
    if any(value in (f.amount, *(s.amount for s in f.steps[-1:])) for f in figures):
        found.add("left")
    return found


def _case_amounts(turn: Turn) -> Iterator[tuple[str, Decimal]]:
    a = turn.amounts
    pairs = [
        ("debt", a.debt), ("price", a.sale_price), ("value", a.fair_market_value), ("value", a.appraisal),
        ("left", a.claimed), ("left", a.junior_debt), ("debt", a.junior_debt),
    ]  # fmt: skip
    yield from ((role, amount) for role, amount in pairs if amount is not None)
    if turn.plain is not None:
        yield "left", turn.plain.amount
    if turn.assessment is not None:
        for p in (*turn.assessment.possibilities, *(p for o in turn.assessment.otherwise for p in o.possibilities)):
            yield from (("left", f.amount) for f in (p.recoverable.figure, p.recoverable.plain) if f is not None)


def _list(roles: set[str]) -> str:
    return " and ".join(sorted(_PLAIN[role] for role in roles))
