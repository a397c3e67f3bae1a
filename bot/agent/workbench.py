"""What a model works with in one turn: the case, the sources it was given by number, and what its tools found."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.agent.evidence import Evidence
from bot.agent.privacy.redactor import Redactor
from bot.answer.turn import Turn
from bot.calculator.figure import Figure
from bot.retrieval.passage import Passage
from bot.retrieval.search import Index
from bot.settings import Settings


@dataclass
class Use:
    """What a turn cost: calls of the model, tokens read and written by it."""

    calls: int = 0
    read: int = 0
    written: int = 0


@dataclass
class Workbench:
    """One turn's work; the tools read the case from it and lay down in it what they found.

    redactor: takes personal data out and puts it back. use: what the turn cost so far. beside: cases that a tool assessed, apart from the turn's own.
    sources: passage ids by the number under which the model knows them, from 1. tools: those that were called, in order.
    """

    settings: Settings
    index: Index
    evidence: Evidence
    redactor: Redactor = field(default_factory=Redactor)
    use: Use = field(default_factory=Use)
    beside: list[Turn] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)

    def number(self, passage_id: str) -> int:
        """The number of a source; a new one gets the next."""
        if passage_id not in self.sources:
            self.sources.append(passage_id)
        return self.sources.index(passage_id) + 1

    def passage_of(self, number: int) -> str | None:
        """The passage under a number, or None where the model made the number up."""
        return self.sources[number - 1] if 0 < number <= len(self.sources) else None

    def told(self, passages: Iterable[Passage]) -> list[dict[str, object]]:
        """Passages as a tool gives them: number, statute, title and text."""
        return [
            {"n": self.number(p.id), "cite": p.cite, "title": p.title, "text": " ".join(p.text.split())}
            for p in passages
        ]

    def used(self, tool: str) -> None:
        """Note a tool that was called."""
        if tool not in self.tools:
            self.tools.append(tool)

    def found(self) -> Evidence:
        """The evidence with all that the tools found."""
        before = self.evidence
        beside, figures = (*before.beside, *self.beside), (*before.figures, *self.figures)
        return replace(before, beside=beside, figures=figures)
