"""Training the judgement of scope: what the reader of meaning says of a question, weighed with what the engine knows.

Only questions that the reader was not trained on are used: of the others it is surer than it would be in service. The word
groups were written with many of the others in view, so that they would look surer than they are too.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.understand.scope import BIAS, TEXT, by_text
from evals.scope.labelled import Labelled, digest
from evals.scope.observe import Observed

STRENGTH = 2.0  # inverse of the regularization
SEED, FOLDS = 20261127, 5
ROUNDED = 3

Table = NDArray[np.float64]


def table_of(observed: Sequence[Observed]) -> tuple[Table, list[str]]:
    """A row for each question: what its text says, and what the engine knows beside it."""
    names = sorted({name for one in observed for name in one.known})
    rows = [[by_text(one.spelt), *(one.known.get(name, 0.0) for name in names)] for one in observed]
    return np.array(rows), [TEXT, *names]


def train(questions: Sequence[Labelled], table: Table, names: Sequence[str]) -> str:
    """The file of weights. Deterministic: the same table gives the same weights."""
    model = _fit(table, _declined(questions))
    head = f"# Written by `python -m evals.scope` from {len(questions)} questions, fingerprint {digest(questions)}. Not to be edited."
    weights = zip([BIAS, *names], [model.intercept_[0], *model.coef_[0]], strict=True)
    return "\n".join([head, *(f"{name}\t{round(float(weight), ROUNDED):g}" for name, weight in weights)]) + "\n"


def unseen_odds(questions: Sequence[Labelled], table: Table) -> Table:
    """For each question the log-odds from weights that were trained without it."""
    declined = _declined(questions)
    odds = np.zeros(len(declined))
    labels = [one.label for one in questions]
    for seen, left in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(odds, labels):
        odds[left] = _fit(table[seen], declined[seen]).decision_function(table[left])
    return odds


def _declined(questions: Sequence[Labelled]) -> NDArray[np.bool_]:
    return np.array([one.declined for one in questions])


def _fit(table: Table, declined: NDArray[np.bool_]) -> LogisticRegression:
    with threadpool_limits(limits=1, user_api="blas"):  # the sums of several threads differ in their last digits
        return LogisticRegression(C=STRENGTH, max_iter=5_000, tol=1e-6).fit(table, declined)
