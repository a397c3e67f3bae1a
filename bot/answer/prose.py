"""Small helpers on prose."""

import re
from collections.abc import Iterable

from bot.retrieval.sentences import sentences

_REPORTED = re.compile(r"\d+d \d")  # the second or third series of a reporter, and the page


def first_sentence(text: str) -> str:
    """The first whole sentence."""
    found = whole_sentences(text)
    return found[0] if found else ""


def listed(items: Iterable[str], word: str = "and") -> str:
    """Items as a list in prose.

    >>> listed(["debt", "price", "fees"])
    'debt, price and fees'
    """
    parts = list(items)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """The text with a small first letter, as it stands inside a sentence; an initial or a lone letter stays.

    >>> uncapital("The lender has"), uncapital("MCL 600.3240")
    ('the lender has', 'MCL 600.3240')
    """
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def clause(text: str) -> str:
    """A sentence made fit to stand inside another: without its full stop."""
    return text.strip().rstrip(".").strip()


def whole_sentences(text: str) -> list[str]:
    """The sentences of a text, those put together that a reporter's name parts: `Hartman, 996 So. 2d 704 (Miss. 2007)`.

    >>> whole_sentences("It held so in Hartman, 996 So. 2d 704 (Miss. 2007). It stands.")
    ['It held so in Hartman, 996 So. 2d 704 (Miss. 2007).', 'It stands.']
    """
    found: list[str] = []
    for sentence in sentences(text):
        if found and _REPORTED.match(sentence) and found[-1].endswith(" So."):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found
