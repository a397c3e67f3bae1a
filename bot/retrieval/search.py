"""Search over the published index: meaning and words together, within one state and what holds nationwide.

Opening an index reads its passages only, so that an answer which needs no search never waits for PyTorch or Chroma.
"""

import atexit
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from bot.errors import QuestionError, SearchIndexError, ShortfallError
from bot.retrieval import published
from bot.retrieval.fusion import Found, Hit, fuse
from bot.retrieval.glossary import Glossary
from bot.retrieval.lexical import Lexical, cited, familiar, is_citation, open_lexical, tokens
from bot.retrieval.passage import Kind, Passage, section_of, without_state
from bot.retrieval.published import GLOSSARY, LEXICAL, VECTORS, Manifest
from bot.retrieval.reread import LOOKED_AT, Rereader, remembered
from bot.retrieval.vectors import NATIONAL, STATES, nearest, open_client, passage_of
from bot.topics import Topic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.retrieval.embedder import TextEmbedder  # LangChain takes half a second, and only a search needs it

NEAR, POOL = 150, 36  # vectors and documents looked at; a passage has about fifteen vectors

__all__ = ["Hit", "Index"]


class Index:
    """A published index, open for reading.

    >>> index = Index.open(Path("index"), Embedder)                                             # doctest: +SKIP
    >>> [hit.passage.id for hit in index.search("how long do they have to sue?", state="AZ")]   # doctest: +SKIP
    ['states/AZ#deadline-trustee-sale-suit', ...]
    """

    def __init__(self, build: Path, embedder_factory: "Callable[[], TextEmbedder]") -> None:
        """Prefer `open`, which finds the build in service."""
        self.build = build
        self.manifest: Manifest = published.read_manifest(build)
        self._held = published.hold(build)
        self._passages = published.read_passages(build, self.manifest)
        self._by_id = {passage.id: passage for passage in self._passages}
        self._parts: dict[str, list[Passage]] = {}
        for passage in self._passages:
            self._parts.setdefault(passage.section, []).append(passage)
        self.glossary = Glossary.from_json(published.read_checked(build, self.manifest, GLOSSARY).decode("utf-8"))
        self._embedder_factory = embedder_factory
        self._loading = Lock()
        self._loaded: _Loaded | None = None
        self._close = weakref.finalize(self, published.release, self._held)

    @classmethod
    def open(cls, index_dir: Path, embedder_factory: "Callable[[], TextEmbedder]") -> "Index":
        """Open the build in service.

        embedder_factory: makes the embedder; called with the first search, not before.
        Raises SearchIndexError where there is no index or it is damaged.
        """
        build = published.current_build(index_dir)
        try:
            return cls(build, embedder_factory)
        except SearchIndexError:
            # an ingestion may have switched and removed the build in between; then, and only then, look again
            again = published.current_build(index_dir)
            if again == build:
                raise
            return cls(again, embedder_factory)

    def passage(self, passage_id: str) -> Passage:
        """One passage by its id, without searching.

        Raises SearchIndexError where the index does not have it.
        """
        try:
            return self._by_id[passage_id]
        except KeyError:
            raise SearchIndexError(
                f"The search index has no passage {passage_id}. The corpus may have changed since; {published.FIX}."
            ) from None

    def lookup(self, ids: Iterable[str]) -> list[Passage]:
        """Passages by their ids, in the order asked. Raises SearchIndexError for one that the index does not have."""
        return [self.passage(passage_id) for passage_id in ids]

    def parts(self, passage_id: str) -> list[Passage]:
        """Every part of the section a passage belongs to, in order; empty where there is none."""
        return list(self._parts.get(section_of(passage_id), ()))

    def passages(self, *, state: str | None = None) -> list[Passage]:
        """Every passage of a state's record, or all passages."""
        return [passage for passage in self._passages if state is None or passage.state == state]

    def __contains__(self, passage_id: object) -> bool:
        return passage_id in self._by_id

    def load(self) -> None:
        """Open the vectors, the word index and the model now, rather than with the first search.

        Raises SearchIndexError or ModelError.
        """
        with self._loading:
            if self._loaded is None:
                self._loaded = _Loaded(self.build, self.manifest, self._passages, self._embedder_factory())

    @property
    def embedder(self) -> "TextEmbedder":
        """What turns texts into vectors here; loads the index where it is not.

        Raises SearchIndexError or ModelError.
        """
        self.load()
        assert self._loaded is not None
        return self._loaded.embedder

    def warm(self) -> None:
        """Load, and read every nationwide passage once, so that no later question waits for it.

        Raises SearchIndexError or ModelError.
        """
        self.load()
        assert self._loaded is not None
        for passage in self._passages:
            if passage.state is None:
                self._loaded.learn(passage.text)  # one at a time: a question that is asked meanwhile is not held up

    def load_in_background(self) -> Thread:
        """Start loading, for a page that is shown before the first question. An error is raised by the first search.

        A process that ends meanwhile waits for the step in progress: ending within the model's own code aborts it.
        """

        def attempt() -> None:
            try:
                self.warm()
            except ShortfallError:
                return  # nobody waits here; the first search meets the same error and tells the user
            except RuntimeError as error:
                if "interpreter shutdown" not in str(error):  # the process is ending: what is left need not be read
                    raise

        thread = Thread(target=attempt, name="load-index", daemon=True)
        thread.start()
        atexit.register(thread.join)
        return thread

    def vectors(self) -> "tuple[list[str], NDArray[np.float32]]":
        """Every vector of the index with its name, for measuring other ways to search them.

        Raises SearchIndexError or ModelError.
        """
        self.load()
        assert self._loaded is not None
        return self._loaded.vectors()

    def close(self) -> None:
        """Let go of the build, so that a later ingestion may remove it."""
        with self._loading:
            if self._loaded is not None:
                self._loaded.close()
                self._loaded = None
        self._close()

    def search(
        self,
        query: str,
        *,
        state: str | None,
        topics: Sequence[Topic] = (),
        kinds: Collection[Kind] = (),
        k: int = 5,
    ) -> list[Hit]:
        """The passages that answer a question best, best first, at most one of each section.

        state: the USPS code of the jurisdiction asked about; its passages and the nationwide ones are searched, never
        another state's. Without a state, states' passages are left out unless `kinds` asks for them.
        topics: raise passages on these subjects. kinds: only these kinds; empty for all. k: how many, at least 1.
        Raises QuestionError for an empty question, SearchIndexError or ModelError where the index cannot be searched.
        """
        if not query.strip():
            raise QuestionError("The question is empty. Ask something, for example: do I still owe after the sale?")
        if k < 1:
            raise ValueError(f"k is {k}; ask for one passage or more")
        state = state.strip().upper() if state else None
        self.load()
        assert self._loaded is not None
        asked = self._asked(query, state)
        try:
            dense = self._loaded.dense(asked, state, kinds)
            lexical, by_citation = self._loaded.lexical(self.glossary.expand(asked), state, kinds)
        except ShortfallError:
            raise
        except Exception as error:  # the vector store raises many kinds, and each means the same to the user
            raise published.damaged(self.build, error) from error
        allowed = (found for found in dense if _visible(found.passage, state, kinds))
        hits = fuse(
            allowed, lexical, state=state, topics=frozenset(topics), k=max(k, LOOKED_AT), by_citation=by_citation
        )
        ranked = hits if by_citation else self._loaded.reread(asked, hits)
        strange = self._loaded.unfamiliar(asked)
        return [replace(hit, unfamiliar=strange) for hit in ranked[:k]]

    def vector(self, query: str, *, state: str | None) -> list[float]:
        """The unit vector by which `search` looks for a question, which remembers it: after a search it costs nothing.

        Raises SearchIndexError or ModelError.
        """
        self.load()
        assert self._loaded is not None
        return self._loaded.vector(self._asked(query, state))

    def _asked(self, query: str, state: str | None) -> str:
        """A question without the name of the state that it is asked in."""
        name = self.manifest.states.get(state or "")
        return without_state(query, name, state) if name else query


def _visible(passage: Passage, state: str | None, kinds: Collection[Kind]) -> bool:
    """Whether a search may return a passage: never one of another state."""
    if kinds and passage.kind not in kinds:
        return False
    if passage.state is None:
        return True
    return passage.state == state if state else "state" in kinds


class _Loaded:
    """The costly parts: model, vectors, word index."""

    def __init__(self, build: Path, manifest: Manifest, passages: list[Passage], embedder: "TextEmbedder") -> None:
        if embedder.model_hash != manifest.model_hash:
            raise SearchIndexError(
                "The search index was built with another embedding model. "
                f"{published.FIX} to build it for this one, or set SHORTFALL_EMBEDDING_MODEL to that model."
            )
        self._passages = passages
        self._by_id = {passage.id: passage for passage in passages}
        self.embedder = embedder
        self._rereader = Rereader(embedder.embed_documents, remembered(embedder.model_hash))
        self._resources = ExitStack()
        try:
            for name in sorted(n for n in manifest.files if n.startswith(f"{LEXICAL}/")):
                published.read_checked(build, manifest, name)
            self._lexical: Lexical = open_lexical(build / LEXICAL)
            client = open_client(self._writable(build / VECTORS))
            self._resources.callback(client.close)
            self._collections: dict[str, Any] = {}
            for name, count in manifest.vectors.items():
                self._collections[name] = collection = client.get_collection(name)
                if (there := collection.count()) != count:
                    raise ValueError(f"{there} vectors instead of {count} in {name}")
            embedder.embed_query("warm up")
        except BaseException as error:
            self._resources.close()
            # Chroma's core reports some damage as a panic, which is not an Exception
            foreign = isinstance(error, Exception) or type(error).__name__ == "PanicException"
            if foreign and not isinstance(error, ShortfallError):
                raise published.damaged(build, error) from error
            raise

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
        """The nearest vectors in each collection that the search may look into."""
        vector = self.embedder.embed_query(query)
        found: list[Found] = []
        national = [kind for kind in kinds if kind != "state"]
        if NATIONAL in self._collections and (not kinds or national):
            found += self._near(NATIONAL, vector, {"kind": {"$in": national}} if kinds else None)
        if STATES in self._collections and (state or kinds) and (not kinds or "state" in kinds):
            found += self._near(STATES, vector, {"state": state} if state else None)
        return found

    def vector(self, query: str) -> list[float]:
        """The vector of a question, which the model remembers."""
        return self.embedder.embed_query(query)

    def vectors(self) -> "tuple[list[str], NDArray[np.float32]]":
        """The names and vectors of both collections."""
        import numpy as np  # noqa: PLC0415

        kept = [collection.get(include=["embeddings"]) for collection in self._collections.values()]
        names = [name for part in kept for name in part["ids"]]
        return names, np.concatenate([np.asarray(part["embeddings"], dtype=np.float32) for part in kept])

    def _near(self, name: str, vector: list[float], where: dict[str, Any] | None) -> list[Found]:
        found = []
        for name_of_vector, similarity in nearest(self._collections[name], vector, NEAR, where):
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
        found: list[Found] = []
        for place in (-scores).argsort(kind="stable"):
            if scores[place] <= 0 or len(found) == POOL:
                break
            if _visible(self._passages[place], state, kinds):
                found.append(Found(self._passages[place], float(scores[place])))
        return found, bool(numbers)

    def learn(self, text: str) -> None:
        """Remember the vectors of a text's sentences."""
        self._rereader.learn([text])

    def reread(self, query: str, hits: list[Hit]) -> list[Hit]:
        """The hits ranked once more by their sentences."""
        return self._rereader.rank(self.embedder.embed_query(query), hits)

    def unfamiliar(self, query: str) -> int:
        """How many words of a question occur nowhere in the corpus: names, which have a capital, do not count."""
        return sum(word in query and not familiar(word, self._lexical) for word in dict.fromkeys(tokens([query])[0]))

    def close(self) -> None:
        """Close the vector store and remove a temporary copy of it."""
        self._resources.close()
