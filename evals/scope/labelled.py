"""The questions that the judgement of scope is trained on, each with what it is: ours, another subject, or a kind of request.

Never among them: the held-out fifth of evals/datasets and the second set of evals/fresh.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.understand.intent import LIMITS
from bot.understand.limits import read_limits
from bot.understand.spelling import spelt
from bot.yamlfile import load_yaml
from evals.cases import Probe, fingerprint, held_out, tuned_probes

QUESTIONS = Path(__file__).parent / "questions"
PHRASES = Path(__file__).parents[2] / "tests" / "understand" / "limits.yaml"
OURS, LATER = "answer", "follow_up"
OUTSIDE = "outside"
ALL_OF = ("limits", "guide", "federal")
ONE_IN = 3
"""Of the other cases, which tell a foreclosure and repeat one another, one in so many."""
_BY_KIND = {"out-of-scope": OUTSIDE, "advice-to-break-the-law": "deceive_court", "hostile": "injection"}


@dataclass(frozen=True)
class Labelled:
    """A question and its label: `answer`, or a limit. own: written for this and seen by no word group."""

    text: str
    label: str
    own: bool = False
    later: bool = False

    @property
    def declined(self) -> bool:
        """Whether it is to be declined."""
        return self.label != OURS


def labelled() -> list[Labelled]:
    """Every training question once, those of its own first."""
    found: dict[str, Labelled] = {}
    for one in (*_own(), *_phrases(), *_cases()):
        found.setdefault(one.text, one)
    return list(found.values())


def kept_for_judging() -> list[Labelled]:
    """The fifth of its own questions, by hash, that the reader of meaning is not trained on: the judgement must not have
    been seen to answer what it weighs."""
    return [one for one in labelled() if is_kept(one) and not one.later]


def is_kept(one: Labelled) -> bool:
    """Whether the reader of meaning is not trained on a question."""
    return one.own and held_out(one.text)


def digest(questions: Sequence[Labelled]) -> str:
    """A short fingerprint of what was trained on."""
    return fingerprint(f"{one.label}\t{one.text}" for one in questions)


def _own() -> Iterator[Labelled]:
    for path in sorted(QUESTIONS.glob("*.yaml")):
        for label, texts in load_yaml(path).items():
            assert label in LIMITS | {OURS, LATER}, f"{path.name}: {label}"
            for text in texts:
                yield Labelled(text, OURS if label == LATER else label, own=True, later=label == LATER)


def _phrases() -> Iterator[Labelled]:
    phrases = load_yaml(PHRASES)
    yield from (Labelled(text, label) for label, text in phrases["declined"])
    yield from (Labelled(text, OURS) for text in phrases["answered"])


def _cases() -> Iterator[Labelled]:
    for probe in tuned_probes():
        if probe.group in ALL_OF or _drawn(probe):
            yield Labelled(probe.question, _label(probe), later=len(probe.asked.turns) > 1)


def _drawn(probe: Probe) -> bool:
    return int(hashlib.sha256(f"scope {probe.name}".encode()).hexdigest(), 16) % ONE_IN == 0


def _label(probe: Probe) -> str:
    """What a case is: the cases say only that it is declined, so its kind is taken from the word groups where they know it."""
    if not probe.expected.declined:
        return OURS
    read = (intent for intent, _ in read_limits(spelt(probe.question)))
    return next(read, _BY_KIND.get(probe.about.kind, OUTSIDE))
