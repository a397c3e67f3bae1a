"""What the tests of documents share: one open index, and engines beside it with documents or without."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.shortfall import Shortfall
from bot.documents.search import Documents
from bot.retrieval.embedder import shared_embedder
from bot.retrieval.search import Index
from bot.settings import Settings

TODAY = date(2026, 3, 2)
ADDRESS = "https://agency.example.org/leaflet"


@pytest.fixture(scope="session")
def index() -> Index:
    return Index.open(Settings().index_dir, lambda: shared_embedder(""))


@pytest.fixture(scope="session")
def engine_over(index: Index) -> Callable[[Path], Shortfall]:
    """An engine whose documents are in a folder."""
    return lambda folder: Shortfall(Settings(today=TODAY, documents_dir=folder), index)


@pytest.fixture(scope="session")
def bare(engine_over: Callable[[Path], Shortfall], tmp_path_factory: pytest.TempPathFactory) -> Shortfall:
    """An engine that has no documents and never had."""
    return engine_over(tmp_path_factory.mktemp("none") / "documents")


@pytest.fixture
def store(tmp_path: Path) -> Documents:
    return Documents(tmp_path / "documents", lambda: shared_embedder(""))
