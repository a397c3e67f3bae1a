"""A draft: segments gathered one by one, each with the passages it rests on; citations are numbered as they appear."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.answer.model import Answer, AnswerDeadline, Citation, ComparedState, Outcome, Place, Segment, SegmentKind
from bot.calculator.figure import Figure, Money
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import sentences

_WORD = re.compile(r"[a-z0-9]{3,}")
SHARED = 4  # words of an answer and of the sentence it rests on


class Library(Protocol):
    """Where passages are looked up by id."""

    def passage(self, passage_id: str) -> Passage: ...


@dataclass
class Draft:
    """An answer in the making.

    `say` adds a paragraph, `add` continues the one before, `point` adds a list item, `row` a line of a table.
    settled: the facts that are not asked for again: those asked before, and those the person does not know (unknown).
    heard: the answer before, whose standing remarks need not be made again. of_a_signer: whether the person who asks did not
    sign the loan, so that the rule speaks of whoever did. asks_more: nothing is answered, because too little was told.
    """

    library: Library
    settled: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    heard: str = ""
    segments: list[Segment] = field(default_factory=list)
    citations: dict[str, Citation] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    asked: str | None = None
    closing: list[Segment] = field(default_factory=list)
    of_a_signer: bool = False
    asks_more: bool = False
    act: str | None = None
    offer: str | None = None
    compared: list[ComparedState] = field(default_factory=list)
    state: str | None = None
    outcome: Outcome | None = None
    amount: Money | None = None
    deadline: AnswerDeadline | None = None
    deadlines: list[AnswerDeadline] = field(default_factory=list)
    declined: bool = False
    reason: str | None = None

    def say(self, text: str, *passages: str, kind: SegmentKind = "claim", state: str | None = None) -> None:
        """Add a paragraph that rests on passages, given by id."""
        self._append(text, passages, kind, "paragraph", state)

    def add(self, text: str, *passages: str, kind: SegmentKind = "claim", state: str | None = None) -> None:
        """Continue the paragraph before."""
        self._append(text, passages, kind, "inline", state)

    def point(self, text: str, *passages: str, kind: SegmentKind = "claim", state: str | None = None) -> None:
        """Add an item to the list."""
        self._append(text, passages, kind, "item", state)

    def row(self, cells: Sequence[str], *passages: str, kind: SegmentKind = "claim", state: str | None = None) -> None:
        """Add a line to the table; the first one is its head."""
        self._append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)}", passages, kind, "row", state)

    def quote(self, segment: Segment, *passages: str) -> None:
        """Add a segment of an earlier answer, which rests on these passages."""
        self._append(segment.text, passages, segment.kind, segment.place, segment.state)

    def _append(
        self, text: str, passages: tuple[str, ...], kind: SegmentKind, place: Place, state: str | None = None
    ) -> None:
        numbers = tuple(dict.fromkeys(self._cite(passage) for passage in passages))
        self.segments.append(Segment(text=text, citations=numbers, kind=kind, place=place, state=state))

    def _cite(self, passage_id: str) -> int:
        if passage_id not in self.citations:
            passage = self.library.passage(passage_id)
            self.citations[passage_id] = Citation(
                n=len(self.citations) + 1,
                cite=passage.cite,
                title=passage.title,
                url=passage.url,
                passage=passage.id,
                quote="",
                checked=passage.checked,
                confidence=passage.confidence,
            )
        return self.citations[passage_id].n

    def _quoted(self, citation: Citation, said: str) -> str:
        """The sentence of a passage that bears out best what is said from it."""
        content = _content(said)
        text = " ".join(self.library.passage(citation.passage).text.split())
        # the other names of a term help the search and bear out nothing
        found = [sentence for sentence in sentences(text) if not sentence.startswith("People also call it")]
        best = max(found, key=lambda sentence: len(content & _content(sentence)), default="")
        if best.startswith("Exception"):  # the rule before its exception, where the answer says both
            rules = [one for one in found if not one.startswith("Exception")]
            rule = max(rules, key=lambda sentence: len(content & _content(sentence)), default="")
            return rule if len(content & _content(rule)) >= SHARED else best
        return best

    def figure(self, figure: Figure | None) -> None:
        """Keep a calculator's figure; each name once."""
        if figure is not None and all(kept.name != figure.name for kept in self.figures):
            self.figures.append(figure)

    def used(self, tool: str) -> None:
        """Note a tool that was called."""
        if tool not in self.tools:
            self.tools.append(tool)

    def ask(self, fact: str) -> None:
        """Note a fact that would decide; one that the person does not know is no use to ask for."""
        if fact not in self.asks and fact not in self.unknown:
            self.asks.append(fact)

    def can_ask(self, fact: str) -> bool:
        """Whether the answer may still end by asking for a fact: one question at most, and none twice."""
        return self.asked is None and fact not in self.settled and fact not in self.unknown

    def ask_for(self, fact: str, text: str, usual: str = "", *passages: str, again: bool = False) -> bool:
        """End by asking for a fact that would decide, unless something is asked already or it was asked before.

        usual: what the answer mostly is, with the passages that say so. again: even where it was asked before.
        """
        self.ask(fact)
        if not (self.can_ask(fact) or (again and self.asked is None and fact not in self.unknown)):
            return False
        self.asked = fact
        self.closing.append(Segment(text=text, kind="question"))
        if usual:
            numbers = tuple(dict.fromkeys(self._cite(passage) for passage in passages))
            self.closing.append(Segment(text=usual, citations=numbers, place="inline"))
        return True

    def answer(self) -> Answer:
        """The finished answer."""
        segments = [*self.segments, *self.closing]
        said = {c.n: " ".join(s.text for s in segments if c.n in s.citations) for c in self.citations.values()}
        citations = [c.model_copy(update={"quote": self._quoted(c, said[c.n])}) for c in self.citations.values()]
        return Answer(
            text=render(segments),
            segments=tuple(segments),
            state=self.state,
            outcome=self.outcome,
            amount=self.amount,
            figures=tuple(self.figures),
            deadline=self.deadline,
            deadlines=tuple(self.deadlines),
            citations=tuple(citations),
            tools=tuple(self.tools),
            asks=tuple(self.asks),
            asked=self.asked,
            act=self.act,
            compared=tuple(self.compared),
            declined=self.declined,
            reason=self.reason,
        )


def _content(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def render(segments: Sequence[Segment], mark: Callable[[int], str] = "[{}]".format) -> str:
    """The segments as Markdown with citation markers."""
    text = ""
    for i, segment in enumerate(segments):
        before = segments[i - 1] if i else None
        following = segments[i + 1] if i + 1 < len(segments) else None
        in_list = before is not None and before.place == segment.place and segment.place in ("item", "row")
        if before is not None:
            text += " " if segment.place == "inline" else "\n" if in_list else "\n\n"
        text += "- " * (segment.place == "item") + segment.text
        # sentences that run on from the same sources share one marker, behind the last of them
        if following is None or following.place != "inline" or following.citations != segment.citations:
            text += "".join(" " + mark(n) for n in segment.citations)
        if segment.place == "row":
            cells = segment.text.count("|")
            text += " |" + ("\n" + "|---" * cells + "|") * (not in_list)
    return text
