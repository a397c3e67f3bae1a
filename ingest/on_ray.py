"""Embedding on Ray, for corpora that one process would take hours for.

The build is the same: the same batches, by the same model, remembered by the driver as they come in. A worker that is
killed is started again and its batch done again; a driver that is killed finds what came in before. Only batches travel.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.errors import ModelError, SearchIndexError
from bot.retrieval.embedder import TextEmbedder
from ingest.embed import Engine

WAITING = 2  # batches handed to a worker ahead, so that none waits for the next


def on_ray(make_embedder: Callable[[], TextEmbedder], workers: int) -> Engine:
    """Embedding by that many workers: of the cluster that RAY_ADDRESS names, or of one made on this machine meanwhile.

    make_embedder: loads the model in a worker; on a cluster Shortfall is installed on every machine of it.
    Raises SearchIndexError where Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray  # noqa: PLC0415, F401  (an optional package, and slow to import)
    except ImportError as error:
        raise SearchIndexError(
            "Ingestion on Ray needs a package that is not installed: run `pip install 'shortfall[ray]'`, or leave out "
            "`--engine ray`."
        ) from error

    def engine(
        embedder: TextEmbedder, batches: Sequence[list[str]]
    ) -> Iterator[tuple[list[str], Sequence[Sequence[float]]]]:
        if batches:
            yield from _embedded(make_embedder, embedder.model_hash, batches, min(workers, len(batches)))

    return engine


def _embedded(
    make_embedder: Callable[[], TextEmbedder], model_hash: str, batches: Sequence[list[str]], workers: int
) -> Iterator[tuple[list[str], Sequence[Sequence[float]]]]:
    import ray  # noqa: PLC0415
    from ray.exceptions import RayError, RayTaskError  # noqa: PLC0415

    address = os.environ.get("RAY_ADDRESS")
    try:
        if address:
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
        else:
            ray.init(
                num_cpus=workers,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
                _node_ip_address="127.0.0.1",
            )
    except (RayError, OSError, RuntimeError, ValueError) as error:
        raise SearchIndexError(
            f"Ray could not be started ({_first_line(error)}). Check RAY_ADDRESS, or leave out `--engine ray`."
        ) from error
    try:
        # a killed worker comes back as often as it takes, and does again what it was doing
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(_Worker)
        pool: list[Any] = [actor.remote(make_embedder, model_hash) for _ in range(workers)]
        left = iter(range(len(batches)))
        running: dict[Any, tuple[int, int]] = {}

        def hand_out(worker: int) -> None:
            place = next(left, None)
            if place is not None:
                running[pool[worker].embed.remote(batches[place])] = (place, worker)

        for _ in range(WAITING):
            for worker in range(workers):
                hand_out(worker)
        while running:
            (ready,), _ = ray.wait(list(running), num_returns=1)
            place, worker = running.pop(ready)
            found = ray.get(ready)
            hand_out(worker)
            yield batches[place], found
    except RayTaskError as error:
        raise ModelError(f"A worker of Ray could not embed: {_first_line(error.cause or error)}.") from error
    except RayError as error:
        raise SearchIndexError(
            f"Ray failed ({_first_line(error)}). What was embedded is kept: run the same command again."
        ) from error
    finally:
        ray.shutdown()


class _Worker:
    """Embeds batches with a model of its own."""

    def __init__(self, make_embedder: Callable[[], TextEmbedder], model_hash: str) -> None:
        self._make, self._model_hash = make_embedder, model_hash
        self._embedder: TextEmbedder | None = None

    def embed(self, texts: list[str]) -> list[list[float]]:
        """The vectors of some texts. Raises ModelError for a model that is not the driver's."""
        if self._embedder is None:
            self._embedder = self._make()
            if self._embedder.model_hash != self._model_hash:
                raise ModelError("this machine has another embedding model than the one that started the ingestion")
        return self._embedder.embed_documents(texts)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
