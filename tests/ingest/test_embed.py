import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.embed import BATCH, EmbeddingCache, embed
from ingest.progress import Step


def test_each_text_is_embedded_once(tmp_path: Path, fake_embedder: Callable[..., Any]) -> None:
    embedder = fake_embedder()
    with EmbeddingCache(tmp_path / "c.sqlite", embedder.model_hash) as cache:
        first, made = embed(["one", "two", "one"], embedder, cache)
        again, made_again = embed(["two", "three"], embedder, cache)
    assert (made, made_again) == (2, 1)
    assert sorted(embedder.embedded) == ["one", "three", "two"]
    assert np.array_equal(first["two"], again["two"])
    assert np.allclose(first["one"], embedder.embed_query("one"), atol=1e-6)


def test_another_model_has_its_own_vectors(tmp_path: Path, fake_embedder: Callable[..., Any]) -> None:
    for model in ("a", "b"):
        embedder = fake_embedder(model)
        with EmbeddingCache(tmp_path / "c.sqlite", embedder.model_hash) as cache:
            assert embed(["one"], embedder, cache)[1] == 1


def test_what_was_embedded_before_a_failure_is_remembered(tmp_path: Path, fake_embedder: Callable[..., Any]) -> None:
    embedder = fake_embedder()
    texts = [f"text {n}" for n in range(BATCH + 90)]

    def stop(step: Step) -> None:
        if step.done:
            raise KeyboardInterrupt

    with EmbeddingCache(tmp_path / "c.sqlite", embedder.model_hash) as cache, pytest.raises(KeyboardInterrupt):
        embed(texts, embedder, cache, stop)
    with EmbeddingCache(tmp_path / "c.sqlite", embedder.model_hash) as cache:
        assert embed(texts, embedder, cache)[1] == 90


@pytest.mark.parametrize("damage", [b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, fake_embedder: Callable[..., Any], damage: bytes) -> None:
    (tmp_path / "c.sqlite").write_bytes(damage)
    with EmbeddingCache(tmp_path / "c.sqlite", "m") as cache:
        assert cache.renewed
        assert embed(["one"], fake_embedder(), cache)[1] == 1


def test_vectors_of_texts_that_are_gone_are_forgotten(tmp_path: Path, fake_embedder: Callable[..., Any]) -> None:
    with EmbeddingCache(tmp_path / "c.sqlite", "m") as cache:
        embed(["one", "two"], fake_embedder(), cache)
        cache.keep_only(["two"])
        assert set(cache.get(["one", "two"])) == {"two"}
    with sqlite3.connect(tmp_path / "c.sqlite") as db:
        assert db.execute("SELECT count(*) FROM vectors").fetchone() == (1,)
