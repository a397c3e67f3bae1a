"""`python -m evals.asked`: train the reader of what is asked anew and say how far it holds on questions it has not seen."""

from collections.abc import Sequence

import numpy as np

from bot.understand.asked import CLAIM, WEIGHTS
from evals.asked.labelled import Asked, digest, labelled
from evals.linear import Pieces, as_file, fit, unseen, weights

STRENGTH = 10.0
LINES = (-2.0, -1.0, 0.0, 0.5, 1.0, 1.5, 2.0)


def train(questions: Sequence[Asked]) -> str:
    """The file of weights. Deterministic: the same questions give the same weights."""
    texts = Pieces.of([one.text for one in questions])
    model = fit(texts.table, np.array([one.claim for one in questions]), STRENGTH)
    made_from = f"{len(questions)} questions, fingerprint {digest(questions)}"
    return as_file({CLAIM: weights(model, texts.vocabulary)}, f"Written by `python -m evals.asked` from {made_from}.")


def main() -> None:
    """Train, write the weights, print the figures of each threshold."""
    questions = labelled()
    WEIGHTS.write_text(train(questions), "utf-8")
    claim = np.array([one.claim for one in questions])
    odds = unseen(Pieces.of([one.text for one in questions]).table, claim, claim, STRENGTH)
    print(f"{len(questions)} questions, {claim.sum()} of the claim, each judged unseen:")
    for line in LINES:
        print(
            f"  above {line:4}: {np.sum((odds > line) & claim):4} rightly, {np.sum((odds > line) & ~claim):3} wrongly"
        )


if __name__ == "__main__":
    main()
