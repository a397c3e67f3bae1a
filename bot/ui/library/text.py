"""Passages as Markdown that is safe to show: every character of a passage as it is written, a used sentence marked."""

import re
from collections.abc import Iterable
from datetime import date

from bot.calculator.deadlines import in_words
from bot.retrieval.passage import Confidence, Passage, SourceLink
from bot.ui.library.links import link_to
from bot.ui.markdown import literal

_ITEM = re.compile(r"(?:- |(?P<number>\d+)\. )")
# the same words in `Citation.confidence` and in a record, said so that a homeowner knows what to do about it
SURE: dict[Confidence, str] = {
    "high": "well supported by its sources",
    "medium": "supported, but compare it with the statute before you rely on it",
    "low": "weakly supported: have it checked before you rely on it",
}


OWN = "Your agency's own document. Shortfall did not review it, and it decides no outcome, amount or deadline."


def body(text: str, quote: str = "") -> str:
    """A passage's text as Markdown with its paragraphs and lists; `quote` stands in `<mark>` where the text has it.

    The result goes to `st.markdown(…, unsafe_allow_html=True)`: its only markup is the `<mark>` put in here.

    >>> body("Sue within 90 days. Or not.", "Or not.")
    'Sue within 90 days\\\\. <mark>Or not\\\\.</mark>'
    """
    begin, end = _span(text, quote)
    lines: list[str] = []
    place = 0
    before_is_item = True
    for line in text.split("\n"):
        item = _ITEM.match(line)
        marker = item.group() if item else ""
        at = place + len(marker)
        if line.strip():
            if lines and not (item and before_is_item):
                lines.append("")
            lines.append(marker + _marked(line[len(marker) :], begin - at, end - at))
            before_is_item = bool(item)
        place += len(line) + 1
    return "\n".join(lines)


def has(text: str, quote: str) -> bool:
    """Whether a passage's text holds a sentence, however its lines are broken."""
    return _span(text, quote) != (0, 0)


def _span(text: str, quote: str) -> tuple[int, int]:
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return found.span() if found else (0, 0)


def _marked(line: str, begin: int, end: int) -> str:
    """A line, escaped, with what lies between two places of it marked."""
    begin, end = max(begin, 0), min(end, len(line))
    if begin >= end:
        return literal(line)
    inside = line[begin:end]
    return f"{literal(line[:begin])}<mark>{literal(inside)}</mark>{literal(line[end:])}"


def link(cite: str, url: str) -> str:
    """A source as a Markdown link.

    >>> link("A.R.S. § 12-548", "https://azleg.gov/(a)")
    '[A\\\\.R\\\\.S\\\\. § 12\\\\-548](<https://azleg.gov/(a)>)'
    """
    safe = url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{literal(cite)}](<{safe}>)" if safe.startswith(("https://", "http://", "?")) else literal(cite)


def links(sources: Iterable[SourceLink]) -> str:
    """Sources as a Markdown list, each authority once."""
    seen = {(source.cite, source.url): source for source in sources}
    return "\n".join(f"- {link(source.cite, source.url)}" for source in seen.values())


def standing(checked: date, confidence: Confidence, today: date, stale_after_days: int) -> str:
    """When facts were checked and how sure they are, in a line."""
    line = f"Checked {in_words(checked)}; {SURE[confidence]}."
    if (today - checked).days > stale_after_days:
        line += " That is long ago: look for changes since then."
    return line


def whole(parts: Iterable[Passage]) -> str:
    """The text of a section from its parts."""
    return "\n".join(part.text for part in parts)


def own_address(passage: Passage, quote: str = "") -> str:
    """A Markdown link to a passage's page, which opens in a tab of its own."""
    return link("Open this page by itself", link_to(passage.section, quote))
