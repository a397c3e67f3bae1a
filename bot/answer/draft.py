"""A draft: segments gathered one by one, each with the passages it rests on; citations are numbered as they appear."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.answer.model import Answer, AnswerDeadline, Citation, Outcome, Segment, SegmentKind
from bot.answer.prose import first_sentence
from bot.calculator.figure import Figure, Money
from bot.retrieval.passage import Passage


class Library(Protocol):
    """Where passages are looked up by id."""

    def passage(self, passage_id: str) -> Passage: ...


@dataclass
class Draft:
    """An answer in the making.

    `say` adds a paragraph, `add` continues the one before, `point` adds a list item.
    """

    library: Library
    segments: list[Segment] = field(default_factory=list)
    citations: dict[str, Citation] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    state: str | None = None
    outcome: Outcome | None = None
    amount: Money | None = None
    deadline: AnswerDeadline | None = None
    declined: bool = False
    reason: str | None = None

    def say(self, text: str, *passages: str, kind: SegmentKind = "claim") -> None:
        """Add a paragraph that rests on passages, given by id."""
        self._append(text, passages, kind, "paragraph")

    def add(self, text: str, *passages: str, kind: SegmentKind = "claim") -> None:
        """Continue the paragraph before."""
        self._append(text, passages, kind, "inline")

    def point(self, text: str, *passages: str, kind: SegmentKind = "claim") -> None:
        """Add an item to the list."""
        self._append(text, passages, kind, "item")

    def _append(self, text: str, passages: tuple[str, ...], kind: SegmentKind, place: str) -> None:
        numbers = tuple(dict.fromkeys(self._cite(passage) for passage in passages))
        self.segments.append(Segment(text=text, citations=numbers, kind=kind, place=place))

    def _cite(self, passage_id: str) -> int:
        if passage_id not in self.citations:
            passage = self.library.passage(passage_id)
            self.citations[passage_id] = Citation(
                n=len(self.citations) + 1,
                cite=passage.cite,
                title=passage.title,
                url=passage.url,
                passage=passage.id,
                quote=first_sentence(passage.text),
                checked=passage.checked,
                confidence=passage.confidence,
            )
        return self.citations[passage_id].n

    def figure(self, figure: Figure | None) -> None:
        """Keep a calculator's figure; each name once."""
        if figure is not None and all(kept.name != figure.name for kept in self.figures):
            self.figures.append(figure)

    def used(self, tool: str) -> None:
        """Note a tool that was called."""
        if tool not in self.tools:
            self.tools.append(tool)

    def ask(self, fact: str) -> None:
        """Note a fact that would decide."""
        if fact not in self.asks:
            self.asks.append(fact)

    def answer(self) -> Answer:
        """The finished answer."""
        return Answer(
            text=render(self.segments),
            segments=tuple(self.segments),
            state=self.state,
            outcome=self.outcome,
            amount=self.amount,
            figures=tuple(self.figures),
            deadline=self.deadline,
            citations=tuple(self.citations.values()),
            tools=tuple(self.tools),
            asks=tuple(self.asks),
            declined=self.declined,
            reason=self.reason,
        )


def render(segments: list[Segment], mark: Callable[[int], str] = "[{}]".format) -> str:
    """The segments as Markdown with citation markers."""
    text = ""
    for i, segment in enumerate(segments):
        if i:
            both_items = segment.place == "item" and segments[i - 1].place == "item"
            text += " " if segment.place == "inline" else "\n" if both_items else "\n\n"
        text += "- " * (segment.place == "item") + segment.text
        following = segments[i + 1] if i + 1 < len(segments) else None
        # sentences that run on from the same sources share one marker, behind the last of them
        if following is None or following.place != "inline" or following.citations != segment.citations:
            text += "".join(" " + mark(n) for n in segment.citations)
    return text
