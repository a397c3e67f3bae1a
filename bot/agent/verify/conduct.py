"""What no answer says: advice to break the law, promises about a court or a lender, the part of a lawyer."""

import re
from functools import cache
from pathlib import Path

from bot.agent.evidence import Evidence
from bot.agent.verify.sentence import Sentence
from bot.answer.verify import Fault
from bot.yamlfile import load_yaml

_RULES = {"illegal": "advice to break the law", "promise": "promise", "counsel": "speaks as a lawyer"}


def faults(sentence: Sentence, evidence: Evidence) -> list[Fault]:
    """The things in a sentence that must not be said; a warning against them may be."""
    low = sentence.text.lower().replace("’", "'")
    if sentence.asks:
        return []
    source = " ".join(sentence.source.lower().replace("’", "'").split())
    found = []
    for name, patterns in _patterns().items():
        for pattern in patterns:
            match = pattern.search(low)
            if match is None or (name == "illegal" and _warning().search(low[: match.start()])):
                continue
            if " ".join(match[0].split()) in source:
                continue  # the passage's own words, as about scams that promise
            found.append(Fault(rule=_RULES[name], detail=f"{match[0]!r} in: {sentence.text}", segment=sentence.segment))
            break
    return found


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    read = load_yaml(Path(__file__).with_name("conduct.yaml"))
    return {
        name: [re.compile(rf"\b{p}" if not p.startswith("\\b") else p) for p in read[name].splitlines()]
        for name in _RULES
    }


@cache
def _warning() -> re.Pattern[str]:
    return re.compile(load_yaml(Path(__file__).with_name("conduct.yaml"))["warning"])
