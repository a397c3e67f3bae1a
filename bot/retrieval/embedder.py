"""Text to vectors with a sentence-transformers model on this machine, as a LangChain `Embeddings`.

Nothing is downloaded: the bundled all-MiniLM-L6-v2 comes with a Python package and is compared with the published
model's fingerprint before it is loaded. A question goes through it in NumPy, as the trained reader does; PyTorch, which
takes seconds to import and 300 MB, is imported with the first document, or with the first text of another model.
"""

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from langchain_core.embeddings import Embeddings

from bot.errors import ModelError
from bot.meaning.bundled import REINSTALL, SHA256, WEIGHTS, bundled_folder, check_bundled, sha256

# PyTorch's own threads wait for each other at every step, which on a busy machine makes two slower than one. So each text
# is computed on one thread, and many texts are shared among workers; texts of one length waste no padding.
THREADS, WORKERS, AT_ONCE = 1, 2, 8
REMEMBERED_QUESTIONS = 256


class TextEmbedder(Protocol):
    """What ingestion and search need: vectors, and the identity of the model that made them."""

    @property
    def model_hash(self) -> str: ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


def go_offline() -> None:
    """Keep the model libraries off the network; must run before they are imported."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ[name] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def model_folder(embedding_model: str = "") -> Path:
    """The folder of the model to use.

    embedding_model: the setting; empty for the bundled model.
    Raises ModelError where the folder or a file of the model is missing.
    """
    if embedding_model:
        folder, fix = Path(embedding_model), "Set SHORTFALL_EMBEDDING_MODEL to a sentence-transformers model folder."
    else:
        folder, fix = bundled_folder(), REINSTALL
    if not folder.is_dir():
        raise ModelError(f"There is no embedding model folder {folder}. {fix}")
    missing = [
        name for name in ("modules.json", "config.json", "tokenizer.json", WEIGHTS) if not (folder / name).is_file()
    ]
    if missing:
        raise ModelError(f"The embedding model in {folder} has no {', '.join(missing)}. {fix}")
    return folder


def fingerprint(folder: Path, *, bundled: bool) -> str:
    """The SHA-256 that identifies a model: of its weights if bundled, of all its files otherwise.

    Raises ModelError where the bundled weights are not the published ones.
    """
    if bundled:
        check_bundled(folder)
        return SHA256
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() != ".md"):
        whole.update(f"{path.relative_to(folder).as_posix()} {sha256(path)}\n".encode())
    return whole.hexdigest()


def longest_input(folder: Path) -> int:
    """How many word pieces the model reads of one text, its two marker pieces included."""
    config = folder / "sentence_bert_config.json"
    try:
        return int(json.loads(config.read_text("utf-8"))["max_seq_length"] or 256) if config.is_file() else 256
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{config} cannot be read ({error}). Use a complete sentence-transformers model.") from error


class Embedder(Embeddings):
    """The embedding model. Finding and checking it is quick; it is loaded with the first text.

    A question's vector and a document's agree to 0.0001: a tangent stands for the error function, and 16 bits for 32.

    >>> embedder = Embedder()
    >>> len(embedder.embed_query("do I still owe the bank?"))
    384
    """

    def __init__(self, embedding_model: str = "", remembered: int = REMEMBERED_QUESTIONS) -> None:
        """embedding_model: a model folder, or empty for the bundled one. remembered: questions. Raises ModelError."""
        self.folder = model_folder(embedding_model)
        self._bundled = not embedding_model
        self.model_hash = fingerprint(self.folder, bundled=self._bundled)
        self._model: Any = None
        self._lock = Lock()
        # the same question is asked again by a page that reruns and by an evaluation
        self._remembered = lru_cache(maxsize=remembered)(self._embed_one)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of texts, in their order."""
        if not texts:
            return []
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        made = self._encode([texts[place] for place in order])
        vectors: list[list[float]] = [[] for _ in texts]
        for place, vector in zip(order, made, strict=True):
            vectors[place] = vector
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one question."""
        return list(self._remembered(text))

    def load(self) -> None:
        """Load the model now, which takes some seconds.

        Raises ModelError where it cannot be loaded.
        """
        with self._lock:
            if self._model is not None:
                return
            go_offline()
            try:
                # seconds to import, and only needed here
                from sentence_transformers import SentenceTransformer  # noqa: PLC0415
                from transformers.utils import logging  # noqa: PLC0415

                logging.disable_progress_bar()
                self._model = SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)
            except Exception as error:  # the libraries raise many kinds, and each means the same to the user
                raise ModelError(
                    f"The embedding model in {self.folder} cannot be loaded: {error}. {REINSTALL}"
                ) from error

    def _embed_one(self, text: str) -> tuple[float, ...]:
        if not self._bundled:
            return tuple(self._encode([text])[0])
        from bot.meaning.encoder import bundled_encoder  # noqa: PLC0415 (an ingestion needs no second model)

        return tuple(bundled_encoder().vector(text).tolist())

    def _encode(self, texts: list[str]) -> list[list[float]]:
        self.load()
        with self._lock:  # the tokenizer cannot be used by two threads at once
            batches = [self._model.preprocess(texts[i : i + AT_ONCE]) for i in range(0, len(texts), AT_ONCE)]
        if len(batches) == 1:
            return self._forward(batches[0])
        # a processor that multiplies 16-bit numbers is twice as quick at it, and a vector keeps its place to 0.0001
        with ThreadPoolExecutor(WORKERS, thread_name_prefix="embed") as workers:
            short = partial(self._forward, short=_multiplies_short_numbers())
            return [vector for made in workers.map(short, batches) for vector in made]

    def _forward(self, batch: Any, *, short: bool = False) -> list[list[float]]:
        """The unit vectors of texts that are cut into word pieces. short: multiply in 16 bits."""
        import torch  # noqa: PLC0415

        torch.set_num_threads(THREADS)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=short):
            vectors = torch.nn.functional.normalize(self._model(batch)["sentence_embedding"].float(), dim=1)
            made: list[list[float]] = vectors.tolist()
        return made


def _multiplies_short_numbers() -> bool:
    """Whether the processor has instructions for 16-bit floats, without which they are slower."""
    import torch  # noqa: PLC0415

    known = torch.cpu.get_capabilities()
    return bool(known.get("avx512_bf16") or known.get("amx_bf16"))


@cache
def shared_embedder(embedding_model: str) -> Embedder:
    """The embedder of a model, one in a process: whatever opens an index with it shares the loaded weights.

    Raises ModelError.
    """
    return Embedder(embedding_model)
