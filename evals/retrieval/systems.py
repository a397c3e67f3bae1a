"""Ways of searching the same passages with the same model: ours, ours with parts left out, and two stock ones.

Each takes a need and returns section ids, best first.
"""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedder import Embedder
from bot.retrieval.fusion import Found, fuse
from bot.retrieval.lexical import tokens
from bot.retrieval.loaded import POOL
from bot.retrieval.passage import Kind, section_of, without_state
from bot.retrieval.search import Index
from bot.retrieval.vectors import passage_of
from bot.settings import Settings
from evals.retrieval.queries import Need

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document

DEPTH = 10
EVERY_QUESTION = 10_000  # each is searched in every way, one way after the other
OURS = "+ topics, sentences (Shortfall)"
System = Callable[[Need], list[str]]


class Parts:
    """The rankings that ours is made of, each to be used alone or left out."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        import bm25s  # noqa: PLC0415 (NumPy and numba load slowly)

        self.index, self.embedder = index, embedder
        self.passages = index.passages()
        self.place = {passage.id: n for n, passage in enumerate(self.passages)}
        self.states = np.array([passage.state or "" for passage in self.passages])
        self.lexical = bm25s.BM25(backend="numpy")
        self.lexical.index(tokens([passage.full_text for passage in self.passages]), show_progress=False)
        names, vectors = index.vectors()
        owners = [passage_of(name) for name in names]
        self.vectors: NDArray[np.float32] = vectors
        self.owner = np.array([self.place[passage] for passage, _ in owners])
        self.ask = [ask for _, ask in owners]
        self.is_text = np.array([ask is None for ask in self.ask])

    def dense(self, query: str, *, asks: bool, state: str | None, filtered: bool) -> list[Found]:
        """The nearest vectors: of the texts, or of the listed phrasings too; of one state and nationwide, or of all."""
        scores = self.vectors @ np.array(self.embedder.embed_query(query), dtype=np.float32)
        allowed = np.ones(len(scores), dtype=bool) if asks else self.is_text.copy()
        if filtered:
            allowed &= np.isin(self.states[self.owner], ["", state or ""])
        scores = np.where(allowed, scores, -1.0)
        # the nearest nationwide and the nearest of states, as the index keeps them apart
        sides = [self.states[self.owner] == "", self.states[self.owner] != ""] if filtered else [allowed]
        found = []
        for side in sides:
            for n in np.argsort(-np.where(side, scores, -1.0), kind="stable")[:POOL]:
                if side[n] and scores[n] > -1.0:
                    passage, ask = self.passages[self.owner[n]], self.ask[n]
                    found.append(Found(passage, float(scores[n]), None if ask is None else passage.asks[ask]))
        return found

    def words(self, query: str, *, state: str | None, filtered: bool) -> list[Found]:
        """The passages whose words fit best."""
        known = [word for word in dict.fromkeys(tokens([query])[0]) if word in self.lexical.vocab_dict]
        if not known:
            return []
        scores = self.lexical.get_scores(known)
        if filtered:
            scores = np.where(np.isin(self.states, ["", state or ""]), scores, 0.0)
        order = np.argsort(-scores, kind="stable")[:POOL]
        return [Found(self.passages[n], float(scores[n])) for n in order if scores[n] > 0]


def _sections(found: Sequence[Found]) -> list[str]:
    return list(dict.fromkeys(one.passage.section for one in sorted(found, key=lambda f: -f.score)))[:DEPTH]


def ablation(parts: Parts) -> dict[str, System]:
    """From one ranking alone to the whole of ours, one thing more in each."""

    def fused(need: Need, *, asks: bool, glossary: bool, filtered: bool) -> list[str]:
        name = parts.index.manifest.states.get(need.state or "") if filtered else None
        query = without_state(need.question, name, need.state) if name else need.question
        words = parts.index.glossary.expand(query) if glossary else query
        hits = fuse(
            parts.dense(query, asks=asks, state=need.state, filtered=filtered),
            parts.words(words, state=need.state, filtered=filtered),
            state=need.state if filtered else None,
            topics=frozenset(),
            k=DEPTH,
        )
        return [hit.passage.section for hit in hits]

    def whole(need: Need) -> list[str]:
        kinds: tuple[Kind, ...] = ("state", "guide", "federal", "glossary") if need.state else ()
        hits = parts.index.search(need.question, state=need.state, topics=need.topics, kinds=kinds, k=DEPTH)
        return [hit.passage.section for hit in hits]

    return {
        "bm25s alone": lambda n: _sections(parts.words(n.question, state=None, filtered=False)),
        "dense alone": lambda n: _sections(parts.dense(n.question, asks=False, state=None, filtered=False)),
        "fused": lambda n: fused(n, asks=False, glossary=False, filtered=False),
        "+ asks vectors": lambda n: fused(n, asks=True, glossary=False, filtered=False),
        "+ glossary": lambda n: fused(n, asks=True, glossary=True, filtered=False),
        "+ state filter": lambda n: fused(n, asks=True, glossary=True, filtered=True),
        OURS: whole,
    }


def chroma_store(documents: "Sequence[Document]", embedder: Embedder, name: str) -> "Chroma":
    """LangChain's Chroma store in memory, filled as its tutorial has it."""
    from chromadb.config import Settings as ChromaSettings  # noqa: PLC0415
    from langchain_chroma import Chroma  # noqa: PLC0415

    store = Chroma(
        collection_name=name,
        embedding_function=embedder,
        client_settings=ChromaSettings(anonymized_telemetry=False),
    )
    for start in range(0, len(documents), 500):
        store.add_documents(list(documents[start : start + 500]))
    return store


def langchain_chroma(index: Index, embedder: Embedder) -> System:
    """LangChain's Chroma store over the passages: one vector each, the nearest ones."""
    from langchain_core.documents import Document  # noqa: PLC0415

    texts = [Document(p.full_text, metadata={"passage": p.id}) for p in index.passages()]
    store = chroma_store(texts, embedder, "stock-evaluation")

    def search(need: Need) -> list[str]:
        found = store.similarity_search(need.question, k=2 * DEPTH)
        return list(dict.fromkeys(section_of(one.metadata["passage"]) for one in found))[:DEPTH]

    return search


def haystack_hybrid(index: Index, embedder: Embedder) -> System:
    """Haystack's in-memory hybrid: BM25 and vectors, joined by reciprocal ranks."""
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    from haystack import Document  # noqa: PLC0415
    from haystack.components.joiners import DocumentJoiner  # noqa: PLC0415
    from haystack.components.retrievers.in_memory import (  # noqa: PLC0415
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    passages = index.passages()
    vectors = embedder.embed_documents([p.full_text for p in passages])
    store.write_documents(
        [
            Document(id=p.id, content=p.full_text, embedding=list(v), meta={"passage": p.id})
            for p, v in zip(passages, vectors, strict=True)
        ]
    )
    by_words = InMemoryBM25Retriever(store, top_k=2 * DEPTH)
    by_vector = InMemoryEmbeddingRetriever(store, top_k=2 * DEPTH)
    join: Any = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=2 * DEPTH)

    def search(need: Need) -> list[str]:
        one = by_words.run(query=need.question)["documents"]
        other = by_vector.run(query_embedding=list(embedder.embed_query(need.question)))["documents"]
        found = join.run(documents=[one, other])["documents"]
        return list(dict.fromkeys(section_of(d.meta["passage"]) for d in found))[:DEPTH]

    return search


def all_systems(settings: Settings, *, stock: bool = True) -> dict[str, System]:
    """Every way, in the order of the table. stock: the two stock ones too (Haystack must be installed)."""
    embedder = Embedder(settings.embedding_model, remembered=EVERY_QUESTION)
    index = Index.open(settings.index_dir, lambda: embedder)
    found = ablation(Parts(index, embedder))
    if stock:
        found["LangChain + Chroma, stock"] = langchain_chroma(index, embedder)
        found["Haystack in-memory hybrid"] = haystack_hybrid(index, embedder)
    return found
