"""A document's clean text as passages: cut at its headings, each short enough for the model to read whole."""

import re
from collections.abc import Iterator
from datetime import date

from bot.documents.model import NATIONWIDE, About
from bot.retrieval.passage import Passage, SourceLink
from bot.topics import Topic

FOLDER = "documents"  # of a passage's id
LONGEST_HEADING = 80  # characters
_CITED = " (your agency's own document)"
_HEADING = re.compile(r"#{1,6} ")


def passages(document: str, about: About, text: str, checked: date) -> list[Passage]:
    """The passages of a document in order, `documents/<id>#1` and so on, not yet cut to the model's length.

    document: its id. text: cleaned. checked: the day of the document, or that on which it was added.
    """
    cite = f"{about.title}{_CITED}"
    return [
        Passage(
            id=f"{FOLDER}/{document}#{number}",
            kind="document",
            title=f"{about.title}: {heading}" if heading and heading.lower() != about.title.lower() else about.title,
            text=body,
            state=about.state,
            topic=Topic.HELP,
            cite=cite,
            url=about.url,
            sources=(SourceLink(cite=cite, url=about.url),),
            checked=checked,
            confidence="low",
        )
        for number, (heading, body) in enumerate(_sections(text), 1)
    ]


def renumbered(parts: list[Passage], document: str) -> list[Passage]:
    """Passages numbered anew after they were cut, so that each has a number of its own."""
    return [part.model_copy(update={"id": f"{FOLDER}/{document}#{n}"}) for n, part in enumerate(parts, 1)]


def document_of(passage_id: str) -> str | None:
    """The document that a passage id belongs to; None where it is of the reviewed corpus.

    >>> document_of("documents/0a1b#3"), document_of("states/AZ#overview")
    ('0a1b', None)
    """
    folder, slash, rest = passage_id.partition("/")
    return rest.partition("#")[0] if slash and folder == FOLDER else None


def heading_of(passage: Passage) -> str:
    """The heading that a passage stands under; the document's title where it stands under none."""
    return passage.title.removeprefix(f"{passage.cite.removesuffix(_CITED)}: ")


def state_words(state: str | None) -> str:
    """How a document's state is written: its code, or US."""
    return state or NATIONWIDE


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Heading and text of each section that has a text; lines that were broken for the page are joined again."""
    heading, body = "", list[str]()
    for block in re.split(r"\n\s*\n", text):
        for line in _joined(block.split("\n")):
            if _HEADING.match(line):
                if body:
                    yield heading, "\n".join(body)
                heading, body = line.lstrip("# ")[:LONGEST_HEADING].strip(), []
            else:
                body.append(line)
    if body:
        yield heading, "\n".join(body)


def _joined(block: list[str]) -> Iterator[str]:
    """The lines of a paragraph as one; headings and list items begin a line of their own."""
    text = ""
    for line in (raw.strip() for raw in block):
        begins = _HEADING.match(line) or line.startswith("- ") or _HEADING.match(text)
        if text and begins:
            yield text
            text = line
        else:
            text = f"{text} {line}".strip()
    if text:
        yield text
