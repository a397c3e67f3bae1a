"""Word search (BM25): the same reading of words when the index is built and when it is asked."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

# section numbers stay whole, so that `33-814` and `580d` find their statute
TOKEN = r"(?u)\b\d[\w.:-]*\w\b|\b\w\w+\b"  # nosec B105 # a pattern of words
CITATION = re.compile(r"(?!\d+$)(?!\d+-?(?:days?|months?|years?|k?m|th)$)(?:\d+[-.:]\d|\d{3,}-?\w)[\w.:()-]*")
# tax forms and savings plans are everyday words that happen to have a number, in many passages; no provision's address
EVERYDAY = re.compile(r"1099(?:-?[a-z]+)?|w-?[24]|10-?40(?:-?[a-z]+)?|40[13]-?[ab]?k?|457-?b?|80[-/]20|24[-/]7")
# a plain number is a statute's where a word for one stands before it
SECTION = re.compile(r"(?:§+ ?|\bu\. ?s\. ?c\.? ?(?:§+ ?)?|\busc |\bsec(?:tions?|\.) ?)(\d{3,})\b", re.IGNORECASE)
SUBSECTION = re.compile(r"\d[\w.:-]*(?:\(\w{1,4}\))+")

ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|d)$")


class Lexical(Protocol):
    """The part of a bm25s index that is used here."""

    vocab_dict: dict[str, int]

    def get_scores(self, tokens: list[str], weight_mask: Any = None) -> Any: ...


def tokens(texts: Sequence[str]) -> list[list[str]]:
    """The search words of each text: lower case, no English stop words; `33-814(G)` counts whole and as `33-814`."""
    import bm25s  # noqa: PLC0415  imports NumPy, which a look-up does without

    found: list[list[str]] = bm25s.tokenize(
        list(texts), token_pattern=TOKEN, stopwords="english", return_ids=False, show_progress=False
    )
    for words, text in zip(found, texts, strict=True):
        words += [part.lower() for part in SUBSECTION.findall(text)]
    return found


def is_citation(word: str) -> bool:
    """Whether a search word is the number of a statute or rule, as in `33-814` or `580d`.

    >>> [is_citation(word) for word in ("33-814", "580d", "1006.26(b)", "150000", "90-day", "11th", "1099-c", "401k")]
    [True, True, True, False, False, False, False, False]
    """
    return CITATION.fullmatch(word) is not None and EVERYDAY.fullmatch(word) is None


def cited(query: str) -> frozenset[str]:
    """The plain numbers of a query that are sections of statutes.

    >>> sorted(cited("15 U.S.C. 1673, § 523 and section 121; sold for 150000"))
    ['121', '1673', '523']
    """
    return frozenset(SECTION.findall(query))


def familiar(word: str, index: Lexical) -> bool:
    """Whether a word, or the word without its ending, occurs in an index; a figure always does."""
    if not word.isalpha():
        return True
    stem = ENDING.sub("", word)
    return any(form in index.vocab_dict for form in (word, stem, f"{stem}e", f"{stem}s", f"{stem}ed", f"{stem}ing"))


def build_lexical(folder: Path, texts: Sequence[str]) -> None:
    """Write a BM25 index of texts into a folder; a document's number is its place in `texts`."""
    import bm25s  # noqa: PLC0415

    index = bm25s.BM25(backend="numpy")
    index.index(tokens(texts), show_progress=False)
    index.save(str(folder), show_progress=False)


def open_lexical(folder: Path) -> Lexical:
    """Read a BM25 index."""
    import bm25s  # noqa: PLC0415

    index: Lexical = bm25s.BM25.load(str(folder), load_corpus=False, show_progress=False)
    return index
