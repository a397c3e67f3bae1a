"""The words of moves.yaml, compiled once: each move's patterns, and what a withdrawal names in the case."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.law.facts import EVENTS
from bot.yamlfile import load_yaml


class Move(StrEnum):
    """What a turn does besides, or instead of, asking a new question. moves.yaml holds the words of each."""

    WHY = "why"
    SOURCE = "source"
    DERIVATION = "derivation"
    SIMPLER = "simpler"
    SHORTER = "shorter"
    MORE = "more"
    REPEAT = "repeat"
    WHAT_IF = "what_if"
    ADOPT = "adopt"
    WITHDRAW = "withdraw"
    RECALL = "recall"
    RESET = "reset"
    NEEDED = "needed"
    COMPARE = "compare"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Grammar:
    """A move's row of moves.yaml, compiled. weight: its place in the file; an earlier move is more decisive."""

    move: Move
    weight: int
    lead: int
    rest: int
    whole: re.Pattern[str] | None
    turn: re.Pattern[str] | None
    opens: re.Pattern[str] | None
    never: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True)
class Lexicon:
    """All moves in the order of their weight, and the words around them.

    aside: a clause that neither asks nor tells. about, ends, around: the frame of what is taken back. last: words for
    what was said last. names: the words for what a case holds; group `n3` means `meanings[3]`.
    """

    moves: tuple[Grammar, ...]
    aside: re.Pattern[str]
    about: re.Pattern[str]
    ends: re.Pattern[str]
    around: re.Pattern[str]
    last: re.Pattern[str]
    names: re.Pattern[str]
    meanings: tuple[frozenset[str], ...]


@cache
def lexicon() -> Lexicon:
    """moves.yaml, compiled."""
    raw: dict[str, Any] = load_yaml(Path(__file__).parent / "moves.yaml")
    words: dict[str, str] = raw["words"]

    def joined(patterns: list[str]) -> str:
        text = "|".join(patterns)
        for name, pattern in reversed(words.items()):  # a later word may be made of earlier ones
            text = text.replace(f"<{name}>", pattern)
        return f"(?:{text})"

    def compiled(patterns: list[str]) -> re.Pattern[str]:
        return re.compile(joined(patterns) if patterns else r"(?!)")

    polite = raw["before"]
    after = f"(?: {raw['after']}){{0,5}}"

    def framed(patterns: list[str] | None, before: str) -> re.Pattern[str] | None:
        return re.compile(f"(?:{before} ){{0,7}}(?P<move>{joined(patterns)}){after}") if patterns else None

    moves = []
    for weight, row in enumerate(raw["moves"]):
        move = Move(row["move"])
        yes_or_no = move in (Move.YES, Move.NO)
        before = polite if yes_or_no else f"(?:{polite}|{raw['answers']})"
        opens = f"(?:{before} ){{0,7}}?{joined(row['opens'])}(?:(?<![\\w'])|(?![\\w']))" if "opens" in row else None
        moves.append(
            Grammar(
                move=move,
                weight=weight,
                lead=row.get("lead", 0),
                rest=row.get("rest", 0),
                whole=framed(row.get("whole"), before),
                turn=framed(row.get("turn"), before),
                opens=re.compile(opens) if opens else None,
                never=compiled(row.get("never", [])),
                unless=compiled(row.get("unless", [])),
            )
        )
    withdraw = next(row for row in raw["moves"] if row["move"] == Move.WITHDRAW)
    any_day = ",".join(sorted(EVENTS))
    groups = "|".join(f"(?P<n{n}>{pattern})" for n, (pattern, _) in enumerate(raw["names"]))
    around = "|".join(
        f"{before + ' ' if before else ''}(?P<t{n}>[\\w$',. -]{{2,60}}?) (?:{behind})"
        for n, (before, behind) in enumerate(withdraw["around"])
    )
    return Lexicon(
        moves=tuple(moves),
        aside=re.compile(f"(?:(?:{polite}|{raw['answers']}) ?){{0,7}}(?:{'|'.join(raw['asides'])})?{after}"),
        about=re.compile(f"(?:{withdraw['about']})(?![\\w'])"),
        ends=re.compile(rf"[ ,](?:{withdraw['ends']})(?![\w'])"),
        around=re.compile(f"(?:{polite} ){{0,7}}(?:{around}){after}"),
        last=compiled(raw["last"]),
        names=re.compile(rf"(?<![\w'])(?:{groups})(?![\w'])"),
        meanings=tuple(
            frozenset(any_day.split(",")) if names == ["<EVENTS>"] else frozenset(names) for _, names in raw["names"]
        ),
    )
