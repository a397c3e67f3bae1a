"""The subjects that a state's sections speak of, in the words of people, and the words by which the sections tell them."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.answer.filing_words import FILING_WORDS
from bot.answer.prose import whole_sentences
from bot.answer.subject_words import SUBJECT_WORDS

WAYS = ("process", "procedure", "protection-")  # how a home is foreclosed, told in several sections
SHORTHAND = 16  # words; so short a question need not be a sentence
LONGEST = 1800  # characters of a question that are looked at
# a sentence that asks; a story's "it was in the newspaper" asks for nothing
_ASKS = re.compile(
    r"\?|\b(?:what|what'?s|which|who|who'?s|whom|whose|when|where|why|how|cite|cites|citation|statute|section|code|authority|explain|list|tell|wondering|"
    r"know (?:if|whether)|heard (?:that )?there(?:'?s| is| are)|rule|rules|checklist|law on|steps|shorthand)\b"
    r"|(?:^|[,;:] ?|\b(?:and|but|or|so|then|also|ok|hi|hello) )(?:is|are|was|were|can|could|do|does|did|will|would|must|may|has|have|should|need|any) \w"
    r"|\b(?:can|could|do|does|did|must|should|may) (?:it|there|they|he|she|we|i|you|the|my|our|his|her|their|a|banks?|lenders?|owners?|borrowers?) (?!n.t|not)\w",
    re.IGNORECASE,
)
_FIRST = "same_case"  # a choice between two ways, which is answered before what is said beside it
_WHOLE = ("redemption", "value")  # subjects that a section of their own is about
_END = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True)
class Subject:
    """One thing that a state's sections speak of.

    asked: the words of people, looked for in a sentence that asks. unless: words that mean something else. holds: the
    words of a sentence that tells it; None where a whole section is about it. sections: where it may stand, the
    beginnings of the sections' names, best first.
    """

    name: str
    asked: re.Pattern[str]
    holds: re.Pattern[str] | None
    sections: tuple[str, ...]
    unless: re.Pattern[str] | None = None
    anywhere: bool = False


@cache
def subjects() -> tuple[Subject, ...]:
    """Every subject, in the order in which they are told."""
    return tuple(
        Subject(
            name=name,
            asked=re.compile(words["asked"], re.IGNORECASE),
            holds=re.compile(words["holds"], re.IGNORECASE) if words.get("holds") else None,
            sections=tuple(words["sections"].split()),
            unless=re.compile(words["unless"], re.IGNORECASE) if words.get("unless") else None,
            anywhere="anywhere" in words,
        )
        for name, words in {**SUBJECT_WORDS, **FILING_WORDS}.items()
    )


def asking(text: str) -> str:
    """The sentences of a question that ask; a text of few words may be nothing but what is wanted.

    >>> asking("They sold it. Was the notice in the paper?"), asking("minimum bid sheriff sale OK")
    ('Was the notice in the paper?', 'minimum bid sheriff sale OK')
    """
    found = " ".join(part for part in _END.split(text) if asks(part))
    return text if not found and len(text.split()) <= SHORTHAND else found


def asks(text: str) -> bool:
    """Whether a sentence, or any of a text, asks for something.

    >>> asks("which paper was it in"), asks("it was in the paper")
    (True, False)
    """
    return _ASKS.search(text) is not None


@lru_cache(maxsize=64)
def subjects_asked(text: str) -> tuple[Subject, ...]:
    """The subjects that a question asks about, in the order in which it names them."""
    text = text[:LONGEST]
    sentences_that_ask = asking(text)
    found: list[tuple[int, Subject]] = []
    for subject in subjects():
        looked_at = text if subject.anywhere else sentences_that_ask
        if (match := subject.asked.search(looked_at)) and not (subject.unless and subject.unless.search(looked_at)):
            found.append((match.start(), subject))
    found.sort(key=lambda item: (item[1].name != _FIRST, item[0]))
    return tuple(subject for _, subject in found)


def subjects_in(text: str) -> tuple[str, ...]:
    """The beginnings of the names of the sections whose subject a question names; empty for none.

    >>> subjects_in("who runs the auction in Denver")
    ('process', 'procedure', 'protection-')
    """
    named: dict[str, None] = {}
    for subject in subjects_asked(text):
        named.update(dict.fromkeys((subject.sections[0],) if subject.name in _WHOLE else WAYS))
    return tuple(named)


def told_in(subject: Subject, text: str) -> list[str]:
    """The sentences of a section that tell a subject."""
    every = whole_sentences(text)
    return every if subject.holds is None else [s for s in every if subject.holds.search(s)]
