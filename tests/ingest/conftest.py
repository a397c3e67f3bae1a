import runpy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def fake_embedder() -> Callable[..., Any]:
    return runpy.run_path(str(HERE / "fakes.py"))["FakeEmbedder"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the small corpus that a test may change."""
    return Path(shutil.copytree(HERE / "corpus", tmp_path / "corpus"))
