"""What a language model did in a run: whose words were shown, what was found wrong with them, and what they cost."""

import os
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pydantic import BaseModel, ConfigDict

from bot.errors import ShortfallError
from evals.reply import Reply, SaidModel

PRICE = "SHORTFALL_EVAL_PRICE"
MILLION = Decimal(1_000_000)


class Price(BaseModel):
    """Dollars for a million tokens that a model reads, and for a million that it writes."""

    model_config = ConfigDict(frozen=True)

    read: Decimal
    written: Decimal


class Speaking(BaseModel):
    """Counts over the answers of a run, each asked turn once, turns that are not judged among them.

    at_first: shown in the model's words as it first wrote them. put_right: as it wrote them when they were sent back;
    corrected: how many first drafts had each fault then. replaced: shown in the built-in engine's words instead;
    reasons: how many for each reason, faults: how many last drafts had each fault. not_asked: answers that no model was
    asked for. no_answer: turns without any. calls: of the model; read, written: tokens. price: as it was given.
    """

    model_config = ConfigDict(frozen=True)

    at_first: int = 0
    put_right: int = 0
    replaced: int = 0
    not_asked: int = 0
    no_answer: int = 0
    corrected: dict[str, int] = {}
    reasons: dict[str, int] = {}
    faults: dict[str, int] = {}
    calls: int = 0
    read: int = 0
    written: int = 0
    price: Price | None = None

    @property
    def cost(self) -> Decimal | None:
        """In dollars; None where no price was given."""
        if self.price is None:
            return None
        return (self.read * self.price.read + self.written * self.price.written) / MILLION


def speaking(replies: Iterable[Reply], price: Price | None = None) -> Speaking | None:
    """The counts; None where no model was asked for anything."""
    replies = list(replies)
    asked = [reply.model for reply in replies if reply.model is not None]
    if not asked:
        return None
    shown = [use for use in asked if use.replaced is None]
    right = [use for use in shown if use.drafts > 1]
    replaced = [use for use in asked if use.replaced is not None]
    return Speaking(
        at_first=len(shown) - len(right),
        put_right=len(right),
        replaced=len(replaced),
        not_asked=sum(reply.model is None and reply.error is None for reply in replies),
        no_answer=sum(reply.error is not None for reply in replies),
        corrected=_counted(rule for use in right for rule in dict.fromkeys(use.corrected)),
        reasons=_counted(use.replaced for use in replaced if use.replaced is not None),
        faults=_counted(rule for use in replaced for rule in dict.fromkeys(use.faults)),
        calls=_sum(asked, "calls"),
        read=_sum(asked, "read"),
        written=_sum(asked, "written"),
        price=price,
    )


def read_price() -> Price | None:
    """SHORTFALL_EVAL_PRICE as `in,out`; None where it is not set. Raises ShortfallError for any other form."""
    text = os.environ.get(PRICE, "").strip()
    if not text:
        return None
    try:
        read, written = (Decimal(part.strip().removeprefix("$")) for part in text.split(","))
        sound = read.is_finite() and written.is_finite() and read >= 0 and written >= 0
    except (ValueError, InvalidOperation):
        sound = False
    if not sound:
        raise ShortfallError(
            f"{PRICE}={text!r} is no price. Write dollars for a million tokens read and written, as in {PRICE}=0.25,2.00."
        )
    return Price(read=read, written=written)


def spent(cost: Decimal) -> str:
    """An amount in dollars, with as many places as a small one needs.

    >>> spent(Decimal("12.346")), spent(Decimal("0.00412")), spent(Decimal(0))
    ('$12.35', '$0.0041', '$0.00')
    """
    return f"${cost:,.2f}" if cost >= 1 or not cost else f"${cost:,.4f}"


def told(found: Speaking) -> list[str]:
    """The counts in lines for the terminal."""
    lines = [
        f"the model: {found.at_first:,} answers in its first words, {found.put_right:,} put right after being sent back, "
        f"{found.replaced:,} replaced by the built-in engine's, {found.not_asked:,} for which it was not asked"
        + (f", {found.no_answer:,} turns without an answer" if found.no_answer else "")
    ]
    lines += [f"  put right: {rule}, {n:,}" for rule, n in found.corrected.items()]
    lines += [f"  replaced: {why} ({n:,})" for why, n in found.reasons.items()]
    lines += [f"  wrong in a replaced draft: {rule}, {n:,}" for rule, n in found.faults.items()]
    cost = "" if found.cost is None else f"; {spent(found.cost)}"
    lines.append(f"  {found.calls:,} calls, {found.read:,} tokens read, {found.written:,} written{cost}")
    return lines


def _counted(values: Iterable[str]) -> dict[str, int]:
    """The most frequent first, equals by name."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _sum(asked: list[SaidModel], name: str) -> int:
    return sum(int(getattr(use, name)) for use in asked)
