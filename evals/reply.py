"""What a target said in one turn, in the contract's form or read from plain text."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.answer.model import Outcome
from evals.wording import Told, days, read_told


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SaidSegment(_Lenient):
    """A statement with the numbers of its citations."""

    text: str
    citations: tuple[int, ...] = ()
    kind: str = "claim"
    state: str | None = None


class SaidFigure(_Lenient):
    """A named amount with what it was worked out from."""

    name: str
    amount: Decimal
    formula: str = ""
    inputs: dict[str, Any] = Field(default_factory=dict)
    steps: tuple[dict[str, Any], ...] = ()


class SaidDeadline(_Lenient):
    """A day by which something must be done. from_sale: the last day counted from the sale, where the real one is later."""

    date: dt.date | None = None
    period: str | None = None
    act: str = ""
    cite: str = ""
    from_sale: dt.date | None = None


class SaidCitation(_Lenient):
    """A source that the answer names."""

    n: int
    cite: str = ""
    passage: str = ""
    quote: str = ""
    url: str = ""


class SaidModel(_Lenient):
    """What a language model had to do with the answer, in the form of `bot.answer.model.ModelUse`."""

    name: str = ""
    drafts: int = 0
    corrected: tuple[str, ...] = ()
    replaced: str | None = None
    faults: tuple[str, ...] = ()
    calls: int = 0
    read: int = 0
    written: int = 0


class Reply(_Lenient):
    """One turn's answer.

    from_text: outcome, amount, day, citations and refusal were read from the text, because the target gave no more.
    error: why there is no answer; everything else is then empty. trace: what the target says of how it came to it.
    """

    text: str = ""
    segments: tuple[SaidSegment, ...] = ()
    state: str | None = None
    outcome: Outcome | None = None
    amount: Decimal | None = None
    figures: tuple[SaidFigure, ...] = ()
    deadline: SaidDeadline | None = None
    deadlines: tuple[SaidDeadline, ...] = ()
    citations: tuple[SaidCitation, ...] = ()
    asks: tuple[str, ...] = ()
    compared: tuple[dict[str, Any], ...] = ()
    case: tuple[dict[str, Any], ...] = ()
    tools: tuple[str, ...] = ()
    declined: bool = False
    reason: str | None = None
    engine: str = ""
    model: SaidModel | None = None
    latency_ms: float | None = None
    from_text: bool = False
    error: str | None = None

    @field_validator("model", mode="before")
    @classmethod
    def _of_another_form(cls, value: Any) -> Any:
        """Other chatbots put a bare name here, which says nothing of how the answer came about."""
        return value if isinstance(value, dict | SaidModel) else None

    @classmethod
    def of_text(cls, text: str, turns: tuple[str, ...], latency_ms: float | None = None) -> Self:
        """A reply of a target that only talks. turns: what was typed, whose numbers are no findings."""
        told: Told = read_told(text, turns)
        return cls(
            text=text,
            state=told.state,
            outcome=told.outcome,
            amount=told.amount,
            deadline=SaidDeadline(date=told.date, period=told.period) if told.date or told.period else None,
            citations=tuple(SaidCitation(n=n, cite=cite) for n, cite in enumerate(told.cites, start=1)),
            asks=told.asks,
            declined=told.declined,
            latency_ms=latency_ms,
            from_text=True,
        )

    @classmethod
    def failed(cls, why: str, latency_ms: float | None = None) -> Self:
        """No answer, and why."""
        return cls(error=why, latency_ms=latency_ms)

    def worked_out(self) -> str:
        """Everything beside the text in which a number may be found: figures, days, the case, comparisons.

        What was read from the text itself shows nothing; only its days are left to the measure of the deadline.
        """
        if self.from_text:
            return " ; ".join(f"{day.day} {day.year}" for day in days(self.text))
        kept = self.model_dump(mode="json", include={"figures", "deadline", "deadlines", "compared", "case", "amount"})
        return json.dumps(kept)
