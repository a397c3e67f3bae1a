"""What a language model did in the run, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.report.breakdown import Cell, Row, Table
from evals.report.words import share
from evals.speaking import PRICE, Speaking, spent


@dataclass(frozen=True)
class Speaker:
    """Whose words were shown, why not the model's first ones (tables by their captions, empty ones left out), and the cost."""

    words: Table
    why: dict[str, Table]
    spent: list[tuple[str, str]]


def speaker(found: Speaking) -> Speaker:
    """The counts of a run as tables."""
    every = {
        "the model's, as first written": found.at_first,
        "the model's, put right after being sent back": found.put_right,
        "the built-in engine's, in place of the model's": found.replaced,
        "the built-in engine's; the model was not asked": found.not_asked,
        "no answer at all": found.no_answer,
    }
    total = sum(every.values())
    rows = [Row(name, [Cell(f"{n:,}"), Cell(share(n / total))]) for name, n in every.items()]
    causes = {
        "What was wrong with first drafts that were put right": found.corrected,
        "Why the built-in engine's words were shown": found.reasons,
        "What was wrong with the last drafts that were replaced": found.faults,
    }
    return Speaker(
        words=Table(["whose words", "answers", "share"], rows),
        why={title: _table(counts) for title, counts in causes.items() if counts},
        spent=[
            ("Calls of the model", f"{found.calls:,}"),
            ("Tokens read", f"{found.read:,}"),
            ("Tokens written", f"{found.written:,}"),
            ("Cost", _cost(found)),
        ],
    )


def _table(counts: Mapping[str, int]) -> Table:
    return Table(["reason", "answers"], [Row(name, [Cell(f"{n:,}")]) for name, n in counts.items()])


def _cost(found: Speaking) -> str:
    if found.cost is None or found.price is None:
        return f"not known: {PRICE} gives no price"
    return f"{spent(found.cost)} at ${found.price.read} and ${found.price.written} a million tokens read and written"
