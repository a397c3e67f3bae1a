"""What a draft is held against in these tests: the built-in engine run on the question, and drafts read from their files."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.agent.evidence import Evidence
from bot.answer.draft import render
from bot.answer.model import Answer, Citation, Segment
from bot.conversation.shortfall import Shortfall
from bot.conversation.work import Work
from bot.errors import SearchIndexError
from bot.settings import Settings
from bot.yamlfile import load_yaml

TODAY = date(2026, 3, 1)
DRAFTS = Path(__file__).parent / "drafts"


@dataclass(frozen=True)
class Row:
    """A labelled draft. part: `second look` for its file, `check` for a third of the other questions, else `tuning`."""

    name: str
    turns: tuple[str, ...]
    sentences: tuple[dict[str, Any], ...]
    outcome: str | None
    label: str
    kind: str
    part: str


def engine() -> Shortfall:
    """The built-in engine on a fixed day over the published index."""
    return Shortfall(Settings(today=TODAY))


def evidence_of(turns: Sequence[str], made: Shortfall) -> Evidence:
    """Run the built-in engine on the turns of a conversation and gather what its last answer rests on."""
    work = Work(text="")
    for n, text in enumerate(turns):
        if n:
            assert work.sheet is not None
            work = Work(text=text, before=work.sheet, last=work.answer)
        work = made.steps.run(replace(work, text=text))
    assert work.turn is not None
    assert work.answer is not None
    beside = (*(one for one in (work.as_told, work.disputed) if one is not None), *work.compared)
    figures = work.answer.figures
    return Evidence(tuple(turns), work.turn, work.answer, made.index, beside, figures)


def rows() -> Iterator[Row]:
    """Every labelled draft; a wrong one is a right one with one thing changed."""
    for path in sorted(DRAFTS.glob("*.yaml")):
        for entry in load_yaml(path):
            turns = tuple(entry.get("turns") or [entry["question"]])
            part = (
                "second look"
                if path.stem == "second_look"
                else "check"
                if hashlib.sha256(entry["name"].encode()).digest()[0] % 3 == 0
                else "tuning"
            )
            right = Row(entry["name"], turns, tuple(entry["sentences"]), entry.get("outcome"), "right", "", part)
            yield right
            for change in entry["wrong"]:
                yield replace(
                    right,
                    name=f"{right.name}: {change['what']}",
                    label="wrong",
                    kind=change["kind"],
                    sentences=tuple(_changed(right.sentences, change)),
                    outcome=change.get("outcome", right.outcome),
                )


def _changed(sentences: Sequence[dict[str, Any]], change: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for n, sentence in enumerate(sentences, start=1):
        changed = dict(sentence)
        if "from" in change:
            changed["text"] = sentence["text"].replace(change["from"], change["to"])
        if "passages" in change and change["at"] == n:
            changed["passages"] = change["passages"]
        yield changed


def draft_of(row: Row, evidence: Evidence) -> Answer:
    """The draft as a model's answer would come: segments with citation numbers."""
    numbers: dict[str, int] = {}
    segments = []
    for n, sentence in enumerate(row.sentences):
        cited = tuple(numbers.setdefault(p, len(numbers) + 1) for p in sentence["passages"])
        segments.append(
            Segment(
                text=sentence["text"],
                citations=cited,
                kind=sentence.get("kind", "claim"),
                place="inline" if n else "paragraph",
                state=sentence.get("state"),
            )
        )
    return Answer(
        text=render(segments),
        segments=tuple(segments),
        state=evidence.turn.record.code if evidence.turn.record else None,
        outcome=row.outcome,
        citations=tuple(_citation(evidence, passage, n) for passage, n in numbers.items()),
        engine="model",
    )


def _citation(evidence: Evidence, passage_id: str, n: int) -> Citation:
    made = {"n": n, "passage": passage_id, "quote": ""}
    try:
        p = evidence.library.passage(passage_id)
    except SearchIndexError:
        return Citation(**made, cite="?", title="?", url="https://example.org", checked=TODAY, confidence="low")
    return Citation(**made, cite=p.cite, title=p.title, url=p.url, checked=p.checked, confidence=p.confidence)
