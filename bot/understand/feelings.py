"""How somebody says they are, and the one sentence that is said back before the help: feelings.yaml.

Only what a person says of themselves or of their family counts. The words of the subject ("lost my house to
foreclosure") and turns of phrase ("I'm afraid I don't understand") are not feelings.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.understand.frames import negated
from bot.yamlfile import load_yaml

_NAMED = re.compile("<([A-Z]+)>")

_LONGEST = 3000  # characters

Kind = Literal["fear", "grief", "shame", "anger", "overwhelm"]


class Feeling(BaseModel):
    """A feeling that a turn tells. raw: the words that tell it, as they stand."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    raw: str


@dataclass(frozen=True)
class _Words:
    """kinds: the patterns of each kind, the one that is answered first before the others."""

    kinds: dict[Kind, re.Pattern[str]]
    not_felt: re.Pattern[str]
    sentences: dict[Kind, tuple[str, ...]]


@cache
def _words() -> _Words:
    raw: dict[str, Any] = load_yaml(Path(__file__).parent / "feelings.yaml")
    names: dict[str, str] = raw["words"]

    def compiled(patterns: list[str]) -> re.Pattern[str]:
        text = _NAMED.sub(lambda m: names[m[1]], "|".join(patterns))
        return re.compile(rf"(?<![\w'])(?=\w)(?:{text})", re.IGNORECASE)

    return _Words(
        kinds={row["kind"]: compiled(row["patterns"]) for row in raw["kinds"]},
        not_felt=compiled(raw["not_felt"]),
        sentences={kind: tuple(sentences) for kind, sentences in raw["sentences"].items()},
    )


def read_feeling(text: str) -> Feeling | None:
    """The feeling a turn tells; None where it tells none. Where it tells several, the gravest. Never raises.

    >>> read_feeling("im so scared they will take my paycheck")
    Feeling(kind='fear', raw='im so scared')
    >>> read_feeling("I'm afraid I don't understand the form") is None
    True
    """
    words = _words()
    if len(text) > _LONGEST:  # people say how they are where they begin or end
        text = f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"
    barred = [match.span() for match in words.not_felt.finditer(text)]
    for kind, pattern in words.kinds.items():
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in barred) or negated(text, start):
                continue
            return Feeling(kind=kind, raw=match[0])
    return None


def one_human_sentence(feeling: Feeling, turn: int) -> str:
    """The sentence that is said to a feeling, ending in a full stop.

    turn: the number of the turn in its conversation; the sentence changes from one turn to the next.

    >>> one_human_sentence(Feeling(kind="anger", raw="furious"), 0)
    'It is understandable to be angry when it is your home that is at stake.'
    """
    sentences = _words().sentences[feeling.kind]
    return sentences[turn % len(sentences)]
