"""Whether something in a text is supposed rather than told: `if it sold for 150`."""

import re
from functools import lru_cache

_SUPPOSING = re.compile(
    r"\b(?:if|suppose|supposing|assum(?:e|es|ing)|what if|let'?s say|hypothetically|imagine|unless|in case|"
    r"(?<=[,.;:] )say (?:it|they|the|i|we)|would have|should (?:it|they|the))\b"
)
_SENTENCE_END = re.compile(r"[;!?\n]|\.(?=[ \n]|$)")
_REACH = 160


def is_hypothetical(folded: str, start: int) -> bool:
    """Whether the place `start` of a lower-case text follows words of supposition in the same sentence.

    >>> is_hypothetical("what if they bid 310", 17), is_hypothetical("they bid 255. what if", 9)
    (True, False)
    """
    if not _supposes(folded):
        return False
    window = folded[max(0, start - _REACH) : start]
    end = 0
    for match in _SENTENCE_END.finditer(window):
        end = match.end()
    return _SUPPOSING.search(window, end) is not None


@lru_cache(maxsize=4)  # asked for each amount and each day of one text
def _supposes(folded: str) -> bool:
    return _SUPPOSING.search(folded) is not None
