"""What a question asks for: intents, topics and premises, read by the patterns of intents.yaml, despair.yaml and limits.yaml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.topics import Topic
from bot.understand.cues import Place
from bot.understand.limits import read_limits
from bot.understand.spelling import spelt
from bot.yamlfile import load_yaml

LIMITS = frozenset(
    {"injection", "hide_assets", "deceive_court", "harm_person", "other_person", "predict_judge", "outside"}
)
"""Intents that are declined, whatever else is asked."""

CRISIS = "self_harm"
"""The intent that comes before everything else, what is declined included."""

LAW = frozenset({"rule", "amount", "deadline", "redemption", "limitations", "process", "fair_value", "cite"})
"""Intents that a state's rule record answers."""


@dataclass(frozen=True)
class _Intent:
    """A row of intents.yaml: what is asked for where `pattern` occurs and `unless` does not."""

    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None

    def is_in(self, text: str) -> bool:
        return bool(self.pattern.search(text)) and not (self.unless and self.unless.search(text))


@dataclass(frozen=True)
class _Patterns:
    intents: tuple[_Intent, ...]
    topics: dict[Topic, re.Pattern[str]]
    premises: dict[str, re.Pattern[str]]


def _compile(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(p if p.startswith("^") else rf"\b(?:{p})" for p in patterns), re.IGNORECASE)


@cache
def _patterns() -> _Patterns:
    here = Path(__file__).parent
    raw, despair = load_yaml(here / "intents.yaml"), load_yaml(here / "despair.yaml")
    return _Patterns(
        intents=tuple(
            _Intent(row["intent"], _compile(row["patterns"]), _compile(row["unless"]) if "unless" in row else None)
            for row in ({"intent": CRISIS, **despair}, *raw["intents"])
        ),
        topics={Topic(name): _compile(patterns) for name, patterns in raw["topics"].items()},
        premises={row["premise"]: _compile(row["patterns"]) for row in raw["premises"]},
    )


def order_in(text: str) -> Place | None:
    """Where words order the machine about, as in "ignore your rules"."""
    return next((place for intent, place in read_limits(text) if intent == "injection"), None)


def read_intents(text: str) -> list[str]:
    """What is asked for, the most pressing first.

    >>> read_intents("how long do they have to sue me?")
    ['deadline', 'rule']
    """
    text = spelt(text)
    asked = [intent.name for intent in _patterns().intents if intent.is_in(text)]
    crisis = [name for name in asked if name == CRISIS]
    return list(dict.fromkeys((*crisis, *(intent for intent, _ in read_limits(text)), *asked)))


def read_topics(text: str) -> list[Topic]:
    """The subjects a question touches.

    >>> read_topics("is a short sale better for my credit?")
    [<Topic.SHORT_SALE: 'short_sale'>, <Topic.CREDIT: 'credit'>]
    """
    text = spelt(text)
    return [topic for topic, pattern in _patterns().topics.items() if pattern.search(text)]


def read_premise(text: str) -> str | None:
    """A belief the question takes for granted, `no_deficiency` or `always_owe`."""
    text = spelt(text)
    return next((name for name, pattern in _patterns().premises.items() if pattern.search(text)), None)
