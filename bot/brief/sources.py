"""The sources of a brief, numbered as they are first used."""

from bot.answer.draft import Draft, Library
from bot.answer.prose import first_sentence
from bot.brief.model import BriefSource, Line


class Sources:
    """Gathers the passages a brief rests on; passages of one authority share a number."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._kept: dict[tuple[str, str], BriefSource] = {}

    def cite(self, *passages: str) -> tuple[int, ...]:
        """The numbers of passages, given by id.

        Raises SearchIndexError for one that the library does not have.
        """
        return tuple(dict.fromkeys(self._number(passage) for passage in passages))

    def line(self, text: str, *passages: str) -> Line:
        """A sentence with the numbers of its passages."""
        return Line(text=text, sources=self.cite(*passages))

    def quoted(self, passage: str) -> Line:
        """A passage's first sentence."""
        return self.line(first_sentence(self.library.passage(passage).text), passage)

    def drafted(self, draft: Draft) -> list[Line]:
        """What a composer said, a line for each segment; its arithmetic stands in a section of its own."""
        by_number = {citation.n: citation.passage for citation in draft.citations.values()}
        return [
            self.line(segment.text.replace("**", ""), *(by_number[n] for n in segment.citations))
            for place, segment in enumerate(draft.segments)
            if place == 0 or segment.kind != "arithmetic"
        ]

    def all(self) -> tuple[BriefSource, ...]:
        """Every source that was used, in order."""
        return tuple(self._kept.values())

    def _number(self, passage_id: str) -> int:
        passage = self.library.passage(passage_id)
        key = (passage.cite, passage.url)
        if key not in self._kept:
            self._kept[key] = BriefSource(
                n=len(self._kept) + 1,
                cite=passage.cite,
                url=passage.url,
                checked=passage.checked,
                confidence=passage.confidence,
            )
        kept = self._kept[key]
        if passage.kind != "state" and passage.title not in kept.titles:
            self._kept[key] = kept.model_copy(update={"titles": (*kept.titles, passage.title)})
        return kept.n
