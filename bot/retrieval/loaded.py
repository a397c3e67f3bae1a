"""The costly parts of an open index, loaded with the first search: model, vectors, sentences, word index."""

import os
import shutil
import tempfile
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import SearchIndexError, ShortfallError
from bot.retrieval import published
from bot.retrieval.expected import expected_sections, ranked, says_enough, units_by_meaning
from bot.retrieval.fusion import Found, Hit
from bot.retrieval.lexical import Lexical, cited, familiar, is_citation, open_lexical, tokens
from bot.retrieval.passage import Kind, Passage
from bot.retrieval.published import LEXICAL, SENTENCES, VECTORS, Manifest
from bot.retrieval.reread import Rereader
from bot.retrieval.sentence_vectors import SentenceVectors
from bot.retrieval.vectors import (
    NATIONAL,
    VectorStore,
    collection_of,
    in_directory,
    nearest,
    on_server,
    passage_of,
    unreachable,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.retrieval.embedder import TextEmbedder

NEAR, POOL = 150, 36  # vectors and documents looked at; a passage has about fifteen vectors


def visible(passage: Passage, state: str | None, kinds: Collection[Kind]) -> bool:
    """Whether a search may return a passage: never one of another state."""
    if kinds and passage.kind not in kinds:
        return False
    if passage.state is None:
        return True
    return passage.state == state if state else "state" in kinds


class Loaded:
    """Model, vectors and word index of a build, open."""

    def __init__(
        self, build: Path, manifest: Manifest, passages: list[Passage], embedder: "TextEmbedder", server: str
    ) -> None:
        """server: the address of the Chroma server, where the build's vectors are on one.

        Raises SearchIndexError for a damaged build, one for another model, or a server that does not answer.
        """
        if embedder.model_hash != manifest.model_hash:
            raise SearchIndexError(
                "The search index was built with another embedding model. "
                f"{published.FIX} to build it for this one, or set SHORTFALL_EMBEDDING_MODEL to that model."
            )
        self._build, self._server = build, server if manifest.store == "server" else ""
        self._passages = passages
        self._by_id = {passage.id: passage for passage in passages}
        self._places: dict[tuple[str | None, frozenset[Kind]], NDArray[np.int64]] = {}
        self.embedder = embedder
        self._resources = ExitStack()
        try:
            for name in sorted(n for n in manifest.files if n.startswith((f"{LEXICAL}/", f"{SENTENCES}/"))):
                published.check(build, manifest, name)
            self._lexical: Lexical = open_lexical(build / LEXICAL)
            self._rereader = Rereader(SentenceVectors(build / SENTENCES, passages).of)
            store = self._resources.enter_context(self._store(manifest))
            self._collections: dict[str, Any] = {}
            for name, count in manifest.vectors.items():
                self._collections[name] = collection = store.collection(name)
                if (there := collection.count()) != count:
                    raise ValueError(f"{there} vectors instead of {count} in {name}")
            embedder.embed_query("warm up")
        except BaseException as error:
            self._resources.close()
            # Chroma's core reports some damage as a panic, which is not an Exception
            foreign = isinstance(error, Exception) or type(error).__name__ == "PanicException"
            if foreign and not isinstance(error, ShortfallError):
                raise self._failed(error) from error
            raise

    def _store(self, manifest: Manifest) -> VectorStore:
        if manifest.store == "directory":
            return in_directory(self._writable(self._build / VECTORS))
        if not self._server:
            raise SearchIndexError(
                "The vectors of this search index are on a Chroma server: set SHORTFALL_CHROMA_URL to its address, or run "
                "`shortfall ingest` to build an index without one."
            )
        return on_server(self._server, self._build.name)

    def _failed(self, error: BaseException) -> SearchIndexError:
        """What an error of the vector store means: a directory is damaged, a server may only be away."""
        gone = isinstance(error, ConnectionError) or type(error).__module__.partition(".")[0] in ("httpx", "httpcore")
        if self._server and gone:
            return unreachable(self._server)
        return published.damaged(self._build, error)

    def _writable(self, folder: Path) -> Path:
        """The vectors where Chroma can open them: it needs to write beside them even to read."""
        if os.access(folder, os.W_OK) and os.access(folder / "chroma.sqlite3", os.W_OK):
            return folder
        copy = self._resources.enter_context(tempfile.TemporaryDirectory(prefix="shortfall-"))
        target = Path(copy) / VECTORS
        shutil.copytree(folder, target, copy_function=shutil.copyfile)
        for path in (target, *target.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
        return target

    def dense(self, query: str, state: str | None, kinds: Collection[Kind]) -> list[Found]:
        """The nearest vectors in each collection that the search may look into.

        Raises SearchIndexError where the vectors cannot be read.
        """
        vector = self.embedder.embed_query(query)
        found: list[Found] = []
        national = [kind for kind in kinds if kind != "state"]
        if not kinds or national:
            found += self._near(NATIONAL, vector, {"kind": {"$in": national}} if kinds else None)
        if (state or kinds) and (not kinds or "state" in kinds):
            names = [collection_of(state)] if state else [name for name in self._collections if name != NATIONAL]
            near = [hit for name in names for hit in self._near(name, vector, None)]
            found += sorted(near, key=lambda hit: -hit.score)[:NEAR]
        return found

    def vectors(self) -> "tuple[list[str], NDArray[np.float32]]":
        """The names and vectors of both collections."""
        import numpy as np  # noqa: PLC0415

        kept = [collection.get(include=["embeddings"]) for collection in self._collections.values()]
        names = [name for part in kept for name in part["ids"]]
        return names, np.concatenate([np.asarray(part["embeddings"], dtype=np.float32) for part in kept])

    def _near(self, name: str, vector: list[float], where: dict[str, Any] | None) -> list[Found]:
        if name not in self._collections:
            return []
        try:
            near = nearest(self._collections[name], vector, NEAR, where)
        except Exception as error:  # the vector store raises many kinds, and each means the same to the user
            raise self._failed(error) from error
        found = []
        for name_of_vector, similarity in near:
            passage_id, ask = passage_of(name_of_vector)
            passage = self._by_id[passage_id]
            found.append(Found(passage, similarity, None if ask is None else passage.asks[ask]))
        return found

    def lexical(self, query: str, state: str | None, kinds: Collection[Kind]) -> tuple[list[Found], bool]:
        """The passages whose words fit best, best first, and whether a citation is among the words."""
        words = [word for word in dict.fromkeys(tokens([query])[0]) if word in self._lexical.vocab_dict]
        if not words:
            return [], False
        # beside a statute's number the other words of a question only distract
        named = cited(query)
        numbers = [word for word in words if is_citation(word) or word in named]
        scores = self._lexical.get_scores(numbers or words)
        places = self._searched(state, kinds)
        places = places[scores[places] > 0]
        best = places[(-scores[places]).argsort(kind="stable")[:POOL]]
        found = [Found(self._passages[place], float(scores[place])) for place in best]
        return found, bool(numbers)

    def _searched(self, state: str | None, kinds: Collection[Kind]) -> "NDArray[np.int64]":
        """The places of the passages that a search may return, in order; sorted out once for each way of searching."""
        way = (state, frozenset(kinds))
        if way not in self._places:
            import numpy as np  # noqa: PLC0415

            seen = [place for place, passage in enumerate(self._passages) if visible(passage, state, kinds)]
            self._places[way] = np.array(seen, dtype=np.int64)
        return self._places[way]

    def reread(self, query: str, asked: str, hits: list[Hit]) -> list[Hit]:
        """The hits ranked once more: by the sections that are expected to answer, and by their sentences.

        asked: the question without the name of its state.
        """
        import numpy as np  # noqa: PLC0415

        question = np.asarray(self.embedder.embed_query(asked), dtype=np.float32)
        models = [units_by_meaning(query, hits)] if says_enough(query) else []
        if expected_sections().model_hash == self.embedder.model_hash:
            models.append(expected_sections().units(question, hits))
        return self._rereader.rank(question, ranked(hits, *models))

    def nearest(self, asked: str, passages: Sequence[Passage]) -> list[tuple[float, str, Passage]]:
        """Every statement of the passages with its likeness to the question, the likest first."""
        import numpy as np  # noqa: PLC0415

        question = np.asarray(self.embedder.embed_query(asked), dtype=np.float32)
        return self._rereader.nearest(question, passages)

    def unfamiliar(self, query: str) -> int:
        """How many words of a question occur nowhere in the corpus: names, which have a capital, do not count."""
        return sum(word in query and not familiar(word, self._lexical) for word in dict.fromkeys(tokens([query])[0]))

    def close(self) -> None:
        """Close the vector store and remove a temporary copy of it."""
        self._resources.close()
