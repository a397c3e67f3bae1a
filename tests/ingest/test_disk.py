import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SearchIndexError
from bot.retrieval.published import current_build
from bot.settings import ROOT
from ingest.pipeline import ingest

CHILD = Path(__file__).with_name("child.py")


def test_a_folder_that_cannot_be_written_is_named_with_the_setting(
    corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any]
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SearchIndexError, match="SHORTFALL_INDEX_DIR"):
        ingest(corpus, tmp_path / "file" / "index", embedder_factory=fake_embedder)


@pytest.mark.parametrize("stage", ["embed", "passages", "lexical", "vectors"])
def test_a_full_disk_is_told_and_leaves_the_index_in_service(
    corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any], stage: str
) -> None:
    index = tmp_path / "index"
    first = ingest(corpus, index, embedder_factory=fake_embedder)
    for path in corpus.rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace(". ", " now. ", 5), "utf-8")
    command = [sys.executable, str(CHILD), str(corpus), str(index), stage, "1", "full"]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert child.returncode == 1
    assert child.stderr.startswith("SearchIndexError: "), child.stderr
    assert "The index that was in service still is." in child.stderr
    assert current_build(index).name == first.build
    assert [path.name for path in (index / "builds").iterdir()] == [first.build]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_another_users_folder_is_told_in_words(corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any]) -> None:
    index = tmp_path / "index"
    ingest(corpus, index, embedder_factory=fake_embedder)
    (corpus / "federal/wages.yaml").write_text((corpus / "federal/wages.yaml").read_text() + "\n")
    for folder in (tmp_path, *tmp_path.parents):
        if folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    read, write = os.pipe()
    # the interpreter itself may not be open to other users, so the child is forked and not started
    if (child := os.fork()) == 0:
        try:
            os.setuid(65534)
            ingest(corpus, index, embedder_factory=fake_embedder)
            said = "no error"
        except BaseException as error:  # whatever it is, the parent judges it
            said = f"{type(error).__name__}: {error}"
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    assert said.startswith("SearchIndexError: "), said
    assert "is read-only or belongs to another user" in said
    assert "SHORTFALL_INDEX_DIR" in said
