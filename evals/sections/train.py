"""Training: a softmax over the sections, by the sentence vectors of the phrasings in the corpus and of labelled questions."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from bot.retrieval.embedder import AT_ONCE, TextEmbedder
from bot.retrieval.expected import WEIGHTS, ExpectedSections, kind_of
from bot.retrieval.passage import without_state
from bot.retrieval.search import Index
from bot.retrieval.vectors import passage_of
from evals.sections.labelled import Labelled

PHRASING = 0.2  # how much a text or phrasing of the corpus weighs beside a question; there are three times as many
SCALE = 4.0  # of the vectors, whose numbers are small
REGULARIZED = 1e-5
STEPS = 60
BYTE = 127


def train(questions: Sequence[Labelled], index: Index) -> ExpectedSections:
    """The weights that tell best which section answers. Deterministic on one machine."""
    names, vectors = index.vectors()
    kinds = [kind_of(index.passage(passage_of(name)[0]).section) for name in names]
    places = {kind: place for place, kind in enumerate(sorted(set(kinds)))}
    rows, labels, weight = [], [], []
    for one, vector in zip(questions, embed(questions, index), strict=True):
        known = sorted({kind_of(section) for section in one.sections} & places.keys())
        rows += [vector] * len(known)
        labels += [places[kind] for kind in known]
        weight += [1 / len(known)] * len(known)
    table = np.concatenate([vectors, np.array(rows, dtype=np.float32)])
    labels = [places[kind] for kind in kinds] + labels
    weights, bias = _softmax(table, labels, [PHRASING] * len(kinds) + weight, len(places))
    return ExpectedSections(places, weights, bias, index.embedder.model_hash)


def embedded(texts: Sequence[str], embedder: TextEmbedder) -> NDArray[np.float32]:
    """The unit vectors of texts, made in full precision: a few at a time, those of one length together."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    made = np.zeros((len(texts), len(embedder.embed_query("width"))), dtype=np.float32)
    for start in range(0, len(order), AT_ONCE):
        places = order[start : start + AT_ONCE]
        made[places] = embedder.embed_documents([texts[place] for place in places])
    return made


def embed(questions: Sequence[Labelled], index: Index) -> NDArray[np.float32]:
    """The unit vectors of the questions as the search asks them, without the name of their state."""
    states = index.manifest.states
    asked = [
        without_state(one.text, states[one.state], one.state) if one.state in states else one.text for one in questions
    ]
    return embedded(asked, index.embedder)


def _softmax(
    table: NDArray[np.float32], labels: Sequence[int], weight: Sequence[float], classes: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    rows, wanted = torch.tensor(table) * SCALE, torch.tensor(labels)
    counts = torch.tensor(weight) / sum(weight)
    weights = torch.zeros(table.shape[1], classes, requires_grad=True)
    bias = torch.zeros(classes, requires_grad=True)
    search = torch.optim.LBFGS([weights, bias], max_iter=STEPS, history_size=8, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        each = torch.nn.functional.cross_entropy(rows @ weights + bias, wanted, reduction="none")
        total: torch.Tensor = (each * counts).sum() + REGULARIZED * (weights**2).sum()
        total.backward()
        return total

    search.step(loss)
    made = (weights.detach() * SCALE).T.contiguous().numpy()
    return made.astype(np.float32), bias.detach().numpy().astype(np.float32)


def write(model: ExpectedSections, fingerprint: str, path: Path = WEIGHTS) -> None:
    """The file that the search reads: each weight as a byte, with the scale of its row."""
    scale = np.abs(model.weights).max(axis=1) / BYTE
    np.savez_compressed(
        path,
        names=np.array(list(model.places)),
        weights=np.round(model.weights / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=model.bias,
        model_hash=np.array(model.model_hash),
        fingerprint=np.array(fingerprint),
    )
