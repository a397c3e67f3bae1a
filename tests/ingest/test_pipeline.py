import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import CorpusError, SearchIndexError
from bot.retrieval.published import current_build, hold, release
from bot.retrieval.search import Index
from bot.settings import ROOT
from ingest.pipeline import Report, hash_corpus, ingest
from ingest.progress import Step

CHILD = Path(__file__).with_name("child.py")
Ingest = Callable[..., Report]


@pytest.fixture
def run(corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any]) -> Ingest:
    """Ingest the small corpus; the report's embedder is in `run.embedder`."""

    def do(model: str = "fake", **how: Any) -> Report:
        return ingest(corpus, tmp_path / "index", embedder_factory=lambda: fake_embedder(model), **how)

    return do


def builds(index: Path) -> set[str]:
    return {path.name for path in (index / "builds").iterdir()}


def change(path: Path) -> None:
    """Add a sentence to the last section of a guide."""
    text = path.read_text("utf-8")
    path.write_text(f"{text}\nThe clerk's window number is {len(text)}.\n", "utf-8")


def test_a_first_ingestion_publishes_everything(run: Ingest, tmp_path: Path) -> None:
    report = run()
    build = current_build(tmp_path / "index")
    manifest = json.loads((build / "manifest.json").read_text())
    assert report.build == build.name
    assert report.passages == manifest["passages"] == len((build / "passages.jsonl").read_text().splitlines())
    assert report.vectors == sum(manifest["vectors"].values()) > manifest["passages"]
    assert manifest["states"] == {"AZ": "Arizona", "NV": "Nevada"}
    assert {"chromadb", "bm25s", "langchain-chroma"} <= set(manifest["versions"])


def test_an_unchanged_corpus_does_nothing(run: Ingest, tmp_path: Path) -> None:
    first = run()
    steps: list[Step] = []
    second = run(progress=steps.append)
    assert second.unchanged
    assert (second.build, second.embedded, second.vectors, steps) == (first.build, 0, first.vectors, [])
    assert builds(tmp_path / "index") == {first.build}


def test_one_changed_section_embeds_only_its_own_text(run: Ingest, corpus: Path) -> None:
    first = run()
    change(corpus / "guide/getting-it-back.md")
    second = run()
    assert not second.unchanged
    assert second.embedded == 2  # the section, and its one changed sentence
    assert second.build != first.build


def test_a_rebuild_embeds_everything_again(run: Ingest) -> None:
    first, second = run(), run(rebuild=True)
    assert second.embedded == first.embedded > 0
    assert second.build != first.build


def test_another_model_makes_another_index(run: Ingest) -> None:
    first = run()
    second = run("another")
    assert (second.unchanged, second.embedded) == (False, first.embedded)


def test_a_dry_run_tells_what_it_would_do_and_writes_nothing(run: Ingest, corpus: Path, tmp_path: Path) -> None:
    plan = run(dry_run=True)
    assert not (tmp_path / "index").exists()
    done = run()
    assert (plan.embedded, plan.vectors, plan.passages) == (done.embedded, done.vectors, done.passages)
    change(corpus / "guide/getting-it-back.md")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "index").rglob("*")}
    assert run(dry_run=True).embedded == 2
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "index").rglob("*")} == before


def test_a_malformed_corpus_leaves_the_index_in_service(run: Ingest, corpus: Path, tmp_path: Path) -> None:
    first = run()
    (corpus / "federal/wages.yaml").write_text("x")
    with pytest.raises(CorpusError, match=r"federal/wages\.yaml"):
        run()
    assert current_build(tmp_path / "index").name == first.build


def test_the_last_two_builds_are_kept(run: Ingest, corpus: Path, tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        names.append(run().build)
        change(corpus / "guide/getting-it-back.md")
    assert builds(tmp_path / "index") == set(names[1:])


def test_a_build_that_is_being_read_is_kept(run: Ingest, corpus: Path, tmp_path: Path) -> None:
    first = run().build
    held = hold(tmp_path / "index" / "builds" / str(first))
    for _ in range(3):
        change(corpus / "guide/getting-it-back.md")
        run()
    assert first in builds(tmp_path / "index")
    assert len(builds(tmp_path / "index")) == 3
    release(held)
    change(corpus / "guide/getting-it-back.md")
    assert first in run().removed


@pytest.mark.parametrize(
    "damaged", ["manifest.json", "passages.jsonl", "lexical/vocab.index.json", "vectors/chroma.sqlite3"]
)
def test_a_damaged_index_is_made_anew(run: Ingest, tmp_path: Path, damaged: str) -> None:
    first = run()
    path = tmp_path / "index" / "builds" / str(first.build) / damaged
    path.unlink() if damaged.startswith("vectors") else path.write_text("{")
    second = run()
    assert second.build != first.build
    assert "damaged" in second.notes[0]
    assert second.embedded == 0


def test_a_damaged_pointer_is_replaced(run: Ingest, tmp_path: Path) -> None:
    run()
    (tmp_path / "index" / "current").write_text("../../etc\n")
    assert "names a build that is not there" in run().notes[0]
    assert current_build(tmp_path / "index").is_dir()


def test_two_ingestions_do_not_meet(run: Ingest, corpus: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(CHILD), str(corpus), str(tmp_path / "index"), "passages", "1", "wait"]
    with subprocess.Popen(command, cwd=ROOT) as other:
        try:
            for _ in range(600):
                if (tmp_path / "reached").exists():
                    break
                time.sleep(0.05)
            with pytest.raises(SearchIndexError, match="Another ingestion is writing"):
                run()
        finally:
            other.kill()
    assert run().build, "the lock ends with its process"


STAGES = [("embed", 2), ("vectors", 1), ("publish", 1), ("prune", 1)]
MORE_STAGES = [("embed", 1), ("passages", 1), ("lexical", 1), ("vectors", 2), ("manifest", 1)]


@pytest.mark.parametrize(
    ("stage", "count"), [*STAGES, *(pytest.param(*stage, marks=pytest.mark.thorough) for stage in MORE_STAGES)]
)
def test_a_killed_ingestion_leaves_an_index_in_service_and_the_next_one_cleans_up(
    run: Ingest, corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any], stage: str, count: int
) -> None:
    index = tmp_path / "index"
    first = run()
    change(corpus / "guide/getting-it-back.md")
    command = [sys.executable, str(CHILD), str(corpus), str(index), stage, str(count), "kill"]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    serving = current_build(index).name
    assert (serving == first.build) == (stage != "prune"), "only a published build is in service"
    with_searching = Index.open(index, fake_embedder)
    found = with_searching.search("what does it cost to redeem", state=None, k=1)[0].passage
    assert found.id == "guide/getting-it-back#price"
    with_searching.close()
    report = run()
    assert report.unchanged == (stage == "prune")
    whole = {name for name in builds(index) if (index / "builds" / name / "manifest.json").is_file()}
    if not report.unchanged:
        assert builds(index) == whole
        if stage in ("passages", "lexical", "vectors", "manifest"):
            assert any("unfinished" in note for note in report.notes) == (stage != "passages")


def test_a_corpus_hash_follows_every_file(corpus: Path) -> None:
    before = hash_corpus(corpus)
    for path in sorted(corpus.rglob("*.*")):
        path.write_bytes(path.read_bytes() + b"\n")
        after = hash_corpus(corpus)
        assert after != before, path
        before = after


def test_an_unchanged_corpus_needs_neither_torch_nor_chroma(corpus: Path, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; sys.argv = ['x', *sys.argv[1:]]\n"
        "from ingest.pipeline import ingest\n"
        "report = ingest(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))\n"
        "print(report.unchanged, sorted({'torch', 'chromadb', 'sentence_transformers'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(corpus), str(tmp_path / "index")]
    runs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert runs == ["False ['chromadb', 'sentence_transformers', 'torch']\n", "True []\n"]
