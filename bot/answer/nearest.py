"""The sentence that is nearest to the question, said wherever the answer came from.

A state's rule, a subject or a word that is named leads to an answer, and the search may meanwhile know the very sentence that was
asked for: in its best passage, or further down in one that the answer rests on. Where nothing said is as near, it is said too.
"""

import re

from bot.answer.crisis import CRISIS
from bot.answer.draft import Draft
from bot.answer.own_wages import by_own_wages
from bot.answer.quoting import LEANS, TOLD, content_words, say_further, say_nearest
from bot.answer.scope import NOT_COVERED
from bot.answer.stopping import asks_to_stop
from bot.answer.turn import Turn
from bot.retrieval.expected import likelihood, says_enough
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage
from bot.retrieval.search import Index

ALIKE = 0.5  # the least likeness of a sentence that is added
LOOKED_AT = 12  # passages
# by how much the best passage must be ahead of those that are cited, and how likely it must answer, to be begun as well
AHEAD, LIKELY = 0.1, 0.5
# sections whose sentences hold for one case of a state only, or for whatever case: the rule is told as it was applied
_NOT_ADDED = re.compile(r"#(?:overview|uncertain|rule-|deadline-)|^glossary")
# what a passage says of itself rather than to who asks
_OF_THE_PASSAGE = re.compile(r"This [\w ]{2,30} (?:deadline|rule) applies|provided that no earlier")


def add_nearest(draft: Draft, turn: Turn, index: Index) -> None:
    """Add what is nearer to the question than all that is said: a sentence, or else the beginning of the best passage."""
    question = turn.question
    if draft.declined or draft.asks_more or draft.figures or draft.amount is not None or turn.numeric:
        return
    if not draft.citations or not says_enough(question.text) or question.feeling is not None:
        return
    if asks_to_stop(question.text):
        return  # what is nearest to its words are warnings of people who tell others to stop
    state = draft.state or question.state
    found = index.search(question.text, state=state, topics=question.topics, k=LOOKED_AT)
    hits = by_own_wages(draft, turn.record, found)
    if not hits or _add_sentence(draft, turn, index, hits[0]) or not _is_sure(draft, turn, hits):
        return
    if say_further(draft, hits[0].passage, after_a_word=False):
        say_nearest(draft, hits[0])


def _add_sentence(draft: Draft, turn: Turn, index: Index, best: Hit) -> bool:
    """Add the nearest sentence of the best passage and of those that are cited; returns whether one was added."""
    passages = {passage: index.passage(passage) for passage in draft.citations} | {best.passage.id: best.passage}
    said = " ".join(segment.text.replace("**", "") for segment in draft.segments)
    text, state = turn.question.text, draft.state or turn.question.state
    for alike, sentence, passage in index.nearest(text, list(passages.values()), state=state):
        if alike < ALIKE or sentence in said:
            return False  # nothing that is left is nearer than what is said
        if _may_be_added(passage) and _is_new(sentence, said):
            draft.say(sentence, passage.id)
            return True
    return False


def _is_sure(draft: Draft, turn: Turn, hits: list[Hit]) -> bool:
    """Whether the best passage, of which nothing is said, answers far more likely than those that are cited."""
    best = hits[0]
    if best.passage.id in draft.citations or not _may_be_added(best.passage):
        return False
    cited = max((hit.score for hit in hits if hit.passage.id in draft.citations), default=0.0)
    return best.score - cited >= AHEAD and likelihood(turn.question.text, best.passage.section) >= LIKELY


def _may_be_added(passage: Passage) -> bool:
    """Whether a passage holds whatever the case is."""
    return not (_NOT_ADDED.search(passage.section) or passage.id == CRISIS or passage.id.startswith(NOT_COVERED))


def _is_new(sentence: str, said: str) -> bool:
    """Whether a sentence stands by itself and says what is not said."""
    if LEANS.match(sentence) or _OF_THE_PASSAGE.match(sentence) or sentence.endswith(":"):
        return False
    words = content_words(sentence)
    return len(words & content_words(said)) < TOLD * len(words)
