"""Vectors of texts, each made once: a cache beside the index remembers them by model and text."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedder import TextEmbedder
from ingest.progress import Step, Watcher, silent

Vector = NDArray[np.float32]
# embeds batches, in any order: each with its vectors as soon as they are made
Engine = Callable[[TextEmbedder, Sequence[list[str]]], Iterator[tuple[list[str], Sequence[Sequence[float]]]]]
BATCH = 256  # embedded between two notes of progress, and remembered together
CACHE = "embeddings.sqlite"


class EmbeddingCache:
    """Vectors by SHA-256 of model and text, in SQLite. A damaged cache is set aside, because it can be made again."""

    def __init__(self, path: Path, model_hash: str) -> None:
        """path: the file, made where it is missing. `renewed` tells that a damaged one was replaced."""
        self._model_hash = model_hash
        self.renewed = False
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError as error:
            if not path.exists() or isinstance(error, sqlite3.OperationalError):
                raise  # a folder that cannot be written to, not a damaged file
            for leftover in path.parent.glob(f"{path.name}*"):
                leftover.unlink()
            self._db, self.renewed = _open(path), True

    @classmethod
    def read_only(cls, path: Path, model_hash: str) -> "EmbeddingCache":
        """A cache that is looked into and not changed. Raises sqlite3.DatabaseError for a damaged one."""
        cache = cls.__new__(cls)
        cache._model_hash, cache.renewed = model_hash, False
        cache._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        return cache

    def __enter__(self) -> "EmbeddingCache":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def key(self, text: str) -> bytes:
        """What a text is remembered by."""
        return text_key(self._model_hash, text)

    def get(self, texts: Iterable[str]) -> dict[str, Vector]:
        """The vectors that are remembered."""
        found = {}
        for text in texts:
            row = self._db.execute("SELECT vector FROM vectors WHERE key = ?", (self.key(text),)).fetchone()
            if row is not None and len(row[0]) and len(row[0]) % 4 == 0:
                found[text] = np.frombuffer(row[0], dtype="<f4")
        return found

    def put(self, vectors: dict[str, Vector]) -> None:
        """Remember vectors, at once: what was embedded before a crash need not be embedded again."""
        rows = [(self.key(text), self._model_hash, vector.astype("<f4").tobytes()) for text, vector in vectors.items()]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget this model's vectors of all other texts."""
        kept = {self.key(text) for text in texts}
        rows = self._db.execute("SELECT key FROM vectors WHERE model = ?", (self._model_hash,)).fetchall()
        with self._db:
            self._db.executemany("DELETE FROM vectors WHERE key = ?", [row for row in rows if row[0] not in kept])


def text_key(model_hash: str, text: str) -> bytes:
    """SHA-256 of a model's hash and a text."""
    return hashlib.sha256(f"{model_hash}\0{text}".encode()).digest()


def here(embedder: TextEmbedder, batches: Sequence[list[str]]) -> Iterator[tuple[list[str], Sequence[Sequence[float]]]]:
    """Embed batches one after the other in this process."""
    for batch in batches:
        yield batch, embedder.embed_documents(batch)


def embed(
    texts: Sequence[str],
    embedder: TextEmbedder,
    cache: EmbeddingCache,
    report: Watcher = silent,
    engine: Engine = here,
) -> tuple[dict[str, Vector], int]:
    """The vector of each text, and how many had to be made now.

    engine: where they are made. Each batch is remembered when it comes, so that none is made twice after a failure.
    Raises ModelError where the model cannot be loaded.
    """
    wanted = list(dict.fromkeys(texts))
    vectors = cache.get(wanted)
    missing = [text for text in wanted if text not in vectors]
    # texts of about the same length waste the least padding
    missing.sort(key=len, reverse=True)
    batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
    done = 0
    report(Step("embed", 0, len(missing)))
    for batch, found in engine(embedder, batches):
        made = dict(zip(batch, np.asarray(found, dtype=np.float32), strict=True))
        cache.put(made)
        vectors.update(made)
        done += len(batch)
        report(Step("embed", done, len(missing)))
    return vectors, len(missing)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    try:
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("the file is damaged")
        db.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, model TEXT, vector BLOB) WITHOUT ROWID")
    except BaseException:
        db.close()
        raise
    return db
