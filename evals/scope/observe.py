"""What the engine knows of each training question: looked up once and kept, so that training needs no search."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.answer.scope import known
from bot.retrieval.search import Index
from bot.understand.read import read_question
from evals.cases import TODAY
from evals.scope.labelled import Labelled

OBSERVED = Path(__file__).parent / "observed.jsonl"


class Observed(BaseModel):
    """A training question as the engine sees it.

    text: as typed. read: spelt right, where that differs. known: the features of `bot.answer.scope.known`.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    read: str = ""
    known: dict[str, float]

    @property
    def spelt(self) -> str:
        """The words that are weighed."""
        return self.read or self.text


def observe(questions: Sequence[Labelled], index: Index) -> list[Observed]:
    """Read each question and search for it."""
    found = []
    for one in questions:
        question = read_question(one.text, TODAY, None, first=True)
        hits = index.search(question.text, state=question.state, topics=question.topics, k=5)
        beside = {key: round(value, 3) for key, value in known(question, hits).items() if value}
        read = question.text if question.text != one.text else ""
        found.append(Observed(text=one.text, read=read, known=beside))
    return found


def write_observed(found: Sequence[Observed]) -> None:
    """One a line."""
    lines = (json.dumps(one.model_dump(exclude_defaults=True), ensure_ascii=False) for one in found)
    OBSERVED.write_text("\n".join(lines) + "\n", "utf-8")


def read_observed() -> dict[str, Observed]:
    """What was kept, by the question as typed; nothing where there is no file."""
    lines = OBSERVED.read_text("utf-8").splitlines() if OBSERVED.exists() else []
    return {one.text: one for one in map(Observed.model_validate_json, lines)}


def observed(questions: Sequence[Labelled], kept: dict[str, Observed], index: Callable[[], Index]) -> list[Observed]:
    """What was kept of each question, in their order; those of which nothing was kept are looked up now."""
    missing = [one for one in questions if one.text not in kept]
    found = {one.text: one for one in observe(missing, index())} if missing else {}
    return [kept.get(one.text) or found[one.text] for one in questions]
