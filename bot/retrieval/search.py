"""Search over the published index: meaning and words together, within one state and what holds nationwide.

Opening an index reads its passages only, so that an answer which needs no search never waits for PyTorch or Chroma.
"""

import atexit
import weakref
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from bot.errors import QuestionError, SearchIndexError, ShortfallError
from bot.retrieval import published
from bot.retrieval.expected import LOOKED_AT
from bot.retrieval.fusion import Hit, fuse
from bot.retrieval.glossary import Glossary
from bot.retrieval.loaded import Loaded, visible
from bot.retrieval.passage import Kind, Passage, section_of, without_state
from bot.retrieval.published import GLOSSARY, Manifest
from bot.topics import Topic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.retrieval.embedder import TextEmbedder  # LangChain takes half a second, and only a search needs it

__all__ = ["Hit", "Index"]


class Index:
    """A published index, open for reading.

    >>> index = Index.open(Path("index"), Embedder)                                             # doctest: +SKIP
    >>> [hit.passage.id for hit in index.search("how long do they have to sue?", state="AZ")]   # doctest: +SKIP
    ['states/AZ#deadline-trustee-sale-suit', ...]
    """

    def __init__(self, build: Path, embedder_factory: "Callable[[], TextEmbedder]", server: str = "") -> None:
        """Prefer `open`, which finds the build in service."""
        self.build, self._server = build, server
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
        self._loaded: Loaded | None = None
        self._close = weakref.finalize(self, published.release, self._held)

    @classmethod
    def open(cls, index_dir: Path, embedder_factory: "Callable[[], TextEmbedder]", server: str = "") -> "Index":
        """Open the build in service.

        embedder_factory: makes the embedder; called with the first search, not before. server: the address of the Chroma
        server, for a build whose vectors are on one.
        Raises SearchIndexError where there is no index or it is damaged.
        """
        build = published.current_build(index_dir)
        try:
            return cls(build, embedder_factory, server)
        except SearchIndexError:
            # an ingestion may have switched and removed the build in between; then, and only then, look again
            again = published.current_build(index_dir)
            if again == build:
                raise
            return cls(again, embedder_factory, server)

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
                self._loaded = Loaded(self.build, self.manifest, self._passages, self._embedder_factory(), self._server)

    @property
    def embedder(self) -> "TextEmbedder":
        """What turns texts into vectors here; loads the index where it is not.

        Raises SearchIndexError or ModelError.
        """
        self.load()
        assert self._loaded is not None
        return self._loaded.embedder

    def load_in_background(self) -> Thread:
        """Start loading, for a page that is shown before the first question. An error is raised by the first search.

        A process that ends meanwhile waits for the step in progress: ending within the model's own code aborts it.
        """

        def attempt() -> None:
            try:
                self.load()
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
        dense = self._loaded.dense(asked, state, kinds)
        lexical, by_citation = self._loaded.lexical(self.glossary.expand(asked), state, kinds)
        allowed = (found for found in dense if visible(found.passage, state, kinds))
        hits = fuse(
            allowed, lexical, state=state, topics=frozenset(topics), k=max(k, LOOKED_AT), by_citation=by_citation
        )
        ranked = hits if by_citation else self._loaded.reread(query, asked, hits)
        strange = self._loaded.unfamiliar(asked)
        return [replace(hit, unfamiliar=strange) for hit in ranked[:k]]

    def nearest(
        self, query: str, passages: Sequence[Passage], *, state: str | None
    ) -> list[tuple[float, str, Passage]]:
        """Every statement of some passages of this index with its likeness to a question, the likest first.

        Raises SearchIndexError or ModelError where the index cannot be searched.
        """
        self.load()
        assert self._loaded is not None
        return self._loaded.nearest(self._asked(query, state), passages)

    def _asked(self, query: str, state: str | None) -> str:
        """A question without the name of the state that it is asked in."""
        name = self.manifest.states.get(state or "")
        return without_state(query, name, state) if name else query
