"""Training the judgement of scope: regularized logistic regressions on word pieces and the sentence vector.

Two steps, because the engine's word groups were written with some of the training questions in view and would look surer
than they are: the first weighs only the text, on every question; the second weighs what the first says (by models that
had not seen the question) with what the engine knows, on the questions that were written for this alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]

from bot.retrieval.embedder import Embedder
from bot.understand.scope import JUDGED, OUTSIDE, TEXT, WORDS
from evals.linear import SEED, Matrix, Pieces, as_file, embedded, fit, unseen, weights
from evals.scope.labelled import Labelled, digest
from evals.scope.observe import Observed

STRENGTH = 10.0  # inverse of the regularization, of the text's weights
BESIDE = 2.0  # the same, of what the engine knows
PIECES_WEIGH = 1.2  # of the words beside the sentence vector


class Texts:
    """The questions as numbers: pieces, sentence vectors, labels."""

    def __init__(self, questions: Sequence[Labelled], observed: Sequence[Observed], vectors: Matrix) -> None:
        self.labels = np.array([one.label for one in questions])
        self.declined = np.array([one.declined for one in questions])
        self.second = np.array([one.own and not one.later for one in questions])
        self.known = [one.known for one in observed]
        self.vectors = vectors
        self.words = Pieces.of([one.spelt for one in observed])
        self.both = csr_matrix(hstack([self.words.table * PIECES_WEIGH, csr_matrix(vectors)]))


def embed(observed: Sequence[Observed], embedder: Embedder) -> Matrix:
    """The unit vectors of the questions, as the search asks them."""
    return embedded([one.embedded for one in observed], embedder)


def train(questions: Sequence[Labelled], observed: Sequence[Observed], vectors: Matrix) -> str:
    """The file of weights. Deterministic: the same questions and vectors give the same weights."""
    texts = Texts(questions, observed, vectors)
    pieces = texts.words.vocabulary
    columns = {
        OUTSIDE: weights(fit(texts.both, texts.declined, STRENGTH), pieces, scale=PIECES_WEIGH),
        WORDS: weights(fit(texts.words.table, texts.declined, STRENGTH), pieces),
        JUDGED: _second(texts, unseen_odds(texts)),
    }
    no = texts.declined
    kinds = fit(texts.both[no], texts.labels[no], STRENGTH)
    for number, kind in enumerate(kinds.classes_):
        columns[f"kind:{kind}"] = weights(kinds, pieces, number, PIECES_WEIGH)
    made_from = f"{len(questions)} questions, fingerprint {digest(list(questions))}"
    return as_file(columns, f"Written by `python -m evals.scope` from {made_from}.")


def unseen_odds(texts: Texts) -> Matrix:
    """For each question the log-odds by its text, from a model that was trained without it."""
    return unseen(texts.both, texts.declined, texts.labels, STRENGTH)


def unseen_judged(texts: Texts) -> tuple[NDArray[np.int64], Matrix]:
    """The questions of the second step by their numbers, and the log-odds by both steps, each made without the question."""
    places = np.flatnonzero(texts.second)
    table, _ = _beside(texts, unseen_odds(texts))
    return places, unseen(table, texts.declined[places], texts.labels[places], BESIDE, SEED + 1)


def _second(texts: Texts, text: Matrix) -> dict[str, float]:
    table, names = _beside(texts, text)
    model = fit(table, texts.declined[texts.second], BESIDE)
    beside = {f"e:{name}": float(weight) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"bias": float(model.intercept_[0]), **beside}


def _beside(texts: Texts, text: Matrix) -> tuple[Matrix, list[str]]:
    """The table of the second step: what the first says of each question, and what the engine knows."""
    places = np.flatnonzero(texts.second)
    names = sorted({name for place in places for name in texts.known[place]})
    rows = [[text[place], *(texts.known[place].get(name, 0.0) for name in names)] for place in places]
    return np.array(rows), [TEXT, *names]
