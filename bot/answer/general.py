"""Answers to general questions: whole sentences of the passages that fit best, never cut and never mixed."""

from bot.answer.draft import Draft
from bot.answer.limits import decline
from bot.answer.turn import Turn
from bot.retrieval.fusion import Hit
from bot.retrieval.sentences import sentences
from bot.topics import Topic

# a question whose best passage is less alike than this has no answer here; set on labelled questions, evals/abstention
ALIKE = 0.45
WORDS = 95  # of the first passage; the second adds at most half as many
STATE_DECIDES = frozenset(
    {
        Topic.RULE,
        Topic.DEADLINE,
        Topic.LIMITATIONS,
        Topic.REDEMPTION,
        Topic.FAIR_VALUE,
        Topic.SECOND_MORTGAGE,
        Topic.RECOURSE,
        Topic.DEFINITION,
        Topic.CALCULATION,
        Topic.SURPLUS,
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
    }
)


def answer_general(draft: Draft, turn: Turn, hits: list[Hit]) -> None:
    """Answer from the passages found; says so where nothing fits."""
    draft.used("search_corpus")
    fitting = [hit for hit in hits if (hit.dense_similarity or 0.0) >= ALIKE]
    if not fitting:
        decline(draft, "not_found" if turn.question.in_domain else "out_of_scope")
        return
    best = fitting[0]
    _excerpt(draft, best, WORDS if not turn.terse else WORDS // 2, headline=True)
    second = next((h for h in fitting[1:] if _adds(best, h)), None)
    if second is not None and not turn.terse:
        _excerpt(draft, second, WORDS // 2, headline=False)
    if turn.case is None and turn.question.state is None and best.passage.topic in STATE_DECIDES:
        draft.ask("state")
        draft.say("Which state is the house in? The rule differs from state to state.", kind="question")


def _adds(best: Hit, other: Hit) -> bool:
    """Whether a further passage is worth a paragraph: nearly as good, and about something else."""
    close = (other.dense_similarity or 0.0) >= max(ALIKE, 0.85 * (best.dense_similarity or 0.0))
    return close and other.passage.title != best.passage.title and other.passage.kind != "glossary"


def _excerpt(draft: Draft, hit: Hit, words: int, *, headline: bool) -> None:
    """The first sentences of a passage, which answers first and explains after, up to a number of words."""
    count = 0
    for i, line in enumerate(_lines(hit.passage.text)):
        is_item = line.startswith("- ")
        for j, sentence in enumerate(sentences(line.removeprefix("- "))):
            if sentence.startswith("People also call it"):
                return  # the glossary's other names help the search, not the reader
            count += len(sentence.split())
            if count > words and (i or j):
                return
            if i == 0 and j == 0 and headline:
                draft.say(f"**{sentence}**", hit.passage.id)
            elif is_item and j == 0:
                draft.point(sentence, hit.passage.id)
            elif j == 0:
                draft.say(sentence, hit.passage.id)
            else:
                draft.add(sentence, hit.passage.id)


def _lines(text: str) -> list[str]:
    """Paragraphs and list items, each in one line."""
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            lines.append("")
        elif line.startswith(("- ", "* ")):
            lines.append("- " + line[2:])
        elif lines and lines[-1]:
            lines[-1] += " " + line
        else:
            lines.append(line)
    return [line for line in lines if line]
