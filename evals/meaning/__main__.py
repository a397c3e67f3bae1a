"""`python -m evals.meaning`: train the reader of meaning anew, which takes some twenty minutes."""

from evals.meaning.labelled import digest, labelled
from evals.meaning.train import train, write


def main() -> None:
    """Train and write the weights."""
    texts = labelled()
    print(f"{len(texts)} texts")
    write(train(texts), digest(texts))


if __name__ == "__main__":
    main()
