"""Text as it is typed, made even: one kind of digit, quote, dash and space; nothing invisible; case kept."""

import re
import unicodedata

_QUOTES = {ord(c): "'" for c in "‘’‚‛′´`ʼ＇"} | {ord(c): '"' for c in "“”„‟″«»＂"}
_DASHES = {ord(c): "-" for c in "‐‑‒–—―−﹘﹣－"}
_OTHER = {
    ord("⁄"): "/",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\r"): "\n",
    ord("\x0b"): "\n",
    ord("\x0c"): "\n",
}
_EVEN = _QUOTES | _DASHES | _OTHER
_FRACTIONS = {"½": ("1/2", ".5"), "¼": ("1/4", ".25"), "¾": ("3/4", ".75")}
_FRACTION = re.compile("([0-9]?)([½¼¾])")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+")
_BLANKS = re.compile(r"[ \t]+")
_LINES = re.compile(r" ?\n[ \n]*")
SENTENCE_END = re.compile(r"[.;!?\n]")
_MOST_MARKS = 4  # accents on one letter; longer runs are noise, and slow to put in order


def normalise(text: str) -> str:
    """The text with plain digits, quotes, dashes and spaces, without control or invisible characters.

    Case is kept; a run of blanks becomes one, a run of line ends one; `2½` becomes `2.5`. Never raises.

    >>> normalise("owed\\u00a0$２１２k  \\u2013 \\u201cwith fees\\u201d\\u200b")
    'owed $212k - "with fees"'
    """
    text = _RAISED.sub(" ", text)
    text = _FRACTION.sub(lambda m: m[1] + _FRACTIONS[m[2]][1] if m[1] else f" {_FRACTIONS[m[2]][0]}", text)
    text = unicodedata.normalize("NFKC", _visible(text)).translate(_EVEN)
    text = "".join(_digit(c) for c in text)
    return _LINES.sub("\n", _BLANKS.sub(" ", _visible(text))).strip()


def fold(text: str) -> str:
    """Lower case of the same length, so that a span in one is a span in the other.

    >>> fold("Owed 212K in İzmir")
    'owed 212k in izmir'
    """
    return text.replace("İ", "i").lower()


def is_shouted(text: str) -> bool:
    """Whether a text is in capitals throughout, so that a capital proves nothing.

    >>> is_shouted("THEY SOLD MY HOUSE IN OHIO"), is_shouted("MA, power of sale")
    (True, False)
    """
    upper = sum(1 for c in text if c.isupper())
    lower = sum(1 for c in text if c.islower())
    return upper >= 12 and lower * 4 < upper


def _visible(text: str) -> str:
    """Without control, format and lone surrogate characters and endless accents; every space a plain one."""
    kept: list[str] = []
    marks = 0
    for c in text:
        if c < "\x7f" and c >= " ":
            marks = 0
            kept.append(c)
            continue
        marks = marks + 1 if unicodedata.combining(c) else 0
        category = unicodedata.category(c)
        if c in "\n\r\x0b\x0c\u2028\u2029":
            kept.append("\n")
        elif c == "\t" or category == "Zs":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs") and marks <= _MOST_MARKS:
            kept.append(c)
    return "".join(kept)


def _digit(c: str) -> str:
    return str(unicodedata.decimal(c)) if c > "\x7f" and c.isdecimal() else c


class Taken:
    """Which characters of a text are already spoken for."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._marks[start:end] = b"\x01" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any character of a stretch is taken."""
        return self._marks.find(1, start, end) >= 0
