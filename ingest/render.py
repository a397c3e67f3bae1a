"""The corpus as passages: what is indexed, found and cited."""

import re

from bot.retrieval.glossary import GlossaryFile
from bot.retrieval.passage import Passage, SourceLink
from ingest.load import Corpus, Guide
from ingest.render_states import render_state
from ingest.schema import FederalFile

_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)]) +")


def render(corpus: Corpus) -> list[Passage]:
    """Every passage of the corpus, in a fixed order, not yet split to the model's length."""
    passages = [passage for guide in corpus.guides for passage in render_guide(guide)]
    passages += [passage for file in corpus.federal for passage in render_federal(file)]
    passages += [passage for record in corpus.states for passage in render_state(record)]
    return passages + (render_glossary(corpus.glossary) if corpus.glossary else [])


def render_guide(guide: Guide) -> list[Passage]:
    """One passage for each section of a guide."""
    head = guide.head
    sources = tuple(SourceLink(cite=source.cite, url=source.url) for source in head.sources)
    return [
        Passage(
            id=f"guide/{head.id}#{section.id}",
            kind="guide",
            title=f"{head.title}: {guide.sections[section.id].title}",
            text=plain(guide.sections[section.id].text),
            topic=section.topic or head.topic,
            cite=sources[0].cite,
            url=sources[0].url,
            sources=sources,
            asks=section.asks,
            checked=head.checked,
            confidence=head.confidence,
        )
        for section in head.sections
    ]


def render_federal(file: FederalFile) -> list[Passage]:
    """One passage for each section of a federal file, and one for what is not certain."""
    passages = []
    for section in file.sections:
        lead = SourceLink(cite=section.cite, url=file.source_of(section).url)
        passages.append(
            Passage(
                id=f"federal/{file.id}#{section.id}",
                kind="federal",
                title=section.title,
                text=plain(section.text),
                topic=section.topic or file.topic,
                cite=lead.cite,
                url=lead.url,
                sources=(lead,),
                asks=section.asks,
                checked=file.checked,
                confidence=file.confidence,
            )
        )
    if file.open_questions:
        sources = tuple(SourceLink(cite=source.cite, url=source.url) for source in file.sources)
        passages.append(
            Passage(
                id=f"federal/{file.id}#uncertain",
                kind="federal",
                title=f"{file.title}: what is not certain",
                text="\n".join(f"- {question}" for question in file.open_questions),
                topic=file.topic,
                cite=sources[0].cite,
                url=sources[0].url,
                sources=sources,
                checked=file.checked,
                confidence=file.confidence,
            )
        )
    return passages


def render_glossary(glossary: GlossaryFile) -> list[Passage]:
    """One passage for each term."""
    passages = []
    for term in glossary.terms:
        lead = SourceLink(cite=term.cite, url=term.url)
        called = f"\nPeople also call it: {', '.join(term.also)}." if term.also else ""
        passages.append(
            Passage(
                id=f"glossary#{term.id}",
                kind="glossary",
                title=f"What {term.term} means",
                text=f"{term.plain}{called}",
                topic=term.topic,
                cite=lead.cite,
                url=lead.url,
                sources=(lead,),
                asks=(f"what does {term.term} mean", f"what is {term.term}", f"define {term.term}", *term.asks),
                checked=glossary.checked,
            )
        )
    return passages


def plain(markdown: str) -> str:
    """Markdown as it is indexed: one line a paragraph or list item, link texts without addresses, no emphasis marks.

    >>> plain("A *short*\\nline, see [the rule](x.md).\\n\\n- one\\n  item\\n- two")
    'A short line, see the rule.\\n\\n- one item\\n- two'
    """
    blocks = []
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines: list[str] = []
        for line in block.splitlines():
            starts = not lines or _ITEM.match(line) or line.lstrip().startswith(("|", "#", ">"))
            if starts:
                lines.append(line.strip())
            else:
                lines[-1] += f" {line.strip()}"
        blocks.append("\n".join(re.sub(r"^#+ +", "", line) for line in lines))
    text = _LINK.sub(r"\1", "\n\n".join(blocks))
    return re.sub(r"(\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`)", "", text)
