"""Vectors in Chroma, through LangChain: in a directory of the build, or on a Chroma server that several machines share.

A collection for each state and one for what holds nationwide, so that a question costs two queries without a filter: with
one collection for all states, filtering a hundred thousand vectors by state takes twenty times as long. On a server each
build has collections of its own, named after it.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.errors import SearchIndexError

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

NATIONAL = "national"
PAGE = 100  # collections asked for at once


class VectorStore:
    """The collections of one build, wherever they are."""

    def __init__(self, client: Any, build: str = "") -> None:
        """client: of Chroma. build: the build's name, where the client holds those of others too."""
        self._client, self._prefix = client, _prefix(build)

    def new(self, name: str, embeddings: "Embeddings") -> "Chroma":
        """An empty collection in cosine space, as a LangChain vector store.

        embeddings: makes the vectors of the texts that are added.
        """
        from langchain_chroma import Chroma  # noqa: PLC0415

        # one thread builds the same graph from the same vectors; the wider search makes misses rare
        hnsw: Any = {"space": "cosine", "num_threads": 1, "ef_construction": 200, "ef_search": 200}
        hnsw |= {
            "batch_size": 50,
            "sync_threshold": 100,
        }  # a small collection too is written as a graph, and opens as fast
        return Chroma(
            self._prefix + name,
            embedding_function=embeddings,
            client=self._client,
            collection_configuration={"hnsw": hnsw},
        )

    def collection(self, name: str) -> Any:
        """A collection that is there. Raises Chroma's errors where it is not."""
        return self._client.get_collection(self._prefix + name)

    def counts(self) -> dict[str, int]:
        """How many vectors each collection of the build holds."""
        found: dict[str, int] = {}
        for offset in range(0, self._client.count_collections(), PAGE):
            for collection in self._client.list_collections(PAGE, offset):
                if collection.name.startswith(self._prefix):
                    found[collection.name.removeprefix(self._prefix)] = collection.count()
        return found

    def drop(self) -> None:
        """Remove the build's collections from a server."""
        for name in self.counts():
            self._client.delete_collection(self._prefix + name)

    def __enter__(self) -> "VectorStore":
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of files and connections, so that every file is complete."""
        self._client.close()


def in_directory(folder: Path) -> VectorStore:
    """The vectors in a build's own directory, opened with telemetry off."""
    chromadb, settings = _chromadb()
    return VectorStore(chromadb.PersistentClient(str(folder), settings=settings))


def on_server(url: str, build: str) -> VectorStore:
    """The vectors of a build on a Chroma server.

    url: http(s)://[token@]host[:port]; a token goes along as a bearer. Raises SearchIndexError for an address that is none,
    and where no server answers.
    """
    chromadb, settings = _chromadb()
    try:
        parts = urlsplit(url.strip())
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise SearchIndexError(
            "SHORTFALL_CHROMA_URL is no address of a Chroma server: write http://host:8000, or leave it empty to keep the "
            "vectors in the index folder."
        )
    token = parts.password or parts.username
    try:
        client = chromadb.HttpClient(
            parts.hostname,
            port,
            ssl=parts.scheme == "https",
            headers={"Authorization": f"Bearer {token}"} if token else {},
            settings=settings,
        )
    except Exception as error:  # Chroma raises ValueError, httpx its own kinds
        raise unreachable(url) from error
    return VectorStore(client, build)


def unreachable(url: str) -> SearchIndexError:
    """The error for a Chroma server that does not answer. The address is told without its token."""
    parts = urlsplit(url.strip())
    return SearchIndexError(
        f"The Chroma server at {parts.scheme}://{parts.netloc.rpartition('@')[2]} does not answer. Start it or mend "
        "SHORTFALL_CHROMA_URL; what is being asked can be asked again then."
    )


def collection_of(state: str | None) -> str:
    """The collection that holds a passage."""
    return f"state-{state}" if state else NATIONAL


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


def _prefix(build: str) -> str:
    return f"shortfall-{build}-" if build else ""


def _chromadb() -> tuple[Any, Any]:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb  # noqa: PLC0415  a second to import, and only a search needs it
    from chromadb.config import Settings  # noqa: PLC0415

    return chromadb, Settings(anonymized_telemetry=False)
