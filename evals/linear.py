"""Training linear models of text: pieces as a table, regularized logistic regression, and the file that the readers read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

from bot.retrieval.embedder import AT_ONCE, TextEmbedder
from bot.understand.linear import pieces

SEED, FOLDS = 20261127, 5
LEAST_SEEN = 3  # texts in which a piece must occur
ROUNDED = 3

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Pieces:
    """Texts as a table of the pieces that several of them hold, each row of unit length."""

    vocabulary: list[str]
    table: csr_matrix

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Pieces":
        """The pieces of the texts, in the order of the alphabet."""
        said = [pieces(text) for text in texts]
        seen = Counter(piece for one in said for piece in one)
        vocabulary = sorted(piece for piece, count in seen.items() if count >= LEAST_SEEN)
        place = {piece: number for number, piece in enumerate(vocabulary)}
        rows = [[place[piece] for piece in one if piece in place] for one in said]
        pointers = np.cumsum([0, *map(len, rows)])
        values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row) or 1)) for row in rows])
        columns = np.concatenate([np.array(row, dtype=int) for row in rows])
        return cls(vocabulary, csr_matrix((values, columns, pointers), shape=(len(rows), len(vocabulary))))


def embedded(texts: Sequence[str], embedder: TextEmbedder) -> Matrix:
    """The unit vectors of texts, made in full precision: a few at a time, those of one length together."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    made = np.zeros((len(texts), len(embedder.embed_query("width"))))
    for start in range(0, len(order), AT_ONCE):
        places = order[start : start + AT_ONCE]
        made[places] = embedder.embed_documents([texts[place] for place in places])
    return made


def fit(table: Matrix | csr_matrix, labels: NDArray[np.generic], strength: float) -> LogisticRegression:
    """strength: the inverse of the regularization."""
    return LogisticRegression(C=strength, max_iter=5_000, tol=1e-6).fit(table, labels)


def unseen(
    table: Matrix | csr_matrix,
    labels: NDArray[np.generic],
    folds: NDArray[np.generic],
    strength: float,
    seed: int = SEED,
) -> Matrix:
    """For each text the log-odds from a model that was trained without it. folds: what every fold must have its share of."""
    odds = np.zeros(len(labels))
    for seen, left in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(odds, folds):
        odds[left] = fit(table[seen], labels[seen], strength).decision_function(table[left])
    return odds


def weights(model: LogisticRegression, vocabulary: Sequence[str], row: int = 0, scale: float = 1.0) -> dict[str, float]:
    """The weights of one column by feature. scale: by which the pieces were multiplied before training."""
    made = model.coef_[row]
    words = {f"w:{piece}": float(weight) * scale for piece, weight in zip(vocabulary, made, strict=False)}
    meaning = {f"v:{place}": float(weight) for place, weight in enumerate(made[len(vocabulary) :])}
    return {"bias": float(model.intercept_[row]), **words, **meaning}


def as_file(columns: dict[str, dict[str, float]], head: str) -> str:
    """The lines that `bot.understand.linear` reads. head: how they were made."""
    features = dict.fromkeys(name for column in columns.values() for name in column)
    order = sorted(
        features, key=lambda name: (name != "bias", name[0] != "e", name[0] != "w", len(name) * (name[0] == "v"), name)
    )
    lines = [f"# {head} Not to be edited.", "\t".join(["feature", *columns])]
    for name in order:
        row = (round(column.get(name, 0.0), ROUNDED) for column in columns.values())
        lines.append("\t".join([name, *(f"{weight:g}" if weight else "" for weight in row)]))
    return "\n".join(lines) + "\n"
