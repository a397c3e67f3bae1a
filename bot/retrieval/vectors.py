"""Vectors in an embedded Chroma directory, through LangChain: one collection nationwide, one for states.

Two collections, so that a question about one state costs one filtered query among that state's passages and one
unfiltered query among the rest.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

NATIONAL = "national"
STATES = "states"


def collection_of(state: str | None) -> str:
    """The collection that holds a passage."""
    return STATES if state else NATIONAL


def open_client(folder: Path) -> Any:
    """A Chroma client over a directory, with telemetry off."""
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb  # noqa: PLC0415  a second to import, and only a search needs it
    from chromadb.config import Settings  # noqa: PLC0415

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def new_collection(client: Any, name: str, embeddings: "Embeddings") -> "Chroma":
    """An empty collection in cosine space, as a LangChain vector store.

    embeddings: makes the vectors of the texts that are added.
    """
    from langchain_chroma import Chroma  # noqa: PLC0415

    # one thread builds the same graph from the same vectors; the wider search makes misses rare
    hnsw: Any = {"space": "cosine", "num_threads": 1, "ef_construction": 200, "ef_search": 200}
    return Chroma(name, embedding_function=embeddings, client=client, collection_configuration={"hnsw": hnsw})


def vector_id(passage: str, ask: int | None = None) -> str:
    """The id of a passage's vector: of its text, or of one of its phrasings by its place in `asks`."""
    return f"{passage}|text" if ask is None else f"{passage}|ask-{ask}"


def passage_of(vector: str) -> tuple[str, int | None]:
    """The passage a vector belongs to, and the place of its phrasing in `asks`.

    >>> passage_of("states/AZ#overview|ask-2")
    ('states/AZ#overview', 2)
    """
    passage, _, role = vector.rpartition("|")
    return passage, None if role == "text" else int(role.removeprefix("ask-"))


def nearest(collection: Any, vector: list[float], k: int, where: dict[str, Any] | None) -> list[tuple[str, float]]:
    """The ids of the nearest vectors and their cosine similarities, best first.

    Asks for ids and distances alone: fetching texts and metadata would take as long again.
    """
    result = collection.query(query_embeddings=[vector], n_results=k, where=where, include=["distances"])
    return [(name, 1.0 - float(far)) for name, far in zip(result["ids"][0], result["distances"][0], strict=True)]


@contextmanager
def building(folder: Path) -> Iterator[Any]:
    """A client for writing a new directory, closed at the end so that every file is complete."""
    client = open_client(folder)
    try:
        yield client
    finally:
        client.close()
