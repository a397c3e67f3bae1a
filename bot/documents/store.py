"""The documents on disk: each in a folder of its own, which is there whole or not at all.

documents/
  version                replaced after every change, so that running processes take it up
  <id>/                  about.json, text.md, passages.jsonl, vectors.npz
"""

import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.documents import vectors
from bot.documents.clean import clean
from bot.documents.kinds import kind_of, shown_name
from bot.documents.model import (
    MOST_CHARACTERS,
    MOST_DOCUMENTS,
    MOST_PASSAGES,
    About,
    Document,
    DocumentError,
    DocumentStoreError,
    Kind,
    about,
    checked_id,
    unknown,
)
from bot.documents.parts import passages, renumbered, state_words
from bot.retrieval.passage import Passage

if TYPE_CHECKING:
    from bot.retrieval.embedder import TextEmbedder

VERSION, ABOUT, TEXT, PASSAGES, VECTORS = "version", "about.json", "text.md", "passages.jsonl", "vectors.npz"
_LOCK, _NEW, _GONE = ".lock", ".new-", ".gone-"
WAIT = 30  # seconds for another process that is writing
log = logging.getLogger(__name__)


class Store:
    """The folder of documents. Usable from several threads and processes at once."""

    def __init__(self, folder: Path, embedder_factory: "Callable[[], TextEmbedder]") -> None:
        """folder: made with the first document. embedder_factory: called with the first document, not before."""
        self.folder = folder
        self._embedder = embedder_factory

    def add(
        self,
        content: bytes,
        name: str,
        *,
        title: str,
        state: str,
        url: str,
        owner: str = "",
        dated: date | None = None,
    ) -> tuple[Document, bool]:
        """Take a document in, once for each owner; returns it, and whether it is new.

        content, name: the file, which is not kept, and what it is called. title: as answers name it. state: a USPS code,
        or US for every state. url: where people find it. owner: whose it is; empty for everybody on this machine. dated:
        the day of the document itself.
        Raises DocumentError where it cannot be taken; nothing is left behind then.
        """
        told = about(title, state, url, dated)
        kind = kind_of(name, content)
        sha256 = hashlib.sha256(content).hexdigest()
        if (there := self._same(owner, sha256, told)) is not None:
            return there, False
        from bot.agent.middleware.fence import fenced  # noqa: PLC0415 (LangChain loads slowly)
        from bot.documents.limited import text_of  # noqa: PLC0415

        # the same fence as before a language model, which is not shown these texts at all; cleaned first, so that no mark
        # hides between unseen characters
        text = clean(fenced(clean(text_of(content, kind, shown_name(name)))))
        return self._keep(told, text, sha256, kind, owner, shown_name(name))

    def documents(self, owner: str | None = None) -> list[Document]:
        """The documents that an owner may read, the latest first; None for all. A damaged one is left out and logged."""
        found = [document for folder in self._folders() if (document := self._opened(folder)) is not None]
        return sorted((d for d in found if d.visible(owner)), key=lambda d: (d.added, d.id), reverse=True)

    def document(self, document: str, owner: str | None = None) -> Document:
        """One document. Raises UnknownDocumentError where there is none that the owner may read."""
        found = self._opened(self.folder / checked_id(document))
        if found is None or not found.visible(owner):
            raise unknown(document)
        return found

    def text(self, document: str, owner: str | None = None) -> str:
        """A document's text as it was taken in. Raises UnknownDocumentError."""
        self.document(document, owner)
        try:
            return (self.folder / document / TEXT).read_text("utf-8")
        except OSError:
            raise unknown(document) from None  # removed in between

    def remove(self, document: str, owner: str | None = None) -> Document:
        """Take a document out for good.

        owner: who asks; only their own documents, or, for None, all of them.
        Raises UnknownDocumentError.
        """
        found = self.document(document, owner)
        if owner is not None and found.owner != owner:
            raise unknown(document)
        with self._writing():
            gone = self.folder / f"{_GONE}{secrets.token_hex(8)}"
            try:
                (self.folder / document).rename(gone)
            except FileNotFoundError:
                raise unknown(document) from None
            self._changed()
            shutil.rmtree(gone)
        return found

    def version(self) -> str:
        """Changes with every change; empty where there has never been a document."""
        try:
            return (self.folder / VERSION).read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return ""

    def ids(self) -> list[str]:
        """The ids of all documents."""
        return [folder.name for folder in self._folders()]

    def opened(self, document: str) -> tuple[Document, list[Passage], vectors.Kept] | None:
        """A document with its passages and vectors; None where it is gone or damaged, which is logged."""
        folder = self.folder / checked_id(document)
        found = self._opened(folder)
        if found is None:
            return None
        try:
            rows = (folder / PASSAGES).read_text("utf-8").splitlines()
            parts = [Passage.model_validate_json(row) for row in rows]
            kept = vectors.read(folder / VECTORS)
        except (OSError, ValueError, KeyError) as error:
            log.error("document %s cannot be opened (%s); remove it and add it again", document, type(error).__name__)
            return None
        if kept.model != self._embedder().model_hash:  # another model is in use now
            kept = vectors.made(parts, self._embedder())
        if len(kept.whole) != len(parts):
            log.error("document %s is damaged; remove it and add it again", document)
            return None
        return found, parts, kept

    def _same(self, owner: str, sha256: str, told: About) -> Document | None:
        """The same file of the same owner, where it was added before under the same title, state and address."""
        there = next((d for d in self.documents() if (d.owner, d.sha256) == (owner, sha256)), None)
        if there is not None and (there.title, there.state, there.url) != (told.title, told.state, told.url):
            raise DocumentError(
                f"This file is here already, as “{there.title}” for {state_words(there.state)} ({there.id}). "
                "Remove that one first to add it with another title, state or address."
            )
        return there

    def _keep(self, told: About, text: str, sha256: str, kind: Kind, owner: str, name: str) -> tuple[Document, bool]:
        if not any(c.isalnum() for c in text):
            raise DocumentError(f"{name} holds no text. Check that it is the right file.")
        if len(text) > MOST_CHARACTERS:
            raise DocumentError(
                f"{name} holds more than {MOST_CHARACTERS:,} characters of text. "
                "Divide it and add the parts that people ask about."
            )
        now = datetime.now(UTC).replace(microsecond=0)
        embedder = self._embedder()
        identity = secrets.token_hex(16)
        parts = _cut(passages(identity, told, text, told.dated or now.date()), identity, embedder)
        if not parts or len(parts) > MOST_PASSAGES:
            raise DocumentError(
                f"{name} cannot be cut into passages. Divide it and add the parts that people ask about."
            )
        kept = vectors.made(parts, embedder)
        document = Document(
            id=identity,
            title=told.title,
            state=told.state,
            url=told.url,
            owner=owner,
            added=now,
            sha256=sha256,
            dated=told.dated,
            kind=kind,
            passages=len(parts),
            characters=len(text),
        )
        with self._writing():
            if (there := self._same(owner, sha256, told)) is not None:  # added by another process meanwhile
                return there, False
            if sum(d.owner == owner for d in self.documents()) >= MOST_DOCUMENTS:
                raise DocumentError(
                    f"There are {MOST_DOCUMENTS} documents already. Remove one that is out of date first."
                )
            self._write(document, text, parts, kept)
        return document, True

    def _write(self, document: Document, text: str, parts: list[Passage], kept: vectors.Kept) -> None:
        new = self.folder / f"{_NEW}{document.id}"
        try:
            new.mkdir(mode=0o700)
            (new / TEXT).write_text(text, "utf-8")
            (new / PASSAGES).write_text("\n".join(part.model_dump_json() for part in parts), "utf-8")
            vectors.write(new / VECTORS, kept)
            (new / ABOUT).write_text(document.model_dump_json(indent=2), "utf-8")
            for path in (*new.iterdir(), new):
                _to_disk(path)
            new.rename(self.folder / document.id)
        except OSError as error:
            shutil.rmtree(new, ignore_errors=True)
            raise DocumentStoreError(
                f"The document cannot be kept in {self.folder.name}/ ({error.strerror}). Make room there and add it again."
            ) from error
        self._changed()

    def _changed(self) -> None:
        new = self.folder / f"{_NEW}{VERSION}"
        new.write_text(secrets.token_hex(8), "ascii")
        new.replace(self.folder / VERSION)
        _to_disk(self.folder)

    def _folders(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if not path.name.startswith(".") and path.is_dir())
        except FileNotFoundError:
            return []

    def _opened(self, folder: Path) -> Document | None:
        try:
            return Document.model_validate_json((folder / ABOUT).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            log.error("document %s cannot be opened (%s); remove its folder", folder.name, type(error).__name__)
            return None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The right to change the folder, which one process has at a time; what a killed one left half done is cleared."""
        from filelock import FileLock, Timeout  # noqa: PLC0415

        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self.folder / _LOCK, timeout=WAIT)
            lock.acquire()
        except Timeout:
            raise DocumentStoreError("Another program is changing the documents. Try again in a minute.") from None
        except OSError as error:
            raise DocumentStoreError(
                f"Documents cannot be kept here ({error.strerror}). Set SHORTFALL_DOCUMENTS_DIR to a folder that can be written."
            ) from error
        try:
            for left in (*self.folder.glob(f"{_NEW}*"), *self.folder.glob(f"{_GONE}*")):
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink(missing_ok=True)
            yield
        finally:
            lock.release()


def _cut(parts: list[Passage], document: str, embedder: "TextEmbedder") -> list[Passage]:
    """Passages that the model reads whole, by the rules of the reviewed corpus."""
    from ingest.split import most_pieces, piece_counter, split_all  # noqa: PLC0415

    folder: Path = embedder.folder  # type: ignore[attr-defined]  # every model here is a folder
    return renumbered(split_all(parts, piece_counter(folder), most_pieces(folder)), document)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
