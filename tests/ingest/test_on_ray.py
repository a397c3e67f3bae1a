"""Embedding on a local Ray cluster of two workers, real processes."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from bot.errors import ModelError
from bot.retrieval.published import current_build
from ingest.embed import BATCH, CACHE, EmbeddingCache, embed
from ingest.on_ray import on_ray
from ingest.pipeline import ingest

HERE = Path(__file__).parent
TEXTS = [f"text number {n} about the sale" for n in range(4 * BATCH + 7)]


class Recording:
    """An embedder that notes in a file which process embedded which text, and can be slow about it."""

    def __init__(self, notes: Path, model: str = "recording", pause: float = 0.0) -> None:
        self.model_hash = hashlib.sha256(model.encode()).hexdigest()
        self._notes, self._pause = notes, pause

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        time.sleep(self._pause)
        with self._notes.open("a") as file:
            file.writelines(f"{os.getpid()}\t{text}\n" for text in texts)
        return [[float(len(text)), float(sum(map(ord, text)))] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def noted(notes: Path) -> list[tuple[int, str]]:
    if not notes.exists():
        return []
    lines = (line.split("\t") for line in notes.read_text().splitlines())
    return [(int(line[0]), line[1]) for line in lines if len(line) == 2]


@pytest.fixture(autouse=True)
def _by_value() -> Any:
    """Workers of a test get its classes by value: they do not find this file by name."""
    from ray import cloudpickle  # noqa: PLC0415

    module = sys.modules[__name__]
    cloudpickle.register_pickle_by_value(module)
    yield
    cloudpickle.unregister_pickle_by_value(module)


def test_the_build_is_the_one_that_a_single_process_makes(
    corpus: Path, tmp_path: Path, fake_embedder: Callable[..., Any]
) -> None:
    alone = ingest(corpus, tmp_path / "alone", embedder_factory=fake_embedder)
    spread = ingest(corpus, tmp_path / "spread", embedder_factory=fake_embedder, ray_workers=2)
    assert (spread.passages, spread.vectors, spread.embedded) == (alone.passages, alone.vectors, alone.embedded)
    one, other = (current_build(tmp_path / name) for name in ("alone", "spread"))
    same = ["passages.jsonl", "glossary.json", "sentences/vectors.npy", "sentences/starts.npy"]
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in same)
    again = ingest(corpus, tmp_path / "spread", embedder_factory=fake_embedder, ray_workers=2)
    assert again.unchanged


@pytest.mark.thorough
def test_a_killed_worker_is_replaced_and_no_text_is_lost_or_kept_twice(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    make = lambda: Recording(notes, pause=0.3)  # noqa: E731
    killed: list[int] = []

    def watch(step: Any) -> None:
        if step.done and not killed:
            killed.append(noted(notes)[-1][0])
            os.kill(killed[0], signal.SIGKILL)

    with EmbeddingCache(tmp_path / CACHE, make().model_hash) as cache:
        vectors, made = embed(TEXTS, make(), cache, watch, on_ray(make, 2))
        assert made == len(TEXTS)
        assert set(cache.get(TEXTS)) == set(TEXTS)
    assert all(np.array_equal(vectors[text], make().embed_documents([text])[0]) for text in TEXTS[::97])
    after = {process for process, _ in noted(notes)} - {os.getpid()}
    assert killed
    assert len(after) >= 3, "a third process took the place of the killed one"


@pytest.mark.thorough
def test_a_killed_driver_goes_on_where_it_was(tmp_path: Path) -> None:
    notes, cache_file = tmp_path / "notes", tmp_path / CACHE
    script = textwrap.dedent(f"""
        import importlib.util, sys
        from pathlib import Path
        spec = importlib.util.spec_from_file_location("ray_case", {str(Path(__file__))!r})
        case = importlib.util.module_from_spec(spec); sys.modules["ray_case"] = case; spec.loader.exec_module(case)
        from ray import cloudpickle
        cloudpickle.register_pickle_by_value(case)
        make = lambda: case.Recording(Path({str(notes)!r}), pause=0.3)
        with case.EmbeddingCache(Path({str(cache_file)!r}), make().model_hash) as cache:
            case.embed(case.TEXTS, make(), cache, lambda step: print(step.done, flush=True), case.on_ray(make, 2))
    """)
    driver = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert driver.stdout
    for line in driver.stdout:
        if int(line) >= 2 * BATCH:
            break
    children = psutil.Process(driver.pid).children(recursive=True)
    driver.kill()
    driver.wait()
    for process in children:  # Ray's own, which would end by themselves a while later
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    make = lambda: Recording(notes)  # noqa: E731
    with EmbeddingCache(cache_file, make().model_hash) as cache:
        kept = len(cache.get(TEXTS))
        assert kept >= 2 * BATCH
        _, made = embed(TEXTS, make(), cache, engine=on_ray(make, 2))
        assert made == len(TEXTS) - kept
        assert set(cache.get(TEXTS)) == set(TEXTS)


@pytest.mark.thorough
def test_a_worker_with_another_model_stops_the_ingestion(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    ours = Recording(notes)
    engine = on_ray(lambda: Recording(notes, model="other"), 1)
    with EmbeddingCache(tmp_path / CACHE, ours.model_hash) as cache:
        with pytest.raises(ModelError, match="another embedding model"):
            embed(TEXTS[:3], ours, cache, engine=engine)
        assert not cache.get(TEXTS[:3])
