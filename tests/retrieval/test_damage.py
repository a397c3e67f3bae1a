"""What a reader says of an index that is missing, foreign or damaged."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SearchIndexError
from bot.retrieval.published import current_build
from bot.retrieval.search import Index
from ingest.pipeline import ingest

Make = Callable[..., Any]


def test_without_an_index_the_error_says_what_to_run(tmp_path: Path, fake_embedder: Make) -> None:
    with pytest.raises(SearchIndexError, match=r"no search index .* Run `shortfall ingest` \(or `make ingest`\)"):
        Index.open(tmp_path, fake_embedder)


def test_an_index_of_another_model_is_refused(index_dir: Path, fake_embedder: Make) -> None:
    index = Index.open(index_dir, lambda: fake_embedder("another"))
    assert index.passage("states/AZ#overview"), "looking up needs no model"
    with pytest.raises(SearchIndexError, match=r"another embedding model.*shortfall ingest"):
        index.search("redeem", state=None)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("manifest.json", b"{"),
        ("manifest.json", b"{}"),
        ("manifest.json", None),
        ("passages.jsonl", b"{}\n"),
        ("passages.jsonl", None),
        ("glossary.json", b"[]"),
        ("lexical/vocab.index.json", b"{"),
        ("lexical/data.csc.index.npy", b"\x93NUMPY"),
        ("lexical/indptr.csc.index.npy", None),
        ("vectors/chroma.sqlite3", b"not a database, whatever it was before"),
        ("vectors/chroma.sqlite3", b""),
        ("vectors/chroma.sqlite3", None),
    ],
)
def test_a_damaged_index_says_so_and_what_to_run(
    index_dir: Path, fake_embedder: Make, file: str, content: bytes | None
) -> None:
    path = current_build(index_dir) / file
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(SearchIndexError, match=r"damaged.*`shortfall ingest"):
        Index.open(index_dir, fake_embedder).search("redeem", state="AZ")


def test_a_lost_vector_graph_is_noticed_or_made_good(index_dir: Path, fake_embedder: Make) -> None:
    folders = [path for path in (current_build(index_dir) / "vectors").iterdir() if path.is_dir()]
    for folder in folders:
        for path in folder.iterdir():
            path.write_bytes(b"\x00" * 10)
    index = Index.open(index_dir, fake_embedder)
    try:
        found = index.search("can they garnish my wages", state=None)
    except SearchIndexError as error:
        assert "shortfall ingest" in str(error)
    else:
        assert found[0].passage.id == "federal/wages#limit"


@pytest.mark.parametrize("pointer", ["../../../etc", "builds", "", "0" * 12 + "-20260101T000000000000Z"])
def test_a_pointer_that_leads_astray_is_not_followed(index_dir: Path, fake_embedder: Make, pointer: str) -> None:
    (index_dir / "current").write_text(pointer)
    with pytest.raises(SearchIndexError, match="names a build that is not there"):
        Index.open(index_dir, fake_embedder)


def test_an_index_of_another_format_is_refused(index_dir: Path, fake_embedder: Make) -> None:
    path = current_build(index_dir) / "manifest.json"
    path.write_text(path.read_text().replace('"format": 2', '"format": 99'))
    with pytest.raises(SearchIndexError, match="format 99"):
        Index.open(index_dir, fake_embedder)


def test_a_read_only_index_is_searched_in_a_copy(
    index_dir: Path, fake_embedder: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    vectors = current_build(index_dir) / "vectors"
    before = {path: path.stat().st_mtime_ns for path in vectors.rglob("*")}
    index = Index.open(index_dir, fake_embedder)
    assert index.search("can they garnish my wages", state=None)[0].passage.id == "federal/wages#limit"
    assert {path: path.stat().st_mtime_ns for path in vectors.rglob("*")} == before
    assert list(tmp_path.glob("shortfall-*"))
    index.close()
    assert not list(tmp_path.glob("shortfall-*"))


def test_a_reader_keeps_its_build_while_new_ones_are_published(
    corpus: Path, tmp_path: Path, fake_embedder: Make
) -> None:
    index_dir = tmp_path / "index"
    ingest(corpus, index_dir, embedder_factory=fake_embedder)
    reader = Index.open(index_dir, fake_embedder)
    for n in range(4):
        path = corpus / "guide/getting-it-back.md"
        path.write_text(f"{path.read_text()}\nWindow {n} is open.\n")
        ingest(corpus, index_dir, embedder_factory=fake_embedder)
    assert reader.search("can they garnish my wages", state=None)[0].passage.id == "federal/wages#limit"
    assert "Window 3" not in reader.passage("guide/getting-it-back#price").text
    assert "Window 3" in Index.open(index_dir, fake_embedder).passage("guide/getting-it-back#price").text
