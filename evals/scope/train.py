"""Training the judgement of scope: regularized logistic regressions on word pieces and the sentence vector.

Two steps, because the engine's word groups were written with some of the training questions in view and would look surer
than they are: the first weighs only the text, on every question; the second weighs what the first says (by models that
had not seen the question) with what the engine knows, on the questions that were written for this alone.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

from bot.retrieval.embedder import AT_ONCE, Embedder
from bot.understand.scope import JUDGED, OUTSIDE, TEXT, WORDS, pieces
from evals.scope.labelled import Labelled, digest
from evals.scope.observe import Observed

SEED, FOLDS = 20261127, 5
LEAST_SEEN = 3  # questions in which a piece must occur
STRENGTH = 10.0  # inverse of the regularization, of the text's weights
BESIDE = 2.0  # the same, of what the engine knows
PIECES_WEIGH = 1.2  # of the words beside the sentence vector
ROUNDED = 3

Matrix = NDArray[np.float64]


class Texts:
    """The questions as numbers: pieces, sentence vectors, labels."""

    def __init__(self, questions: Sequence[Labelled], observed: Sequence[Observed], vectors: Matrix) -> None:
        self.labels = np.array([one.label for one in questions])
        self.declined = np.array([one.declined for one in questions])
        self.second = np.array([one.own and not one.later for one in questions])
        self.known = [one.known for one in observed]
        self.vectors = vectors
        said = [pieces(one.spelt) for one in observed]
        seen = Counter(piece for one in said for piece in one)
        self.vocabulary = sorted(piece for piece, count in seen.items() if count >= LEAST_SEEN)
        place = {piece: number for number, piece in enumerate(self.vocabulary)}
        rows = [[place[piece] for piece in one if piece in place] for one in said]
        pointers = np.cumsum([0, *map(len, rows)])
        values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row) or 1)) for row in rows])
        columns = np.concatenate([np.array(row, dtype=int) for row in rows])
        self.words = csr_matrix((values, columns, pointers), shape=(len(rows), len(self.vocabulary)))
        self.both = csr_matrix(hstack([self.words * PIECES_WEIGH, csr_matrix(vectors)]))


def embed(observed: Sequence[Observed], embedder: Embedder) -> Matrix:
    """The unit vectors of the questions, made in full precision: a few at a time, those of one length together."""
    order = sorted(range(len(observed)), key=lambda place: len(observed[place].embedded))
    made = np.zeros((len(observed), len(embedder.embed_query("width"))))
    for start in range(0, len(order), AT_ONCE):
        places = order[start : start + AT_ONCE]
        made[places] = embedder.embed_documents([observed[place].embedded for place in places])
    return made


def train(questions: Sequence[Labelled], observed: Sequence[Observed], vectors: Matrix) -> str:
    """The file of weights. Deterministic: the same questions and vectors give the same weights."""
    texts = Texts(questions, observed, vectors)
    columns = {
        OUTSIDE: _weights(texts, _fit(texts.both, texts.declined, STRENGTH)),
        WORDS: _weights(texts, _fit(texts.words, texts.declined, STRENGTH), only_words=True),
        JUDGED: _second(texts, unseen_odds(texts)),
    }
    no = texts.declined
    kinds = _fit(texts.both[no], texts.labels[no], STRENGTH)
    for number, kind in enumerate(kinds.classes_):
        columns[f"kind:{kind}"] = _weights(texts, kinds, number)
    return _file(columns, len(questions), digest(list(questions)))


def unseen_odds(texts: Texts) -> Matrix:
    """For each question the log-odds by its text, from a model that was trained without it."""
    odds = np.zeros(len(texts.declined))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(texts.vectors, texts.labels):
        model = _fit(texts.both[seen], texts.declined[seen], STRENGTH)
        odds[unseen] = model.decision_function(texts.both[unseen])
    return odds


def unseen_judged(texts: Texts) -> tuple[NDArray[np.int64], Matrix]:
    """The questions of the second step by their numbers, and the log-odds by both steps, each made without the question."""
    places = np.flatnonzero(texts.second)
    text = unseen_odds(texts)
    table, _ = _beside(texts, text)
    odds = np.zeros(len(places))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + 1)
    for seen, unseen in folds.split(table, texts.labels[places]):
        model = _fit(table[seen], texts.declined[places][seen], BESIDE)
        odds[unseen] = model.decision_function(table[unseen])
    return places, odds


def _second(texts: Texts, text: Matrix) -> dict[str, float]:
    table, names = _beside(texts, text)
    model = _fit(table, texts.declined[texts.second], BESIDE)
    weights = {f"e:{name}": float(weight) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"bias": float(model.intercept_[0]), **weights}


def _beside(texts: Texts, text: Matrix) -> tuple[Matrix, list[str]]:
    """The table of the second step: what the first says of each question, and what the engine knows."""
    places = np.flatnonzero(texts.second)
    names = sorted({name for place in places for name in texts.known[place]})
    rows = [[text[place], *(texts.known[place].get(name, 0.0) for name in names)] for place in places]
    return np.array(rows), [TEXT, *names]


def _fit(table: Matrix | csr_matrix, labels: NDArray[np.generic], strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=5_000, tol=1e-6).fit(table, labels)


def _weights(texts: Texts, model: LogisticRegression, row: int = 0, *, only_words: bool = False) -> dict[str, float]:
    made, scale = model.coef_[row], 1.0 if only_words else PIECES_WEIGH
    words = {f"w:{piece}": float(weight) * scale for piece, weight in zip(texts.vocabulary, made, strict=False)}
    meaning = {f"v:{place}": float(weight) for place, weight in enumerate(made[len(texts.vocabulary) :])}
    return {"bias": float(model.intercept_[row]), **words, **meaning}


def _file(columns: dict[str, dict[str, float]], count: int, fingerprint: str) -> str:
    features = dict.fromkeys(name for column in columns.values() for name in column)
    order = sorted(
        features, key=lambda name: (name != "bias", name[0] != "e", name[0] != "w", len(name) * (name[0] == "v"), name)
    )
    head = f"# Written by `python -m evals.scope` from {count} questions, fingerprint {fingerprint}. Not to be edited."
    lines = [head, "\t".join(["feature", *columns])]
    for name in order:
        weights = (round(column.get(name, 0.0), ROUNDED) for column in columns.values())
        lines.append("\t".join([name, *(f"{weight:g}" if weight else "" for weight in weights)]))
    return "\n".join(lines) + "\n"
