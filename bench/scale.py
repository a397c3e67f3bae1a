"""`python -m bench.scale 10000 100000`: what an index of that many passages costs to build, to hold and to search.

Passages and vectors are synthetic (random words of a long-tailed vocabulary; a vector is the sum of its words' own), since
embedding a million texts says nothing about an index. Each size runs in processes of its own. Prints the table of
docs/deployment.md and writes bench/results/scale.json.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import us
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bot.retrieval.glossary import Glossary
from bot.retrieval.passage import Passage, SourceLink
from bot.retrieval.published import BUILDS
from bot.retrieval.search import Index
from bot.retrieval.vectors import collection_of, in_directory, nearest
from bot.topics import Topic
from ingest.build import Identity, write_build
from ingest.publish import publish

RESULTS = Path(__file__).parent / "results" / "scale.json"
NAMES = {str(state.abbr): state.name for state in (*us.states.STATES, us.states.DC)}
CODES = sorted(NAMES)
VOCABULARY, SIZE, NATIONWIDE = 20_000, 384, 0.1
QUESTIONS, FIRST, NEAREST = 300, 5, 10
SOURCE = SourceLink(cite="Synthetic § 1", url="https://example.org/1")
ROWS = {
    "build_s": "build, seconds",
    "disk_mb": "on disk, MB",
    "build_mb": "memory while building, MB",
    "open_s": "open and load, seconds",
    "open_mb": "memory when open, MB",
    "known_item": f"asked-for passage among the first {FIRST}",
    "recall": f"of the exact {NEAREST} nearest, found",
    "state_p50": "search in a state, p50 ms",
    "state_p95": "search in a state, p95 ms",
    "national_p95": "search nationwide, p95 ms",
    "kind_p95": "search every state at once, p95 ms",
    "vectors_p95": "of it Chroma, in a state, p95 ms",
    "filter_p95": "one collection and Chroma's filter instead, p95 ms",
}


class Words(Embeddings):
    """Sums the vectors of a text's words; instead of a model that would take hours."""

    model_hash = "synthetic"

    def __init__(self) -> None:
        self._of = np.random.default_rng(1).normal(size=(VOCABULARY, SIZE)).astype(np.float32)

    def vector(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a text: words are w0, w1 and so on, all else counts as none."""
        rows = [int(word[1:]) for word in text.lower().split() if word[0] == "w" and word[1:].strip(".").isdigit()]
        total = self._of[rows].sum(axis=0) if rows else self._of[0]
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.vector(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class Vectors(Mapping[str, NDArray[np.float32]]):
    """The vector of any text, made when it is asked for: all of them at once would fill the memory."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __getitem__(self, text: str) -> NDArray[np.float32]:
        return self._words.vector(text.replace(".", ""))

    def __iter__(self) -> Iterator[str]:
        return iter(("w1",))

    def __len__(self) -> int:
        return 1


def passages(count: int) -> Iterator[Passage]:
    """Synthetic passages, the same at every call: two sentences of 25 words; a tenth of them hold nationwide."""
    chance = random.Random(7)
    for n in range(count):
        # long-tailed, as words are
        words = [f"w{int(VOCABULARY * chance.random() ** 3)}" for _ in range(50)]
        state = None if chance.random() < NATIONWIDE else chance.choice(CODES)
        yield Passage(
            id=f"states/{state}#s{n}" if state else f"guide/g#s{n}",
            kind="state" if state else "guide",
            title=f"w{n % VOCABULARY}",
            text=f"{' '.join(words[:25])}.\n{' '.join(words[25:])}.".replace("w", "W", 1),
            state=state,
            topic=Topic.RULE,
            cite=SOURCE.cite,
            url=SOURCE.url,
            sources=(SOURCE,),
            checked=date(2026, 1, 1),
        )


def build(count: int, index_dir: Path) -> dict[str, float]:
    """Build and publish an index; its costs."""
    began = time.perf_counter()
    identity = Identity(f"{count:064x}", Words.model_hash, datetime.now(UTC))
    target = index_dir / BUILDS / identity.name
    write_build(target, list(passages(count)), Glossary(()), Vectors(Words()), identity=identity, names=NAMES)
    publish(index_dir, target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    return {
        "build_s": time.perf_counter() - began,
        "disk_mb": size / 1e6,
        "build_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def search(count: int, index_dir: Path) -> dict[str, float]:
    """Search an index; its costs and how much it finds."""
    words = Words()
    began = time.perf_counter()
    index = Index.open(index_dir, lambda: words)
    index.load()
    opened = time.perf_counter() - began
    memory = psutil.Process().memory_info().rss / 1e6
    chance = random.Random(11)
    wanted = [p for p in chance.sample(index.passages(), min(4 * QUESTIONS, count)) if p.state][:QUESTIONS]
    asked = [(p, " ".join(chance.sample(p.text.replace(".", "").split(), 12))) for p in wanted]
    for code in CODES:  # each state's vectors are read from the disk with the first question
        index.search("w17 w300 w4000", state=code)
    found, spent = 0, []
    for passage, question in asked:
        began = time.perf_counter()
        hits = index.search(question, state=passage.state, k=FIRST)
        spent.append(time.perf_counter() - began)
        found += passage.id in {hit.passage.id for hit in hits}
    national = [_timed(lambda q=q: index.search(q, state=None)) for _, q in asked]
    index.search("w17 w300 w4000", state=None, kinds=("state",))
    kinds = [_timed(lambda q=q: index.search(q, state=None, kinds=("state",))) for _, q in asked[:60]]
    index.close()
    return {
        "open_s": opened,
        "open_mb": memory,
        "known_item": found / len(asked),
        "state_p50": _percentile(spent, 50),
        "state_p95": _percentile(spent, 95),
        "national_p95": _percentile(national, 95),
        "kind_p95": _percentile(kinds, 95),
        **_chroma(count, index.build / "vectors", [(p.state or "", words.vector(q)) for p, q in asked]),
    }


def _chroma(count: int, folder: Path, asked: list[tuple[str, NDArray[np.float32]]]) -> dict[str, float]:
    """What Chroma alone takes and finds in the collection of a state."""
    with in_directory(folder) as store:
        spent, hit = [], 0
        every: dict[str, tuple[list[str], NDArray[np.float32]]] = {}
        for state, vector in asked:
            collection = store.collection(collection_of(state))
            if state not in every:
                kept = collection.get(include=["embeddings"])
                every[state] = kept["ids"], np.asarray(kept["embeddings"], dtype=np.float32)
                nearest(collection, vector.tolist(), NEAREST, None)
            began = time.perf_counter()
            found = nearest(collection, vector.tolist(), NEAREST, None)
            spent.append(time.perf_counter() - began)
            ids, rows = every[state]
            exact = {ids[n] for n in np.argsort(-(rows @ vector))[:NEAREST]}
            hit += len(exact & {name for name, _ in found})
    return {"vectors_p95": _percentile(spent, 95), "recall": hit / (NEAREST * len(asked))}


def filtered(count: int, folder: Path) -> dict[str, float]:
    """What one collection for all states takes, with Chroma's own filter by state."""
    words, spent = Words(), []
    texts = Vectors(words)
    with in_directory(folder) as store:
        collection = store.new("all", words)._collection  # LangChain has no way to add vectors that are made
        batch: list[Passage] = []
        for n, passage in enumerate(passages(count), 1):
            batch.append(passage)
            if len(batch) == 2000 or n == count:
                rows = np.stack([texts[p.full_text] for p in batch])
                collection.add([p.id for p in batch], rows, [{"state": p.state or ""} for p in batch])
                batch = []
        chance = random.Random(5)
        for n in range(QUESTIONS // 3):
            vector = words.vector(" ".join(f"w{chance.randrange(VOCABULARY)}" for _ in range(12))).tolist()
            where = {"state": chance.choice(CODES)}
            took = _timed(lambda v=vector, w=where: nearest(collection, v, 150, w))
            spent += [took] if n >= 3 else []  # the graph is read from the disk with the first
    return {"filter_p95": _percentile(spent, 95)}


def _timed(call: Any) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _percentile(seconds: list[float], which: int) -> float:
    return float(np.percentile(seconds, which)) * 1000


def _apart(step: str, count: int, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.scale", str(count), "--step", step, "--folder", str(folder)]
    environment = os.environ | {"ANONYMIZED_TELEMETRY": "False"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure each size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--step", choices=("build", "search", "filtered"))
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.step:
        step = {"build": build, "search": search, "filtered": filtered}[arguments.step]
        print(json.dumps(step(arguments.counts[0], arguments.folder)))
        return
    results: dict[str, dict[str, float]] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for count in arguments.counts:
        folder = Path(tempfile.mkdtemp(prefix="shortfall-scale-"))
        try:
            row = _apart("build", count, folder) | _apart("search", count, folder)
            shutil.rmtree(folder / BUILDS)
            if count <= 100_000:  # beyond it the answer is known, and takes an hour
                row |= _apart("filtered", count, folder / "one")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        results[str(count)] = row
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    table = Table("", *(f"{int(count):,}" for count in results), title="passages")
    for key, label in ROWS.items():
        cells = [row.get(key) for row in results.values()]
        share = key in ("known_item", "recall")
        table.add_row(label, *("" if c is None else f"{c:.3f}" if share else f"{c:,.1f}" for c in cells))
    Console().print(table)


if __name__ == "__main__":
    main()
