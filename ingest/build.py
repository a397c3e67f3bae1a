"""Passages and vectors as one build on disk; the manifest is written last, so that a build with one is whole."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from langchain_core.embeddings import Embeddings

from bot.retrieval.glossary import Glossary
from bot.retrieval.lexical import build_lexical
from bot.retrieval.passage import Passage, without_state
from bot.retrieval.published import (
    FORMAT,
    GLOSSARY,
    LEXICAL,
    MANIFEST,
    PASSAGES,
    SENTENCES,
    VECTORS,
    Manifest,
    build_name,
)
from bot.retrieval.sentence_vectors import write_sentences
from bot.retrieval.sentences import statements
from bot.retrieval.vectors import VectorStore, collection_of, in_directory, on_server, vector_id
from ingest.embed import Vector
from ingest.progress import Step, Watcher, silent

BATCH = 1000
LIBRARIES = ("shortfall", "chromadb", "langchain-chroma", "bm25s")


@dataclass(frozen=True)
class Identity:
    """What a build is made from, and when (UTC)."""

    corpus_hash: str
    model_hash: str
    built: datetime

    @property
    def name(self) -> str:
        """The folder name of the build."""
        return build_name(self.corpus_hash, self.built)


class _Known(Embeddings):
    """Vectors that are already there, in the form LangChain asks for them."""

    def __init__(self, vectors: Mapping[str, Vector]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in self._vectors[text]] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def asks_of(passage: Passage, names: Mapping[str, str]) -> dict[str, int]:
    """The phrasings of a passage as they are embedded, without the state's name, with their places in `asks`."""
    asks: dict[str, int] = {}
    for place, ask in enumerate(passage.asks):
        asks.setdefault(without_state(ask, names[passage.state]) if passage.state else ask, place)
    return asks


def texts_of(passage: Passage, names: Mapping[str, str]) -> list[str]:
    """The texts of a passage that are searched by a vector each: title and text, then each phrasing."""
    return [passage.full_text, *asks_of(passage, names)]


def embedded_texts(passages: Sequence[Passage], names: Mapping[str, str]) -> list[str]:
    """Every text that a build needs a vector of: what is searched, and the sentences that are compared afterwards."""
    searched = [text for passage in passages for text in texts_of(passage, names)]
    return [*searched, *(line for passage in passages for line in statements(passage.text))]


def lexical_text(passage: Passage, names: Mapping[str, str]) -> str:
    """What word search sees of a passage: title, text, leading citation and the ways people ask."""
    return "\n".join([passage.full_text, passage.cite, *asks_of(passage, names)])


def write_build(
    folder: Path,
    passages: Sequence[Passage],
    glossary: Glossary,
    vectors: Mapping[str, Vector],
    *,
    identity: Identity,
    names: Mapping[str, str],
    server: str = "",
    report: Watcher = silent,
) -> Manifest:
    """Write a whole build into a new folder.

    vectors: by text, one for each of `embedded_texts`. names: each state's name by its code. server: the address of a
    Chroma server that takes the vectors that are searched; into the folder without one.
    Raises OSError or the vector store's error where the disk does not take it; the folder then has no manifest.
    """
    report(Step("passages", 0, 1))
    folder.mkdir(parents=True)
    lines = [passage.model_dump_json() for passage in passages]
    (folder / PASSAGES).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    (folder / GLOSSARY).write_text(glossary.to_json(), "utf-8")
    report(Step("lexical", 0, 1))
    build_lexical(folder / LEXICAL, [lexical_text(passage, names) for passage in passages])
    write_sentences(folder / SENTENCES, passages, vectors)
    with on_server(server, folder.name) if server else in_directory(folder / VECTORS) as store:
        counts = _write_vectors(store, passages, vectors, names, report)
    report(Step("manifest", 0, 1))
    parts = (path for part in (LEXICAL, SENTENCES) for path in sorted((folder / part).iterdir()))
    checked = [folder / PASSAGES, folder / GLOSSARY, *parts]
    manifest = Manifest(
        format=FORMAT,
        corpus_hash=identity.corpus_hash,
        model_hash=identity.model_hash,
        built=identity.built,
        passages=len(passages),
        asks=sum(len(asks_of(passage, names)) for passage in passages),
        vectors=counts,
        store="server" if server else "directory",
        states=dict(sorted(names.items())),
        files={path.relative_to(folder).as_posix(): _sha256(path) for path in checked},
        versions={name: found for name in LIBRARIES if (found := _version(name))},
    )
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")
    return manifest


def _write_vectors(
    store: VectorStore,
    passages: Sequence[Passage],
    vectors: Mapping[str, Vector],
    names: Mapping[str, str],
    report: Watcher,
) -> dict[str, int]:
    total, done = sum(len(texts_of(passage, names)) for passage in passages), 0
    counts: dict[str, int] = {}
    report(Step("vectors", 0, total))
    parts: dict[str, list[Passage]] = {}
    for passage in passages:
        parts.setdefault(collection_of(passage.state), []).append(passage)
    for name, of_it in parts.items():
        entries = [entry for passage in of_it for entry in _entries(passage, names)]
        counts[name] = len(entries)
        collection = store.new(name, _Known(vectors))
        for start in range(0, len(entries), BATCH):
            ids, texts, metadatas = zip(*entries[start : start + BATCH], strict=True)
            collection.add_texts(texts, [dict(metadata) for metadata in metadatas], list(ids))
            done += len(ids)
            report(Step("vectors", done, total))
    return counts


def _entries(passage: Passage, names: Mapping[str, str]) -> list[tuple[str, str, dict[str, str]]]:
    """The vectors of a passage: their id, text and metadata."""
    about = {"passage": passage.id, "kind": passage.kind, "state": passage.state or "", "topic": passage.topic.value}
    entries = [(vector_id(passage.id), passage.full_text, {**about, "role": "text"})]
    for ask, place in asks_of(passage, names).items():
        entries.append((vector_id(passage.id, place), ask, {**about, "role": "ask"}))
    return entries


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:  # running from a source tree that is not installed
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
