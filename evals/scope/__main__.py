"""`python -m evals.scope`: train the judgement of scope anew and say how far it holds on questions it has not seen."""

import argparse

import numpy as np

from bot.conversation.shortfall import Shortfall
from bot.understand.scope import WEIGHTS
from evals.scope.labelled import kept_for_judging
from evals.scope.observe import observed, read_observed, write_observed
from evals.scope.train import table_of, train, unseen_odds

LINES = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0)


def main() -> None:
    """Look the new questions up, train, write the weights, print the figures of each threshold."""
    parser = argparse.ArgumentParser(prog="python -m evals.scope", description=__doc__)
    parser.add_argument("--anew", action="store_true", help="look up every question again, and not only the new ones")
    parser.add_argument("--misjudged", action="store_true", help="list the questions that are judged wrong unseen")
    args = parser.parse_args()
    questions = kept_for_judging()
    seen = observed(questions, {} if args.anew else read_observed(), lambda: Shortfall().index)
    write_observed(seen)
    table, names = table_of(seen)
    WEIGHTS.write_text(train(questions, table, names), "utf-8")
    odds = unseen_odds(questions, table)
    no = np.array([one.declined for one in questions])
    print(f"{len(questions)} questions, {no.sum()} to be declined, each judged unseen:")
    for line in LINES:
        said = odds > line
        print(
            f"  above {line:4}: {np.sum(said & no):4} rightly, {np.sum(said & ~no):3} wrongly, {np.sum(~said & no):3} missed"
        )
    if args.misjudged:
        for one, value in sorted(zip(questions, odds, strict=True), key=lambda pair: pair[1]):
            if (value > 1) != one.declined:
                print(f"{value:6.2f} {one.label:14} {one.text}")


if __name__ == "__main__":
    main()
