"""Places in a text that tell who somebody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "EMAIL",
    "SSN",
    "CARD",
    "CASE_NUMBER",
    "LOAN_NUMBER",
    "ACCOUNT",
    "ID",
    "PHONE",
    "BIRTH_DATE",
    "ADDRESS",
    "ZIP",
    "NAME",
    "TEXT",
]


@dataclass(frozen=True)
class Span:
    """From `start` to before `end`, and what it is. The lower the rank, the more it counts where two overlap."""

    start: int
    end: int
    kind: Kind
    rank: int = 5


def overlaps(start: int, end: int, others: Iterable[tuple[int, int]]) -> bool:
    """Whether a place shares a character with any of others."""
    return any(start < other_end and other_start < end for other_start, other_end in others)


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """The spans that stand, in their order in the text: by rank, then the longer, then the earlier."""
    taken: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.rank, one.start - one.end, one.start)):
        if not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda one: one.start)
