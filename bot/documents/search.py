"""Search over the agencies' own documents, apart from the reviewed index: exact, in memory, taken up without a restart."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.documents.model import Document, UnknownDocumentError
from bot.documents.parts import document_of
from bot.documents.store import Store
from bot.documents.vectors import Kept
from bot.errors import SearchIndexError
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import statements

if TYPE_CHECKING:
    from bot.retrieval.embedder import TextEmbedder

LOOKED_AT = 8  # passages that are read sentence by sentence
# weights of the likeness of the closest sentence, of the passage, of its heading, and of the share of the question's words
# that the passage has; fitted on tests/documents/fits.yaml, as is the threshold in bot/conversation/own.py
SENTENCE, PASSAGE, HEADING, WORDS = 0.2, 0.4, 0.2, 0.2
FEWEST = 2  # words that a share is of; one word in common proves nothing
BY_HEADING = (
    0.2  # a heading that is nearer than the closest sentence by so much is answered from the section's first one
)
_WORD = re.compile(r"[a-z0-9]{3,}")
_LITTLE = frozenset(
    "the and for are was were you your our his her its they them their this that these those with from into have has had "
    "does did can could will would should may might must what when where which who whom whose why how much many any some "
    "all not but about after before there here than then too also just get got need want please know tell say said use "
    "still even ever really right one out off over under again more most other only own same such very mine we'd i'm don "
    # what every question here is about tells no passage from another
    "foreclosure foreclosed foreclose mortgage mortgages lender lenders bank house home homes loan loans sale sold owe owed".split()
)


@dataclass(frozen=True)
class Found:
    """A passage that may answer. fit: how well, from 0 to 1. line: where among its sentences the answer begins."""

    passage: Passage
    document: Document
    fit: float
    line: int


@dataclass(frozen=True)
class _Open:
    document: Document
    passages: list[Passage]
    kept: Kept
    words: list[frozenset[str]]


class Documents(Store):
    """The store with a search over it."""

    def __init__(self, folder: Path, embedder_factory: "Callable[[], TextEmbedder]") -> None:
        """folder: need not exist. embedder_factory: called with the first search that has something to search."""
        super().__init__(folder, embedder_factory)
        self._lock = Lock()
        self._read = ""
        self._open: dict[str, _Open] = {}

    def find(self, texts: Sequence[str], *, state: str | None, owner: str | None, k: int = 3) -> list[Found]:
        """The passages that fit a question best, best first.

        texts: the question, and its parts where it has several. state: the USPS code that is asked about; its documents
        and the nationwide ones are searched, never another state's; without one the nationwide ones alone. owner: who asks.
        Raises ModelError where the model cannot be loaded.
        """
        seen = [one for one in self._current().values() if one.document.visible(owner)]
        seen = [one for one in seen if one.document.state is None or one.document.state == state]
        asked = [text for text in texts if text.strip()]
        if not seen or not asked:
            return []
        embedder = self._embedder()
        best: dict[str, Found] = {}
        for text in asked:
            vector = np.asarray(embedder.embed_query(text), dtype=np.float32)
            for found in _nearest(seen, vector, content(text)):
                if found.passage.id not in best or found.fit > best[found.passage.id].fit:
                    best[found.passage.id] = found
        return sorted(best.values(), key=lambda found: (-found.fit, found.passage.id))[:k]

    def passage(self, passage_id: str, owner: str | None = None) -> Passage:
        """One passage by its id. Raises SearchIndexError where there is none that the owner may read."""
        document = document_of(passage_id)
        one = self._current().get(document or "")
        if one is not None and one.document.visible(owner):
            for passage in one.passages:
                if passage.id == passage_id:
                    return passage
        raise SearchIndexError(
            "This passage is of an agency's own document that is not here, or not any more. Ask whoever keeps the documents."
        )

    def empty(self) -> bool:
        """Whether there are no documents; costs one look at the disk."""
        return not self.version() or not self._current()

    def _current(self) -> dict[str, _Open]:
        """The documents as they are now: what another process added or removed is taken up here."""
        version = self.version()
        if version == self._read:
            return self._open
        with self._lock:
            version = self.version()
            if version != self._read:
                ids = self.ids()
                kept = {document: self._open.get(document) or self._opened_one(document) for document in ids}
                self._open = {document: one for document, one in kept.items() if one is not None}
                self._read = version
        return self._open

    def _opened_one(self, document: str) -> _Open | None:
        try:
            opened = self.opened(document)
        except UnknownDocumentError:
            return None  # a folder of somebody else's
        if opened is None:
            return None
        found, parts, kept = opened
        return _Open(found, parts, kept, [frozenset(content(part.full_text)) for part in parts])


def content(text: str) -> set[str]:
    """The words of a text that say what it is about, cut short so that `hour` and `hours` are one.

    >>> sorted(content("What are your office hours?"))
    ['hour', 'offic']
    """
    return {word[:5].rstrip("s") for word in _WORD.findall(text.lower()) if word not in _LITTLE}


def _nearest(seen: list[_Open], vector: NDArray[np.float32], words: set[str]) -> list[Found]:
    likeness = [
        (one, place, PASSAGE * float(whole) + HEADING * float(head), float(head))
        for one in seen
        for place, (whole, head) in enumerate(zip(one.kept.whole @ vector, one.kept.heads @ vector, strict=True))
    ]
    likeness.sort(key=lambda entry: (-entry[2], entry[0].passages[entry[1]].id))
    found = []
    for one, place, alike, head in likeness[:LOOKED_AT]:
        sentences = one.kept.of(place)
        if not len(sentences) or len(sentences) != len(statements(one.passages[place].text)):
            continue
        each = sentences @ vector
        line = int(np.argmax(each))
        share = len(words & one.words[place]) / max(len(words), FEWEST)
        fit = SENTENCE * float(each[line]) + alike + WORDS * share
        start = 0 if head > float(each[line]) + BY_HEADING else line
        found.append(Found(one.passages[place], one.document, fit, start))
    return found
