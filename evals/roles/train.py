"""Training the judgement of sums: multinomial logistic regression on what is known of each sum of the labelled lines."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.understand.amounts import read_amounts
from bot.understand.roledamount import Role, RoledAmount
from bot.understand.roles import assign_roles
from bot.understand.spelling import spelt
from bot.understand.sumroles import NONE, features_of, role_of
from bot.understand.text import fold, normalise
from evals.roles.labelled import Line

STRENGTH = 1.0  # inverse of the regularization
LEAST_SEEN = 3  # sums of which a feature must be known
LEAST_WEIGHT = 0.04  # smaller ones are left out of the file
SCALES = (1, 1_000, 1_000_000)
CENT = Decimal("0.01")


def by_words(text: str) -> tuple[str, list[RoledAmount]]:
    """A line as the reader sees it, and its sums as the word groups alone read them, before any is taken for thousands."""
    read = spelt(normalise(text))
    return fold(read), [r for r in assign_roles(read, read_amounts(read), judge=False) if not r.superseded]


def aligned(read: Sequence[RoledAmount], sums: Sequence[tuple[str, Decimal]]) -> list[str]:
    """For each sum that was read, the role that it was given by hand; `NONE` for one that was given none.

    The longest run of equal values in order decides; a bare 212 may stand for 212,000.
    """
    rows, columns = len(read), len(sums)
    longest = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            same = 1 + longest[row + 1][column + 1] if _same(read[row], sums[column][1]) else 0
            longest[row][column] = max(longest[row + 1][column], longest[row][column + 1], same)
    roles, row, column = [NONE] * rows, 0, 0
    while row < rows and column < columns:
        if _same(read[row], sums[column][1]) and longest[row][column] == 1 + longest[row + 1][column + 1]:
            roles[row] = as_trained(sums[column][0])
            row, column = row + 1, column + 1
        elif longest[row + 1][column] >= longest[row][column + 1]:
            row += 1
        else:
            column += 1
    return roles


def as_trained(role: str) -> str:
    """The role as the model names it."""
    if role == Role.OTHER.value:
        return NONE
    return Role.FAIR_MARKET_VALUE.value if role == Role.APPRAISAL.value else role


def _same(one: RoledAmount, value: Decimal) -> bool:
    return any(abs(one.amount.value * scale - value) <= max(CENT, value / 1_000) for scale in SCALES)


def train(lines: Sequence[Line], fingerprint: str) -> str:
    """The file of weights. Deterministic: the same lines give the same weights."""
    known: list[dict[str, float]] = []
    labels: list[str] = []
    for line in lines:
        folded, read = by_words(line.text)
        known += features_of(folded, read)
        labels += aligned(read, line.sums)
    table = DictVectorizer()
    rows = table.fit_transform(known)
    often = np.asarray((rows > 0).sum(axis=0)).ravel() >= LEAST_SEEN
    names = table.get_feature_names_out()[often]
    with threadpool_limits(limits=1, user_api="blas"):  # the sums of several threads differ in their last digits
        model = LogisticRegression(C=STRENGTH, max_iter=3_000, tol=1e-5).fit(rows[:, often], labels)
    head = f"# Written by `python -m evals.roles` from {len(lines)} lines, fingerprint {fingerprint}. Not to be edited."
    bias = "\t".join(
        ["bias", *(f"{role}:{odds:.3g}" for role, odds in zip(model.classes_, model.intercept_, strict=True))]
    )
    return "\n".join([head, bias, *_rows(names, model)]) + "\n"


def _rows(names: Sequence[str], model: LogisticRegression) -> list[str]:
    rows = []
    for name, weights in zip(names, model.coef_.T, strict=True):
        said = [f"{r}:{w:.2f}" for r, w in zip(model.classes_, weights, strict=True) if abs(w) >= LEAST_WEIGHT]
        if said:
            rows.append("\t".join([name, *said]))
    return rows


def counted(lines: Sequence[Line], *, judge: bool) -> dict[str, int]:
    """How many sums of the lines are read as by hand, missed, and read wrongly; and of how many lines every sum is right."""
    found = {"right": 0, "missed": 0, "wrong": 0, "lines": 0}
    for line in lines:
        read = spelt(normalise(line.text))
        roled = [r for r in assign_roles(read, read_amounts(read), judge=judge) if not r.superseded]
        wanted = aligned(roled, line.sums)
        given = [role_of(one) for one in roled]
        found["right"] += sum(one == other != NONE for one, other in zip(given, wanted, strict=True))
        found["missed"] += sum(one == NONE != other for one, other in zip(given, wanted, strict=True))
        found["wrong"] += sum(NONE != one != other for one, other in zip(given, wanted, strict=True))
        found["lines"] += given == wanted
    return found
