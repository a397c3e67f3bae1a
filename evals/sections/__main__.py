"""`python -m evals.sections`: train the expectation of sections anew and measure it on the questions that were kept out."""

from bot.conversation.shortfall import Shortfall
from bot.retrieval.expected import expected_sections
from evals.retrieval.compare import measure, run
from evals.retrieval.systems import DEPTH
from evals.sections.labelled import digest, labelled, needs
from evals.sections.train import train, write


def main() -> None:
    """Train, write the weights, print what the search finds of the unseen fifth."""
    index = Shortfall().index
    questions = labelled()
    write(train(questions, index), digest())
    expected_sections.cache_clear()
    unseen = needs(unseen=True)
    found = run(
        unseen,
        lambda need: [
            hit.passage.section for hit in index.search(need.question, state=need.state, topics=need.topics, k=DEPTH)
        ],
    )
    figures = ", ".join(f"{name} {value:.3f}" for name, value in measure(unseen, found).items())
    print(f"{len(questions)} questions trained on; of {len(unseen)} unseen: {figures}")


if __name__ == "__main__":
    main()
