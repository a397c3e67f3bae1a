"""`python -m evals.facts`: the labelled phrases as the cues read them, fact by fact, the unseen quarter apart."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bot.understand.read import read_question
from bot.yamlfile import load_yaml
from evals.cases import TODAY

PHRASES = Path(__file__).parent / "phrases"
UNSEEN_OF = 4
"""One phrase in so many, chosen by hash, is never looked at when cues are written."""


def phrases() -> Iterator[tuple[str, dict[str, str], str | None]]:
    """Each phrase with the facts that it tells, and the state in which its words tell them."""
    for path in sorted(PHRASES.glob("*.yaml")):
        for text, told, *state in load_yaml(path):
            yield text, told, state[0] if state else None


def is_unseen(text: str) -> bool:
    """Whether no cue may be written for a phrase."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % UNSEEN_OF == 0


def counted(*, unseen: bool, one_in: int = 1) -> dict[str, Counter[str]]:
    """By fact, how often it is read right, missed, or read wrongly: another value, or where none is told.

    one_in: of so many phrases only one is read.
    """
    found: dict[str, Counter[str]] = {}
    for text, told, state in islice(phrases(), 0, None, one_in):
        if is_unseen(text) is not unseen:
            continue
        read = {one.fact: one.value for one in read_question(text, TODAY, state).facts}
        for fact in told.keys() | read.keys():
            how = "right" if told.get(fact) == read.get(fact) else "wrong" if fact in read else "missed"
            found.setdefault(fact, Counter())[how] += 1
    return found


def main() -> None:
    """Print the counts, recall and precision of both parts."""
    for unseen in (False, True):
        found = counted(unseen=unseen)
        whole: Counter[str] = sum(found.values(), Counter())
        recall = whole["right"] / sum(whole.values())
        precision = whole["right"] / (whole["right"] + whole["wrong"])
        print(f"{'unseen' if unseen else 'seen'}: {dict(whole)}, recall about {recall:.3f}, precision {precision:.3f}")
        for fact, counts in sorted(found.items()):
            print(f"  {fact}: {dict(counts)}")


if __name__ == "__main__":
    main()
