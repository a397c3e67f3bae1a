"""The questions that the reader of what is asked is trained on: those that the law engine answers, and the others.

They are the cases, the questions about sections and the lines that tell sums. Never among them: the fifth that is kept out
of each, and the unseen sets of evals/fresh.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from evals.cases import Probe, as_read, held_out, tuned_probes
from evals.roles.labelled import lines
from evals.sections.labelled import written

# parts of a state's record that tell whether and until when the lender may claim
_RULES = re.compile(r"states/..#(?:overview|rule-|deadline-|limitations)")
# parts of the guide on the same, which are no sure sign of either
_BETWEEN = re.compile(
    r"guide/(?:what-a-deficiency-is|how-states-differ|judgment-vs-shortfall|examples-from|how-a-deficiency|second-mortgages|"
    r"deadlines-and|recourse-and|three-ways|what-to-do|sale-price|common-mistakes)"
)


@dataclass(frozen=True)
class Asked:
    """A question as it is read, and whether it asks whether, how much or until when the lender may claim."""

    text: str
    claim: bool


@cache
def labelled() -> tuple[Asked, ...]:
    """Every training question once."""
    found: dict[str, bool] = {}
    for text, claim in (*_own(), *_cases()):
        found.setdefault(as_read(text), claim)
    return tuple(Asked(text, claim) for text, claim in found.items())


def _own() -> Iterator[tuple[str, bool]]:
    for text, _, sections in written():
        if not held_out(text) and not _BETWEEN.match(sections[0]):
            yield text, _RULES.match(sections[0]) is not None
    for line in lines():
        if not line.held_out and {"debt", "sale_price"} <= {role for role, _ in line.sums}:
            yield line.text, True


def _cases() -> Iterator[tuple[str, bool]]:
    for probe in tuned_probes():
        if len(probe.asked.turns) == 1 and not probe.expected.declined:
            yield probe.question, asks_of_the_claim(probe)


def asks_of_the_claim(probe: Probe) -> bool:
    """Whether a right answer to a case has an outcome or a sum."""
    expected = probe.expected
    ruled = expected.judges("outcome") and any(outcome is not None for outcome in expected.outcome)
    return ruled or (expected.judges("amount") and expected.amount is not None)
