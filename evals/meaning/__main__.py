"""`python -m evals.meaning`: train the reader of meaning anew, which takes some fifty minutes."""

from bot.conversation.shortfall import Shortfall
from evals.meaning.labelled import digest, labelled, phrasings
from evals.meaning.train import train, write


def main() -> None:
    """Train and write the weights."""
    texts, asks = labelled(), phrasings(Shortfall().index)
    print(f"{len(texts)} texts and {len(asks)} phrasings of the corpus")
    write(train([*texts, *asks]), digest())


if __name__ == "__main__":
    main()
