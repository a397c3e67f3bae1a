"""A draft taken apart: each sentence with the passages that its segment cites."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.agent.evidence import Evidence
from bot.answer.model import Answer, SegmentKind
from bot.errors import SearchIndexError
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import sentences

_MARKS = re.compile(r"\*\*|__|`")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft.

    segment: its place in the draft. before: the sentences of the draft that come before it. passages: those cited for it
    that open. state: the jurisdiction that the segment speaks of, where that is not the answer's.
    """

    text: str
    segment: int
    kind: SegmentKind
    passages: tuple[Passage, ...]
    state: str | None = None
    before: tuple[str, ...] = ()

    @cached_property
    def source(self) -> str:
        """All that its passages say, with titles and cites."""
        return "\n".join(passage_text(p) for p in self.passages)

    @property
    def asks(self) -> bool:
        """Whether it is a question, which claims nothing."""
        return self.text.rstrip().endswith("?")


def passage_text(passage: Passage) -> str:
    """What a passage says: title, text, and how its authorities are cited."""
    cites = "; ".join(dict.fromkeys([passage.cite, *(s.cite for s in passage.sources)]))
    return f"{passage.title}.\n{passage.text}\n{cites}"


def sentences_of(draft: Answer, evidence: Evidence) -> list[Sentence]:
    """Every sentence of the draft, in order. A citation that does not open is left out here and told elsewhere."""
    ids = {citation.n: citation.passage for citation in draft.citations}
    found: list[Sentence] = []
    said: list[str] = []
    for place, segment in enumerate(draft.segments):
        passages = tuple(p for n in segment.citations if (p := opened(evidence, ids.get(n))) is not None)
        for text in _whole(sentences(_MARKS.sub("", segment.text))):
            found.append(Sentence(text, place, segment.kind, passages, segment.state, tuple(said)))
            said.append(text)
    return found


def _whole(parts: list[str]) -> list[str]:
    """Sentences with no break inside a cite such as `42 Pa.C.S. 8103`."""
    found: list[str] = []
    for part in parts:
        if (
            found
            and re.search(r"(?:[A-Z]|\b(?:subd|ch|art|pt|para|cl|tit|c))\.$", found[-1])
            and re.match(r"[0-9§]", part)
        ):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def opened(evidence: Evidence, passage_id: str | None) -> Passage | None:
    """The passage, or None where there is none of that id."""
    try:
        return evidence.library.passage(passage_id) if passage_id else None
    except SearchIndexError:
        return None
