"""20,000 random and mutated turns in conversations: every one gets an answer or a clear refusal, none an exception.

`make fuzz` runs it, `python -m bench.fuzz [turns] [seed]` a part of it; a failure prints the turns that led to it.
"""

import random
import sys
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from bench.questions import QUESTIONS
from bot.conversation.sheet import CaseSheet
from bot.conversation.shortfall import LONGEST, Shortfall, checked_text
from bot.conversation.work import Work
from bot.errors import ShortfallError

TURNS, SEED = 20_000, 20261126
LONGEST_TALK = 12  # turns before a new conversation begins
FOLDER = Path(__file__).parent.parent / "tests" / "conversations"
SNIPPETS = (
    "$", "k", "-", "0", "999999999999", "1/2/2026", "2/30/2026", "between 140 and 150", "Texas", "Springfield", "OR", "in",
    "me", "ok", "no,", "what if", "forget", "use that", "why", "I don't know", "compare", "and", "?", "!!!", "\n", "\t", "…",
    "é", "中文", "🏠", "<b>", "{}", "%s", "'; --", "(", "[1]", "**", "|", "\u202e", "\u0000", "tomorrow", "three weeks ago",
    "10k more", "half", "twice", "the first one", "start over", "until when",
)  # fmt: skip


def corpus() -> list[str]:
    """Turns that people may type: those of the dialogues and of the benchmark."""
    told = [
        turn["say"]
        for file in sorted(FOLDER.glob("*.yaml"))
        for row in yaml.safe_load(file.read_text("utf-8"))
        for turn in row["turns"]
    ]
    return [*told, *QUESTIONS]


def mutated(text: str, others: list[str], dice: random.Random) -> str:
    """A turn changed as typing, pasting and malice change it."""
    for _ in range(dice.randint(0, 4)):
        place = dice.randint(0, len(text))
        kind = dice.randint(0, 9)
        if kind == 0:
            text = text[:place] + text[place + dice.randint(1, 6) :]
        elif kind == 1:
            text = text[:place] + dice.choice(SNIPPETS) + text[place:]
        elif kind == 2:
            text = f"{text} {dice.choice(others)}"
        elif kind == 3:
            text = text.upper() if dice.random() < 0.5 else text.lower()
        elif kind == 4:
            words = text.split()
            dice.shuffle(words)
            text = " ".join(words)
        elif kind == 5:
            text = text[:place] + chr(dice.randint(1, 0x2FFF)) + text[place:]
        elif kind == 6:
            text = "".join(dice.choice("0123456789") if c.isdigit() else c for c in text)
        elif kind == 7:
            text = text.replace(" ", "") if dice.random() < 0.2 else text.replace(",", "").replace(".", "")
        elif kind == 8:
            text = text[place:] + text[:place]
        else:
            text = (text + " ") * dice.randint(1, 3)
    return text[: LONGEST - 1]


@dataclass
class Fuzzed:
    """What became of the turns. unverified: those that led to an answer held back; failures: each exception with its turns."""

    answered: int = 0
    refused: int = 0
    unverified: list[list[str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def fuzz(engine: Shortfall, turns: int = TURNS, seed: int = SEED) -> Fuzzed:
    """Run the turns in conversations of up to twelve."""
    dice, told = random.Random(seed), corpus()
    before, said = Work(text=""), list[str]()
    result = Fuzzed()
    for _ in range(turns):
        if len(said) >= dice.randint(1, LONGEST_TALK):
            before, said = Work(text=""), []
        text = mutated(dice.choice(told), told, dice)
        said.append(text)
        work = Work(text=text, before=before.sheet or CaseSheet(), last=before.answer)
        try:
            done = engine.steps.run(replace(work, text=checked_text(text)))
        except ShortfallError:
            result.refused += 1
        except Exception:
            result.failures.append(f"{traceback.format_exc()}after the turns: {said!r}")
            before, said = Work(text=""), []
        else:
            assert done.answer is not None
            result.answered += 1
            if done.answer.reason == "not verified":
                result.unverified.append(list(said))
            before = done
    return result


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:]]
    count, seed = (*given, *(TURNS, SEED)[len(given) :])
    engine = Shortfall()
    engine.index.load()  # else most of the time goes to the first sight of each passage
    found = fuzz(engine, count, seed)
    print(*found.failures[:3], *found.unverified[:3], sep="\n")
    print(f"{count} turns: {found.answered} answered, {found.refused} refused with a message, "
          f"{len(found.unverified)} not verified, {len(found.failures)} exceptions")  # fmt: skip
    raise SystemExit(bool(found.failures))
