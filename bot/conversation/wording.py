"""A term of the glossary whose meaning is asked: "what's an upset bid", "the letter says 'tolled', translate please"."""

import re

from bot.retrieval.fusion import Hit
from bot.retrieval.passage import Kind
from bot.retrieval.search import Index
from bot.topics import Topic
from bot.understand.question import Question

# quotation marks around a word or two; an apostrophe inside a word is none
_QUOTED = re.compile(r"(?<!\w)[\"'“‘]([^\"'“”‘’]{2,60})[\"'”’](?!\w)")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]{3,}\b")
# what may follow a word whose meaning is asked; "a good mortgage rate" asks about something else
_AFTER = r"(?:s|mean|means|is|are|was|and|or|on|in|at|of|for|to|from|by|with|exactly|here|then|anyway|please|thing|again|even|they|the|a|my|our)"
# beside a state's name: that the meaning is asked, and not the state's rule on it
_MEANS = re.compile(
    r"\b(?:mean(?:s|ing)?|explain|define|translate|stands? for|huh|plain (?:english|words)|who'?s|what(?:'?s| is) (?:that|it|this))\b"
    r"|^\W*what(?:'?s| is) an? (?:[\w'-]+ ?){1,4}(?:[,?(]|in\b|$)",
    re.IGNORECASE,
)
# what these words come to differs from state to state, so that the state's own section answers
_STATES_OWN = frozenset({Topic.REDEMPTION, Topic.LIMITATIONS, Topic.DEADLINE, Topic.RULE, Topic.RECOURSE})
LOOKED_AT = 12  # lines of the glossary
_WORDS: tuple[Kind, ...] = ("glossary",)


def _goes_on(text: str, names: tuple[str, ...]) -> bool:
    """Whether a name of the term is only the beginning of another one."""
    return any(re.search(rf"\b{re.escape(name)} +(?!{_AFTER}\b)[a-z]", text, re.IGNORECASE) for name in names)


def word_asked(question: Question, index: Index) -> Hit | None:
    """The glossary's line on the term whose meaning is asked; None where a question asks something else."""
    asked = Topic.DEFINITION in question.topics
    text = question.text
    if not asked or question.amounts or (question.state and not _MEANS.search(text)):
        return None
    shown = [found.replace(".", "") for found in (*_QUOTED.findall(text), *_ABBREVIATION.findall(text))]
    terms = [term for phrase in shown for term in index.glossary.found(phrase)] or index.glossary.found(text)
    if not terms or (len(terms) > 1 and not shown):
        return None  # a sentence full of terms asks about more than a word
    term = max(terms, key=lambda one: len(one.term.split()))  # "summary judgment" rather than the motion for it
    if not shown and _goes_on(text, (term.term, *term.also)):
        return None
    if question.state and term.topic in _STATES_OWN:
        return None
    hits = index.search(term.term, state=None, topics=question.topics, kinds=_WORDS, k=LOOKED_AT)
    return next((hit for hit in hits if hit.passage.id == f"glossary#{term.id}"), None)


def word_meant(question: Question, whole: Question, index: Index) -> Hit | None:
    """The same for a part of a turn: "it says 'tolled'. what was she thinking of?" asks after the word of the part before."""
    word = word_asked(question, index)
    if word is not None or question is whole:
        return word
    named = {f"glossary#{term.id}" for term in index.glossary.found(question.text)}
    meant = word_asked(whole, index) if named else None
    return meant if meant is not None and meant.passage.id in named else None
