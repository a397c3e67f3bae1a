"""Saying passages: whole sentences, the one that answers first, never cut and never mixed."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.answer.draft import Draft
from bot.answer.prose import whole_sentences
from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Passage

SHORT = 60  # an answer shorter than this goes on, into the middle of a paragraph or another passage
MORE, MUCH_MORE = 45, 80  # of the second passage, and beside a word explained in one sentence
# a sentence further down leads where it is this near to the question, and by so much nearer than the first
ANSWERS, ANSWERS_BETTER, NEARER = 0.5, 0.15, 0.005
NEAR = 0.45  # a sentence this near to the question is not cut off
TOLD, TOLD_OF_A_WORD = 0.5, 0.9  # a sentence with this share of its words told adds nothing
WORDS_OF_ITS_OWN = 2  # of the question, in a sentence further down and in none before it
_SMALL = frozenset(
    "that this with from have what when they them then will would could should does your their there been were just like want about "
    "into than only even still after before which where while because being make made some more most much many also other".split()
)
# a sentence that begins like this explains another one
LEANS = re.compile(r"(?:For example|Example|But|And|So|Then|Otherwise|Not confirmed|Such|If such|No guidance)\b")
_ITEM = re.compile(r"(?:[-*]|\d{1,2}\.) +")


def _answering(hit: Hit) -> str | None:
    """The sentence further down that answers what is asked much better than the first one does; None for no such.

    Where a phrasing of the passage is nearer to the question, the passage answers it from its first sentence on.
    """
    alike, first = hit.closest_similarity or 0.0, hit.first_similarity or 0.0
    better = alike >= ANSWERS and alike > (hit.dense_similarity or 0.0) + NEARER and alike - first >= ANSWERS_BETTER
    if hit.closest is None or LEANS.match(hit.closest):
        return None
    # neither an item of a list nor the glossary's other names, which are no sentence to say
    said = any(not is_item and hit.closest in block for is_item, block in _blocks(hit.passage.text))
    return hit.closest if better and said else None


def say_passage(draft: Draft, hit: Hit, words: int, whole: int, asked: str = "") -> None:
    """A passage, which answers first and explains after: all of it, or its first paragraphs up to a number of words.

    asked: the question, some of whose words may stand further down only.
    """
    passage = hit.passage
    blocks = _blocks(passage.text)
    if lead := _answering(hit):
        blocks = [(is_item, [sentence for sentence in block if sentence != lead]) for is_item, block in blocks]
        blocks = [(False, [lead]), *((is_item, block) for is_item, block in blocks if block)]
    room = whole if sum(len(sentence.split()) for _, block in blocks for sentence in block) <= whole else words
    kept = _kept(blocks, room)
    if (nearest := _nearest(hit, blocks)) and nearest not in kept:
        # what is asked stands further down: it takes the place of what would have filled the room
        kept = [*_kept(blocks, max(room - len(nearest.split()), 1)), nearest]
    elif further := _in_its_words(blocks, kept, asked):
        kept.append(further)
    kept = _without_empty_announcements(blocks, kept)
    said = [segment.text for segment in draft.segments]
    first = not said
    for is_item, block in blocks:
        begun = False
        for sentence in block:
            if sentence not in kept or any(sentence in text for text in said):
                continue
            if first:
                draft.say(f"**{sentence}**", passage.id)
            elif begun:
                draft.add(sentence, passage.id)
            elif is_item:
                draft.point(sentence, passage.id)
            else:
                draft.say(sentence, passage.id)
            first, begun = False, True


def _without_empty_announcements(blocks: list[tuple[bool, list[str]]], kept: Sequence[str]) -> list[str]:
    """The sentences without those that announce a list ("Four facts decide your case:") of which nothing is kept."""
    every = [sentence for _, block in blocks for sentence in block]
    follows = dict(pairwise(every))
    return [s for place, s in enumerate(kept) if place == 0 or not s.endswith(":") or follows.get(s) in kept]


def _kept(blocks: list[tuple[bool, list[str]]], room: int) -> list[str]:
    """The sentences from the first on that a number of words has room for; the first one always.

    A list that is begun is told to its end: who reads five of "seven parts" misses the two that matter.
    """
    kept: list[str] = []
    told = 0
    in_a_list = False
    for is_item, block in blocks:
        words = sum(len(sentence.split()) for sentence in block)
        goes_on = is_item and in_a_list
        in_a_list = is_item
        # a paragraph is cut only where the answer would be too short without it
        if told >= SHORT and told + words > room and not goes_on:
            break
        for sentence in block:
            if told and told + len(sentence.split()) > room and not goes_on:
                return kept
            kept.append(sentence)
            told += len(sentence.split())
    return kept


def _nearest(hit: Hit, blocks: list[tuple[bool, list[str]]]) -> str | None:
    """The sentence nearest to the question where it can stand without the one before it; None for no such."""
    if hit.closest is None or (hit.closest_similarity or 0.0) < NEAR or LEANS.match(hit.closest):
        return None
    return next((s for is_item, block in blocks for s in block if s == hit.closest and not is_item), None)


def _in_its_words(blocks: list[tuple[bool, list[str]]], kept: Sequence[str], asked: str) -> str | None:
    """The sentence further down that has most of the question's words which are not said yet; None for too few."""
    said = set().union(*(content_words(sentence) for sentence in kept))
    words = content_words(asked) - said - _SMALL
    further = [s for is_item, block in blocks for s in block if s not in kept and not is_item and not LEANS.match(s)]
    best = max(further, key=lambda sentence: len(content_words(sentence) & words), default=None)
    return best if best is not None and len(content_words(best) & words) >= WORDS_OF_ITS_OWN else None


def say_further(draft: Draft, passage: Passage, *, after_a_word: bool) -> bool:
    """The first paragraph of a further passage, as far as it says something new; returns whether it did.

    after_a_word: the first passage is a line of the glossary, which the guide repeats and carries on.
    """
    known = set().union(*(content_words(segment.text) for segment in draft.segments))
    _, block = _blocks(passage.text)[0]
    told = 0
    for sentence in block:
        content = content_words(sentence)
        if told + len(sentence.split()) > (MUCH_MORE if after_a_word else MORE) and told:
            break
        if len(content & known) >= (TOLD_OF_A_WORD if after_a_word else TOLD) * len(content):
            if told:
                break
            return False  # what it begins with is said already
        (draft.add if told else draft.say)(sentence, passage.id)
        told += len(sentence.split())
    return told > 0


def say_opening(draft: Draft, passage: Passage, words: int, *, bold: bool) -> bool:
    """The first sentences of a passage, as many as a number of words has room for; returns whether it was new."""
    if passage.id in draft.citations:
        return False
    _, block = _blocks(passage.text)[0]
    for place, sentence in enumerate(_kept([(False, block)], words)):
        (draft.add if place else draft.say)(f"**{sentence}**" if bold and not place else sentence, passage.id)
    return True


def say_sentences(draft: Draft, passage: Passage, beginnings: Sequence[str], *, bold: bool = True) -> None:
    """The sentences of a passage that begin as told, in that order, the first of them in bold where that is wanted."""
    every = [sentence for _, block in _blocks(passage.text) for sentence in block]
    for place, begins in enumerate(beginnings):
        sentence = next(one for one in every if one.startswith(begins))
        (draft.add if place else draft.say)(sentence if place or not bold else f"**{sentence}**", passage.id)


def say_nearest(draft: Draft, hit: Hit) -> None:
    """Of a further passage that was begun, the sentence nearest to the question too, where it stands further down."""
    blocks = _blocks(hit.passage.text)
    nearest = _nearest(hit, blocks)
    if nearest is not None and all(nearest not in segment.text for segment in draft.segments):
        draft.add(nearest, hit.passage.id)


def content_words(text: str) -> set[str]:
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
    return [(is_item, whole_sentences(block)) for is_item, block in blocks]
