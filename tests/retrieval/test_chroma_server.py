"""Vectors on a real Chroma server, a process on loopback."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SearchIndexError
from bot.retrieval.published import BUILDS
from bot.retrieval.search import Index
from bot.retrieval.vectors import on_server
from bot.settings import get_settings
from ingest.pipeline import ingest
from tests.retrieval.chroma_server import ChromaServer

QUESTION = "how long do they have to sue me for the rest?"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChromaServer]:
    running = ChromaServer(tmp_path / "chroma")
    running.start()
    monkeypatch.setenv("SHORTFALL_CHROMA_URL", running.url)
    get_settings.cache_clear()
    yield running
    running.kill()
    get_settings.cache_clear()


def found(index: Index) -> list[tuple[str, float]]:
    hits = [hit for state in ("AZ", None) for hit in index.search(QUESTION, state=state)]
    return [(hit.passage.id, round(hit.score, 4)) for hit in hits]


def test_a_server_finds_what_a_directory_finds_and_only_kept_builds_stay_on_it(
    server: ChromaServer, corpus: Path, tmp_path: Path, published: Path, fake_embedder: Callable[..., Any]
) -> None:
    index_dir = tmp_path / "shared"

    def publish() -> str:
        report = ingest(corpus, index_dir, embedder_factory=fake_embedder, rebuild=True)
        assert report.build
        return report.build

    first = publish()
    assert not (index_dir / BUILDS / first / "vectors").exists()
    here = Index.open(published, fake_embedder)
    there = Index.open(index_dir, fake_embedder, server.url)
    assert found(there) == found(here)
    assert ingest(corpus, index_dir, embedder_factory=fake_embedder).unchanged
    there.close()
    second, third = publish(), publish()
    held = {}
    for build in (first, second, third):
        with on_server(server.url, build) as store:
            held[build] = sum(store.counts().values())
    assert held[first] == 0
    assert held[second] == held[third] > 0
    with on_server(server.url, third) as store:
        store.drop()
    assert not ingest(corpus, index_dir, embedder_factory=fake_embedder).unchanged, "lost vectors are made again"


def test_a_server_that_dies_is_told_and_used_again_when_it_is_back(
    server: ChromaServer, corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any]
) -> None:
    index_dir = tmp_path / "shared"
    ingest(corpus, index_dir, embedder_factory=fake_embedder)
    index = Index.open(index_dir, fake_embedder, server.url)
    before = found(index)
    server.kill()
    with pytest.raises(SearchIndexError, match=r"does not answer. Start it"):
        found(index)
    with pytest.raises(SearchIndexError, match=r"does not answer"):
        ingest(corpus, index_dir, embedder_factory=fake_embedder, rebuild=True)
    with pytest.raises(SearchIndexError, match=r"does not answer"):
        found(Index.open(index_dir, fake_embedder, server.url))
    server.start()
    assert found(index) == before


def test_an_index_with_its_vectors_elsewhere_says_what_to_set(
    server: ChromaServer, corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any]
) -> None:
    index_dir = tmp_path / "shared"
    ingest(corpus, index_dir, embedder_factory=fake_embedder)
    with pytest.raises(SearchIndexError, match="set SHORTFALL_CHROMA_URL"):
        found(Index.open(index_dir, fake_embedder))


@pytest.mark.parametrize("url", ["chroma:8000", "ftp://host", "http://", "http://host:port", "http://host/path"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SearchIndexError, match="SHORTFALL_CHROMA_URL"):
        on_server(url, "b")


def test_no_token_is_told() -> None:
    with pytest.raises(SearchIndexError, match=r"http://127\.0\.0\.1:1 does") as told:
        on_server("http://secret@127.0.0.1:1", "b")
    assert "secret" not in str(told.value)


def test_an_index_goes_back_into_its_directory(
    server: ChromaServer,
    corpus: Path,
    tmp_path: Path,
    fake_embedder: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index_dir = tmp_path / "shared"
    ingest(corpus, index_dir, embedder_factory=fake_embedder)
    monkeypatch.delenv("SHORTFALL_CHROMA_URL")
    get_settings.cache_clear()
    report = ingest(corpus, index_dir, embedder_factory=fake_embedder)
    assert not report.unchanged
    assert report.embedded == 0
    assert found(Index.open(index_dir, fake_embedder))
    shutil.rmtree(index_dir)
