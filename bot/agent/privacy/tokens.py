"""The words of a text, with what their capitals tell, and the places of several words that it names."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.agent.privacy.vocabulary import people, place_names, plain
from bot.understand.gazetteer import city_key

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,}|['’](?:[A-Z]|[tmdTMD](?![^\W\d_])))?(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Token:
    """A word of the text, plain. titled: begins with a capital that tells something."""

    start: int
    end: int
    word: str
    titled: bool


def tokens(text: str) -> list[Token]:
    """The words in their order. In a line of capitals a capital tells nothing."""
    found: list[Token] = []
    offset = 0
    for line in text.split("\n"):
        capitals = sum(char.isupper() for char in line)
        shouted = capitals > 3 and capitals > 2 * sum(char.islower() for char in line)
        for match in _WORD.finditer(line):
            titled = match[0][0].isupper() and not shouted
            found.append(Token(offset + match.start(), offset + match.end(), plain(match[0]), titled))
        offset += len(line) + 1
    return found


_PLACE_START = frozenset(
    "san santa saint st los las port fort mount mt new north south east west palm el la de corpus lake st.".split()
)


@cache
def _first_words() -> frozenset[str]:
    """The first words of the names of places that have several."""
    first = {name.split()[0] for name in place_names()[1] if " " in name}
    return frozenset(first) | _PLACE_START


def places(text: str) -> list[tuple[int, int]]:
    """Towns and states of several words that hold what might be a name ("San Jose", "Port Arthur", "West Virginia")."""
    found = []
    every = place_names()[1]
    words = [(match.start(), match.end(), plain(match[0])) for match in _LETTERS.finditer(text)]
    for place, (start, _, word) in enumerate(words):
        if word not in _first_words():
            continue
        for count in (3, 2):
            part = words[place : place + count]
            if len(part) == count and all(1 <= b[0] - a[1] <= 2 for a, b in pairwise(part)):
                name = " ".join(one[2] for one in part)
                if (name in every or city_key(name) in every) and (
                    word in _PLACE_START or not people().is_given(word) or not people().is_family(part[-1][2])
                ):
                    found.append((start, part[-1][1]))
                    break
    return found
