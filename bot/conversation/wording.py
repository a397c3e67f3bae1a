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
LOOKED_AT = 12  # lines of the glossary
_WORDS: tuple[Kind, ...] = ("glossary",)


def _goes_on(text: str, names: tuple[str, ...]) -> bool:
    """Whether a name of the term is only the beginning of another one."""
    return any(re.search(rf"\b{re.escape(name)} +(?!{_AFTER}\b)[a-z]", text, re.IGNORECASE) for name in names)


def word_asked(question: Question, index: Index) -> Hit | None:
    """The glossary's line on the term whose meaning is asked; None where a question asks something else."""
    asked = Topic.DEFINITION in question.topics
    if not asked or question.amounts or question.state:
        return None
    text = question.text
    shown = [found.replace(".", "") for found in (*_QUOTED.findall(text), *_ABBREVIATION.findall(text))]
    terms = [term for phrase in shown for term in index.glossary.found(phrase)] or index.glossary.found(text)
    if not terms or (len(terms) > 1 and not shown):
        return None  # a sentence full of terms asks about more than a word
    term = max(terms, key=lambda one: len(one.term.split()))  # "summary judgment" rather than the motion for it
    if not shown and _goes_on(text, (term.term, *term.also)):
        return None
    hits = index.search(term.term, state=None, topics=question.topics, kinds=_WORDS, k=LOOKED_AT)
    return next((hit for hit in hits if hit.passage.id == f"glossary#{term.id}"), None)
