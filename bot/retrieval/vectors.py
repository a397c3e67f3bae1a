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


def open_collection(
    client: Any, name: str, embeddings: "Embeddings | None" = None, *, create: bool = False
) -> "Chroma":
    """One collection in cosine space.

    embeddings: makes the vectors of texts that are added. create: make it where it is not there yet.
    """
    from langchain_chroma import Chroma  # noqa: PLC0415

    return Chroma(
        name,
        embedding_function=embeddings,
        client=client,
        # one thread builds the same graph from the same vectors; the wider search makes misses rare
        collection_configuration={
            "hnsw": {"space": "cosine", "num_threads": 1, "ef_construction": 200, "ef_search": 200}
        },
        create_collection_if_not_exists=create,
    )


@contextmanager
def building(folder: Path) -> Iterator[Any]:
    """A client for writing a new directory, closed at the end so that every file is complete."""
    client = open_client(folder)
    try:
        yield client
    finally:
        client.close()
