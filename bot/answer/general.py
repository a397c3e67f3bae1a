"""Answers to general questions: whole sentences of the passages that fit best, never cut and never mixed."""

import re

from bot.answer.draft import Draft
from bot.answer.limits import CRISIS, crisis, decline, decline_with, is_other_task, is_unclear
from bot.answer.shortfall import STATES_DIFFER
from bot.answer.turn import Turn
from bot.retrieval.fusion import OWN_STATE, Hit
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import sentences
from bot.topics import Topic
from bot.understand.intent import LAW

# A question whose best passage fits less has no answer here. The score sums likeness of the passage, likeness of its
# closest sentence and words in common; each word that the corpus does not know makes another subject likelier.
# Chosen on tests/retrieval/questions.yaml and the neighbours in tests/conversation/questions_general.yaml.
FITS, STRANGE, MOST_STRANGE, ALIKE = 0.9, 0.08, 2, 0.4
# sections that say what is not covered: questions about neighbouring subjects are nearest to them
NOT_COVERED = "guide/what-this-tool-can-and-cannot-do#not-"
WORDS = 95  # of the first passage; a whole one may be longer, because a list without its end misleads
WHOLE = 125
SHORT = 60  # an answer shorter than this goes on, into the middle of a paragraph or another passage
MORE, MUCH_MORE = 45, 80  # of the second passage, and beside a word explained in one sentence
ENOUGH = 100  # an answer this long needs no second passage
# a sentence further down leads where it is this near to the question, and by so much nearer than the first
ANSWERS, ANSWERS_BETTER, NEARER = 0.5, 0.15, 0.005
# the second passage must be this near to the first, in likeness and in rank
NEARLY_AS_GOOD, NEAR_A_WORD = 0.85, 0.65
SAME_SUBJECT = 0.75  # a passage on another subject must be this alike
TOLD, TOLD_OF_A_WORD = 0.5, 0.9  # a sentence with this share of its words told adds nothing
# a sentence that begins like this explains another one
_LEANS = re.compile(r"(?:For example|Example|But|And|So|Then|Otherwise|Not confirmed|Such|If such|No guidance)\b")
_ITEM = re.compile(r"(?:[-*]|\d{1,2}\.) +")
STATE_DECIDES = frozenset(
    {
        Topic.RULE,
        Topic.DEADLINE,
        Topic.LIMITATIONS,
        Topic.REDEMPTION,
        Topic.FAIR_VALUE,
        Topic.SECOND_MORTGAGE,
        Topic.RECOURSE,
        Topic.CALCULATION,
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
    }
)


def answer_general(draft: Draft, turn: Turn, hits: list[Hit]) -> None:
    """Answer from the passages found; says so where nothing fits."""
    draft.used("search_corpus")
    fitting = [hit for hit in hits if (hit.dense_similarity or 0.0) >= ALIKE]
    if fitting and fitting[0].passage.id == CRISIS:
        crisis(draft)  # rather once too often than once too seldom
        return
    if not fitting or not _fits(fitting[0]):
        other = is_other_task(turn.question)
        if set(turn.question.intents) & LAW and not other and turn.record is None and turn.question.state is None:
            draft.say("**That depends on the state: each one has its own rule.**", STATES_DIFFER)
            draft.ask_for("state", "Which state is the house in?")
            return
        strange = hits[0].unfamiliar if hits else 0  # a word that the corpus does not know makes it another subject
        lost = turn.question.follows and (is_unclear(turn.question) or not (strange or other))
        nothing = "unclear" if lost else "not_found" if turn.question.in_domain else "out_of_scope"
        decline(draft, nothing)
        return
    best = fitting[0]
    if best.passage.id.startswith(NOT_COVERED):
        decline_with(draft, best.passage)
        return
    draft.state = turn.record.code if turn.record else turn.question.state
    _first(draft, best, WORDS // 2 if turn.terse else WORDS, WORDS if turn.terse else WHOLE)
    if not turn.terse:
        said = sum(len(segment.text.split()) for segment in draft.segments)
        further = (hit for hit in fitting[1:] if said < ENOUGH and _adds(best, hit, turn))
        word = best.passage.kind == "glossary"
        next((hit for hit in further if _second(draft, hit.passage, after_a_word=word)), None)
    if turn.case is None and turn.question.state is None and _state_decides(best.passage, turn):
        draft.ask_for("state", "Which state is the house in? The rule differs from state to state.")


def _fits(hit: Hit) -> bool:
    """Whether a passage is about what is asked, and not just the nearest there is."""
    score = hit.score - (OWN_STATE if hit.passage.state else 0.0)
    return score - STRANGE * min(hit.unfamiliar, MOST_STRANGE) >= FITS


def _state_decides(passage: Passage, turn: Turn) -> bool:
    """Whether the state's law would change the answer: not what a word means, nor what a federal rule says."""
    return (
        passage.topic in STATE_DECIDES
        and passage.kind in ("guide", "state")
        and Topic.DEFINITION not in turn.question.topics
    )


def _adds(best: Hit, other: Hit, turn: Turn) -> bool:
    """Whether a further passage is worth a paragraph: nearly as good, and on the subject."""
    nearly = NEARLY_AS_GOOD if best.passage.kind != "glossary" else NEAR_A_WORD
    alike, least = other.dense_similarity or 0.0, nearly * (best.dense_similarity or 0.0)
    subjects = {best.passage.topic, *turn.question.topics}
    return (
        alike >= max(ALIKE, least)
        and other.score >= nearly * best.score
        and (other.passage.topic in subjects or alike >= SAME_SUBJECT)
        and other.passage.title != best.passage.title
        and other.passage.kind != "glossary"
        and not other.passage.section.endswith("#uncertain")
        and not other.passage.id.startswith(NOT_COVERED)
    )


def _answering(hit: Hit) -> str | None:
    """The sentence further down that answers what is asked much better than the first one does; None for no such.

    Where a phrasing of the passage is nearer to the question, the passage answers it from its first sentence on.
    """
    alike, first = hit.closest_similarity or 0.0, hit.first_similarity or 0.0
    better = alike >= ANSWERS and alike > (hit.dense_similarity or 0.0) + NEARER and alike - first >= ANSWERS_BETTER
    if hit.closest is None or _LEANS.match(hit.closest):
        return None
    listed = any(is_item and hit.closest in block for is_item, block in _blocks(hit.passage.text))
    return hit.closest if better and not listed else None


def _first(draft: Draft, hit: Hit, words: int, whole: int) -> None:
    """A passage, which answers first and explains after: all of it, or its first paragraphs up to a number of words."""
    passage = hit.passage
    blocks = _blocks(passage.text)
    if lead := _answering(hit):
        blocks = [(is_item, [sentence for sentence in block if sentence != lead]) for is_item, block in blocks]
        blocks = [(False, [lead]), *((is_item, block) for is_item, block in blocks if block)]
    room = whole if sum(len(sentence.split()) for _, block in blocks for sentence in block) <= whole else words
    told = 0
    for number, (is_item, block) in enumerate(blocks):
        length = sum(len(sentence.split()) for sentence in block)
        # a paragraph is cut only where the answer would be too short without it
        cut = told + length > room
        if cut and told >= SHORT:
            return
        for place, sentence in enumerate(block):
            if told and told + len(sentence.split()) > room:
                return
            told += len(sentence.split())
            if number == place == 0:
                draft.say(f"**{sentence}**", passage.id)
            elif place:
                draft.add(sentence, passage.id)
            elif is_item:
                draft.point(sentence, passage.id)
            else:
                draft.say(sentence, passage.id)


def _second(draft: Draft, passage: Passage, *, after_a_word: bool) -> bool:
    """The first paragraph of a further passage, as far as it says something new; returns whether it did.

    after_a_word: the first passage is a line of the glossary, which the guide repeats and carries on.
    """
    known = set().union(*(_content(segment.text) for segment in draft.segments))
    _, block = _blocks(passage.text)[0]
    told = 0
    for sentence in block:
        content = _content(sentence)
        if told + len(sentence.split()) > (MUCH_MORE if after_a_word else MORE) and told:
            break
        if len(content & known) >= (TOLD_OF_A_WORD if after_a_word else TOLD) * len(content):
            if told:
                break
            return False  # what it begins with is said already
        (draft.add if told else draft.say)(sentence, passage.id)
        told += len(sentence.split())
    return told > 0


def _content(text: str) -> set[str]:
    """The longer words of a text, cut short, so that `lender` and `lenders` are one."""
    return {word[:6] for word in re.findall(r"[a-z0-9]{4,}", text.lower())}


def _blocks(text: str) -> list[tuple[bool, list[str]]]:
    """The paragraphs and list items of a text, each as whether it is an item and its sentences."""
    blocks: list[tuple[bool, str]] = []
    open_block = False
    for raw in text.splitlines():
        line = raw.strip()
        # the glossary's other names help the search, not the reader
        if not line or line.startswith("People also call it"):
            open_block = False
        elif item := _ITEM.match(line):
            blocks.append((True, line[item.end() :]))
            open_block = True
        elif open_block:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {line}")
        else:
            blocks.append((False, line))
            open_block = True
    return [(is_item, sentences(block)) for is_item, block in blocks]
