"""Training the reader of meaning: low-rank adapters in the upper layers of the sentence model, and a head for each view.

The layers below stay as they are, so that what comes out of them is figured once. The arithmetic is that of
`bot/meaning/encoder.py`, in PyTorch for its gradients.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, dropout, gelu, layer_norm

from bot.meaning.bundled import bundled_folder
from bot.meaning.encoder import HEADS, LAYERS, MATRICES, NORMS, TINY, WIDTH, Array, Encoder, Pieces
from bot.meaning.reader import SUM, WEIGHTS
from evals.meaning.labelled import Text

ADAPTED = range(2, LAYERS)
RANK = 16
EPOCHS, AT_ONCE, SORTED = 5, 16, 32  # SORTED batches are cut of texts of about one length
RATE, HEADS_RATE, WARM = 1e-3, 3e-3, 0.06
DROPPED = 0.1
SEED = 20261128
# how much a text counts for each view, beside one of the facts, which are many
WEIGHS = {"scope": 2.0, "section": 0.6, "asked": 1.0, SUM: 1.5}


@dataclass(frozen=True)
class Read:
    """A text as it goes into the first adapted layer."""

    text: Text
    pieces: Pieces
    states: Tensor


class Layer(nn.Module):  # type: ignore[misc]
    """A layer of the model with adapters that start at nought."""

    def __init__(self, frozen: dict[str, tuple[Array, Array]], draw: torch.Generator) -> None:
        super().__init__()
        self.fixed = {name: tuple(torch.from_numpy(part) for part in pair) for name, pair in frozen.items()}
        self.inner, self.outer = nn.ParameterDict(), nn.ParameterDict()
        for name in MATRICES:
            rows, columns = self.fixed[name][0].shape
            self.inner[name.replace(".", "/")] = nn.Parameter(torch.randn(rows, RANK, generator=draw) / math.sqrt(rows))
            self.outer[name.replace(".", "/")] = nn.Parameter(torch.zeros(RANK, columns))

    def forward(self, states: Tensor, blocked: Tensor) -> Tensor:
        """states: texts × pieces × WIDTH. blocked: -inf where a text has no piece."""
        texts, pieces, _ = states.shape
        query, key, value = (
            self._times(f"attention.self.{name}", states).view(texts, pieces, HEADS, -1).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        looks = (query @ key.transpose(2, 3) / math.sqrt(WIDTH / HEADS) + blocked[:, None, None, :]).softmax(dim=-1)
        seen = (looks @ value).transpose(1, 2).reshape(texts, pieces, WIDTH)
        states = self._normalised(states + self._times("attention.output.dense", seen), NORMS[0])
        wide = gelu(self._times("intermediate.dense", states), approximate="tanh")
        return self._normalised(states + self._times("output.dense", wide), NORMS[1])

    def _times(self, name: str, rows: Tensor) -> Tensor:
        matrix, bias = self.fixed[name]
        part = name.replace(".", "/")
        beside = dropout(rows @ self.inner[part], DROPPED, self.training) @ self.outer[part]
        return rows @ matrix + bias + beside

    def _normalised(self, rows: Tensor, name: str) -> Tensor:
        weight, bias = self.fixed[name]
        return layer_norm(rows, (WIDTH,), weight, bias, TINY)


class Reader(nn.Module):  # type: ignore[misc]
    """The adapted layers and the heads. names: of each view."""

    def __init__(self, encoder: Encoder, names: dict[str, list[str]]) -> None:
        super().__init__()
        draw = torch.Generator().manual_seed(SEED)
        self.names = names
        self.layers = nn.ModuleList(Layer(encoder.layers[number], draw) for number in ADAPTED)
        self.query = nn.ParameterDict({view: nn.Parameter(torch.zeros(WIDTH)) for view in names})
        self.heads = nn.ModuleDict({view: nn.Linear(WIDTH, len(every)) for view, every in names.items()})

    def states(self, batch: Sequence[Read]) -> tuple[Tensor, Tensor]:
        """What comes out of the last layer, and what is blocked of it."""
        states = nn.utils.rnn.pad_sequence([one.states for one in batch], batch_first=True)
        blocked = torch.zeros(states.shape[:2])
        for row, one in enumerate(batch):
            blocked[row, len(one.states) :] = -math.inf
        for layer in self.layers:
            states = layer(states, blocked)
        return states, blocked

    def views(self, states: Tensor, blocked: Tensor) -> Tensor:
        """What each view makes of each text: texts × views × WIDTH."""
        queries = torch.stack([self.query[name] for name in self.names], dim=1)
        looks = (states @ queries + blocked[:, :, None]).softmax(dim=1)
        return dropout(looks.transpose(1, 2) @ states, DROPPED, self.training)


def read(texts: Sequence[Text], encoder: Encoder) -> list[Read]:
    """The texts as they go into the first adapted layer."""
    found = []
    frozen = [Layer(encoder.layers[number], torch.Generator()).eval() for number in range(ADAPTED.start)]
    with torch.inference_mode():
        for text in texts:
            pieces = encoder.pieces(text.text)
            states = torch.from_numpy(encoder.first(pieces.ids))[None]
            for layer in frozen:
                states = layer(states, torch.zeros(1, len(pieces.ids)))
            found.append(Read(text, pieces, states[0]))
    return found


def names_of(texts: Sequence[Text]) -> dict[str, list[str]]:
    """The names of each view, in the order of the alphabet."""
    names: dict[str, set[str]] = {}
    for text in texts:
        for view, right in text.views.items():
            names.setdefault(view, set()).update(right)
        names.setdefault(SUM, set()).update(role for _, role in text.sums)
    return {view: sorted(every) for view, every in sorted(names.items())}


def train(texts: Sequence[Text]) -> Reader:
    """The reader. Deterministic on one machine: the same texts give the same weights."""
    torch.manual_seed(SEED)
    encoder = Encoder(bundled_folder())
    seen = read(texts, encoder)
    reader = Reader(encoder, names_of(texts))
    reader.train()
    heads = [*reader.query.parameters(), *reader.heads.parameters()]
    search = torch.optim.AdamW([{"params": reader.layers.parameters()}, {"params": heads}], lr=RATE, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(seen) / AT_ONCE)
    plan = torch.optim.lr_scheduler.OneCycleLR(search, [RATE, HEADS_RATE], total_steps=steps + 1, pct_start=WARM)
    for epoch in range(EPOCHS):
        whole = 0.0
        for batch in _batches(seen, epoch):
            lost = _loss(reader, batch)
            search.zero_grad()
            lost.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            search.step()
            plan.step()
            whole += lost.item()
        print(f"round {epoch + 1} of {EPOCHS}: loss {whole / math.ceil(len(seen) / AT_ONCE):.3f}", flush=True)
    reader.eval()
    return reader


def _batches(seen: Sequence[Read], epoch: int) -> Iterator[list[Read]]:
    draw = torch.Generator().manual_seed(SEED + epoch)
    order = torch.randperm(len(seen), generator=draw).tolist()
    cut: list[list[Read]] = []
    for start in range(0, len(order), AT_ONCE * SORTED):
        some = sorted(
            (seen[place] for place in order[start : start + AT_ONCE * SORTED]), key=lambda one: len(one.states)
        )
        cut += [some[first : first + AT_ONCE] for first in range(0, len(some), AT_ONCE)]
    return (cut[place] for place in torch.randperm(len(cut), generator=draw).tolist())


def _loss(reader: Reader, batch: Sequence[Read]) -> Tensor:
    states, blocked = reader.states(batch)
    views = reader.views(states, blocked)
    lost = torch.zeros(())
    for column, (view, names) in enumerate(reader.names.items()):
        if view == SUM:
            lost = lost + WEIGHS[SUM] * _loss_of_sums(reader, batch, states)
            continue
        rows = [row for row, one in enumerate(batch) if view in one.text.views]
        if not rows:
            continue
        right = torch.zeros(len(rows), len(names))
        for place, row in enumerate(rows):
            told = batch[row].text.views[view]
            for name in told:
                right[place, names.index(name)] = 1 / len(told)
        odds = reader.heads[view](views[rows, column])
        lost = lost + WEIGHS.get(view, 1.0) * cross_entropy(odds, right, reduction="sum") / len(batch)
    return lost


def _loss_of_sums(reader: Reader, batch: Sequence[Read], states: Tensor) -> Tensor:
    vectors, roles = [], []
    for row, one in enumerate(batch):
        for (start, end), role in one.text.sums:
            held = one.pieces.within(start, end)
            if held:
                vectors.append(states[row, held].mean(dim=0))
                roles.append(reader.names[SUM].index(role))
    if not roles:
        return torch.zeros(())
    odds = reader.heads[SUM](dropout(torch.stack(vectors), DROPPED, reader.training))
    return cross_entropy(odds, torch.tensor(roles), reduction="sum") / len(batch)


def write(reader: Reader, fingerprint: str, path: Path = WEIGHTS) -> None:
    """The file that `bot.meaning.reader` reads, in numbers of 16 bits."""
    stored: dict[str, Any] = {"fingerprint": np.array(fingerprint)}
    for number, layer in zip(ADAPTED, reader.layers, strict=True):
        for name in MATRICES:
            part = name.replace(".", "/")
            stored[f"in:{number}.{name}"] = _half(layer.inner[part])
            stored[f"out:{number}.{name}"] = _half(layer.outer[part])
    for view, names in reader.names.items():
        stored[f"names:{view}"] = np.array(names)
        stored[f"query:{view}"] = _half(reader.query[view])
        stored[f"weight:{view}"] = _half(reader.heads[view].weight.T)
        stored[f"bias:{view}"] = _half(reader.heads[view].bias)
    np.savez_compressed(path, **stored)


def _half(values: Tensor) -> NDArray[np.float16]:
    half: NDArray[np.float16] = values.detach().numpy().astype(np.float16)
    return half
