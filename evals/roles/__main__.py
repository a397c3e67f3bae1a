"""`python -m evals.roles`: train the judgement of sums anew and say how far it holds on lines that it has not seen."""

from bot.understand.sumroles import WEIGHTS, sum_roles
from evals.roles.labelled import digest, lines, worked
from evals.roles.train import counted, train


def main() -> None:
    """Train, write the weights, print how the lines that were kept out are read with and without the judgement."""
    every = list(lines())
    seen, unseen = [one for one in every if not one.held_out], [one for one in every if one.held_out]
    seen += worked()
    WEIGHTS.write_text(train(seen, digest(seen)), "utf-8")
    sum_roles.cache_clear()
    print(f"{len(seen)} lines trained on, {len(unseen)} unseen")
    for judge in (False, True):
        found = counted(unseen, judge=judge)
        recall = found["right"] / (found["right"] + found["missed"] + found["wrong"])
        print(f"  {'judged' if judge else 'words alone'}: {found}, recall about {recall:.3f}")


if __name__ == "__main__":
    main()
