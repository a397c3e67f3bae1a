"""From the corpus to a published index: read, render, split, embed what is new, build, publish."""

import errno
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import CorpusError, SearchIndexError, ShortfallError
from bot.retrieval import published
from bot.retrieval.embedder import Embedder, TextEmbedder, model_folder
from bot.retrieval.glossary import Glossary
from bot.retrieval.passage import Passage
from bot.retrieval.published import BUILDS, current_build, read_manifest
from bot.retrieval.vectors import on_server
from bot.settings import ROOT, get_settings
from ingest import progress as watching
from ingest.build import Identity, embedded_texts, texts_of, write_build
from ingest.embed import CACHE, EmbeddingCache, embed, here
from ingest.load import corpus_files, load_corpus
from ingest.on_ray import on_ray
from ingest.progress import Step
from ingest.publish import clear_half_builds, discard, only_ingestion, prune, publish
from ingest.render import render
from ingest.split import most_pieces, piece_counter, split_all

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
KEPT = "The index that was in service still is."
# a change in how passages are made changes the index as much as a change in the corpus
MAKERS = (
    "ingest/*.py",
    *(f"bot/law/{name}.py" for name in ("record", "record_parts", "conditions", "facts")),
    "bot/law/facts.yaml",
    *(f"bot/retrieval/{name}.py" for name in ("passage", "sentences", "sentence_vectors", "glossary")),
    *(f"bot/retrieval/{name}.py" for name in ("lexical", "vectors", "published")),
)


@dataclass(frozen=True)
class Report:
    """What an ingestion did, or with `dry_run` would do.

    unchanged: corpus, code and model are those of the build in service, and nothing was done. embedded: texts whose
    vectors were made now; reused: those that were remembered. notes: what happened beside, for the user.
    """

    corpus_hash: str
    unchanged: bool
    dry_run: bool
    passages: int
    vectors: int
    embedded: int
    reused: int
    build: str | None
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def ingest(
    corpus_dir: Path,
    index_dir: Path,
    rebuild: bool = False,
    dry_run: bool = False,
    progress: watching.Watcher = watching.silent,
    embedder_factory: Callable[[], TextEmbedder] | None = None,
    ray_workers: int = 0,
) -> Report:
    """Bring the index up to date with the corpus.

    rebuild: make every vector and the whole index anew. dry_run: only tell what would be done; nothing is written.
    progress: told of each stage. embedder_factory: makes the embedder; the model of the settings by default.
    ray_workers: how many workers of Ray embed; 0 embeds in this process.
    Raises CorpusError for a malformed file, ModelError for a missing model, SearchIndexError where the index folder
    cannot be written or another ingestion runs. In every case the index in service stays in service.
    """
    model, server = get_settings().embedding_model, get_settings().chroma_url.strip()
    make_embedder = embedder_factory or (lambda: Embedder(model))
    engine = on_ray(make_embedder, ray_workers) if ray_workers else here
    embedder = make_embedder()
    corpus_hash = hash_corpus(corpus_dir)
    damage: list[str] = []
    serving = _serving(index_dir, damage, server)
    if (
        serving
        and not rebuild
        and (serving[1].corpus_hash, serving[1].model_hash) == (corpus_hash, embedder.model_hash)
    ):
        manifest = serving[1]
        total = sum(manifest.vectors.values())
        return Report(corpus_hash, True, dry_run, manifest.passages, total, 0, total, serving[0].name)
    progress(Step("read", 0, 1))
    corpus = load_corpus(corpus_dir)
    folder = getattr(embedder, "folder", None) or model_folder(model)
    passages = split_all(render(corpus), piece_counter(folder), most_pieces(folder))
    names = {record.code: record.name for record in corpus.states}
    _check_ids(passages)
    progress(Step("read", 1, 1))
    texts = embedded_texts(passages, names)
    searched = sum(len(texts_of(passage, names)) for passage in passages)
    if dry_run:
        known = _remembered(index_dir / CACHE, embedder.model_hash, texts) if not rebuild else 0
        fresh = len(set(texts)) - known
        return Report(corpus_hash, False, True, len(passages), searched, fresh, known, None, notes=tuple(damage))
    identity = Identity(corpus_hash, embedder.model_hash, datetime.now(UTC))
    with _explained(index_dir), only_ingestion(index_dir):
        if left := clear_half_builds(index_dir):
            _forget(server, left)
            damage.append(f"Removed {len(left)} unfinished build{'s' if len(left) > 1 else ''} of an earlier run.")
        if rebuild:
            for path in index_dir.glob(f"{CACHE}*"):
                path.unlink()
        with EmbeddingCache(index_dir / CACHE, embedder.model_hash) as cache:
            if cache.renewed:
                damage.append("The store of vectors was damaged and was made anew.")
            vectors, made = embed(texts, embedder, cache, progress, engine)
            target = index_dir / BUILDS / identity.name
            try:
                write_build(
                    target,
                    passages,
                    Glossary(corpus.glossary.terms if corpus.glossary else ()),
                    vectors,
                    identity=identity,
                    names=names,
                    server=server,
                    report=progress,
                )
                progress(Step("publish", 0, 1))
                publish(index_dir, target)
            except Exception:
                if discard(index_dir, target):
                    _forget(server, [target.name])
                raise
            progress(Step("prune", 0, 1))
            cache.keep_only(texts)
        removed = prune(index_dir)
        _forget(server, removed)
        progress(Step("prune", 1, 1))
    reused = len(set(texts)) - made
    return Report(
        corpus_hash, False, False, len(passages), searched, made, reused, identity.name, tuple(removed), tuple(damage)
    )


def hash_corpus(corpus_dir: Path) -> str:
    """SHA-256 over the corpus files and the code that turns them into passages.

    Raises CorpusError where the folder or a file cannot be read.
    """
    whole = hashlib.sha256()
    makers = sorted(path for pattern in MAKERS for path in ROOT.glob(pattern))
    try:
        for base, path in [
            *((corpus_dir, path) for path in corpus_files(corpus_dir)),
            *((ROOT, path) for path in makers),
        ]:
            content = path.read_bytes()
            whole.update(f"{path.relative_to(base).as_posix()} {len(content)}\n".encode() + content)
    except OSError as error:
        raise CorpusError(f"{error.filename} cannot be read: {error.strerror}. Check its permissions.") from error
    return whole.hexdigest()


def _serving(index_dir: Path, damage: list[str], server: str) -> tuple[Path, published.Manifest] | None:
    """The build in service, if there is a whole one where it belongs; what is wrong with it goes into `damage`."""
    try:
        build = current_build(index_dir)
    except SearchIndexError as error:
        if (index_dir / published.CURRENT).exists():
            damage.append(f"{error} This ingestion does so.")
        return None
    try:
        manifest = read_manifest(build)
        if manifest.store != ("server" if server else "directory"):
            return None  # the vectors are to be kept elsewhere from now on
        for name in manifest.files:
            published.check(build, manifest, name)
        if server:
            _check_server(build, manifest, server)
        elif not (build / published.VECTORS / "chroma.sqlite3").is_file():
            raise published.damaged(build / published.VECTORS, "the vectors are missing")
    except SearchIndexError as error:
        damage.append(f"{error} This ingestion does so.")
        return None
    return build, manifest


def _check_server(build: Path, manifest: published.Manifest, server: str) -> None:
    """Raises SearchIndexError where the server does not answer or has not all vectors of the build."""
    with on_server(server, build.name) as store:
        there = store.counts()
    for name, count in manifest.vectors.items():
        if there.get(name) != count:
            raise published.damaged(build, f"{there.get(name, 0)} vectors instead of {count} in {name} on the server")


def _forget(server: str, builds: Iterable[str]) -> None:
    """Remove the vectors of builds that are gone from the server that keeps them, if one does."""
    for build in builds if server else ():
        with on_server(server, build) as store:
            store.drop()


def _check_ids(passages: list[Passage]) -> None:
    seen: set[str] = set()
    for passage in passages:
        if passage.id in seen:
            raise CorpusError(f"Two passages have the id {passage.id}. Give each section its own id.")
        seen.add(passage.id)


def _remembered(path: Path, model_hash: str, texts: list[str]) -> int:
    """How many of the texts have a vector already, without writing anything."""
    if not path.is_file():
        return 0
    try:
        with EmbeddingCache.read_only(path, model_hash) as cache:
            return len(cache.get(set(texts)))
    except sqlite3.DatabaseError:
        return 0  # damaged: a real run makes it anew


@contextmanager
def _explained(index_dir: Path) -> Iterator[None]:
    """Errors of the disk and of the stores, in words that say what to do."""
    try:
        yield
    except ShortfallError:
        raise
    except OSError as error:
        if error.errno in FULL:
            raise _full(index_dir, error) from error
        why = "is read-only or belongs to another user" if error.errno in DENIED else f"cannot be written ({error})"
        raise SearchIndexError(
            f"The index folder {index_dir} {why}. Set SHORTFALL_INDEX_DIR to a folder you can write to, then run "
            f"`shortfall ingest`. {KEPT}"
        ) from error
    except Exception as error:  # Chroma and SQLite raise kinds of their own
        text = str(error).lower()
        if "full" in text or "no space" in text or "too large" in text:
            raise _full(index_dir, error) from error
        raise SearchIndexError(
            f"The index could not be written to {index_dir}: {error}. Check that the folder can be written and that "
            f"the disk has room, then run `shortfall ingest` again. {KEPT}"
        ) from error


def _full(index_dir: Path, error: Exception) -> SearchIndexError:
    return SearchIndexError(
        f"There is no room left for the index in {index_dir} ({error}). Free about 200 MB, then run `shortfall ingest` "
        f"again. {KEPT}"
    )
