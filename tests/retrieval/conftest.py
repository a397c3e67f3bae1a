import runpy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.retrieval.search import Index
from ingest.pipeline import ingest

HERE = Path(__file__).parent.parent / "ingest"


@pytest.fixture(scope="session")
def fake_embedder() -> Callable[..., Any]:
    return runpy.run_path(str(HERE / "fakes.py"))["FakeEmbedder"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the small corpus that a test may change."""
    return Path(shutil.copytree(HERE / "corpus", tmp_path / "corpus"))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, fake_embedder: Callable[..., Any]) -> Path:
    """An index of the small corpus, made once; tests do not change it."""
    index = tmp_path_factory.mktemp("published")
    ingest(HERE / "corpus", index, embedder_factory=fake_embedder)
    return index


@pytest.fixture
def index_dir(published: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may damage."""
    return Path(shutil.copytree(published, tmp_path / "index"))


@pytest.fixture(scope="session")
def index(published: Path, fake_embedder: Callable[..., Any]) -> Index:
    return Index.open(published, fake_embedder)
