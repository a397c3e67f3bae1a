"""Small helpers on prose."""

from collections.abc import Iterable

from bot.retrieval.sentences import sentences


def first_sentence(text: str) -> str:
    """The first whole sentence."""
    found = sentences(text)
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


def clause(text: str) -> str:
    """A sentence made fit to stand inside another: without its full stop."""
    return text.strip().rstrip(".").strip()
