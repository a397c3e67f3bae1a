"""Word search (BM25): the same reading of words when the index is built and when it is asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

# section numbers stay whole, so that `33-814` and `580d` find their statute
TOKEN = r"(?u)\b\d[\w.:-]*\w\b|\b\w\w+\b"


class Lexical(Protocol):
    """The part of a bm25s index that is used here."""

    vocab_dict: dict[str, int]

    def get_scores(self, tokens: list[str], weight_mask: Any = None) -> Any: ...


def tokens(texts: Sequence[str]) -> list[list[str]]:
    """The search words of each text: lower case, without English stop words."""
    import bm25s  # noqa: PLC0415  imports NumPy, which a look-up does without

    found: list[list[str]] = bm25s.tokenize(
        list(texts), token_pattern=TOKEN, stopwords="english", return_ids=False, show_progress=False
    )
    return found


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
