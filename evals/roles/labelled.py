"""Lines with sums of money and what each is, as a person reads them.

`lines/*.yaml` was written without a look at the word groups; a fifth of it, chosen by hash, is kept out of training and
measured apart. Beside it the worked cases of the word groups are trained on, so that what they settle stays so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from bot.understand.roledamount import Role
from bot.yamlfile import load_yaml
from evals.cases import fingerprint, held_out

LINES = Path(__file__).parent / "lines"
WORKED = Path(__file__).parents[2] / "tests" / "understand" / "roles.yaml"


@dataclass(frozen=True)
class Line:
    """A line as typed. sums: the role and value in dollars of each sum, in the order in which they stand."""

    text: str
    sums: tuple[tuple[str, Decimal], ...]

    @cached_property
    def held_out(self) -> bool:
        """Whether it is kept out of training."""
        return held_out(self.text)


def lines() -> Iterator[Line]:
    """Every line. Raises ValueError for a role that does not exist."""
    for path in sorted(LINES.glob("*.yaml")):
        for text, sums in load_yaml(path):
            yield Line(text, tuple((Role(role).value, Decimal(str(value))) for role, value in sums))


def worked() -> Iterator[Line]:
    """The worked cases of the word groups; a sum that is corrected or supposed, or has no role, counts as none."""
    for text, sums in load_yaml(WORKED):
        told = (one.split() for one in sums)
        yield Line(
            text,
            tuple(
                (Role(role).value, Decimal(value)) for role, value, *mark in told if role != "null" and mark != ["not"]
            ),
        )


def digest(chosen: Sequence[Line]) -> str:
    """A short fingerprint of what was trained on."""
    return fingerprint(f"{line.text}\t{line.sums}" for line in chosen)
