"""The questions that the reader of what is asked is trained on: those that the law engine answers, and the others.

Never among them: the held-out fifth of the cases and the second set of evals/fresh.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.understand.read import read_question
from evals.cases import DATASETS, FRESH, TODAY, Probe, dataset_files, probes_of, read_dataset

QUESTIONS = Path(__file__).parent / "questions"
"""Questions written for this: `section.tsv` has those that a section answers, `claim.tsv` those that the rule or a sum does."""
CLAIM, SECTION = "claim", "section"


@dataclass(frozen=True)
class Asked:
    """A question as it is read, and whether it asks whether, how much or until when the lender may claim."""

    text: str
    claim: bool


def labelled() -> list[Asked]:
    """Every training question once."""
    found: dict[str, bool] = {}
    for text, claim in (*_own(), *_cases()):
        found.setdefault(read_question(text, TODAY, None, first=True).text, claim)
    return [Asked(text, claim) for text, claim in found.items()]


def digest(questions: list[Asked]) -> str:
    """A short fingerprint of what was trained on."""
    return hashlib.sha256("\n".join(f"{one.claim}\t{one.text}" for one in questions).encode()).hexdigest()[:16]


def _own() -> Iterator[tuple[str, bool]]:
    for path in sorted(QUESTIONS.glob("*.tsv")):
        assert path.stem in (CLAIM, SECTION), path.name
        for line in path.read_text("utf-8").splitlines():
            yield line.rpartition("\t")[2], path.stem == CLAIM


def _cases() -> Iterator[tuple[str, bool]]:
    fresh = [item for item in dataset_files(folder=FRESH) if item[1].stem != "second"]
    for _, path in (*dataset_files(folder=DATASETS), *fresh):
        for case in read_dataset(path).cases:
            for probe in probes_of("", case):
                if len(probe.asked.turns) == 1 and not (probe.held_out or probe.expected.declined):
                    yield probe.question, asks_of_the_claim(probe)


def asks_of_the_claim(probe: Probe) -> bool:
    """Whether a right answer to a case has an outcome or a sum."""
    expected = probe.expected
    ruled = expected.judges("outcome") and any(outcome is not None for outcome in expected.outcome)
    return ruled or (expected.judges("amount") and expected.amount is not None)
